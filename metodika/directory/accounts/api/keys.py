from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.web.endpoints import Area, Schema, With, checked
from metodika.directory.accounts import queries, services
from metodika.directory.accounts.forms import TokenForm
from metodika.directory.accounts.models import AccessToken

area = Area("keys")


class KeyOut(Schema):
    id: int
    name: str
    beginning: str
    scopes: list[str]
    created_at: datetime
    expires_on: date
    last_used_at: datetime | None
    revoked_at: datetime | None


class NewKey(KeyOut):
    secret: str


@area.list("/me/keys", "accounts.manage_tokens", gives=KeyOut)
def list_keys(request: HttpRequest, _table: None) -> Any:
    return queries.tokens_of(request.user)  # type: ignore[arg-type]  # the guard lets only people in


@area.post("/me/keys", "accounts.manage_tokens", form=TokenForm, gives=NewKey, status=201)
def issue_key(request: HttpRequest) -> With:
    # Else a narrow key would make itself a wide one.
    if not getattr(request, "key_may_do_all", True):
        raise PermissionDenied(
            _("A new key is made by a person who is signed in, or with a key for everything.")
        )
    form = checked(TokenForm.of(request, user=request.user, today=timezone.now().date()))
    token, secret = services.issue_token(request.user, **form.chosen(), by=request.user)  # type: ignore[arg-type]  # as above
    return With(token, secret=secret)


@area.post("/me/keys/{int:token_pk}/revoke", "accounts.manage_tokens", gives=KeyOut)
def revoke_key(request: HttpRequest, token_pk: int) -> AccessToken:
    token = get_object_or_404(queries.tokens_of(request.user), pk=token_pk)  # type: ignore[arg-type]  # as above
    return services.revoke_token(token, by=request.user)
