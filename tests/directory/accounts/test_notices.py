import re

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from metodika.core.audit.models import JournalEntry
from metodika.core.notices.models import Letter
from metodika.directory.accounts import services
from metodika.directory.accounts.lifecycle import DataRequestKind
from metodika.directory.accounts.queries import address_of_invitation
from tests.factories.accounts import give, make_administrator, make_role, make_user
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PersonFactory, SchoolFactory
from tests.factories.notices import letters, react_twice, shown_under_the_bell, told

pytestmark = pytest.mark.django_db
ANSWER = "accounts.answer_data_request"


@pytest.fixture
def by_mail(settings):
    settings.EMAIL_HOST, settings.ADDRESS = "mail.example.org", "https://metodika.example.org"


def ask(user):
    return services.ask_about_data(user.person, kind=DataRequestKind.ACCESS, words="", by=user)


@pytest.fixture
def place():
    return MunicipalityFactory()


@pytest.fixture
def teacher(place):
    user = make_user(login="teacher", email="teacher@example.org", language="ru")
    EmploymentFactory(person=user.person, organisation=SchoolFactory(parent=place))
    return user


def test_request_about_data_is_told_to_those_who_may_answer_it(place, teacher, client):
    head = make_user(ANSWER, at=place, login="head", language="ru")
    make_administrator("chief")
    make_user("staff.*", at=place, login="methodist")
    make_user(ANSWER, at=MunicipalityFactory(), login="stranger")
    own = make_user(login="own")
    give(own.person, make_role(ANSWER), place, only_self=True)
    give(teacher.person, make_role(ANSWER), place)
    ProcrastinateJob.objects.all().delete()

    ask(teacher)
    react_twice()

    assert sorted(told()) == [("chief", "accounts.data_requested"), ("head", "accounts.data_requested")]
    assert f"{teacher.person}" in shown_under_the_bell(client, head)


def test_answer_is_told_to_the_person_who_asked(teacher, client):
    request = ask(teacher)
    ProcrastinateJob.objects.all().delete()

    services.answer_data_request(request, answer="Сведения готовы.", by=make_administrator())
    react_twice()

    assert told() == [("teacher", "accounts.data_request_answered")]
    assert [address for address, _text in letters()] == ["teacher@example.org"]
    assert letters()[0][1] in shown_under_the_bell(client, teacher)


def test_letters_lead_to_what_they_are_about(by_mail, teacher):
    services.answer_data_request(ask(teacher), answer="Да.", by=make_administrator())
    react_twice()

    last = Letter.objects.get(address="teacher@example.org").text.splitlines()[-1]
    assert last == "https://metodika.example.org/accounts/my-data/"


def test_link_of_an_invitation_goes_to_the_invited_address_and_is_kept_nowhere(by_mail, client):
    person = PersonFactory()

    invitation = services.invite_user(person, email="new@example.org", by=make_administrator())
    for job in ProcrastinateJob.objects.filter(task_name="events.react"):
        assert "-" not in str(job.args["parameters"])
    react_twice()

    sent = mail.outbox[0]
    link = re.search(r"https://\S+", sent.body).group()
    # The end of a link is signed anew with each second.
    address = address_of_invitation(invitation).rsplit(":", 2)[0]
    expected = f"https://metodika.example.org{address}"
    assert (sent.to, link.rsplit(":", 2)[0]) == (["new@example.org"], expected)
    assert client.get(link.removeprefix("https://metodika.example.org")).status_code == 200
    assert Letter.objects.count() == 0
    entry = JournalEntry.objects.get(key="accounts.user_invited")
    assert entry.parameters == {"user_id": invitation.user_id, "invitation_id": invitation.pk}


def test_replaced_link_is_not_sent(by_mail):
    first = services.invite_user(PersonFactory(), email="new@example.org", by=make_administrator())
    second = services.renew_invitation(first.user, by=make_administrator("second"))

    react_twice()

    assert {address_of_invitation(second) in letter.body for letter in mail.outbox} == {True}


def test_without_a_mail_server_or_an_address_no_letter_is_tried(settings):
    settings.EMAIL_HOST, settings.ADDRESS = "mail.example.org", ""
    services.invite_user(PersonFactory(), email="new@example.org", by=make_administrator())

    react_twice()

    assert mail.outbox == []
    assert not ProcrastinateJob.objects.filter(task_name="events.react").exists()
