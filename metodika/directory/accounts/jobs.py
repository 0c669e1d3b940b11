from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from metodika.core.jobs import job
from metodika.directory.accounts.models import User


@job(queue="letters")
def send_reset_link(*, user: int, email: str, origin: str) -> None:
    person = User.objects.get(pk=user)
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    body = _(
        "Somebody, probably you, wants to set a new password for the account %(login)s.\n\n"
        "To set it, open this link:\n%(link)s\n\nIf it was not you, do nothing: the password stays as it is."
    ) % {"login": person.login, "link": origin + reverse("account_reset_password_from_key", kwargs=key)}
    send_mail(_("A new password for Metodika"), body, None, [email])
