"""What an assessor is given: the evidence of a year, gathered, frozen and packed.

Terms: direction, position, proof, dossier, manifest.
Governing clauses: domain cycle 4.1 and 4.2 (nine components, what is asked for each), 152-FZ art. 5 and 6.
"""
