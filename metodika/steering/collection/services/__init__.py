"""Everything that is done with forms, campaigns and answers, by whichever way it is asked for."""

from metodika.steering.collection.services.answers import (
    ExplanationNeeded,
    accept_answers,
    attach_file,
    begin_answers,
    return_answers,
    save_answers,
    submit_answers,
)
from metodika.steering.collection.services.campaigns import (
    change_campaign,
    close_campaign,
    drop_campaign,
    freeze_campaign,
    make_campaign,
    open_campaign,
    remind_silent,
    remind_where_due,
    reopen_campaign,
    undo_closing,
)
from metodika.steering.collection.services.forms import (
    change_form,
    drop_field,
    lay_form_aside,
    make_form,
    move_field,
    put_checks,
    put_field,
    take_ready_form,
)
from metodika.steering.collection.services.sheets import load_answers

__all__ = [
    "ExplanationNeeded",
    "accept_answers",
    "attach_file",
    "begin_answers",
    "change_campaign",
    "change_form",
    "close_campaign",
    "drop_campaign",
    "drop_field",
    "freeze_campaign",
    "lay_form_aside",
    "load_answers",
    "make_campaign",
    "make_form",
    "move_field",
    "open_campaign",
    "put_checks",
    "put_field",
    "remind_silent",
    "remind_where_due",
    "reopen_campaign",
    "return_answers",
    "save_answers",
    "submit_answers",
    "take_ready_form",
    "undo_closing",
]
