"""A sent recommendation on paper: from which findings it follows, what is recommended, to whom, by when."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from metodika.core.documents import (
    Column,
    DocumentKind,
    Header,
    Heading,
    Numbered,
    Paper,
    Places,
    SignatureLine,
    Table,
    Text,
)
from metodika.core.language import russian_date
from metodika.steering.recommendations.lifecycle import AddressedTo
from metodika.steering.recommendations.models import Receipt, Recommendation
from metodika.steering.recommendations.rules.texts import individual

RECOMMENDATION = "recommendations.recommendation"
TO_PEOPLE = frozenset({AddressedTo.PERSON, AddressedTo.CATEGORY})


def recommendation_places(
    row: Recommendation, receipts: list[Receipt], findings: list[str]
) -> dict[str, Any]:
    """Return the plain values of which a recommendation is printed; people are counted and not named."""
    signed = row.approved_by or row.made_by
    to_people = row.addressed_to in TO_PEOPLE
    return {
        "title": row.title, "organisation": row.organisation.name, "number": "",
        "date": russian_date(row.sent_at.date()) if row.sent_at else "", "findings": findings,
        "addressees": [] if to_people else [{"name": one.name, "text": one.text} for one in receipts],
        "text": text_for_anybody(row) if to_people else "",
        "people": len(receipts) if to_people else 0, "help": row.help,
        "indicator": str(row.indicator or ""), "due": russian_date(row.due_on),
        "signer": str(signed.person or signed) if signed else "",
        "position": pgettext("recommendation", "Approved by"),
    }  # fmt: skip


def text_for_anybody(row: Recommendation) -> str:
    """Return the text with nobody's own values in it."""
    unknown = "…"
    return individual(
        row.text,
        {
            "addressee": pgettext("recommendation", "Addressee"),
            "indicator": row.indicator.name if row.indicator else unknown,
            "value": unknown, "target": unknown, "due": russian_date(row.due_on),
        },
    )  # fmt: skip


def _paper(places: Places) -> Paper:
    blocks: list[Any] = [Heading(_("Findings from which it follows")), Numbered(tuple(places["findings"]))]
    blocks.append(Heading(_("What is recommended")))
    if places["addressees"]:
        heads = (Column(pgettext("recommendation", "To whom"), 2), Column(_("What is recommended"), 5))
        rows = tuple((one["name"], one["text"]) for one in places["addressees"])
        blocks.append(Table(heads, rows))
    else:
        blocks += [Text(one) for one in places["text"].splitlines() if one.strip()]
        blocks.append(Text(_("People to whom it was sent: %(count)s.") % {"count": places["people"]}))
    blocks += [Text(one) for one in places["help"].splitlines() if one.strip()]
    if places["indicator"]:
        told = _("Indicator that should change: %(indicator)s.") % {"indicator": places["indicator"]}
        blocks.append(Text(told))
    blocks.append(Text(_("To be done by %(day)s.") % {"day": places["due"]}))
    signature = SignatureLine(places["position"], places["signer"])
    return Paper(
        kind=_("RECOMMENDATION"), title=places["title"],
        header=Header(organisation=places["organisation"], date=places["date"], number=places["number"]),
        blocks=tuple(blocks), signatures=(signature,) if places["signer"] else (),
    )  # fmt: skip


DOCUMENTS = (
    DocumentKind(
        RECOMMENDATION, gettext_lazy("Addressed recommendation"),
        {
            "title": gettext_lazy("title"), "organisation": gettext_lazy("organisation"),
            "number": gettext_lazy("number"), "date": gettext_lazy("date"),
            "findings": gettext_lazy("findings from which it follows"),
            "addressees.name": gettext_lazy("addressee"),
            "addressees.text": gettext_lazy("what is recommended"),
            "text": gettext_lazy("what is recommended to people"),
            "people": gettext_lazy("to how many people it was sent"), "help": gettext_lazy("what helps"),
            "indicator": gettext_lazy("indicator that should change"), "due": gettext_lazy("to be done by"),
            "signer": gettext_lazy("name"), "position": gettext_lazy("position"),
        },
        _paper,
    ),
)  # fmt: skip
