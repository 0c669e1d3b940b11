"""What can be counted of campaigns, answers, sites and documents."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.facts import Fact, choice, flag, local_day, number
from metodika.core.facts.registry import Use
from metodika.steering.collection.lifecycle import (
    ANSWERED,
    CampaignStatus,
    FormKind,
    Found,
    Level,
    SubmissionStatus,
)
from metodika.steering.collection.models import Campaign, Finding, Form, Submission, Value
from metodika.steering.collection.queries import field_codes, fields_of_people, form_codes

TITLE = _("Collection of data")
ZONE = "organisation__municipality__timezone"
DONE = Q(first_submitted_at__lte=F("campaign__due_at"))
ASKED_BY = (
    choice("form", _("form"), "campaign__form__code", form_codes),
    choice("kind", _("kind of form"), "campaign__form__kind", FormKind.choices),
)
FOUND_BY = (
    choice("form", _("form"), "submission__campaign__form__code", form_codes),
    choice("field", _("field of the form"), "field", field_codes),
)


def _adds_people(counting: Mapping[str, Any]) -> bool:
    """Tell whether typed numbers of people are added up: those of any field may be, once one of them is."""
    named = [
        set(one["value"])
        for one in counting.get("where", ())
        if (one["code"], one.get("is")) == ("field", "in")
    ]
    return bool(fields_of_people().intersection(*named))


FACTS = (
    Fact(
        code="collection.campaign",
        title=_("Campaign finished"),
        row=_("One campaign, on the day it was closed."),
        model=Campaign,
        rows=lambda: Campaign.objects.filter(status__in=[CampaignStatus.CLOSED, CampaignStatus.FROZEN]),
        organisation="organisation",
        on=local_day("closed_at", ZONE),
        parameters=(
            choice("form", _("form"), "form__code", form_codes),
            choice("kind", _("kind of form"), "form__kind", FormKind.choices),
            flag("frozen", _("frozen"), Q(status=CampaignStatus.FROZEN)),
        ),
        address="/collection/{0.pk}/",
        source="VP-3.1",
    ),
    Fact(
        code="collection.asked",
        title=_("Institution asked"),
        row=_("One institution asked in a campaign, on the day the campaign was opened."),
        model=Submission,
        rows=Submission.objects.all,
        organisation="organisation",
        on="asked_on",
        parameters=(
            *ASKED_BY,
            flag("answered", _("answered"), Q(status__in=ANSWERED)),
            flag("in_time", _("answered in time"), Q(status__in=ANSWERED) & DONE),
            number("fields", _("fields asked"), "fields_asked"),
            number("held", _("fields that the system held"), "fields_held"),
            number("minutes", _("minutes to fill in"), "minutes"),
        ),
        related=("campaign",),
        address="/collection/submissions/{0.pk}/",
        source="VP-3.1",
    ),
    Fact(
        code="collection.submission",
        title=_("Answers submitted"),
        row=_("Answers of one institution, on the day they were first submitted."),
        model=Submission,
        rows=lambda: Submission.objects.filter(first_submitted_at__isnull=False),
        organisation="organisation",
        on=local_day("first_submitted_at", ZONE),
        parameters=(
            *ASKED_BY,
            choice("state", _("state"), "status", SubmissionStatus.choices),
            flag("in_time", _("in time"), DONE),
            flag("explained", _("with an explanation"), ~Q(explanation="")),
            number("returns", _("times returned"), "returns"),
        ),
        related=("campaign",),
        address="/collection/submissions/{0.pk}/",
        source="VP-3.1",
    ),
    Fact(
        code="collection.value",
        title=_("Collected value"),
        row=_("One number of accepted answers, on the day as of which it was asked."),
        model=Value,
        rows=lambda: Value.objects.filter(submission__status=SubmissionStatus.ACCEPTED),
        organisation="submission__organisation",
        on="submission__campaign__as_of",
        parameters=(
            *FOUND_BY,
            choice("kind", _("kind of form"), "submission__campaign__form__kind", FormKind.choices),
            number("value", pgettext_lazy("number", "value"), "value"),
            flag(
                "differs",
                _("differs from what the system holds"),
                Q(held__isnull=False) & ~Q(value=F("held")),
            ),
            flag("frozen", _("in a frozen campaign"), Q(submission__campaign__status=CampaignStatus.FROZEN)),
        ),
        seen_through="submission",
        related=("submission__campaign",),
        address="/collection/submissions/{0.submission_id}/",
        adds_people=_adds_people,
        source="VP-3.1",
    ),
    Fact(
        code="collection.site_check",
        title=_("Item checked on a site"),
        row=_(
            "One item of a checklist looked for on the site of one institution; "
            "sites that did not open are left out."
        ),
        model=Finding,
        rows=lambda: Finding.objects.exclude(found="").exclude(found=Found.DOWN),
        organisation="submission__organisation",
        on=local_day("seen_at", "submission__organisation__municipality__timezone"),
        parameters=(
            *FOUND_BY,
            choice("result", _("what was found"), "found", Found.choices),
            number("points", _("points"), "points"),
            flag("pictured", _("with a picture"), Q(picture__isnull=False)),
        ),
        seen_through="submission",
        related=("submission__campaign",),
        address="/collection/submissions/{0.submission_id}/",
        source="PEST-7.4.1",
    ),
    Fact(
        code="collection.document_study",
        title=_("Criterion studied in documents"),
        row=_("One criterion by which documents of one institution were studied."),
        model=Finding,
        rows=lambda: Finding.objects.exclude(level=""),
        organisation="submission__organisation",
        on=local_day("seen_at", "submission__organisation__municipality__timezone"),
        parameters=(
            *FOUND_BY,
            choice("level", _("level"), "level", Level.choices),
            number("points", _("points"), "points"),
            flag("proved", _("with an address or a document"), ~Q(address="") | Q(picture__isnull=False)),
        ),
        seen_through="submission",
        related=("submission__campaign",),
        address="/collection/submissions/{0.submission_id}/",
        source="PEST-7.4.2",
    ),
)
WITHOUT_FACT = {
    "form": _("What can be asked; the answers are counted."),
    "edition": _("A form as it was at one time; the answers are counted."),
    "reminder": _("A note that the silent were reminded, so that a day comes once."),
}


def _uses(user: Any) -> Iterable[Use]:
    for form in Form.objects.visible_to(user).in_use().order_by("pk"):
        url = reverse("collection:show-form", args=[form.pk])
        codes = {
            one["fact"]
            for spec in form.spec.fields
            for one in (spec.counting, spec.of_counting)
            if one and one.get("fact")
        }
        for code in sorted(codes):
            yield Use(code, str(form), url)


USED_BY = (_uses,)
