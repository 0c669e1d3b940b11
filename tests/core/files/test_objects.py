import hashlib

import pytest
from django.core.files.base import ContentFile

from metodika.core.access import RuleBroken
from metodika.core.database.backup import make_backup, restore_backup
from metodika.core.files.downloads import serve
from metodika.core.files.objects import ObjectStorage, StoreFailed, reason_not_to_keep_files
from metodika.core.files.uploads import store_upload
from metodika.web.demo.emptying import empty_store
from tests.core.database.test_backup import scratch_database
from tests.core.files.bucket import open_bucket

DIGEST = hashlib.sha256(b"text").hexdigest()
NAME = f"municipality/uploads/{DIGEST[:2]}/{DIGEST}"


@pytest.fixture
def bucket(settings):
    with open_bucket() as (endpoint, files):
        settings.STORAGES = settings.STORAGES | {"default": described(endpoint)}
        yield files


def options(endpoint):
    given = {"url": "s3://files/municipality", "region": "", "key": "right", "secret": "kept"}
    return given | {"endpoint": endpoint}


def described(endpoint):
    return {"BACKEND": "metodika.core.files.objects.ObjectStorage", "OPTIONS": options(endpoint)}


def upload():
    return store_upload(ContentFile(b"text", name="приказ.txt"), allowed={"txt"}, by=None)


@pytest.mark.django_db
def test_upload_lies_in_the_bucket_once_and_comes_back_as_a_download(bucket):
    stored, again = upload(), upload()

    answer = serve(stored)
    assert bucket == {NAME: b"text"}
    assert again.content.name == stored.content.name
    assert b"".join(answer.streaming_content) == b"text"
    assert answer["Content-Length"] == "4"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"].endswith("%D0%BF%D1%80%D0%B8%D0%BA%D0%B0%D0%B7.txt")
    answer.close()


@pytest.mark.django_db
def test_changed_file_is_not_given_out_and_lost_one_is_missing(bucket):
    stored = upload()
    bucket[NAME] = b"tex_"
    with pytest.raises(StoreFailed, match="изменён"):
        serve(stored)
    stored.content.storage.delete(stored.content.name)
    assert bucket == {}
    with pytest.raises(FileNotFoundError):
        stored.content.storage.open(stored.content.name)


@pytest.mark.django_db
def test_emptying_leaves_what_lies_beside_the_prefix(bucket):
    upload()
    bucket["neighbour"] = b"theirs"
    empty_store()
    assert bucket == {"neighbour": b"theirs"}


@pytest.mark.django_db(transaction=True)
def test_backup_fetches_the_files_and_restore_puts_them_back(bucket, tmp_path):
    upload()
    make_backup(tmp_path / "backup.tar")
    bucket.clear()
    with scratch_database():
        restore_backup(tmp_path / "backup.tar")
    assert bucket == {NAME: b"text"}


@pytest.mark.django_db(transaction=True)
def test_backup_without_the_store_is_refused_and_leaves_no_file(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {"default": described("http://127.0.0.1:9")}
    with pytest.raises(RuleBroken, match="не отвечает"):
        make_backup(tmp_path / "backup.tar")
    assert not (tmp_path / "backup.tar").exists()


def test_reasons_not_to_keep_files_are_sentences(bucket, settings):
    right = settings.STORAGES["default"]["OPTIONS"]["endpoint"]
    assert reason_not_to_keep_files() == ""
    for changed, word in [
        ({"secret": "", "key": ""}, "METODIKA_FILES_KEY, METODIKA_FILES_SECRET"),
        ({"url": "files"}, "s3://"),
        ({"endpoint": "store.example.org"}, "https://"),
        ({"key": "wrong"}, "не принимает ключи"),
        ({"url": "s3://absent"}, "absent"),
        ({"endpoint": "http://127.0.0.1:9"}, "не отвечает"),
    ]:
        assert word in ObjectStorage(**(options(right) | changed)).reason_not_to_work()
