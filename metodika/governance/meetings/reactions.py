from metodika.core.access import RuleBroken
from metodika.core.events import announce, later
from metodika.directory.records.events import RecordFiled, RecordSigned
from metodika.directory.records.lifecycle import WRITTEN_KINDS
from metodika.directory.records.models import Record
from metodika.directory.records.services import enter_order
from metodika.directory.staff.events import PeopleMerged
from metodika.governance.bodies.events import BodyJoined
from metodika.governance.meetings.events import OrderApprovedNothing, PrintingStarted, PrintingWentOn
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.services.joining import hand_business_over
from metodika.governance.meetings.services.minutes import note_filed, note_signed
from metodika.governance.meetings.services.orders import approve_by_order
from metodika.governance.meetings.services.people import move_sessions
from metodika.governance.meetings.services.printings import pass_on, print_next

# Half a minute of work: letters and other jobs have their turn in between.
PORTION = 100
MINUTES = ("meetings.minutes", "meetings.session")


def sign_session(event: RecordSigned) -> None:
    if (event.kind, event.subject) == MINUTES and event.subject_id is not None:
        note_signed(session_id=event.subject_id)


def approve_what_is_signed(event: RecordSigned) -> None:
    if event.kind not in WRITTEN_KINDS or event.subject != "meetings.session" or event.subject_id is None:
        return
    session = Session.objects.get(pk=event.subject_id)
    order = Record.objects.get(pk=event.record_id)
    enter_order(order, by=None)
    try:
        approve_by_order(session, order, by=None)
    except RuleBroken as refusal:
        # A signature stands also when a person has approved or returned the decisions by hand meanwhile.
        announce(
            OrderApprovedNothing(session.pk, session.body_id, order.pk, str(refusal)), by=None, about=session
        )


def file_session(event: RecordFiled) -> None:
    if (event.kind, event.subject) == MINUTES and event.subject_id is not None:
        note_filed(session_id=event.subject_id)


def hand_sessions_over(event: PeopleMerged) -> None:
    move_sessions(source_id=event.dropped_id, target_id=event.kept_id)


def hand_body_over(event: BodyJoined) -> None:
    hand_business_over(body_id=event.body_id, into_id=event.into_id)


def go_on_printing(event: PrintingStarted | PrintingWentOn) -> None:
    # Each session is a transaction of its own: what a killed worker has printed is not printed again.
    for _place in range(PORTION):
        if not print_next(event.printing_id, portion=event.portion):
            break
    pass_on(event.printing_id, portion=event.portion)


REACTIONS = {
    RecordSigned: [sign_session, approve_what_is_signed],
    RecordFiled: [file_session],
    PeopleMerged: [hand_sessions_over],
    BodyJoined: [hand_body_over],
    PrintingStarted: [later(go_on_printing)],
    PrintingWentOn: [later(go_on_printing)],
}
