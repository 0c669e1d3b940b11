"""YAML files that people write by hand: read with line numbers, every error told at once.

Every scalar is kept as the text that stands in the file. What it has to be (a number, a date,
yes or no) is decided by the schema, so that `number: 007` or `region: NO` never change on the way.
"""

import difflib
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

Shape = TypeVar("Shape", bound=BaseModel)
Location = tuple[str | int, ...]

MAX_BYTES = 1_000_000
NOTHING = "tag:yaml.org,2002:null"


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file; lines are counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Problem:
    """What is wrong at a place and what to do, in a sentence of the reader's language."""

    place: Place
    template: str | Promise
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return str(self.template) % self.details if self.details else str(self.template)

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


@dataclass
class Tree:
    """Plain data of a file (mappings, lists, texts, None) and the place of each of its nodes."""

    data: Any
    places: dict[Location, Place]

    def place(self, location: Location) -> Place:
        """Give the place of a node, or of the nearest node that contains it."""
        while location and location not in self.places:
            location = location[:-1]
        return self.places[location]


SENTENCES: dict[str, str | Promise] = {
    "missing": _("the key «%(key)s» is missing here; add it"),
    "string_type": _("«%(key)s» must be a text; write it after the colon"),
    "string_too_short": _("«%(key)s» is empty; write it after the colon"),
    "string_pattern_mismatch": _(
        "«%(key)s» is written in a wrong way: «%(value)s» must look like %(pattern)s"
    ),
    "int_type": _("«%(key)s» must be a whole number"),
    "int_parsing": _("«%(key)s» must be a whole number, not «%(value)s»"),
    "int_from_float": _("«%(key)s» must be a whole number, not «%(value)s»"),
    "bool_type": _("«%(key)s» must be «да» or «нет»"),
    "bool_parsing": _("«%(key)s» must be «да» or «нет», not «%(value)s»"),
    "greater_than_equal": _("«%(key)s» is %(value)s; the least allowed is %(ge)s"),
    "less_than_equal": _("«%(key)s» is %(value)s; the most allowed is %(le)s"),
    "date_type": _("«%(key)s» must be a date, such as 2026-09-01 or 01.09.2026"),
    "date_parsing": _("«%(key)s» must be a date, such as 2026-09-01 or 01.09.2026, not «%(value)s»"),
    "date_from_datetime_parsing": _(
        "«%(key)s» must be a date, such as 2026-09-01 or 01.09.2026, not «%(value)s»"
    ),
    "literal_error": _("«%(key)s» cannot be «%(value)s»; choose one of: %(expected)s"),
    "list_type": _("«%(key)s» must be a list; begin each item on its own line with a dash"),
    "dict_type": _("«%(key)s» must hold keys with values, each on its own line"),
    "model_type": _("«%(key)s» must hold keys with values, each on its own line"),
    "too_short": _("«%(key)s» is empty; add at least one item"),
}


def read_yaml(path: Path, *, shown_as: str) -> tuple[Tree, list[Problem]]:
    """Read one file into a tree; `shown_as` is its name in the problems.

    Duplicate keys, anchors, broken marks, a wrong encoding and more than 1 MB are problems;
    the tree is then incomplete or empty.
    """
    start = Place(shown_as, 1)
    empty = Tree({}, {(): start})
    raw = path.read_bytes()
    if len(raw) > MAX_BYTES:
        return empty, [Problem(start, _("the file is larger than 1 MB; split or shorten it"))]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return empty, [Problem(Place(shown_as, line), _("the file is not in UTF-8; save it in UTF-8"))]
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, RecursionError) as error:
        return empty, [_syntax_problem(error, shown_as, text)]
    if node is None:
        return empty, []
    walk = _Walk(shown_as)
    tree = Tree(walk.value(node, ()), walk.places)
    return tree, walk.problems


def overlay(base: Tree, own: Tree, *, depth: int | None = None) -> Tree:
    """Lay one tree over another; each node keeps the place that it came from.

    Keys of mappings are joined `depth` levels deep (None: at every level); below that, and for
    texts and lists, the own value takes the place of the base's. An own key without a value
    removes the base's key.
    """
    if not isinstance(base.data, dict) or not isinstance(own.data, dict) or depth == 0:
        return own
    data = dict(base.data)
    places = {**base.places, (): own.places[()]}
    for key, value in own.data.items():
        if key not in base.data:
            inner = _branch(own, key)
        elif value is None:
            del data[key]
            places = _without(places, key)
            continue
        else:
            inner = overlay(_branch(base, key), _branch(own, key), depth=depth and depth - 1)
        data[key] = inner.data
        places = _without(places, key) | {(key, *at): place for at, place in inner.places.items()}
    return Tree(data, places)


def check_shape(
    tree: Tree, shape: type[Shape], *, sentences: Mapping[str, str | Promise] | None = None
) -> tuple[Shape | None, list[Problem]]:
    """Check a tree by a pydantic model; give the model, or None and every problem with its line.

    `sentences` adds wordings for the shape's own error types; their placeholders are `key`,
    `value` and the context of the error.
    """
    try:
        return shape.model_validate(tree.data), []
    except ValidationError as error:
        wordings = {**SENTENCES, **(sentences or {})}
        problems = [_shape_problem(details, tree, shape, wordings) for details in error.errors()]
        return None, in_order(problems)


