"""Qualified signatures made in another program over the PDF of the version."""

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.files.signatures import Outcome, SignerReport
from metodika.core.files.uploads import check_upload, store_upload
from metodika.directory.records.lifecycle import SignatureMethod
from metodika.directory.records.models import SignatureRequest
from metodika.directory.records.queries.qualified import is_made_out_to, report_on
from metodika.directory.records.services.signatures import refuse_signing, write_signature
from metodika.directory.records.services.signers import locked_request, settle, turn_of

MAX_SIGNATURE = 1024 * 1024


class SignatureBroken(RuleBroken):
    """What could be computed came out wrong: another document, other bytes, a certificate out of its term."""


class SignerOfAnotherName(RuleBroken):
    """The certificate names somebody else; the secretary compares and confirms."""


@atomic
def attach_qualified(
    request: SignatureRequest, *, file: "File[bytes]", note: str = "", confirmed: bool = False, by: Any
) -> SignatureRequest:
    """Attach the file of a qualified signature, detached or with the document in it, after checking it.

    What was signed, the mathematics (GOST excepted), the term of the certificate and the surname are
    checked; the file is kept as it is. Raises FileRefused, SignatureUnreadable, SignatureBroken,
    SignerOfAnotherName unless `confirmed`, RuleBroken out of turn.
    """
    locked, record = locked_request(request)
    refuse_signing(locked, record)
    pdf = locked.rendition.pdf
    if pdf is None:
        raise RuleBroken(_("Print the document first: people sign what they have read."))
    # A signature may hold the document itself, written in letters of base64.
    limit = MAX_SIGNATURE + 2 * pdf.size
    check_upload(file, allowed={"sig"}, max_bytes=limit)
    report = report_on(file, pdf)
    for signer in report.signers:
        _refuse_wrong(signer)
    if not confirmed and not any(is_made_out_to(one, locked.person) for one in report.signers):
        raise SignerOfAnotherName(
            _(
                "The certificate is made out to %(name)s, and the signature of %(who)s is waited for. Choose "
                "the right file, or tick that it is the same person and choose the file again."
            )
            % {"name": ", ".join(one.name or "—" for one in report.signers), "who": locked.person}
        )
    stored = store_upload(file, allowed={"sig"}, max_bytes=limit, by=by)
    before = turn_of(record)
    write_signature(locked, SignatureMethod.QUALIFIED, note=note, file=stored, by=by)
    settle(record, before=before, by=by)
    return locked


def _refuse_wrong(signer: SignerReport) -> None:
    if signer.document == Outcome.WRONG:
        raise SignatureBroken(
            _(
                "The signature is of another file, not of the PDF of this version. Download the PDF, "
                "sign that very file and attach the signature."
            )
        )
    if signer.mathematics == Outcome.WRONG:
        raise SignatureBroken(
            _("The signature does not fit the certificate: the file was changed. Sign once more.")
        )
    if not signer.is_in_term(timezone.now()):
        raise SignatureBroken(
            _(
                "The certificate held from %(first)s to %(last)s, not when it was used. "
                "Sign by one that holds."
            )
            % {"first": _day(signer.valid_from), "last": _day(signer.valid_until)}
        )


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment).date())
