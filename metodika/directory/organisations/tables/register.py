"""The list of institutions as spreadsheets keep it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.imports.columns import CellRefused, Choices, Column, Kind, Register
from metodika.core.imports.outcomes import (
    BatchImporter,
    ImportContext,
    Outcome,
    Planned,
    Row,
    compared,
    new,
    refused,
)
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.queries import (
    kind_choices,
    municipalities,
    organisation_finder,
    own_municipality,
)
from metodika.directory.organisations.rules.naming import spelling
from metodika.directory.organisations.rules.numbers import is_inn, is_ogrn
from metodika.directory.organisations.services import (
    Details,
    NewOrganisation,
    OrganisationChange,
    apply_register,
)

FACTS = (
    "kind",
    "code",
    "inn",
    "ogrn",
    "address",
    "website",
    "email",
    "phone",
    "is_rural",
    "is_small",
    "is_branch",
)
NAMES = ("name", "short_name")


class InstitutionImporter(BatchImporter):
    """Finds institutions by INN, code or name, and adds those that are not known."""

    def __init__(self, context: ImportContext) -> None:
        super().__init__(context)
        self.finder = organisation_finder(context.paths)
        self.places = {spelling(text): one for one in municipalities() for text in (one.name, one.short_name)}
        self.usual_place = own_municipality(context.paths) or self._only_place()
        self.by_inn = {one.inn: one for one in self.finder.known.values() if one.inn and not one.is_branch}

    def plan(self, rows: Sequence[Row]) -> list[Outcome]:
        return [self._plan_row(row) for row in rows]

    def apply(self, planned: Sequence[Planned], *, by: Any) -> None:
        payloads = [one.outcome.payload for one in planned]
        apply_register(
            [one for one in payloads if isinstance(one, NewOrganisation)],
            [one for one in payloads if isinstance(one, OrganisationChange)],
            by=by,
        )

    def _only_place(self) -> Organisation | None:
        found = list(municipalities()[:2])
        return found[0] if len(found) == 1 else None

    def _plan_row(self, row: Row) -> Outcome:
        place = self.places.get(spelling(row["municipality"])) if row["municipality"] else self.usual_place
        if place is None or not self.context.covers(place.path):
            return refused("municipality", _("Write the municipality as it is named in the register."))
        found = self._found(row, place)
        if len(found) > 1:
            names = "; ".join(str(one) for one in found[:3])
            return refused("name", _("The name may mean %(names)s. Add the INN.") % {"names": names})
        outcome = self._known(row, found[0]) if found else self._new(row, place)
        for column, check in (("inn", is_inn), ("ogrn", is_ogrn)):
            if row[column] and not check(row[column]):
                outcome.warn(column, _("The control digit does not fit. Check the number."))
        return outcome

    def _found(self, row: Row, place: Organisation) -> list[Organisation]:
        if row["inn"] and not row["is_branch"] and (holder := self.by_inn.get(row["inn"])):
            return [holder]
        texts = [text for text in (row["code"], row["name"], row["short_name"]) if text]
        for text in texts:
            found = [
                one
                for one in self.finder.find(text)
                if one.municipality_id == place.pk and one.pk != place.pk
            ]
            if found:
                return found
        return []

    def _known(self, row: Row, kept: Organisation) -> Outcome:
        outcome = compared(row, {name: getattr(kept, name) for name in (*NAMES, *FACTS)}, subject=kept.pk)
        outcome.payload = OrganisationChange(
            kept.pk, {name: after for name, (_kept, after) in outcome.changes.items()}
        )
        return outcome

    def _new(self, row: Row, place: Organisation) -> Outcome:
        if not row["kind"]:
            return refused("kind", _("Write what kind of organisation it is."))
        details = cast(Details, {name: row[name] for name in FACTS[1:] if row[name]})
        return new(
            payload=NewOrganisation(
                level=Level.INSTITUTION,
                kind=row["kind"],
                name=row["name"],
                short_name=row["short_name"] or "",
                parent=place,
                opened_on=row["opened_on"],
                details=details,
            )
        )


def digits(text: str) -> str:
    found = "".join(sign for sign in text if not sign.isspace())
    if not found.isdigit():
        raise CellRefused(_("“%(value)s” is not a number; write digits only") % {"value": text[:60]})
    return found


def kinds() -> Choices:
    return {code: (title,) for code, title in kind_choices(Level.INSTITUTION)}


def exported_rows(rows: Iterable[Organisation]) -> Iterator[Mapping[str, Any]]:
    for one in rows:
        cells = {column.key: getattr(one, column.key, None) for column in INSTITUTIONS.columns}
        yield cells | {"municipality": one.municipality.short_name if one.municipality else ""}


INSTITUTIONS = Register(
    code="organisations-institutions",
    title=gettext_lazy("Institutions"),
    permission="organisations.import_organisations",
    importer=InstitutionImporter,
    help=gettext_lazy("An institution is recognised by its INN, else by its code, else by its name."),
    columns=(
        Column(
            key="name", title=gettext_lazy("Full name"), required=True,
            sample="Муниципальное бюджетное общеобразовательное учреждение «Школа № 1»",
            headings=("Полное наименование", "Наименование", "Наименование организации", "Название",
                      "Организация",
                      "Полное наименование организации", "Наименование ОО", "Образовательная организация"),
        ),
        Column(
            key="short_name", title=gettext_lazy("Short name"), max_length=200, sample="МБОУ «Школа № 1»",
            headings=("Краткое наименование", "Сокращённое наименование", "Кратко", "Сокращение"),
        ),
        Column(
            key="kind", title=gettext_lazy("Kind"), kind=Kind.CHOICE, choices=kinds,
            headings=("Вид", "Тип", "Вид организации", "Тип организации", "Тип ОО"),
            sample="Средняя общеобразовательная школа",
        ),
        Column(
            key="municipality", title=gettext_lazy("Municipality"), kind=Kind.REFERENCE,
            headings=("Муниципалитет", "Муниципальное образование", "МО", "Район", "Территория"),
        ),
        Column(key="code", title=gettext_lazy("Code"), max_length=60, headings=("Код", "Код ОО")),
        Column(key="inn", title=gettext_lazy("INN"), parse=digits, max_length=12, headings=("ИНН",)),
        Column(key="ogrn", title=gettext_lazy("OGRN"), parse=digits, max_length=15, headings=("ОГРН",)),
        Column(
            key="address", title=gettext_lazy("Address"),
            headings=("Адрес", "Юридический адрес", "Фактический адрес", "Место нахождения"),
        ),
        Column(
            key="website", title=gettext_lazy("Website"), max_length=200,
            headings=("Сайт", "Официальный сайт", "Адрес сайта", "Веб-сайт"),
        ),
        Column(key="email", title=gettext_lazy("E-mail"), kind=Kind.EMAIL, headings=("Электронная почта",)),
        Column(
            key="phone", title=gettext_lazy("Telephone"), kind=Kind.PHONE, max_length=60,
            headings=("Телефон",),
        ),
        Column(
            key="is_rural", title=gettext_lazy("Rural"), kind=Kind.BOOLEAN,
            headings=("Сельская", "Село", "Сельская школа", "Сельская местность"),
        ),
        Column(
            key="is_small", title=gettext_lazy("Small"), kind=Kind.BOOLEAN,
            headings=("Малокомплектная", "Малокомплектная школа"),
        ),
        Column(key="is_branch", title=gettext_lazy("Branch"), kind=Kind.BOOLEAN, headings=("Филиал",)),
        Column(
            key="opened_on", title=gettext_lazy("Opened on"), kind=Kind.DATE,
            headings=("Дата открытия", "Дата создания", "Основана"),
        ),
    ),
)  # fmt: skip
