"""Certificates: one, many by a job that survives its worker, a new one instead of a wrong one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

from django.core.files.base import ContentFile
from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.events import Event as Announcement
from metodika.core.events import announce
from metodika.core.files.uploads import store_upload
from metodika.directory.records.services import take_number
from metodika.directory.staff.models import Person
from metodika.planning.activities import queries
from metodika.planning.activities.documents import certificate_files, places_of_certificate
from metodika.planning.activities.events import CertificateVoided, RunFinished, RunStarted, RunWentOn
from metodika.planning.activities.lifecycle import PRESENTS, CertificateKind
from metodika.planning.activities.models import Certificate, CertificateRun, CertificateTask, Event
from metodika.planning.activities.rules import codes
from metodika.planning.activities.rules.certificates import may_have
from metodika.planning.activities.services.ground import needed

LINE = "activities.certificate"
# So many are typeset at once: most of the work on one is the same for all.
TOGETHER = 25
# So long after the last portion its worker is thought to be gone for good.
FORGOTTEN = timedelta(minutes=15)


@dataclass(frozen=True)
class Signer:
    """Whose post and name stand under a certificate."""

    position: str = ""
    name: str = ""


@atomic
def issue_certificate(
    event: Event, *, person: Person, kind: str, signer: Signer | None = None, by: Any
) -> Certificate:
    """Issue a certificate or a letter of thanks with the next number of its line and print it.

    Raises RuleBroken for an event that has not been held, for somebody who was not there or has presented
    nothing, and for a second paper of the kind.
    """
    return _printed([_due(event, person, kind, signer or Signer(), by=by)], by=by)[0]


def _due(event: Event, person: Person, kind: str, signer: Signer, *, by: Any) -> Certificate:
    """Return a certificate to be printed. Raises RuleBroken as issue_certificate does."""
    if not event.has_happened:
        raise RuleBroken(_("Certificates are issued when the event has been held."))
    places = _deserved(event, person, kind)
    if event.certificates.in_force().filter(person=person, kind=kind).exists():
        raise RuleBroken(_("%(person)s has this paper already.") % {"person": person})
    return _drawn(event, person, kind, places, signer, by=by)


def _deserved(event: Event, person: Person, kind: str) -> dict[str, str]:
    """Return the words of a paper. Raises RuleBroken for somebody who may not have it."""
    there = event.attendances.present().filter(person=person).select_related("organisation").first()
    speaking = event.speakers.filter(person=person).select_related("line", "organisation").order_by("pk")
    shown = next((one for one in speaking if one.part in PRESENTS), None)
    fits = may_have(kind, attended=there is not None, presented=shown is not None, has_part=bool(speaking))
    if not fits and there is None:
        raise RuleBroken(
            _("%(person)s is not on the list of those who were at “%(event)s”, so there is no certificate.")
            % {"person": person, "event": event}
        )
    if not fits:
        raise RuleBroken(
            _("%(person)s has presented nothing at “%(event)s” by its programme.")
            % {"person": person, "event": event}
        )
    work = there.organisation if there else speaking[0].organisation
    return places_of_certificate(
        event, person, kind=kind, work=work, hours=there.hours if there else None,
        topic=shown.line.title if shown else "",
    )  # fmt: skip


def _drawn(
    event: Event, person: Person, kind: str, places: dict[str, str], signer: Signer, *,
    replaces: Certificate | None = None, by: Any,
) -> Certificate:  # fmt: skip
    """Return a certificate with the next number of its line and a code, neither printed nor kept yet."""
    on = event.today
    return Certificate(
        event=event,
        person=person,
        kind=kind,
        number=take_number(event.host, kind=LINE, on=on),
        code=codes.drawn(SystemRandom().choice, codes.CERTIFICATE_SIGNS),
        places={**places, "position": signer.position, "signer": signer.name},
        issued_on=on,
        issued_by=account_or_none(by),
        replaces=replaces,
    )


def _printed(drawn: Sequence[Certificate], *, by: Any) -> list[Certificate]:
    """Print certificates together and keep each with its file."""
    for certificate, content in zip(drawn, certificate_files(drawn), strict=True):
        kind, person = CertificateKind(certificate.kind).label, certificate.person.full_name
        name = f"{kind} {certificate.number} {person}.pdf".replace("/", "-")
        certificate.file = store_upload(ContentFile(content, name=name), allowed={"pdf"}, by=by)
        certificate.save()
    return list(drawn)


@atomic
def void_certificate(certificate: Certificate, *, reason: str, by: Any) -> Certificate:
    """Make a certificate void; its number is never given again, its check page says why.

    Raises RuleBroken without a reason and for one that is void already.
    """
    row = Certificate.objects.select_for_update(of=("self",)).select_related("event").get(pk=certificate.pk)
    if row.void_because:
        raise RuleBroken(_("The certificate is void already."))
    row.void_because = needed(reason, _("Say why the certificate becomes void: the reason stays."))
    row.save(update_fields=["void_because"])
    told = CertificateVoided(
        event_id=row.event_id, person_id=row.person_id, number=row.number, reason=row.void_because
    )
    announce(told, by=by, about=row.event)
    return row


@atomic
def void_papers(event: Event, person: int, *, reason: str, by: Any) -> None:
    """Make all certificates of somebody for an event void, but not the thanks to those in its programme."""
    for one in event.certificates.in_force().filter(person=person).exclude(kind=CertificateKind.THANKS):
        void_certificate(one, reason=reason, by=by)


@atomic
def reissue_certificate(certificate: Certificate, *, reason: str, by: Any) -> Certificate:
    """Issue a certificate anew, with the words as they are now, instead of one with a mistake.

    The old one becomes void; the new one has a number of its own. Raises RuleBroken as void_certificate and
    issue_certificate do.
    """
    old = void_certificate(certificate, reason=reason, by=by)
    event, person = queries.event_card(old.event), old.person
    signer = Signer(old.places.get("position", ""), old.places.get("signer", ""))
    places = _deserved(event, person, old.kind)
    return _printed([_drawn(event, person, old.kind, places, signer, replaces=old, by=by)], by=by)[0]


@atomic
def start_run(event: Event, *, kind: str, signer: Signer | None = None, by: Any) -> CertificateRun:
    """Begin to issue papers of a kind to all who may have one and have none; the list is fixed now.

    Raises RuleBroken for an event that has not been held, and when nobody is left.
    """
    if not event.has_happened:
        raise RuleBroken(_("Certificates are issued when the event has been held."))
    people = queries.deserving(event, kind)
    if not people:
        raise RuleBroken(_("There is nobody to whom a paper of this kind is due and who has none."))
    signer = signer or Signer()
    run = CertificateRun.objects.create(
        event=event,
        kind=kind,
        signer=signer.position,
        signer_name=signer.name,
        created_by=account_or_none(by),
    )
    CertificateTask.objects.bulk_create(
        [
            CertificateTask(run=run, place=place, person_id=person)
            for place, person in enumerate(people, start=1)
        ],
        batch_size=1000,
    )
    announce(RunStarted(run_id=run.pk, portion=run.portion, total=len(people)), by=by, about=event)
    return run


@atomic
def issue_next(run_id: int, *, portion: int, most: int = TOGETHER) -> bool:
    """Issue the next papers of a portion, so many together; return whether there were any.

    What is issued stays issued, with its number, whatever comes of the worker. Nothing is done for a portion
    that has been passed on. Whom a rule refuses keeps the sentence and holds nobody up.
    """
    run = CertificateRun.objects.select_related("event__host__municipality", "created_by").get(pk=run_id)
    if run.finished_at is not None or run.portion != portion:
        return False
    waiting = run.tasks.filter(done_at=None).select_for_update(of=("self",), skip_locked=True)
    tasks = list(waiting.select_related("person").order_by("place")[:most])
    drawn = [_drawn_for(task, run) for task in tasks]
    _printed([one for one in drawn if one is not None], by=run.created_by)
    for task in tasks:
        task.done_at = timezone.now()
        task.save(update_fields=["certificate", "refusal", "done_at"])
    return bool(tasks)


def _drawn_for(task: CertificateTask, run: CertificateRun) -> Certificate | None:
    """Draw the certificate of a task, or write down why there is none."""
    signer = Signer(run.signer, run.signer_name)
    try:
        task.certificate = _due(run.event, task.person, run.kind, signer, by=run.created_by)
    except RuleBroken as refusal:
        task.refusal = str(refusal)
    return task.certificate


@atomic
def pass_on(run_id: int, *, portion: int) -> None:
    """Give the rest of a printing to its next portion, or end it; harmless when called twice."""
    locked = CertificateRun.objects.select_for_update(of=("self",)).select_related("event").get(pk=run_id)
    if locked.portion != portion or locked.finished_at is not None:
        return
    counted = queries.run_counted(locked)
    locked.portion, locked.moved_at = portion + 1, timezone.now()
    if counted.done_count == counted.all_count:
        locked.finished_at = locked.moved_at
        told: Announcement = RunFinished(locked.pk, total=counted.all_count, refused=counted.refused_count)
    else:
        told = RunWentOn(locked.pk, portion=locked.portion, done=counted.done_count, total=counted.all_count)
    locked.save(update_fields=["portion", "moved_at", "finished_at"])
    announce(told, about=locked.event)


@atomic
def resume_run(run: CertificateRun, *, now: datetime, by: Any) -> CertificateRun:
    """Give the rest of a printing to a new job, when the old one has not been heard of for long.

    Raises RuleBroken for one that is finished or still goes on.
    """
    locked = CertificateRun.objects.select_for_update(of=("self",)).select_related("event").get(pk=run.pk)
    if locked.finished_at is not None:
        raise RuleBroken(_("All certificates are printed already."))
    if now - locked.moved_at < FORGOTTEN:
        raise RuleBroken(_("The certificates are being printed. Wait for the notice, or look in again."))
    locked.portion, locked.moved_at = locked.portion + 1, now
    locked.save(update_fields=["portion", "moved_at"])
    counted = queries.run_counted(locked)
    told = RunWentOn(locked.pk, portion=locked.portion, done=counted.done_count, total=counted.all_count)
    announce(told, by=by, about=locked.event)
    return locked
