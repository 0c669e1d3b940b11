"""A council of nine in a running demo with a session of today; made in a process of its own, told as JSON."""

import json
import sys
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from metodika.core.database.subjects import about
from metodika.core.language import russian_date
from metodika.directory.accounts.lifecycle import ConsentChannel, ConsentPurpose
from metodika.directory.accounts.queries import current_text, user_by_login
from metodika.directory.accounts.services import give_consent, publish_consent_text
from metodika.directory.mandates.models import Mandate
from metodika.directory.mandates.queries import zone_of
from metodika.directory.records.models import Record
from metodika.governance.bodies.models import Body
from metodika.governance.meetings import services
from metodika.governance.meetings.models import Session, Stay
from tests.factories.accounts import make_user
from tests.factories.bodies import SINCE, make_body, make_composition, make_kind
from tests.factories.directory import EmploymentFactory, PersonFactory, PositionFactory
from tests.factories.regulations import make_act

NAMES = (
    "Белова Мария Ивановна", "Волков Пётр Сергеевич", "", "Громова Анна Павловна", "Данилова Ольга Юрьевна",
    "Ершов Илья Олегович", "Жукова Вера Львовна", "Зимин Олег Андреевич", "Исаева Нина Петровна",
)  # fmt: skip
QUESTIONS = ("О плане работы на год", "О программе школы молодого педагога", "О банке лучших практик")
RULES = {
    "min_members": 9, "members_follow": True, "members_vote": True, "needs_approval": True,
    "offices": ["chair", "deputy", "secretary"], "composition_act": "any",
}  # fmt: skip


def build(number: int) -> dict[str, object]:
    """Make the council around the secretary of the demo, whose place is the empty name."""
    secretary = user_by_login("demo-secretary")
    home = Mandate.objects.filter(person=secretary.person).order_by("pk").first().organisation
    place = home.municipality or home
    code = f"journey-{timezone.now():%H%M%S}-{number}"
    people = [person(name) if name else secretary.person for name in NAMES]
    body = make_body(make_kind(place.profile, code=code, rules=RULES), host=place, name=f"Совет {code}")
    make_composition(body, people, act=make_act(owner=place, issued_on=SINCE, number=f"{code}-П"))
    session = services.plan_session(body, on=timezone.localdate(), card={"place": "Зал"}, by=secretary)
    for question in QUESTIONS:
        services.add_item(session, question=question, by=secretary)
    logins = [make_user(person=people[seat], login=f"{code}-{seat}").login for seat in (3, 4, 5)]
    return {
        "session": session.pk,
        "logins": logins,
        "secretary": str(secretary.person),
        "body": body.name,
        "body_id": body.pk,
    }


def person(name: str) -> object:
    last, first, patronymic = name.split()
    return PersonFactory(last_name=last, first_name=first, patronymic=patronymic)


def tell(count: int) -> None:
    """Make as many councils; each journey takes one of its own, and the process starts once for all."""
    with translation.override("ru"):
        json.dump([build(number) for number in range(count)], sys.stdout)


def tell_chief(body_id: int) -> None:
    """Make who signs the orders about a body, with an account and the consent to sign on the screen."""
    body = Body.objects.select_related("host").get(pk=body_id)
    with translation.override("ru"):
        chief = PersonFactory(last_name=f"Ростовцева{body_id}", first_name="Инна", patronymic="Львовна")
        EmploymentFactory(
            person=chief, organisation=body.host, position=PositionFactory(title="Начальник отдела")
        )
        text = current_text(ConsentPurpose.SIGNING) or publish_consent_text(
            ConsentPurpose.SIGNING, text="Соглашение о подписи", by=None
        )
        give_consent(chief, text=text, channel=ConsentChannel.SCREEN, by=None)
        login = make_user(person=chief, login=f"chief-{body_id}").login
    json.dump({"login": login, "name": chief.full_name, "pick": f"{chief} · № {chief.pk}"}, sys.stdout)


def varying(session_id: int) -> None:
    """Print what is another in each run: the day, the hours, the number and the names of the place."""
    session = Session.objects.with_names().get(pk=session_id)
    zone = ZoneInfo(zone_of(session.body.host))
    stays = list(Stay.objects.filter(attendance__session=session).order_by("arrived_at", "pk"))
    moments = {
        "opened": session.opened_at, "closed": session.closed_at, "late": stays[-2].arrived_at,
        "last": stays[-1].arrived_at,
        "left": min(stay.left_at for stay in stays if stay.left_at is not None),
    }  # fmt: skip
    told = {name: moment.astimezone(zone).strftime("%H:%M") for name, moment in moments.items()}
    minutes = Record.objects.get(kind="meetings.minutes", **about(session))
    named = {"host": session.body.host.name, "code": session.body.kind.code, "number": minutes.number_text}
    json.dump({**told, **named, "date": russian_date(session.day)}, sys.stdout)
