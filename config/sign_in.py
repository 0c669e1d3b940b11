"""How django-allauth is bent to this house: accounts come by invitation, providers name invited people."""

import base64
import hashlib
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from metodika.directory.accounts.jobs import send_reset_link
from metodika.directory.accounts.lifecycle import AccountStatus
from metodika.directory.accounts.models import User
from metodika.directory.accounts.queries import LAST_VISIT, user_by_claims
from metodika.directory.accounts.rules import minutes_to_wait
from metodika.directory.accounts.services import activate_user

# The page itself shows that one is in or out.
NEEDLESS_MESSAGES = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


def name_of(user: User) -> str:
    """Return how allauth's pages call a person."""
    return str(user)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Passwords: no sign-up, a lock that says when to try again, letters sent by a job."""

    error_messages = {  # noqa: RUF012 - the base class declares it without ClassVar
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy(
            "The login or the password is wrong. Check both and try again."
        ),
        "email_password_mismatch": gettext_lazy(
            "The e-mail or the password is wrong. Check both and try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        # Signing in overwrites this moment, and Today asks what has changed since the visit before.
        before = user.last_login
        super().login(request, user)
        if before:
            request.session[LAST_VISIT] = before.isoformat()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refusal:
            minutes = self._minutes_to_wait(request, **credentials)
            sentence = ngettext(
                "Too many failed attempts. Try again in %(minutes)s minute, or ask for a new link.",
                "Too many failed attempts. Try again in %(minutes)s minutes, or ask for a new link.",
                minutes,
            ) % {"minutes": minutes}
            raise ValidationError(sentence, code="too_many_login_attempts") from refusal

    def _minutes_to_wait(self, request: HttpRequest, **credentials: Any) -> int:
        key = self._get_login_attempts_cache_key(request, **credentials)
        place = {"app": "allauth.account", "action": "login_failed"}
        waits = [
            minutes_to_wait(
                cache.get(ratelimit.get_cache_key(request, rate=rate, key=key, **place), []),
                limit=rate.amount, window=rate.duration, now=time.time(),
            )
            for rate in ratelimit.get_rates(**place)
        ]  # fmt: skip
        return max(1, *waits)

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **details)
        if user.language:
            answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
        return answer

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **options: Any,
    ) -> None:
        if message_template not in NEEDLESS_MESSAGES:
            super().add_message(request, level, message_template, *args, **options)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        # The job makes the link itself: a link that lies in the queue could be read there.
        send_reset_link.defer(
            user=user.pk, email=email, origin=f"{self.request.scheme}://{self.request.get_host()}"
        )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """Secrets of authenticators are of no use to whoever reads a copy of the database."""

    def encrypt(self, text: str) -> str:
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _lock().decrypt(encrypted_text.encode()).decode()


def _lock() -> Fernet:
    key = hashlib.sha256(b"second factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    """OpenID Connect: whoever the provider describes must have been invited."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        provider = sociallogin.provider.name
        if not sociallogin.is_existing:
            self._connect_invited(request, sociallogin, provider)
        if not sociallogin.user.is_active:
            raise _refused(request, _("Your account is suspended or closed. Ask your administrator."))

    def _connect_invited(self, request: HttpRequest, sociallogin: SocialLogin, provider: str) -> None:
        told = sociallogin.account.extra_data
        claims = {**(told.get("id_token") or {}), **(told.get("userinfo") or {})}
        user = user_by_claims(claims, match=settings.OIDC_MATCH)
        if user is None:
            raise _refused(
                request,
                _(
                    "%(provider)s has told us who you are, but you have not been invited here. "
                    "Ask the person who runs the methodical service for an invitation."
                )
                % {"provider": provider},
            )
        if user.status == AccountStatus.INVITED:
            user = activate_user(user, provider=provider)
        if user.is_active:
            sociallogin.connect(request, user)
        else:
            sociallogin.user = user


def _refused(request: HttpRequest, sentence: str | Promise) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(
        render(request, "accounts/sign_in_refused.html", {"sentence": sentence}, status=403)
    )
