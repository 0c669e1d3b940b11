"""Rules as questions, the last assessment for pages, the rows behind a rule."""

from metodika.steering.compliance.queries.asking import (
    Asked,
    Year,
    asked_rules,
    counting_of,
    verdict_of,
    verdict_of_part,
)
from metodika.steering.compliance.queries.behind import Behind, behind, proofs, touched, waivers
from metodika.steering.compliance.queries.catalogue import clauses_page, clauses_table, listed_clauses
from metodika.steering.compliance.queries.pages import (
    HeatMap,
    ReadText,
    clause_of,
    edition_before,
    governing_edition,
    heat_map,
    months,
    read_text,
    snapshot_of,
    snapshots,
    standing_card,
    standing_of_proof,
    standings,
    words_of,
)

__all__ = [
    "Asked",
    "Behind",
    "HeatMap",
    "ReadText",
    "Year",
    "asked_rules",
    "behind",
    "clause_of",
    "clauses_page",
    "clauses_table",
    "counting_of",
    "heat_map",
    "listed_clauses",
    "months",
    "proofs",
    "read_text",
    "snapshot_of",
    "snapshots",
    "edition_before",
    "governing_edition",
    "standing_card",
    "standing_of_proof",
    "standings",
    "touched",
    "verdict_of",
    "verdict_of_part",
    "waivers",
    "words_of",
]
