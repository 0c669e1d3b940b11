"""All effects of a place and a school year at once: how far their computing is, and what came of it."""

from django.db.models import Count

from metodika.core.database.progress import progress_of
from metodika.steering.decisions.lifecycle import RoundStatus, Verdict
from metodika.steering.decisions.models import Effect, Round

# Under this word others see how far the computing has come.
WORK = "effects"
WHOLE = 100


def round_card(row: Round) -> Round:
    """Return a round with its place."""
    return Round.objects.select_related("organisation").get(pk=row.pk)


def done_of_round(row: Round) -> int:
    """Return of how many effects the numbers have been read; one query while it goes on."""
    if row.status != RoundStatus.WAITING:
        return row.wanted
    return row.wanted * (progress_of(WORK, row.pk) or 0) // WHOLE


def verdicts_of_round(row: Round) -> list[tuple[Verdict, int]]:
    """Return how many newest effects of the place and the year have each verdict, in their order."""
    period = row.period
    newest = Effect.objects.newest().filter(
        expectation__organisation=row.organisation_id,
        expectation__look_on__range=(period.starts_on, period.ends_on),
    )
    counts = dict(newest.order_by().values_list("verdict").annotate(Count("pk")))
    return [(one, counts[one]) for one in Verdict if one in counts]
