"""What the service lives by: acts, their editions as trees of clauses, their legal bases.

Terms: act, edition, clause, legal basis, doubt.
Governing clauses: PERV-2, YAK-1.3, YAK-5.1-5.3 (term and amendment), VP-1.1-1.3, MAG-2, PEST-1.2, PEST-5.
"""
