"""Plans and road maps: what is to be done, when, by whom, and what proves that it was.

Terms: plan, section, item, occurrence, proof of execution.
Governing clauses: PERV-8.2a, YAK-2.4.1, VP-TBL, VP-RESP, PEST-5.2.
"""
