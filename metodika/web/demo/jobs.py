from datetime import timedelta

from django.utils import timezone

from metodika.core.jobs import job
from metodika.core.notices.models import Notice
from metodika.core.notices.services import read_notices
from metodika.directory.accounts.models import User

LATEST, FRESH = 9, timedelta(days=14)


@job(name="demo.read_what_is_old")
def read_what_is_old(*, accounts: list[int]) -> None:
    """Leave a few notices of the last two weeks unread; the others were read in the course of the years.

    A job, because people are told by jobs: those stored before it have been done by then.
    """
    for account in User.objects.filter(pk__in=accounts):
        unread = Notice.objects.filter(recipient=account, read_at=None).order_by("-created_at", "-pk")
        fresh = list(unread.filter(created_at__gte=timezone.now() - FRESH).values_list("pk", flat=True))
        read_notices(
            account, numbers=list(unread.exclude(pk__in=fresh[:LATEST]).values_list("pk", flat=True))
        )
