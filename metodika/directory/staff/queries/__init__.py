"""Reading people and their jobs for pages, lists and other areas."""

from metodika.directory.staff.queries.accounts import account_holders, account_holders_at
from metodika.directory.staff.queries.cards import Job, PersonCard, history_of_person, person_card
from metodika.directory.staff.queries.duplicates import (
    Duplicate,
    DuplicatePair,
    duplicate_pairs,
    pairs_told_apart,
    possible_duplicates,
)
from metodika.directory.staff.queries.found import SEARCHED
from metodika.directory.staff.queries.lists import (
    heads_of,
    people_alike,
    people_employed,
    people_for_export,
    people_for_list,
    people_with_category,
    present_people,
    staff_counts,
    staff_of,
)
from metodika.directory.staff.queries.matching import KnownJob, KnownPeople, KnownPerson, known_people
from metodika.directory.staff.queries.vocabulary import (
    all_positions,
    all_subjects,
    position_choices,
    position_spellings,
    subject_choices,
)
from metodika.directory.staff.queries.young import bounds_of, bounds_of_people, young_jobs, young_people

__all__ = [
    "SEARCHED",
    "Duplicate",
    "DuplicatePair",
    "Job",
    "KnownJob",
    "KnownPeople",
    "KnownPerson",
    "PersonCard",
    "account_holders",
    "account_holders_at",
    "all_positions",
    "all_subjects",
    "bounds_of",
    "bounds_of_people",
    "duplicate_pairs",
    "heads_of",
    "history_of_person",
    "known_people",
    "people_alike",
    "people_employed",
    "pairs_told_apart",
    "people_for_export",
    "people_for_list",
    "people_with_category",
    "person_card",
    "position_choices",
    "position_spellings",
    "possible_duplicates",
    "present_people",
    "staff_counts",
    "staff_of",
    "subject_choices",
    "young_jobs",
    "young_people",
]
