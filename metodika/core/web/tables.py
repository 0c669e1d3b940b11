"""Lists: columns, filters, sorting, pages, export of exactly what is shown.

Cells are made in Python and the rows are plain markup: a template that renders seven hundred
cells one by one costs more than everything else a list page does.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, TypeAlias

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from metodika.core.access import can
from metodika.core.web.filters import Filter
from metodika.core.web.forms import FilterForm
from metodika.core.web.panels import ListColumn, all_list_columns
from metodika.core.web.values import Text, escaped, getter, plain, shown

Source: TypeAlias = str | Callable[[Any], object]
STAND_IN = 918273645


@dataclass(frozen=True)
class Column:
    """One column: `value` is a path ("person.full_name") or a function of the row, the key by default.

    `url` makes the cell a link: a URL name that takes `url_key` of the row (its pk), or a function
    of the row. `sort` names what the database orders by. A column that is not `shown` waits in the
    list of columns.
    """

    key: str
    label: Text
    value: Source = ""
    _: KW_ONLY
    url: Source = ""
    url_key: str = "pk"
    sort: str | Sequence[str] = ()
    numeric: bool = False
    css: str = ""
    shown: bool = True

    @property
    def sort_keys(self) -> tuple[str, ...]:
        return (self.sort,) if isinstance(self.sort, str) else tuple(self.sort)


@dataclass(frozen=True)
class BulkAction:
    """A button for the ticked rows: posts their `ids` to the URL."""

    label: Text
    url: str
    icon: str = ""


@dataclass(frozen=True)
class Empty:
    """What an empty list says: what the place is for, and the first step."""

    title: Text
    text: Text = ""
    action: Text = ""
    url: str = ""
    icon: str = "files"


@dataclass(frozen=True)
class Heading:
    """A column's head as the page shows it."""

    key: str
    label: Text
    css: str
    url: str
    sorted: str


