"""Profiles as files (drafts), as loaded rows (profiles) and as words on a page (words)."""

from metodika.directory.profiles.queries.drafts import (
    Draft,
    available_profiles,
    base_events,
    base_roles,
    base_words,
    checked_profile,
    profile_folder,
)
from metodika.directory.profiles.queries.profiles import (
    loaded_profile,
    loaded_profiles,
    profile_of_viewer,
    regulation_clauses,
)
from metodika.directory.profiles.queries.said import (
    ClauseSaid,
    Directions,
    DirectionSaid,
    Evidence,
    HavingSaid,
    PositionSaid,
    ProofSaid,
    Regulation,
    RuleSaid,
    SelectionSaid,
    clauses_in_order,
    facts_of,
)
from metodika.directory.profiles.queries.words import abbreviation, counted_word, word, word_for
from metodika.directory.profiles.queries.years import terms_of_profiles

__all__ = [
    "terms_of_profiles",
    "facts_of",
    "clauses_in_order",
    "SelectionSaid",
    "RuleSaid",
    "Regulation",
    "HavingSaid",
    "Evidence",
    "ClauseSaid",
    "DirectionSaid",
    "Directions",
    "PositionSaid",
    "ProofSaid",
    "Draft",
    "abbreviation",
    "available_profiles",
    "base_events",
    "base_roles",
    "base_words",
    "checked_profile",
    "counted_word",
    "loaded_profile",
    "loaded_profiles",
    "profile_folder",
    "profile_of_viewer",
    "regulation_clauses",
    "word",
    "word_for",
]
