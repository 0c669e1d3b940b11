from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.web.endpoints import Area, Body, Id, Ref, Schema, With, as_text, checked
from metodika.directory.accounts import queries, services
from metodika.directory.accounts.api.users import UserOut
from metodika.directory.accounts.documents import own_data_archive
from metodika.directory.accounts.forms import DataRequestForm, LanguageForm
from metodika.directory.accounts.lifecycle import ConsentChannel, ConsentPurpose
from metodika.directory.accounts.models import Consent, DataRequest, User
from metodika.directory.staff.models import Person

area = Area("own")
ZIP = ("application/zip",)


class HeldRole(Schema):
    role: str
    path: str
    until: datetime | None
    only_self: bool


class OwnAccount(UserOut):
    roles: list[HeldRole]


class OwnSectionOut(Schema):
    code: str
    title: str
    headings: list[str]
    rows: list[list[str]]


class TextOut(Schema):
    id: int
    purpose: str
    version: int
    text: str
    published_at: datetime


class ConsentOut(Schema):
    id: int
    purpose: str
    text: int
    channel: str
    given_at: datetime
    withdrawn_at: datetime | None

    @staticmethod
    def resolve_text(consent: Consent) -> int:
        return consent.text_id


class PurposeOut(Schema):
    purpose: str
    text: TextOut
    consent: ConsentOut | None
    is_outdated: bool


class ConsentWanted(Body):
    text: Id


class DataRequestOut(Schema):
    id: int
    person: Ref
    kind: str
    words: str
    status: str
    created_at: datetime
    due_on: date
    answer: str
    answered_at: datetime | None


class SignInOut(Schema):
    created_at: datetime
    last_seen_at: datetime
    address: str
    device: str

    @staticmethod
    def resolve_address(session: Any) -> str:
        return session.ip or ""

    @staticmethod
    def resolve_device(session: Any) -> str:
        return str(session.user_agent)


class Ended(Schema):
    sessions: int


def _person(request: HttpRequest) -> Person:
    person: Person | None = request.user.person  # type: ignore[union-attr]  # the guard lets only people in
    if person is None:
        raise RuleBroken(_("This account belongs to no person, so nothing is held about anybody."))
    return person


@area.get("/me", "accounts.manage_own_account", gives=OwnAccount)
def show_me(request: HttpRequest) -> With:
    user: User = request.user  # type: ignore[assignment]  # as above
    return With(user, roles=list(user.access.grants))


@area.post("/me/language", "accounts.manage_own_account", form=LanguageForm, gives=UserOut)
def choose_language(request: HttpRequest) -> User:
    form = checked(LanguageForm.of(request))
    return services.choose_language(request.user, **form.values())  # type: ignore[arg-type]  # as above


@area.list("/me/sessions", "accounts.manage_own_account", gives=SignInOut)
def list_sessions(request: HttpRequest, _table: None) -> list[Any]:
    return queries.sessions_of(request.user)


@area.post("/me/sign-out", "accounts.manage_own_account", gives=Ended)
def sign_out_everywhere(request: HttpRequest) -> dict[str, int]:
    kept = request.session.session_key
    return {"sessions": services.sign_out_everywhere(request.user, except_key=kept, by=request.user)}  # type: ignore[arg-type]  # as above


@area.list("/me/data", "accounts.view_own_data", gives=OwnSectionOut)
def list_own_data(request: HttpRequest, _table: None) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code,
            "title": str(one.title),
            "headings": [str(heading) for heading in one.headings],
            "rows": [[as_text(value) for value in row] for row in one.rows],
        }
        for one in queries.own_data(_person(request))
    ]


@area.download("/me/data/file", "accounts.view_own_data", kinds=ZIP)
def take_own_data(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(own_data_archive(queries.own_data(_person(request))), content_type=ZIP[0])
    answer["Content-Disposition"] = f'attachment; filename="my-data-{timezone.localdate():%Y-%m-%d}.zip"'
    return answer


@area.list("/me/data-requests", "accounts.view_own_data", gives=DataRequestOut)
def list_own_requests(request: HttpRequest, _table: None) -> Any:
    return queries.requests_of_person(_person(request)).select_related("person")


@area.post(
    "/me/data-requests", "accounts.view_own_data", form=DataRequestForm, gives=DataRequestOut, status=201
)
def ask_about_data(request: HttpRequest) -> DataRequest:
    person = _person(request)
    return services.ask_about_data(person, **checked(DataRequestForm.of(request)).values(), by=request.user)


@area.list("/me/consents", "accounts.view_own_data", gives=PurposeOut)
def list_consents(request: HttpRequest, _table: None) -> Any:
    return queries.purposes_of_person(_person(request))


@area.post(
    "/me/consents/{slug:purpose}", "accounts.view_own_data", takes=ConsentWanted, gives=ConsentOut, status=201
)
def give_consent(request: HttpRequest, purpose: str) -> Consent:
    person = _person(request)
    found = next((one for one in queries.purposes_of_person(person) if one.purpose == purpose), None)
    if found is None:
        raise Http404
    if request.entered["text"] != found.text.pk:  # type: ignore[attr-defined]  # what was sent
        raise RuleBroken(_("The text has changed since you opened it. Read the new one and decide again."))
    return services.give_consent(person, text=found.text, channel=ConsentChannel.SCREEN, by=request.user)


@area.remove("/me/consents/{slug:purpose}", "accounts.view_own_data")
def withdraw_consent(request: HttpRequest, purpose: str) -> None:
    known = purpose in ConsentPurpose.values
    consent = queries.consent_in_force(_person(request), ConsentPurpose(purpose)) if known else None
    if consent is None:
        raise Http404
    services.withdraw_consent(consent, by=request.user)
