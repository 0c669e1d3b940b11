"""What of plans the search box finds."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from metodika.core.search import Found, Searched
from metodika.planning.plans.models import Item, Plan

WORDS_IN_RESULTS = 20


def _found_plan(plan: Plan) -> Found:
    return Found(plan.title, reverse("plans:show-plan", args=[plan.pk]), str(plan.get_status_display()))


def _found_item(item: Item) -> Found:
    words = Truncator(item.text).words(WORDS_IN_RESULTS)
    title = f"{item.number}. {words}" if item.number else words
    return Found(title, reverse("plans:show-item", args=[item.pk]), item.term)


SEARCHED = (
    Searched(kind="plans", title=_("Plans"), model=Plan, found=_found_plan, text=("title",), key=None),
    Searched(
        kind="plan-items", title=_("Plan items"), model=Item, found=_found_item, text=("text",), key=None
    ),
)
