from datetime import date

import pytest

from metodika.core.access import RuleBroken
from metodika.core.database.edits import EditedMeanwhile
from metodika.directory.regulations.lifecycle import ActKind, ActStatus, RelationKind
from metodika.directory.regulations.models import Act, ActRelation
from metodika.directory.regulations.services import (
    change_act,
    create_act,
    move_act,
    publish_act,
    relate_act,
    settle_doubt,
    supersede_act,
)
from tests.factories.accounts import make_administrator
from tests.factories.directory import MunicipalityFactory
from tests.factories.regulations import make_act, make_text, text_of

pytestmark = pytest.mark.django_db


def test_act_is_known_by_issuer_kind_date_and_number_not_by_title():
    owner = MunicipalityFactory()
    act = make_act(owner, number="5-П", title="Об одном")

    with pytest.raises(RuleBroken, match="уже есть"):
        make_act(owner, number="5 – п", title="О другом")

    assert [*Act.objects.registered()] == [act]
    assert make_act(number="5-П").identity == act.identity


@pytest.mark.parametrize("field", [{"number": "6-П"}, {"issued_on": date(2024, 5, 14)}, {"issuer": "Дума"}])
def test_act_with_another_requisite_is_another_act(field):
    owner = MunicipalityFactory()
    make_act(owner, number="5-П")

    make_act(owner, **({"number": "5-П"} | field))

    assert Act.objects.registered().count() == 2


def test_number_may_be_empty_and_undated_acts_are_told_apart_by_title():
    owner = MunicipalityFactory()

    make_act(owner, number="", title="О наставниках")
    made = [
        make_act(owner, number="", issued_on=None, title=title) for title in ("План чтения", "План счёта")
    ]

    assert [act.requisites for act in made] == ["Приказ", "Приказ"]
    assert Act.objects.registered().count() == 3


def test_federal_law_is_one_with_its_issuer_and_without():
    owner = MunicipalityFactory()
    make_act(owner, kind=ActKind.LAW, issuer="", number="273-ФЗ")

    with pytest.raises(RuleBroken):
        make_act(owner, kind=ActKind.LAW, issuer="Российская Федерация", number="273-ФЗ")


def test_long_issuer_leaves_room_for_date_and_number():
    owner = MunicipalityFactory()

    acts = [make_act(owner, issuer="Совет да дума " * 35, number=number) for number in ("1", "2")]

    assert acts[0].identity != acts[1].identity


def test_change_is_saved_once_and_counted():
    act = make_act(title="О школе")

    changed = change_act(act, changes={"title": "О наставнике", "number": "9"}, seen=act.version, by=None)
    again = change_act(changed, changes={"title": "О наставнике"}, seen=changed.version, by=None)

    assert (changed.title, changed.version, again.version) == ("О наставнике", 2, 2)
    assert changed.identity.endswith("|9")
    assert "наставнике" in changed.search_text


def test_second_of_two_editors_sees_the_difference():
    act = make_act(title="О школе")
    change_act(act, changes={"title": "О наставнике"}, seen=1, by=None)

    with pytest.raises(EditedMeanwhile) as told:
        change_act(act, changes={"title": "О наставнице"}, seen=1, by=None)

    assert [(one.field, one.stored, one.wanted) for one in told.value.differences] == [
        ("title", "О наставнике", "О наставнице")
    ]
    assert Act.objects.get(pk=act.pk).title == "О наставнике"


def test_change_does_not_take_the_requisites_of_another_act():
    owner = MunicipalityFactory()
    first, second = make_act(owner, number="1"), make_act(owner, number="2")

    with pytest.raises(RuleBroken, match="уже есть"):
        change_act(second, changes={"number": "1"}, seen=second.version, by=None)

    assert Act.objects.get(pk=second.pk).number == "2"
    assert first.pk != second.pk


# Written out: a table that allowed more would agree with itself.
FORWARD = {
    ("draft", "signed"), ("draft", "in_force"), ("signed", "in_force"), ("signed", "repealed"),
    ("in_force", "repealed"), ("in_force", "expired"),
}  # fmt: skip


