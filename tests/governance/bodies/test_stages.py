from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from metodika.core.access import RuleBroken
from metodika.core.audit.journal import entries_about
from metodika.core.events import sentences_of
from metodika.governance.bodies import queries, services
from metodika.governance.bodies.models import Stage
from tests.factories.accounts import make_user
from tests.factories.bodies import SINCE, make_body, make_composition, make_kind
from tests.factories.directory import PersonFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
SOON, FAR = date(2026, 12, 10), date(2027, 3, 1)


@pytest.fixture(autouse=True)
def _sunday():
    with time_machine.travel("2026-11-22T09:00:00Z", tick=False):
        yield


@pytest.fixture
def group():
    kind = make_kind(family="group", permanent=False, rules={"reminder_days": 30})
    return make_body(kind, ends_on=date(2027, 6, 1), name="Группа по заданиям")


def planned(body, **values):
    return services.plan_stage(body, values={"title": "Сбор", "due_on": SOON, **values}, by=None)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"starts_on": date(2026, 12, 11)}, "раньше первого"),
        ({"starts_on": SINCE - timedelta(days=1)}, "только с"),
        ({"due_on": date(2027, 6, 2)}, "Орган работает до"),
    ],
)
def test_stage_lies_within_the_time_of_its_body(group, values, words):
    with pytest.raises(RuleBroken, match=words):
        planned(group, **values)

    assert not Stage.objects.exists()


def test_stage_is_owed_within_the_reminder_and_no_longer_when_finished(group):
    make_composition(group, 2)
    stage, _later = planned(group, product="Сборник"), planned(group, title="Проверка", due_on=FAR)

    def owed():
        return [(one.code, one.due_on) for one in queries.duties_of(group, TODAY) if one.code == "stage_due"]

    before = owed()
    done = services.finish_stage(stage, on=TODAY, outcome=" Сборник из 40 заданий ", by=None)

    assert (before, owed()) == ([("stage_due", SOON)], [])
    assert (done.done_on, done.outcome) == (TODAY, "Сборник из 40 заданий")
    last = sentences_of(entries_about(group))[0].replace("\xa0", " ")
    assert last == "Группа по заданиям: этап «Сбор» закончен (22 ноября 2026 г.): Сборник из 40 заданий"


def test_last_day_is_told_once_and_again_when_it_moves(group):
    leader = PersonFactory()
    stage = planned(group, responsible=leader)
    planned(group, title="Проверка", due_on=FAR)

    told = [services.announce_stages(now=timezone.now()) for _night in range(2)]
    services.change_stage(stage, changes={"due_on": date(2026, 12, 15)}, seen=None, by=None)
    told.append(services.announce_stages(now=timezone.now()))

    assert told == [1, 0, 1]
    assert queries.people_of_stages([stage], TODAY) == {stage.pk: [leader.pk]}


def test_finished_stage_stays_as_it_is(group):
    stage = services.finish_stage(planned(group), on=TODAY, outcome="Готово", by=None)

    for act in (
        lambda: services.change_stage(stage, changes={"title": "Иной"}, seen=None, by=None),
        lambda: services.finish_stage(stage, on=TODAY, outcome="Ещё раз", by=None),
        lambda: services.remove_stage(stage, reason="Лишний", by=None),
    ):
        with pytest.raises(RuleBroken, match="остаётся как есть"):
            act()


def test_stage_is_planned_and_finished_on_pages_with_its_product(client, group):
    client.force_login(make_user("bodies.*", "staff.*", at=group.host))
    card = reverse("bodies:show-body", args=[group.pk])

    client.post(reverse("bodies:plan-stage", args=[group.pk]), {"title": "Сбор", "due_on": "2026-12-10"})
    stage = Stage.objects.get()
    change = reverse("bodies:change-stage", args=[stage.pk])
    client.post(change, {"title": "Сбор заданий", "due_on": "2026-12-12", "version": stage.version})
    paper = SimpleUploadedFile("сборник.pdf", b"%PDF-1.4 tasks")
    told = {"on": "2026-11-22", "outcome": "Сборник готов", "file": paper}
    finished = client.post(reverse("bodies:finish-stage", args=[stage.pk]), told)

    assert finished["Location"] == card
    shown = client.get(card).content.decode()
    assert all(words in shown for words in ("Сбор заданий", "Сборник готов", "сборник.pdf", "закончен"))
    product = client.get(reverse("bodies:download-product", args=[stage.pk]))
    assert b"".join(product.streaming_content) == b"%PDF-1.4 tasks"
