from typing import Literal

import pytest
from django.utils.translation import override
from pydantic import BaseModel, ConfigDict, RootModel

from metodika.core.files.yaml import Tree, check_shape, overlay, read_yaml


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Word(Shape):
    form: str
    gender: Literal["he", "she"] = "he"
    years: int = 0
    plain: bool = False


class Words(RootModel[dict[str, Word]]):
    pass


class Book(Shape):
    title: str
    words: dict[str, Word] = {}
    pages: list[Word] = []


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "book.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def read(path):
    return read_yaml(path, shown_as="book.yaml")


def complaints(path, shape):
    tree, problems = read(path)
    with override("en"):
        return [str(problem) for problem in problems or check_shape(tree, shape)[1]]


def test_every_text_stays_as_it_is_written(written):
    tree, problems = read(written("number: 007\nregion: NO\nday: 2021-07-27\nnothing:\nquoted: '~'\n"))

    assert problems == []
    assert tree.data == {
        "number": "007",
        "region": "NO",
        "day": "2021-07-27",
        "nothing": None,
        "quoted": "~",
    }


def test_empty_file_is_an_empty_tree(written):
    tree, problems = read(written(""))

    assert (tree.data, problems) == ({}, [])


def test_byte_order_mark_of_windows_is_no_part_of_the_first_key(written):
    assert read(written(b"\xef\xbb\xbftitle: A\n"))[0].data == {"title": "A"}


BROKEN = {
    "unclosed quote": ("a: 'x\nb: 1\n", "book.yaml:3: the line cannot be read"),
    "bad indent": ("a: 1\n b: 2\n", "book.yaml:2: the line cannot be read"),
    "tab": ("a:\n\tb: 1\n", "book.yaml:2: the line is indented by a tab; use spaces"),
    "two documents": ("a: 1\n---\nb: 2\n", "book.yaml:2: «---» begins a second document"),
    "cp1251": ("a: 1\nb: город\n".encode("cp1251"), "book.yaml:2: the file is not in UTF-8"),
    "control sign": ("a: 1\nb: \x00\n", "book.yaml:2: there is a character that no text may hold"),
    "too deep": ("a: " + "[" * 5000, "book.yaml:1: the file is nested too deeply"),
    "too large": ("a: " + "x" * 1_000_001, "book.yaml:1: the file is larger than 1 MB"),
    "key of many words": ("? [a, b]\n: 1\n", "book.yaml:1: a key must be a single word"),
    "anchor": ("a: &x [1]\nb: *x\n", "book.yaml:1: anchors (& and *) are not used here"),
}


@pytest.mark.parametrize(("text", "start"), BROKEN.values(), ids=BROKEN)
def test_broken_file_is_told_with_its_line(text, start, written):
    assert complaints(written(text), Book)[0].startswith(start)


def test_anchors_cannot_unfold_into_a_flood(written):
    layers = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    layers += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]

    tree, problems = read(written("\n".join(layers)))

    assert [problem.place.line for problem in problems] == list(range(1, 13))


def test_each_duplicate_key_names_both_lines(written):
    text = "title: A\nwords:\n  one: {form: a}\n  one: {form: b}\ntitle: B\n"

    assert complaints(written(text), Book) == [
        "book.yaml:4: the key «one» is already given in line 3; keep one of the two",
        "book.yaml:5: the key «title» is already given in line 1; keep one of the two",
    ]


def test_all_errors_of_a_shape_come_at_once_with_their_lines(written):
    text = (
        "titel: A\nwords:\n  one:\n    form: [a]\n    gender: it\n  two: text\n"
        "pages:\n- form: x\n  years: five\n  plain: perhaps\n"
    )

    assert complaints(written(text), Book) == [
        "book.yaml:1: the key «title» is missing here; add it",
        "book.yaml:1: unknown key «titel»; did you mean «title»?",
        "book.yaml:4: «form» must be a text; write it after the colon",
        "book.yaml:5: «gender» cannot be «it»; choose one of: he, she",
        "book.yaml:6: «two» must hold keys with values, each on its own line",
        "book.yaml:9: «years» must be a whole number, not «five»",
        "book.yaml:10: «plain» must be «да» or «нет», not «perhaps»",
    ]


def test_unknown_key_near_to_none_lists_the_known_ones(written):
    assert complaints(written("one:\n  form: a\n  zzz: b\n"), Words) == [
        "book.yaml:3: unknown key «zzz»; the keys known here: form, gender, plain, years"
    ]


def test_sound_file_gives_the_model(written):
    tree, _ = read(written("title: A\npages:\n- {form: x, years: 5, plain: yes}\n"))

    book, problems = check_shape(tree, Book)

    assert problems == []
    assert book == Book(title="A", pages=[Word(form="x", years=5, plain=True)])


def trees(written, tmp_path, base, own):
    base_tree, _ = read_yaml(written(base), shown_as="base")
    own_tree, _ = read_yaml(written(own), shown_as="own")
    return base_tree, own_tree


def lines(tree: Tree):
    return {"/".join(map(str, at)): str(place) for at, place in tree.places.items() if at}


def test_overlay_joins_keys_replaces_lists_and_removes_emptied_keys(written, tmp_path):
    base, own = trees(
        written, tmp_path, "a:\n  x: 1\n  y: 2\nb: [1, 2]\nc: 3\n", "a:\n  y: 5\n  z: 6\nb: [9]\nc:\nd:\n"
    )

    joined = overlay(base, own)

    assert joined.data == {"a": {"x": "1", "y": "5", "z": "6"}, "b": ["9"], "d": None}
    assert lines(joined) == {
        "a": "own:1",
        "a/x": "base:2",
        "a/y": "own:2",
        "a/z": "own:3",
        "b": "own:4",
        "b/0": "own:4",
        "d": "own:6",
    }


def test_overlay_of_depth_one_takes_values_as_a_whole(written, tmp_path):
    base, own = trees(written, tmp_path, "a:\n  x: 1\nb: 2\n", "a:\n  y: 5\n")

    assert overlay(base, own, depth=1).data == {"a": {"y": "5"}, "b": "2"}
