"""Faults, duties and rules in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from metodika.directory.mandates.models import Role
from metodika.directory.regulations.lifecycle import ActKind
from metodika.governance.bodies.lifecycle import Family, Office
from metodika.governance.bodies.models import BodyKind
from metodika.governance.bodies.queries.kinds import clause_gists, stored_rules
from metodika.governance.bodies.rules import BodyRules, Fault

ANY = "any"
FAULTS: dict[str, Any] = {
    "office_empty": gettext_lazy("Nobody is named for the office “%(office)s”."),
    "office_twice": ngettext_lazy(
        "The office “%(office)s” is held by %(count)s person; it must be one.",
        "The office “%(office)s” is held by %(count)s people; it must be one.",
        "count",
    ),
    "too_few": ngettext_lazy(
        "There is %(count)s person in the composition; at least %(least)s are needed.",
        "There are %(count)s people in the composition; at least %(least)s are needed.",
        "count",
    ),
    "seats_vacant": ngettext_lazy("%(count)s seat is vacant.", "%(count)s seats are vacant.", "count"),
    "person_twice": gettext_lazy(
        "%(name)s sits in %(count)s seats: this is one vote and one person of the required number."
    ),
    "consent_missing": gettext_lazy("%(name)s sits by agreement, and the consent is not there yet."),
}
DUTIES: dict[str, Any] = {
    "regulation_missing": gettext_lazy("The regulation is missing: approve it and name it on the card."),
    "act_missing": gettext_lazy("The act that approves the composition is missing."),
    "composition_missing": gettext_lazy("The composition has not been approved yet."),
    "head_missing": gettext_lazy("The head has not been appointed."),
    "members_missing": ngettext_lazy(
        "There is %(count)s person in the composition instead of %(least)s: renew the act.",
        "There are %(count)s people in the composition instead of %(least)s: renew the act.",
        "count",
    ),
    "seats_vacant": ngettext_lazy(
        "%(count)s seat is vacant: propose a person.", "%(count)s seats are vacant: propose people.", "count"
    ),
    "consent_missing": gettext_lazy("The consent of %(name)s is missing (%(represents)s)."),
    "holder_changed": gettext_lazy(
        "%(name)s sits as “%(position)s”, and this is now %(holder)s, who becomes a member by a new act only."
    ),
    "holder_left": gettext_lazy(
        "%(name)s sits as “%(position)s” and no longer holds this position; nobody else does."
    ),
    "body_ends": gettext_lazy("The time of the body ends on %(ends_on)s: prolong it or dissolve it."),
    "stage_due": gettext_lazy("The stage “%(title)s” ends on %(ends_on)s: write down what has come of it."),
    "end_missing": gettext_lazy("The body is temporary and has no last day."),
    "term_ends": gettext_lazy("The term of the composition ends on %(ends_on)s: approve the next one."),
}
BASES = {
    "list": gettext_lazy("of the approved list"),
    "filled": gettext_lazy("of the seats that have a person"),
}
MAJORITIES = {
    "present": gettext_lazy("of the members present"),
    "cast": gettext_lazy("of the votes for and against"),
    "list": gettext_lazy("of the approved list"),
}
TIES = {
    "rejected": gettext_lazy("the decision is not adopted"),
    "chair": gettext_lazy("the vote of the chair decides"),
}
PRESIDERS = {
    "chair": pgettext_lazy("who presides", "the chair"),
    "deputy": pgettext_lazy("who presides", "the deputy chair"),
    "elected": pgettext_lazy("who presides", "a member elected by those present"),
}
SIGNERS = {
    "present": gettext_lazy("all members present"),
    "officers": gettext_lazy("the chair and the secretary"),
}
OPENED = {
    "nothing": gettext_lazy("nothing"),
    "decisions": gettext_lazy("agenda, totals of votes and decisions, without names"),
    "minutes": gettext_lazy("the same and the signed minutes"),
}
YEARS = {"school": gettext_lazy("of the school year"), "calendar": gettext_lazy("of the calendar year")}
QUARTERS = {
    "calendar": gettext_lazy("in a quarter of the calendar year"),
    "terms": gettext_lazy("in a term of the school year"),
}
DAYS = {
    "calendar": ngettext_lazy("%(days)s calendar day", "%(days)s calendar days", "days"),
    "working": ngettext_lazy("%(days)s working day", "%(days)s working days", "days"),
}


@dataclass(frozen=True)
class RuleRow:
    """One rule of a body in words; `clause` is empty where no act speaks of it."""

    parameter: str
    title: str | Promise
    text: str
    clause: str = ""
    label: str = ""
    gist: str = ""


def fault_sentence(fault: Fault) -> str:
    """Return what is wrong in a composition, with the clause that says so."""
    told = dict(fault.parameters)
    if "office" in told:
        told["office"] = str(Office(told["office"]).label).lower()
    sentence = str(FAULTS[fault.code] % told)
    return f"{sentence} ({fault.clause})" if fault.clause else sentence


def kind_of_act_words(kind: str) -> str:
    """Return how a kind of acts is called, "any act" for any."""
    return _("any act") if kind == ANY else str(ActKind(kind).label)


@dataclass(frozen=True)
class KindInWords:
    """A kind of bodies with its rules and what it is for, all in words."""

    kind: BodyKind
    rules: list[RuleRow]
    functions: list[tuple[str, str]]


def kinds_in_words(profile_id: int) -> list[KindInWords]:
    """Return the kinds of a profile in its own order, with their rules in words."""
    gists = clause_gists(profile_id)
    kinds = BodyKind.objects.in_use().filter(profile=profile_id).order_by("order", "pk")
    return [
        KindInWords(
            kind, rule_rows(stored_rules(kind.rules), gists),
            [function_in_words(told, gists) for told in kind.functions],
        )
        for kind in sorted(kinds, key=lambda kind: Family.values.index(kind.family))
    ]  # fmt: skip


def function_in_words(told: dict[str, Any], gists: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """Return what a body is for, in its own words or by the gist of the clause, and the clause."""
    clause = told.get("clause", "")
    return told.get("text") or gists.get(clause, ("", clause))[1], clause


def rule_rows(rules: BodyRules, gists: dict[str, tuple[str, str]]) -> list[RuleRow]:
    """Return the rules of a body in words, each with its clause; `gists` are those of `clause_gists`."""
    rows = []
    for parameter, title, text in _told(rules):
        clause = rules.clause_of(parameter)
        label, gist = gists.get(clause, ("", ""))
        rows.append(RuleRow(parameter, title, text, clause, label, gist))
    return rows


def _told(rules: BodyRules) -> Iterator[tuple[str, str | Promise, str]]:
    yield from _about_people(rules)
    yield from _about_sessions(rules)
    yield from _about_decisions(rules)


def _about_people(rules: BodyRules) -> Iterator[tuple[str, str | Promise, str]]:
    if rules.min_members:
        yield "min_members", _("Members, at least"), str(rules.min_members)
    if rules.min_teachers:
        yield "min_teachers", _("Teachers of the subject, at least"), str(rules.min_teachers)
    offices = ", ".join(str(Office(office).label).lower() for office in rules.offices)
    yield "offices", _("Offices"), offices or "—"
    approved = kind_of_act_words(rules.composition_act) if rules.composition_act else _("no act is needed")
    yield "composition_act", _("Composition is approved by"), approved
    if rules.head_role:
        title = Role.objects.filter(code=rules.head_role).values_list("title", flat=True).first()
        yield "head_role", _("The head receives the role"), title or rules.head_role
    yield "needs_regulation", _("Own regulation"), _yes(rules.needs_regulation)
    if rules.term_years:
        yield "term_years", _("Term of a composition, years"), str(rules.term_years)
    yield "secretary_votes", _("The secretary votes"), _yes(rules.secretary_votes)


def _about_sessions(rules: BodyRules) -> Iterator[tuple[str, str | Promise, str]]:
    if rules.sessions_a_year:
        text = f"{rules.sessions_a_year} {YEARS[rules.year]}"
        yield "sessions_a_year", _("Sessions, at least"), text
    if rules.sessions_a_quarter:
        text = f"{rules.sessions_a_quarter} {QUARTERS[rules.quarters]}"
        yield "sessions_a_quarter", _("Sessions, at least"), text
    if rules.notice_days is not None:
        text = str(DAYS[rules.notice_in] % {"days": rules.notice_days})
        yield "notice_days", _("Notice before a session"), text
    base = BASES[rules.quorum_base]
    more = _("more than %(part)s %(base)s") if rules.quorum_strict else _("at least %(part)s %(base)s")
    yield "quorum", _("Quorum"), more % {"part": rules.quorum, "base": base}
    presiders = ", ".join(str(PRESIDERS[who]) for who in rules.presiding)
    yield "presiding", _("Who presides, in this order"), presiders
    yield "remote_allowed", _("Members may attend from afar"), _yes(rules.remote_allowed)
    yield "correspondence_allowed", _("Poll by correspondence"), _yes(rules.correspondence_allowed)


def _about_decisions(rules: BodyRules) -> Iterator[tuple[str, str | Promise, str]]:
    part = {"part": rules.majority, "base": MAJORITIES[rules.majority_of]}
    yield "majority", _("Majority"), _("more than %(part)s %(base)s") % part
    yield "tie", _("When votes are equal"), str(TIES[rules.tie])
    yield "recused_present", _("A recused member counts as present"), _yes(rules.recused_present)
    yield "minutes_signed_by", _("Minutes are signed by"), str(SIGNERS[rules.minutes_signed_by])
    yield "open_to_staff", _("Open to the staff of the municipality"), str(OPENED[rules.open_to_staff])
    yield "keep_years", _("Minutes are kept, years"), str(rules.keep_years)
    approval = _yes(rules.needs_approval)
    if rules.approval_days:
        approval = _("yes, within %(days)s days") % {"days": rules.approval_days}
    yield "needs_approval", _("Decisions need an act that approves them"), approval


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")
