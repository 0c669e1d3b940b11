from metodika.directory.organisations.services import apply_profile
from metodika.directory.profiles.events import ProfileLoaded
from metodika.directory.profiles.queries import loaded_profile


def make_organisations(event: ProfileLoaded) -> None:
    profile = loaded_profile(event.code)
    if profile is not None:
        apply_profile(profile)


REACTIONS = {ProfileLoaded: [make_organisations]}
