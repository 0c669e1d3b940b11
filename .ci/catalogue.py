"""The Russian catalogue: .ci/catalogue.py compile | collect | check.

compile: .po -> .mo, without a system program; collect: add what the code says and drop what it no
longer says; check: nothing is missing, nothing is left over, nothing is fuzzy.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "ru" / "LC_MESSAGES" / "django.po"
Key = tuple[str, str | None]


def compile_catalogues() -> None:
    for path in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def entries(catalogue: polib.POFile) -> dict[Key, polib.POEntry]:
    return {(entry.msgid, entry.msgctxt): entry for entry in catalogue if not entry.obsolete}


def said_by_the_code() -> dict[Key, polib.POEntry]:
    """Extract with gettext's own xgettext, from a copy, so that the catalogue is not touched."""
    if shutil.which("xgettext") is None:
        sys.exit("Texts are collected by xgettext: apt-get install gettext")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("config", "metodika"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "static"))
        (copy / "locale").mkdir()
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", "--locale=ru", "--keep-pot", "--verbosity=0"],
            cwd=copy,
            check=True,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "PYTHONPATH": str(copy)},
        )
        return entries(polib.pofile(str(copy / "locale" / "django.pot")))


def is_translated(entry: polib.POEntry) -> bool:
    if entry.msgid_plural:
        return len(entry.msgstr_plural) >= 3 and all(entry.msgstr_plural.values())
    return bool(entry.msgstr)


def check() -> None:
    said, kept = said_by_the_code(), entries(polib.pofile(str(CATALOGUE)))
    complaints = [f"not in the catalogue: {key[0]!r}" for key in said if key not in kept]
    complaints += [f"no longer in the code: {key[0]!r}" for key in kept if key not in said]
    complaints += [f"fuzzy: {key[0]!r}" for key, entry in kept.items() if entry.fuzzy]
    complaints += [f"not translated: {key[0]!r}" for key, entry in kept.items() if not is_translated(entry)]
    if complaints:
        sys.exit("\n".join(complaints))
    subprocess.run(["msgfmt", "--check-format", "--output-file=/dev/null", str(CATALOGUE)], check=True)
    print(f"The Russian catalogue is complete: {len(kept)} texts.")


def collect() -> None:
    said, catalogue = said_by_the_code(), polib.pofile(str(CATALOGUE))
    kept = entries(catalogue)
    for key, entry in kept.items():
        if key not in said:
            catalogue.remove(entry)
    for key, entry in said.items():
        if key not in kept:
            entry.occurrences = []
            catalogue.append(entry)
    catalogue.sort(key=lambda entry: (entry.msgid.lower(), entry.msgctxt or ""))
    catalogue.save()
    compile_catalogues()
    print(f"{len(set(said) - set(kept))} new, {len(set(kept) - set(said))} gone, {len(said)} in all.")


if __name__ == "__main__":
    {"compile": compile_catalogues, "collect": collect, "check": check}[sys.argv[1]]()
