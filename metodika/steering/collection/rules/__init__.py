"""Arithmetic of collection: forms and answers, checks between fields, terms, burden."""
