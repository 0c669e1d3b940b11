"""What was changed in plans after their approval."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metodika.core.audit.tracking import audited
from metodika.directory.regulations.models import Act
from metodika.planning.plans.lifecycle import ChangeKind
from metodika.planning.plans.models.plans import Item, Plan


@audited
class Change(models.Model):
    """What was changed in an approved plan: before, after, why, and by which act."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="changes", verbose_name=_("plan"))
    item = models.ForeignKey(
        Item, on_delete=models.CASCADE, null=True, blank=True, related_name="changes",
        verbose_name=_("plan item"),
    )  # fmt: skip
    kind = models.CharField(_("what was done"), max_length=20, choices=ChangeKind)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    act = models.ForeignKey(
        Act, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("changed by the act"),
    )  # fmt: skip
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        verbose_name=_("made by"),
    )  # fmt: skip
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("change of a plan")
        verbose_name_plural = _("changes of plans")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="change_of_plan_has_a_reason")
        ]
        indexes: ClassVar = [models.Index(fields=["plan", "made_at"], name="change_of_plan_history")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.before or self.after}"
