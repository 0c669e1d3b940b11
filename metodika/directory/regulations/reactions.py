from metodika.directory.profiles.events import ProfileLoaded
from metodika.directory.profiles.queries import loaded_profile
from metodika.directory.regulations.queries import owner_of_profile
from metodika.directory.regulations.services import outline_regulation


def write_regulation_of_profile(event: ProfileLoaded) -> None:
    """Bring the card and the outline of the regulation up to what the profile says."""
    profile = loaded_profile(event.code)
    owner = owner_of_profile(event.code)
    if profile is not None and owner is not None:
        outline_regulation(profile, owner, by=None)


REACTIONS = {ProfileLoaded: [write_regulation_of_profile]}
