from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.files.downloads import send, serve
from metodika.core.files.packing import zipped
from metodika.core.web import ReasonForm, confirm, done, page, show_form
from metodika.planning.activities import queries, services
from metodika.planning.activities.forms import CertificatesForm, OneCertificateForm
from metodika.planning.activities.models import Certificate, CertificateRun, Event
from metodika.planning.activities.tables import CertificatesTable
from metodika.planning.activities.views.shared import crumbs_of, event_page

PAPERS = "activities:show-certificates"
ZIP = "application/zip"


@page("activities.issue_certificates", Event)
def show_certificates(request: HttpRequest, event: Event) -> HttpResponse:
    event = queries.event_card(event)
    runs = list(queries.runs_of(event))
    going = next((one for one in runs if one.finished_at is None), None)
    context = {
        **event_page(event, request.user, "show-certificates"),
        "table": CertificatesTable(request, queries.certificates_of(event)),
        "runs": runs,
        "going": going,
        "is_stuck": going is not None and queries.is_stuck(going, timezone.now()),
        "refused": [
            (one.person, one.refusal) for run in runs if run.refused_count for one in queries.refusals_of(run)
        ],
        "heads": [_("Person"), _("Why there is none")],
    }
    return render(request, "activities/event_certificates.html", context)


@page("activities.issue_certificates", Event)
def issue_certificates(request: HttpRequest, event: Event) -> HttpResponseBase:
    form = CertificatesForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.start_run(event, kind=form.cleaned_data["kind"], signer=form.signer(), by=request.user)
            return done(
                request,
                _("The papers are being made. You will be told when they are ready."),
                PAPERS,
                event.pk,
            )
    return show_form(
        request, form, title=_("Issue to everybody"), submit=_("Issue"), breadcrumbs=crumbs_of(event),
        intro=_("Whoever was there and has no such paper gets one; speakers and thanks go by the programme."),
        back=crumbs_of(event)[-1][1],
    )  # fmt: skip


@page("activities.issue_certificates", Event)
def issue_one(request: HttpRequest, event: Event) -> HttpResponseBase:
    form = OneCertificateForm.of(request, event=event)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            person, kind = form.cleaned_data["person"], form.cleaned_data["kind"]
            services.issue_certificate(event, person=person, kind=kind, signer=form.signer(), by=request.user)
            return done(request, _("The paper is issued."), PAPERS, event.pk)
    return show_form(
        request, form, title=_("Issue to one person"), submit=_("Issue"), intro=event.title,
        breadcrumbs=crumbs_of(event), back=crumbs_of(event)[-1][1],
    )  # fmt: skip


@page("activities.view_certificate", Certificate)
def download_certificate(request: HttpRequest, certificate: Certificate) -> HttpResponseBase:
    return serve(certificate.file, inline=True)


@page("activities.issue_certificates", Certificate)
def reissue_certificate(request: HttpRequest, certificate: Certificate) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.reissue_certificate(certificate, **form.values(), by=request.user)
            return done(
                request, _("The new paper is issued, the old one is void."), PAPERS, certificate.event_id
            )
    return confirm(
        request, form, title=_("Issue the paper anew?"), submit=_("Issue anew"),
        consequences=[
            _("The new one has the words as they are now and a number of its own."),
            _("The old one becomes void, and its check page says so."),
        ],
        back=crumbs_of(certificate.event)[-1][1],
    )  # fmt: skip


@page("activities.issue_certificates", Certificate)
def void_certificate(request: HttpRequest, certificate: Certificate) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            services.void_certificate(certificate, **form.values(), by=request.user)
            return done(request, _("The certificate is void."), PAPERS, certificate.event_id)
    return confirm(
        request, form, title=_("Make the certificate void?"), submit=_("Make it void"),
        consequences=[_("Its check page says that it is void.")], back=crumbs_of(certificate.event)[-1][1],
    )  # fmt: skip


@page("activities.issue_certificates", CertificateRun)
def download_run(request: HttpRequest, run: CertificateRun) -> HttpResponseBase:
    return send(zipped(queries.files_of(run)), name=f"{run}.zip", content_type=ZIP)


@page("activities.issue_certificates", CertificateRun, method="POST")
def resume_run(request: HttpRequest, run: CertificateRun) -> HttpResponseBase:
    services.resume_run(run, now=timezone.now(), by=request.user)
    return done(request, _("The printing goes on from where it stopped."), PAPERS, run.event_id)
