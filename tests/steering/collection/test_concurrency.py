"""Several people of one school press "Submit" at the same moment, each on a connection of his own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connections

from metodika.core.access import RuleBroken
from metodika.core.audit.tracking import history_of
from metodika.core.database import EditedMeanwhile
from metodika.steering.collection import services
from metodika.steering.collection.models import Submission
from tests.factories.collection import RIGHT, asked, make_form, opened
from tests.factories.directory import EmploymentFactory, MunicipalityFactory, PositionFactory, SchoolFactory

AT_ONCE, FAR = 4, datetime(2099, 11, 30, 8, tzinfo=UTC)


def at_one_moment(act):
    """Let four connections do the same at once; return what each was told."""
    together = Barrier(AT_ONCE)

    def press(number):
        try:
            together.wait(timeout=60)
            act(number)
        except (RuleBroken, EditedMeanwhile) as refused:
            return type(refused).__name__
        finally:
            connections.close_all()
        return "taken"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(pool.map(press, range(AT_ONCE)))


@pytest.mark.django_db(transaction=True)
def test_one_form_at_one_moment_is_taken_from_one_and_the_others_are_told():
    place = MunicipalityFactory()
    school = SchoolFactory(parent=place)
    post = PositionFactory(category="teaching")
    for _one in range(9):
        EmploymentFactory(organisation=school, position=post, started_on=date(2020, 9, 1))
    row = services.begin_answers(asked(opened(make_form(place), due_at=FAR), school), by=None)

    def save(number):
        services.save_answers(
            Submission(pk=row.pk), answers={**RIGHT, "young": str(number)}, seen=row.version, by=None
        )

    def submit(_number):
        services.submit_answers(Submission(pk=row.pk), by=None)

    assert at_one_moment(save) == ["EditedMeanwhile"] * (AT_ONCE - 1) + ["taken"]
    saved = Submission.objects.get(pk=row.pk)
    assert at_one_moment(submit) == ["RuleBroken"] * (AT_ONCE - 1) + ["taken"]

    kept = Submission.objects.get(pk=row.pk)
    assert (kept.status, kept.answers) == ("submitted", saved.answers)
    assert [one.after for one in history_of(kept) if one.field == "status"].count("submitted") == 1
