from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from metodika.core.audit.tracking import history_of
from metodika.core.files.downloads import content_types, serve
from metodika.core.files.uploads import store_upload
from metodika.core.web import Table
from metodika.core.web.endpoints import Area, Ref, Schema, With, as_text, checked
from metodika.directory.regulations import queries, services
from metodika.directory.regulations.forms import (
    ActForm,
    CheckedCardForm,
    MoveForm,
    NewActForm,
    PublishForm,
    RelationForm,
    RepealDayForm,
    SettleForm,
    UploadForm,
)
from metodika.directory.regulations.lifecycle import EditionSource
from metodika.directory.regulations.models import Act, Doubt, Edition
from metodika.directory.regulations.services.editions import SOURCES
from metodika.directory.regulations.tables import ActTable

area = Area("regulations")


class ActOut(Schema):
    id: int
    version: int
    owner: Ref | None
    kind: str
    level: str
    issuer: str
    issued_on: date | None
    number: str
    title: str
    status: str
    place: str
    signatory: str
    controller: str
    annex_number: str
    valid_from: date | None
    valid_to: date | None
    published_on: date | None
    published_at_address: str
    is_governing: bool


class ListedAct(ActOut):
    clause_count: int


class EditionOut(Schema):
    id: int
    number: int
    source: str
    valid_from: date | None
    imported_at: datetime
    file: str | None

    @staticmethod
    def resolve_file(edition: Edition) -> str | None:
        return edition.file.name if edition.file else None


class ClauseOut(Schema):
    key: str
    parent: str | None
    kind: str
    label: str
    text: str
    gist: str
    ref: str
    order: int


class NodeOut(Schema):
    key: str
    parent: str | None
    kind: str
    label: str
    text: str
    order: int


class BasisOut(Schema):
    act: Ref
    level: str
    clause: str
    cited_as: str
    is_itself: bool


class RelationOut(Schema):
    kind: str
    act: Ref


class ActCardOut(ActOut):
    edition: EditionOut | None
    clauses: list[ClauseOut]
    bases: list[BasisOut]
    relations: list[RelationOut]


class DoubtOut(Schema):
    id: int
    code: str
    clause: str
    sentence: str
    settled_because: str


class MatchOut(Schema):
    kind: str
    before: NodeOut | None
    after: NodeOut | None


class ComparisonOut(Schema):
    older: EditionOut
    newer: EditionOut
    same: int
    differences: list[MatchOut]


class ChangeOut(Schema):
    at: datetime
    field: str
    before: str
    after: str


class CardRead(Schema):
    kind: str
    issuer: str
    issued_on: date | None
    number: str
    title: str


class CitationOut(Schema):
    words: str
    clause: str


class ReadOut(Schema):
    upload: int
    owner: Ref
    card: CardRead
    clauses: list[NodeOut]
    citations: list[CitationOut]
    doubts: list[str]


class ImportedOut(Schema):
    act: ActOut
    edition: EditionOut
    is_new: bool


@area.list("/acts", "regulations.list_acts", gives=ListedAct, table=ActTable, anonymous=True)
def list_acts(request: HttpRequest, table: Table) -> Any:
    return queries.acts_for_list(request.user)


@area.post("/acts", "regulations.create_act", form=NewActForm, gives=ActOut, status=201)
def create_act(request: HttpRequest) -> Act:
    form = NewActForm.of(request)
    form.fields["owner"].queryset = queries.possible_owners(request.user)  # type: ignore[attr-defined]  # a model choice
    values = checked(form).values()
    return services.create_act(owner=values.pop("owner"), values=values, by=request.user)


def _card(act: Act, edition: Edition | None = None) -> With:
    card = queries.act_card(act, edition=edition)
    clauses = [
        {
            "key": one.key, "parent": one.parent_key or None, "kind": one.kind, "label": one.label,
            "text": one.text, "gist": one.gist, "ref": one.ref, "order": one.order,
        }
        for one in card.clauses
    ]  # fmt: skip
    bases = [
        {
            "act": one.basis, "level": one.basis.level, "clause": one.clause_key, "cited_as": one.cited_as,
            "is_itself": one.is_itself,
        }
        for one in card.bases
    ]  # fmt: skip
    relations = [{"kind": kind, "act": other} for kind, other in card.relations]
    return With(act, edition=card.edition, clauses=clauses, bases=bases, relations=relations)


@area.get("/acts/{int:pk}", "regulations.view_act", Act, gives=ActCardOut, anonymous=True)
def show_act(request: HttpRequest, act: Act) -> With:
    return _card(act)


@area.patch("/acts/{int:pk}", "regulations.change_act", Act, form=ActForm, gives=ActOut)
def change_act(request: HttpRequest, act: Act) -> Act:
    form = checked(ActForm.of(request, initial=model_to_dict(act)))
    return services.change_act(act, changes=form.values(), seen=form.seen, by=request.user)


@area.post("/acts/{int:pk}/status", "regulations.change_act", Act, form=MoveForm, gives=ActOut)
def move_act(request: HttpRequest, act: Act) -> Act:
    form = checked(MoveForm.of(request))
    return services.move_act(act, **form.values(), by=request.user)


@area.post(
    "/acts/{int:pk}/repeal/{int:successor_pk}",
    "regulations.change_act",
    Act,
    form=RepealDayForm,
    gives=ActOut,
)
def supersede_act(request: HttpRequest, act: Act, successor_pk: int) -> Act:
    successor = get_object_or_404(queries.possible_successors(act, request.user), pk=successor_pk)
    form = checked(RepealDayForm.of(request))
    return services.supersede_act(act, successor=successor, **form.values(), by=request.user)


