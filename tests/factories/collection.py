"""Campaigns for tests, made by the same services as in the product."""

from datetime import UTC, date, datetime
from typing import Any

from metodika.directory.organisations.models import Organisation
from metodika.steering.collection import services
from metodika.steering.collection.models import Campaign, Form, Submission

# A working Monday, 14:00 in Yakovlevka (UTC+10); tests that need it travel there.
NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
DUE = datetime(2026, 11, 30, 8, tzinfo=UTC)
TEACHERS = {
    "fact": "staff.employment",
    "of": "people",
    "where": [{"code": "category", "is": "in", "value": ["teaching"]}],
}
CONTENT: dict[str, Any] = {
    "fields": [
        {
            "code": "teachers",
            "kind": "number",
            "title": "Педагогов всего",
            "section": "Кадры",
            "counting": TEACHERS,
        },
        {"code": "young", "kind": "number", "title": "Молодых педагогов", "section": "Кадры", "most": "50"},
        {"code": "i_64", "kind": "share", "title": "Вакансии", "section": "Кадры", "required": False},
        {"code": "i_56", "kind": "yes_no", "title": "Свой мониторинг", "section": "Работа"},
        {"code": "note", "kind": "text", "title": "Чем помочь", "section": "Работа", "required": False},
    ],
    "checks": [{"holds": "young <= teachers", "instruction": "Молодых не больше, чем всех."}],
}
CHECKLIST = {
    "fields": [
        {"code": "i_61_plan", "kind": "item", "title": "План работы"},
        {"code": "i_61_acts", "kind": "item", "title": "Положение"},
    ]
}
STUDY = {"fields": [{"code": "i_57", "kind": "level", "title": "Аналитика ведётся системно"}]}
RIGHT = {"young": "2", "i_56": "да"}


def make_form(at: Organisation, *, kind: str = "monitoring", content: Any = None, code: str = "year") -> Form:
    """A form of a place with the usual fields."""
    return services.make_form(
        at, code=code, kind=kind, title="Мониторинг", content=content or CONTENT, by=None
    )


def prepared(form: Form, *, by: Any = None, institutions: Any = (), **values: Any) -> Campaign:
    """A campaign of the year that nobody has been asked by yet."""
    told: dict[str, Any] = {
        "form": form,
        "title": "Мониторинг за год",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "as_of": date(2026, 11, 20),
        "due_at": DUE,
    } | values
    return services.make_campaign(form.organisation, values=told, institutions=institutions, by=by)


def opened(form: Form, **values: Any) -> Campaign:
    """A campaign that institutions answer."""
    return services.open_campaign(prepared(form, **values), by=None)


def asked(campaign: Campaign, school: Organisation | None = None) -> Submission:
    """The submission of the only school, or of the one told."""
    rows = Submission.objects.filter(campaign=campaign)
    return rows.get(organisation=school) if school else rows.get()


def submitted(submission: Submission, *, by: Any = None, **answers: Any) -> Submission:
    """Answers that have come, the right ones unless told."""
    services.save_answers(submission, answers=answers or RIGHT, seen=None, by=by)
    return services.submit_answers(submission, by=by)


def collected(at: Organisation, *, by: Any) -> Submission:
    """Answers that somebody has begun in an open campaign of a place, its institutions all asked."""
    form = make_form(at)
    campaign = opened(form, due_at=datetime(2099, 11, 30, 8, tzinfo=UTC))
    row = Submission.objects.filter(campaign=campaign).order_by("pk")[0]
    return services.save_answers(row, answers=RIGHT, seen=None, by=by)
