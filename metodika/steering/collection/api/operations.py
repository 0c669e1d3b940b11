from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from metodika.core.files.downloads import content_types, send, serve
from metodika.core.files.uploads import store_upload
from metodika.core.imports.exporting import CONTENT_TYPES
from metodika.core.web import ConfirmForm, Table
from metodika.core.web.endpoints import Area, checked
from metodika.steering.collection import queries, services
from metodika.steering.collection.api.shapes import (
    AnswersIn,
    AnswersOut,
    AskedFormOut,
    BurdenOut,
    CampaignFiguresOut,
    CampaignOut,
    FormOut,
    RemarksIn,
    ReminderOut,
    SubmissionOut,
)
from metodika.steering.collection.forms import (
    PROOFS,
    CampaignChangeForm,
    CampaignForm,
    ChecksForm,
    FieldForm,
    FormCardForm,
    NewFormForm,
    ReopenForm,
    SheetForm,
    SubmitForm,
)
from metodika.steering.collection.models import Campaign, Form, Submission
from metodika.steering.collection.queries import month_named
from metodika.steering.collection.tables import BoardTable, CampaignsTable, FormsTable, OwnTable

area = Area("collection")


@area.list("/collection/campaigns", "collection.list_campaigns", gives=CampaignOut, table=CampaignsTable)
def list_campaigns(request: HttpRequest, table: Table) -> Any:
    return queries.campaigns_for_list(request.user)


@area.post(
    "/collection/campaigns", "collection.run_campaign", form=CampaignForm, gives=CampaignOut, status=201
)
def make_campaign(request: HttpRequest) -> Campaign:
    form = checked(CampaignForm.of(request, user=request.user))
    place = form.cleaned_data["form"].organisation
    chosen = form.cleaned_data["institutions"]
    return services.make_campaign(place, values=form.told(), institutions=chosen, by=request.user)


@area.get("/collection/campaigns/{int:pk}", "collection.view_campaign", Campaign, gives=CampaignOut)
def show_campaign(request: HttpRequest, campaign: Campaign) -> Campaign:
    return queries.campaign_card(campaign)


@area.patch(
    "/collection/campaigns/{int:pk}",
    "collection.run_campaign",
    Campaign,
    form=CampaignChangeForm,
    gives=CampaignOut,
)
def change_campaign(request: HttpRequest, campaign: Campaign) -> Campaign:
    initial = CampaignForm.initial_of(campaign)
    form = checked(CampaignChangeForm.of(request, user=request.user, initial=initial))
    chosen = form.cleaned_data["institutions"] if campaign.is_prepared else None
    return services.change_campaign(
        campaign, changes=form.told(), institutions=chosen, seen=form.seen, by=request.user
    )


@area.list(
    "/collection/campaigns/{int:pk}/submissions",
    "collection.view_campaign",
    Campaign,
    gives=SubmissionOut,
    table=BoardTable,
)
def list_submissions(request: HttpRequest, campaign: Campaign, table: Table) -> Any:
    return queries.board_of(campaign, request.user)


@area.get(
    "/collection/campaigns/{int:pk}/figures", "collection.view_campaign", Campaign, gives=CampaignFiguresOut
)
def show_figures(request: HttpRequest, campaign: Campaign) -> Any:
    return queries.figures_of(queries.board_of(campaign, request.user), timezone.now())


@area.post("/collection/campaigns/{int:pk}/open", "collection.run_campaign", Campaign, gives=CampaignOut)
def open_campaign(request: HttpRequest, campaign: Campaign) -> Campaign:
    return services.open_campaign(campaign, by=request.user)


@area.post("/collection/campaigns/{int:pk}/close", "collection.run_campaign", Campaign, gives=CampaignOut)
def close_campaign(request: HttpRequest, campaign: Campaign) -> Campaign:
    return services.close_campaign(campaign, by=request.user)


@area.post("/collection/campaigns/{int:pk}/freeze", "collection.run_campaign", Campaign, gives=CampaignOut)
def freeze_campaign(request: HttpRequest, campaign: Campaign) -> Campaign:
    return services.freeze_campaign(campaign, by=request.user)


