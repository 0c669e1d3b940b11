from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.audit.tracking import history_of
from metodika.core.events import story_of
from metodika.core.files.downloads import serve
from metodika.core.web import Link, MenuItem, Status, page, words_changed
from metodika.directory.regulations import queries
from metodika.directory.regulations.lifecycle import MOVES, ActStatus, EditionSource
from metodika.directory.regulations.models import Act, Clause, Edition
from metodika.directory.regulations.rules import Node
from metodika.directory.regulations.tables import status_of
from metodika.directory.regulations.views.trees import branches

WORDS_OF_PLACE = 12
CHANGES = {
    "added": lambda: Status(_("New"), "good"),
    "removed": lambda: Status(_("Removed"), "bad"),
    "changed": lambda: Status(_("Reworded"), "warning"),
    "moved": lambda: Status(_("Moved"), "info"),
}


@page("regulations.view_act", Act, anonymous=True)
def show_act(request: HttpRequest, act: Act) -> HttpResponse:
    return _show_text(request, act, None)


@page("regulations.view_act", Edition, anonymous=True)
def show_edition(request: HttpRequest, edition: Edition) -> HttpResponse:
    return _show_text(request, edition.act, edition)


def _show_text(request: HttpRequest, act: Act, edition: Edition | None) -> HttpResponse:
    card = queries.act_card(act, edition=edition)
    marks = {
        doubt.clause_key: Status(_("Look here"), "warning")
        for doubt in card.doubts
        if not doubt.settled_because
    }
    context = {
        "tree": branches(card.clauses, marks if can(request.user, "regulations.change_act", act) else {}),
        "is_wide": any(clause.kind == "table" for clause in card.clauses),
        "is_outline": card.edition is not None and card.edition.source == EditionSource.OUTLINE,
        "older": edition if edition and edition != queries.shown_edition(card.editions) else None,
        "facts": [*_facts(card), *_twins(request, act)],
        "parts": _parts(card),
        "bases": _bases(card),
    }
    return _show(request, "regulations/act_text.html", act, "text", **context)


def _parts(card: queries.ActCard) -> list[tuple[str, str]]:
    """Return key and name of the order and of each annex, when the text has several parts."""
    titles = {clause.parent_key: clause.text for clause in card.clauses if clause.kind == "title"}
    parts = [
        (clause.key, " ".join(filter(None, (clause.label, titles.get(clause.key, "")))) or clause.text)
        for clause in card.clauses
        if clause.kind in {"order", "annex"}
    ]
    return parts if len(parts) > 1 else []


def _twins(request: HttpRequest, act: Act) -> list[tuple[str, object]]:
    return [
        (_("Also in the register of"), Link(str(twin.owner), reverse("regulations:show-act", args=[twin.pk])))
        for twin in queries.same_act_elsewhere(act, request.user)
    ]


def _facts(card: queries.ActCard) -> list[tuple[str, object]]:
    act = card.act
    facts: list[tuple[str, object]] = [
        (_("Status"), status_of(act)),
        (_("Issued by"), act.issuer),
        (_("In force from"), act.valid_from),
        (_("In force to"), act.valid_to or _("not limited")),
        (_("Signed by"), act.signatory),
        (_("Control of execution"), act.controller),
        (_("Annex"), act.annex_number),
        (_("Published on"), act.published_on),
    ]
    if act.published_at_address:
        facts.append((_("Where it is published"), Link(act.published_at_address, act.published_at_address)))
    for kind, other in card.relations:
        facts.append((_relation(kind), Link(str(other), reverse("regulations:show-act", args=[other.pk]))))
    return [(label, value) for label, value in facts if value]


def _relation(kind: str) -> str:
    words = {
        "supersedes": _("Repeals"),
        "supersedes_by": _("Repealed by"),
        "amends": _("Amends"),
        "amends_by": _("Amended by"),
        "approves": _("Approves"),
        "approves_by": _("Approved by"),
    }
    return words[kind]


def _bases(card: queries.ActCard) -> list[dict[str, Any]]:
    clauses = {clause.key: clause for clause in card.clauses}
    return [
        {
            "act": basis.basis,
            "cited_as": basis.cited_as,
            "level": capfirst(str(basis.basis.get_level_display())),
            "place": _place(clauses, basis.clause_key),
            "anchor": basis.clause_key if basis.clause_key in clauses else "",
            "is_itself": basis.is_itself,
            "url": reverse("regulations:show-act", args=[basis.basis.pk]),
        }
        for basis in card.bases
    ]


