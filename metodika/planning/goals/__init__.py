"""Goals: what is wanted and why, by which figures it will be seen, and which directions come first.

Terms: goal, reason, target, priority direction, subject concept.
Governing clauses: PERV-3, PERV-8.4b, YAK-1.5, YAK-1.6, VP-0.1, VP-1.4, PEST-2.2.1.
"""
