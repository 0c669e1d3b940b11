"""Forms: validate only; one column, groups, hints, errors in words; the service saves."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, Self, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RuleBroken
from metodika.core.database import EditedMeanwhile
from metodika.core.web.filters import Filter
from metodika.core.web.picks import suggest
from metodika.core.web.values import Text, shown

SAVE = _("Save")


@dataclass(frozen=True)
class Group:
    """Fields that belong together, under a heading."""

    title: Text
    fields: Sequence[str]
    hint: Text = ""


@dataclass(frozen=True)
class Disagreement:
    """One line of the table shown when somebody else has saved the card."""

    label: str
    entered: str
    stored: str


class Form(forms.Form):
    """The base of every form.

    `groups` orders the fields under headings; the rest come first. `versioned` adds the hidden
    version of the card, so that two people who edit it at once see what differs.
    """

    groups: ClassVar[Sequence[Group]] = ()
    versioned: ClassVar[bool] = False
    template_name = "web/form_fields.html"

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        self.disagreements: list[Disagreement] = []
        if self.versioned:
            self.fields["version"] = forms.IntegerField(required=False, widget=forms.HiddenInput())
        for field in self.fields.values():
            dress(field)

    @classmethod
    def of(cls, request: HttpRequest, **options: Any) -> Self:
        """Return the form bound to what was sent, or a fresh one when the page is only opened."""
        entered = getattr(request, "entered", None)
        if entered is not None:
            return cls._of_program(entered, request, options)
        if request.method == "POST":
            return cls(request.POST, request.FILES, **options)
        return cls(**options)

    @classmethod
    def _of_program(cls, entered: Mapping[str, Any], request: HttpRequest, options: dict[str, Any]) -> Self:
        """Return the form bound to what a program sent; what it left out stays as a page would show it."""
        form = cls(**options)
        shown_now = {
            name: field.prepare_value(form.get_initial_for_field(field, name))
            for name, field in form.fields.items()
        }
        # The bound data of a form are a QueryDict on pages; a program's values keep their types.
        form.data, form.files, form.is_bound = {**shown_now, **entered}, request.FILES, True
        return form

    def values(self, *names: str) -> dict[str, Any]:
        """Return the checked values for a service, without the version; only the named ones, when named."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {name: kept[name] for name in names} if names else kept

    @property
    def seen(self) -> int | None:
        """Return the version of the card that the person had on the screen."""
        version: int | None = self.cleaned_data.get("version")
        return version

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Turn a service's refusal into a sentence on the form, and keep the person's input."""
        try:
            yield
        except EditedMeanwhile as conflict:
            self._show_disagreements(conflict)
        except RuleBroken as refusal:
            self.add_error(None, str(refusal))

    def _show_disagreements(self, conflict: EditedMeanwhile) -> None:
        self.disagreements = [
            Disagreement(one.label, shown(one.wanted, long_dates=True), shown(one.stored, long_dates=True))
            for one in conflict.differences
        ]
        # Saving again is then a decision made in sight of both values.
        if conflict.current is not None:
            data = cast("QueryDict", self.data).copy()
            data[self.add_prefix("version")] = str(conflict.current)
            self.data = data
        self.add_error(None, str(conflict))

    @cached_property
    def arranged(self) -> list[tuple[Group | None, list[BoundField]]]:
        """Return the visible fields by group, those without a group first."""
        grouped = {name for group in self.groups for name in group.fields}
        loose = [bound for bound in self.visible_fields() if bound.name not in grouped]
        found: list[tuple[Group | None, list[BoundField]]] = [(None, loose)] if loose else []
        for group in self.groups:
            found.append((group, [self[name] for name in group.fields if name in self.fields]))
        return [(group, fields) for group, fields in found if fields]

    def faults(self) -> list[tuple[str, str, str]]:
        """Return (anchor, label, sentence) of every error, for the summary on top."""
        found = []
        for name, errors in self.errors.items():
            bound = None if name == "__all__" else self[name]
            anchor = (bound.id_for_label or bound.auto_id) if bound else ""
            found += [(anchor, str(bound.label) if bound else "", str(error)) for error in errors]
        return found


class ConfirmForm(Form):
    """Only «yes, do it»."""


class ReasonForm(Form):
    """«Do it, because»: the reason stays in the journal."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stays in the history of the record."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FilterForm(forms.Form):
    """The filters of a list; a value that cannot be read narrows nothing."""

    def __init__(self, data: Mapping[str, Any], *, filters: Sequence[Filter]) -> None:
        super().__init__(data, auto_id="filter_%s", label_suffix="")
        self.behind = {one.key for one in filters if one.aside}
        for one in filters:
            self.fields[one.key] = one.field()
            dress(self.fields[one.key])

    def value(self, key: str) -> Any:
        """Return the checked value of a filter, None when it is absent or unreadable."""
        self.is_valid()
        return self.cleaned_data.get(key)

    @property
    def front(self) -> list[BoundField]:
        """Return the filters that are always in sight."""
        return [bound for bound in self if bound.name not in self.behind]

    @property
    def more(self) -> list[BoundField]:
        """Return the filters behind «More filters»."""
        return [bound for bound in self if bound.name in self.behind]


