import hashlib
import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from metodika.core.files.archives import ArchiveRefused
from metodika.core.files.downloads import content_disposition, serve
from metodika.core.files.kinds import sniff
from metodika.core.files.models import StoredFile
from metodika.core.files.uploads import FileRefused, clean_name, store_upload


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def packed(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00\x03", "program"),
        (b"\x7fELF\x02", "program"),
        (b"#!/bin/sh\nrm", "program"),
        (b"%PDF-1.7", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>", "markup"),
        (b"  <svg onload=alert(1)>", "markup"),
        ("Фамилия;Имя".encode("cp1251"), "txt"),
        ("Фамилия".encode("utf-16"), "txt"),
        (b"\x00\x01\x02", "unknown"),
        (b"PK\x03\x04 and nothing more", "unknown"),
        (packed(xl__workbook_xml="<x/>"), "xlsx"),
        (packed(word__document_xml="<x/>"), "docx"),
        (packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (packed(anything="x"), "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked"),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_content(content, code):
    assert sniff(io.BytesIO(content)).code == code


@given(st.binary(max_size=300))
def test_any_bytes_have_a_kind(content):
    assert sniff(io.BytesIO(content)).code


@pytest.mark.django_db
def test_store_upload_keeps_content_under_its_hash_and_once():
    first = store_upload(ContentFile(b"text", name="../../приказ.txt"), allowed={"txt"}, by=None)
    second = store_upload(ContentFile(b"text", name="copy.txt"), allowed={"txt"}, by=None)

    digest = hashlib.sha256(b"text").hexdigest()
    assert (first.name, first.size, first.kind, first.sha256) == ("приказ.txt", 4, "txt", digest)
    assert first.content.name == second.content.name == f"uploads/{digest[:2]}/{digest}"
    with second.content.open() as kept:
        assert kept.read() == b"text"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "refusal", "sentence"),
    [
        (b"", FileRefused, "The file is empty. Choose another one."),
        (
            b"x" * 2_000_000,
            FileRefused,
            "The file takes 2 MB, and at most 1 MB can be loaded. Split it into parts.",
        ),
        (
            b"MZ\x90",
            FileRefused,
            "This is a program under another name, not a document. It was not loaded. "
            "Allowed: plain text (.txt, .csv), archive (.zip).",
        ),
        (
            packed(a=b"0" * 30 * 1024 * 1024),
            ArchiveRefused,
            "The file unpacks to 30 MB, far more than an honest document of its size, and was not opened. "
            "Copy the table into a new file and load that one.",
        ),
    ],
)
def test_store_upload_refuses_in_words_and_stores_nothing(content, refusal, sentence):
    with pytest.raises(refusal) as raised:
        store_upload(ContentFile(content, name="a.txt"), allowed={"txt", "zip"}, max_bytes=1_000_000, by=None)

    assert str(raised.value) == sentence
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("C:\\Users\\Анна\\список.xlsx", "список.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("gpj.\u202eexe.txt", "gpj.exe.txt"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
        ("", "file"),
    ],
)
def test_clean_name(name, cleaned):
    assert clean_name(name) == cleaned


@given(st.text(max_size=400))
def test_clean_name_is_short_and_has_no_folders(name):
    cleaned = clean_name(name)

    assert 0 < len(cleaned) <= 255
    assert not set(cleaned) & set("/\\\r\n\x00")


def test_content_disposition_says_a_russian_name_in_both_ways():
    assert content_disposition('Приказ "1".docx') == (
        "attachment; filename=\"______ _1_.docx\"; filename*=UTF-8''"
        "%D0%9F%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%20%221%22.docx"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "inline", "shown"), [(b"\x89PNG\r\n\x1a\n", True, "inline"), (b"text", True, "attachment")]
)
def test_serve_is_a_download_that_no_browser_runs(content, inline, shown):
    stored = store_upload(ContentFile(content, name="файл.bin"), allowed={"png", "txt"}, by=None)

    answer = serve(stored, inline=inline)

    assert b"".join(answer.streaming_content) == content
    answer.close()
    assert answer["Content-Disposition"].startswith(f"{shown}; filename=")
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )
