from collections import Counter
from html.parser import HTMLParser

import pytest

from metodika.core.files.text import source_words, words
from metodika.directory.regulations.models import LegalBasis
from metodika.directory.regulations.services import import_regulation
from tests.directory.regulations.samples import NAMES, source_of
from tests.factories.accounts import make_user
from tests.factories.directory import MunicipalityFactory

pytestmark = pytest.mark.django_db


# What the page calls parts that have no name of their own.
ADDED = {"pervouralsk": ["Приказ", "Приложение"], "pestyaki": ["Приказ", "Приложение"]}
# A row that only counts the columns of a table is not shown.
LEFT_OUT = {"verkhnyaya-pyshma": ["1", "2", "3", "4"]}


class Tree(HTMLParser):
    """The words of the tree as a reader sees them, without the buttons above it."""

    def __init__(self, page):
        super().__init__()
        self.boxes, self.lists, self.said = 1, 0, []
        self.feed(page[page.index("data-tree>") + len("data-tree>") :])

    def handle_starttag(self, tag, attrs):
        self.boxes += self.boxes and tag == "div"
        self.lists += tag == "ul"

    def handle_endtag(self, tag):
        self.boxes -= self.boxes and tag == "div"
        self.lists -= tag == "ul"

    def handle_data(self, data):
        if self.boxes and self.lists:
            self.said.append(data)


@pytest.mark.parametrize("name", NAMES)
def test_pages_show_the_whole_text_and_every_act_that_it_cites(client, name):
    owner = MunicipalityFactory()
    done = import_regulation(source_of(name), name=f"{name}.txt", owner=owner, by=None)
    client.force_login(make_user("regulations.view_act", at=owner))

    text = client.get(f"/regulations/{done.act.pk}/").content.decode()
    bases = client.get(f"/regulations/{done.act.pk}/bases/").content.decode()

    # A clause that stands elsewhere in the text is shown under its own section, a cell in its own column.
    shown, written = (
        Counter(words(" ".join(Tree(text).said))),
        Counter(source_words(source_of(name).decode())),
    )
    assert (sorted(shown - written), sorted(written - shown)) == (ADDED.get(name, []), LEFT_OUT.get(name, []))
    cited = [basis.basis for basis in LegalBasis.objects.filter(edition=done.edition).select_related("basis")]
    assert cited
    assert [
        act for act in cited if f"/regulations/{act.pk}/" not in bases or act.requisites not in bases
    ] == []
