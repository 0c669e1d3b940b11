from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.access import can
from metodika.core.calendar import month
from metodika.core.web import page, show_list
from metodika.core.web.values import trimmed
from metodika.steering.collection import queries
from metodika.steering.collection.tables import CampaignsTable, OwnTable


@page("collection.list_campaigns")
def list_campaigns(request: HttpRequest) -> HttpResponseBase:
    actions = (
        [{"title": _("Make a campaign"), "url": reverse("collection:make-campaign"), "icon": "plus"}]
        if can(request.user, "collection.run_campaign")
        else []
    )
    return show_list(
        request, CampaignsTable, queries.campaigns_for_list(request.user), title=_("Collection of data"),
        actions=actions,
    )  # fmt: skip


@page("collection.list_own")
def list_own(request: HttpRequest) -> HttpResponseBase:
    return show_list(request, OwnTable, queries.asked_of(request.user), title=_("What we are asked"))


@page("collection.list_campaigns")
def show_burden(request: HttpRequest) -> HttpResponse:
    period = queries.month_named(request.GET.get("month", "")) or month(timezone.localdate())
    schools = queries.burden_of_month(request.user, period)
    minutes = sum((one.burden.minutes for one in schools), Decimal(0))
    context: dict[str, Any] = {
        "title": _("Burden of institutions"),
        "period": period,
        "before": f"?month={period.previous().starts_on:%Y-%m}",
        "after": f"?month={period.next().starts_on:%Y-%m}",
        "schools": [(one, trimmed(one.burden.minutes)) for one in schools],
        "forms": queries.forms_of_month(schools),
        "heads": [
            _("Institution"),
            _("Forms"),
            _("Fields asked"),
            _("Already held"),
            pgettext("time", "Minutes"),
        ],
        "form_heads": [_("Campaign"), _("Institutions"), _("Fields"), _("Already held in the system")],
        "figures": [
            (_("Institutions asked"), len(schools)),
            (_("Fields asked in all"), sum(one.burden.asked for one in schools)),
            (_("Fields that the system held already"), sum(one.burden.held for one in schools)),
            (_("Minutes a school on the average"), round(minutes / len(schools)) if schools else None),
        ],
    }
    return render(request, "collection/burden.html", context)
