"""The page to which the code on a certificate leads: what the certificate says, and nothing else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from metodika.core.web import Status, page
from metodika.planning.activities import queries
from metodika.planning.activities.rules.codes import tidy


@page.public
def check_certificate(request: HttpRequest, certificate_code: str) -> HttpResponse:
    found = queries.certificate_by_code(tidy(certificate_code))
    context: dict[str, Any] = {"title": _("Check of a certificate"), "certificate": found}
    if found is None:
        return render(request, "activities/certificate_check.html", context, status=404)
    told = found.places
    context["verdict"] = (
        Status(_("The certificate is void: %(reason)s") % {"reason": found.void_because}, "bad")
        if found.void_because
        else Status(_("The certificate is genuine"), "good")
    )
    # Only what is printed on it: whoever holds the paper learns nothing new.
    facts = [
        (_("Paper"), told["kind"].capitalize()), (_("Number"), found.number),
        (_("Issued on"), found.issued_on),
        (_("To whom"), told["name"]), (_("Place of work"), told["note"]), (_("For what"), told["words"]),
        (_("When"), told["details"]), (_("Issued by"), told["organisation"]),
    ]  # fmt: skip
    context["facts"] = [(label, value) for label, value in facts if value]
    return render(request, "activities/certificate_check.html", context)