def unknown_key(place: Place, key: str, known: Iterable[str]) -> Problem:
    """Say that a key is unknown, with the nearest known key or the list of all of them."""
    names = sorted(known)
    near = nearest(key, names)
    if near:
        return Problem(
            place, _("unknown key «%(key)s»; did you mean «%(near)s»?"), {"key": key, "near": near}
        )
    return Problem(
        place,
        _("unknown key «%(key)s»; the keys known here: %(known)s"),
        {"key": key, "known": ", ".join(names) or "—"},
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """Find the known word that was probably meant; empty when none is near."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by file and line."""
    return sorted(problems, key=lambda problem: problem.place)


def _branch(tree: Tree, key: str) -> Tree:
    places = {at[1:]: place for at, place in tree.places.items() if at[:1] == (key,)}
    return Tree(tree.data[key], places)


def _without(places: dict[Location, Place], key: str) -> dict[Location, Place]:
    return {at: place for at, place in places.items() if at[:1] != (key,)}


class _Walk:
    """Turns nodes into plain data and remembers where each of them stands."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Location, Place] = {}
        self.problems: list[Problem] = []

    def value(self, node: Node, at: Location) -> Any:
        place = Place(self.file, node.start_mark.line + 1)
        self.places.setdefault(at, place)
        if node.anchor:
            # An alias repeats its anchor's node: a few lines could unfold into millions of nodes.
            self.problems.append(Problem(place, _("anchors (& and *) are not used here; write it out")))
            return None
        if isinstance(node, MappingNode):
            return dict(self.entries(node, at))
        if isinstance(node, SequenceNode):
            return [self.value(item, (*at, index)) for index, item in enumerate(node.value)]
        return None if node.tag == NOTHING else node.value

    def entries(self, node: MappingNode, at: Location) -> Iterator[tuple[str, Any]]:
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self.problems.append(Problem(Place(self.file, line), _("a key must be a single word")))
                continue
            key = str(key_node.value)
            if key in seen:
                self.problems.append(
                    Problem(
                        Place(self.file, line),
                        _("the key «%(key)s» is already given in line %(line)s; keep one of the two"),
                        {"key": key, "line": seen[key]},
                    )
                )
                continue
            seen[key] = line
            self.places[*at, key] = Place(self.file, line)
            yield key, self.value(value_node, (*at, key))


def _syntax_problem(error: Exception, file: str, text: str) -> Problem:
    if isinstance(error, RecursionError):
        return Problem(Place(file, 1), _("the file is nested too deeply; simplify it"))
    if isinstance(error, ReaderError):
        line = text[: error.position].count("\n") + 1
        return Problem(Place(file, line), _("there is a character that no text may hold; delete it"))
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line = mark.line + 1 if mark else 1
    if any("\t" in shown for shown in text.splitlines()[line - 1 : line]):
        return Problem(Place(file, line), _("the line is indented by a tab; use spaces"))
    if isinstance(error, MarkedYAMLError) and "another document" in str(error.problem):
        return Problem(Place(file, line), _("«---» begins a second document; keep one document in a file"))
    return Problem(
        Place(file, line),
        _("the line cannot be read: check the indentation, the quotes and the space after the colon"),
    )


def _shape_problem(
    details: ErrorDetails, tree: Tree, shape: type[BaseModel], wordings: Mapping[str, str | Promise]
) -> Problem:
    location = tuple(part for part in details["loc"] if part != "[key]")
    place = tree.place(location)
    key = next((part for part in reversed(location) if isinstance(part, str)), "")
    if details["type"] == "extra_forbidden":
        return unknown_key(place, key, _known_keys(shape, location[:-1]))
    context = {"expected": "", "pattern": "", **details.get("ctx", {})}
    if details["type"] == "literal_error":
        context["expected"] = str(context["expected"]).replace(" or ", ", ").replace("'", "")
    template = wordings.get(details["type"])
    if template is None:
        # A kind of error that nobody has worded yet: pydantic's own words are better than none.
        return Problem(place, "«%(key)s»: %(message)s", {"key": key, "message": details["msg"]})
    value = details["input"]
    shown = value if isinstance(value, str | int) else ""
    return Problem(place, template, {**context, "key": key, "value": shown})


def _known_keys(shape: Any, location: Location) -> list[str]:
    for part in location:
        shape = _inside(shape, part)
    models = [
        option for option in _options(shape) if isinstance(option, type) and issubclass(option, BaseModel)
    ]
    return [info.alias or name for model in models for name, info in model.model_fields.items()]


def _inside(shape: Any, part: str | int) -> Any:
    for option in _options(shape):
        if isinstance(option, type) and issubclass(option, BaseModel):
            for name, info in option.model_fields.items():
                if part in {name, info.alias}:
                    return info.annotation
        arguments = typing.get_args(option)
        if arguments:
            return arguments[-1]
    return None


def _options(shape: Any) -> list[Any]:
    """List what an annotation may stand for: the sides of a union, the root of a root model."""
    if isinstance(shape, type) and issubclass(shape, RootModel):
        return _options(shape.model_fields["root"].annotation)
    if typing.get_origin(shape) is typing.Annotated:
        return _options(typing.get_args(shape)[0])
    if typing.get_origin(shape) in {typing.Union, types.UnionType}:
        return [found for option in typing.get_args(shape) for found in _options(option)]
    return [shape]
