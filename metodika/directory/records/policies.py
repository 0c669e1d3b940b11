from typing import Any

from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted, predicate
from metodika.directory.records.models import Acknowledgement, Record, Rendition, SignatureRequest


@predicate
def is_own(user: Any, target: Any = None) -> bool:
    """Hold for a request to sign and for an acknowledgement that are the person's own."""
    if not isinstance(target, SignatureRequest | Acknowledgement):
        return target is None and user.person_id is not None
    return bool(user.person_id == target.person_id)


@predicate
def is_signer(user: Any, target: Any = None) -> bool:
    """Hold for a record that the person was asked to sign."""
    if user.person_id is None or not isinstance(target, Record | Rendition):
        return False
    record_id = target.pk if isinstance(target, Record) else target.record_id
    return SignatureRequest.objects.filter(record=record_id, person=user.person_id).exists()


PERMISSIONS = {
    "records.view_record": granted | is_signer,
    "records.list_records": granted,
    "records.write_record": granted,
    "records.register_record": granted,
    "records.publish_record": granted,
    "records.collect_signatures": granted,
    "records.sign_record": is_own,
    "records.view_series": granted,
    "records.change_series": granted,
    "records.view_case": granted,
    "records.manage_cases": granted,
    "records.hold_record": granted,
    "records.destroy_records": granted,
    "records.view_dispatch": granted,
    "records.send_dispatch": granted,
    "records.acknowledge": is_own,
    "records.manage_templates": granted,
}

WORDS = {
    "records.view_record": _("Read documents of the organisation"),
    "records.list_records": _("Open the register of documents"),
    "records.write_record": _("Draft and print documents"),
    "records.register_record": _("Give numbers to documents and cancel them"),
    "records.publish_record": _("Publish documents"),
    "records.collect_signatures": _("Ask for signatures and check signed papers"),
    "records.sign_record": _("Sign documents that wait for one's own signature"),
    "records.view_series": _("See the lines of numbers"),
    "records.change_series": _("Choose how the numbers of documents look"),
    "records.view_case": _("Open the file plan"),
    "records.manage_cases": _("Keep the file plan: open and close cases, put documents into them"),
    "records.hold_record": _("Forbid and allow the destruction of a document"),
    "records.destroy_records": _("Draw up acts of destruction and carry them out"),
    "records.view_dispatch": _("See who has acknowledged what"),
    "records.send_dispatch": _("Send documents for acknowledgement and note it on paper"),
    "records.acknowledge": _("Acknowledge what one was sent"),
    "records.manage_templates": _("Load own templates of documents"),
}
