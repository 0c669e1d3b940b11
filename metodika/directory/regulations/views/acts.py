from typing import cast

from django.forms.models import model_to_dict
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, can
from metodika.core.web import Form, PickField, done, page, show_form, show_list
from metodika.directory.regulations import queries, services
from metodika.directory.regulations.forms import (
    ActForm,
    MoveForm,
    NewActForm,
    PublishForm,
    RelateForm,
    SettleForm,
    SupersedeForm,
)
from metodika.directory.regulations.lifecycle import MOVES, ActStatus
from metodika.directory.regulations.models import Act, Doubt
from metodika.directory.regulations.tables import ActTable


@page("regulations.list_acts", anonymous=True)
def list_acts(request: HttpRequest) -> HttpResponseBase:
    actions = []
    if can(request.user, "regulations.import_act"):
        actions.append(
            {"title": _("Import a text"), "url": reverse("regulations:import-act"), "icon": "upload"}
        )
    if can(request.user, "regulations.create_act"):
        actions.append(
            {
                "title": _("Add by hand"),
                "url": reverse("regulations:create-act"),
                "icon": "plus",
                "look": "plain",
            }
        )
    rows = queries.acts_for_list(request.user)
    return show_list(request, ActTable, rows, title=_("Register of acts"), actions=actions)


@page("regulations.create_act")
def create_act(request: HttpRequest) -> HttpResponseBase:
    form = NewActForm.of(request)
    form.fields["owner"].queryset = queries.possible_owners(request.user)  # type: ignore[attr-defined]  # a model choice
    if request.method == "POST" and form.is_valid():
        values = form.values()
        with form.refusals():
            act = services.create_act(owner=values.pop("owner"), values=values, by=request.user)
            return done(request, _("The act is in the register."), "regulations:show-act", act.pk)
    return show_form(request, form, title=_("New act"), back=reverse("regulations:list-acts"), draft="act")


@page("regulations.change_act", Act)
def change_act(request: HttpRequest, act: Act) -> HttpResponseBase:
    form = ActForm.of(request, initial={**model_to_dict(act), "version": act.version})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_act(act, changes=form.values(), seen=form.seen, by=request.user)
            return done(request, _("The card is saved."), "regulations:show-act", act.pk)
    back = reverse("regulations:show-act", args=[act.pk])
    return show_form(request, form, title=_("Change the card of the act"), back=back)


@page("regulations.change_act", Act)
def move_act(request: HttpRequest, act: Act) -> HttpResponseBase:
    form = MoveForm.of(request, initial={"on": timezone.localdate()})
    allowed = MOVES[act.status]
    form.fields["status"].choices = [pair for pair in ActStatus.choices if pair[0] in allowed]  # type: ignore[attr-defined]  # a choice field
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.move_act(act, **form.values(), by=request.user)
            return done(request, _("The status is changed."), "regulations:show-act", act.pk)
    back = reverse("regulations:show-act", args=[act.pk])
    if not allowed:
        raise RuleBroken(_("The act no longer holds: its status does not change any more."))
    return show_form(request, form, title=_("Status of the act"), back=back, intro=str(act))


@page("regulations.publish_act", Act)
def publish_act(request: HttpRequest, act: Act) -> HttpResponseBase:
    initial = {"on": act.published_on or timezone.localdate(), "address": act.published_at_address}
    form = PublishForm.of(request, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.publish_act(act, **form.values(), by=request.user)
            return done(request, _("The act is public now."), "regulations:show-act", act.pk)
    back = reverse("regulations:show-act", args=[act.pk])
    intro = _("A published act is seen by everybody, without signing in.")
    return show_form(request, form, title=_("Publish the act"), back=back, intro=intro)


@page("regulations.change_act", Doubt)
def settle_doubt(request: HttpRequest, doubt: Doubt) -> HttpResponseBase:
    act = doubt.edition.act
    form = SettleForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.settle_doubt(doubt, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, _("The place is marked as looked at."), "regulations:show-doubts", act.pk)
    back = reverse("regulations:show-doubts", args=[act.pk])
    return show_form(
        request, form, title=_("A doubtful place"), back=back, intro=queries.doubt_sentence(doubt)
    )


@page("regulations.change_act", Act)
def supersede_act(request: HttpRequest, act: Act) -> HttpResponseBase:
    form = SupersedeForm.of(request, initial={"on": timezone.localdate()})
    _choose_among(form, "successor", act, request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.supersede_act(act, **form.values(), by=request.user)
            return done(request, _("The act is repealed."), "regulations:show-act", act.pk)
    back = reverse("regulations:show-act", args=[act.pk])
    return show_form(
        request, form, title=_("Repeal by another act"), submit=_("Repeal"), back=back, intro=str(act)
    )


@page("regulations.change_act", Act)
def relate_act(request: HttpRequest, act: Act) -> HttpResponseBase:
    form = RelateForm.of(request)
    _choose_among(form, "other", act, request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.relate_act(act, **form.values(), by=request.user)
            return done(request, _("The relation is written down."), "regulations:show-act", act.pk)
    back = reverse("regulations:show-act", args=[act.pk])
    return show_form(request, form, title=_("Relation to another act"), back=back, intro=str(act))


def _choose_among(form: Form, name: str, act: Act, request: HttpRequest) -> None:
    field = cast("PickField", form.fields[name])
    field.rows = lambda: queries.possible_successors(act, request.user)
