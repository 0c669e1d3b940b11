"""What we live by: acts, their editions, clauses as a tree, and the acts that they rest on.

Terms: act, edition, clause, legal basis, annex.
Governing clauses: PERV-O.0, PERV-2, YAK-0, YAK-1.3, YAK-5.1 to 5.3, MAG-2, PEST-O.1, PEST-1.2.
"""
