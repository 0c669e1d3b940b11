"""A municipality that lives by a profile, with its act, so that its regulation can be assessed."""

from datetime import date

from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.services import load_profile
from metodika.directory.regulations.services import outline_regulation
from metodika.governance.bodies.models import Body, BodyKind
from tests.factories.bodies import make_body, make_composition
from tests.factories.directory import MunicipalityFactory, PersonFactory, SchoolFactory


def governed(profile: str = "yakovlevsky") -> tuple[Organisation, Organisation]:
    """A municipality with the outline of its regulation, and one school of it."""
    loaded = load_profile(profile, by=None)
    place = MunicipalityFactory(kind="municipal_district")
    Organisation.objects.filter(pk=place.pk).update(profile=loaded)
    place.refresh_from_db()
    outline_regulation(loaded, place, by=None)
    return place, SchoolFactory(parent=place, kind="secondary_school")


def council_of(place: Organisation) -> Body:
    """The council of nine by the profile of the municipality."""
    kind = BodyKind.objects.get(code="council", profile=place.profile)
    body = make_body(kind, host=place, name="Совет", starts_on=date(2026, 9, 1))
    make_composition(body, [PersonFactory() for _number in range(9)], on=date(2026, 9, 1))
    return body
