from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from metodika.core.web import page
from metodika.directory.accounts import queries, services
from metodika.directory.accounts.forms import AcceptForm, NewPasswordForm
from metodika.directory.accounts.lifecycle import AccountStatus
from metodika.directory.accounts.services.credentials import LoginRefused, PasswordRefused


@page.public
@never_cache
@sensitive_post_parameters("password", "again")
def accept_invitation(request: HttpRequest, key: str) -> HttpResponseBase:
    invitation = queries.invitation_by_key(key)
    if invitation is None:
        raise Http404
    if refusal := queries.why_closed(invitation, timezone.now()):
        return render(request, "accounts/invitation_closed.html", {"sentence": refusal}, status=410)
    is_new = invitation.user.status == AccountStatus.INVITED
    form = (AcceptForm if is_new else NewPasswordForm).of(request)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        values.pop("again")
        try:
            user = services.accept_invitation(invitation, **values)
        except LoginRefused as refused:
            form.add_error("login", str(refused))
        except PasswordRefused as refused:
            form.add_error("password", str(refused))
        else:
            messages.success(
                request, _("The password is set. Sign in with the login %(login)s.") % {"login": user.login}
            )
            return redirect(settings.LOGIN_URL)
    context = {"form": form, "invitation": invitation, "is_new": is_new, "title": _("Welcome")}
    return render(request, "accounts/invitation_accept.html", context)


@page.public
@require_POST
def sign_in_to_demo(request: HttpRequest, login: str) -> HttpResponseBase:
    known = {account.login for account in queries.demo_accounts()} if settings.DEMO else set()
    user = queries.user_by_login(login) if login in known else None
    if user is None:
        raise Http404
    answer: HttpResponseBase = perform_login(request, user)
    return answer
