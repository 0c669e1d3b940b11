from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from metodika.core.files.uploads import store_upload
from metodika.core.web import ConfirmForm, ReasonForm, confirm, done, page, show_form
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.steering.compliance import queries, services
from metodika.steering.compliance.forms import PROOFS, OwnerForm, ProofForm, WaiverForm
from metodika.steering.compliance.models import Proof, Standing, Waiver
from metodika.steering.compliance.views.shared import CLAUSE, clause_address


@page("compliance.assess_compliance", Organisation, method="POST")
def assess(request: HttpRequest, place: Organisation) -> HttpResponseBase:
    services.assess(place, day=today_at(place), by=request.user)
    return done(request, _("The regulation is assessed anew."), "compliance:show-text", place.pk)


@page("compliance.prove_clause", Standing)
def add_proof(request: HttpRequest, standing: Standing) -> HttpResponseBase:
    form = ProofForm.of(request, initial={"speaks_for": today_at(standing.municipality)})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            given = form.cleaned_data["attached"]
            file = store_upload(given, allowed=PROOFS, by=request.user) if given else None
            told = form.values("title", "speaks_for", "expires_on", "address")
            services.add_proof(standing, **told, file=file, by=request.user)
            return done(request, _("The proof is added."), CLAUSE, standing.pk)
    return show_form(
        request, form, title=_("Add a proof"), intro=str(standing), back=clause_address(standing),
        submit=_("Add"),
    )  # fmt: skip


@page("compliance.prove_clause", Proof)
def withdraw_proof(request: HttpRequest, proof: Proof) -> HttpResponseBase:
    standing = queries.standing_of_proof(proof)
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.withdraw_proof(proof, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, _("The proof counts no longer."), CLAUSE, standing.pk)
    return confirm(
        request, form, title=_("Withdraw the proof?"), submit=_("Withdraw"), back=clause_address(standing),
        consequences=[_("The clause is assessed without it; the history keeps it.")],
    )  # fmt: skip


@page("compliance.waive_clause", Standing)
def waive_clause(request: HttpRequest, standing: Standing) -> HttpResponseBase:
    form = WaiverForm.of(request, initial={"starts_on": today_at(standing.municipality)})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.waive_clause(standing, **form.values(), by=request.user)
            return done(request, _("The clause is waived."), CLAUSE, standing.pk)
    return show_form(
        request, form, title=_("Waive the clause"), intro=str(standing), back=clause_address(standing),
        submit=_("Waive"),
    )  # fmt: skip


@page("compliance.waive_clause", Waiver)
def end_waiver(request: HttpRequest, waiver: Waiver) -> HttpResponseBase:
    standing = queries.standing_of_proof(waiver)
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.end_waiver(waiver, by=request.user)
            return done(request, _("The clause is asked again."), CLAUSE, standing.pk)
    return confirm(
        request, form, title=_("End the waiver?"), submit=_("End it"), back=clause_address(standing),
        consequences=[_("The clause is asked again from today.")],
    )  # fmt: skip


@page("compliance.prove_clause", Standing)
def name_owner(request: HttpRequest, standing: Standing) -> HttpResponseBase:
    form = OwnerForm.of(request, user=request.user, initial={"person": standing.person})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.name_owner(standing, person=form.cleaned_data["person"], by=request.user)
            return done(request, _("It is known now who answers for the clause."), CLAUSE, standing.pk)
    return show_form(
        request, form, title=_("Who answers for the clause?"), intro=str(standing),
        back=clause_address(standing), submit=_("Save"),
    )  # fmt: skip
