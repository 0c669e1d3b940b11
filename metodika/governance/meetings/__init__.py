"""Sessions of collegial bodies: from the plan of the year to decisions that are approved, published and told.

Terms: session, agenda item, quorum, vote, decision, minutes.
Governing clauses: YAK-4.8, YAK-4.10.1, YAK-4.10.2, YAK-4.11, PEST-4.1, PERV-8.1, VP-5.2.
"""
