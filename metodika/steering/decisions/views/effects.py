from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from metodika.core.access import can
from metodika.core.calendar import Period
from metodika.core.charts import Lines, Mark, Series
from metodika.core.charts.figures import figure
from metodika.core.web import Link, done, page, show_form, show_list
from metodika.directory.mandates.queries import today_at
from metodika.steering.decisions import queries, services
from metodika.steering.decisions.forms import ConsiderForm, ExpectationChangeForm, GoalForm
from metodika.steering.decisions.lifecycle import Verdict
from metodika.steering.decisions.models import Effect, Expectation
from metodika.steering.decisions.tables import TONES, EffectsTable, expected_words, points, sign_of

CARD = "decisions:show-effect"
# How it stands to what was expected is said of what has moved that way.
MOVED = (Verdict.MOVED, Verdict.ALONE, Verdict.OTHERS)
LEAST_CHANCE, YEARS_SHOWN = 0.001, 5


def _address(expectation: Expectation) -> str:
    return reverse(CARD, args=[expectation.pk])


@page("decisions.list_effects")
def list_effects(request: HttpRequest) -> HttpResponseBase:
    actions: list[dict[str, Any]] = []
    if can(request.user, "decisions.consider_effect"):
        url = reverse("decisions:ask-effects")
        actions = [{"title": _("Compute all of a year"), "url": url, "icon": "refresh"}]
    return show_list(
        request, EffectsTable, queries.expectations_for_list(request.user), title=_("Effects"),
        actions=actions,
        intro=_("What measures and decisions were to move, and what is seen after their window."),
    )  # fmt: skip


@page("decisions.view_effect", Expectation)
def show_effect(request: HttpRequest, expectation: Expectation) -> HttpResponse:
    expectation = queries.expectation_card(expectation)
    effect = queries.effect_as_seen(queries.newest_of(expectation), viewer=request.user)
    numbers = effect.numbers if effect else {}
    so_far = _so_far(expectation, request.user) if effect is None else None
    return render(
        request,
        "decisions/effect_card.html",
        {
            "expectation": expectation, "effect": effect, "subject": _subject(expectation),
            "verdict": _verdict(expectation, effect),
            "said": _said(expectation),
            "seen": _seen(expectation, numbers),
            "chart": _chart(expectation, effect), "so_far": so_far,
            "compared": _compared(expectation, effect),
            "compared_heads": [_("Institution"), _("Before"), _("After"), _("Size")],
            "methods": queries.methods_of(numbers),
            "concluded": _concluded(effect),
            "earlier": [
                (one.computed_at, one.get_verdict_display()) for one in queries.earlier_effects(expectation)
            ],
            "acts": _acts(request, expectation, effect),
            "crumbs": [(_("Effects"), reverse("decisions:list-effects"))],
        },
    )  # fmt: skip


def _subject(expectation: Expectation) -> Link:
    name = "show-measure" if expectation.measure_id else "show-decision"
    return Link(str(expectation.subject), reverse(f"decisions:{name}", args=[expectation.subject.pk]))


def _verdict(expectation: Expectation, effect: Effect | None) -> dict[str, Any]:
    """Return the sentence that comes first: the verdict, why so, and how it stands to what was expected."""
    if effect is None:
        day = date_format(expectation.look_on, "DATE_FORMAT")
        if expectation.look_on > today_at(expectation.organisation):
            told = _("One looks on %(day)s. Until then nothing can be said of the effect.") % {"day": day}
            return {"title": str(Verdict.EARLY.label), "tone": "info", "words": [told]}
        told = _("The window is over since %(day)s. The effect is computed in the night, or at once.")
        return {"title": _("Not computed yet"), "tone": "info", "words": [told % {"day": day}]}
    words = [effect.get_reason_display()]
    if effect.is_large_enough is not None and effect.verdict in MOVED:
        words.append(
            _("It is as much as was expected.") if effect.is_large_enough
            else _("It is less than was expected.")
        )  # fmt: skip
    if merged := effect.numbers.get("merged"):
        words.append(
            _("Merged since, and counted as what they are now: %(names)s.") % {"names": ", ".join(merged)}
        )
    if expectation.said_late:
        words.append(_("What is expected was said only after the start."))
    if expectation.changed_because:
        words.append(
            _("What is expected was changed after the start: %(why)s") % {"why": expectation.changed_because}
        )
    tone = TONES[effect.verdict]
    return {
        "title": effect.get_verdict_display(),
        "tone": {"neutral": "info", "waiting": "info", "bad": "warning"}.get(tone, tone),
        "words": words,
    }


