"""Roles, accounts and mandates for tests."""

from datetime import date
from itertools import count
from typing import Any

from metodika.directory.accounts.lifecycle import AccountStatus
from metodika.directory.accounts.models import User
from metodika.directory.mandates.models import Mandate, Role
from metodika.directory.mandates.services import give_mandate
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person
from tests.factories.directory import PersonFactory

PASSWORD = "пять слонов идут домой"
_NUMBERS = count(1)
FIRST = date(2020, 1, 1)
EVERY_LEVEL = ["region", "municipality", "institution", "unit", "self"]


def make_role(*may: str, code: str = "", levels: list[str] | None = None) -> Role:
    number = next(_NUMBERS)
    return Role.objects.create(
        code=code or f"role-{number}", title=f"Роль {number}", description="Для проверки",
        levels=levels or EVERY_LEVEL, permissions=list(may),
    )  # fmt: skip


def make_user(
    *may: str, at: Organisation | None = None, person: Person | None = None, login: str = "", **fields: Any
) -> User:
    """An account that signs in by PASSWORD; with a role of these permissions there, if a place is named."""
    fields.setdefault("status", AccountStatus.ACTIVE)
    person = person or PersonFactory()
    user = User(login=login or f"user-{next(_NUMBERS)}", person=person, **fields)
    user.set_password(PASSWORD)
    user.save()
    if at is not None:
        give(person, make_role(*may), at)
    return user


def make_administrator(login: str = "chief") -> User:
    user = User(login=login, is_administrator=True)
    user.set_password(PASSWORD)
    user.save()
    return user


def give(
    person: Person,
    role: Role,
    at: Organisation,
    *,
    since: date = FIRST,
    until: date | None = None,
    **more: Any,
) -> Mandate:
    days = {"starts_on": since, "ends_on": until}
    return give_mandate(person, role=role, organisation=at, **days, by=None, **more)
