import hashlib
import json

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

PAPER = Document("План", "Протокол", "7", "2026-11-23", "0" * 64, "01 Цели/7 Протокол.pdf", 7)
OTHER = Document("Приказ", "Приказ", "8", "2026-11-24", "1" * 64, "01 Цели/8 Приказ.pdf", 8)
ROW = Evidence("Заседание", "2026-11-23", "/sessions/1/", (PAPER, OTHER))
PROOFS = (
    Proof("Заседания", 2, (ROW, Evidence("Другое", "", "", (PAPER,), "Список людей"))),
    Proof("Справки", 0, waits=("analysis.note",)),
)
CONTENT = Content(
    "Методическая работа", "Район", "2026-09-01", "2027-08-31", "2026-11-23",
    (Position("goals", "Цели", "", ("нет", "отчасти", "да"), PROOFS, 1, "Есть"),),
    (Sheet("И-1", "Доля", ("Школа", "%"), (("Школа № 1", "50,0"),)),), ("Сбор не завершён",),
    (("Лист", "Люди", 3),),
)  # fmt: skip


def test_content_that_was_kept_comes_back_and_has_the_same_digest():
    kept = json.loads(json.dumps(CONTENT.as_data()))

    assert Content.from_data(kept) == CONTENT
    assert digest_of(dict(reversed(kept.items()))) == digest_of(CONTENT.as_data())
    assert digest_of({**kept, "title": "Другое"}) != digest_of(kept)


def test_document_that_proves_twice_lies_in_the_archive_once():
    assert list(documents_of(CONTENT)) == [PAPER, OTHER]


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
