import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.steering.dossiers.rules import manifest
from metodika.steering.dossiers.rules.contents import (
    Content,
    Document,
    Evidence,
    Position,
    Proof,
    Sheet,
    digest_of,
    documents_of,
    file_name,
    overstated,
    total_of,
    wrong_scores,
)

WORDS = st.sampled_from(["", "Приказ", "а/б: «в»", "2026-11-23"])
DOCUMENTS = st.builds(
    Document, WORDS, WORDS, WORDS, st.just("2026-11-23"), WORDS, st.sampled_from("абв"), st.integers(1, 9)
)
ROWS = st.builds(Evidence, WORDS, WORDS, WORDS, st.lists(DOCUMENTS, max_size=2).map(tuple), WORDS)
PROOFS = st.builds(Proof, WORDS, st.integers(0, 5), st.lists(ROWS, max_size=2).map(tuple), st.just(()), WORDS)
POSITIONS = st.builds(
    Position, WORDS, WORDS, WORDS, st.just(("нет", "отчасти", "да")), st.lists(PROOFS, max_size=2).map(tuple),
    st.sampled_from([None, 0, 1, 2]), WORDS,
)  # fmt: skip
SHEETS = st.builds(Sheet, WORDS, WORDS, st.just(("а", "б")), st.just((("1", "2"),)))
CONTENTS = st.builds(
    Content, WORDS, WORDS, WORDS, WORDS, WORDS, st.lists(POSITIONS, max_size=2).map(tuple),
    st.lists(SHEETS, max_size=1).map(tuple), st.lists(WORDS, max_size=2).map(tuple),
    st.lists(st.tuples(WORDS, WORDS, st.integers(1, 9)), max_size=2).map(tuple),
)  # fmt: skip


@given(CONTENTS)
def test_content_that_was_kept_comes_back_and_has_the_same_digest(content):
    data = content.as_data()

    assert Content.from_data(data) == content
    assert digest_of(dict(reversed(data.items()))) == digest_of(data)


@given(CONTENTS)
def test_each_document_lies_in_the_archive_once(content):
    paths = [one.path for one in documents_of(content)]
    told = {
        one.path
        for place in content.positions
        for proof in place.proofs
        for row in proof.listed
        for one in row.documents
    }
    assert sorted(paths) == sorted(told)


@given(st.lists(st.text(max_size=300), max_size=4))
def test_name_of_a_file_is_one_that_any_computer_takes(parts):
    name = file_name(*parts, extension="pdf")

    assert not set(name) & set('\\/:*?"<>|\n\t')
    assert name.endswith(".pdf")
    assert len(name) <= 84


def position(score=None, *counts):
    proofs = tuple(Proof("Правило", count) for count in counts)
    return Position("goals", "Цели", "", ("нет", "отчасти", "да"), proofs, score)


def test_score_without_any_proof_is_overstated():
    told = [position(2, 0, 0), position(1, 0, 3), position(0, 0), position(None, 0)]
    assert [overstated(one) for one in told] == [True, False, False, False]
    assert total_of([position(2), position(None), position(1)]) == (3, 6)


@pytest.mark.parametrize(
    ("scores", "wrong"),
    [
        ({"goals": {"score": 2}, "effect": {"score": None}}, []),
        ({"goals": {"score": 3}}, ["goals"]),
        ({"nowhere": {"score": 1}}, ["nowhere"]),
    ],
)
def test_scores_are_nought_one_or_two_of_known_positions(scores, wrong):
    assert wrong_scores(scores, ["goals", "effect"]) == wrong


def test_manifest_finds_what_is_missing_changed_or_added():
    sums = {name: hashlib.sha256(name.encode()).hexdigest() for name in ("б.pdf", "а б.pdf", "index.html")}
    told = manifest.manifest(sums)

    assert told.splitlines()[0] == f"{sums['index.html']}  index.html"
    assert manifest.differences(told, sums) == []
    found = {"б.pdf": "0", "index.html": sums["index.html"], "чужой.pdf": "1"}
    assert manifest.differences(told, found) == ["а б.pdf", "б.pdf", "чужой.pdf"]
