"""Profiles: what a municipality words and bounds in its own way, kept as data.

Terms: profile (профиль), word (слово муниципалитета), level (уровень), role (роль),
card of the regulation (карточка положения).
Clauses: YAK-1.6.3 (one field of concepts), PERV-6 and MAG-7 (levels), PEST-7.3.3 (young teachers),
PERV-1, YAK-1.1, PEST-1.1 (the regulation in force).
"""
