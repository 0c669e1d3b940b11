from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.audit.tracking import history_of
from metodika.core.files.downloads import serve
from metodika.core.web import Branch, Link, MenuItem, Status, page, words_changed
from metodika.directory.regulations import queries
from metodika.directory.regulations.lifecycle import EditionSource
from metodika.directory.regulations.models import Act, Clause, Edition
from metodika.directory.regulations.rules import Node
from metodika.directory.regulations.tables import status_of

HEADINGS = {"section", "title", "annex", "order", "heading"}
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
        "is_outline": card.edition is not None and card.edition.source == EditionSource.OUTLINE,
        "edition": card.edition,
        "facts": _facts(card),
        "bases": _bases(card),
    }
    return _show(request, "regulations/act_text.html", act, "text", **context)


def branches(clauses: Iterable[Clause | Node], marks: Mapping[str, object] | None = None) -> list[Branch]:
    """Return clauses as a tree for the page; a clause in short stands in for its text."""
    found: dict[str, Branch] = {}
    tops: list[Branch] = []
    for clause in clauses:
        parent = clause.parent_key if isinstance(clause, Clause) else clause.parent
        gist = clause.gist if isinstance(clause, Clause) else ""
        branch = Branch(
            text=clause.text or gist,
            label=clause.label,
            anchor=clause.key,
            heading=clause.kind in HEADINGS,
            mark=(marks or {}).get(clause.key, ""),
        )
        found[clause.key] = branch
        (found[parent].children if parent in found else tops).append(branch)
    return tops


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
    places = {clause.key: clause.label or clause.key for clause in card.clauses}
    return [
        {
            "act": basis.basis,
            "cited_as": basis.cited_as,
            "level": capfirst(str(basis.basis.get_level_display())),
            "place": places.get(basis.clause_key, ""),
            "anchor": basis.clause_key,
            "is_itself": basis.is_itself,
            "url": reverse("regulations:show-act", args=[basis.basis.pk]),
        }
        for basis in card.bases
    ]


@page("regulations.view_act", Act, anonymous=True)
def show_bases(request: HttpRequest, act: Act) -> HttpResponse:
    card = queries.act_card(act)
    heads = [_("Act"), _("Level"), _("As it is cited"), _("Where")]
    return _show(request, "regulations/act_bases.html", act, "bases", bases=_bases(card), heads=heads)


@page("regulations.view_act", Act, anonymous=True)
def show_editions(request: HttpRequest, act: Act) -> HttpResponse:
    editions = queries.act_card(act).editions
    older = dict(zip(editions, [*editions[1:], None], strict=True))
    rows = [(edition, older[edition]) for edition in editions]
    heads = [_("Edition"), _("Made from"), _("File"), _("Imported"), _("Compare")]
    return _show(request, "regulations/act_editions.html", act, "editions", rows=rows, heads=heads)


@page("regulations.change_act", Act)
def show_doubts(request: HttpRequest, act: Act) -> HttpResponse:
    card = queries.act_card(act)
    rows = [(doubt, queries.doubt_sentence(doubt)) for doubt in card.doubts]
    context = {
        "open": [row for row in rows if not row[0].settled_because],
        "settled": [row for row in rows if row[0].settled_because],
    }
    return _show(request, "regulations/act_doubts.html", act, "doubts", **context)


@page("regulations.change_act", Act)
def show_history(request: HttpRequest, act: Act) -> HttpResponse:
    return _show(request, "regulations/act_history.html", act, "history", changes=history_of(act))


@page("regulations.compare_editions", Edition, anonymous=True)
def compare_editions(request: HttpRequest, edition: Edition, older_pk: int) -> HttpResponse:
    older = get_object_or_404(edition.act.editions.all(), pk=older_pk)
    compared = queries.compared_editions(older, edition)
    rows = [
        {
            "label": (after or before).label if (after or before) else "",
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
    page = {"act": act, "tabs": tabs, "breadcrumbs": crumbs, "status": status_of(act), **context}
    return render(request, template, page)
