from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from metodika.core.files.uploads import store_upload
from metodika.core.web import Form, Group
from metodika.core.web.forms import dress
from metodika.steering.collection import queries
from metodika.steering.collection.lifecycle import JUDGED, FieldKind, Found, Level
from metodika.steering.collection.models import Submission
from metodika.steering.collection.rules import answers as rules
from metodika.steering.collection.rules.forms import FieldSpec, Problem

PROOFS = {"pdf", "docx", "doc", "odt", "xlsx", "xls", "ods", "png", "jpg", "webp", "txt"}
PARTS: dict[str, tuple[str, ...]] = {
    FieldKind.SHARE: ("part", "of"),
    FieldKind.ITEM: ("result", "address", "note", "file"),
    FieldKind.LEVEL: ("result", "address", "note", "file"),
}


class AnswersForm(Form):
    """The questions of one submission; a field that the system holds asks only for another value and why."""

    versioned = True
    explanation = forms.CharField(
        label=_("Explanation"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("When a value looks wrong and is right, say here why."),
    )

    def __init__(self, *args: Any, submission: Submission, held: Mapping[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.submission, self.held, self.spec = submission, held, submission.spec
        self.given: dict[str, Any] = {}
        for one in self.spec.fields:
            for name, field in self._inputs(one):
                dress(field)
                self.fields[name] = field
            if one.code in held:
                self.fields[f"{one.code}__reason"] = reason = forms.CharField(
                    label=_("Why another value"), required=False, max_length=500
                )
                dress(reason)

    @cached_property
    def arranged(self) -> list[tuple[Group | None, list[Any]]]:
        # The page lays the questions out itself, with what the system holds and the remarks beside them.
        return []

    def _inputs(self, spec: FieldSpec) -> list[tuple[str, forms.Field]]:
        title = spec.title + (f", {spec.unit}" if spec.unit else "")
        if spec.kind == FieldKind.SHARE:
            return [
                (
                    f"{spec.code}__part",
                    _digits(gettext("%(title)s: the part") % {"title": title}, spec.explanation),
                ),
                (f"{spec.code}__of", _digits(gettext("%(title)s: the whole") % {"title": title})),
            ]
        if spec.kind in JUDGED:
            return self._judged(spec)
        return [(spec.code, _field(spec, title))]

    def _judged(self, spec: FieldSpec) -> list[tuple[str, forms.Field]]:
        labels = Found if spec.kind == FieldKind.ITEM else Level
        return [
            (
                f"{spec.code}__result",
                forms.ChoiceField(
                    label=spec.title,
                    help_text=spec.explanation,
                    required=False,
                    choices=labels.choices,
                    widget=forms.RadioSelect(),
                ),
            ),
            (
                f"{spec.code}__address",
                forms.CharField(label=_("Address of the page"), required=False, max_length=500),
            ),
            (f"{spec.code}__note", forms.CharField(label=_("Note"), required=False, max_length=1000)),
            (f"{spec.code}__file", forms.FileField(label=_("Picture or document"), required=False)),
        ]

    @staticmethod
    def initial_of(submission: Submission) -> dict[str, Any]:
        told: dict[str, Any] = {"version": submission.version, "explanation": submission.explanation}
        for one in submission.spec.fields:
            value = submission.answers.get(one.code)
            told[f"{one.code}__reason"] = submission.reasons.get(one.code, "")
            if value is None:
                continue
            if one.kind in PARTS:
                told |= {
                    f"{one.code}__{part}": value.get(part, "") for part in PARTS[one.kind] if part != "file"
                }
            elif one.kind == FieldKind.TABLE:
                told[one.code] = "\n".join("; ".join(row) for row in value)
            elif one.kind != FieldKind.FILE:
                told[one.code] = value
        return told

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for one in self.spec.fields:
            names = [f"{one.code}__{part}" for part in PARTS.get(one.kind, ())] or [one.code]
            if any(name in self.errors for name in names):
                continue
            raw = self._raw(one, told)
            try:
                rules.read_answer(one, raw)
            except rules.Refused as refusal:
                said = queries.sentence_of(Problem(refusal.code, one.code, refusal.details), self.spec)
                self.add_error(names[0], said)
            else:
                self.given[one.code] = raw
        return told

    def _raw(self, spec: FieldSpec, told: Mapping[str, Any]) -> Any:
        if spec.kind in PARTS:
            found = {part: told.get(f"{spec.code}__{part}") for part in PARTS[spec.kind]}
            found.pop("file", None)
            return found if any(found.values()) else None
        if spec.kind == FieldKind.FILE:
            return self.submission.answers.get(spec.code)
        return told.get(spec.code)

    def reasons(self) -> dict[str, str]:
        """Return why other values than the system's are given, by field."""
        return {code: self.cleaned_data.get(f"{code}__reason") or "" for code in self.held}

    def answers(self, by: Any) -> dict[str, Any]:
        """Return the answers by field; files that were sent are stored. RuleBroken for a file of no use."""
        found = dict(self.given)
        for one in self.spec.fields:
            name = one.code if one.kind == FieldKind.FILE else f"{one.code}__file"
            sent = self.cleaned_data.get(name)
            if sent and one.kind in {FieldKind.FILE, *JUDGED}:
                stored = store_upload(sent, allowed=PROOFS, by=by)
                told = {"file": stored.pk, "name": stored.name}
                found[one.code] = (
                    told if one.kind == FieldKind.FILE else {**(found.get(one.code) or {}), **told}
                )
        return found


def _digits(label: str, explanation: str = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.CharField(label=label, help_text=explanation, required=False, max_length=40, widget=widget)


def _field(spec: FieldSpec, title: str) -> forms.Field:
    told: dict[str, Any] = {"label": title, "help_text": spec.explanation, "required": False}
    match spec.kind:
        case FieldKind.NUMBER | FieldKind.MONEY:
            return _digits(title, spec.explanation)
        case FieldKind.YES_NO:
            yes_no = [("yes", pgettext("answer", "Yes")), ("no", pgettext("answer", "No"))]
            return forms.ChoiceField(**told, choices=yes_no, widget=forms.RadioSelect())
        case FieldKind.CHOICE:
            options = [(one.code, one.title) for one in spec.options]
            return forms.ChoiceField(**told, choices=[("", "–"), *options])
        case FieldKind.DATE:
            return forms.DateField(**told)
        case FieldKind.FILE:
            return forms.FileField(**told)
        case FieldKind.TABLE:
            columns = gettext(
                "Columns: %(columns)s. One row a line, cells with semicolons; rows can be pasted from Excel."
            ) % {"columns": "; ".join(spec.columns)}
            told["help_text"] = f"{spec.explanation} {columns}".strip()
            return forms.CharField(**told, widget=forms.Textarea(attrs={"rows": 5}))
    return forms.CharField(**told, max_length=rules.LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 2}))


class RemarksForm(Form):
    """A remark on each answer, and one on the whole."""

    because = forms.CharField(
        label=_("Remark on the whole"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, submission: Submission, **options: Any) -> None:
        super().__init__(*args, **options)
        spec = submission.spec
        values = rules.effective(spec, submission.answers, submission.held)
        for one in spec.fields:
            self.fields[f"on_{one.code}"] = field = forms.CharField(
                label=one.title,
                required=False,
                max_length=1000,
                help_text=queries.answer_shown(one, values.get(one.code)) or gettext("no answer"),
            )
            field.widget.attrs["class"] = "form-control"

    def remarks(self) -> dict[str, str]:
        return {
            name.removeprefix("on_"): text
            for name, text in self.cleaned_data.items()
            if name.startswith("on_") and text
        }


class SubmitForm(Form):
    versioned = True
    explanation = forms.CharField(label=_("Explanation"), required=False, max_length=5000)
