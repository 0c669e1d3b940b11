"""Arithmetic of staff: experience, young teachers, categories, days of jobs, likeness of people."""
