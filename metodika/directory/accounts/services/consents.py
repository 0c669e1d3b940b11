from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.events import announce
from metodika.core.files.models import StoredFile
from metodika.directory.accounts.events import ConsentGiven, ConsentTextPublished, ConsentWithdrawn
from metodika.directory.accounts.lifecycle import ConsentChannel, ConsentPurpose
from metodika.directory.accounts.models import Consent, ConsentText, DataRequest
from metodika.directory.accounts.queries.consents import current_text
from metodika.directory.staff.models import Person


@atomic
def publish_consent_text(purpose: ConsentPurpose, *, text: str, by: Any) -> ConsentText:
    """Publish the next version of a purpose's text; consents to earlier versions stay as they were given.

    Raises RuleBroken for an empty text and for one that changes nothing.
    """
    latest = ConsentText.objects.select_for_update().filter(purpose=purpose).latest_first().first()
    if not text.strip():
        raise RuleBroken(_("The text is empty. Write what the person consents to."))
    if latest is not None and latest.text.strip() == text.strip():
        raise RuleBroken(_("The text is the same as in version %(version)s.") % {"version": latest.version})
    version = latest.version + 1 if latest else 1
    published = ConsentText.objects.create(
        purpose=purpose,
        version=version,
        text=text.strip(),
        published_by=account_or_none(by),
    )
    announce(ConsentTextPublished(purpose=str(purpose.label), version=version), by=by, about=published)
    return published


@atomic
def give_consent(
    person: Person, *, text: ConsentText, channel: ConsentChannel, file: StoredFile | None = None, by: Any
) -> Consent:
    """Record that a person consents to a text; a consent to an earlier version is thereby replaced.

    Raises RuleBroken when the text has been replaced meanwhile, when the person has consented to it
    already, and for a consent on paper without its scan.
    """
    if current_text(text.purpose) != text:
        raise RuleBroken(_("The text has changed since you opened it. Read the new one and decide again."))
    if channel == ConsentChannel.PAPER and file is None:
        raise RuleBroken(_("Add the scan of the paper: the consent has to be provable."))
    now = timezone.now()
    held = (
        Consent.objects.select_for_update()
        .filter(person=person, purpose=text.purpose, withdrawn_at=None)
        .first()
    )
    if held is not None and held.text_id == text.pk:
        raise RuleBroken(_("This consent has been given already."))
    if held is not None:
        held.withdrawn_at = now
        held.save(update_fields=["withdrawn_at"])
    consent = Consent.objects.create(
        person=person, text=text, purpose=text.purpose, channel=channel, file=file, given_at=now
    )
    announce(
        ConsentGiven(consent_id=consent.pk, person_id=person.pk, purpose=text.purpose), by=by, about=consent
    )
    return consent


@atomic
def withdraw_consent(consent: Consent, *, by: Any) -> Consent:
    """Record that a person has withdrawn a consent; what rests on it stops by reaction.

    Raises RuleBroken when it is withdrawn already.
    """
    locked = Consent.objects.select_for_update().get(pk=consent.pk)
    if locked.withdrawn_at is not None:
        raise RuleBroken(_("This consent has been withdrawn already."))
    locked.withdrawn_at = timezone.now()
    locked.save(update_fields=["withdrawn_at"])
    announce(
        ConsentWithdrawn(consent_id=locked.pk, person_id=locked.person_id, purpose=locked.purpose),
        by=by, about=locked,
    )  # fmt: skip
    return locked


@atomic
def move_papers(*, source_id: int, target_id: int) -> None:
    """Hand consents and requests of a merged card over to the card that stays.

    Of two consents in force for one purpose the one to the later text stays in force.
    """
    now = timezone.now()
    held = {one.purpose: one for one in Consent.objects.filter(person_id=target_id, withdrawn_at=None)}
    for consent in (
        Consent.objects.select_for_update(of=("self",)).select_related("text").filter(person_id=source_id)
    ):
        other = held.get(consent.purpose) if consent.withdrawn_at is None else None
        if other is not None:
            older = min(consent, other, key=lambda one: (one.text.version, one.given_at))
            older.withdrawn_at = now
            older.save(update_fields=["withdrawn_at"])
        consent.person_id = target_id
        consent.save(update_fields=["person", "withdrawn_at"])
    DataRequest.objects.filter(person_id=source_id).update(person_id=target_id)
