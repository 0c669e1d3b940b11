from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse

from metodika.core.web.endpoints import Ref, Schema
from metodika.planning.activities.models import Certificate, Feed


class EventOut(Schema):
    id: int
    host: Ref
    body: Ref | None
    kind: str
    kind_title: str
    title: str
    about: str
    level: str
    form: str
    starts_on: date
    ends_on: date
    begins: time | None
    ends: time | None
    place: str
    hours: Decimal | None
    audience: str
    topic: str
    competences: str
    basis: str
    until: date | None
    status: str
    is_external: bool
    organiser: str
    announced_on: date | None
    moved_from: date | None
    result: str
    reason: str
    version: int


class EventListedOut(EventOut):
    quota: int | None
    taken: int | None
    waiting: int | None
    came: int | None


class SpeakerOut(Schema):
    id: int
    person: Ref | None
    guest: str
    part: str


class ProgrammeLineOut(Schema):
    id: int
    on: date
    begins: time | None
    title: str
    speakers: list[SpeakerOut]

    @staticmethod
    def resolve_speakers(line: Any) -> list[Any]:
        return list(line.speakers.all())


class SeatsOut(Schema):
    quota: int | None
    per_institution: int | None
    taken: int


class EventCardOut(Schema):
    event: EventOut
    seats: SeatsOut
    programme: list[ProgrammeLineOut]


class RegistrationOut(Schema):
    id: int
    person: Ref
    organisation: Ref | None
    status: str
    remote: bool
    registered_at: datetime


class EventAttendanceOut(Schema):
    id: int
    person: Ref
    organisation: Ref | None
    way: str
    remote: bool
    on: list[date]
    hours: Decimal | None
    result: str
    is_void: bool
    corrected_because: str


class AnswerOut(Schema):
    score: int
    words: str


class EventOpinionOut(Schema):
    count: int
    mean: float | None
    marks: list[tuple[int, int]]
    words: list[tuple[int, str]]


class CertificateOut(Schema):
    id: int
    person: Ref
    kind: str
    number: str
    code: str
    issued_on: date
    void_because: str
    address: str

    @staticmethod
    def resolve_address(row: Certificate) -> str:
        return f"{settings.ADDRESS}{reverse('check-certificate', args=[row.code])}"


class CertificateRunOut(Schema):
    id: int
    kind: str
    all_count: int
    done_count: int
    refused_count: int
    finished_at: datetime | None


class FeedOut(Schema):
    id: int
    kind: str
    body: Ref | None
    organisation: Ref | None
    address: str

    @staticmethod
    def resolve_address(row: Feed) -> str:
        return f"{settings.ADDRESS}{reverse('activities:read-feed', args=[row.secret])}"
