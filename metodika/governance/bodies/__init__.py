"""Councils, associations, working groups and communities: composition, seats, terms and rules.

Terms: body, kind of bodies, composition, seat, duty.
Governing clauses: YAK-4.1.1 to YAK-4.8, YAK-3.6, YAK-3.7, PERV-8, VP-5.2, MAG-8.1, PEST-4.1.
"""
