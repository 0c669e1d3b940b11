"""Every change of organisations, each in one transaction."""

from metodika.directory.organisations.services.aliases import add_alias, remove_alias
from metodika.directory.organisations.services.changes import (
    change_organisation,
    move_organisation,
    rename_organisation,
)
from metodika.directory.organisations.services.creation import (
    Details,
    NewOrganisation,
    create_organisation,
    create_organisations,
    make_partner,
)
from metodika.directory.organisations.services.endings import (
    begin_reorganisation,
    cancel_reorganisation,
    close_organisation,
    merge_organisations,
    reopen_organisation,
)
from metodika.directory.organisations.services.guests import end_guest, welcome_guest
from metodika.directory.organisations.services.profiles import apply_profile
from metodika.directory.organisations.services.registers import OrganisationChange, apply_register

__all__ = [
    "Details",
    "NewOrganisation",
    "OrganisationChange",
    "add_alias",
    "apply_profile",
    "apply_register",
    "begin_reorganisation",
    "cancel_reorganisation",
    "change_organisation",
    "close_organisation",
    "create_organisation",
    "create_organisations",
    "end_guest",
    "make_partner",
    "merge_organisations",
    "move_organisation",
    "remove_alias",
    "rename_organisation",
    "reopen_organisation",
    "welcome_guest",
]
