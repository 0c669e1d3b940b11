"""What of people the search box finds."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metodika.core.search import Found, Searched
from metodika.directory.staff.models import Employment, Person


def _found_person(person: Person) -> Found:
    work = (getattr(person, "work_position", None), getattr(person, "work_place", None))
    note = ", ".join(filter(None, work))
    return Found(person.full_name, reverse("staff:show-person", args=[person.pk]), note)


def _with_work(people: QuerySet[Person]) -> QuerySet[Person]:
    jobs = Employment.objects.as_of(timezone.localdate()).filter(person=OuterRef("pk"))
    # A head is known by his office; anybody else by the job that began first.
    first = jobs.order_by("-is_head", "started_on", "pk")
    return people.filter(merged_into=None).annotate(
        work_position=Subquery(first.values("position__title")[:1]),
        work_place=Subquery(first.values("organisation__short_name")[:1]),
    )


def _numbered(words: str) -> Q:
    digits = "".join(filter(str.isdigit, words))
    return Q(snils=digits) if digits else Q(pk__in=())


SEARCHED = (
    Searched(
        kind="people", title=_("People"), model=Person, found=_found_person, exact=_numbered,
        narrow=_with_work,
    ),
)  # fmt: skip
