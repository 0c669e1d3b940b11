from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.web import done, page, show_form
from metodika.directory.records.queries import order_proposed
from metodika.governance.bodies import queries, services
from metodika.governance.bodies.forms import OrderForm
from metodika.governance.bodies.models import Composition
from metodika.governance.bodies.views.acts import about


@page("bodies.propose_composition", Composition)
def draft_order(request: HttpRequest, composition: Composition) -> HttpResponseBase:
    body, today = composition.body, timezone.localdate()
    initial = order_proposed(composition, kind=queries.kind_of_order(body), host=body.host, day=today)
    initial["on"] = composition.starts_on or today
    form = OrderForm.of(request, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            record = services.draft_composition_order(composition, **form.order(), by=request.user)
            return done(
                request, _("The order is drafted. Give it a number and ask for the signature."),
                "records:show-record", record.pk,
            )  # fmt: skip
    told = about(body, _("Order about the composition"))
    back = reverse("bodies:show-composition", args=[composition.pk])
    intro = _(
        "The text and the list of members come by themselves. Signed, the order approves the composition."
    )
    return show_form(request, form, **(told | {"back": back}), submit=_("Draft the order"), intro=intro)
