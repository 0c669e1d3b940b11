"""The report to the public: made with its dossier, published and withdrawn by people."""

from typing import Any

from django.core.files.base import ContentFile
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.events import announce
from metodika.core.files.uploads import store_upload
from metodika.directory.organisations.models import Organisation
from metodika.steering.dossiers.documents import report_file
from metodika.steering.dossiers.events import ReportPublished, ReportWithdrawn
from metodika.steering.dossiers.lifecycle import REPORT_MOVES, ReportStatus
from metodika.steering.dossiers.models import Dossier, PublicReport
from metodika.steering.dossiers.rules.contents import Content
from metodika.steering.dossiers.rules.reports import report_of

LARGEST = 500 * 1024**2
TITLE_LENGTH = 500


@atomic
def make_report(dossier: Dossier, content: Content, *, by: Any) -> PublicReport | None:
    """Make the public report of a frozen content, its PDF and its Word file; nobody reads it yet.

    None where the profile has no words for one.
    """
    told = report_of(content)
    if told is None:
        return None
    kept = {
        kind: store_upload(
            ContentFile(report_file(told, kind), name=f"{told.title}.{kind}"), allowed={kind},
            max_bytes=LARGEST, by=by,
        )
        for kind in ("pdf", "docx")
    }  # fmt: skip
    return PublicReport.objects.create(dossier=dossier, title=told.title[:TITLE_LENGTH], **kept)


@atomic
def publish_report(report: PublicReport, *, by: Any) -> PublicReport:
    """Open a report to everybody.

    Raises RuleBroken for one that is open, and while another one of the same direction and days is.
    """
    locked = _locked(report)
    dossier = locked.dossier
    # Two who press at once must not open two reports of one year.
    Organisation.objects.select_for_update(of=("self",)).get(pk=dossier.municipality_id)
    same = PublicReport.objects.published().filter(
        dossier__municipality=dossier.municipality_id, dossier__direction=dossier.direction,
        dossier__starts_on=dossier.starts_on, dossier__ends_on=dossier.ends_on,
    )  # fmt: skip
    _move(locked, ReportStatus.PUBLISHED)
    if same.exclude(pk=locked.pk).exists():
        raise RuleBroken(_("Another report of this year is published. Withdraw that one first."))
    locked.published_at, locked.published_by = timezone.now(), account_or_none(by)
    locked.save(update_fields=["status", "published_at", "published_by"])
    announce(ReportPublished(locked.pk), by=by, about=locked)
    return locked


@atomic
def withdraw_report(report: PublicReport, *, reason: str, by: Any) -> PublicReport:
    """Close a published report; its address answers strangers that there is nothing.

    Raises RuleBroken for one that is not published and without a reason.
    """
    locked = _locked(report)
    if not reason.strip():
        raise RuleBroken(_("Say why the report is withdrawn."))
    _move(locked, ReportStatus.WITHDRAWN)
    locked.withdrawn_at, locked.withdrawn_by = timezone.now(), account_or_none(by)
    locked.reason = reason.strip()
    locked.save(update_fields=["status", "withdrawn_at", "withdrawn_by", "reason"])
    announce(ReportWithdrawn(locked.pk, reason=locked.reason), by=by, about=locked)
    return locked


def _locked(report: PublicReport) -> PublicReport:
    rows = PublicReport.objects.select_for_update(of=("self",)).select_related("dossier__municipality")
    return rows.get(pk=report.pk)


def _move(report: PublicReport, to: str) -> None:
    if to not in REPORT_MOVES[report.status]:
        raise RuleBroken(
            _("This cannot be done now: the report is in the state “%(state)s”.")
            % {"state": report.get_status_display()}
        )
    report.status = to
