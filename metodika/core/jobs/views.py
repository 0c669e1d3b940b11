from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from metodika.core.jobs import queries, services
from metodika.core.jobs.tables import FailedJobTable
from metodika.core.web import ConfirmForm, confirm, done, page, show_list


@page("jobs.view_failed")
def list_failed(request: HttpRequest) -> HttpResponseBase:
    return show_list(request, FailedJobTable, queries.failed_jobs(), title=_("Background jobs that failed"))


@page("jobs.retry_failed")
def retry(request: HttpRequest, pk: int) -> HttpResponseBase:
    form = ConfirmForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.retry_failed(pk)
            return done(request, _("The job is in the queue again."), "jobs:list-failed")
    return confirm(
        request,
        form,
        title=_("Try the job again?"),
        consequences=[_("It will run from the beginning as soon as the worker is free.")],
        submit=_("Try again"),
        back="/jobs/",
        dangerous=False,
    )
