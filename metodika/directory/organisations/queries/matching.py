"""Finding the organisation that a cell of a list means."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from metodika.directory.organisations.models import Organisation, OrganisationAlias, OrganisationName
from metodika.directory.organisations.rules.naming import core_of, spelling


class OrganisationFinder:
    """Knows the names, aliases, codes and INNs of some organisations; asks the database only at first."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self.known = {one.pk: one for one in organisations}
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._cores: dict[str, set[int]] = defaultdict(set)
        self._found: dict[str, list[Organisation]] = {}
        for one in self.known.values():
            self._learn(one.pk, one.name, one.short_name, one.code, one.inn)

    def learn_names(self, names: Iterable[tuple[int, str]]) -> None:
        """Add spellings of known organisations."""
        for number, text in names:
            if number in self.known:
                self._learn(number, text)

    def find(self, text: str) -> list[Organisation]:
        """Return the organisations that the text may mean: by spelling first, then without legal form."""
        if text not in self._found:
            numbers = self._exact.get(spelling(text)) or self._cores.get(core_of(text)) or set()
            self._found[text] = [self.known[number] for number in sorted(numbers)]
        return self._found[text]

    def _learn(self, number: int, *texts: str) -> None:
        for text in filter(None, texts):
            self._exact[spelling(text)].add(number)
            if core := core_of(text):
                self._cores[core].add(number)


def organisation_finder(paths: tuple[str, ...] = ("/",)) -> OrganisationFinder:
    """Return a finder of the working organisations under the paths, by all their names; three queries."""
    rows = Organisation.objects.under_paths(paths).working()
    finder = OrganisationFinder(rows.select_related("municipality"))
    under = Q(organisation__in=rows)
    finder.learn_names(OrganisationAlias.objects.filter(under).values_list("organisation_id", "text"))
    former = OrganisationName.objects.filter(under).exclude(valid_to=None)
    finder.learn_names(
        pair for one in former for pair in ((one.organisation_id, one.full), (one.organisation_id, one.short))
    )
    return finder
