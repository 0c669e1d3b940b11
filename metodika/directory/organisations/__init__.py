"""Who works together: the region, its municipalities, their institutions and units, and partners.

Terms: organisation, level, dated name, succession, guest.
Governing clauses: PERV-6, YAK-3.1, MAG-7, MAG-9.3 (a hub serves guests), VP-R (in whole and by institution).
"""
