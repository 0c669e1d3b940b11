"""Every change of people and their jobs, each in one transaction."""

from metodika.directory.staff.services.employments import (
    Terms,
    admit_person,
    change_employment,
    end_employment,
    hire_person,
    transfer_person,
)
from metodika.directory.staff.services.erasing import erase_person
from metodika.directory.staff.services.leaves import return_from_leave, send_on_leave
from metodika.directory.staff.services.merging import merge_people
from metodika.directory.staff.services.organisations import carry_staff_over, refuse_closing_with_staff
from metodika.directory.staff.services.people import PersonDetails, change_person, create_person
from metodika.directory.staff.services.records import (
    add_education,
    assign_qualification,
    remove_education,
    remove_qualification,
)
from metodika.directory.staff.services.roster import RosterResult, RosterRow, apply_roster
from metodika.directory.staff.services.telling_apart import doubt_people_again, tell_people_apart
from metodika.directory.staff.services.vocabulary import apply_positions, ensure_positions, ensure_subjects

__all__ = [
    "PersonDetails",
    "RosterResult",
    "RosterRow",
    "Terms",
    "add_education",
    "admit_person",
    "apply_positions",
    "apply_roster",
    "assign_qualification",
    "carry_staff_over",
    "change_employment",
    "change_person",
    "create_person",
    "doubt_people_again",
    "end_employment",
    "ensure_positions",
    "ensure_subjects",
    "erase_person",
    "hire_person",
    "merge_people",
    "refuse_closing_with_staff",
    "remove_education",
    "remove_qualification",
    "return_from_leave",
    "send_on_leave",
    "tell_people_apart",
    "transfer_person",
]