def _said(expectation: Expectation) -> list[tuple[str, Any]]:
    return [
        (_("Indicator"), Link(
            str(expectation.indicator), reverse("indicators:show-indicator", args=[expectation.indicator_id])
        )),
        (_("Expected"), expected_words(expectation)), (_("Counted from"), expectation.starts_on),
        (_("When to look"), expectation.look_on), (_("Said at"), expectation.said_at),
        (_("Said by"), expectation.said_by),
    ]  # fmt: skip


def _seen(expectation: Expectation, numbers: dict[str, Any]) -> list[tuple[str, Any]]:
    unit = expectation.indicator.unit
    told: list[tuple[str, Any]] = []
    for name, label in (("before", _("Before")), ("after", _("After"))):
        side = numbers.get(name)
        if side:
            told.append((f"{label}, {Period.from_key(side['period']).label}", _side(side, unit)))
    for name, label in (
        ("change", pgettext("measure", "Change")),
        ("beyond", _("Change beyond that of the others")),
    ):
        if numbers.get(name):
            told.append((label, _difference(numbers[name], unit)))
    if numbers.get("corrected"):
        many = _("%(fdr)s (by Holm %(any)s), effects looked at: %(many)s") % {
            "fdr": _chance(numbers["corrected"]["fdr"]), "any": _chance(numbers["corrected"]["any"]),
            "many": numbers["many"],
        }  # fmt: skip
        told.append((_("By chance alone, corrected for many"), many))
    if numbers.get("kept") is not None:
        told.append((_("The same people after as before"), figure(round(numbers["kept"] * 100), "%")))
    return told


def _so_far(expectation: Expectation, user: Any) -> Lines | None:
    """Return the values up to now, from which it starts; None where the viewer may see none."""
    values = queries.values_so_far(expectation, viewer=user)[-YEARS_SHOWN:]
    if not values:
        return None
    marks = tuple(Mark(None if one.exact is None else float(one.exact)) for one in values)
    title = _("Values up to now")
    unit = sign_of(expectation.indicator.unit)
    labels = tuple(one.period.label for one in values)
    return Lines(title, labels, (Series(_("Here"), marks),), unit=unit)


def _side(side: dict[str, Any], unit: str) -> Any:
    if side.get("is_hidden"):
        return _("hidden: fewer than five people")
    if side.get("value") is None:
        return _("no value")
    words = figure(side["value"], sign_of(unit))
    if side.get("denominator") is not None:
        words += " " + _("(%(part)s of %(whole)s)") % {
            "part": figure(side["numerator"]), "whole": figure(side["denominator"])
        }  # fmt: skip
    one = side.get("values") or []
    return Link(words, reverse("indicators:explain-value", args=[one[0]])) if len(one) == 1 else words


def _difference(told: dict[str, Any], unit: str) -> str:
    words = points(told["value"], unit)
    if told["low"] is not None:
        bounds = {"low": points(told["low"], unit), "high": points(told["high"], unit)}
        words += ", " + _("at 95 %% from %(low)s to %(high)s") % bounds
    if told["chance"] is not None:
        words += "; " + _("so much by chance alone: %(chance)s") % {"chance": _chance(told["chance"])}
    return words


def _chance(value: float) -> str:
    return f"< {number_format(LEAST_CHANCE, 3)}" if value < LEAST_CHANCE else number_format(value, 3)


def _chart(expectation: Expectation, effect: Effect | None) -> Lines | None:
    """Return before and after beside the mean of the others; None without both values."""
    numbers = effect.numbers if effect else {}
    sides = [numbers.get(name) or {} for name in ("before", "after")]
    if any(side.get("value") is None for side in sides):
        return None
    own = [
        Mark(one["value"], low=one["low"], high=one["high"], is_new=place > 0 and _is_broken(effect))
        for place, one in enumerate(sides)
    ]
    series = [Series(_("Here"), tuple(own))]
    if others := numbers.get("others"):
        told = _("Comparable places, mean of %(count)s") % {"count": others["count"]}
        series.append(Series(told, (Mark(others["before"]), Mark(others["after"]))))
    labels = tuple(Period.from_key(one["period"]).label for one in sides)
    return Lines(_("Before and after"), labels, tuple(series), unit=sign_of(expectation.indicator.unit))


