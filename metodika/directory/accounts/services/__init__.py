"""Every write of the area, by noun."""

from metodika.directory.accounts.services.consents import (
    give_consent,
    move_papers,
    publish_consent_text,
    withdraw_consent,
)
from metodika.directory.accounts.services.data_requests import (
    answer_data_request,
    ask_about_data,
    take_data_request,
)
from metodika.directory.accounts.services.erasing import fulfil_erasure
from metodika.directory.accounts.services.invitations import accept_invitation, invite_user, renew_invitation
from metodika.directory.accounts.services.proofs import forget_proof_tries, note_proof_try
from metodika.directory.accounts.services.sessions import sign_out_everywhere
from metodika.directory.accounts.services.tokens import issue_token, note_use_of_token, revoke_token
from metodika.directory.accounts.services.users import (
    activate_user,
    choose_language,
    close_user,
    create_account,
    create_administrator,
    move_account,
    reactivate_user,
    reset_second_factor,
    suspend_user,
)

__all__ = [
    "accept_invitation",
    "activate_user",
    "answer_data_request",
    "ask_about_data",
    "choose_language",
    "close_user",
    "create_account",
    "create_administrator",
    "forget_proof_tries",
    "fulfil_erasure",
    "give_consent",
    "invite_user",
    "issue_token",
    "move_account",
    "move_papers",
    "note_proof_try",
    "note_use_of_token",
    "publish_consent_text",
    "reactivate_user",
    "renew_invitation",
    "reset_second_factor",
    "revoke_token",
    "sign_out_everywhere",
    "suspend_user",
    "take_data_request",
    "withdraw_consent",
]