@area.post(
    "/collection/campaigns/{int:pk}/reopen",
    "collection.run_campaign",
    Campaign,
    form=ReopenForm,
    gives=CampaignOut,
)
def reopen_campaign(request: HttpRequest, campaign: Campaign) -> Campaign:
    form = checked(ReopenForm.of(request))
    due_at = form.due_at(campaign)
    return services.reopen_campaign(campaign, **form.values("reason"), due_at=due_at, by=request.user)


@area.post(
    "/collection/campaigns/{int:pk}/remind",
    "collection.run_campaign",
    Campaign,
    form=ConfirmForm,
    gives=ReminderOut,
)
def remind_silent(request: HttpRequest, campaign: Campaign) -> Any:
    return services.remind_silent(campaign, by=request.user)


@area.list("/collection/forms", "collection.list_campaigns", gives=FormOut, table=FormsTable)
def list_forms(request: HttpRequest, table: Table) -> Any:
    return queries.forms_for_list(request.user)


@area.post("/collection/forms", "collection.run_campaign", form=NewFormForm, gives=FormOut, status=201)
def make_form(request: HttpRequest) -> Form:
    form = checked(NewFormForm.of(request, user=request.user))
    place = form.cleaned_data["organisation"]
    if form.cleaned_data["ready"]:
        return services.take_ready_form(place, code=form.cleaned_data["ready"], by=request.user)
    return services.make_form(place, **form.values("code", "kind", "title"), by=request.user)


@area.get("/collection/forms/{int:pk}", "collection.view_campaign", Form, gives=FormOut)
def show_form(request: HttpRequest, form: Form) -> Form:
    return form


@area.patch("/collection/forms/{int:pk}", "collection.run_campaign", Form, form=FormCardForm, gives=FormOut)
def change_form(request: HttpRequest, form: Form) -> Form:
    initial = {"title": form.title, "purpose": form.purpose, "version": form.version}
    entered = checked(FormCardForm.of(request, initial=initial))
    return services.change_form(form, changes=entered.values(), seen=entered.seen, by=request.user)


@area.post(
    "/collection/forms/{int:pk}/fields", "collection.run_campaign", Form, form=FieldForm, gives=FormOut
)
def add_field(request: HttpRequest, form: Form) -> Form:
    return services.put_field(form, checked(FieldForm.of(request, form=form)).spec(), by=request.user)


@area.patch(
    "/collection/forms/{int:pk}/fields/{field}",
    "collection.run_campaign",
    Form,
    form=FieldForm,
    gives=FormOut,
)
def change_field(request: HttpRequest, form: Form, field: str) -> Form:
    initial = FieldForm.initial_of(_field(form, field))
    entered = checked(FieldForm.of(request, form=form, initial=initial))
    return services.put_field(form, entered.spec(), instead_of=field, by=request.user)


def _field(form: Form, code: str) -> Any:
    found = form.spec.field(code)
    if found is None:
        raise Http404
    return found


@area.post("/collection/forms/{int:pk}/fields/{field}/{act}", "collection.run_campaign", Form, gives=FormOut)
def act_on_field(request: HttpRequest, form: Form, field: str, act: str) -> Form:
    _field(form, field)
    if act == "drop":
        return services.drop_field(form, code=field, by=request.user)
    if act not in {"up", "down"}:
        raise Http404
    return services.move_field(form, code=field, by_places=-1 if act == "up" else 1, by=request.user)


@area.post(
    "/collection/forms/{int:pk}/checks", "collection.run_campaign", Form, form=ChecksForm, gives=FormOut
)
def put_checks(request: HttpRequest, form: Form) -> Form:
    return services.put_checks(form, checked(ChecksForm.of(request)).specs(), by=request.user)


@area.list("/collection/submissions", "collection.list_own", gives=SubmissionOut, table=OwnTable)
def list_own(request: HttpRequest, table: Table) -> Any:
    return queries.asked_of(request.user)


@area.get("/collection/submissions/{int:pk}", "collection.view_submission", Submission, gives=AnswersOut)
def show_submission(request: HttpRequest, submission: Submission) -> Submission:
    return queries.submission_card(submission)


