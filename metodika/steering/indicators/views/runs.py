from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.web import page, show_form, show_list
from metodika.steering.indicators import queries, services
from metodika.steering.indicators.forms import RunForm
from metodika.steering.indicators.models import Run
from metodika.steering.indicators.tables import RunsTable, run_status

LIST = "indicators:list-runs"


@page("indicators.run_indicators")
def list_runs(request: HttpRequest) -> HttpResponseBase:
    actions = [{"title": _("Compute indicators"), "url": reverse("indicators:start-run"), "icon": "refresh"}]
    return show_list(
        request, RunsTable, queries.runs_for_list(request.user), title=_("Computing of indicators"),
        intro=_("Every night what has changed is counted by itself."), actions=actions,
    )  # fmt: skip


@page("indicators.run_indicators")
def start_run(request: HttpRequest) -> HttpResponseBase:
    form = RunForm.of(request, initial={"day": timezone.localdate(), "full": True})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            return redirect("indicators:show-run", services.start_run(**form.values(), by=request.user).pk)
    return show_form(
        request, form, title=_("Compute indicators"), submit=_("Compute"), back=reverse(LIST),
        intro=_("All indicators that compute are counted for all places; earlier values stay."),
    )  # fmt: skip


@page("indicators.run_indicators", Run)
def show_run(request: HttpRequest, run: Run) -> HttpResponseBase:
    told: list[tuple[str, Any]] = [
        (_("State"), run_status(run)), (_("As of the day"), run.day), (_("Started at"), run.started_at),
        (_("Started by"), run.started_by), (_("Finished at"), run.finished_at),
        (_("Indicators counted"), run.asked),
        (_("Of them only for those whom changes touch"), run.narrowed),
        (_("Not counted, their rows have not changed"), run.kept),
        (_("New values"), run.written),
    ]  # fmt: skip
    context = {"run": run, "facts": told, "crumbs": [(_("Computing of indicators"), reverse(LIST))]}
    return render(request, "indicators/run_card.html", context)
