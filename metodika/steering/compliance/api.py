from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from metodika.core.files.downloads import content_types, send, serve
from metodika.core.files.kinds import KINDS
from metodika.core.files.uploads import store_upload
from metodika.core.web import ReasonForm, Table
from metodika.core.web.endpoints import Area, Ref, Schema, checked
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.models import Edition
from metodika.steering.compliance import queries, services
from metodika.steering.compliance.documents import KINDS_OF_FILE, SHEETS, sheet_file
from metodika.steering.compliance.forms import PROOFS, OwnerForm, ProofForm, WaiverForm
from metodika.steering.compliance.models import Proof, RuleResult, Snapshot, Standing, Waiver
from metodika.steering.compliance.tables import ClausesTable, PlacesTable

area = Area("compliance")
VIEW = "compliance.view_compliance"


class SnapshotOut(Schema):
    municipality: Ref
    day: date
    made_at: datetime
    sums: dict[str, int]


class StandingOut(Schema):
    id: int
    code: str
    label: str
    gist: str
    state: str
    forecast: str
    since: date
    due_on: date | None
    definition: str
    role: str
    owners: list[Ref]


class EvidenceRowOut(Schema):
    title: str
    day: date | None
    url: str


class EvidenceRuleOut(Schema):
    say: str
    kind: str
    state: str
    forecast: str
    has: int
    needs: int
    due_on: date | None
    first: date
    last: date
    facts: list[str]
    problem: str
    found: list[EvidenceRowOut]
    lacking: list[EvidenceRowOut]


class ClauseProofOut(Schema):
    id: int
    code: str
    title: str
    address: str
    speaks_for: date
    expires_on: date | None
    added_at: datetime
    added_by: Ref | None
    filed: bool
    withdrawn_on: date | None
    withdrawn_because: str

    @staticmethod
    def resolve_filed(row: Proof) -> bool:
        return row.file_id is not None


class WaiverOut(Schema):
    id: int
    code: str
    reason: str
    starts_on: date
    ends_on: date
    ended_on: date | None
    given_by: Ref | None


class StateChangeOut(Schema):
    state: str
    since: date
    until: date | None


class ProvedClauseOut(Schema):
    """A clause with what the regulation says, what proves it and how it has stood."""

    clause: StandingOut
    text: str
    rules: list[EvidenceRuleOut]
    proofs: list[ClauseProofOut]
    waivers: list[WaiverOut]
    changes: list[StateChangeOut]


class ClauseLineOut(Schema):
    key: str
    label: str
    text: str
    depth: int
    clauses: list[StandingOut]


class CellOut(Schema):
    organisation: Ref
    code: str
    say: str
    state: str
    has: int
    needs: int


class TouchedOut(Schema):
    code: str
    change: str
    before: str
    after: str
    rules: list[str]
    indicators: list[Ref]
    bodies: list[Ref]
    items: list[Ref]


@area.list("/compliance", VIEW, gives=SnapshotOut, table=PlacesTable)
def list_places(request: HttpRequest, table: Table) -> Any:
    return queries.snapshots(request.user)


@area.list("/compliance/{int:pk}/clauses", VIEW, Organisation, gives=StandingOut, table=ClausesTable)
def list_clauses(request: HttpRequest, place: Organisation, table: Table) -> Any:
    return queries.standings(place)


@area.get("/compliance/{int:pk}/text", VIEW, Organisation, gives=list[ClauseLineOut])
def show_text(request: HttpRequest, place: Organisation) -> Any:
    """The text in its order; clauses that found no place in it come last, without a key."""
    read = queries.read_text(place, with_owners=True)
    lines: list[dict[str, Any]] = [
        {
            "key": line.clause.key, "label": line.clause.label, "depth": line.depth,
            "text": line.clause.text or line.clause.gist, "clauses": list(line.standings),
        }
        for line in read.lines
    ]  # fmt: skip
    rest = [
        {"key": "", "label": one.label, "depth": 0, "text": one.gist, "clauses": [one]} for one in read.rest
    ]
    return [*lines, *rest]


@area.get("/compliance/{int:pk}/months", VIEW, Organisation, gives=list[StandingOut])
def show_months(request: HttpRequest, place: Organisation) -> Any:
    return [one for month in queries.months(place) for one in month.standings]


@area.get("/compliance/{int:pk}/institutions", VIEW, Organisation, gives=list[CellOut])
def show_places(request: HttpRequest, place: Organisation) -> Any:
    found = queries.heat_map(place)
    return [
        {
            "organisation": node, "code": rule.standing.code, "say": rule.say, "state": cell.state,
            "has": cell.has, "needs": cell.needs,
        }
        for node, cells in found.rows
        for rule, cell in zip(found.rules, cells, strict=True)
        if cell is not None
    ]  # fmt: skip


