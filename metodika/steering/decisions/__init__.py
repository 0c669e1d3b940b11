"""Decisions: what is done after the analysis, on what ground, what it should move, and whether it did.

Terms: measure, managerial decision, basis, expectation, effect.
Governing clauses: PERV-9.2.4b, YAK-4.6.5, VP-5.1, VP-5.7, VP-6.1, VP-6.2, MAG-10.4b.
"""
