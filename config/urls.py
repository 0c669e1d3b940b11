"""Every address of the system, area by area."""

from django.urls import URLPattern, URLResolver, include, path

from metodika.core.web.deferred import deferred
from metodika.directory.accounts.views.entrance import sign_in_to_demo
from metodika.directory.records.views.checks import ask_code, check_record
from metodika.planning.activities.views.checks import check_certificate

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("metodika.web.office.urls")),
    path("", include("metodika.core.web.urls")),
    # Shapes of three hundred operations take their time, and a browser needs none of them.
    deferred("api/v1/", "config.api", namespace="api"),
    path("search/", include("metodika.core.search.urls")),
    path("facts/", include("metodika.core.facts.urls")),
    path("notices/", include("metodika.core.notices.urls")),
    path("imports/", include("metodika.core.imports.urls")),
    path("jobs/", include("metodika.core.jobs.urls")),
    path("word-forms/", include("metodika.core.language.urls")),
    path("profiles/", include("metodika.directory.profiles.urls")),
    path("organisations/", include("metodika.directory.organisations.urls")),
    path("staff/", include("metodika.directory.staff.urls")),
    path("regulations/", include("metodika.directory.regulations.urls")),
    path("mandates/", include("metodika.directory.mandates.urls")),
    path("records/", include("metodika.directory.records.urls")),
    path("check/", ask_code, name="check"),
    path("check/certificates/<slug:certificate_code>/", check_certificate, name="check-certificate"),
    path("check/<slug:public_code>/", check_record, name="check-record"),
    path("check/<slug:public_code>/<slug:mark>/", check_record, name="check-printed"),
    path("accounts/", include("metodika.directory.accounts.urls")),
    path("bodies/", include("metodika.governance.bodies.urls")),
    path("sessions/", include("metodika.governance.meetings.urls")),
    path("assignments/", include("metodika.governance.assignments.urls")),
    path("goals/", include("metodika.planning.goals.urls")),
    path("plans/", include("metodika.planning.plans.urls")),
    path("events/", include("metodika.planning.activities.urls")),
    path("indicators/", include("metodika.steering.indicators.urls")),
    path("collection/", include("metodika.steering.collection.urls")),
    path("analysis/", include("metodika.steering.analysis.urls")),
    path("recommendations/", include("metodika.steering.recommendations.urls")),
    path("decisions/", include("metodika.steering.decisions.urls")),
    path("compliance/", include("metodika.steering.compliance.urls")),
    path("turnover/", include("metodika.steering.turnover.urls")),
    path("dossiers/", include("metodika.steering.dossiers.urls")),
    path("sign-in/", include("allauth.account.urls")),
    path("sign-in/through/", include("allauth.socialaccount.urls")),
    path("sign-in/through/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("second-factor/", include("allauth.mfa.urls")),
    path("demo-sign-in/<str:login>", sign_in_to_demo, name="demo-sign-in"),
    path("gallery/", include("metodika.web.gallery.urls")),
]
