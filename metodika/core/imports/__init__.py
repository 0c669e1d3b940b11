"""One two-step import for every register: read, check, preview, apply; export gives the same columns.

Terms: register, column, heading, row, outcome (new, changed, same, error), warning, preview, importer.
"""
