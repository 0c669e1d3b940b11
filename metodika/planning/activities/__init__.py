"""Events of the methodical service: announced, attended, certified, or recorded when others hold them.

Terms: event, registration, waiting list, attendance, certificate.
Governing clauses: YAK-2.4.7, YAK-2.4.8, VP-5.3, PERV-9.1.4, PEST-3.2.1.5.
"""
