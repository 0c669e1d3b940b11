import pytest

from metodika.core.notices.models import Notice
from metodika.directory.records import services
from metodika.directory.records.events import DispatchSent, RecordSigned, SignaturesAsked
from metodika.directory.records.notices import NOTICES
from metodika.directory.records.queries import makers_of
from tests.factories.accounts import make_user
from tests.factories.directory import PersonFactory, SchoolFactory
from tests.factories.records import make_printed, make_record

pytestmark = pytest.mark.django_db
RECORD = {"record_id": 1, "kind": "records.order", "subject": "", "subject_id": None}


def test_those_with_an_account_are_told_to_sign_and_to_read():
    user, without = make_user(), PersonFactory()
    people = [user.person.pk, without.pk]
    asked = SignaturesAsked(**RECORD, people=people, due_on=None)
    sent = DispatchSent(dispatch_id=1, subject="records.record", subject_id=1, people=people, due_on=None)

    for event in (asked, sent):
        told = NOTICES[type(event)]
        assert list(told.to(event)) == [user]
        assert told.anybody(event)
        assert told.url(event) == "/records/own/"


def test_paper_people_alone_make_no_job():
    event = SignaturesAsked(**RECORD, people=[PersonFactory().pk], due_on=None)

    assert not NOTICES[SignaturesAsked].anybody(event)
    assert Notice.objects.count() == 0


def test_maker_hears_that_everybody_has_signed():
    user = make_user()
    record = services.draft_record(
        kind="records.order", organisation=SchoolFactory(), title="О плане",
        dated_on=make_record().dated_on, by=user,
    )  # fmt: skip
    event = RecordSigned(**RECORD | {"record_id": record.pk})

    assert list(NOTICES[RecordSigned].to(event)) == [user]
    assert makers_of(make_printed().pk) == []
