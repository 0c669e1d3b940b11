"""What may not be written down: silent suppressions, places of one machine, sentences of the regulations."""

import functools
import re
import tokenize
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from tests.architecture.house.source import Source, python_files, templates, text_files

SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover)", re.IGNORECASE)
WITH_REASON = re.compile(
    r"#\s*(?:noqa:\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*|type:\s*ignore\[[\w, -]+\]|pragma:\s*no cover)"
    r"[\s#–—-]+\S+\s+\S+",
    re.IGNORECASE,
)
DJLINT_OFF = re.compile(r"{#\s*djlint:off(?P<reason>[^#]*)#}|{%\s*comment\s*%}\s*djlint:off")
# Put together here, so that this page does not complain about itself.
UNWANTED = re.compile(
    "|".join(
        (
            "open" "ai", "anth" "ropic", r"\bcla" "ude", "chat" r"gpt", r"\bg" r"pt-\d", r"\bcopi" "lot",
            "sub" "agent", r"\bl" r"lm\b", "large language " "model", r"\bней" "росет", r"as an a" r"i\b",
            r"(?<![\w.<>-])/wo" "rk/", r"(?<![\w.<>-])/ro" r"ot/", r"(?<![\w.<>-])/ho" r"me/\w",
            r"/tmp/ho" "use",
        )
    ),
    re.IGNORECASE,
)  # fmt: skip
WORD = re.compile(r"[а-яёa-z0-9]+", re.IGNORECASE)
SHINGLE = 8
# An act is called «О чём-то» or «Положение о чём-то», and its name is not made of sentences.
TITLE = re.compile(
    r"«\s*(?:об?\b|обо\b|положени|программ|концепци|стратеги|порядк|порядок|план\b)", re.IGNORECASE
)
SENTENCE = re.compile(r"[.;:]\s|\n\s*\n")
REGULATIONS = "../shared/regulations"


def _comments(source: Source) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(StringIO(source.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def suppressions_carry_a_reason(root: Path) -> list[str]:
    found = [
        source.at(line, f"{comment}: say why, after the code")
        for source in python_files(root)
        for line, comment in _comments(source)
        if SILENCED.search(comment) and not WITH_REASON.search(comment)
    ]
    for source in templates(root):
        for match in DJLINT_OFF.finditer(source.text):
            if len((match.group("reason") or "").split()) < 2:
                found.append(source.at(source.text.count("\n", 0, match.start()) + 1, "djlint:off: say why"))
    return found + _silent_settings(root)


def _silent_settings(root: Path) -> list[str]:
    """`ignore_imports` and the like in pyproject.toml stand under a comment that gives the reason."""
    path = root / "pyproject.toml"
    lines = path.read_text().splitlines() if path.exists() else []
    return [
        f"pyproject.toml:{number + 1}: {line.split('=')[0].strip()}: say why in the line above"
        for number, line in enumerate(lines)
        if re.match(r"\s*(ignore_imports|ignore_missing_imports|ignore_errors|DEP\d+)\s*=", line)
        and not any("#" in above for above in lines[max(0, number - 6) : number])
    ]


def nothing_of_one_machine(root: Path) -> list[str]:
    """Neither a folder of somebody's machine nor a tool that was at hand is a part of the product."""
    return [
        source.at(number, f"«{match.group()}» does not belong here")
        for source in text_files(root)
        for number, line in enumerate(source.text.splitlines(), 1)
        if (match := UNWANTED.search(line))
    ]


def _words(text: str) -> list[str]:
    return [word.lower().replace("ё", "е") for word in WORD.findall(text)]


def _shingles(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}


def _outside_titles(text: str) -> str:
    """The text without the titles of acts in « »; a quoted sentence stays, for it is no title."""
    for quoted in sorted(_titles(text), key=len, reverse=True):
        if TITLE.match(quoted) and not SENTENCE.search(quoted):
            text = text.replace(quoted, "« ")
    return text


def _titles(text: str) -> Iterator[str]:
    """What stands inside « », nested quotes included."""
    depth = start = 0
    for position, sign in enumerate(text):
        if sign == "«":
            start = position if depth == 0 else start
            depth += 1
        elif sign == "»" and depth:
            depth -= 1
            if depth == 0:
                yield text[start:position]


@functools.cache
def _sentences_of(folder: Path) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    titles: set[tuple[str, ...]] = set()
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found |= _shingles(_words(text))
        for title in _titles(text):
            titles |= _shingles(_words(title))
    return found - titles


def no_sentence_of_the_regulations(root: Path, folder: Path | None = None) -> list[str]:
    """Eight words in a row of a regulation are its sentence; titles of acts in « » may be named."""
    sentences = _sentences_of(folder or (root / REGULATIONS).resolve())
    found = []
    for source in text_files(root) if sentences else []:
        common = _shingles(_words(_outside_titles(source.text))) & sentences
        if common:
            found.append(
                f"{source.name}: {len(common)} times words of a regulation: «{' '.join(min(common))} …»"
            )
    return found
