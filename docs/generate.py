"""Pages that are made from the code: `make docs`, or python -m docs.generate."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.utils import translation  # noqa: E402 - settings come first

from metodika.core.facts.catalogue import catalogue_page  # noqa: E402 - as above
from metodika.core.files.yaml import read_yaml  # noqa: E402 - as above
from metodika.directory.mandates import queries  # noqa: E402 - as above
from metodika.directory.profiles.queries import available_profiles  # noqa: E402 - as above
from metodika.steering.compliance import queries as compliance  # noqa: E402 - as above
from metodika.steering.indicators.queries import indicator_page  # noqa: E402 - as above

ROOT = Path(__file__).resolve().parent.parent


def matrix_page(roles_by_code: dict[str, Iterable[str]]) -> str:
    heads = ["Permission", "What it allows", *roles_by_code]
    signs = {True: "yes", False: "", None: "own"}
    lines = [
        "# Who may do what",
        "",
        "Generated from `policies.py` of all areas and `profiles/_base/roles.yaml`; do not edit.",
        "“own”: everybody who is signed in, for himself. A profile may give roles other rights.",
        "",
        f"| {' | '.join(heads)} |",
        f"|{'---|' * len(heads)}",
    ]
    lines += [
        f"| `{name}` | {words} | {' | '.join(signs[may] for may in row)} |"
        for name, words, row in queries.access_matrix(roles_by_code)
    ]
    return "\n".join(lines) + "\n"


def access_matrix() -> str:
    tree, problems = read_yaml(ROOT / "profiles" / "_base" / "roles.yaml", shown_as="roles.yaml")
    if problems:
        sys.exit("\n".join(map(str, problems)))
    with translation.override("en"):
        return matrix_page({code: role["may"] for code, role in tree.data.items()})


def facts() -> str:
    with translation.override("en"):
        return catalogue_page()


def clauses() -> str:
    return compliance.clauses_page(compliance.listed_clauses(available_profiles()))


def clauses_table() -> str:
    return compliance.clauses_table(compliance.listed_clauses(available_profiles()))


def indicators() -> str:
    tree, problems = read_yaml(ROOT / "profiles" / "_base" / "indicators.yaml", shown_as="indicators.yaml")
    if problems:
        sys.exit("\n".join(map(str, problems)))
    return indicator_page(tree.data["shared"], tree.data["populations"])


PAGES: dict[str, Callable[[], str]] = {
    "access-matrix.md": access_matrix,
    "facts.md": facts,
    "indicators.tsv": indicators,
    "clauses.md": clauses,
    "clauses.tsv": clauses_table,
}


def main() -> None:
    folder = ROOT / "docs" / "generated"
    folder.mkdir(exist_ok=True)
    for name, make in PAGES.items():
        (folder / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
