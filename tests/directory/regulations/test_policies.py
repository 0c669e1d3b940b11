import pytest
from django.contrib.auth.models import AnonymousUser

from metodika.core.access import can
from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.models import Act, Clause, Doubt, Edition
from metodika.directory.regulations.rules import ActRef
from metodika.directory.regulations.services import publish_act
from metodika.directory.regulations.services.editions import cited_acts
from tests.factories.accounts import make_administrator, make_user
from tests.factories.directory import MunicipalityFactory
from tests.factories.regulations import make_act, make_text

pytestmark = pytest.mark.django_db
WRITING = ["create_act", "change_act", "import_act", "publish_act"]


@pytest.mark.parametrize("name", WRITING)
def test_role_writes_in_its_own_register_only(name):
    permission = f"regulations.{name}"
    here, there = MunicipalityFactory(), MunicipalityFactory()
    mine, foreign = make_act(here, published=True), make_act(there, published=True)
    holder, other = make_user(permission, at=here), make_user("staff.*", at=here)

    people = (holder, other, make_administrator(), AnonymousUser())
    found = [can(user, permission, act) for user in people for act in (mine, foreign)]

    assert found == [True, False, False, False, True, True, False, False]


@pytest.mark.parametrize("name", ["view_act", "compare_editions"])
@pytest.mark.parametrize("public", [True, False])
def test_published_act_is_open_to_everybody_and_its_editions_too(name, public):
    permission = f"regulations.{name}"
    here = MunicipalityFactory()
    edition = make_text(here).edition
    if public:
        publish_act(edition.act, on=edition.act.issued_on, address="", by=None)
        edition = Edition.objects.get(pk=edition.pk)
    people = (make_user(permission, at=here), make_user("staff.*", at=here), AnonymousUser())

    found = [can(user, permission, row) for user in people for row in (edition.act, edition)]

    assert found == [True, True, public, public, public, public]


def test_guest_sees_rows_of_published_acts_and_cited_ones_only():
    private, open_act = make_text().act, make_text().act
    publish_act(open_act, on=open_act.issued_on, address="", by=None)
    [cited] = cited_acts([ActRef("приказ", issued_on=open_act.issued_on, number="77")])

    guest = AnonymousUser()
    assert set(Act.objects.visible_to(guest).registered()) == {open_act}
    assert cited in Act.objects.visible_to(guest)
    assert set(Clause.objects.visible_to(guest).values_list("edition__act", flat=True)) == {open_act.pk}
    assert not Doubt.objects.visible_to(guest).exists()
    assert private not in Act.objects.visible_to(guest)


def test_list_is_open_to_everybody():
    assert can(AnonymousUser(), "regulations.list_acts")
    assert Organisation.objects.count() == 0
