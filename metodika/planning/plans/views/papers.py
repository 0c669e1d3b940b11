from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from metodika.core.files.downloads import send
from metodika.core.files.kinds import KINDS
from metodika.core.web import page
from metodika.planning.plans.documents import KINDS_OF_PAPER, paper_file
from metodika.planning.plans.models import Plan


@page("plans.view_plan", Plan)
def print_plan(request: HttpRequest, plan: Plan, plan_paper: str, kind: str) -> HttpResponseBase:
    if kind not in {"pdf", "docx"} or plan_paper not in KINDS_OF_PAPER:
        raise Http404
    content = paper_file(plan, plan_paper, kind, day=timezone.localdate())
    return send([content], name=f"{plan_paper}-{plan.pk}.{kind}", content_type=KINDS[kind].content_type)
