"""Telling people, holding mass letters back, sending and digesting."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from metodika.core.access import RuleBroken
from metodika.core.audit.journal import moment_of
from metodika.core.events import Event
from metodika.core.events.bus import told_entry
from metodika.core.events.sentences import sentences_of
from metodika.core.notices.declared import MASS, Told, told_events
from metodika.core.notices.delivery import deliver
from metodika.core.notices.models import Batch, BatchStatus, Channel, Letter, LetterStatus, Notice, Preference

SUBJECT_LENGTH = 300
AT_ONCE = 1000


@transaction.atomic
def tell(event: Event) -> None:
    """Tell everybody whom the event concerns, each in the way that he prefers.

    The second run of the same job tells nobody twice. However late the job runs, a notice bears the moment
    of its announcement.
    """
    told = told_events()[type(event)]
    entry = told_entry.get()
    users = {user.pk: user for user in told.to(event) if user.is_active}
    already = Notice.objects.filter(entry=entry, key=event.key()) if entry else Notice.objects.none()
    told_before = set(already.values_list("recipient_id", flat=True))
    waiting = [user for pk, user in users.items() if pk not in told_before]
    ways, moment = _ways(waiting, told), moment_of(entry) or timezone.now()
    notices = [
        Notice(
            recipient=user,
            key=event.key(),
            parameters=event.parameters(),
            url=told.url(event),
            entry=entry,
            created_at=moment,
            for_digest=ways[user.pk] == Channel.DIGEST,
        )
        for user in waiting
        if ways[user.pk] != Channel.NONE
    ]
    Notice.objects.bulk_create(notices, batch_size=AT_ONCE)
    _write_letters(event, [notice for notice in notices if ways[notice.recipient.pk] == Channel.LETTER])


def _ways(users: Sequence[Any], told: Told) -> dict[int, str]:
    chosen = Preference.objects.filter(user__in=users, group=told.group).values_list("user_id", "channel")
    return {user.pk: told.how for user in users} | dict(chosen)


def _write_letters(event: Event, notices: Sequence[Notice]) -> None:
    addressed = [notice for notice in notices if notice.recipient.email]
    is_mass = len(addressed) >= MASS
    batch = Batch.objects.create(key=event.key(), parameters=event.parameters()) if is_mass else None
    said: dict[str, str] = {}
    for notice in addressed:
        language = notice.recipient.language
        if language not in said:
            said[language] = _sentence(notice, language)
    status = LetterStatus.HELD if is_mass else LetterStatus.READY
    letters = Letter.objects.bulk_create(
        [_letter(notice, said[notice.recipient.language], batch, status) for notice in addressed],
        batch_size=AT_ONCE,
    )
    if not is_mass:
        _send_all(letters)


def _sentence(notice: Notice, language: str) -> str:
    with override(language or None):
        return sentences_of([notice])[0]


def _letter(notice: Notice, sentence: str, batch: Batch | None, status: str) -> Letter:
    return Letter(
        batch=batch,
        recipient=notice.recipient,
        address=notice.recipient.email,
        # A title with a line break would be taken for another head of the letter.
        subject=" ".join(sentence.split())[:SUBJECT_LENGTH],
        text=_with_link(sentence, notice.url),
        status=status,
    )


def _with_link(text: str, url: str) -> str:
    """Add where to look it up; an installation that does not know its own address adds nothing."""
    return f"{text}\n\n{settings.ADDRESS}{url}" if settings.ADDRESS and url else text


def _send_all(letters: Sequence[Letter]) -> None:
    for letter in letters:
        deliver.defer(letter=letter.pk)


@transaction.atomic
def release_batch(batch: Batch, *, by: Any) -> int:
    """Let the held letters leave and return how many. Raises RuleBroken when that was decided before."""
    locked = _undecided(batch)
    letters = list(locked.letters.filter(status=LetterStatus.HELD))
    locked.letters.filter(status=LetterStatus.HELD).update(status=LetterStatus.READY)
    _decide(locked, BatchStatus.RELEASED, by)
    _send_all(letters)
    return len(letters)


@transaction.atomic
def drop_batch(batch: Batch, *, by: Any) -> None:
    """Drop the held letters; the notices under the bell stay. Raises RuleBroken when decided before."""
    locked = _undecided(batch)
    locked.letters.filter(status=LetterStatus.HELD).update(status=LetterStatus.DROPPED)
    _decide(locked, BatchStatus.DROPPED, by)


def _undecided(batch: Batch) -> Batch:
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    if locked.status != BatchStatus.WAITING:
        raise RuleBroken(_("These letters have been decided upon already: %(status)s.") % {
            "status": locked.get_status_display().lower()
        })  # fmt: skip
    return locked


def _decide(batch: Batch, status: str, by: Any) -> None:
    batch.status, batch.decided_at, batch.decided_by = status, timezone.now(), by
    batch.save(update_fields=["status", "decided_at", "decided_by"])


@transaction.atomic
def read_notices(user: Any, *, numbers: Sequence[int] | None = None) -> int:
    """Mark the person's notices as read, all of them unless numbers are given; return how many."""
    unread = Notice.objects.filter(recipient=user, read_at=None)
    if numbers is not None:
        unread = unread.filter(pk__in=numbers)
    return unread.update(read_at=timezone.now())


