from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Length

from metodika.directory.organisations.models import Organisation
from metodika.directory.records.models import Template


def template_for(organisation: Organisation, kind: str) -> Template | None:
    """Return the own template that holds for an organisation: its own, else that of the nearest one above."""
    above = [int(pk) for pk in organisation.path.strip("/").split("/")]
    in_use = Template.objects.filter(kind=kind, retired_at=None, organisation__in=above)
    return in_use.select_related("file").order_by(Length("organisation__path").desc()).first()


def templates_for_list(user: Any) -> QuerySet[Template]:
    """Return the own templates in use that the person may manage."""
    rows = Template.objects.visible_to(user).filter(retired_at=None)
    return rows.select_related("organisation", "file", "uploaded_by__person")
