"""Markdown and HTML signs that are no words: one definition for readers and for the proof of no loss."""

import html
import re
from dataclasses import dataclass

from metodika.core.files.text.blocks import words

HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+|$)")
TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>]{0,300})?/?>")
BOLD = "**"
STARS = re.compile(r"\*{2,}")
# An underscore at the edge of a word is emphasis; three and more are a blank to be filled in by hand.
EMPHASIS = re.compile(r"(?<![\w])_{1,2}(?=[^\W_])|(?<=[^\s_])_{1,2}(?!\w)")
ESCAPE = re.compile(r"\\([.()\[\]\-*_#+!])")
RULE = re.compile(r"^[\s|:=*+\-]*$")
PIPES = re.compile(r"^\s*\|.*\|\s*$")
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
RULE_SIGNS = 3


@dataclass(frozen=True)
class Line:
    """One line of a plain text without markup; tabs in text divide cells."""

    text: str
    level: int = 0
    strong: bool = False


def clean_line(line: str, *, inside_bold: bool = False) -> tuple[Line, bool]:
    """Take the markup off one line; say too whether bold text goes on after it."""
    line = line.translate(INVISIBLE)
    if is_rule(line):
        return Line(""), inside_bold
    if PIPES.match(line):
        line = line.strip()[1:-1].replace("|", "\t")
    heading = HEADING.match(line)
    level = len(heading[1]) if heading else 0
    body = line[heading.end() :] if heading else line
    stripped = body.strip()
    goes_on = inside_bold ^ (stripped.count(BOLD) % 2 == 1)
    starts = inside_bold or stripped.startswith(BOLD)
    ends = goes_on or stripped.rstrip(".:").endswith(BOLD)
    strong = starts and ends and stripped.count(BOLD) <= len((BOLD, BOLD))
    return Line(_without_signs(body), level, strong), goes_on


def is_rule(line: str) -> bool:
    """Tell a drawn line, or the line under the head of a table, from text."""
    signs = "".join(line.split())
    return len(signs) >= RULE_SIGNS and RULE.match(line) is not None


def without_markup(source: str) -> str:
    """Take the markup off a whole text, line by line."""
    return "\n".join(clean_line(line)[0].text for line in source.splitlines())


def source_words(source: str) -> list[str]:
    """Give the word sequence of a plain text as a person reads it, without markup."""
    return words(without_markup(source))


def _without_signs(body: str) -> str:
    text = html.unescape(TAG.sub(" ", body))
    text = EMPHASIS.sub("", STARS.sub("", text))
    return ESCAPE.sub(r"\1", text).translate(INVISIBLE)
