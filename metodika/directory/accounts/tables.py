from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any, ClassVar

from django.core.paginator import Page
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metodika.core.audit.models import JournalEntry
from metodika.core.events import kinds_of_entries, sentences_of
from metodika.core.language.alphabet import normalise
from metodika.core.web import Choice, Column, Empty, Flag, Period, Search, Status, Table
from metodika.core.web.values import Tone
from metodika.directory.accounts.lifecycle import (
    OPEN_REQUESTS,
    AccountStatus,
    DataRequestKind,
    DataRequestStatus,
)
from metodika.directory.accounts.models import DataRequest, User, UserQuerySet

BATCH = 500
ACCOUNT_TONES: dict[str, Tone] = {
    AccountStatus.INVITED: "waiting",
    AccountStatus.ACTIVE: "good",
    AccountStatus.SUSPENDED: "warning",
    AccountStatus.CLOSED: "neutral",
}
REQUEST_TONES: dict[str, Tone] = {
    DataRequestStatus.RECEIVED: "waiting",
    DataRequestStatus.IN_WORK: "info",
    DataRequestStatus.ANSWERED: "good",
    DataRequestStatus.REFUSED: "neutral",
}


def account_status(user: User) -> Status:
    return Status(user.get_status_display(), ACCOUNT_TONES[user.status])


def shown_login(user: User) -> str | None:
    return None if user.status == AccountStatus.INVITED else user.login


def request_status(request: DataRequest) -> Status:
    if request.status in OPEN_REQUESTS and request.due_on < timezone.localdate():
        return Status(_("Overdue"), "bad")
    return Status(request.get_status_display(), REQUEST_TONES[request.status])


def named(rows: UserQuerySet, words: str) -> UserQuerySet:
    for word in normalise(words).split():
        rows = rows.filter(
            Q(person__sort_key__contains=word) | Q(login__icontains=word) | Q(email__icontains=word)
        )
    return rows


class UserTable(Table):
    columns: ClassVar = [
        Column(
            "name",
            _("Surname, first name, patronymic"),
            str,
            url="accounts:show-user",
            sort=("person__sort_key", "login"),
        ),
        Column("login", _("Login"), shown_login, sort="login"),
        Column("email", _("E-mail"), sort="email", shown=False),
        Column("status", _("Status"), account_status, sort="status"),
        Column("has_second_factor", _("Second factor")),
        Column("last_login", _("Last sign-in"), sort="last_login"),
    ]
    filters: ClassVar = [
        Search("q", apply=named, hint=_("Name, login or e-mail")),
        Choice("status", _("Status"), "status", choices=AccountStatus.choices),
        Flag(
            "without_factor",
            _("Without a second factor"),
            lambda rows, _value: rows.filter(has_second_factor=False),
        ),
    ]
    empty: ClassVar = Empty(
        _("Nobody has an account yet"),
        _("Here it is seen who can sign in. Invite the first person: the link goes by letter or by hand."),
        _("Invite a person"),
        "/accounts/invite/",
        icon="users",
    )
    order: ClassVar = "name"
    key: ClassVar = "users"
    export_name: ClassVar = "accounts"


class PeopleToInviteTable(Table):
    columns: ClassVar = [Column("name", _("Name"), str, sort="sort_key")]
    # The words are read by the query: without them nobody is listed.
    filters: ClassVar = [Search("q", apply=lambda rows, _words: rows, hint=_("Name"))]
    order: ClassVar = "name"


def by_days(rows: Any, days: tuple[date | None, date | None]) -> Any:
    since, until = days
    if since is not None:
        rows = rows.filter(happened_at__date__gte=since)
    return rows if until is None else rows.filter(happened_at__date__lte=until)


def by_whom(rows: Any, words: str) -> Any:
    for word in normalise(words).split():
        rows = rows.filter(Q(by__person__sort_key__contains=word) | Q(by__login__icontains=word))
    return rows


def in_words(entries: list[JournalEntry]) -> list[JournalEntry]:
    for entry, sentence in zip(entries, sentences_of(entries, as_history=True), strict=True):
        entry.sentence = sentence  # type: ignore[attr-defined]  # for the column of this table
    return entries


class JournalTable(Table):
    columns: ClassVar = [
        Column("happened_at", _("When"), sort="happened_at"),
        Column("by", _("Who"), lambda entry: entry.by or _("the system")),
        Column("sentence", _("What happened")),
    ]
    filters: ClassVar = [
        Search("q", label=_("Who"), apply=by_whom, hint=_("Name or login")),
        Choice("kind", _("What happened"), "key", choices=kinds_of_entries),
        Period("days", _("When"), by_days),
    ]
    empty: ClassVar = Empty(
        _("Nothing has happened yet"), _("Every act will be seen here: who did what, and when.")
    )
    order: ClassVar = "-happened_at"
    key: ClassVar = "journal"
    export_name: ClassVar = "journal"

    @cached_property
    def page(self) -> Page[Any]:
        page = super().page
        # All sentences of a page at once: names of rows are asked for by kind, not one by one.
        page.object_list = in_words(list(page.object_list))
        return page

    def export_rows(self) -> Iterable[list[object]]:
        waiting = self.rows.iterator(chunk_size=BATCH)
        while entries := list(islice(waiting, BATCH)):
            for entry in in_words(entries):
                yield [entry.happened_at, str(entry.by or _("the system")), entry.sentence]  # type: ignore[attr-defined]  # set above


class RequestTable(Table):
    columns: ClassVar = [
        Column("person", _("Person"), url="accounts:show-request", sort="person__sort_key"),
        Column("kind", _("Request"), "get_kind_display", sort="kind"),
        Column("created_at", _("Received"), sort="created_at"),
        Column("due_on", _("Answer by"), sort="due_on"),
        Column("status", _("Status"), request_status),
    ]
    filters: ClassVar = [
        Choice("kind", _("Request"), "kind", choices=DataRequestKind.choices),
        Choice("status", _("Status"), "status", choices=DataRequestStatus.choices),
    ]
    empty: ClassVar = Empty(
        _("No requests"),
        _("When a person asks to see, correct or erase own data, it appears here with its last day."),
    )
    order: ClassVar = "due_on"
    key: ClassVar = "requests"
    export_name: ClassVar = "data-requests"
