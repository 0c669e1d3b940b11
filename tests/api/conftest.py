import pytest
from django.utils import timezone

from metodika.directory.accounts.services import issue_token


@pytest.fixture
def key_of(db):
    def make(user, *scopes):
        today = timezone.now().date()
        _token, secret = issue_token(
            user, name="Проверка", scopes=scopes or ["all"], expires_on=today, by=user
        )
        return {"Authorization": f"Bearer {secret}"}

    return make
