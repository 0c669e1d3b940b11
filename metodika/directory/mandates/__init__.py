"""Who acts in which role, for what part of the tree, from when to when and by which act.

Terms: role, mandate, scope, substitution, grant.
Governing clauses: YAK-4.5 (the deputy acts for the chair), PERV-7a, VP-RESP (responsible posts).
"""
