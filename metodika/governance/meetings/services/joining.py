"""A body whose work goes on in another: what waits is handed over, what is planned is called off."""

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.governance.bodies.models import Body
from metodika.governance.meetings.models import AgendaItem, Session
from metodika.governance.meetings.services.sessions import cancel_session


@atomic
def hand_business_over(*, body_id: int, into_id: int) -> int:
    """Hand the questions that wait for a session over to another body and call off the planned sessions.

    Returns how many questions have changed hands.
    """
    heir = Body.objects.get(pk=into_id)
    for session in Session.objects.upcoming().filter(body=body_id).order_by("pk"):
        waiting = session.items.filter(came_from__isnull=False)
        for item in waiting:
            item.session, item.order = None, 0
            item.save(update_fields=["session", "order"])
        cancel_session(session, reason=_("The work goes on in “%(body)s”.") % {"body": heir}, by=None)
    return AgendaItem.objects.waiting_for_session().filter(body=body_id).update(body=heir)
