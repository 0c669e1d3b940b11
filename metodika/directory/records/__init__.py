"""Documents with a number: registered, printed, signed, acknowledged, kept as long as they must be.

Terms: record, number series, version, signature request, acknowledgement, case (дело), legal hold.
Governing clauses: YAK-4.6.4, YAK-4.10.2, YAK-4.11b, PEST-O.2, PEST-O.3b, PEST-O.5.
"""
