from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from metodika.core.audit.journal import entries_about
from metodika.core.web import ReasonForm, Table
from metodika.core.web.endpoints import Area, Ref, Schema, With, checked
from metodika.directory.accounts import queries, services
from metodika.directory.accounts.forms import InviteForm
from metodika.directory.accounts.models import Invitation, User
from metodika.directory.accounts.tables import (
    JournalTable,
    PeopleToInviteTable,
    UserTable,
    in_words,
    shown_login,
)
from metodika.directory.mandates.queries import people_seen_by

area = Area("accounts")


class UserOut(Schema):
    id: int
    name: str
    login: str | None
    email: str
    person: Ref | None
    status: str
    status_reason: str
    language: str
    is_administrator: bool
    last_login: datetime | None

    @staticmethod
    def resolve_name(user: User) -> str:
        return str(user)

    @staticmethod
    def resolve_login(user: User) -> str | None:
        return shown_login(user)


class ListedUser(UserOut):
    has_second_factor: bool


class EntryOut(Schema):
    id: int
    happened_at: datetime
    by: Ref | None
    key: str
    sentence: str


class UserCard(ListedUser):
    sessions: int
    history: list[EntryOut]


class InvitationOut(Schema):
    user: UserOut
    email: str
    expires_at: datetime
    link: str


@area.list("/users", "accounts.list_users", gives=ListedUser, table=UserTable)
def list_users(request: HttpRequest, table: Table) -> Any:
    return queries.users_seen_by(request.user)


@area.get("/users/{int:pk}", "accounts.list_users", User, gives=UserCard)
def show_user(request: HttpRequest, user: User) -> With:
    user = queries.users_seen_by(request.user).get(pk=user.pk)
    entries = entries_about(user).select_related("by__person")[:50]
    return With(user, sessions=len(queries.sessions_of(user)), history=in_words(list(entries)))


@area.list("/people-to-invite", "accounts.invite_user", gives=Ref, table=PeopleToInviteTable)
def list_people_to_invite(request: HttpRequest, table: Table) -> Any:
    return queries.people_to_invite(request.user, table.filter_form.value("q") or "")


def _with_link(request: HttpRequest, invitation: Invitation) -> dict[str, Any]:
    return {
        "user": invitation.user,
        "email": invitation.email,
        "expires_at": invitation.expires_at,
        "link": request.build_absolute_uri(queries.address_of_invitation(invitation)),
    }


@area.post(
    "/people/{int:person_pk}/invitation", "accounts.invite_user",
    form=InviteForm, gives=InvitationOut, status=201,
)  # fmt: skip
def invite_user(request: HttpRequest, person_pk: int) -> dict[str, Any]:
    person = get_object_or_404(people_seen_by(request.user), pk=person_pk)
    form = checked(InviteForm.of(request, initial={"email": person.email}))
    return _with_link(request, services.invite_user(person, **form.values(), by=request.user))


@area.post("/users/{int:pk}/invitation", "accounts.invite_user", User, gives=InvitationOut, status=201)
def renew_invitation(request: HttpRequest, user: User) -> dict[str, Any]:
    return _with_link(request, services.renew_invitation(user, by=request.user))


@area.post("/users/{int:pk}/suspend", "accounts.suspend_user", User, form=ReasonForm, gives=UserOut)
def suspend_user(request: HttpRequest, user: User) -> User:
    return services.suspend_user(user, **checked(ReasonForm.of(request)).values(), by=request.user)


@area.post("/users/{int:pk}/reactivate", "accounts.suspend_user", User, gives=UserOut)
def reactivate_user(request: HttpRequest, user: User) -> User:
    return services.reactivate_user(user, by=request.user)


@area.post("/users/{int:pk}/close", "accounts.suspend_user", User, form=ReasonForm, gives=UserOut)
def close_user(request: HttpRequest, user: User) -> User:
    return services.close_user(user, **checked(ReasonForm.of(request)).values(), by=request.user)


@area.post(
    "/users/{int:pk}/reset-second-factor", "accounts.suspend_user", User, form=ReasonForm, gives=UserOut
)
def reset_second_factor(request: HttpRequest, user: User) -> User:
    return services.reset_second_factor(user, **checked(ReasonForm.of(request)).values(), by=request.user)


@area.list("/journal", "accounts.view_journal", gives=EntryOut, table=JournalTable, shape=in_words)
def list_entries(request: HttpRequest, table: Table) -> Any:
    return queries.journal_of(request.user)
