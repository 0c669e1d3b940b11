from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metodika.core.access import RowScope, ScopedQuerySet
from metodika.core.audit.tracking import audited
from metodika.core.calendar import Period
from metodika.core.database.versions import Versioned
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Person, Subject
from metodika.governance.bodies.models import Body
from metodika.governance.meetings.models.sessions import Session


class OpenLessonQuerySet(ScopedQuerySet["OpenLesson"]):
    def held_in(self, period: Period) -> Self:
        return self.filter(held_on__range=(period.starts_on, period.ends_on))

    def with_names(self) -> Self:
        """Fetch what a list says of a lesson, and who came to it."""
        return self.select_related("teacher", "school", "subject", "session").prefetch_related("visitors")


@audited
class OpenLesson(Versioned):
    """A lesson that a teacher shows to colleagues of an association: where, to whom, on what, who came."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="open_lessons", verbose_name=_("body")
    )
    session = models.ForeignKey(
        Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="open_lessons",
        verbose_name=_("session"),
    )  # fmt: skip
    teacher = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="open_lessons", verbose_name=_("teacher")
    )
    school = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("where it is held")
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("subject")
    )
    pupils = models.CharField(_("class or group"), max_length=60, blank=True)
    theme = models.CharField(_("theme"), max_length=500)
    held_on = models.DateField(_("day"))
    visitors = models.ManyToManyField(
        Person, related_name="lessons_seen", blank=True, verbose_name=_("who came")
    )
    outcome = models.TextField(_("what colleagues took from it"), blank=True)

    named_with = ("body",)
    row_scope = RowScope(view="meetings.view_session", path="body__host__path", own="teacher__user__pk")
    objects = OpenLessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("open lesson")
        verbose_name_plural = _("open lessons")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(theme=""), name="open_lesson_has_a_theme"),
        ]
        indexes: ClassVar = [models.Index(fields=["body", "held_on"], name="open_lesson_of_body")]

    def __str__(self) -> str:
        return self.theme

    def scope_paths(self) -> list[str]:
        return [self.body.host.path]
