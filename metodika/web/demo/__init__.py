"""Invented municipalities of any size to look at, built through the services of the areas.

Terms: size, invented person, staffing, merged school, sign-in of the demo.
Governing clauses: none; the regulation comes from the profile.
"""