@pytest.mark.parametrize("status", ActStatus.values)
@pytest.mark.parametrize("wanted", ActStatus.values)
def test_status_moves_only_forward(status, wanted):
    act = make_act(status=status)

    if (status, wanted) in FORWARD:
        assert move_act(act, status=wanted, on=date(2024, 9, 1), by=None).status == wanted
    else:
        with pytest.raises(RuleBroken, match="не может"):
            move_act(act, status=wanted, on=date(2024, 9, 1), by=None)


def test_repealed_act_holds_until_the_day_before():
    act = make_act(valid_from=date(2023, 6, 1))

    ended = move_act(act, status=ActStatus.REPEALED, on=date(2024, 9, 1), by=None)

    days = [date(2023, 5, 31), date(2023, 6, 1), date(2024, 8, 31), date(2024, 9, 1)]
    assert ended.valid_to == date(2024, 8, 31)
    assert [Act.objects.in_force_on(day).filter(pk=act.pk).exists() for day in days] == [
        False,
        True,
        True,
        False,
    ]


def test_act_does_not_end_before_it_begins():
    act = make_act(valid_from=date(2023, 6, 1))

    with pytest.raises(RuleBroken, match="раньше"):
        move_act(act, status=ActStatus.EXPIRED, on=date(2023, 6, 1), by=None)


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        ({"issued_on": None, "number": ""}, True),
        ({"valid_from": date(2026, 1, 1)}, False),
        ({"status": ActStatus.DRAFT}, False),
        ({"valid_to": date(2025, 1, 1)}, True),
        ({"valid_to": date(2024, 12, 31)}, False),
    ],
)
def test_act_is_in_force_as_of_a_day(values, holds):
    make_act(**values)

    assert Act.objects.in_force_on(date(2025, 1, 1)).exists() is holds


def test_draft_is_not_published_and_nothing_before_its_date():
    draft, act = make_act(status=ActStatus.DRAFT), make_act()

    with pytest.raises(RuleBroken, match="роект"):
        publish_act(draft, on=date(2024, 1, 1), address="", by=None)
    with pytest.raises(RuleBroken, match="раньше"):
        publish_act(act, on=date(2020, 1, 1), address="", by=None)

    published = publish_act(act, on=date(2024, 1, 1), address="https://example.org/7", by=None)
    assert (published.published_on, published.version) == (date(2024, 1, 1), 2)


def test_later_act_takes_the_place_of_an_earlier_one():
    owner = MunicipalityFactory()
    old, new = make_act(owner), make_act(owner, issued_on=date(2024, 8, 1))

    ended = supersede_act(old, successor=new, on=date(2024, 9, 1), by=None)

    relation = ActRelation.objects.get()
    assert (ended.status, ended.valid_to) == (ActStatus.REPEALED, date(2024, 8, 31))
    assert (relation.act, relation.other, relation.kind) == (new, old, RelationKind.SUPERSEDES)


def test_act_is_not_replaced_by_itself_nor_by_an_older_one():
    old, new = make_act(), make_act(issued_on=date(2024, 8, 1))

    with pytest.raises(RuleBroken, match="сам"):
        supersede_act(old, successor=old, on=date(2024, 9, 1), by=None)
    with pytest.raises(RuleBroken, match="старше"):
        supersede_act(new, successor=old, on=date(2024, 9, 1), by=None)

    assert not ActRelation.objects.exists()


def test_relation_is_written_down_once():
    one, other = make_act(), make_act()

    relate_act(one, other=other, kind=RelationKind.AMENDS, by=None)

    with pytest.raises(RuleBroken, match="уже записана"):
        relate_act(one, other=other, kind=RelationKind.AMENDS, by=None)
    with pytest.raises(RuleBroken, match="другой акт"):
        relate_act(one, other=one, kind=RelationKind.AMENDS, by=None)


def test_doubt_is_settled_with_a_reason():
    doubt = make_text(content=text_of(second="Школа открыта,")).edition.doubts.first()
    user = make_administrator()

    with pytest.raises(RuleBroken, match="почему"):
        settle_doubt(doubt, reason=" ", by=user)

    settled = settle_doubt(doubt, reason="Так напечатано.", by=user)
    assert (settled.settled_because, settled.settled_by) == ("Так напечатано.", user)


def test_unknown_columns_are_not_taken():
    with pytest.raises(TypeError):
        create_act(owner=MunicipalityFactory(), values={"colour": "red"}, by=None)
