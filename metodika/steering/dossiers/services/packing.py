"""The files of a frozen dossier, made whole or not at all."""

from django.core.files.base import ContentFile, File
from django.db.transaction import atomic
from django.utils import timezone

from metodika.core.database.progress import Progress
from metodika.core.events import announce
from metodika.core.files.uploads import store_upload
from metodika.steering.dossiers.documents import dossier_pdf, packed
from metodika.steering.dossiers.events import DossierFailed, DossierPacked
from metodika.steering.dossiers.lifecycle import WORK, DossierStatus
from metodika.steering.dossiers.models import Dossier
from metodika.steering.dossiers.rules.contents import Content, documents_of
from metodika.steering.dossiers.services.reports import make_report

LARGEST = 2 * 1024**3
LONGEST_TROUBLE = 500


@atomic
def pack_dossier(dossier_id: int, *, attempt: int) -> bool:
    """Make the files of a frozen dossier and offer them at once; return whether it was this attempt's turn.

    Nothing is offered before everything is there: a worker that dies leaves the dossier frozen. Raises
    FileNotFoundError when a document of the register has been lost.
    """
    locked = Dossier.objects.select_for_update(of=("self",)).select_related("made_by").get(pk=dossier_id)
    if locked.status != DossierStatus.FROZEN or locked.attempt != attempt or locked.content is None:
        return False
    content = Content.from_data(locked.content)
    progress = Progress(WORK, locked.pk, steps=sum(1 for _one in documents_of(content)))
    progress.advance(0)
    paper = dossier_pdf(content)
    with packed(content, paper, heard=progress.advance) as archive:
        locked.archive = store_upload(
            File(archive, name=f"{locked}.zip"), allowed={"zip"}, max_bytes=LARGEST, by=locked.made_by
        )
    locked.paper = store_upload(
        ContentFile(paper, name=f"{locked}.pdf"), allowed={"pdf"}, max_bytes=LARGEST, by=locked.made_by
    )
    locked.status, locked.packed_at = DossierStatus.READY, timezone.now()
    locked.save(update_fields=["archive", "paper", "status", "packed_at"])
    make_report(locked, content, by=locked.made_by)
    announce(DossierPacked(locked.pk, documents=progress.done), about=locked)
    return True


@atomic
def fail_dossier(dossier_id: int, *, attempt: int, reason: str) -> None:
    """Note why a dossier could not be packed; harmless when another attempt has taken it."""
    locked = Dossier.objects.select_for_update().get(pk=dossier_id)
    if locked.status != DossierStatus.FROZEN or locked.attempt != attempt:
        return
    locked.status, locked.trouble = DossierStatus.FAILED, reason[:LONGEST_TROUBLE]
    locked.save(update_fields=["status", "trouble"])
    announce(DossierFailed(locked.pk, reason=locked.trouble), about=locked)