@area.post(
    "/acts/{int:pk}/relations/{int:other_pk}",
    "regulations.change_act",
    Act,
    form=RelationForm,
    gives=ActCardOut,
)
def relate_act(request: HttpRequest, act: Act, other_pk: int) -> With:
    other = get_object_or_404(queries.possible_successors(act, request.user), pk=other_pk)
    form = checked(RelationForm.of(request))
    services.relate_act(act, other=other, **form.values(), by=request.user)
    return _card(act)


@area.post("/acts/{int:pk}/publication", "regulations.publish_act", Act, form=PublishForm, gives=ActOut)
def publish_act(request: HttpRequest, act: Act) -> Act:
    form = checked(PublishForm.of(request))
    return services.publish_act(act, **form.values(), by=request.user)


@area.list("/acts/{int:pk}/editions", "regulations.view_act", Act, gives=EditionOut, anonymous=True)
def list_editions(request: HttpRequest, act: Act, _table: None) -> Any:
    return queries.editions_of(act)


@area.list("/acts/{int:pk}/doubts", "regulations.change_act", Act, gives=DoubtOut)
def list_doubts(request: HttpRequest, act: Act, _table: None) -> list[dict[str, Any]]:
    return [_doubt(one) for one in queries.act_card(act).doubts]


def _doubt(one: Doubt) -> dict[str, Any]:
    return {
        "id": one.pk, "code": one.code, "clause": one.clause_key,
        "sentence": queries.doubt_sentence(one), "settled_because": one.settled_because,
    }  # fmt: skip


@area.post("/doubts/{int:pk}/settle", "regulations.change_act", Doubt, form=SettleForm, gives=DoubtOut)
def settle_doubt(request: HttpRequest, doubt: Doubt) -> dict[str, Any]:
    form = checked(SettleForm.of(request))
    return _doubt(services.settle_doubt(doubt, **form.values(), by=request.user))


@area.list("/acts/{int:pk}/history", "regulations.change_act", Act, gives=ChangeOut)
def list_changes(request: HttpRequest, act: Act, _table: None) -> list[dict[str, Any]]:
    return [
        {"at": one.at, "field": one.label, "before": as_text(one.before), "after": as_text(one.after)}
        for one in history_of(act)
    ]


@area.get("/editions/{int:pk}", "regulations.view_act", Edition, gives=ActCardOut, anonymous=True)
def show_edition(request: HttpRequest, edition: Edition) -> With:
    return _card(edition.act, edition)


@area.get(
    "/editions/{int:pk}/compare/{int:older_pk}", "regulations.compare_editions", Edition,
    gives=ComparisonOut, anonymous=True,
)  # fmt: skip
def compare_editions(request: HttpRequest, edition: Edition, older_pk: int) -> dict[str, Any]:
    older = get_object_or_404(edition.act.editions.all(), pk=older_pk)
    rows = queries.compared_editions(older, edition).rows
    differences = [
        {"kind": match.kind, "before": before and asdict(before), "after": after and asdict(after)}
        for match, before, after in rows
        if match.kind != "same"
    ]
    return {
        "older": older, "newer": edition, "same": len(rows) - len(differences), "differences": differences
    }  # fmt: skip


@area.download(
    "/editions/{int:pk}/file", "regulations.view_act", Edition, kinds=content_types(SOURCES), anonymous=True
)
def download_source(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    if edition.file is None or edition.source != EditionSource.TEXT:
        raise Http404
    return serve(edition.file)


@area.post("/act-texts", "regulations.import_act", form=UploadForm, file=True, gives=ReadOut, status=201)
def read_text(request: HttpRequest) -> dict[str, Any]:
    form = UploadForm.of(request)
    form.fields["owner"].queryset = queries.possible_owners(request.user)  # type: ignore[attr-defined]  # a model choice
    told = checked(form).cleaned_data
    uploaded = told["file"]
    reading = queries.read_source(uploaded.read(), uploaded.name)
    uploaded.seek(0)
    stored = store_upload(uploaded, allowed=SOURCES, by=request.user)
    return {
        "upload": stored.pk,
        "owner": told["owner"],
        "card": queries.card_values(reading.card),
        "clauses": [asdict(node) for node in reading.nodes],
        "citations": [
            {"words": queries.cited_words(found), "clause": found.node} for found in reading.citations
        ],
        "doubts": [queries.sentence_of(doubt.code, doubt.params) for doubt in reading.doubts],
    }


@area.post(
    "/act-texts/{int:upload_pk}/import/{int:owner_pk}", "regulations.import_act",
    form=CheckedCardForm, partial=True, gives=ImportedOut, status=201,
)  # fmt: skip
def import_text(request: HttpRequest, upload_pk: int, owner_pk: int) -> Any:
    stored = queries.own_upload(request.user, upload_pk)
    owner = get_object_or_404(queries.possible_owners(request.user), pk=owner_pk)
    if stored is None:
        raise Http404
    with stored.content.open("rb") as file:
        content = file.read()
    initial = queries.card_values(queries.read_source(content, stored.name).card)
    form = checked(CheckedCardForm.of(request, initial=initial))
    return services.import_regulation(
        content, name=stored.name, owner=owner, card=form.values(), by=request.user
    )
