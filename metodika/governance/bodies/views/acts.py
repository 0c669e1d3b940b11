from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.web import ReasonForm, confirm, done, page, show_form
from metodika.governance.bodies import queries, services
from metodika.governance.bodies.forms import (
    CardForm,
    DissolveForm,
    FoundForm,
    ProlongForm,
    RulesForm,
    StartForm,
)
from metodika.governance.bodies.models import Body

CARD = "bodies:show-body"


def card_of(body: Body) -> str:
    return reverse(CARD, args=[body.pk])


def about(body: Body, title: str) -> dict[str, Any]:
    """What every form about a body says around itself: its title and the way back."""
    crumbs = [
        (_("Councils and associations"), reverse("bodies:list-bodies")),
        (str(body), card_of(body)),
        (title, ""),
    ]
    return {"title": title, "back": card_of(body), "breadcrumbs": crumbs}


@page("bodies.found_body")
def found_body(request: HttpRequest) -> HttpResponseBase:
    given = {name: request.GET[name] for name in ("kind", "host", "parent") if name in request.GET}
    initial = {name: int(value) for name, value in given.items() if value.isascii() and value.isdigit()}
    form = FoundForm.of(
        request,
        user=request.user,
        kinds=queries.kinds_for_choice(request.user),
        initial={"starts_on": timezone.localdate(), **initial},
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            body = services.found_body(**form.founded(), by=request.user)
            return done(request, _("The body is founded. Now its composition."), CARD, body.pk)
    return show_form(
        request, form, title=_("Found a body"), submit=_("Found"), back=reverse("bodies:list-bodies")
    )


@page("bodies.change_body", Body)
def change_body(request: HttpRequest, body: Body) -> HttpResponseBase:
    form = CardForm.of(request, user=request.user, initial=CardForm.said(body))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_body(
                body, changes=form.chosen(), subjects=list(form.cleaned_data["subjects"]), seen=form.seen,
                by=request.user,
            )  # fmt: skip
            return done(request, _("The card is saved."), CARD, body.pk)
    return show_form(request, form, **about(body, _("Change the card")))


@page("bodies.change_body", Body)
def set_own_rules(request: HttpRequest, body: Body) -> HttpResponseBase:
    bound = RulesForm.bound_by(queries.rules_of_kind(body))
    form = RulesForm.of(request, bound=bound, initial={**RulesForm.said(body), "version": body.version})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.set_own_rules(body, rules=form.decided(), seen=form.seen, by=request.user)
            return done(request, _("The rules are saved."), CARD, body.pk)
    intro = _(
        "What the regulation decides for all such bodies is not here. What you leave empty stays as such "
        "bodies do."
    )
    return show_form(request, form, **about(body, _("Own rules")), intro=intro)


@page("bodies.change_body", Body)
def start_body(request: HttpRequest, body: Body) -> HttpResponseBase:
    form = StartForm.of(request, user=request.user, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.start_body(body, **form.values(), by=request.user)
            return done(request, _("The body works."), CARD, body.pk)
    return show_form(request, form, **about(body, _("Begin the work")), submit=_("Begin"))


@page("bodies.end_body", Body)
def suspend_body(request: HttpRequest, body: Body) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.suspend_body(body, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, _("The body is suspended."), CARD, body.pk)
    return confirm(
        request,
        form,
        title=_("Suspend “%(body)s”?") % {"body": body},
        consequences=[
            _("Reminders about its duties stop."),
            _("Its members, sessions and papers stay; it can be resumed at any time."),
        ],
        submit=_("Suspend"),
        back=card_of(body),
    )


@page("bodies.end_body", Body, method="POST")
def resume_body(request: HttpRequest, body: Body) -> HttpResponseBase:
    services.resume_body(body, by=request.user)
    return done(request, _("The body works again."), CARD, body.pk)


@page("bodies.change_body", Body)
def prolong_body(request: HttpRequest, body: Body) -> HttpResponseBase:
    form = ProlongForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.prolong_body(body, **form.values(), by=request.user)
            return done(request, _("The last day is moved."), CARD, body.pk)
    return show_form(request, form, **about(body, _("Prolong the work")), submit=_("Prolong"))


@page("bodies.end_body", Body)
def dissolve_body(request: HttpRequest, body: Body) -> HttpResponseBase:
    form = DissolveForm.of(request, user=request.user, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.dissolve_body(body, **form.values(), by=request.user)
            return done(request, _("The body is dissolved."), CARD, body.pk)
    intro = _("Its composition ends on that day; sessions and papers stay. This cannot be undone.")
    return show_form(request, form, **about(body, _("Dissolve the body")), submit=_("Dissolve"), intro=intro)
