from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from metodika.core.web import done, page, show_form
from metodika.directory.accounts import queries, services
from metodika.directory.accounts.forms import LanguageForm, TokenForm


@page("accounts.manage_own_account")
def show_security(request: HttpRequest) -> HttpResponseBase:
    user = queries.account_of(request.user)
    context = {
        "account": user,
        "sessions": queries.sessions_of(user),
        "current_key": request.session.session_key,
        "tokens": queries.tokens_of(user),
        "today": timezone.now().date(),
        "title": _("Sign-in and security"),
    }
    return render(request, "accounts/security.html", context)


@page("accounts.manage_own_account", method="POST")
def sign_out_everywhere(request: HttpRequest) -> HttpResponseBase:
    services.sign_out_everywhere(request.user, except_key=request.session.session_key, by=request.user)  # type: ignore[arg-type]  # the page lets only people in
    return done(request, _("You are signed out on all other devices."), "accounts:security")


@page("accounts.manage_own_account")
def choose_language(request: HttpRequest) -> HttpResponseBase:
    form = LanguageForm.of(request, initial={"language": request.user.language or settings.LANGUAGE_CODE})  # type: ignore[union-attr]  # as above
    if request.method == "POST" and form.is_valid():
        user = services.choose_language(request.user, **form.values())  # type: ignore[arg-type]  # as above
        answer = done(request, _("The language is remembered for your account."), "accounts:security")
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
        return answer
    return show_form(request, form, title=_("Language"), back=reverse("accounts:security"))


@page("accounts.manage_tokens")
@never_cache
def issue_token(request: HttpRequest) -> HttpResponseBase:
    form = TokenForm.of(request, user=request.user, today=timezone.now().date())
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            token, secret = services.issue_token(request.user, **form.chosen(), by=request.user)  # type: ignore[arg-type]  # as above
            context = {"token": token, "secret": secret, "title": _("The access key is ready")}
            return render(request, "accounts/token_made.html", context)
    return show_form(
        request,
        form,
        title=_("A new access key"),
        submit=_("Make the key"),
        back=reverse("accounts:security"),
        intro=_("A program with this key acts as you do. Never send it to anybody."),
    )


@page("accounts.manage_tokens", method="POST")
def revoke_token(request: HttpRequest, token_pk: int) -> HttpResponseBase:
    token = get_object_or_404(queries.tokens_of(request.user), pk=token_pk)  # type: ignore[arg-type]  # as above
    services.revoke_token(token, by=request.user)
    return done(request, _("The access key no longer works."), "accounts:security")
