"""Sending one letter, and what is remembered when it cannot be sent."""

from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from metodika.core.jobs import job
from metodika.core.notices.models import Letter, LetterStatus

TRIES = 8
ERROR_LENGTH = 500


@job(queue="letters")
def deliver(*, letter: int) -> None:
    """Send one letter; a refused address is final, a server that is away is tried again later.

    Each letter is a job of its own, so that a dead address never stops the rest.
    """
    row = Letter.objects.filter(pk=letter, status=LetterStatus.READY).first()
    if row is None or not settings.EMAIL_HOST:
        return
    row.tries += 1
    try:
        send_mail(row.subject, row.text, settings.DEFAULT_FROM_EMAIL, [row.address])
    except SMTPRecipientsRefused as error:
        _fail(row, error, final=True)
        return
    except OSError as error:
        _fail(row, error, final=row.tries >= TRIES)
        if row.status != LetterStatus.FAILED:
            raise
        return
    row.status, row.sent_at, row.last_error = LetterStatus.SENT, timezone.now(), ""
    row.save(update_fields=["status", "sent_at", "last_error", "tries"])


def _fail(row: Letter, error: OSError, *, final: bool) -> None:
    row.status = LetterStatus.FAILED if final else LetterStatus.READY
    row.last_error = str(error)[:ERROR_LENGTH]
    row.save(update_fields=["status", "last_error", "tries"])
