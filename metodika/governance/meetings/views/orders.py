from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.web import done, page
from metodika.directory.records.queries import order_proposed
from metodika.governance.bodies.queries import kind_of_order
from metodika.governance.meetings import services
from metodika.governance.meetings.forms.decisions import OrderForm
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.views.shared import shown


@page("meetings.print_minutes", Session)
def draft_order(request: HttpRequest, session: Session) -> HttpResponseBase:
    host, today = session.body.host, timezone.localdate()
    initial = order_proposed(session, kind=kind_of_order(session.body), host=host, day=today)
    form = OrderForm.of(request, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            record = services.draft_decisions_order(session, **form.order(), by=request.user)
            return done(
                request, _("The order is drafted. Give it a number and ask for the signature."),
                "records:show-record", record.pk,
            )  # fmt: skip
    return shown(
        request, form, session, title=_("Order about the decisions"), submit=_("Draft the order"),
        intro=_("The text and the list of decisions come by themselves. Signed, the order approves them."),
    )  # fmt: skip
