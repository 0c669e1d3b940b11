from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.core.files.downloads import send
from metodika.core.imports.exporting import CONTENT_TYPES
from metodika.core.web import done, page, show_form
from metodika.steering.collection import queries, services
from metodika.steering.collection.forms import SheetForm
from metodika.steering.collection.models import Campaign
from metodika.steering.collection.views.campaigns import CARD, address_of


@page("collection.run_campaign", Campaign)
def download_table(request: HttpRequest, campaign: Campaign) -> HttpResponseBase:
    card = queries.campaign_card(campaign)
    return send(queries.empty_table(card), name=f"{card}.xlsx", content_type=CONTENT_TYPES["xlsx"])


@page("collection.run_campaign", Campaign)
def load_table(request: HttpRequest, campaign: Campaign) -> HttpResponseBase:
    card = queries.campaign_card(campaign)
    form = SheetForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            rows = queries.read_answers(form.cleaned_data["file"], card)
            count = services.load_answers(card, rows=rows, by=request.user)
            told = ngettext(
                "Answers of %(count)d institution are loaded. Submit them when they are complete.",
                "Answers of %(count)d institutions are loaded. Submit them when they are complete.",
                count,
            )
            return done(request, told % {"count": count}, CARD, campaign.pk)
    return show_form(
        request, form, title=_("Load answers from a table"), submit=_("Load"), back=address_of(card),
        template="collection/sheet_load.html", campaign=card,
        table_url=reverse("collection:download-table", args=[card.pk]),
        breadcrumbs=[(_("Campaigns"), reverse("collection:list-campaigns")), (str(card), address_of(card))],
    )  # fmt: skip
