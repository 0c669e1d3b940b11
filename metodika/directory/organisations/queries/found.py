"""What of organisations the search box finds."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.search import Found, Searched
from metodika.directory.organisations.models import Organisation, OrganisationAlias


def _found_organisation(organisation: Organisation) -> Found:
    address = reverse("organisations:show-organisation", args=[organisation.pk])
    return Found(str(organisation), address, organisation.name if organisation.short_name else "")


def _otherwise_known(words: str) -> Q:
    aliases = OrganisationAlias.objects.filter(normalised__contains=words).values("organisation")
    return Q(inn=words) | Q(ogrn=words) | Q(pk__in=aliases)


SEARCHED = (
    Searched(
        kind="organisations", title=_("Institutions"), model=Organisation, found=_found_organisation,
        text=("name",), exact=_otherwise_known,
    ),
)  # fmt: skip
