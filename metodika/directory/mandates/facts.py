"""What can be counted of who answers for what."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metodika.core.facts import Fact, choice, flag
from metodika.directory.mandates.models import Mandate
from metodika.directory.mandates.queries import role_choices

TITLE = _("Who answers for what")
FACTS = (
    Fact(
        code="mandates.held",
        title=_("Mandate held"),
        row=_("One role given to a person for an organisation, as long as it holds."),
        model=Mandate,
        rows=lambda: Mandate.objects.filter(withdrawn=False),
        person="person", organisation="organisation", since="starts_on", until="ends_on",
        parameters=(
            choice("role", _("role"), "role__code", role_choices),
            flag("substitution", _("in place of another person"), Q(substitutes__isnull=False)),
            flag("grounded", _("given by an act"), ~Q(ground="")),
        ),
        related=("role", "organisation__municipality"),
        address="/mandates/{0.pk}/",
    ),
)  # fmt: skip
WITHOUT_FACT = {"role": _("Words and rights of the profile; mandates name them.")}
