"""What a qualified signature is worth, in words."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.files.signatures import Outcome, SignerReport
from metodika.core.web import Status, page
from metodika.directory.records import queries
from metodika.directory.records.models import SignatureRequest


@page("records.view_record", SignatureRequest)
def show_proof(request: HttpRequest, signature: SignatureRequest) -> HttpResponseBase:
    report = queries.qualified_report(signature)
    if report is None:
        raise Http404
    record = signature.record
    context = {
        "title": _("Check of the signature: %(who)s") % {"who": signature},
        "signature": signature,
        "signers": [(_verdict(one), _facts(one, signature)) for one in report.signers],
        "is_unchecked": not all(one.is_checked for one in report.signers),
        "breadcrumbs": [
            (_("Documents"), reverse("records:list-records")),
            (record.requisites, reverse("records:show-record", args=[record.pk])),
        ],
    }
    return render(request, "records/signature_proof.html", context)


def _verdict(signer: SignerReport) -> Status:
    if signer.is_broken:
        return Status(_("The signature does not hold"), "bad")
    if not signer.is_in_term(timezone.now()):
        return Status(_("The certificate did not hold when it was used"), "bad")
    if not signer.is_checked:
        return Status(_("Read, and not computed to the end"), "waiting")
    return Status(_("The document is unchanged, and the signature fits the certificate"), "good")


def _facts(signer: SignerReport, signature: SignatureRequest) -> list[tuple[str, object]]:
    same = queries.is_made_out_to(signer, signature.person)
    return [
        (_("Certificate made out to"), signer.name or "—"),
        (
            _("Surname"),
            _("The same as of the signer") if same else _("Another one; confirmed by the secretary"),
        ),
        (_("Organisation"), signer.organisation or "—"),
        (_("Certificate issued by"), signer.issuer or "—"),
        (_("Number of the certificate"), signer.serial),
        (_("Certificate holds from"), signer.valid_from),
        (_("Certificate holds until"), signer.valid_until),
        (_("Signed at, by the signer's clock"), signer.signed_at or _("not told")),
        (_("Algorithm"), signer.algorithm),
        (_("The PDF of this version"), _document_words(signer.document)),
        (_("Mathematics of the signature"), _mathematics_words(signer.mathematics)),
    ]


def _document_words(outcome: Outcome) -> str:
    return {
        Outcome.RIGHT: _("is what was signed"),
        Outcome.WRONG: _("is not what was signed"),
        Outcome.UNCHECKED: _("was not compared: this digest is not computed here"),
    }[outcome]


def _mathematics_words(outcome: Outcome) -> str:
    return {
        Outcome.RIGHT: _("fits the key of the certificate"),
        Outcome.WRONG: _("does not fit the key of the certificate"),
        Outcome.UNCHECKED: _("was not computed: this algorithm is not computed here"),
    }[outcome]
