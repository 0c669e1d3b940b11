from datetime import date

from metodika.directory.organisations.events import OrganisationClosed, OrganisationMerged
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.events import ProfileLoaded
from metodika.directory.profiles.queries import loaded_profile
from metodika.directory.staff.services import apply_positions, carry_staff_over, refuse_closing_with_staff


def make_positions(event: ProfileLoaded) -> None:
    profile = loaded_profile(event.code)
    if profile is not None:
        apply_positions(profile)


def keep_people_from_losing_work(event: OrganisationClosed) -> None:
    refuse_closing_with_staff(
        Organisation.objects.get(pk=event.organisation_id), on=date.fromisoformat(event.closed_on)
    )


def continue_work_in_successor(event: OrganisationMerged) -> None:
    if event.carries_staff:
        both = Organisation.objects.in_bulk([event.predecessor_id, event.successor_id])
        carry_staff_over(
            both[event.predecessor_id],
            successor=both[event.successor_id],
            on=date.fromisoformat(event.merged_on),
        )


REACTIONS = {
    ProfileLoaded: [make_positions],
    OrganisationClosed: [keep_people_from_losing_work],
    OrganisationMerged: [continue_work_in_successor],
}
