"""Assessment, proofs by hand, waivers and who answers for a clause."""

from metodika.steering.compliance.services.assessing import assess, assess_all
from metodika.steering.compliance.services.proving import (
    add_proof,
    end_waiver,
    name_owner,
    waive_clause,
    withdraw_proof,
)

__all__ = [
    "add_proof",
    "assess",
    "assess_all",
    "end_waiver",
    "name_owner",
    "waive_clause",
    "withdraw_proof",
]
