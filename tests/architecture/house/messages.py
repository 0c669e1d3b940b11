"""What the product says: every text goes through the catalogue, and the catalogue is complete."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from tests.architecture.house.source import Source, dotted, imported_names, own_code, python_files, templates

# Function of gettext -> places of (context, text, plural) among its arguments.
PLACES = {
    "gettext": (None, 0, None), "gettext_lazy": (None, 0, None), "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1), "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None), "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2), "npgettext_lazy": (0, 1, 2),
}  # fmt: skip
LITERAL = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
# What Django turns a template into for xgettext.
TEMPLATIZED = re.compile(rf"(?<!\w)(n?p?gettext|_)\(\s*((?:{LITERAL})(?:\s*,\s*{LITERAL})*)", re.DOTALL)
NAMED = re.compile(r"%\((\w+)\)|(?<!{){(\w+)}")
UNNAMED = re.compile(r"%[sdif]|(?<!{){}")
LOST = re.compile(r"""\s:[\w-]+="[^"]*\b_\(|<c-[^>]*\s(?:label|title|text|hint)="[A-Z][^"{]*\s[^"{]*\"""")
CATALOGUE = "locale/ru/LC_MESSAGES/django.po"
RUSSIAN_FORMS = 3


@dataclass(frozen=True)
class Text:
    place: str
    id: str
    context: str | None = None
    plural: str | None = None


def _gettext_calls(source: Source) -> list[tuple[ast.Call, str]]:
    names = {
        local: path.rpartition(".")[2]
        for local, path in imported_names(source.tree).items()
        if path.startswith("django.utils.translation.")
    }
    found = []
    for node in source.nodes:
        if isinstance(node, ast.Call):
            chain = dotted(node.func).split(".")
            kind = (
                names.get(chain[0]) if len(chain) == 1 else (chain[-1] if names.get(chain[0]) is None else "")
            )
            if kind in PLACES and (len(chain) == 1 or chain[-2] == "translation"):
                found.append((node, kind))
    return found


def _constant(call: ast.Call, place: int | None) -> str | None:
    if place is None or place >= len(call.args):
        return None
    argument = call.args[place]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _said_in_python(root: Path) -> list[Text]:
    found = []
    for source in own_code(root):
        for call, kind in _gettext_calls(source):
            context, text, plural = (_constant(call, place) for place in PLACES[kind])
            if text:
                found.append(Text(source.at(call, ""), text, context, plural))
    return found


def _said_in_templates(root: Path) -> list[Text]:
    found = []
    for source in templates(root):
        for match in TEMPLATIZED.finditer(templatize(source.text, origin=source.name)):
            kind = "gettext" if match.group(1) == "_" else match.group(1)
            values = ast.literal_eval(f"({match.group(2)},)")
            context, text, plural = (
                values[p] if p is not None and p < len(values) else None for p in PLACES[kind]
            )
            found.append(Text(f"{source.name}: ", text, context, plural))
    return found


def said(root: Path) -> list[Text]:
    return [*_said_in_python(root), *_said_in_templates(root)]


def texts_are_plain(root: Path) -> list[str]:
    """The argument of gettext is a plain text: xgettext does not see what an f-string or a variable says."""
    found = []
    for source in own_code(root):
        for call, kind in _gettext_calls(source):
            for place in PLACES[kind]:
                if place is not None and place < len(call.args) and _constant(call, place) is None:
                    found.append(
                        source.at(call, f"{kind}: a plain text with named placeholders, not an expression")
                    )
    return found


def placeholders_are_named(root: Path) -> list[str]:
    return [
        f"{text.place}{text.id!r}: name the placeholder" for text in said(root) if UNNAMED.search(text.id)
    ]


def no_text_is_lost_in_an_attribute(root: Path) -> list[str]:
    """`:label="_('...')"` and a label in plain words reach the screen and never the catalogue."""
    return [
        source.at(
            source.text.count("\n", 0, match.start()) + 1, f"{match.group().strip()}: use {{% translate %}}"
        )
        for source in templates(root)
        for match in LOST.finditer(source.text)
    ]


def _catalogue(root: Path) -> dict[tuple[str, str | None], polib.POEntry]:
    path = root / CATALOGUE
    return (
        {(e.msgid, e.msgctxt): e for e in polib.pofile(str(path)) if not e.obsolete} if path.exists() else {}
    )


def _forms(entry: polib.POEntry) -> list[str]:
    if entry.msgid_plural:
        return [entry.msgstr_plural.get(number, "") for number in range(RUSSIAN_FORMS)]
    return [entry.msgstr]


def russian_is_complete(root: Path) -> list[str]:
    catalogue = _catalogue(root)
    found = []
    for text in said(root):
        entry = catalogue.get((text.id, text.context))
        if entry is None or not all(_forms(entry)):
            found.append(f"{text.place}no Russian for {text.id!r}")
        elif text.plural and entry.msgid_plural != text.plural:
            found.append(f"{text.place}the catalogue has another plural for {text.id!r}")
    return found + [f"{CATALOGUE}: fuzzy: {entry.msgid!r}" for entry in catalogue.values() if entry.fuzzy]


def _placeholders(text: str) -> set[str]:
    return {first or second for first, second in NAMED.findall(text)}


def russian_keeps_the_placeholders(root: Path) -> list[str]:
    found = []
    for entry in _catalogue(root).values():
        wanted = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural or "")
        for form in filter(None, _forms(entry)):
            has = _placeholders(form)
            # A form for one thing may leave the number out: «один участник».
            if has - wanted or (not entry.msgid_plural and wanted != has):
                found.append(f"{CATALOGUE}: {entry.msgid!r}: placeholders differ in {form!r}")
    return found


def russian_is_well_printed(root: Path) -> list[str]:
    """Russian quotes are «so»; three dots are one sign."""
    return [
        f"{CATALOGUE}: {form!r}: " + ("«ёлочки», please" if '"' in form else "… is one sign")
        for entry in _catalogue(root).values()
        for form in _forms(entry)
        if ('"' in form and "<" not in form) or "..." in form
    ]


def refusals_are_translated(root: Path) -> list[str]:
    """`RuleBroken("...")` with a bare text would reach a Russian screen in English."""
    return [
        source.at(node, "RuleBroken: the sentence goes through gettext")
        for source in python_files(root, "config", "metodika")
        for node in source.nodes
        if isinstance(node, ast.Call)
        and dotted(node.func).split(".")[-1] == "RuleBroken"
        and node.args
        and isinstance(node.args[0], ast.Constant | ast.JoinedStr)
    ]
