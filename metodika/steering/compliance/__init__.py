"""Compliance: what of the regulation is proved by daily work, what fails, and who mends it.

Terms: rule of evidence, state of a clause, forecast, proof by hand, waiver.
Governing clauses: PEST-5.0; every other clause as what is proved.
"""
