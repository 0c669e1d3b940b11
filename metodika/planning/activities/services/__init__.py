"""Every write of the area, by noun."""

from metodika.planning.activities.rules.seats import Limits
from metodika.planning.activities.services.attendance import (
    check_in,
    check_in_online,
    correct_attendance,
    mark_present,
    type_sheet,
)
from metodika.planning.activities.services.certificates import (
    Signer,
    issue_certificate,
    issue_next,
    pass_on,
    reissue_certificate,
    resume_run,
    start_run,
    void_certificate,
)
from metodika.planning.activities.services.external import Outing, add_outings, record_external
from metodika.planning.activities.services.feedback import give_feedback
from metodika.planning.activities.services.feeds import close_feed, open_feed, renew_feed
from metodika.planning.activities.services.people import move_rows
from metodika.planning.activities.services.planning import (
    CARD,
    Named,
    add_line,
    announce_event,
    cancel_event,
    change_event,
    close_registration,
    drop_line,
    hold_event,
    move_event,
    plan_event,
    reopen_event,
    report_event,
)
from metodika.planning.activities.services.registration import cancel_registration, register_people

__all__ = [
    "CARD",
    "Limits",
    "Named",
    "Outing",
    "Signer",
    "add_line",
    "add_outings",
    "announce_event",
    "cancel_event",
    "cancel_registration",
    "change_event",
    "check_in",
    "check_in_online",
    "close_feed",
    "close_registration",
    "correct_attendance",
    "drop_line",
    "give_feedback",
    "hold_event",
    "issue_certificate",
    "issue_next",
    "mark_present",
    "move_event",
    "move_rows",
    "open_feed",
    "pass_on",
    "plan_event",
    "record_external",
    "register_people",
    "reissue_certificate",
    "renew_feed",
    "reopen_event",
    "report_event",
    "resume_run",
    "start_run",
    "type_sheet",
    "void_certificate",
]
