import pytest

from tests.factories.accounts import make_administrator
from tests.factories.regulations import make_act

pytestmark = pytest.mark.django_db


def test_history_of_an_act_says_in_russian_what_has_happened(client):
    client.force_login(make_administrator())
    act = make_act(published=True)

    page = " ".join(client.get(f"/regulations/{act.pk}/history/").content.decode().split())

    named = " ".join(str(act).split())
    assert f"В реестр добавлен акт: {named}" in page
    assert f"Опубликован акт: {named}" in page