@transaction.atomic
def choose_channels(user: Any, channels: Mapping[str, str]) -> None:
    """Remember how the person wants to be told of each group of things, at once."""
    Preference.objects.bulk_create(
        [Preference(user=user, group=group, channel=channel) for group, channel in channels.items()],
        update_conflicts=True,
        unique_fields=["user", "group"],
        update_fields=["channel"],
    )


@transaction.atomic
def write_digests(*, now: datetime, hour: int) -> int:
    """Write one letter to each person with something unread and unsent, newest first; return how many.

    Only people whose own clock shows the given hour get theirs now, so that it comes in the morning
    everywhere. Notices read meanwhile are left out.
    """
    pending = Notice.objects.select_for_update().filter(for_digest=True).order_by("-created_at")
    users = (
        get_user_model()
        ._default_manager.filter(pk__in=pending.values("recipient_id"))
        .prefetch_related(Prefetch("notices", queryset=pending, to_attr="pending"))
    )
    zones = zones_of([user.pk for user in users])
    letters = [_digest(user) for user in users if timezone.localtime(now, zones[user.pk]).hour == hour]
    done = [letter.recipient.pk for letter in letters]
    Notice.objects.filter(recipient_id__in=done, for_digest=True).update(for_digest=False)
    written = Letter.objects.bulk_create([letter for letter in letters if letter.address and letter.text])
    _send_all(written)
    return len(written)


def zones_of(users: Sequence[int]) -> dict[int, ZoneInfo]:
    """Return the time zone of each user; settings.ZONE_PROVIDER names who knows, in a storey above."""
    usual = settings.TIME_ZONE
    known: dict[int, str] = import_string(settings.ZONE_PROVIDER)(users)
    return {user: ZoneInfo(known.get(user) or usual) for user in users}


@transaction.atomic
def send_again(letter: Letter) -> None:
    """Put a letter that could not be delivered back on its way. Raises RuleBroken for any other letter."""
    locked = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if locked.status != LetterStatus.FAILED:
        raise RuleBroken(_("Only a letter that could not be delivered is sent again."))
    locked.status, locked.tries, locked.last_error = LetterStatus.READY, 0, ""
    locked.save(update_fields=["status", "tries", "last_error"])
    deliver.defer(letter=locked.pk)


def _digest(user: Any) -> Letter:
    unread = [notice for notice in user.pending if notice.read_at is None]
    with override(user.language or None):
        lines = [f"— {line}" for line in sentences_of(unread)]
        subject = ngettext(
            "Metodika: %(count)d piece of news", "Metodika: %(count)d pieces of news", len(unread)
        )
        subject %= {"count": len(unread)}
    text = _with_link("\n".join(lines), reverse("notices:inbox")) if lines else ""
    return Letter(recipient=user, address=user.email, subject=subject, text=text)
