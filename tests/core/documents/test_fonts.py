import hashlib
import re

import pytest

from metodika.core.documents.wording import FONTS, clean, covered, main_font, printable


def recorded():
    table = (FONTS / "VENDORED.md").read_text()
    return re.findall(r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", table, re.MULTILINE)


@pytest.mark.parametrize(("name", "digest"), recorded())
def test_vendored_font_is_the_recorded_one(name, digest):
    assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == digest


def test_every_vendored_font_is_recorded():
    assert {path.name for path in FONTS.iterdir()} - {"VENDORED.md"} == {name for name, _digest in recorded()}


def test_fonts_have_every_cyrillic_letter_and_every_sign_of_office():
    cyrillic = {chr(code) for code in range(0x400, 0x530)}

    assert cyrillic | set("№«»—–…§₽€°×−≥≤½•") <= main_font()
    assert set("☐☑✓→😀❤") <= covered()
    assert covered().isdisjoint("漢\ue000")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Иван\x00ов\x07а", "Иванова"),
        ("а\r\nб\rв\u2028г", "а\nб\nв\nг"),
        ("а\tб", "а б"),
        ("\u202eабв\u2066", "абв"),
        ("и\u0306", "й"),
        ("\ud83dа\ufffe", "а"),
    ],
)
def test_text_is_cleaned(text, expected):
    assert clean(text) == expected


def test_only_a_very_long_word_gets_places_to_break():
    word = "Достопримечательность"

    assert printable(f"{word} {'Ж' * 10}-{'Ж' * 24}") == f"{word} {'Ж' * 10}-{'Ж' * 24}"
    assert printable("Ж" * 26) == "\u200b".join(["ЖЖЖЖ"] * 6 + ["ЖЖ"])