def _is_broken(effect: Effect | None) -> bool:
    return effect is not None and effect.verdict == Verdict.BROKEN


def _compared(expectation: Expectation, effect: Effect | None) -> list[tuple[Any, ...]]:
    sign = sign_of(expectation.indicator.unit)
    rows: list[tuple[Any, ...]] = []
    for one in effect.compared if effect else []:
        place = Link(one["name"], reverse("organisations:show-organisation", args=[one["place"]]))
        if one.get("is_hidden"):
            rows.append((place, _("hidden: fewer than five people"), "", ""))
        else:
            rows.append((place, figure(one["before"], sign), figure(one["after"], sign), figure(one["size"])))
    return rows


def _concluded(effect: Effect | None) -> list[tuple[str, Any]]:
    if effect is None or effect.considered_on is None:
        return []
    goal = effect.goal
    told = [
        (_("What follows"), effect.get_next_step_display()), (_("Conclusion"), effect.conclusion),
        (_("Goal that follows"), goal and Link(str(goal), reverse("goals:show-goal", args=[goal.pk]))),
        (_("Considered on"), effect.considered_on), (_("Considered by"), effect.considered_by),
    ]  # fmt: skip
    return [(label, value) for label, value in told if value]


def _acts(
    request: HttpRequest, expectation: Expectation, effect: Effect | None
) -> list[tuple[str, str, str]]:
    acts = []
    if effect is None and can(request.user, "decisions.change_expectation", expectation):
        acts.append((_("Change what is expected"), "change-expectation", "pencil"))
    if effect is not None and can(request.user, "decisions.consider_effect", expectation):
        acts.append((_("Say what follows"), "consider-effect", "check"))
        if can(request.user, "goals.propose_goal", expectation.organisation):
            acts.append((_("Set a goal"), "set-goal", "target"))
    return [(title, reverse(f"decisions:{name}", args=[expectation.pk]), icon) for title, name, icon in acts]


@page("decisions.change_expectation", Expectation)
def change_expectation(request: HttpRequest, expectation: Expectation) -> HttpResponseBase:
    names = ("direction", "size", "look_on")
    initial = {name: getattr(expectation, name) for name in names} | {"version": expectation.version}
    form = ExpectationChangeForm.of(request, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.change_expectation(
                expectation, changes=form.values(*names), reason=form.cleaned_data["reason"], seen=form.seen,
                by=request.user,
            )  # fmt: skip
            return done(request, _("What is expected is changed."), CARD, expectation.pk)
    return show_form(
        request, form, title=_("Change what is expected"), intro=str(expectation), back=_address(expectation)
    )


@page("decisions.consider_effect", Expectation, method="POST")
def compute_effect(request: HttpRequest, expectation: Expectation) -> HttpResponseBase:
    effect = services.compute_effect(expectation, by=request.user)
    told = _("The effect is computed: %(verdict)s.") % {"verdict": str(effect.get_verdict_display()).lower()}
    return done(request, told, CARD, expectation.pk)


@page("decisions.consider_effect", Expectation)
def consider_effect(request: HttpRequest, expectation: Expectation) -> HttpResponseBase:
    effect = queries.effect_to_consider(expectation)
    form = ConsiderForm.of(request, initial={"next_step": effect.next_step, "conclusion": effect.conclusion})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.consider_effect(effect, **form.values(), by=request.user)
            return done(request, _("The conclusion is kept."), CARD, expectation.pk)
    return show_form(
        request, form, title=_("What follows?"), submit=_("Save"), back=_address(expectation),
        intro=queries.reason_of(effect),
    )  # fmt: skip


@page("goals.propose_goal", Expectation)
def set_goal(request: HttpRequest, expectation: Expectation) -> HttpResponseBase:
    effect = queries.effect_to_consider(expectation)
    form = GoalForm.of(request, effect=effect)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            goal = services.lead_to_goal(effect, **form.told(), by=request.user)
            return done(request, _("The goal has its reason now."), "goals:show-goal", goal.pk)
    return show_form(
        request, form, title=_("Set a goal by the effect"), submit=_("Save"), back=_address(expectation),
        intro=queries.reason_of(effect),
    )  # fmt: skip
