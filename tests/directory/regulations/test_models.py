from datetime import date

import pytest

from metodika.directory.regulations.models import Act


@pytest.mark.parametrize(
    ("card", "called"),
    [
        ({"title": "План мероприятий («дорожная карта»)"}, "План мероприятий («дорожная карта»)"),
        ({"title": "Развитие службы"}, "План «Развитие службы»"),
        (
            {"title": "План года", "issued_on": date(2021, 7, 27), "number": "5"},
            "План от 27.07.2021 №\u00a05 «План года»",
        ),
        ({"title": ""}, "План"),
    ],
)
def test_act_is_called_by_its_requisites_and_title_without_its_kind_twice(card, called):
    assert str(Act(kind="plan", **card)) == called