# Django's own sentences speak to programmers ("ensure this value is less than or equal to").
SENTENCES: dict[str, Text] = {
    "required": _("Fill in this field."),
    "invalid_choice": _("Choose one of the values of the list."),
    "max_value": _("Enter a number not greater than %(limit_value)s."),
    "min_value": _("Enter a number not less than %(limit_value)s."),
    "max_length": _("This is too long: %(show_value)d characters. Keep it within %(limit_value)d."),
}
INVALID: dict[type[forms.Field], Text] = {
    forms.DateField: _("Enter a date that exists, for example 31.08.2026."),
    forms.IntegerField: _("Enter a whole number in digits."),
    forms.DecimalField: _("Enter a number, for example 18 or 18,5."),
    forms.EmailField: _("Enter an e-mail address, for example name@school.ru."),
}


def speak(field: forms.Field) -> None:
    """Give the field's refusals in words that say what to do, where the form has none of its own."""
    usual: dict[str, Any] = {}
    for parent in reversed(type(field).__mro__):
        usual.update(getattr(parent, "default_error_messages", {}))
    wanted = {**SENTENCES, "invalid": INVALID.get(type(field))}
    for code, sentence in wanted.items():
        if sentence is not None and field.error_messages.get(code) == usual.get(code):
            field.error_messages[code] = sentence


def dress(field: forms.Field) -> None:
    """Give the widget the look of the kit and the fitting keyboard."""
    speak(field)
    widget = field.widget
    if isinstance(field, forms.DateField) and type(widget) is forms.DateInput and "type" not in widget.attrs:
        field.widget = widget = forms.DateInput(format="%Y-%m-%d", attrs={**widget.attrs, "type": "date"})
    for part in getattr(widget, "widgets", [widget]):
        css = _css_of(part)
        if css:
            part.attrs["class"] = f"{part.attrs.get('class', '')} {css}".strip()
    if isinstance(field, forms.EmailField):
        widget.attrs.setdefault("autocomplete", "email")


def _css_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.HiddenInput):
        return ""
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    return "form-control"


def show_form(
    request: HttpRequest,
    form: Form,
    *,
    title: Text,
    submit: Text = SAVE,
    back: str = "",
    intro: Text = "",
    draft: str = "",
    template: str = "web/form.html",
    **context: Any,
) -> HttpResponse:
    """Show a page with one form.

    `back` is where «Cancel» leads; `draft` a name under which the browser keeps what was typed
    until it is sent (not for passwords or personal numbers). A form with errors answers 422.
    `and_next` in the context is a second button for lists that are worked through: `wants_next` tells
    that it was pressed.
    """
    suggested = suggest(request, form)
    if suggested is not None:
        return suggested
    page = {"form": form, "title": title, "submit": submit, "back": back, "intro": intro, "draft": draft}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {**page, **context}, status=status)


def wants_next(request: HttpRequest) -> bool:
    """Tell whether the person goes on to the next row of the list that is worked through."""
    return "and_next" in request.POST


def confirm(
    request: HttpRequest,
    form: Form,
    *,
    title: Text,
    consequences: Sequence[Text],
    submit: Text,
    back: str,
    dangerous: bool = True,
    **context: Any,
) -> HttpResponseBase:
    """Show what will happen before it does, with a reason to give when the form asks for one.

    `instead` and `instead_url` in the context offer another way to deal with the row.
    """
    page: dict[str, Any] = {"consequences": consequences, "dangerous": dangerous}
    return show_form(
        request, form, title=title, submit=submit, back=back, template="web/confirm.html", **page, **context
    )
