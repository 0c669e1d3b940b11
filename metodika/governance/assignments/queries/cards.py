"""Everything that the card of an assignment shows, and what may be chosen in its forms."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from metodika.core.audit.models import JournalEntry
from metodika.core.files.models import StoredFile
from metodika.core.language import normalise
from metodika.core.search.engine import searched_models
from metodika.directory.organisations.models import Organisation, OrganisationQuerySet
from metodika.directory.organisations.queries import organisations_for_choice
from metodika.directory.staff.models import Person, PersonQuerySet
from metodika.governance.assignments.events import AssignmentCarriedOver
from metodika.governance.assignments.lifecycle import ExtensionStatus
from metodika.governance.assignments.models import (
    Assignment,
    AssignmentQuerySet,
    Executor,
    Extension,
    Report,
)
from metodika.governance.assignments.queries.lists import assignments_for_list


@dataclass(frozen=True)
class AssignmentCard:
    """An assignment with its executors (present ones first), reports and extensions, newest first."""

    assignment: Assignment
    executors: list[Executor]
    former: list[Executor]
    reports: list[Report]
    extensions: list[Extension]
    parts: list[Assignment]

    @property
    def asked(self) -> Extension | None:
        """Return the request for more time that waits for its answer."""
        return next((one for one in self.extensions if one.status == ExtensionStatus.ASKED), None)


def assignment_card(assignment: Assignment, *, viewer: Any) -> AssignmentCard:
    """Gather the card; parts that the viewer may not see are left out."""
    row = assignments_for_list(viewer).select_related("given_by__person", "parent").get(pk=assignment.pk)
    executors = list(row.executors.select_related("person").order_by("order", "-pk"))
    return AssignmentCard(
        assignment=row,
        executors=[one for one in executors if one.until_on is None],
        former=[one for one in executors if one.until_on is not None],
        reports=list(
            row.reports.select_related("executor__person", "made_by__person", "checked_by__person")
            .prefetch_related("files")
            .order_by("-made_at", "-pk")
        ),
        extensions=list(
            row.extensions.select_related("asked_by__person", "decided_by__person").order_by(
                "-asked_at", "-pk"
            )
        ),
        parts=list(assignments_for_list(viewer).filter(parent=row).order_by("ordinal")),
    )


def file_of_report(assignment: Assignment, file_pk: int) -> StoredFile | None:
    """Return a file of a report on this very assignment, None for any other."""
    return StoredFile.objects.filter(
        pk=file_pk,
        pk__in=Report.files.through.objects.filter(report__assignment=assignment).values("storedfile"),
    ).first()


def present_executor(pk: int, assignment: Assignment) -> Executor | None:
    """Return an executor of this very assignment who has not been replaced."""
    return assignment.executors.present().select_related("assignment", "person").filter(pk=pk).first()


def subject_named(name: str, *, viewer: Any) -> Model | None:
    """Return the row that a name such as "staff.person-17" stands for.

    None for no such row, and for one that the viewer may not see.
    """
    kind, _dash, number = name.rpartition("-")
    if not number.isascii() or not number.isdigit() or kind.count(".") != 1:
        return None
    try:
        model = apps.get_model(kind)
    except LookupError:
        return None
    rows = getattr(model._default_manager, "visible_to", None)
    if rows is None or not hasattr(model, "row_scope"):
        return None
    found: Model | None = rows(viewer).filter(pk=min(int(number), 2**63 - 1)).first()
    return found


def name_of_subject(subject: Model) -> str:
    """Return the name by which an address tells of a row."""
    return f"{subject._meta.label_lower}-{subject.pk}"


def address_of_subject(subject: Model | None, *, viewer: Any) -> str:
    """Return where the row is shown; empty when it has no page, or the viewer may not see it."""
    if subject is None or subject_named(name_of_subject(subject), viewer=viewer) is None:
        return ""
    own = getattr(subject, "get_absolute_url", None)
    if own is not None:
        return str(own())
    for searched in searched_models():
        if searched.model is type(subject):
            return searched.found(subject).url
    return ""


def organisations_to_give_in(user: Any) -> "QuerySet[Organisation]":
    """Return the organisations in whose name the user may give assignments, by name."""
    return organisations_for_choice(user, "assignments.give_assignment")


def people_to_choose(user: Any, *, named: int | None = None) -> PersonQuerySet:
    """Return the people who may be named as executors and controllers: those whom the user may see.

    `named` is somebody who stands on the card already and may stay there.
    """
    seen = Person.objects.visible_to(user)
    rows = Person.objects.filter(Q(pk__in=seen.values("pk")) | Q(pk=named)) if named else seen
    return rows.present().order_by("sort_key", "pk")


def places_to_choose(user: Any) -> OrganisationQuerySet:
    """Return the working organisations that may be named as the place of a post or a role."""
    return Organisation.objects.visible_to(user).working().order_by("sort_key", "pk")


def places_alike(rows: Any, words: str) -> Any:
    """Keep the organisations whose names contain the words."""
    return rows.alike(normalise(words))


def assignments_of_organisation(organisation: Organisation, *, viewer: Any) -> AssignmentQuerySet:
    """Return what is under control in an organisation and below it, as far as the viewer may see it."""
    rows = assignments_for_list(viewer).under_control()
    return rows.filter(organisation__path__startswith=organisation.path).order_by("due_on", "pk")


def assignments_carried_from(organisation: Organisation, *, viewer: Any) -> AssignmentQuerySet:
    """Return the open assignments that a merger has taken from an organisation to its successor."""
    told = JournalEntry.objects.filter(
        key=AssignmentCarriedOver.key(), parameters__organisation_id=organisation.pk
    )
    rows = assignments_for_list(viewer).open().filter(pk__in=list(told.values_list("subject_id", flat=True)))
    return rows.order_by("due_on", "pk")


def own_place(user: Any, permission: str) -> Organisation | None:
    """Return the only organisation for which the user holds the permission by himself; None for several."""
    found = list(Organisation.objects.filter(path__in=user.access.paths_for(permission))[:2])
    return found[0] if len(found) == 1 else None
