from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from metodika.core.access import Access
from metodika.core.access.grants import access_of
from metodika.core.audit.tracking import audited_except
from metodika.directory.accounts.lifecycle import AccountStatus
from metodika.directory.staff.models import Person


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(login__iexact=username)


@audited_except("password", "last_login")
class User(AbstractBaseUser):
    """An account; what it may do follows from the mandates of its person."""

    login = models.CharField(_("login"), max_length=150, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="user", verbose_name=_("person")
    )
    is_administrator = models.BooleanField(
        _("administrator of the installation"), default=False,
        help_text=_("May do everything everywhere; for the first person of a new installation."),
    )  # fmt: skip
    status = models.CharField(_("status"), max_length=20, choices=AccountStatus, default=AccountStatus.ACTIVE)
    language = models.CharField(_("language"), max_length=5, blank=True)
    timezone = models.CharField(_("time zone"), max_length=60, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return str(self.person) if self.person_id else self.login

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # the status tells it; the base class has a column
        return self.status in {AccountStatus.ACTIVE, AccountStatus.INVITED}

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone or "UTC")

    @property
    def access(self) -> Access:
        return access_of(self)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False
