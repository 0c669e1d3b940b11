"""What the file of a qualified signature says, read anew each time it is asked."""

from typing import IO

from metodika.core.files.models import StoredFile
from metodika.core.files.signatures import SignatureReport, SignerReport, read_signature
from metodika.core.language import normalise
from metodika.directory.records.lifecycle import SignatureMethod
from metodika.directory.records.models import SignatureRequest
from metodika.directory.staff.models import Person


def report_on(file: IO[bytes], pdf: StoredFile) -> SignatureReport:
    """Return what a file of a signature says, checked against a PDF; raises SignatureUnreadable."""
    with pdf.content.open("rb") as document:
        return read_signature(file, document)


def qualified_report(request: SignatureRequest) -> SignatureReport | None:
    """Return what the kept file of a qualified signature says; None for other ways and destroyed papers."""
    pdf = request.rendition.pdf
    if request.method != SignatureMethod.QUALIFIED or request.file is None or pdf is None:
        return None
    with request.file.content.open("rb") as file:
        return report_on(file, pdf)


def is_made_out_to(signer: SignerReport, person: Person) -> bool:
    """Tell whether the surname of the certificate is that of the person, ё taken as е."""
    named = normalise(signer.surname) or normalise(signer.name)
    return normalise(person.last_name) in (named, *named.split())