class Table:
    """Declare `columns`, `filters`, `order`, and give the request and the rows the person may see."""

    columns: ClassVar[Sequence[Column]] = ()
    filters: ClassVar[Sequence[Filter]] = ()
    bulk: ClassVar[Sequence[BulkAction]] = ()
    empty: ClassVar[Empty | None] = None
    order: ClassVar[str] = ""
    page_size: ClassVar[int] = 50
    key: ClassVar[str] = "list"
    export_name: ClassVar[str] = "export"

    def __init__(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        self.request = request
        self.given = rows

    @cached_property
    def all_filters(self) -> Sequence[Filter]:
        """Return the filters of this request; override to depend on the user."""
        return self.filters

    @cached_property
    def all_columns(self) -> Sequence[Column]:
        """Return the columns of this request, those that upper areas offer last; override to add others."""
        return [*self.columns, *self.offered_columns()]

    def offered_columns(self) -> list[Column]:
        """Return the columns that upper areas offer to this list."""
        offers = [one for one in all_list_columns() if one.for_ == self.key]
        return [Column(one.key, one.label, _Offered(self, one)) for one in offers]

    @cached_property
    def filter_form(self) -> FilterForm:
        """Return the filters as a form bound to the address."""
        return FilterForm(self.request.GET, filters=self.all_filters)

    @cached_property
    def shown_columns(self) -> list[Column]:
        """Return the columns on the screen: those chosen in the address, else those shown by default."""
        chosen = set(self.request.GET.getlist("col"))
        return [c for c in self.all_columns if (c.key in chosen if chosen else c.shown)]

    @cached_property
    def sorting(self) -> tuple[Column | None, bool]:
        """Return the column the rows are sorted by, and whether downwards."""
        wish = self.request.GET.get("sort") or self.order
        name = wish.removeprefix("-")
        column = next((c for c in self.all_columns if c.key == name and c.sort), None)
        return column, wish.startswith("-")

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """Return all rows that the filters leave, in order."""
        rows = self.given
        for one in self.all_filters:
            rows = one.narrow(rows, self.filter_form.value(one.key))
        column, down = self.sorting
        if column is None:
            return rows if rows.ordered else rows.order_by("pk")
        keys = [_reversed(key) if down else key for key in column.sort_keys]
        # Equal rows go the same way as the rest, so that an index answers in both directions.
        return rows.order_by(*keys, "-pk" if down else "pk")

    @cached_property
    def page(self) -> PageOfRows[Any]:
        """Return the asked page of rows; a page beyond the end gives the last one."""
        return Paginator(self.rows, self.page_size).get_page(self.request.GET.get("page"))

    @cached_property
    def count(self) -> int:
        """Return how many rows the filters leave."""
        return self.page.paginator.count

    @property
    def filtered(self) -> bool:
        """Tell whether any filter is set."""
        return any(self.filter_form.value(one.key) for one in self.all_filters)

    def row_css(self, row: Any) -> str:
        """Return a class for the whole row; override where rows differ in look."""
        return ""

    def head(self) -> list[Heading]:
        """Return the heads of the shown columns with their sorting links."""
        column, down = self.sorting
        found = []
        for one in self.shown_columns:
            state = ("descending" if down else "ascending") if one is column else ""
            wish = f"-{one.key}" if state == "ascending" else one.key
            url = self.address(sort=wish, page=None) if one.sort else ""
            found.append(Heading(one.key, one.label, "m-number" if one.numeric else "", url, state))
        return found

    def body(self) -> SafeString:
        """Return the table rows of this page as markup."""
        cells = [_cell_maker(column) for column in self.shown_columns]
        tick = _tick_maker(self.key) if self.bulk else None
        made = []
        for row in self.page.object_list:
            css = self.row_css(row)
            css = f' class="{css}"' if css else ""
            first = tick(row) if tick else ""
            made.append(f'<tr role="row"{css}>{first}{"".join([cell(row) for cell in cells])}</tr>')
        return mark_safe("\n".join(made))  # noqa: S308 - every cell is escaped by its maker

    def pages(self) -> Iterable[int | str]:
        """Return the numbers around this page, with gaps."""
        return self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)

    def page_links(self) -> list[tuple[int | None, str, bool]]:
        """Return (number or None for a gap, address, is this page) for the page switch."""
        return [
            (int(n), self.address(page=n if n != 1 else None), n == self.page.number)
            if isinstance(n, int)
            else (None, "", False)
            for n in self.pages()
        ]

    def address(self, **changes: object) -> str:
        """Return the address of this list with some of its choices changed; None takes one out."""
        query = QueryDict(mutable=True)
        for name, values in self.request.GET.lists():
            kept = [str(value) for value in values if value != ""]
            if kept:
                query.setlist(name, kept)
        query.pop("format", None)
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = str(value)
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    def _kept(self, *names: str, without: Sequence[str] = ()) -> list[tuple[str, str]]:
        return [
            (name, value)
            for name, values in self.request.GET.lists()
            if (not names or name in names) and name not in without
            for value in values
            if value
        ]

    def carried(self) -> list[tuple[str, str]]:
        """Return what the filter form hands on unchanged: sorting and columns."""
        return self._kept("sort", "col")

    def carried_without_columns(self) -> list[tuple[str, str]]:
        """Return what the choice of columns hands on unchanged: filters and sorting."""
        return self._kept(without=("col", "page", "format"))

    def column_choices(self) -> list[tuple[str, Text, bool]]:
        """Return (key, label, is shown) of every column."""
        shown_now = {column.key for column in self.shown_columns}
        return [(column.key, column.label, column.key in shown_now) for column in self.all_columns]

    @property
    def more_filtered(self) -> bool:
        """Tell whether any filter behind «More filters» is set."""
        return any(self.filter_form.value(one.key) for one in self.all_filters if one.aside)

    def page_before(self) -> str:
        """Return the address of the page before this one, or nothing."""
        return self.address(page=self.page.previous_page_number()) if self.page.has_previous() else ""

    def page_after(self) -> str:
        """Return the address of the next page, or nothing."""
        return self.address(page=self.page.next_page_number()) if self.page.has_next() else ""

    def first_step(self) -> Empty | None:
        """Return what an empty list says; without its button for whom the page of the button refuses."""
        if self.empty is None or not self.empty.url:
            return self.empty
        try:
            needed = getattr(resolve(str(self.empty.url).partition("?")[0]).func, "page_permission", None)
        except Resolver404:
            # Not one of our pages: an address elsewhere or on the same page.
            needed = None
        allowed = needed is None or can(self.request.user, needed)
        return self.empty if allowed else replace(self.empty, action="", url="")

    def all_rows_address(self) -> str:
        """Return the address of the list without any choice."""
        return self.request.path

    def xlsx_address(self) -> str:
        """Return the address of the same rows as a spreadsheet."""
        return self.address(page=None, format="xlsx")

    def csv_address(self) -> str:
        """Return the address of the same rows as comma-separated text."""
        return self.address(page=None, format="csv")

    def export_headings(self) -> list[str]:
        """Return the headings of the file: the same as on the screen."""
        return [str(column.label) for column in self.shown_columns]

    def export_rows(self) -> Iterable[list[object]]:
        """Yield all rows that the filters leave, with the shown columns, as plain values."""
        readers = [getter(column.value or column.key) for column in self.shown_columns]
        for row in self.rows.iterator(chunk_size=2000):
            yield [plain(read(row)) for read in readers]


