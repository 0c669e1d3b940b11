from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, can
from metodika.core.audit.tracking import history_of
from metodika.core.database.versions import EditedMeanwhile
from metodika.core.files.downloads import serve
from metodika.core.web import done, page, show_form
from metodika.core.web.values import trimmed
from metodika.steering.collection import queries, services
from metodika.steering.collection.forms import AnswersForm, RemarksForm
from metodika.steering.collection.lifecycle import FILLED_IN, SubmissionStatus
from metodika.steering.collection.models import Submission
from metodika.steering.collection.rules import answers as rules
from metodika.steering.collection.rules.forms import FieldSpec
from metodika.steering.collection.tables import standing_of, state_of

CARD = "collection:show-submission"
FILL = "collection:fill-in"


@dataclass
class Line:
    """One question of a submission as a page shows it."""

    spec: FieldSpec
    shown: str = ""
    held: str = ""
    reason: str = ""
    remark: str = ""
    inputs: list[Any] = field(default_factory=list)
    file: str = ""
    is_open: bool = False


def _lines(
    row: Submission, held: Mapping[str, Any], form: AnswersForm | None = None
) -> list[tuple[str, list[Line]]]:
    found = []
    for title, fields in row.spec.sections:
        found.append((title, [_line(row, one, held, form) for one in fields]))
    return found


def _line(row: Submission, one: FieldSpec, held: Mapping[str, Any], form: AnswersForm | None) -> Line:
    own = row.answers.get(one.code)
    value = own if own is not None else held.get(one.code)
    line = Line(
        one,
        queries.answer_shown(one, value),
        reason=row.reasons.get(one.code, ""),
        held=queries.answer_shown(one, held.get(one.code)) if one.code in held else "",
        remark=row.remarks.get(one.code, ""),
    )
    if isinstance(own, dict) and own.get("file"):
        line.file = reverse("collection:download-file", args=[row.pk, own["file"]])
    if form is not None:
        line.inputs = [
            form[name] for name in form.fields if name == one.code or name.startswith(f"{one.code}__")
        ]
        _mark_required(line)
        line.is_open = own is not None or any(bound.errors for bound in line.inputs)
    return line


def _mark_required(line: Line) -> None:
    # A draft may lack everything, so the form itself asks for nothing; people see what must come in the end.
    beside = ("__reason", "__address", "__note", "__file")
    for bound in line.inputs:
        bound.form.use_required_attribute = False
        bound.field.required = line.spec.required and not line.held and not bound.name.endswith(beside)


@page("collection.view_submission", Submission)
def show_submission(request: HttpRequest, submission: Submission) -> HttpResponse:
    row = queries.submission_card(submission)
    return render(request, "collection/submission_card.html", _card(request, row))


def _card(request: HttpRequest, row: Submission) -> dict[str, Any]:
    user, campaign = request.user, row.campaign
    values = rules.effective(row.spec, row.answers, row.held)
    begun = row.edition is not None
    before, last = queries.last_answers(row)
    return {
        "row": row,
        "campaign": campaign,
        "status": state_of(row),
        "standing": standing_of(row),
        "parts": _lines(row, row.held),
        "before": before,
        "last": _last(row, last),
        "warnings": [queries.sentence_of(one, row.spec) for one in rules.warnings_of(row.spec, values)]
        if begun
        else [],
        "may_fill": row.status in FILLED_IN
        and campaign.is_open
        and can(user, "collection.fill_submission", row),
        "may_check": can(user, "collection.check_submission", row) and not campaign.is_frozen,
        "waits": row.status == SubmissionStatus.SUBMITTED,
        "may_return": row.status in {SubmissionStatus.SUBMITTED, SubmissionStatus.ACCEPTED}
        and campaign.is_open,
        "crumbs": _crumbs(request, row),
        "facts": [(label, value) for label, value in _facts(row) if value],
    }


def _crumbs(request: HttpRequest, row: Submission) -> list[tuple[str, str]]:
    if can(request.user, "collection.view_campaign", row.campaign):
        return [(str(row.campaign), reverse("collection:show-campaign", args=[row.campaign_id]))]
    return [(_("What we are asked"), reverse("collection:list-own"))]


def _facts(row: Submission) -> list[tuple[str, Any]]:
    campaign = row.campaign
    return [
        (_("Deadline"), campaign.due_here),
        (_("Period"), campaign.period.label),
        (_("As of the day"), campaign.as_of),
        (_("Ground"), campaign.ground),
        (_("Minutes to fill in"), trimmed(row.minutes)),
        (_("Fields that the system holds"), row.fields_held),
        (_("Submitted"), row.submitted_at),
        (_("By whom"), row.submitted_by),
        (_("Accepted or returned"), row.decided_at),
        (_("Times returned"), row.returns),
    ]


