from django.db.transaction import atomic

from metodika.directory.records.models import Acknowledgement, SignatureRequest


@atomic
def move_papers(*, source_id: int, target_id: int) -> None:
    """Hand requests to sign and acknowledgements of a merged card over to the card that stays.

    Where both cards were asked the same thing, the row of the card that stays holds; what was signed or
    acknowledged under the other card stays with it, as it was.
    """
    kept = SignatureRequest.objects.filter(person_id=target_id)
    asked = set(kept.values_list("rendition", "capacity"))
    for request in SignatureRequest.objects.select_for_update(of=("self",)).filter(person_id=source_id):
        if (request.rendition_id, request.capacity) not in asked:
            request.person_id = target_id
            request.save(update_fields=["person"])
    sent = set(Acknowledgement.objects.filter(person_id=target_id).values_list("dispatch", flat=True))
    moved = Acknowledgement.objects.filter(person_id=source_id).exclude(dispatch__in=sent)
    moved.update(person_id=target_id)
