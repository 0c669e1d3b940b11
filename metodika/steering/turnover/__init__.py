"""Turnover: how a school year is handed over to the next one, row by row, with a preview and a way back.

Terms: roll-over, row, choice (keep, copy, close), proposal, undo.
Governing clauses: VP-6.2 (next goals from the effects), VP-0.1, YAK-3.5, domain capabilities C09, C28, C34.
"""
