"""What can be counted of registered papers, signatures and acknowledgements."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from metodika.core.documents import document_kinds
from metodika.core.facts import Fact, choice, flag, local_day, number, text
from metodika.directory.records.lifecycle import (
    COUNTED_SIGNATURES,
    AcknowledgementMethod,
    RecordStatus,
    SignatureMethod,
    SignatureStatus,
)
from metodika.directory.records.models import Acknowledgement, Dispatch, Record, SignatureRequest
from metodika.directory.regulations.lifecycle import ActLevel
from metodika.directory.regulations.models import Act

TITLE = _("Documents")
OWN_ZONE = "organisation__municipality__timezone"


def kinds() -> Sequence[tuple[str, Any]]:
    """Return the kinds of documents of all areas."""
    return [(code, kind.title) for code, kind in document_kinds().items()]


def _by(moment: str, zone: str, last_day: str) -> Q:
    """Return the condition that a thing was done on the last day at the latest, by the local clock."""
    return Q(LessThanOrEqual(local_day(moment, zone), F(last_day)))


# What was sent is an act of the register; only then its number is that of an act.
OF_ACT = Q(subject_type__app_label="regulations", subject_type__model="act")
SENT_ACT = Q(dispatch__subject_type__app_label="regulations", dispatch__subject_type__model="act")
HIGHER = Act.objects.filter(pk=OuterRef("subject_id"), level__in=[ActLevel.FEDERAL, ActLevel.REGIONAL])
GOVERNING = Act.objects.filter(pk=OuterRef("dispatch__subject_id"), is_governing=True)
RECORD = (
    choice("kind", _("kind of document"), "kind", kinds),
    choice("status", _("status today"), "status", RecordStatus.choices),
    flag("published", _("published"), Q(published_on__isnull=False)),
    number("kept_years", _("years for which its case is kept"), "case_file__keep_years"),
    text("title", _("words of the title"), "title"),
)
SIGNATURE = (
    choice("kind", _("kind of document"), "record__kind", kinds),
    choice("method", _("how it was signed"), "method", SignatureMethod.choices),
    choice("status", _("status today"), "status", SignatureStatus.choices),
    flag("signed", _("signed"), Q(status=SignatureStatus.SIGNED)),
    flag(
        "in_time", _("signed in time"),
        Q(status=SignatureStatus.SIGNED) & _by("signed_at", f"record__{OWN_ZONE}", "due_on"),
    ),
    flag("acting", _("acting"), "acting"),
)  # fmt: skip
ACKNOWLEDGEMENT = (
    choice("method", _("how"), "method", AcknowledgementMethod.choices),
    flag("opened", _("opened"), Q(seen_at__isnull=False)),
    flag("acknowledged", _("acknowledged"), Q(acknowledged_at__isnull=False)),
    flag(
        "in_time", _("acknowledged in time"),
        _by("acknowledged_at", f"dispatch__{OWN_ZONE}", "dispatch__due_on"),
    ),
    flag("with_term", _("has a last day"), Q(dispatch__due_on__isnull=False)),
    text("title", _("what is to be read"), "dispatch__title"),
    flag("governing", _("the act by which the service lives"), Q(SENT_ACT, Exists(GOVERNING))),
)  # fmt: skip


def _record(code: str, title: Any, row: Any, on: Any, **having: Any) -> Fact:
    return Fact(
        code=f"records.{code}", title=title, row=row, model=Record,
        rows=lambda: Record.objects.filter(**having),
        organisation="organisation", on=on, parameters=RECORD, address="/records/{0.pk}/",
    )  # fmt: skip


def _signature(code: str, title: Any, row: Any, on: Any, **having: Any) -> Fact:
    return Fact(
        code=f"records.{code}", title=title, row=row, model=SignatureRequest,
        rows=lambda: SignatureRequest.objects.filter(status__in=COUNTED_SIGNATURES, **having),
        person="person", organisation="record__organisation", on=on, parameters=SIGNATURE,
        related=("record",), address="/records/{0.record_id}/",
    )  # fmt: skip


def _acknowledgement(code: str, title: Any, row: Any, on: Any, source: str = "", **having: Any) -> Fact:
    return Fact(
        code=f"records.{code}", title=title, row=row, model=Acknowledgement,
        rows=lambda: Acknowledgement.objects.filter(**having),
        person="person", organisation="dispatch__organisation", on=on, parameters=ACKNOWLEDGEMENT,
        related=("dispatch",), address="/records/dispatches/{0.dispatch_id}/", source=source,
    )  # fmt: skip


FACTS = (
    _record(
        "registered", _("Document registered"), _("One document, on the day it was given its number."),
        local_day("registered_at", OWN_ZONE), registered_at__isnull=False,
    ),
    _record(
        "published", _("Document published"), _("One document, on the day it was published."),
        "published_on", published_on__isnull=False,
    ),
    _record(
        "filed", _("Document put into a case"), _("One document, on the day it was put into its case."),
        "filed_on", filed_on__isnull=False,
    ),
    _signature(
        "signature_asked", _("Signature asked for"), _("One person asked to sign a version that holds."),
        local_day("asked_at", f"record__{OWN_ZONE}"),
    ),
    _signature(
        "signed", _("Signature given"), _("One signature of a person under a version that holds."),
        local_day("signed_at", f"record__{OWN_ZONE}"), signed_at__isnull=False,
    ),
    Fact(
        code="records.dispatched",
        title=_("Sent out to be read"),
        row=_("One act or document sent to people who shall read it."),
        model=Dispatch,
        rows=Dispatch.objects.all,
        organisation="organisation", on=local_day("sent_at", OWN_ZONE),
        parameters=(
            text("title", _("what is to be read"), "title"),
            flag("act", _("an act of the register"), OF_ACT),
            flag("higher_act", _("an act of the country or the region"), Q(OF_ACT, Exists(HIGHER))),
        ),
        address="/records/dispatches/{0.pk}/",
    ),
    _acknowledgement(
        "to_acknowledge", _("Asked to read"), _("One person to whom a text was sent, on the day of sending."),
        local_day("dispatch__sent_at", f"dispatch__{OWN_ZONE}"), source="PEST-O.3",
    ),
    _acknowledgement(
        "acknowledgement_due", _("Due to have read"),
        _("One person to whom a text was sent, on the last day."),
        "dispatch__due_on", source="PEST-O.3", dispatch__due_on__isnull=False,
    ),
    _acknowledgement(
        "acknowledged", _("Acknowledgement"), _("One person who said that he has read a text."),
        local_day("acknowledged_at", f"dispatch__{OWN_ZONE}"), acknowledged_at__isnull=False,
    ),
)  # fmt: skip
WITHOUT_FACT = {
    "rendition": _("A printed version of a document; the document is counted."),
    "casefile": _("A folder of the file plan; the documents in it are counted."),
    "numberseries": _("A line of numbers, no work."),
    "template": _("A form for printing, no work."),
}
