"""Signing in the three ways of the law, and refusing."""

from collections.abc import Collection
from typing import Any

from django.core.files.base import File
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.directory.accounts.lifecycle import ConsentPurpose
from metodika.directory.accounts.queries import consent_in_force, is_own_code, is_own_password
from metodika.directory.accounts.services import forget_proof_tries
from metodika.directory.records import rules
from metodika.directory.records.events import SignatureGiven, SignatureRefused
from metodika.directory.records.lifecycle import (
    SIGNATURE_MOVES,
    Proof,
    RecordStatus,
    SignatureMethod,
    SignatureStatus,
)
from metodika.directory.records.models import Record, SignatureRequest
from metodika.directory.records.services.scans import check_scan
from metodika.directory.records.services.signers import locked_request, settle, turn_of
from metodika.directory.records.services.standing import event_facts, locked_record


class ProofWrong(RuleBroken):
    """The password or the code is not the owner's; the form shows the sentence at its field."""


class JoiningNeeded(RuleBroken):
    """The person has not joined the agreement on simple signatures; the page leads to its text."""


@atomic
def sign_simply(
    request: SignatureRequest,
    *,
    password: str = "",
    code: str = "",
    opinion: str = "",
    note: str = "",
    by: Any,
) -> SignatureRequest:
    """Sign electronically, proving oneself by the password or by a one-time code.

    What is signed is the PDF of the version that holds, by its hash. Raises JoiningNeeded without the
    consent, ProofWrong, RuleBroken for another's request, out of turn, or for a version that was replaced.
    """
    locked, record = locked_request(request)
    if by is None or by.person_id != locked.person_id:
        raise RuleBroken(_("Everybody signs for himself. This signature is another person's."))
    refuse_signing(locked, record)
    if consent_in_force(locked.person, ConsentPurpose.SIGNING) is None:
        raise JoiningNeeded(
            _("First agree to the use of the simple electronic signature: see your consents.")
        )
    locked.proof = _proved(by, password=password, code=code)
    forget_proof_tries(by)
    before = turn_of(record)
    write_signature(locked, SignatureMethod.SIMPLE, opinion=opinion, note=note, by=by)
    settle(record, before=before, by=by)
    return locked


def _proved(by: Any, *, password: str, code: str) -> Proof:
    if is_own_password(by, password):
        return Proof.PASSWORD
    if is_own_code(by, code):
        return Proof.CODE
    raise ProofWrong(_("The password or the code is wrong. Check the keyboard layout and try again."))


def refuse_signing(request: SignatureRequest, record: Record, *, together: Collection[int] = ()) -> None:
    """Refuse what is not to be signed now; `together` are requests that are signed in the same act."""
    if record.status != RecordStatus.PRINTED or request.released_because:
        raise RuleBroken(
            _("This signature is not waited for: the document is “%(status)s”.")
            % {"status": record.get_status_display()}
        )
    if request.status == SignatureStatus.VOIDED:
        raise RuleBroken(
            _("The document was changed after you opened it. Read the new version and sign that.")
        )
    if SignatureStatus.SIGNED not in SIGNATURE_MOVES[request.status]:
        raise RuleBroken(
            _("%(who)s: “%(status)s”. There is nothing to sign.")
            % {"who": request, "status": request.get_status_display()}
        )
    others = record.signatures.counted().exclude(pk__in=together)
    if not rules.signs_now(request.order, [one.asked for one in others]):
        raise RuleBroken(_("Others sign before: wait for your turn, you will be told when it comes."))


@atomic
def write_signature(
    request: SignatureRequest, method: SignatureMethod, *, opinion: str = "", note: str = "",
    file: StoredFile | None = None, by: Any,
) -> None:  # fmt: skip
    """Note a signature of a request that the caller has locked and looked at; `file` proves it."""
    request.status, request.method = SignatureStatus.SIGNED, method
    request.signed_at = timezone.now()
    request.signed_hash = request.rendition.sha256
    request.opinion = opinion.strip() or request.opinion
    request.note = note.strip() or request.note
    request.file = file
    request.attested_by = None if method == SignatureMethod.SIMPLE else account_or_none(by)
    request.save(
        update_fields=[
            "status", "method", "proof", "signed_at", "signed_hash", "opinion", "note", "file", "attested_by"
        ]
    )  # fmt: skip
    told = SignatureGiven(
        **event_facts(request.record), request_id=request.pk, person_id=request.person_id, method=method.value
    )
    announce(told, by=by, about=request.record)


@atomic
def sign_on_paper(
    record: Record, *, scan: "File[bytes]", signed_by: Collection[int], confirmed: bool = False, by: Any
) -> list[SignatureRequest]:
    """Note who has signed the printed paper; the secretary has looked at the scan, which is kept.

    `signed_by` are ids of requests. The QR code on the scan tells whose paper it is; where it cannot be
    read the secretary has to have `confirmed` it. Raises ScanOfAnother, ScanUnread, FileRefused, RuleBroken.
    """
    locked = locked_record(record)
    rows = locked.signatures.select_for_update(of=("self",)).select_related("rendition", "person")
    requests = list(rows.filter(pk__in=signed_by).order_by("order", "pk"))
    if not requests or len(requests) != len(set(signed_by)):
        raise RuleBroken(_("Tick those whose signatures stand on the paper."))
    for request in requests:
        request.record = locked
        refuse_signing(request, locked, together=signed_by)
    stored = check_scan(scan, version=requests[0].rendition, confirmed=confirmed, by=by)
    before = turn_of(locked)
    for request in requests:
        write_signature(request, SignatureMethod.PAPER, file=stored, by=by)
    settle(locked, before=before, by=by)
    return requests


@atomic
def refuse_signature(
    request: SignatureRequest, *, reason: str, opinion: str = "", by: Any
) -> SignatureRequest:
    """Refuse to sign, with the reason and a special opinion if there is one.

    The document goes on waiting until the secretary releases the person. Raises RuleBroken without a
    reason and for a request that is not open.
    """
    locked, record = locked_request(request)
    if not reason.strip():
        raise RuleBroken(_("Say why you do not sign: the reason is kept with the document."))
    if SignatureStatus.REFUSED not in SIGNATURE_MOVES[locked.status] or record.status != RecordStatus.PRINTED:
        raise RuleBroken(
            _("%(who)s: “%(status)s”. There is nothing to refuse.")
            % {"who": locked, "status": locked.get_status_display()}
        )
    locked.status, locked.refused_because = SignatureStatus.REFUSED, reason.strip()
    locked.opinion = opinion.strip()
    locked.save(update_fields=["status", "refused_because", "opinion"])
    told = SignatureRefused(
        **event_facts(record), request_id=locked.pk, person_id=locked.person_id, reason=reason.strip()
    )
    announce(told, by=by, about=record)
    return locked
