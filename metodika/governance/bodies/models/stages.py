from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.database.versions import Versioned
from metodika.core.files.models import StoredFile
from metodika.directory.staff.models import Person
from metodika.governance.bodies.models.bodies import Body, near_bodies


class StageQuerySet(ScopedQuerySet["Stage"]):
    def _own_or_public(self, scope: RowScope, user: Any) -> Q:
        return super()._own_or_public(scope, user) | near_bodies(user, scope.view, "body_id", "body__")

    def unfinished(self) -> Self:
        return self.filter(done_on=None)


@audited
class Stage(Versioned):
    """A stage of the work of a group: from when to when, who leads it, and the product at its end."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="stages", verbose_name=_("body"))
    title = models.CharField(_("stage of the work"), max_length=300)
    product = models.CharField(_("product at its end"), max_length=500, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    due_on = models.DateField(_("to, the last day included"))
    responsible = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("responsible"),
    )  # fmt: skip
    done_on = models.DateField(_("finished on"), null=True, blank=True)
    outcome = models.TextField(_("what has come of it"), blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("file of the product"),
    )  # fmt: skip
    # Of which last day its people have been told; another day is told anew.
    told_due_on = models.DateField(_("reminded of the day"), null=True, editable=False)

    named_with = ("body",)
    row_scope = RowScope(view="bodies.view_body", path="body__host__path")
    objects = StageQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage of the work")
        verbose_name_plural = _("stages of the work")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(due_on__gte=F("starts_on")), name="stage_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=False) | Q(file=None), name="product_belongs_to_a_finished_stage"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["body", "due_on"], name="stage_of_body")]

    def __str__(self) -> str:
        return self.title

    def scope_paths(self) -> list[str]:
        return [self.body.host.path]