@page("regulations.view_act", Act, anonymous=True)
def show_bases(request: HttpRequest, act: Act) -> HttpResponse:
    context = {
        "bases": _bases(queries.act_card(act)),
        "heads": [_("Act"), _("Level"), _("As it is cited"), _("Where")],
        "citing": queries.citing_acts(act, request.user),
        "citing_heads": [_("Act"), _("As it cites this one"), _("In the register of")],
    }
    return _show(request, "regulations/act_bases.html", act, "bases", **context)


@page("regulations.view_act", Act, anonymous=True)
def show_editions(request: HttpRequest, act: Act) -> HttpResponse:
    rows = queries.with_predecessors(list(queries.editions_of(act)))
    heads = [_("Edition"), _("Made from"), _("File"), _("Imported"), _("Compare")]
    return _show(request, "regulations/act_editions.html", act, "editions", rows=rows, heads=heads)


@page("regulations.change_act", Act)
def show_doubts(request: HttpRequest, act: Act) -> HttpResponse:
    card = queries.act_card(act)
    clauses = {clause.key: clause for clause in card.clauses}
    rows: list[dict[str, Any]] = [
        {
            "doubt": doubt,
            "sentence": queries.doubt_sentence(doubt),
            "clause": clauses.get(doubt.clause_key),
            "place": _place(clauses, doubt.clause_key),
        }
        for doubt in card.doubts
    ]
    context = {
        "open": [row for row in rows if not row["doubt"].settled_because],
        "settled": [row for row in rows if row["doubt"].settled_because],
    }
    return _show(request, "regulations/act_doubts.html", act, "doubts", **context)


def _place(clauses: Mapping[str, Clause], key: str) -> str:
    """Return where a clause stands: the nearest number at or above it, and its first words."""
    above = clauses.get(key)
    while above is not None and not any(sign.isdigit() for sign in above.label):
        above = clauses.get(above.parent_key)
    clause = clauses.get(key)
    words = Truncator(clause.text or clause.gist).words(WORDS_OF_PLACE) if clause else ""
    return " ".join(filter(None, (above.label if above else "", words)))


@page("regulations.change_act", Act)
def show_history(request: HttpRequest, act: Act) -> HttpResponse:
    return _show(
        request, "regulations/act_history.html", act, "history", story=story_of(act), changes=history_of(act)
    )


@page("regulations.compare_editions", Edition, anonymous=True)
def compare_editions(request: HttpRequest, edition: Edition, older_pk: int) -> HttpResponse:
    older = get_object_or_404(edition.act.editions.all(), pk=older_pk)
    compared = queries.compared_editions(older, edition)
    rows = [
        {
            "label": _label_of(after) or _label_of(before),
            "state": CHANGES[match.kind](),
            "text": words_changed(before.text if before else "", after.text if after else ""),
        }
        for match, before, after in compared.rows
        if match.kind != "same"
    ]
    heads = [_("Clause"), _("What changed"), _("Wording")]
    same = len(compared.rows) - len(rows)
    context = {"older": older, "newer": edition, "rows": rows, "same": same, "heads": heads}
    return _show(request, "regulations/act_comparison.html", edition.act, "editions", **context)


def _label_of(node: Node | None) -> str:
    return node.label if node else ""


@page("regulations.view_act", Edition, anonymous=True)
def download_source(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    if edition.file is None:
        raise Http404
    return serve(edition.file)


def _show(request: HttpRequest, template: str, act: Act, part: str, **context: Any) -> HttpResponse:
    pages = [
        ("text", _("Text"), "regulations:show-act"),
        ("bases", _("Legal bases"), "regulations:show-bases"),
        ("editions", _("Editions"), "regulations:show-editions"),
    ]
    if can(request.user, "regulations.change_act", act):
        pages += [
            ("doubts", _("Doubtful places"), "regulations:show-doubts"),
            ("history", _("History"), "regulations:show-history"),
        ]
    tabs = [MenuItem(title, reverse(name, args=[act.pk]), active=key == part) for key, title, name in pages]
    crumbs = [(_("Register of acts"), reverse("regulations:list-acts"))]
    moves = MOVES[act.status]
    page = {
        "act": act,
        "tabs": tabs,
        "breadcrumbs": crumbs,
        "status": status_of(act),
        "movable": moves,
        "repealable": ActStatus.REPEALED in moves,
        **context,
    }
    return render(request, template, page)
