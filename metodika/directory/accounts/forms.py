from datetime import date, timedelta
from typing import Any

from allauth.account.forms import LoginForm
from allauth.socialaccount.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from metodika.core.access import can, permission_words
from metodika.core.web import Form, Link
from metodika.directory.accounts import queries, rules
from metodika.directory.accounts.lifecycle import DataRequestKind
from metodika.directory.accounts.models import User
from metodika.directory.accounts.queries.users import DemoAccount


class SignInForm(Form, LoginForm):  # type: ignore[misc]  # the library's form has no types
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].label = _("Login or e-mail")
        self.fields["login"].widget.attrs.update(autocomplete="username webauthn", autofocus=True)
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Remember me on this computer")
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)

    @property
    def demo_places(self) -> list[tuple[str, list[DemoAccount]]]:
        return queries.demo_places(queries.demo_accounts()) if settings.DEMO else []

    @property
    def providers(self) -> list[Link]:
        adapter = get_adapter(self.request)
        return [
            Link(one.name, one.get_login_url(self.request)) for one in adapter.list_providers(self.request)
        ]

    @property
    def sends_letters(self) -> bool:
        return bool(settings.EMAIL_HOST)


class InviteForm(Form):
    email = forms.EmailField(
        label=_("E-mail"), required=False,
        help_text=_("Letters of the service go there. The link is shown on the next page as well."),
    )  # fmt: skip


class NewPasswordForm(Form):
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("The same password again"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("password") != values.get("again"):
            self.add_error("again", _("The passwords differ. Type the same one twice."))
        return values


class AcceptForm(NewPasswordForm):
    field_order = ["login", "password", "again"]
    login = forms.CharField(
        label=_("Login"), max_length=50,
        help_text=_("You will type it at every sign-in: Latin letters, digits, dots, as in ivanova.mp."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )  # fmt: skip


class LanguageForm(Form):
    language = forms.ChoiceField(label=_("Language of the pages"), choices=settings.LANGUAGES)


class DataRequestForm(Form):
    kind = forms.TypedChoiceField(
        label=_("What do you ask for?"), choices=DataRequestKind.choices, coerce=DataRequestKind,
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=4000,
        help_text=_("What is wrong, and what it should be; which data shall be erased, and why."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip


class AnswerForm(Form):
    answer = forms.CharField(
        label=_("Answer"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The person reads it on the page “My data”. A refusal names its ground in the law."),
    )  # fmt: skip
    refuse = forms.TypedChoiceField(
        label=_("The request is"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=[("no", _("fulfilled or answered")), ("yes", _("refused"))],
    )  # fmt: skip


class ErasureForm(Form):
    answer = forms.CharField(
        label=_("Answer"), max_length=8000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Send it to the person as well: after the erasure nobody signs in with this account."),
    )  # fmt: skip
    sure = forms.BooleanField(
        label=_("Erase the data for ever"), help_text=_("Nobody will be able to bring them back.")
    )


class ConsentTextForm(Form):
    text = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "Who processes which data, for what, how long, and how to withdraw. "
            "Consents to earlier versions stay in force."
        ),
    )  # fmt: skip


class TokenForm(Form):
    name = forms.CharField(label=_("What is the key for?"), max_length=100)
    reach = forms.ChoiceField(
        label=_("What may it do?"), widget=forms.RadioSelect,
        choices=[
            (rules.READ, _("Only read what you may see")),
            (rules.ALL, _("Everything that you may do")),
            ("some", _("Only what is ticked below")),
        ],
    )  # fmt: skip
    permissions = forms.MultipleChoiceField(
        label=_("Permissions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    expires_on = forms.DateField(label=_("Its last day"), help_text=_("At most a year ahead."))

    def __init__(self, *args: Any, user: User, today: date, **options: Any) -> None:
        super().__init__(*args, initial={"expires_on": today + timedelta(days=90)}, **options)
        self.fields["permissions"].choices = [  # type: ignore[attr-defined]  # it is a choice field
            (name, words) for name, words in permission_words().items() if can(user, name)
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("reach") == "some" and not values.get("permissions"):
            self.add_error("permissions", _("Tick at least one permission."))
        return values

    def chosen(self) -> dict[str, Any]:
        values = self.values()
        scopes = values["permissions"] if values["reach"] == "some" else [values["reach"]]
        return {"name": values["name"], "scopes": scopes, "expires_on": values["expires_on"]}
