"""Notices and letters for programs."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events.sentences import sentences_of
from metodika.core.notices import queries, services
from metodika.core.notices.forms import PreferencesForm
from metodika.core.notices.models import Channel, Letter
from metodika.core.notices.tables import LetterTable
from metodika.core.web import Table
from metodika.core.web.endpoints import Area, Body, Ref, Schema, checked

area = Area("notices")


class NoticeOut(Schema):
    """One thing told to the person."""

    id: int
    key: str
    sentence: str
    url: str
    created_at: datetime
    read_at: datetime | None


class PreferenceOut(Schema):
    """How the person is told of one group of things."""

    group: str
    title: str
    channel: str


class PreferencesIn(Body):
    """The chosen channel of each group that shall change."""

    channels: dict[str, Channel]


class BatchOut(Schema):
    """Many letters of one announcement."""

    id: int
    key: str
    sentence: str
    status: str
    letter_count: int
    created_at: datetime
    decided_at: datetime | None


class LetterOut(Schema):
    """One letter to one address."""

    id: int
    batch: int | None
    recipient: Ref
    address: str
    subject: str
    text: str
    status: str
    tries: int
    last_error: str
    created_at: datetime
    sent_at: datetime | None

    @staticmethod
    def resolve_batch(letter: Letter) -> int | None:
        return letter.batch_id


class Released(Schema):
    """How many letters leave."""

    letters: int


def _in_words(rows: list[Any]) -> list[dict[str, Any]]:
    return [
        {**{name: value for name, value in row.__dict__.items() if name[0] != "_"}, "sentence": sentence}
        for row, sentence in zip(rows, sentences_of(rows), strict=True)
    ]


@area.list("/notices", "notices.read_own", gives=NoticeOut, shape=_in_words)
def list_notices(request: HttpRequest, _table: None) -> Any:
    return queries.notices_of(request.user)


@area.post("/notices/read", "notices.read_own", status=204)
def read_all(request: HttpRequest) -> None:
    services.read_notices(request.user)


@area.post("/notices/{int:notice_pk}/read", "notices.read_own", status=204)
def read_notice(request: HttpRequest, notice_pk: int) -> None:
    get_object_or_404(queries.notices_of(request.user), pk=notice_pk)
    services.read_notices(request.user, numbers=[notice_pk])


def _preferences(request: HttpRequest) -> list[dict[str, str]]:
    return [
        {"group": group, "title": title, "channel": channel}
        for group, title, channel in queries.preferences_of(request.user)
    ]


@area.list("/notice-preferences", "notices.read_own", gives=PreferenceOut)
def list_preferences(request: HttpRequest, _table: None) -> list[dict[str, str]]:
    return _preferences(request)


@area.post("/notice-preferences", "notices.read_own", takes=PreferencesIn, gives=list[PreferenceOut])
def choose_channels(request: HttpRequest) -> list[dict[str, str]]:
    current = queries.preferences_of(request.user)
    request.entered = {group: str(way) for group, way in request.entered["channels"].items()}  # type: ignore[attr-defined]  # what was sent
    unknown = request.entered.keys() - {group for group, _title, _channel in current}  # type: ignore[attr-defined]  # as above
    if unknown:
        raise RuleBroken(_("There are no such notices: %(groups)s.") % {"groups": ", ".join(sorted(unknown))})
    form = checked(PreferencesForm.of(request, current=current))
    services.choose_channels(request.user, form.values())
    return _preferences(request)


@area.list("/letters", "notices.view_outbox", gives=LetterOut, table=LetterTable)
def list_letters(request: HttpRequest, table: Table) -> Any:
    return queries.letters()


@area.post("/letters/{int:letter_pk}/again", "notices.send_outbox", status=204)
def send_again(request: HttpRequest, letter_pk: int) -> None:
    services.send_again(get_object_or_404(queries.letters(), pk=letter_pk))


@area.list("/letter-batches", "notices.view_outbox", gives=BatchOut, shape=_in_words)
def list_batches(request: HttpRequest, _table: None) -> Any:
    return queries.batches()


@area.get("/letter-batches/{int:batch_pk}", "notices.view_outbox", gives=BatchOut)
def show_batch(request: HttpRequest, batch_pk: int) -> dict[str, Any]:
    return _in_words([get_object_or_404(queries.batches(), pk=batch_pk)])[0]


@area.post("/letter-batches/{int:batch_pk}/release", "notices.send_outbox", gives=Released)
def release(request: HttpRequest, batch_pk: int) -> dict[str, int]:
    batch = get_object_or_404(queries.batches(), pk=batch_pk)
    return {"letters": services.release_batch(batch, by=request.user)}


@area.post("/letter-batches/{int:batch_pk}/drop", "notices.send_outbox", status=204)
def drop(request: HttpRequest, batch_pk: int) -> None:
    services.drop_batch(get_object_or_404(queries.batches(), pk=batch_pk), by=request.user)
