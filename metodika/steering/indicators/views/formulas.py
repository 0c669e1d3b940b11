from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.facts import fact
from metodika.core.web import done, page, show_form
from metodika.steering.indicators import queries, services
from metodika.steering.indicators.forms import SHARE, ChosenForm, FormulaForm
from metodika.steering.indicators.lifecycle import Unit
from metodika.steering.indicators.models import Indicator
from metodika.steering.indicators.queries import figure
from metodika.steering.indicators.rules.values import value_of

CARD = "indicators:show-indicator"


@page("indicators.make_indicator", Indicator)
def write_formula(request: HttpRequest, indicator: Indicator) -> HttpResponseBase:
    chosen = ChosenForm(request.GET or None)
    if not chosen.is_bound or not chosen.is_valid():
        context = {"indicator": indicator, "form": chosen, "back": reverse(CARD, args=[indicator.pk])}
        return render(request, "indicators/formula_facts.html", context)
    values = chosen.cleaned_data
    has = [fact(one) for one in (values["has"], values["instead"]) if one]
    per = fact(values["divided"]) if values["divided"] else None
    is_percent = indicator.unit == Unit.PERCENT
    initial = {"shown_as": SHARE, "period": "school_year", "percent": is_percent}
    form = FormulaForm.of(request, whole=fact(values["whole"]), has=has, per=per, initial=initial)
    told: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            formula = form.formula()
            if "look" in request.POST:
                told = _looked_at(request, indicator, formula)
            else:
                services.write_formula(indicator, formula=formula, values=form.more(), by=request.user)
                return done(
                    request, _("The formula is a draft. Bring the version into force."), CARD, indicator.pk
                )
    return show_form(
        request, form, title=_("How it is counted"), submit=_("Save the formula"), intro=str(indicator),
        back=reverse(CARD, args=[indicator.pk]), template="indicators/formula_form.html", **told,
    )  # fmt: skip


def _looked_at(request: HttpRequest, indicator: Indicator, formula: dict[str, Any]) -> dict[str, Any]:
    """Return the value that a formula would give, its words, and what is doubtful about it."""
    place = indicator.owner or queries.home_of(request.user)
    if place is None:
        raise RuleBroken(_("There is no organisation for which you could look at the value."))
    period, part, whole = services.preview(formula, organisation=place, day=timezone.localdate())
    exact = value_of(part, whole, scale=formula["scale"])
    return {
        "preview": [
            (_("Organisation"), place), (_("Period"), period.label),
            (_("Value"), figure(exact, 1, indicator.unit)), (_("Numerator"), part), (_("Denominator"), whole),
            *queries.formula_words(formula),
        ],
        "warning": queries.warning_of(formula),
    }  # fmt: skip
