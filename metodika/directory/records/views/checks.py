"""The page to which the code on a printed document leads; open to everybody, without a name of anybody."""

import re

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from metodika.core.web import Status, page
from metodika.directory.records import queries
from metodika.directory.records.forms import CodeForm
from metodika.directory.records.lifecycle import RecordStatus
from metodika.directory.records.queries import Checked
from metodika.directory.records.rules import tidy_code

MARK = re.compile(r"(\d{1,4})-([0-9a-f]{12})")
FITTING = re.compile(r"[0-9A-Z]{1,20}")


@page.public
def ask_code(request: HttpRequest) -> HttpResponseBase:
    form = CodeForm.of(request)
    if request.method == "POST" and form.is_valid():
        code = tidy_code(form.cleaned_data["code"])
        if FITTING.fullmatch(code):
            return redirect("check-record", code)
        form.add_error("code", _("A code has 12 Latin letters and digits. Look at the document again."))
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request, "records/check_form.html", {"form": form, "title": _("Check a document")}, status=status
    )


@page.public
def check_record(request: HttpRequest, public_code: str, mark: str = "") -> HttpResponse:
    found = MARK.fullmatch(mark)
    checked = queries.checked_record(
        public_code, no=int(found[1]) if found else None, digest=found[2] if found else ""
    )
    context = {"title": _("Check of a document"), "checked": checked, "code": public_code}
    if checked is None:
        return render(request, "records/check_result.html", context, status=404)
    return render(
        request,
        "records/check_result.html",
        {**context, "record": checked.record, "verdict": _verdict(checked), "facts": _facts(checked)},
    )


def _verdict(checked: Checked) -> Status:
    """Say in one phrase what the paper in somebody's hands is worth."""
    if not checked.is_genuine:
        return Status(_("The paper does not agree with the document: its code was copied or forged"), "bad")
    if checked.record.status == RecordStatus.CANCELLED:
        return Status(_("The document is cancelled"), "bad")
    if checked.record.status == RecordStatus.DESTROYED:
        return Status(_("The document existed; its term of keeping has passed"), "neutral")
    if not checked.is_current:
        return Status(_("This is an earlier version: a newer one has been made since"), "warning")
    if checked.is_in_force:
        return Status(_("The document is genuine and in force"), "good")
    return Status(_("The document is genuine and not signed by everybody yet"), "waiting")


def _facts(checked: Checked) -> list[tuple[str, object]]:
    record, version = checked.record, checked.printed or checked.current
    return [
        (_("Kind"), record.kind_title),
        (_("Number"), record.number_text or "—"),
        (_("Date"), record.dated_on),
        (_("Organisation"), record.organisation),
        (_("Version"), version.no if version else "—"),
        (_("SHA-256 of the PDF"), version.sha256 if version else "—"),
    ]
