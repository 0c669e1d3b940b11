"""Profiles as folders of YAML files: found, laid over the base, checked with every error told."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from metodika.core.files.yaml import (
    Place,
    Problem,
    Tree,
    check_shape,
    in_order,
    nearest,
    overlay,
    read_yaml,
    unknown_key,
)
from metodika.directory.profiles.rules.contents import (
    SECTIONS,
    Contents,
    Disagreement,
    disagreements,
)
from metodika.directory.profiles.rules.events import EventKinds
from metodika.directory.profiles.rules.people import Roles
from metodika.directory.profiles.rules.words import Words

BASE = "_base"
PACKAGED = settings.SHIPPED / "profiles"

SENTENCES: dict[str, str | Promise] = {
    "word_without_cases": _("the word «%(key)s» has no cases: add %(missing)s"),
    "name_without_cases": _("the name has no cases: add %(missing)s"),
    "day_of_year": _("«%(key)s» must be a day of the year, such as 01.09, not «%(value)s»"),
    "code_is_not_folder": _(
        "the code «%(code)s» differs from the name of the folder «%(folder)s»; make them the same"
    ),
    "unknown_time_zone": _("unknown time zone «%(zone)s»; write it like Asia/Yekaterinburg"),
    "unknown_kind": _("unknown kind «%(kind)s»; add it to kinds.yaml or take one from there"),
    "unknown_level": _(
        "unknown level «%(level)s»; the levels are region, municipality, institution, unit, partner"
    ),
    "circle_of_levels": _("the levels make a circle: %(circle)s; one of them must stand at the top"),
    "unknown_permission": _(
        "the role «%(role)s» names the unknown permission «%(permission)s»; correct or delete it"
    ),
    "terms_out_of_order": _("this term begins before the one above has ended, or ends before it begins"),
    "unknown_role": _("there is no role «%(role)s» here; name a code from roles.yaml"),
    "unknown_body_kind": _("there is no kind «%(kind)s» here; name a code from bodies.yaml"),
    "unknown_population": _("there is no population «%(population)s»; name one of «populations»"),
    "no_part_of_a_whole": _("«%(key)s» is a part of a whole, such as 1/2 or 2/3, and not more than 1/1"),
    "rule_without": _("this rule lacks the key «%(part)s», which its kind asks for"),
    "clause_says_nothing": _("a clause needs either rules or definition"),
    "function_says_nothing": _("a function needs text or clause"),
    "key_twice": _("two clauses have the key «%(key)s»; give one of them another key"),
    "code_twice": _("two fields of one form have the code «%(key)s»; give one of them another code"),
    "unknown_clause": _("the regulation has no clause «%(clause)s»; name one of the refs in regulation.yaml"),
}
NEAR: dict[str, tuple[str, str | Promise]] = {
    "unknown_role": ("role", _("there is no role «%(role)s» here; did you mean «%(near)s»?")),
    "unknown_body_kind": ("kind", _("there is no kind «%(kind)s» here; did you mean «%(near)s»?")),
    "unknown_population": (
        "population",
        _("there is no population «%(population)s»; did you mean «%(near)s»?"),
    ),
    "unknown_time_zone": ("zone", _("unknown time zone «%(zone)s»; did you mean «%(near)s»?")),
    "unknown_kind": ("kind", _("unknown kind «%(kind)s»; did you mean «%(near)s»?")),
    "unknown_permission": (
        "permission",
        _("the role «%(role)s» names the unknown permission «%(permission)s»; did you mean «%(near)s»?"),
    ),
}


@dataclass(frozen=True)
class Draft:
    """A folder that was read: its contents when it is sound, else every problem by file and line."""

    code: str
    contents: Contents | None
    problems: list[Problem]


def profile_folder(name: str | Path) -> Path | None:
    """Find a profile by its name in the folders of profiles, or take the path of a folder as it is."""
    for home in _homes():
        if Path(name).name == str(name) and (home / name).is_dir():
            return home / name
    return Path(name).resolve() if Path(name).is_dir() else None


def available_profiles() -> list[str]:
    """List the names of the profiles that can be loaded, in alphabetical order."""
    names = {
        folder.name
        for home in _homes()
        if home.is_dir()
        for folder in home.iterdir()
        if folder.is_dir() and not folder.name.startswith(("_", "."))
    }
    return sorted(names)


def checked_profile(folder: Path, *, permissions: set[str] | None = None) -> Draft:
    """Read a folder over the base profile and check it; `permissions` None leaves roles unchecked."""
    base = _base_of(folder)
    problems = _strange_files(folder)
    shapes: dict[str, Any] = {}
    trees: dict[str, Tree] = {}
    for name, section in SECTIONS.items():
        tree, found = _section_tree(folder, base, name)
        problems += found
        if tree is None:
            continue
        shapes[name], found = check_shape(tree, section.shape, sentences=SENTENCES)
        problems += found
        trees[name] = tree
    sound = {name: shape for name, shape in shapes.items() if shape is not None}
    word_keys = set(_file(base / "words.yaml")[0].data)
    for fault in disagreements(sound, folder=folder.name, word_keys=word_keys, permissions=permissions):
        problems.append(_worded(fault, trees[fault.section]))
    contents = None if problems else Contents.model_construct(**sound)
    return Draft(folder.name, contents, in_order(problems))


@cache
def base_words() -> dict[str, Any]:
    """Give the words of the base profile, for a viewer who belongs to no municipality."""
    tree, _problems = _file(PACKAGED / BASE / "words.yaml")
    words: dict[str, Any] = Words.model_validate(tree.data).model_dump(mode="json")
    return words


@cache
def base_roles() -> dict[str, Any]:
    """Give the roles of the base profile, as they are where no profile words them its own way."""
    tree, _problems = _file(PACKAGED / BASE / "roles.yaml")
    roles: dict[str, Any] = Roles.model_validate(tree.data).model_dump(mode="json")
    return roles


@cache
def base_events() -> dict[str, Any]:
    """Give the kinds of events of the base profile, for a place whose profile names none."""
    tree, _problems = _file(PACKAGED / BASE / "events.yaml")
    kinds: dict[str, Any] = EventKinds.model_validate(tree.data).model_dump(mode="json")
    return kinds


def _homes() -> list[Path]:
    return list(dict.fromkeys([Path(settings.PROFILES_DIR), PACKAGED]))


def _base_of(folder: Path) -> Path:
    beside = folder.parent / BASE
    return beside if beside.is_dir() else PACKAGED / BASE


def _section_tree(folder: Path, base: Path, name: str) -> tuple[Tree | None, list[Problem]]:
    """Read a section of the folder, lay it over the base's, tell when it is needed and absent."""
    trees: list[Tree] = []
    problems: list[Problem] = []
    for home in (base, folder):
        path = home / f"{name}.yaml"
        if path.is_file():
            tree, found = _file(path)
            problems += found
            trees.append(tree)
    if not trees:
        if SECTIONS[name].required:
            place = Place(_shown(folder / f"{name}.yaml"), 1)
            problems.append(Problem(place, _("the file is missing; create it")))
        return None, problems
    if problems:
        # What is broken as a file would only bring a second row of complaints about its contents.
        return None, problems
    tree = trees[0] if len(trees) == 1 else overlay(*trees, depth=SECTIONS[name].depth)
    return tree, problems