@area.download(
    "/compliance/{int:pk}/papers/{paper}/{kind}", VIEW, Organisation,
    kinds=[KINDS[code].content_type for code in KINDS_OF_FILE],
)  # fmt: skip
def print_paper(request: HttpRequest, place: Organisation, paper: str, kind: str) -> HttpResponseBase:
    if kind not in KINDS_OF_FILE or paper not in SHEETS:
        raise Http404
    content = sheet_file(place, paper, kind)
    return send([content], name=f"{paper}-{place.pk}.{kind}", content_type=KINDS[kind].content_type)


@area.post("/compliance/{int:pk}/assess", "compliance.assess_compliance", Organisation, gives=SnapshotOut)
def assess(request: HttpRequest, place: Organisation) -> Snapshot:
    return services.assess(place, day=today_at(place), by=request.user)


@area.get("/compliance/clauses/{int:pk}", VIEW, Standing, gives=ProvedClauseOut)
def show_clause(request: HttpRequest, standing: Standing) -> Any:
    card = queries.standing_card(standing.pk)
    words = queries.words_of(card)
    return {
        "clause": card,
        "text": words.text if words else "",
        "rules": [_rule(one, card, request.user) for one in card.results.all()],
        "proofs": list(queries.proofs(card)),
        "waivers": list(queries.waivers(card)),
        "changes": list(card.changes.all()),
    }


def _rule(result: RuleResult, card: Standing, viewer: Any) -> dict[str, Any]:
    told = queries.behind(result, card.municipality, viewer=viewer)
    names = ("say", "kind", "state", "forecast", "has", "needs", "due_on", "first", "last", "facts")
    rows = {"found": list(told.found), "lacking": list(told.lacking), "problem": told.problem}
    return {**{name: getattr(result, name) for name in names}, **rows}


@area.post(
    "/compliance/clauses/{int:pk}/proofs", "compliance.prove_clause", Standing, form=ProofForm,
    gives=ClauseProofOut, status=201,
)  # fmt: skip
def add_proof(request: HttpRequest, standing: Standing) -> Proof:
    told = checked(ProofForm.of(request)).values("title", "speaks_for", "expires_on", "address")
    return services.add_proof(standing, **told, by=request.user)


@area.post(
    "/compliance/clauses/{int:pk}/proofs/file", "compliance.prove_clause", Standing, form=ProofForm,
    file=True, gives=ClauseProofOut, status=201,
)  # fmt: skip
def add_proof_file(request: HttpRequest, standing: Standing) -> Proof:
    told = checked(ProofForm.of(request)).values("title", "speaks_for", "expires_on", "address")
    given = request.FILES["file"]
    stored = store_upload(given, allowed=PROOFS, by=request.user)  # type: ignore[arg-type]  # one file
    return services.add_proof(standing, **told, file=stored, by=request.user)


@area.download(
    "/compliance/proofs/{int:pk}/file", VIEW, Proof,
    kinds=content_types(PROOFS),
)  # fmt: skip
def download_proof(request: HttpRequest, proof: Proof) -> HttpResponseBase:
    if proof.file is None:
        raise Http404
    return serve(proof.file)


@area.post(
    "/compliance/proofs/{int:pk}/withdraw",
    "compliance.prove_clause",
    Proof,
    form=ReasonForm,
    gives=ClauseProofOut,
)
def withdraw_proof(request: HttpRequest, proof: Proof) -> Proof:
    told = checked(ReasonForm.of(request)).cleaned_data["reason"]
    return services.withdraw_proof(proof, reason=told, by=request.user)


@area.post(
    "/compliance/clauses/{int:pk}/waivers", "compliance.waive_clause", Standing, form=WaiverForm,
    gives=WaiverOut, status=201,
)  # fmt: skip
def waive_clause(request: HttpRequest, standing: Standing) -> Waiver:
    return services.waive_clause(standing, **checked(WaiverForm.of(request)).values(), by=request.user)


@area.post("/compliance/waivers/{int:pk}/end", "compliance.waive_clause", Waiver, gives=WaiverOut)
def end_waiver(request: HttpRequest, waiver: Waiver) -> Waiver:
    return services.end_waiver(waiver, by=request.user)


@area.post(
    "/compliance/clauses/{int:pk}/owner", "compliance.prove_clause", Standing, form=OwnerForm,
    gives=StandingOut,
)  # fmt: skip
def name_owner(request: HttpRequest, standing: Standing) -> Standing:
    form = checked(OwnerForm.of(request, user=request.user))
    return services.name_owner(standing, person=form.cleaned_data["person"], by=request.user)


@area.get("/compliance/editions/{int:pk}", VIEW, Edition, gives=list[TouchedOut])
def show_touched(request: HttpRequest, edition: Edition) -> Any:
    older = queries.edition_before(edition)
    return queries.touched(edition, older, viewer=request.user) if older else []
