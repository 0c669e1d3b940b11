"""What others and the pages ask about accounts, by noun."""

from metodika.directory.accounts.queries.consents import (
    PurposeOfPerson,
    consent_in_force,
    current_text,
    purposes_of_person,
)
from metodika.directory.accounts.queries.invitations import (
    address_of_invitation,
    invitation_by_key,
    why_closed,
)
from metodika.directory.accounts.queries.journal import LAST_VISIT, journal_of, last_visit_of
from metodika.directory.accounts.queries.own_data import (
    OwnSection,
    own_data,
    requests_of_person,
    requests_to_answer,
)
from metodika.directory.accounts.queries.proofs import has_codes, is_own_code, is_own_password
from metodika.directory.accounts.queries.recipients import account_numbered, answerers_of_request
from metodika.directory.accounts.queries.tokens import limited_user_by_token, tokens_of, user_by_token
from metodika.directory.accounts.queries.users import (
    account_of,
    demo_accounts,
    demo_places,
    may_decide,
    open_invitation,
    people_to_invite,
    rights_beyond,
    sessions_of,
    user_by_claims,
    user_by_login,
    users_seen_by,
)
from metodika.directory.accounts.queries.zones import zones_of_users

__all__ = [
    "LAST_VISIT",
    "OwnSection",
    "PurposeOfPerson",
    "account_numbered",
    "account_of",
    "address_of_invitation",
    "answerers_of_request",
    "consent_in_force",
    "current_text",
    "demo_accounts",
    "demo_places",
    "has_codes",
    "invitation_by_key",
    "is_own_code",
    "is_own_password",
    "journal_of",
    "last_visit_of",
    "limited_user_by_token",
    "may_decide",
    "open_invitation",
    "own_data",
    "people_to_invite",
    "purposes_of_person",
    "requests_of_person",
    "requests_to_answer",
    "rights_beyond",
    "sessions_of",
    "tokens_of",
    "user_by_claims",
    "user_by_login",
    "user_by_token",
    "users_seen_by",
    "why_closed",
    "zones_of_users",
]
