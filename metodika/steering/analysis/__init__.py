"""Analysis: what the values of a year mean, found by rules and judged by people, told in analytic notes.

Terms: finding, severity, cause, analytic note, source of a figure.
Governing clauses: PERV-4.2a, YAK-2.2.3, VP-R, VP-4.1, MAG-5.1, PEST-3.2.1.4.
"""
