"""What a program is told when something is refused: one shape, a sentence in its language."""

from typing import Any, TypeVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from metodika.core.access import RuleBroken
from metodika.core.database import EditedMeanwhile
from metodika.core.web.endpoints.shapes import as_text
from metodika.core.web.forms import Form

BoundForm = TypeVar("BoundForm", bound=Form)
TOO_MANY = 429
# So the library answers to a body that is not JSON at all.
UNREADABLE = 400


class Problem(Schema):
    """Why nothing was done, in a sentence."""

    detail: str


class Invalid(Problem):
    """The request does not fit this description; `fields` tells where."""

    fields: dict[str, list[str]]


class Disagreement(Schema):
    """One field that somebody else has changed meanwhile."""

    field: str
    label: str
    entered: str
    stored: str


class Conflict(Problem):
    """The request fits this description, but a rule forbids it now."""

    fields: dict[str, list[str]]
    differences: list[Disagreement]
    version: int | None


REFUSALS: dict[int, type[Schema]] = {
    401: Problem,
    403: Problem,
    404: Problem,
    409: Conflict,
    422: Invalid,
    429: Problem,
}


class FormRefused(Exception):
    """The form that the page uses does not take these values; `form` has its sentences."""

    def __init__(self, form: forms.BaseForm) -> None:
        super().__init__()
        self.form = form


def checked(form: BoundForm) -> BoundForm:
    """Return the form when its values are sound. Raises FormRefused."""
    if not form.is_valid():
        raise FormRefused(form)
    return form


def conflict(detail: str, *, fields: dict[str, list[str]] | None = None, **more: Any) -> JsonResponse:
    """Answer that the request is understood and refused."""
    told = {"detail": detail, "fields": fields or {}, "differences": [], "version": None, **more}
    return JsonResponse(told, status=409, json_dumps_params={"ensure_ascii": False})


def problem(detail: str, *, status: int, **more: Any) -> JsonResponse:
    """Answer with one sentence."""
    return JsonResponse({"detail": detail, **more}, status=status, json_dumps_params={"ensure_ascii": False})


def sentence_of_form(form: forms.BaseForm) -> tuple[str, dict[str, list[str]]]:
    """Return the first sentence of a form's errors, and all of them by field."""
    fields = {("" if name == "__all__" else name): list(map(str, told)) for name, told in form.errors.items()}
    return next(iter(fields.values()))[0], fields


def add_refusals(api: NinjaAPI) -> None:
    """Let every operation answer refusals in the one shape."""
    api.add_exception_handler(RuleBroken, _rule_broken)
    api.add_exception_handler(EditedMeanwhile, _edited_meanwhile)
    api.add_exception_handler(FormRefused, _form_refused)
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(PermissionDenied, _denied)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _failed)
    api.add_exception_handler(Exception, _unexpected)


def _rule_broken(request: HttpRequest, refusal: Any) -> HttpResponse:
    return conflict(str(refusal))


def _edited_meanwhile(request: HttpRequest, refusal: Any) -> HttpResponse:
    differences = [
        {
            "field": one.field,
            "label": str(one.label),
            "entered": as_text(one.wanted),
            "stored": as_text(one.stored),
        }
        for one in refusal.differences
    ]
    return conflict(str(refusal), differences=differences, version=refusal.current)


def _form_refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    detail, fields = sentence_of_form(refusal.form)
    return conflict(detail, fields=fields)


def _not_found(request: HttpRequest, refusal: Any) -> HttpResponse:
    return problem(_("There is no such thing here, or it is not yours to see."), status=404)


def _denied(request: HttpRequest, refusal: Any) -> HttpResponse:
    return problem(str(refusal) or _("Your roles do not allow this."), status=403)


def _invalid(request: HttpRequest, refusal: Any) -> HttpResponse:
    fields: dict[str, list[str]] = {}
    for error in refusal.errors:
        # The first words say "body" or "query" and the model; a program wants the field.
        place = [str(part) for part in error["loc"] if part not in {"body", "query", "path", "form", "file"}]
        fields.setdefault(".".join(place[1:] or place), []).append(str(error["msg"]))
    return problem(
        _("The request does not fit the description of the API. Look at its fields."),
        status=422,
        fields=fields,
    )


def _failed(request: HttpRequest, refusal: Any) -> HttpResponse:
    if isinstance(refusal, AuthenticationError):
        answer = problem(_("Sign in, or send an access key that is still valid."), status=401)
        answer["WWW-Authenticate"] = "Bearer"
        return answer
    if refusal.status_code == TOO_MANY:
        answer = problem(_("Too many wrong access keys. Wait a minute and try again."), status=TOO_MANY)
        answer["Retry-After"] = "60"
        return answer
    if refusal.status_code == UNREADABLE:
        words = _("The request cannot be read: send JSON, or a form where the description asks for a file.")
        return problem(words, status=422, fields={})
    return problem(str(refusal), status=refusal.status_code)


def _unexpected(request: HttpRequest, error: Any) -> HttpResponse:
    # Django logs it and answers 500; a listing of the code never leaves the server.
    raise error