@area.post(
    "/collection/submissions/{int:pk}/answers",
    "collection.fill_submission",
    Submission,
    takes=AnswersIn,
    gives=AnswersOut,
)
def save_answers(request: HttpRequest, submission: Submission) -> Submission:
    sent: dict[str, Any] = request.entered  # type: ignore[attr-defined]  # what was sent
    return services.save_answers(
        submission,
        answers=sent.get("answers") or {},
        reasons=sent.get("reasons"),
        explanation=sent.get("explanation"),
        seen=sent["version"],
        by=request.user,
    )


@area.post(
    "/collection/submissions/{int:pk}/fields/{field}/file",
    "collection.fill_submission",
    Submission,
    form=ConfirmForm,
    file=True,
    gives=AnswersOut,
)
def send_file(request: HttpRequest, submission: Submission, field: str) -> Submission:
    stored = store_upload(request.FILES["file"], allowed=PROOFS, by=request.user)  # type: ignore[arg-type]  # one file
    told = {"file": stored.pk, "name": stored.name}
    return services.attach_file(submission, field=field, told=told, by=request.user)


@area.post(
    "/collection/submissions/{int:pk}/submit",
    "collection.fill_submission",
    Submission,
    form=SubmitForm,
    gives=AnswersOut,
)
def submit_answers(request: HttpRequest, submission: Submission) -> Submission:
    form = checked(SubmitForm.of(request, initial={"explanation": submission.explanation}))
    said = form.cleaned_data["explanation"]
    return services.submit_answers(submission, explanation=said, seen=form.seen, by=request.user)


@area.download(
    "/collection/campaigns/{int:pk}/table", "collection.run_campaign", Campaign,
    kinds=[CONTENT_TYPES["xlsx"]],
)  # fmt: skip
def download_answers_table(request: HttpRequest, campaign: Campaign) -> HttpResponseBase:
    card = queries.campaign_card(campaign)
    return send(queries.empty_table(card), name=f"{card}.xlsx", content_type=CONTENT_TYPES["xlsx"])


@area.post(
    "/collection/campaigns/{int:pk}/table/load", "collection.run_campaign", Campaign, form=SheetForm,
    file=True, gives=CampaignOut,
)  # fmt: skip
def load_answers_table(request: HttpRequest, campaign: Campaign) -> Campaign:
    card = queries.campaign_card(campaign)
    uploaded: Any = checked(SheetForm.of(request)).cleaned_data["file"]
    services.load_answers(card, rows=queries.read_answers(uploaded, card), by=request.user)
    return queries.campaign_card(campaign)


@area.post(
    "/collection/submissions/{int:pk}/accept", "collection.check_submission", Submission, gives=AnswersOut
)
def accept_answers(request: HttpRequest, submission: Submission) -> Submission:
    return services.accept_answers(submission, by=request.user)


@area.post(
    "/collection/submissions/{int:pk}/return",
    "collection.check_submission",
    Submission,
    takes=RemarksIn,
    gives=AnswersOut,
)
def return_answers(request: HttpRequest, submission: Submission) -> Submission:
    sent: dict[str, Any] = request.entered  # type: ignore[attr-defined]  # what was sent
    remarks, because = sent.get("remarks") or {}, sent.get("because") or ""
    return services.return_answers(submission, remarks=remarks, because=because, by=request.user)


@area.download(
    "/collection/submissions/{int:pk}/files/{int:file_pk}",
    "collection.view_submission",
    Submission,
    kinds=content_types(PROOFS),
)
def download_file(request: HttpRequest, submission: Submission, file_pk: int) -> HttpResponseBase:
    stored = queries.file_of_answers(submission, file_pk)
    if stored is None:
        raise Http404
    return serve(stored)


@area.get("/collection/burden/{month}", "collection.list_campaigns", gives=list[BurdenOut])
def show_burden(request: HttpRequest, month: str) -> list[dict[str, Any]]:
    period = month_named(month)
    if period is None:
        raise Http404
    return [
        {
            "organisation": one.organisation,
            "forms": len(one.submissions),
            "asked": one.burden.asked,
            "held": one.burden.held,
            "minutes": one.burden.minutes,
        }
        for one in queries.burden_of_month(request.user, period)
    ]


@area.get("/collection/burden/{month}/forms", "collection.list_campaigns", gives=list[AskedFormOut])
def show_burden_by_form(request: HttpRequest, month: str) -> Any:
    period = month_named(month)
    if period is None:
        raise Http404
    return queries.forms_of_month(queries.burden_of_month(request.user, period))
