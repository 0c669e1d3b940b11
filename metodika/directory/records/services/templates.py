from typing import Any

from django.core.files.base import File
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.documents import TemplateReport, check_template, document_kinds
from metodika.core.events import announce
from metodika.core.files.uploads import store_upload
from metodika.directory.organisations.models import Organisation
from metodika.directory.records.events import TemplateLoaded, TemplateRetired
from metodika.directory.records.models import Template


class TemplateRefused(RuleBroken):
    """The template names unknown places or does not work; `report` has each of them."""

    def __init__(self, report: TemplateReport) -> None:
        parts = list(report.faults)
        if report.unknown:
            parts.append(_("There are no such places: %(places)s.") % {"places": ", ".join(report.unknown)})
        super().__init__(" ".join(parts))
        self.report = report


@atomic
def load_template(organisation: Organisation, *, kind: str, file: "File[bytes]", by: Any) -> Template:
    """Take an organisation's own Word file into use for a kind; the one before it is retired.

    Places that it leaves out are kept beside it for the page. Raises TemplateRefused, FileRefused,
    RuleBroken for an unknown kind.
    """
    known = document_kinds().get(kind)
    if known is None:
        raise RuleBroken(_("There is no such kind of document: %(kind)s.") % {"kind": kind})
    stored = store_upload(file, allowed={"docx"}, by=by)
    with stored.content.open("rb") as content:
        report = check_template(content.read(), known)
    if not report.is_usable:
        raise TemplateRefused(report)
    Template.objects.filter(organisation=organisation, kind=kind, retired_at=None).update(
        retired_at=timezone.now()
    )
    template = Template.objects.create(
        organisation=organisation, kind=kind, file=stored, missing=list(report.missing),
        uploaded_by=account_or_none(by),
    )  # fmt: skip
    told = TemplateLoaded(organisation_id=organisation.pk, kind=str(known.title))
    announce(told, by=by, about=template)
    return template


@atomic
def retire_template(template: Template, *, by: Any) -> Template:
    """Take an own template out of use: documents are made by the usual layout again.

    Raises RuleBroken when it is out of use already.
    """
    locked = Template.objects.select_for_update(of=("self",)).get(pk=template.pk)
    if locked.retired_at is not None:
        raise RuleBroken(_("This template is out of use already."))
    locked.retired_at = timezone.now()
    locked.save(update_fields=["retired_at"])
    told = TemplateRetired(organisation_id=locked.organisation_id, kind=str(locked))
    announce(told, by=by, about=locked)
    return locked
