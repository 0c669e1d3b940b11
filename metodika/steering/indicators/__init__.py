"""Indicators: what is measured, how it is counted from daily work, and why a number is what it is.

Terms: indicator, version, formula, target, value (a snapshot).
Governing clauses: PERV-10, YAK-1.2, VP-2.1, VP-3.1, PEST-7.1.
"""
