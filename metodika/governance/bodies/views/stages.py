from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.files.downloads import serve
from metodika.core.files.uploads import store_upload
from metodika.core.web import ReasonForm, confirm, done, page, show_form
from metodika.governance.bodies import services
from metodika.governance.bodies.forms import PRODUCTS, FinishStageForm, StageForm
from metodika.governance.bodies.models import Body, Stage
from metodika.governance.bodies.views.acts import CARD, about, card_of

FIELDS = ("title", "product", "starts_on", "due_on", "responsible", "version")


@page("bodies.change_body", Body)
def plan_stage(request: HttpRequest, body: Body) -> HttpResponseBase:
    form = StageForm.of(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.plan_stage(body, values=form.told(), by=request.user)
            return done(request, _("The stage is planned."), CARD, body.pk)
    return show_form(request, form, **about(body, _("Plan a stage")), submit=_("Plan"))


@page("bodies.change_body", Stage)
def change_stage(request: HttpRequest, stage: Stage) -> HttpResponseBase:
    said = {name: getattr(stage, name) for name in FIELDS}
    form = StageForm.of(request, user=request.user, initial=said)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_stage(stage, changes=form.values(), seen=form.seen, by=request.user)
            return done(request, _("The stage is saved."), CARD, stage.body_id)
    return show_form(
        request, form, **about(stage.body, _("Change the stage")), template="bodies/stage_form.html",
        remove=reverse("bodies:remove-stage", args=[stage.pk]),
    )  # fmt: skip


@page("bodies.change_body", Stage)
def finish_stage(request: HttpRequest, stage: Stage) -> HttpResponseBase:
    form = FinishStageForm.of(request, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            paper = form.cleaned_data["file"]
            file = store_upload(paper, allowed=PRODUCTS, by=request.user) if paper else None
            services.finish_stage(
                stage, on=form.cleaned_data["on"], outcome=form.cleaned_data["outcome"], file=file,
                by=request.user,
            )  # fmt: skip
            return done(request, _("The stage is finished."), CARD, stage.body_id)
    return show_form(
        request, form, **about(stage.body, _("Finish the stage")), submit=_("Finish"), intro=str(stage)
    )


@page("bodies.change_body", Stage)
def remove_stage(request: HttpRequest, stage: Stage) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.remove_stage(stage, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, _("The stage is removed."), CARD, stage.body_id)
    return confirm(
        request, form, title=_("Remove the stage?"), submit=_("Remove it"), back=card_of(stage.body),
        consequences=[str(stage), _("Nobody will be reminded of it any more.")],
    )  # fmt: skip


@page("bodies.view_body", Stage)
def download_product(request: HttpRequest, stage: Stage) -> HttpResponseBase:
    if stage.file is None:
        raise Http404
    return serve(stage.file)
