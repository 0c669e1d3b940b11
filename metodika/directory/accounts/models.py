from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from metodika.core.access import Access, RowScope, ScopedQuerySet
from metodika.core.access.grants import access_of
from metodika.core.audit.tracking import audited, audited_except
from metodika.core.files.models import StoredFile
from metodika.directory.accounts.lifecycle import (
    AccountStatus,
    ConsentChannel,
    ConsentPurpose,
    DataRequestKind,
    DataRequestStatus,
)
from metodika.directory.staff.models import Person


class UserQuerySet(ScopedQuerySet["User"]):
    pass


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, user: Any, permission: str | None = None) -> UserQuerySet:
        return self.get_queryset().visible_to(user, permission)

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
    status_reason = models.CharField(_("reason of the status"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    # What the name of an account is made of.
    named_with = ("person",)
    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"

    row_scope = RowScope(view="accounts.list_users", path="person__employments__organisation__path", own="pk")
    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("login"), name="login_is_unique_in_any_case"),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person_id else self.login

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # the status tells it; the base class has a column
        return self.status == AccountStatus.ACTIVE

    @property
    def access(self) -> Access:
        return access_of(self)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Keep those that wait to be used, expired or not."""
        return self.filter(used_at=None, replaced_at=None)


class Invitation(models.Model):
    """A link by which a person sets login and password: once, and until a moment."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("account")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    expires_at = models.DateTimeField(_("holds until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at=None, replaced_at=None),
                name="one_open_invitation_per_account",
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def latest_first(self) -> Self:
        return self.order_by("purpose", "-version")


class ConsentText(models.Model):
    """The words to which people consent for one purpose; a new wording is a new version."""

    purpose = models.CharField(_("purpose"), max_length=20, choices=ConsentPurpose)
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"))
    published_at = models.DateTimeField(_("published at"), auto_now_add=True)
    published_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("published by")
    )

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a consent")
        verbose_name_plural = _("texts of consents")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["purpose", "version"], name="one_text_per_version_of_purpose")
        ]

    def __str__(self) -> str:
        return str(self.get_purpose_display())


@audited
class Consent(models.Model):
    """A person's consent to one text: given at a moment, by a channel, withdrawn at another moment."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="consents", verbose_name=_("person")
    )
    text = models.ForeignKey(
        ConsentText, on_delete=models.PROTECT, related_name="consents", verbose_name=_("text")
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=ConsentPurpose, editable=False)
    channel = models.CharField(_("how it was given"), max_length=20, choices=ConsentChannel)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("scan")
    )
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    named_with = ("text",)
    row_scope = RowScope(view="accounts.answer_data_request", path="person__employments__organisation__path",
                         own="person__user__pk")  # fmt: skip
    objects = ScopedQuerySet["Consent"].as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at=None),
                name="one_consent_per_purpose_in_force",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_is_withdrawn_after_it_is_given",
            ),
            models.CheckConstraint(
                condition=~Q(channel=ConsentChannel.PAPER) | Q(file__isnull=False),
                name="paper_consent_has_a_scan",
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)


@audited
class DataRequest(models.Model):
    """What a person asks about his own data, and what was answered."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="data_requests", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DataRequestKind)
    words = models.TextField(_("request"), help_text=_("What is wrong, and what it should be."))
    status = models.CharField(
        _("status"), max_length=20, choices=DataRequestStatus, default=DataRequestStatus.RECEIVED
    )
    created_at = models.DateTimeField(_("received at"))
    due_on = models.DateField(_("answer by"))
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    row_scope = RowScope(view="accounts.answer_data_request", path="person__employments__organisation__path",
                         own="person__user__pk")  # fmt: skip
    objects = ScopedQuerySet["DataRequest"].as_manager()

    class Meta:
        verbose_name = _("request about own data")
        verbose_name_plural = _("requests about own data")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""), name="answered_request_has_an_answer"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["status", "due_on"], name="data_request_by_due_date")]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class AccessToken(models.Model):
    """A key for a program that acts as the person; only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens", verbose_name=_("account"))
    name = models.CharField(_("name"), max_length=100, help_text=_("What the key is for."))
    hash = models.CharField(_("hash"), max_length=64, unique=True)
    beginning = models.CharField(_("beginning"), max_length=12)
    scopes = models.JSONField(_("scopes"), default=list)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    expires_on = models.DateField(_("last day"))
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    row_scope = RowScope(view="accounts.list_users", own="user__pk")
    objects = ScopedQuerySet["AccessToken"].as_manager()

    class Meta:
        verbose_name = _("access key")
        verbose_name_plural = _("access keys")

    def __str__(self) -> str:
        return self.name
