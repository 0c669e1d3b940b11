from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.audit.journal import entries_about
from metodika.core.events import sentences_of
from metodika.core.web import MenuItem, ReasonForm, confirm, done, page, show_form, show_list
from metodika.directory.accounts import queries, services
from metodika.directory.accounts.forms import InviteForm
from metodika.directory.accounts.lifecycle import AccountStatus
from metodika.directory.accounts.models import User
from metodika.directory.accounts.tables import JournalTable, UserTable, account_status, shown_login
from metodika.directory.mandates.queries import people_seen_by

FOUND_PEOPLE = 30


@page("accounts.list_users")
def list_users(request: HttpRequest) -> HttpResponseBase:
    actions = []
    if can(request.user, "accounts.invite_user"):
        actions.append(MenuItem(_("Invite a person"), reverse("accounts:choose-person"), icon="plus"))
    return show_list(
        request,
        UserTable,
        queries.users_seen_by(request.user),
        title=_("Accounts"),
        actions=actions,
        intro=_("Who can sign in. What a person may do there follows from his roles."),
    )


@page("accounts.list_users", User)
def show_user(request: HttpRequest, user: User) -> HttpResponseBase:
    user = queries.users_seen_by(request.user).get(pk=user.pk)
    decides = queries.may_decide(request.user, user)
    invites = decides and can(request.user, "accounts.invite_user", user)
    invitation = queries.open_invitation(user) if invites else None
    entries = list(entries_about(user)[:50])
    context: dict[str, Any] = {
        "account": user,
        "login": shown_login(user),
        "status": account_status(user),
        "decides": decides,
        "invites": invites and user.status in {AccountStatus.INVITED, AccountStatus.ACTIVE},
        "link": request.build_absolute_uri(queries.address_of_invitation(invitation)) if invitation else "",
        "invitation": invitation,
        "sessions": len(queries.sessions_of(user)),
        "history": list(
            zip((entry.happened_at for entry in entries), sentences_of(entries, as_history=True), strict=True)
        ),
        "breadcrumbs": [(_("Accounts"), reverse("accounts:list-users")), (str(user), "")],
        "title": str(user),
    }
    return render(request, "accounts/user_card.html", context)


@page("accounts.invite_user")
def choose_person(request: HttpRequest) -> HttpResponseBase:
    words = request.GET.get("q", "")
    found = list(queries.people_to_invite(request.user, words)[:FOUND_PEOPLE])
    context = {
        "words": words,
        "people": found,
        "crowded": len(found) == FOUND_PEOPLE,
        "title": _("Whom do you invite?"),
    }
    return render(request, "accounts/user_choice.html", context)


@page("accounts.invite_user")
def invite_user(request: HttpRequest, person_pk: int) -> HttpResponseBase:
    person = get_object_or_404(people_seen_by(request.user), pk=person_pk)
    form = InviteForm.of(request, initial={"email": person.email})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            invitation = services.invite_user(person, **form.values(), by=request.user)
            return done(
                request,
                _("The link is ready. Hand it over: it works once."),
                "accounts:show-user",
                invitation.user_id,
            )
    return show_form(
        request,
        form,
        title=_("Invite %(person)s") % {"person": person},
        submit=_("Make the link"),
        intro=_("The person opens the link, chooses a login and a password, and can sign in."),
        back=reverse("accounts:choose-person"),
    )


@page("accounts.invite_user", User, method="POST")
def renew_invitation(request: HttpRequest, user: User) -> HttpResponseBase:
    services.renew_invitation(user, by=request.user)
    return done(
        request, _("There is a new link; the earlier one no longer works."), "accounts:show-user", user.pk
    )


def _decide(
    request: HttpRequest,
    user: User,
    *,
    service: Any,
    title: str,
    consequences: list[str],
    submit: str,
    said: str,
) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            service(user, reason=form.cleaned_data["reason"], by=request.user)
            return done(request, said, "accounts:show-user", user.pk)
    back = reverse("accounts:show-user", args=[user.pk])
    return confirm(request, form, title=title, consequences=consequences, submit=submit, back=back)


@page("accounts.suspend_user", User)
def suspend_user(request: HttpRequest, user: User) -> HttpResponseBase:
    return _decide(
        request,
        user,
        service=services.suspend_user,
        title=_("Suspend the account of %(user)s") % {"user": user},
        consequences=[
            _("The person is signed out on all devices at once and cannot sign in."),
            _("Access keys stop working."),
            _("Roles and records stay. The account can be opened again at any time."),
        ],
        submit=_("Suspend"),
        said=_("The account is suspended."),
    )


@page("accounts.suspend_user", User)
def close_user(request: HttpRequest, user: User) -> HttpResponseBase:
    return _decide(
        request,
        user,
        service=services.close_user,
        title=_("Close the account of %(user)s") % {"user": user},
        consequences=[
            _("The person can never sign in with this account again."),
            _("What the person did stays in the history and in the journal."),
        ],
        submit=_("Close for ever"),
        said=_("The account is closed."),
    )


@page("accounts.suspend_user", User)
def reset_second_factor(request: HttpRequest, user: User) -> HttpResponseBase:
    return _decide(
        request,
        user,
        service=services.reset_second_factor,
        title=_("Take the second factor off the account of %(user)s") % {"user": user},
        consequences=[
            _("Authenticator, passkeys and recovery codes are forgotten: the password alone is enough."),
            _("The person is signed out on all devices."),
        ],
        submit=_("Take off"),
        said=_("The second factor is taken off."),
    )


@page("accounts.suspend_user", User, method="POST")
def reactivate_user(request: HttpRequest, user: User) -> HttpResponseBase:
    services.reactivate_user(user, by=request.user)
    return done(request, _("The account works again."), "accounts:show-user", user.pk)


@page("accounts.view_journal")
def show_journal(request: HttpRequest) -> HttpResponseBase:
    return show_list(
        request,
        JournalTable,
        queries.journal_of(request.user),
        title=_("Journal"),
        intro=_("Who did what, and when. Nothing is ever taken out of here."),
    )
