from datetime import time
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from metodika.core.web import Form, Group, ReasonForm
from metodika.core.web.forms import dress
from metodika.directory.mandates.queries import zone_of
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.queries import kind_choices, no_organisations
from metodika.steering.collection import queries
from metodika.steering.collection.models import Campaign
from metodika.steering.collection.rules.tables import plain
from metodika.steering.collection.rules.terms import deadline

EVENING = time(18, 0)
# So many boxes are still read; beyond that names are written.
MOST_TICKED, MOST_TOLD = 40, 10
CARD = ("form", "title", "ground", "starts_on", "ends_on", "as_of", "kinds")


class InstitutionsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # none at run time
    """Institutions to tick; where there are too many of them, their names, one a line."""

    def offer(self, rows: QuerySet[Organisation]) -> None:
        """Tell which institutions may be chosen."""
        self.queryset = rows
        if len(rows[: MOST_TICKED + 1]) > MOST_TICKED:
            self.widget = forms.Textarea(attrs={"rows": 6})
            self.help_text = _("Names as in the list of organisations, one a line; a list can be pasted.")
            dress(self)

    def prepare_value(self, value: Any) -> Any:
        rows = value if isinstance(value, list | tuple) else ()
        if isinstance(self.widget, forms.Textarea) and rows and isinstance(rows[0], Organisation):
            return "\n".join(str(one) for one in rows)
        return super().prepare_value(value)

    def clean(self, value: Any) -> Any:
        return super().clean(self._named(value) if isinstance(value, str) else value)

    def _named(self, text: str) -> list[str]:
        lines = [line for line in text.splitlines() if line.strip()]
        known: dict[str, set[int]] = {}
        rows = no_organisations() if self.queryset is None else self.queryset
        for pk, *names in rows.values_list("pk", "short_name", "name") if lines else ():
            for name in names:
                known.setdefault(plain(name), set()).add(pk)
        found = [known.get(plain(line), {int(line)} if line.strip().isdigit() else set()) for line in lines]
        strange = [line.strip() for line, fits in zip(lines, found, strict=True) if len(fits) != 1]
        if strange:
            raise forms.ValidationError(
                _("These names fit no institution, or several: %(names)s. Write them as in the list.")
                % {"names": "; ".join(strange[:MOST_TOLD])}
            )
        return [str(pk) for fits in found for pk in fits]


class SheetForm(Form):
    file = forms.FileField(
        label=_("Filled table"), help_text=_("A spreadsheet: .xlsx, .xls or .ods, at most 25 MB.")
    )


class CampaignForm(Form):
    groups: ClassVar = (
        Group(_("What is asked"), ["form", "title", "ground"]),
        Group(_("For which time"), ["starts_on", "ends_on", "as_of"]),
        Group(_("Until when"), ["due_on", "due_time", "remind_before"]),
        Group(_("Whom"), ["kinds", "institutions"], hint=_("Nothing chosen means all working institutions.")),
    )
    form = forms.ModelChoiceField(label=_("Form"), queryset=queries.no_forms())
    title = forms.CharField(label=_("Title"), max_length=300)
    ground = forms.CharField(
        label=_("Ground"),
        max_length=500,
        required=False,
        help_text=_("The order or the plan by which it is asked."),
    )
    starts_on = forms.DateField(label=_("First day of the period"))
    ends_on = forms.DateField(label=_("Last day of the period"))
    as_of = forms.DateField(
        label=_("As of the day"), help_text=_("Lists and staff are taken as they stood on it.")
    )
    due_on = forms.DateField(label=_("Last day to answer"))
    due_time = forms.TimeField(
        label=_("Until"),
        initial=EVENING,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=_("By the clock of the municipality."),
    )
    remind_before = forms.CharField(
        label=_("Remind so many days before"),
        initial="7, 3, 1",
        required=False,
        help_text=_("Only those who have not answered are reminded, once a day at most."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of institutions"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    institutions = InstitutionsField(
        label=_("Only these institutions"), queryset=no_organisations(), required=False,
        widget=forms.CheckboxSelectMultiple(),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["form"].queryset = queries.forms_to_ask(user)  # type: ignore[attr-defined]  # a model choice
        self.fields["institutions"].offer(queries.institutions_to_ask(user))  # type: ignore[attr-defined]  # the field above
        self.fields["kinds"].choices = kind_choices(Level.INSTITUTION)  # type: ignore[attr-defined]  # a choice

    def clean_remind_before(self) -> list[int]:
        told = self.cleaned_data["remind_before"]
        days = [one.strip() for one in str(told).strip("[]").replace(";", ",").split(",") if one.strip()]
        if any(not one.isascii() or not one.isdigit() or int(one) > 365 for one in days):  # noqa: PLR2004 - a year
            raise forms.ValidationError(_("Write numbers of days with commas, for example 7, 3, 1."))
        return sorted({int(one) for one in days}, reverse=True)

    @staticmethod
    def initial_of(campaign: Campaign) -> dict[str, Any]:
        here = campaign.due_here
        return {
            **{name: getattr(campaign, name) for name in CARD},
            "due_on": here.date(),
            "due_time": here.time(),
            "remind_before": ", ".join(map(str, campaign.remind_before)),
            "version": campaign.version,
            "institutions": list(campaign.institutions.all()),
        }

    def told(self) -> dict[str, Any]:
        """Return the values of a campaign; the deadline is a moment by the municipality's clock."""
        form = self.cleaned_data["form"]
        zone = zone_of(form.organisation)
        due_at = deadline(self.cleaned_data["due_on"], self.cleaned_data["due_time"], zone)
        return {**self.values(*CARD), "due_at": due_at, "remind_before": self.cleaned_data["remind_before"]}


class CampaignChangeForm(CampaignForm):
    versioned = True


class ReopenForm(ReasonForm):
    due_on = forms.DateField(label=_("New last day to answer"))
    due_time = forms.TimeField(
        label=_("Until"), initial=EVENING, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )

    def due_at(self, campaign: Campaign) -> Any:
        return deadline(self.cleaned_data["due_on"], self.cleaned_data["due_time"], campaign.zone)
