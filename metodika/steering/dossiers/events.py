from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event

DOSSIER = {"dossier_id": "dossiers.Dossier"}


@dataclass(frozen=True)
class DossierBegun(Event):
    sentence: ClassVar = _("A dossier has been begun: %(dossier)s")
    names: ClassVar = DOSSIER

    dossier_id: int


@dataclass(frozen=True)
class PositionsScored(Event):
    """The municipality has said how it sees itself."""

    sentence: ClassVar = _("Positions have been scored: %(total)s of %(most)s. %(dossier)s")
    names: ClassVar = DOSSIER

    dossier_id: int
    total: int
    most: int


@dataclass(frozen=True)
class DossierFrozen(Event):
    """What the dossier says will not change any more; its files are being made."""

    sentence: ClassVar = _("A dossier has been frozen: %(dossier)s")
    names: ClassVar = DOSSIER

    dossier_id: int
    attempt: int


@dataclass(frozen=True)
class DossierPacked(Event):
    sentence: ClassVar = _("A dossier is ready, documents in it: %(documents)s. %(dossier)s")
    names: ClassVar = DOSSIER

    dossier_id: int
    documents: int


@dataclass(frozen=True)
class DossierFailed(Event):
    sentence: ClassVar = _("A dossier could not be packed: %(reason)s. %(dossier)s")
    names: ClassVar = DOSSIER

    dossier_id: int
    reason: str


REPORT = {"report_id": "dossiers.PublicReport"}


@dataclass(frozen=True)
class ReportPublished(Event):
    """Everybody may read a public report."""

    sentence: ClassVar = _("A public report has been published: %(report)s")
    names: ClassVar = REPORT

    report_id: int


@dataclass(frozen=True)
class ReportWithdrawn(Event):
    sentence: ClassVar = _("A public report has been withdrawn: %(reason)s. %(report)s")
    names: ClassVar = REPORT

    report_id: int
    reason: str


FORM = {"form_id": "dossiers.RegionForm"}


@dataclass(frozen=True)
class RegionFormLoaded(Event):
    sentence: ClassVar = _("A form of the region has been loaded, cells matched: %(matched)s. %(form)s")
    names: ClassVar = FORM

    form_id: int
    matched: int


@dataclass(frozen=True)
class CellMatched(Event):
    sentence: ClassVar = _("Cell %(cell)s takes the indicator “%(indicator)s”. %(form)s")
    names: ClassVar = FORM

    form_id: int
    cell: str
    indicator: str


@dataclass(frozen=True)
class RegionFormRenewed(Event):
    sentence: ClassVar = _("A form has a new edition, matches kept: %(kept)s, lost: %(lost)s. %(form)s")
    names: ClassVar = FORM

    form_id: int
    kept: int
    lost: int
