from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.web import Choice, Column, Empty, Search, Status, Table
from metodika.core.web.values import Tone
from metodika.steering.dossiers.lifecycle import DossierStatus, ReportStatus

TONES: dict[str, Tone] = {
    DossierStatus.DRAFT: "neutral", DossierStatus.FROZEN: "waiting", DossierStatus.READY: "good",
    DossierStatus.FAILED: "bad",
}  # fmt: skip


def status_of(dossier: Any) -> Status:
    return Status(dossier.get_status_display(), TONES[dossier.status])


REPORT_TONES: dict[str, Tone] = {
    ReportStatus.DRAFT: "neutral", ReportStatus.PUBLISHED: "good", ReportStatus.WITHDRAWN: "warning",
}  # fmt: skip


def report_status(report: Any) -> Status:
    return Status(report.get_status_display(), REPORT_TONES[report.status])


class DossiersTable(Table):
    columns = (
        Column(
            "title", _("Dossier"), "title", sort="title",
            url=lambda row: reverse("dossiers:show-dossier", args=[row.pk]),
        ),
        Column("municipality", _("Municipality"), "municipality.short_name", sort="municipality__sort_key"),
        Column("starts_on", _("First day"), "starts_on", sort="starts_on"),
        Column("ends_on", _("Last day"), "ends_on", sort="ends_on"),
        Column("status", pgettext_lazy("dossier", "State"), status_of, sort="status"),
        Column("packed_at", _("Packed at"), "packed_at", sort="packed_at"),
    )  # fmt: skip
    filters = (
        Search(apply="title__icontains"),
        Choice("status", pgettext_lazy("dossier", "State"), "status", choices=DossierStatus.choices),
    )
    order = "-ends_on"
    empty = Empty(
        _("There are no dossiers yet"),
        _("A dossier gathers what proves each position of an assessment for one year."),
        icon="target",
    )
    export_name = "dossiers"


class CyclesTable(Table):
    """The municipalities whose cycle may be looked at."""

    columns = (
        Column(
            "place", _("Municipality"), "short_name", sort="sort_key",
            url=lambda row: reverse("dossiers:show-cycle", args=[row.pk]),
        ),
    )  # fmt: skip
    filters = (Search(apply="name__icontains"),)
    order = "place"
    empty = Empty(
        _("There are no municipalities yet"), _("Add one, and its cycle is seen here."), icon="target"
    )
    export_name = "cycles"


class RegionFormsTable(Table):
    columns = (
        Column(
            "title", _("Form"), "title", sort="title",
            url=lambda row: reverse("dossiers:show-region-form", args=[row.pk]),
        ),
        Column("municipality", _("Municipality"), "municipality.short_name", sort="municipality__sort_key"),
        Column("matched", _("Cells matched"), lambda row: len(row.cells), numeric=True),
        Column("loaded_at", _("Loaded at"), "loaded_at", sort="loaded_at"),
    )  # fmt: skip
    filters = (Search(apply="title__icontains"),)
    order = "title"
    empty = Empty(
        _("There are no forms of the region yet"),
        _("Load the spreadsheet that the region sends; say once which cell takes which number."),
        icon="file-text",
    )
    export_name = "region-forms"