class _Offered:
    """Says what stands in an offered column; asks once for all rows that are shown."""

    def __init__(self, table: Table, offer: ListColumn) -> None:
        self.table, self.offer = table, offer

    @cached_property
    def told(self) -> Mapping[int, object]:
        whole = self.table.request.GET.get("format") in {"xlsx", "csv"}
        rows = self.table.rows if whole else self.table.page.object_list
        return self.offer.told(list(rows), self.table.request.user)

    def __call__(self, row: Any) -> object:
        return self.told.get(row.pk)


def _reversed(key: str) -> str:
    return key.removeprefix("-") if key.startswith("-") else f"-{key}"


def url_maker(url: Source, url_key: str = "pk") -> Callable[[Any], object]:
    """Return a function that makes a row's address; the URLconf is asked once, not for each row."""
    if not isinstance(url, str):
        return url
    before, _sign, after = reverse(url, args=[STAND_IN]).partition(str(STAND_IN))
    read = getter(url_key)

    def make(row: Any) -> str:
        value = read(row)
        return "" if value is None else f"{before}{value}{after}"

    return make


def _shower() -> Callable[[Any], str]:
    # A column repeats itself: schools, posts, states, dates. Each different value is drawn once a page.
    drawn: dict[tuple[type, Any], str] = {}

    def show(value: Any) -> str:
        key = (type(value), value)
        try:
            known = drawn.get(key)
        except TypeError:
            return shown(value)
        if known is None:
            known = drawn[key] = shown(value)
        return known

    return show


def _cell_maker(column: Column) -> Callable[[Any], str]:
    read = getter(column.value or column.key)
    show = _shower()
    css = " ".join(part for part in (column.css, "m-number" if column.numeric else "") if part)
    label = escaped(column.label)
    opening = f'<td role="cell" data-label="{label}"' + (f' class="{css}">' if css else ">")
    if not column.url:
        return lambda row: f"{opening}{show(read(row))}</td>"
    make_url = url_maker(column.url, column.url_key)

    def linked(row: Any) -> str:
        url = make_url(row)
        text = show(read(row))
        if url:
            text = f'<a href="{escaped(url)}">{text}</a>'
        return f"{opening}{text}</td>"

    return linked


def _tick_maker(key: str) -> Callable[[Any], str]:
    label = escaped(_("Choose this row"))

    def tick(row: Any) -> str:
        return (
            f'<td role="cell" class="m-tick"><input class="form-check-input" type="checkbox" name="ids" '
            f'value="{row.pk}" form="{key}-bulk" aria-label="{label}: {escaped(row)}"></td>'
        )

    return tick
