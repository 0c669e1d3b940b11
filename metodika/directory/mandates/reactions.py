from datetime import date

from metodika.directory.mandates.services import end_mandates_of_job, load_roles, move_mandates
from metodika.directory.profiles.events import ProfileLoaded
from metodika.directory.profiles.queries import loaded_profile
from metodika.directory.staff.events import EmploymentEnded, PeopleMerged


def make_roles(event: ProfileLoaded) -> None:
    profile = loaded_profile(event.code)
    if profile is not None and "roles" in event.changed_sections:
        load_roles(profile.data["roles"], profile=profile)


def hand_roles_over(event: PeopleMerged) -> None:
    move_mandates(source_id=event.dropped_id, target_id=event.kept_id)


def end_roles_with_job(event: EmploymentEnded) -> None:
    end_mandates_of_job(
        person_id=event.person_id,
        organisation_id=event.organisation_id,
        last_day=date.fromisoformat(event.ended_on),
    )


REACTIONS = {
    ProfileLoaded: [make_roles],
    PeopleMerged: [hand_roles_over],
    EmploymentEnded: [end_roles_with_job],
}
