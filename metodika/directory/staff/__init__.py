"""Who we are: people, their jobs from a day to a day, education, qualification and experience.

Terms: person, employment, position, leave, young teacher.
Governing clauses: PERV-7a, PERV-8.2a, YAK-3.1.1, PEST-7.3.3 (young teachers), VP-RESP (responsible posts).
"""
