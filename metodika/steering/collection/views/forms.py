from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.web import done, page, show_form, show_list
from metodika.core.web.values import trimmed
from metodika.steering.collection import queries, services
from metodika.steering.collection.forms import ChecksForm, FieldForm, FormCardForm, NewFormForm
from metodika.steering.collection.lifecycle import FieldKind
from metodika.steering.collection.models import Form
from metodika.steering.collection.rules.terms import burden_of
from metodika.steering.collection.tables import FormsTable

CARD = "collection:show-form"


def address_of(form: Form) -> str:
    return reverse(CARD, args=[form.pk])


@page("collection.list_campaigns")
def list_forms(request: HttpRequest) -> HttpResponseBase:
    actions = (
        [{"title": _("Make a form"), "url": reverse("collection:make-form"), "icon": "plus"}]
        if can(request.user, "collection.run_campaign")
        else []
    )
    return show_list(
        request, FormsTable, queries.forms_for_list(request.user), title=_("Forms"), actions=actions
    )


@page("collection.run_campaign")
def make_form(request: HttpRequest) -> HttpResponseBase:
    places = queries.places_to_collect_for(request.user)
    only = places[0].pk if len(places[:2]) == 1 else None
    form = NewFormForm.of(request, user=request.user, initial={"organisation": only})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            told = form.cleaned_data
            if told["ready"]:
                made = services.take_ready_form(told["organisation"], code=told["ready"], by=request.user)
            else:
                made = services.make_form(
                    told["organisation"], **form.values("code", "kind", "title"), by=request.user
                )
            return done(request, _("The form is there. Look through its fields."), CARD, made.pk)
    return show_form(
        request,
        form,
        title=_("Make a form"),
        submit=_("Make the form"),
        back=reverse("collection:list-forms"),
    )


@page("collection.view_campaign", Form)
def show_form_card(request: HttpRequest, form: Form) -> HttpResponse:
    spec = form.spec
    cost = burden_of(spec, queries.held_codes(spec))
    context: dict[str, Any] = {
        "form": form,
        "parts": [(title, [_row(one) for one in fields]) for title, fields in spec.sections],
        "checks": [(queries.check_words(one.holds, spec), one.instruction) for one in spec.checks],
        "heads": [_("Question"), _("Kind of answer"), _("From the system"), _("Actions")],
        "crumbs": [(_("Forms"), reverse("collection:list-forms"))],
        "facts": [
            (_("Kind"), form.get_kind_display()), (_("Code of the form"), form.code),
            (_("Edition"), form.edition_number), (_("Fields asked"), cost.asked),
            (_("Fields that the system holds"), cost.held), (_("Minutes to fill in"), trimmed(cost.minutes)),
            (_("Whose form"), form.organisation),
        ],
    }  # fmt: skip
    return render(request, "collection/form_card.html", context)


def _row(spec: Any) -> tuple[Any, str, list[str]]:
    held = [queries.counting_words(one) for one in (spec.counting, spec.of_counting)]
    return spec, str(FieldKind(spec.kind).label), [one for one in held if one]


@page("collection.run_campaign", Form)
def change_form(request: HttpRequest, form: Form) -> HttpResponseBase:
    initial = {"title": form.title, "purpose": form.purpose, "version": form.version}
    entered = FormCardForm.of(request, initial=initial)
    if request.method == "POST" and entered.is_valid():
        with entered.refusals():
            services.change_form(form, changes=entered.values(), seen=entered.seen, by=request.user)
            return done(request, _("The form is saved."), CARD, form.pk)
    return show_form(request, entered, title=_("Change the form"), back=address_of(form))


@page("collection.run_campaign", Form)
def put_field(request: HttpRequest, form: Form) -> HttpResponseBase:
    code = request.GET.get("field", "")
    before = form.spec.field(code) if code else None
    if code and before is None:
        raise Http404
    initial = FieldForm.initial_of(before) if before else {"section": _last_section(form)}
    entered = FieldForm.of(request, form=form, initial=initial)
    if request.method == "POST" and entered.is_valid():
        with entered.refusals():
            services.put_field(form, entered.spec(), instead_of=code, by=request.user)
            return done(request, _("The field is saved."), CARD, form.pk)
    return show_form(
        request, entered, title=_("Change the field") if before else _("Add a field"), intro=form.title,
        back=address_of(form),
    )  # fmt: skip


def _last_section(form: Form) -> str:
    fields = form.spec.fields
    return fields[-1].section if fields else ""


@page("collection.run_campaign", Form, method="POST")
def act_on_field(request: HttpRequest, form: Form) -> HttpResponseBase:
    act, _sign, code = request.POST.get("act", "").partition(":")
    if form.spec.field(code) is None or act not in {"up", "down", "drop"}:
        raise Http404
    if act == "drop":
        services.drop_field(form, code=code, by=request.user)
        return done(request, _("The field is taken off."), CARD, form.pk)
    services.move_field(form, code=code, by_places=-1 if act == "up" else 1, by=request.user)
    return done(request, _("The field is moved."), CARD, form.pk)


@page("collection.run_campaign", Form)
def put_checks(request: HttpRequest, form: Form) -> HttpResponseBase:
    told = "\n".join(f"{one.holds} | {one.instruction}" for one in form.spec.checks)
    entered = ChecksForm.of(request, initial={"checks": told})
    if request.method == "POST" and entered.is_valid():
        with entered.refusals():
            services.put_checks(form, entered.specs(), by=request.user)
            return done(request, _("The checks are saved."), CARD, form.pk)
    names = ", ".join(name for one in form.spec.fields for name in one.names)
    return show_form(
        request, entered, title=_("Checks between fields"), back=address_of(form),
        intro=_("Fields that give numbers: %(names)s") % {"names": names},
    )  # fmt: skip
