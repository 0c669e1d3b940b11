"""Answers that came as a table: of many institutions at once, all of them or none."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.facts import remembering_questions
from metodika.steering.collection import queries
from metodika.steering.collection.models import Campaign, Submission
from metodika.steering.collection.queries import Row
from metodika.steering.collection.rules import answers as rules
from metodika.steering.collection.rules.forms import Problem
from metodika.steering.collection.rules.tables import plain
from metodika.steering.collection.services.answers import save_answers
from metodika.steering.collection.services.ground import locked_campaign, refuse_frozen

MOST_TOLD = 10


@atomic
def load_answers(campaign: Campaign, *, rows: Iterable[Row], by: Any) -> int:
    """Save the answers of a table as if each institution had typed them; they are submitted afterwards.

    Returns how many institutions have answers now. Raises RuleBroken with the names of the cells that cannot
    be read and of the rows that nobody is asked for; then nothing is stored.
    """
    row = locked_campaign(campaign)
    refuse_frozen(row)
    if not row.is_open:
        raise RuleBroken(_("Answers are taken while the campaign is open."))
    told = [one for one in rows if one.answers]
    if not told:
        raise RuleBroken(_("The table has no answers: fill in at least one row."))
    asked = _asked(row)
    faults = [fault for one in told for fault in _faults(one, asked, row)]
    counted = Counter(plain(one.name) for one in told)
    faults += [
        _("Row %(row)s: “%(name)s” stands in the table twice.") % {"row": one.number, "name": one.name}
        for one in told
        if counted[plain(one.name)] > 1
    ]
    if faults:
        _refuse(faults)
    with remembering_questions():
        for one in told:
            try:
                save_answers(asked[plain(one.name)], answers=one.answers, seen=None, by=by)
            except RuleBroken as refusal:
                faults.append(_("Row %(row)s: %(sentence)s") % {"row": one.number, "sentence": refusal})
    if faults:
        _refuse(faults)
    return len(told)


def _asked(campaign: Campaign) -> dict[str, Submission]:
    """Return the submissions by every name of their institutions; a name of two of them is nobody's."""
    rows = Submission.objects.filter(campaign=campaign).select_related("organisation")
    found: dict[str, Submission] = {}
    twice: set[str] = set()
    for one in rows:
        for name in {plain(str(one.organisation)), plain(one.organisation.name)}:
            twice |= {name} & found.keys()
            found[name] = one
    return {name: one for name, one in found.items() if name not in twice}


def _faults(row: Row, asked: dict[str, Submission], campaign: Campaign) -> list[str]:
    submission = asked.get(plain(row.name))
    if submission is None:
        return [_("Row %(row)s: “%(name)s” is not asked here.") % {"row": row.number, "name": row.name}]
    spec, found = campaign.form.spec, []
    for code, raw in row.answers.items():
        field = spec.field(code)
        if field is None:
            continue
        try:
            rules.read_answer(field, raw)
        except rules.Refused as refusal:
            said = queries.sentence_of(Problem(refusal.code, code, refusal.details), spec)
            found.append(_("Cell %(cell)s: %(sentence)s") % {"cell": row.cells[code], "sentence": said})
    return found


def _refuse(faults: list[str]) -> None:
    told = " ".join(faults[:MOST_TOLD])
    if len(faults) > MOST_TOLD:
        told += " " + _("And so in %(count)d more places.") % {"count": len(faults) - MOST_TOLD}
    raise RuleBroken(_("Nothing is loaded. %(faults)s") % {"faults": told})
