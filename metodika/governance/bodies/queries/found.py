"""What of bodies the search box finds."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.search import Found, Searched
from metodika.governance.bodies.models import Body


def _found_body(body: Body) -> Found:
    note = f"{body.kind.title}, {body.host}"
    return Found(body.name, reverse("bodies:show-body", args=[body.pk]), note)


SEARCHED = (
    Searched(
        kind="bodies", title=_("Councils and associations"), model=Body, found=_found_body,
        text=("name",), related=("kind", "host"),
    ),
)  # fmt: skip