def _last(row: Submission, last: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(one.title, last[one.code]) for one in row.spec.fields if one.code in last]


def _kept(form: AnswersForm, row: Submission, user: Any) -> Submission:
    told: dict[str, Any] = {
        "answers": form.answers(user), "reasons": form.reasons(), "by": user,
        "explanation": form.cleaned_data["explanation"],
    }  # fmt: skip
    try:
        return services.save_answers(row, **told, seen=form.seen)
    except EditedMeanwhile as meanwhile:
        # What was saved while one typed is one's own: such a save had seen everybody else's before.
        last = history_of(row, limit=1)
        if not last or last[0].user_id != user.pk:
            raise
        return services.save_answers(row, **told, seen=meanwhile.current)


@page("collection.fill_submission", Submission)
def fill_in(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    row = queries.submission_card(submission)
    held = _held(row)
    form = AnswersForm.of(request, submission=row, held=held, initial=AnswersForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            saved = _kept(form, row, request.user)
            if request.POST.get("act") != "submit":
                return done(request, _("Saved. You can go on later."), FILL, row.pk)
            _keep_version(form, saved)
            services.submit_answers(saved, by=request.user)
            return done(request, _("The answers are submitted."), CARD, row.pk)
    if not (row.campaign.is_open and row.status in FILLED_IN):
        return done(request, _("These answers are not filled in now."), CARD, row.pk)
    return _show_fill(request, row, held, form)


def _keep_version(form: AnswersForm, saved: Submission) -> None:
    # The answers are saved even when they cannot be submitted yet: the page goes on from them.
    data = cast("QueryDict", form.data).copy()
    data["version"] = str(saved.version)
    form.data = data


def _held(row: Submission) -> Mapping[str, Any]:
    if row.edition is None and row.campaign.is_open:
        return queries.held_values(row.spec, row.campaign, row.organisation_id)
    held: Mapping[str, Any] = row.held
    return held


def _show_fill(
    request: HttpRequest, row: Submission, held: Mapping[str, Any], form: AnswersForm
) -> HttpResponseBase:
    before, last = queries.last_answers(row)
    return show_form(
        request,
        form,
        title=str(row.campaign),
        template="collection/submission_fill.html",
        submit=_("Save and go on later"),
        back=reverse(CARD, args=[row.pk]),
        row=row,
        campaign=row.campaign,
        parts=_lines(row, held, form),
        status=state_of(row),
        standing=standing_of(row),
        crumbs=_crumbs(request, row),
        before=before,
        last=_last(row, last),
        facts=[(label, value) for label, value in _facts(row) if value],
        **_saved(row, None),
    )


def _saved(row: Submission, said: str | None) -> dict[str, Any]:
    return {"save_url": reverse("collection:save-part", args=[row.pk]), "said": said, "version": row.version}


@page("collection.fill_submission", Submission, method="POST")
def save_part(request: HttpRequest, submission: Submission) -> HttpResponse:
    row = queries.submission_card(submission)
    form = AnswersForm.of(request, submission=row, held=_held(row))
    form.is_valid()
    try:
        row = services.save_answers(
            row,
            answers=form.given,
            reasons=form.reasons(),
            explanation=form.cleaned_data.get("explanation"),
            seen=form.cleaned_data.get("version"),
            by=request.user,
        )
        said = _("Saved at %(time)s.") % {"time": f"{timezone.localtime():%H:%M}"}
        if form.errors:
            said += " " + _("Not everything could be read: %(faults)s") % {
                "faults": " ".join(f"{label}: {text}" for _anchor, label, text in form.faults())
            }
    except RuleBroken as refusal:
        said = str(refusal)
    return render(request, "collection/saved_part.html", {**_saved(row, said), "swapped": True})


@page("collection.check_submission", Submission, method="POST")
def accept_answers(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    services.accept_answers(submission, by=request.user)
    return done(request, _("The answers are accepted."), CARD, submission.pk)


@page("collection.check_submission", Submission)
def return_answers(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    row = queries.submission_card(submission)
    form = RemarksForm.of(request, submission=row)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.return_answers(
                row, remarks=form.remarks(), because=form.cleaned_data["because"], by=request.user
            )
            return done(request, _("The answers are returned. The institution has been told."), CARD, row.pk)
    return show_form(
        request,
        form,
        title=_("Return with remarks"),
        submit=_("Return"),
        back=reverse(CARD, args=[row.pk]),
        intro=_("%(institution)s. Write a remark only beside what is to be mended.")
        % {"institution": row.organisation},
    )


@page("collection.view_submission", Submission)
def download_file(request: HttpRequest, submission: Submission, file_pk: int) -> HttpResponseBase:
    stored = queries.file_of_answers(submission, file_pk)
    if stored is None:
        raise Http404
    return serve(stored)
