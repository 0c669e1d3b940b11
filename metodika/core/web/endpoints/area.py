"""The operations of one area, each guarded as a page is."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import KW_ONLY, dataclass
from datetime import date
from functools import wraps
from typing import Any, Literal, TypeAlias, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import Router, UploadedFile
from ninja.errors import AuthenticationError
from ninja.params import functions as taken_from
from ninja.responses import Status

from metodika.core.access import RuleBroken
from metodika.core.audit.middleware import changes_by
from metodika.core.web import forms
from metodika.core.web.endpoints.answers import FormRefused
from metodika.core.web.endpoints.shapes import Page, Schema, TextId, body_of, query_of, text_of
from metodika.core.web.pages import load_object
from metodika.core.web.tables import Table

View = TypeVar("View", bound=Callable[..., Any])
Parameters: TypeAlias = dict[str, inspect.Parameter]
CONVERTERS = {"int": TextId}
KNOWN_YEARS = range(1900, 2200)
SAFE = frozenset({"GET", "HEAD"})
NOT_PATH = frozenset({"sent", "query", "file"})


@dataclass(frozen=True)
class Operation:
    """What one operation is: whom it lets in, what it takes and what it gives."""

    method: str
    path: str
    permission: str
    model: type[Model] | None
    _: KW_ONLY
    gives: Any = None
    status: int = 200
    form: type[forms.Form] | None = None
    takes: type[Schema] | None = None
    table: type[Table] | None = None
    listing: bool = False
    file: bool = False
    partial: bool = False
    anonymous: bool = False
    file_forms: tuple[str, ...] = ()
    shape: Callable[[list[Any]], Sequence[Any]] = list

    def parameters(self) -> Parameters:
        """Return what the function takes, in the words of the library."""
        found = {"request": _parameter("request", HttpRequest)}
        for kind, name in re.findall(r"{(?:(\w+):)?(\w+)}", self.path):
            found[name] = _parameter(name, CONVERTERS.get(kind, str), taken_from.Path(...))
        if self.file:
            found["file"] = _parameter("file", UploadedFile, taken_from.File(...))
        body = self.takes or (self._body_of(self.form) if self.form else None)
        if body is not None and body.model_fields:
            found["sent"] = _parameter(
                "sent", body, taken_from.Form(...) if self.file else taken_from.Body(...)
            )
        if self.listing:
            found["query"] = _parameter("query", query_of(self.table), taken_from.Query(...))
        if self.file_forms:
            kinds = Literal.__getitem__(self.file_forms)
            found["form"] = _parameter("form", kinds, taken_from.Query(self.file_forms[0], alias="format"))
        return found

    def _body_of(self, form: type[forms.Form]) -> type[Schema]:
        return body_of(form, partial=self.partial or self.method == "PATCH", text=self.file)

    def responses(self) -> dict[int, Any]:
        """Return the shape of what is given; refusals are the same everywhere and described once."""
        gives = Page.__class_getitem__(self.gives) if self.listing else self.gives
        return {self.status: gives}


def _parameter(name: str, annotation: Any, source: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return (
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=source)
        if name != "request"
        else inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=annotation)
    )


class Area:
    """The operations of an area; `get`, `list`, `post` and the others guard a function by a permission.

    The object comes from `model.objects.visible_to(user)` by the `pk` of the path, as on a page. A function
    of `list` takes the table (or None) and returns all rows that the person may see. `anonymous` lets guests
    ask as well: the permission itself decides about them, as on a page.
    """

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.declared: list[tuple[Operation, Callable[..., Any], dict[str, Any]]] = []

    def get(
        self, path: str, permission: str, model: type[Model] | None = None, **more: Any
    ) -> Callable[[View], View]:
        """Guard an operation that shows something."""
        return self._add(Operation("GET", path, permission, model, **more))

    def list(
        self, path: str, permission: str, model: type[Model] | None = None, **more: Any
    ) -> Callable[[View], View]:
        """Guard an operation that gives a part of a list."""
        return self._add(Operation("GET", path, permission, model, listing=True, **more))

    def post(
        self, path: str, permission: str, model: type[Model] | None = None, **more: Any
    ) -> Callable[[View], View]:
        """Guard an operation that makes or decides something."""
        return self._add(Operation("POST", path, permission, model, **more))

    def patch(
        self, path: str, permission: str, model: type[Model] | None = None, **more: Any
    ) -> Callable[[View], View]:
        """Guard an operation that changes a card; what is not sent stays as it is."""
        return self._add(Operation("PATCH", path, permission, model, **more))

    def remove(
        self, path: str, permission: str, model: type[Model] | None = None, **more: Any
    ) -> Callable[[View], View]:
        """Guard an operation that takes something away; it answers with nothing."""
        return self._add(Operation("DELETE", path, permission, model, status=204, **more))

    def download(
        self,
        path: str,
        permission: str,
        model: type[Model] | None = None,
        *,
        kinds: Sequence[str],
        **more: Any,
    ) -> Callable[[View], View]:
        """Guard an operation that gives a file of one of the content types."""
        content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in kinds}
        return self._add(
            Operation("GET", path, permission, model, **more), {"responses": {200: {"content": content}}}
        )

    def export(self, path: str, permission: str, *, kinds: Mapping[str, str]) -> Callable[[View], View]:
        """Guard an operation that gives a register as a table; `format` of the query is a key of `kinds`."""
        return self.download(path, permission, kinds=list(kinds.values()), file_forms=tuple(kinds))

    def _add(self, operation: Operation, extra: dict[str, Any] | None = None) -> Callable[[View], View]:
        def guard(view: View) -> View:
            self.declared.append((operation, view, extra or {}))
            return view

        return guard

    def router(self, auth: Sequence[Callable[[HttpRequest], Any]]) -> Router:
        """Return the operations as the library serves them; `auth` tells who calls."""
        router = Router(tags=[self.tag])
        for operation, view, extra in self.declared:
            # The description is one for all, whoever asks for the first page of a process.
            with override(settings.LANGUAGE_CODE):
                guarded = _guarded(operation, view)
            router.add_api_operation(
                operation.path,
                [operation.method],
                guarded,
                auth=[*auth, _guest] if operation.anonymous else list(auth),
                response=operation.responses(),
                operation_id=f"{self.tag}.{view.__name__}",
                summary=view.__name__.replace("_", " ").capitalize(),
                description=_description(operation),
                # An empty demand beside the others means that none of them has to be met.
                openapi_extra=extra | ({"security": [{}]} if operation.anonymous else {}),
            )
        return router


def _guest(request: HttpRequest) -> bool:
    """Let somebody in who shows neither key nor session; a wrong key has been refused before."""
    return True


def _description(operation: Operation) -> str:
    open_to_all = " Open to guests as far as it is published." if operation.anonymous else ""
    return f"Permission: `{operation.permission}`.{open_to_all}"


def _guarded(operation: Operation, view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def guarded(request: HttpRequest, **given: Any) -> Any:
        _refuse_reading_key(request, operation)
        inside = {name: value for name, value in given.items() if name not in NOT_PATH}
        found = _found(request, operation, inside.pop("pk") if operation.model else None)
        request.entered = _within_reach(given["sent"]) if "sent" in given else {}  # type: ignore[attr-defined]  # read by Form.of
        if operation.listing:
            return _part(
                request, operation, given["query"], lambda table: view(request, *found, table, **inside)
            )
        # A guest changes nothing, so there is nobody to name.
        with changes_by(request.user) if request.user.is_authenticated else nullcontext():
            answer = view(request, *found, **inside)
        return answer if isinstance(answer, HttpResponseBase) else Status(operation.status, answer)

    signature = operation.parameters()
    guarded.__signature__ = inspect.Signature(list(signature.values()))  # type: ignore[attr-defined]  # read by the library
    guarded.page_permission = operation.permission  # type: ignore[attr-defined]  # read by the startup check
    return guarded


def _found(request: HttpRequest, operation: Operation, pk: object) -> list[Model]:
    try:
        return load_object(request, operation.permission, operation.model, pk)
    except (Http404, PermissionDenied):
        # A guest may be somebody who has only forgotten the key.
        if not request.user.is_authenticated:
            raise AuthenticationError from None
        raise


def _refuse_reading_key(request: HttpRequest, operation: Operation) -> None:
    """Stop a key that may only read from changing what its owner may change on pages that he may see."""
    may_change = getattr(request, "key_may_change", None)
    if operation.method not in SAFE and may_change is not None and not may_change(operation.permission):
        raise PermissionDenied(_("This access key only reads. Make one that may do this as well."))


def _within_reach(sent: Schema) -> dict[str, Any]:
    """Return what was sent; a day of another age breaks every reckoning with days around it."""
    values = sent.model_dump(exclude_unset=True)
    for day in _days_in(values):
        if day.year not in KNOWN_YEARS:
            raise RuleBroken(
                _("The day %(day)s is not of our time. Days from 1900 to 2199 are taken here.") % {"day": day}
            )
    return values


def _days_in(value: object) -> Iterator[date]:
    """Yield the days of what was sent, those of the rows inside it as well."""
    if isinstance(value, date):
        yield value
    elif isinstance(value, dict | list):
        for inside in value.values() if isinstance(value, dict) else value:
            yield from _days_in(inside)


def _part(
    request: HttpRequest, operation: Operation, query: Any, rows_of: Callable[[Table | None], Any]
) -> dict[str, Any]:
    asked = {name: value for name, value in _within_reach(query).items() if value is not None}
    request.GET = _as_address(asked)  # type: ignore[assignment]  # the table reads it as it reads a page's address
    table = operation.table(request, None) if operation.table else None  # type: ignore[arg-type]  # rows follow
    rows = rows_of(table)
    if table is not None:
        table.given = rows
        if table.filter_form.errors:
            raise FormRefused(table.filter_form)
        rows = table.rows if isinstance(rows, QuerySet) else rows
    elif isinstance(rows, QuerySet) and not rows.ordered:
        rows = rows.order_by("pk")
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    # PostgreSQL cannot count further than this, and no list is that long.
    first = min(query.offset, count)
    return {"count": count, "items": list(operation.shape(list(rows[first : first + query.limit])))}


def _as_address(asked: dict[str, Any]) -> QueryDict:
    address = QueryDict(mutable=True)
    for name, value in asked.items():
        if value is False:
            continue
        address.setlist(name, [text_of(one) for one in (value if isinstance(value, list) else [value])])
    return address
