"""Templates: whose they are, who uses them, what they may hold."""

import ast
import re
from fnmatch import fnmatch
from pathlib import Path

from tests.architecture.house.source import STOREYS, Source, python_files, template_name, templates

USES = re.compile(r"""{%-?\s*(?:include|extends|partial)\s+["']([^"']+)["']""")
COMPONENT = re.compile(r"<c-([\w.:-]+)|{%\s*cotton(?::vars)?\s+([\w.-]+)")
ENDINGS = (".html", ".txt", ".svg", ".xml")
BUILT_IN = {"vars", "slot", "component"}
INLINE = re.compile(
    r"<script(?![^>]*(?:\ssrc=|type=[\"']application/(?:ld\+)?json))|<style\b|\sstyle\s*=|\s:?on[a-z]+\s*=|href=[\"']javascript:",
    re.IGNORECASE,
)
UNTRIMMED = re.compile(r"{%-?\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)[^%]*%}")
# Classes of the kit behind our components; a page that uses them by hand would stay behind at the next kit.
KIT = re.compile(
    r"^(btn|card|badge|alert|row|col|container|navbar|dropdown|modal|table|form-control|form-select|form-check|list-group"
    r"|nav|input-group|page-\w+|d-(none|flex|block|grid|inline\S*)|[mp][tbsexy]?-(\d|auto)|g-\d|justify-content-\w+"
    r"|align-items-\w+|text-(muted|secondary|danger|success|warning|end|center)|bg-\w+|w-\d+|h-\d+|ti)(-[\w-]+)?$"
)
CLASSES = re.compile(r"""\sclass\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# Folders by which Django and the libraries look their own templates up.
OF_LIBRARIES = {
    "account",
    "allauth",
    "mfa",
    "socialaccount",
    "usersessions",
    "registration",
    "django",
    "openid_connect",
}


def _line(source: Source, position: int) -> int:
    return source.text.count("\n", 0, position) + 1


def _found(root: Path, pattern: re.Pattern[str], complaint: str) -> list[str]:
    return [
        source.at(_line(source, match.start()), complaint.format(match.group().strip()))
        for source in templates(root)
        if source.path.suffix == ".html"
        for match in pattern.finditer(source.text)
    ]


def no_inline_script_or_style(root: Path) -> list[str]:
    return _found(root, INLINE, "{}: behaviour and style stand in files, pages name them")


def translated_blocks_are_trimmed(root: Path) -> list[str]:
    return _found(root, UNTRIMMED, "{}: say trimmed")


def templates_stay_in_their_area(root: Path) -> list[str]:
    """A template includes and extends its own area's and core's templates only."""
    areas = {
        folder.name
        for storey in STOREYS[1:]
        for folder in (root / "metodika" / storey).glob("*")
        if folder.is_dir()
    }
    return [
        source.at(
            _line(source, match.start()), f"{match.group(1)}: a template includes nothing of another area"
        )
        for source in templates(root)
        for match in USES.finditer(source.text)
        if (owner := match.group(1).split("/")[0].split("#")[0]) in areas and owner != source.parts[2]
    ]


def pages_are_made_of_components(root: Path) -> list[str]:
    found = []
    for source in templates(root):
        if source.storey == "core" or source.path.suffix != ".html":
            continue
        for match in CLASSES.finditer(source.text):
            kit = [name for name in (match.group(1) or match.group(2) or "").split() if KIT.match(name)]
            if kit:
                found.append(
                    source.at(
                        _line(source, match.start()), f"{' '.join(kit)}: kit classes live inside components"
                    )
                )
    return found


def _named_in_python(root: Path) -> set[str]:
    """Every text that looks like the name of a template; what an f-string fills in may be anything."""
    texts = {
        "".join(part.value if isinstance(part, ast.Constant) else "*" for part in parts)
        for source in python_files(root, "config", "metodika")
        for node in source.nodes
        if (parts := node.values if isinstance(node, ast.JoinedStr) else [node])
        and all(isinstance(part, ast.FormattedValue) or _is_text(part) for part in parts)
    }
    return {name for text in texts if (name := text.partition("#")[0]).endswith(ENDINGS)}


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _spellings(component: str) -> set[str]:
    """`form.date-field` -> the templates that cotton would look for."""
    path = component.replace(".", "/")
    names = {path, path.replace("-", "_")}
    return {f"cotton/{name}{ending}" for name in names for ending in (".html", "/index.html")}


def _components(root: Path) -> set[str]:
    used: set[str] = set()
    for source in templates(root):
        for match in COMPONENT.finditer(source.text):
            used |= _spellings(match.group(1) or match.group(2))
    return used


def no_unused_template(root: Path) -> list[str]:
    used = _named_in_python(root) | _components(root)
    for source in templates(root):
        used |= {match.group(1).split("#")[0] for match in USES.finditer(source.text)}
    patterns = [name for name in used if "*" in name]
    found = []
    for source in templates(root):
        name = template_name(source)
        of_django = name.split("/")[0] in OF_LIBRARIES or re.fullmatch(r"[45]\d\d(_\w+)?\.html", name)
        if name not in used and not of_django and not any(fnmatch(name, pattern) for pattern in patterns):
            found.append(f"{source.name}: nobody uses this template")
    return found


def components_exist(root: Path) -> list[str]:
    existing = {template_name(source) for source in templates(root)}
    found = []
    for source in templates(root):
        for match in COMPONENT.finditer(source.text):
            name = match.group(1) or match.group(2)
            if re.split("[.:]", name)[0] not in BUILT_IN and not _spellings(name) & existing:
                found.append(source.at(_line(source, match.start()), f"<c-{name}>: no such component"))
    return found
