"""Every write of the area, by noun."""

from metodika.directory.records.rules import Signer
from metodika.directory.records.services.acknowledgements import (
    acknowledge,
    acknowledge_on_paper,
    note_seen,
    send_for_acknowledgement,
)
from metodika.directory.records.services.acts import enter_order
from metodika.directory.records.services.cases import (
    change_case,
    close_case,
    destroy_records,
    file_record,
    hold_record,
    open_case,
    propose_destruction,
    release_record,
)
from metodika.directory.records.services.numbers import (
    cancel_number,
    register_record,
    set_pattern,
    take_number,
)
from metodika.directory.records.services.people import move_papers
from metodika.directory.records.services.qualified import attach_qualified
from metodika.directory.records.services.records import change_record, draft_record, publish_record
from metodika.directory.records.services.reminders import remind_of_acknowledgements, remind_of_signatures
from metodika.directory.records.services.signatures import refuse_signature, sign_on_paper, sign_simply
from metodika.directory.records.services.signers import ask_signatures, release_signer, substitute_signer
from metodika.directory.records.services.templates import load_template, retire_template
from metodika.directory.records.services.texts import draft_order, write_order, write_text
from metodika.directory.records.services.versions import issue_version

__all__ = [
    "Signer",
    "acknowledge",
    "acknowledge_on_paper",
    "ask_signatures",
    "attach_qualified",
    "cancel_number",
    "change_case",
    "change_record",
    "close_case",
    "destroy_records",
    "draft_order",
    "draft_record",
    "enter_order",
    "file_record",
    "hold_record",
    "issue_version",
    "load_template",
    "move_papers",
    "note_seen",
    "open_case",
    "propose_destruction",
    "publish_record",
    "refuse_signature",
    "register_record",
    "release_record",
    "release_signer",
    "remind_of_acknowledgements",
    "remind_of_signatures",
    "retire_template",
    "send_for_acknowledgement",
    "set_pattern",
    "sign_on_paper",
    "sign_simply",
    "substitute_signer",
    "take_number",
    "write_order",
    "write_text",
]