def _file(path: Path) -> tuple[Tree, list[Problem]]:
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _read(path: Path, changed_at: int) -> tuple[Tree, list[Problem]]:
    """Read a file once until it changes: every profile is laid over the same base."""
    return read_yaml(path, shown_as=_shown(path))


def _strange_files(folder: Path) -> list[Problem]:
    known = [f"{name}.yaml" for name in SECTIONS]
    problems = []
    for path in sorted(folder.glob("*.y*ml")):
        if path.name in known:
            continue
        near = nearest(path.name, known)
        sentence = (
            _("a profile has no such file; did you mean «%(near)s»?")
            if near
            else _("a profile has no such file; its files are: %(known)s")
        )
        problems.append(Problem(Place(_shown(path), 1), sentence, {"near": near, "known": ", ".join(known)}))
    return problems


def _worded(fault: Disagreement, tree: Tree) -> Problem:
    place = tree.place(fault.location)
    if fault.kind == "unknown_key":
        return unknown_key(place, fault.details["key"], fault.details["known"])
    if fault.kind in NEAR:
        subject, sentence = NEAR[fault.kind]
        if near := nearest(fault.details[subject], fault.details["known"]):
            return Problem(place, sentence, {**fault.details, "near": near})
    return Problem(place, SENTENCES[fault.kind], fault.details)


def _shown(path: Path) -> str:
    return "/".join(path.parts[-3:])
