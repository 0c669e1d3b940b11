"""Recommendations: from findings to those who can change something, with a receipt of each and a check.

Terms: recommendation, addressee, receipt, answer, check by the indicator.
Governing clauses: PERV-9.1.2, YAK-4.7.2, VP-R, VP-4.2a, VP-4.2b.
"""
