"""Other spellings of an organisation, by which lists and texts are matched."""

from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import announce
from metodika.directory.organisations.events import OrganisationChanged
from metodika.directory.organisations.models import Organisation, OrganisationAlias
from metodika.directory.organisations.rules.naming import spelling


@atomic
def add_alias(organisation: Organisation, *, text: str, by: Any) -> OrganisationAlias:
    """Remember another spelling of the organisation.

    RuleBroken when the spelling is empty or leads to another organisation of the same municipality.
    """
    normalised = spelling(text)
    if not normalised:
        raise RuleBroken(_("Write the spelling in letters or digits."))
    other = (
        OrganisationAlias.objects.filter(
            normalised=normalised, organisation__municipality=organisation.municipality_id
        )
        .exclude(organisation=organisation)
        .select_related("organisation")
        .first()
    )
    if other:
        raise RuleBroken(
            _("This spelling already means “%(organisation)s”. Remove it there first.")
            % {"organisation": other.organisation}
        )
    alias, made = OrganisationAlias.objects.get_or_create(
        organisation=organisation, normalised=normalised, defaults={"text": text}
    )
    if not made:
        raise RuleBroken(_("This spelling is known already."))
    announce(OrganisationChanged(organisation.pk, ["aliases"]), by=by, about=organisation)
    return alias


@atomic
def remove_alias(alias: OrganisationAlias, *, by: Any) -> None:
    """Forget a spelling."""
    organisation = alias.organisation
    alias.delete()
    announce(OrganisationChanged(organisation.pk, ["aliases"]), by=by, about=organisation)
