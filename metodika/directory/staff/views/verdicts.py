from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metodika.directory.staff.rules.young_teachers import Bounds, Reason, Standing, Verdict


def verdict_words(verdict: Verdict, bounds: Bounds) -> str:
    titles = {
        Standing.YOUNG: _("Young teacher"),
        Standing.NOVICE: _("Novice, not a young teacher"),
        Standing.EXPERIENCED: _("Not a young teacher"),
        Standing.NOT_TEACHING: _("Does not teach now"),
        Standing.UNKNOWN: _("It cannot be said whether a young teacher"),
    }
    return f"{titles[verdict.standing]}: {_reason(verdict, bounds)}"


def _reason(verdict: Verdict, bounds: Bounds) -> str:
    figures = {
        "age": _years(verdict.age or 0),
        "years": _years(verdict.years or 0),
        "paused": verdict.paused_days,
    }
    reasons = {
        Reason.WITHIN_BOUNDS: _("%(age)s old, has taught %(years)s") % figures,
        Reason.TOO_OLD: _("%(age)s old; the bound is %(bound)s")
        % {**figures, "bound": _bound(bounds.max_age, inclusive=bounds.age_inclusive)},
        Reason.TAUGHT_LONGER: _("has taught %(years)s; the bound is %(bound)s")
        % {**figures, "bound": _bound(bounds.max_years, inclusive=bounds.years_inclusive)},
        Reason.NO_TEACHING_JOB: _("there is no teaching job on this day"),
        Reason.NO_BIRTH_DATE: _("the date of birth is not known"),
        Reason.NO_EXPERIENCE_DATE: _("the teaching experience is not known"),
    }
    words = reasons[verdict.reason]
    if verdict.paused_days:
        paused = ngettext(
            "%(count)d day of leave is left out", "%(count)d days of leave are left out", verdict.paused_days
        )
        words = f"{words} ({paused % {'count': verdict.paused_days}})"
    return words


def _years(count: int) -> str:
    return ngettext("%(count)d year", "%(count)d years", count) % {"count": count}


def _bound(years: int, *, inclusive: bool) -> str:
    return (_("up to %(years)d inclusive") if inclusive else _("less than %(years)d")) % {"years": years}
