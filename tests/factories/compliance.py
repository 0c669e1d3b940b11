"""A municipality that lives by a profile, with its act, so that its regulation can be assessed."""

from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.services import load_profile
from metodika.directory.regulations.services import outline_regulation
from tests.factories.directory import MunicipalityFactory, SchoolFactory


def governed(profile: str = "yakovlevsky") -> tuple[Organisation, Organisation]:
    """A municipality with the outline of its regulation, and one school of it."""
    loaded = load_profile(profile, by=None)
    place = MunicipalityFactory(kind="municipal_district")
    Organisation.objects.filter(pk=place.pk).update(profile=loaded)
    place.refresh_from_db()
    outline_regulation(loaded, place, by=None)
    return place, SchoolFactory(parent=place, kind="secondary_school")
