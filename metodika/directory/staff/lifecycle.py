from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Gender(TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    UNKNOWN = "", _("Not known")


class PositionCategory(TextChoices):
    TEACHING = "teaching", _("Teaching staff")
    LEADING = "leading", _("Leaders")
    OTHER = "other", _("Other staff")


class EmploymentKind(TextChoices):
    MAIN = "main", _("Main job")
    INTERNAL = "internal", _("Second job in the same organisation")
    EXTERNAL = "external", _("Second job, main one elsewhere")
    CONTRACT = "contract", _("By contract")


class EmploymentStatus(TextChoices):
    PLANNED = "planned", _("Begins later")
    ACTIVE = "active", _("Works")
    ON_LEAVE = "on_leave", _("On leave")
    ENDED = "ended", _("Ended")


MOVES: dict[str, frozenset[str]] = {
    EmploymentStatus.PLANNED: frozenset({EmploymentStatus.ACTIVE, EmploymentStatus.ENDED}),
    EmploymentStatus.ACTIVE: frozenset({EmploymentStatus.ON_LEAVE, EmploymentStatus.ENDED}),
    EmploymentStatus.ON_LEAVE: frozenset({EmploymentStatus.ACTIVE, EmploymentStatus.ENDED}),
    EmploymentStatus.ENDED: frozenset(),
}


class LeaveKind(TextChoices):
    MATERNITY = "maternity", _("Maternity leave")
    PARENTAL = "parental", _("Parental leave")
    LONG = "long", _("Long leave of a teacher")
    MILITARY = "military", _("Military service")
    OTHER = "other", _("Other leave")


class QualificationCategory(TextChoices):
    COMPLIANCE = "compliance", _("Compliance with the position")
    FIRST = "first", _("First category")
    HIGHEST = "highest", _("Highest category")
    TEACHER_METHODIST = "teacher_methodist", _("Teacher-methodist")
    TEACHER_MENTOR = "teacher_mentor", _("Teacher-mentor")


class EducationLevel(TextChoices):
    SECONDARY = "secondary", _("General secondary")
    VOCATIONAL = "vocational", _("Vocational secondary")
    BACHELOR = "bachelor", _("Higher: bachelor")
    SPECIALIST = "specialist", _("Higher: specialist")
    MASTER = "master", _("Higher: master")
    POSTGRADUATE = "postgraduate", _("Higher: postgraduate")
