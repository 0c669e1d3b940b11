"""Forms that a municipality has ready-made: monitoring, checks of sites, studies of documents."""

from typing import Any, Literal

from pydantic import Field, RootModel

from metodika.directory.profiles.rules.shapes import Code, OptionalText, Strict, Text, YesNo

FormKind = Literal["monitoring", "site_check", "document_study"]
FieldKind = Literal[
    "number", "share", "money", "yes_no", "choice", "text", "date", "file", "table", "item", "level"
]


class ReadyOption(Strict):
    """One value of a choice; `points` is what it counts."""

    code: Code
    title: Text
    points: OptionalText = ""


class ReadyField(Strict):
    """One thing that is asked; `counting` is taken from the system and not asked.

    `of: people` says that the number counts people, so few of them are not told to the public.
    """

    code: Code
    kind: FieldKind
    title: Text
    unit: OptionalText = ""
    of: Literal["", "people"] = ""
    explanation: OptionalText = ""
    required: YesNo = True
    least: OptionalText = ""
    most: OptionalText = ""
    minutes: OptionalText = ""
    options: list[ReadyOption] = []
    columns: list[Text] = []
    counting: dict[str, Any] | None = None
    of_counting: dict[str, Any] | None = None


class ReadySection(Strict):
    """Fields under a heading."""

    title: Text
    fields: list[ReadyField] = Field(min_length=1)


class ReadyCheck(Strict):
    """What must hold between fields, and what to do when it does not."""

    holds: Text
    instruction: Text


class ReadyForm(Strict):
    """A form that can be asked as it is."""

    title: Text
    kind: FormKind
    purpose: OptionalText = ""
    sections: list[ReadySection] = Field(min_length=1)
    checks: list[ReadyCheck] = []


class ReadyForms(RootModel[dict[Code, ReadyForm]]):
    """Every ready-made form by its code."""


def codes_twice(forms: ReadyForms) -> list[tuple[tuple[str | int, ...], str]]:
    """Return where a code of a field comes a second time within its form, with the code.

    Source: docs/profile.ru.md, «Формы сбора данных».
    """
    found: list[tuple[tuple[str | int, ...], str]] = []
    for form, told in forms.root.items():
        taken: set[str] = set()
        for place, section in enumerate(told.sections):
            for number, one in enumerate(section.fields):
                if one.code in taken:
                    found.append(((form, "sections", place, "fields", number, "code"), one.code))
                taken.add(one.code)
    return found
