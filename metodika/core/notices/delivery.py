"""Sending one letter, and what is remembered when it cannot be sent."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.jobs import job
from metodika.core.notices.models import Letter, LetterStatus

TRIES = 8
ERROR_LENGTH = 500
# From this code on a mail server means "never"; below it, "not now".
NEVER = 500


@job(queue="letters")
def deliver(*, letter: int) -> None:
    """Send one letter; a refused address is final, a server that is away is tried again later.

    Each letter is a job of its own, so that a dead address never stops the rest. Without a mail server
    the letter says so in the outbox, from where it can be sent again.
    """
    row = Letter.objects.filter(pk=letter, status=LetterStatus.READY).first()
    if row is None:
        return
    row.tries += 1
    if not settings.EMAIL_HOST:
        _fail(row, _("No mail server is set up (METODIKA_SMTP_HOST)."), final=True)
        return
    try:
        send_mail(row.subject, row.text, settings.DEFAULT_FROM_EMAIL, [row.address])
    except OSError as error:
        final = _is_final(error) or row.tries >= TRIES
        _fail(row, _words_of(error), final=final)
        if not final:
            raise
        return
    row.status, row.sent_at, row.last_error = LetterStatus.SENT, timezone.now(), ""
    row.save(update_fields=["status", "sent_at", "last_error", "tries"])


def send_directly(address: str, *, subject: str, text: str) -> bool:
    """Send a letter that is kept nowhere, since it holds a secret; tell whether it has left.

    Raises OSError when the server is away or says "not now": the job that sends it is tried again.
    """
    if not (settings.EMAIL_HOST and address):
        return False
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [address])
    except OSError as error:
        if _is_final(error):
            return False
        raise
    return True


def _is_final(error: OSError) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= NEVER for code, _said in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= NEVER


def _words_of(error: OSError) -> str:
    if isinstance(error, SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(words)}" for code, words in error.recipients.values())
    if isinstance(error, SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error)


def _text(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words


def _fail(row: Letter, words: str, *, final: bool) -> None:
    row.status = LetterStatus.FAILED if final else LetterStatus.READY
    row.last_error = words[:ERROR_LENGTH]
    row.save(update_fields=["status", "last_error", "tries"])
