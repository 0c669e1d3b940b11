"""By how much answers differ after a change: what the touched add now, less what they added before.

Exact only where an answer is a sum over people, over bodies or over rows, each of whom adds what his own rows
say: so a person counts once in a municipality whatever he does in its schools, before as after.
"""

from collections.abc import Callable, Iterable, Sequence

from metodika.core.audit.past import Past, as_it_was
from metodika.core.facts.answers import Places, asking_touched
from metodika.core.facts.countings import WHOM, Counting, Question, matched_by
from metodika.core.facts.declared import About, Fact
from metodika.core.facts.touched import Known, Touched, Unit, numbers_touched

# By the codes of facts, with None for a row that belongs to nobody.
Numbers = dict[str, set[int | None]]


def unit_of(counting: Counting) -> Unit | None:
    """Return what an answer is added up of; None where nobody's part of it stands apart from all others'."""
    possible = {About.PERSON, About.BODY} & set(counting.declared.about)
    if counting.of in WHOM:
        possible &= {WHOM[counting.of]}
    if counting.placing:
        possible &= {About.PERSON}
    for having in counting.having:
        for one in (having, *having.others):
            possible &= {matched_by(counting, one)}
    alone = not counting.having and not counting.placing and counting.of not in WHOM
    if alone and not _names_somebody(counting.declared, possible):
        return Unit.ROW
    return Unit(min(possible, key=list(About).index)) if possible else None


def _names_somebody(declared: Fact, possible: Iterable[About]) -> bool:
    """Whether each row surely belongs to a person: one statement then serves his rows and himself."""
    if About.PERSON not in possible or "__" in declared.person:
        return False
    return not declared.model._meta.get_field(declared.person).null


def differences(questions: Sequence[Question], changed: Sequence[Past]) -> list[Places | None]:
    """Return by how much the number of each place differs from that before the change, where it does.

    `changed` is all that has changed in what the questions read. None for a question whose answer has to be
    counted anew: nobody's part of it stands apart, a fact does not say what its rows are made of, or a
    touched row of the counted fact belongs to nobody.
    """
    by_unit: dict[Unit, list[int]] = {}
    for number, question in enumerate(questions):
        unit = unit_of(question.counting)
        if unit and all(one.made_of for one in question.counting.facts):
            by_unit.setdefault(unit, []).append(number)
    found: list[Places | None] = [None] * len(questions)
    now = {unit: _numbers(unit, questions, asked, changed) for unit, asked in by_unit.items()}
    with as_it_was(changed):
        before = {unit: _numbers(unit, questions, asked, changed) for unit, asked in by_unit.items()}
        put = [
            _put(unit, questions, asked, _together(now[unit], before[unit]))
            for unit, asked in by_unit.items()
        ]
        earlier = [answer() for _asked, answer in put]
    for (asked, answer), old in zip(put, earlier, strict=True):
        for number, places, then in zip(asked, answer(), old, strict=True):
            told = {place: places.get(place, 0) - then.get(place, 0) for place in {**places, **then}}
            found[number] = {place: value for place, value in told.items() if value}
    return found


def _numbers(
    unit: Unit, questions: Sequence[Question], asked: Iterable[int], changed: Sequence[Past]
) -> Numbers:
    """Return whom the rows of each fact that a unit's questions name lead to, as the tables stand."""
    rows = {one.table: one.rows for one in changed}
    named = {one.code: one for number in asked for one in questions[number].counting.facts}
    known: Known = {}
    return {code: numbers_touched(one, unit, rows, known) for code, one in named.items()}


def _together(one: Numbers, other: Numbers) -> Numbers:
    return {code: one[code] | other[code] for code in one}


def _put(
    unit: Unit, questions: Sequence[Question], asked: Iterable[int], touched: Numbers
) -> tuple[list[int], Callable[[], list[Places]]]:
    """Return the questions that the touched of a unit can answer, and what answers them."""
    able = [one for one in asked if None not in touched[questions[one].counting.fact]]
    told = {code: frozenset(one for one in numbers if one is not None) for code, numbers in touched.items()}
    if unit != Unit.ROW:
        told = {"": frozenset[int]().union(*told.values())}
    if not able:
        return able, list
    return able, asking_touched([questions[one] for one in able], Touched(unit, told))
