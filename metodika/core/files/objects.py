"""Files in an S3-compatible store: any number of machines see the same uploads."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from tempfile import SpooledTemporaryFile
from typing import Any
from urllib.parse import urlsplit

from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext as _

from metodika.core.access.errors import RuleBroken

PIECE = 1024 * 1024
HASH_LENGTH = 64
WRONG_KEYS = {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch"}
# What the setting is called outside, for a sentence about one that is missing.
SETTINGS = {
    "url": "METODIKA_FILES_URL",
    "endpoint": "METODIKA_FILES_ENDPOINT",
    "key": "METODIKA_FILES_KEY",
    "secret": "METODIKA_FILES_SECRET",
}


class StoreFailed(RuleBroken):
    """The store of files does not answer, does not let us in or has no such thing."""


class ObjectStorage(Storage):
    """Keeps files in a bucket; refuses with a sentence (StoreFailed) whatever goes wrong there."""

    def __init__(self, *, url: str, endpoint: str, region: str, key: str, secret: str) -> None:
        self.given = {"url": url, "endpoint": endpoint, "key": key, "secret": secret}
        self.region = region
        parts = urlsplit(url)
        self.bucket, self.prefix = parts.netloc, parts.path.strip("/")

    @cached_property
    def client(self) -> Any:
        """Return the client of the store."""
        from minio import Minio  # noqa: PLC0415 - an extra, asked for only by those who have a store
        from urllib3 import PoolManager, Retry, Timeout  # noqa: PLC0415 - comes with the extra

        address = urlsplit(self.given["endpoint"])
        return Minio(
            address.netloc,
            access_key=self.given["key"],
            secret_key=self.given["secret"],
            region=self.region or "us-east-1",
            secure=address.scheme == "https",
            http_client=PoolManager(
                timeout=Timeout(connect=5, read=60), retries=Retry(1, backoff_factor=0.2)
            ),
        )

    def reason_not_to_work(self) -> str:
        """Return in a sentence why no file can be kept now; empty when all is well."""
        missing = [SETTINGS[name] for name, value in self.given.items() if not value]
        if missing:
            return _("The store of files is set by half. Also set: %(names)s.") % {
                "names": ", ".join(missing)
            }
        if urlsplit(self.given["url"]).scheme != "s3" or not self.bucket:
            return _("METODIKA_FILES_URL must look like s3://bucket or s3://bucket/folder.")
        if urlsplit(self.given["endpoint"]).scheme not in {"http", "https"}:
            return _("METODIKA_FILES_ENDPOINT must begin with https:// or http://.")
        try:
            with self._refused_in_words():
                if self.client.bucket_exists(self.bucket):
                    return ""
        except StoreFailed as error:
            return str(error)
        except ImportError:
            return _("Files in a store need one more library: pip install 'metodika[s3]'.")
        return self._no_bucket()

    def names(self) -> Iterator[str]:
        """Yield the names of all files under the prefix."""
        with self._refused_in_words():
            for found in self.client.list_objects(self.bucket, prefix=self._whole(""), recursive=True):
                yield found.object_name.removeprefix(self._whole(""))

    def exists(self, name: str) -> bool:
        """Tell whether the store holds the file."""
        return self._stat(name) is not None

    def size(self, name: str) -> int:
        """Return the size in bytes."""
        found = self._stat(name)
        if found is None:
            raise FileNotFoundError(name)
        return int(found.size)

    def delete(self, name: str) -> None:
        """Delete the file; one that is not there is no error."""
        with self._refused_in_words():
            self.client.remove_object(self.bucket, self._whole(name))

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        """Fetch the whole file before the first byte goes out: a broken one is refused, not half sent."""
        kept: Any = SpooledTemporaryFile(max_size=PIECE)  # noqa: SIM115 - the File closes it
        try:
            found = self._fetch(name, kept)
        except Exception:
            kept.close()
            raise
        wanted = name.rpartition("/")[2]
        if len(wanted) == HASH_LENGTH and wanted != found:
            kept.close()
            raise StoreFailed(_("The file was changed in the store and is not given out. Restore a backup."))
        kept.seek(0)
        return File(kept, name=name)

    def _fetch(self, name: str, kept: Any) -> str:
        digest = hashlib.sha256()
        with self._refused_in_words(name):
            answer = self.client.get_object(self.bucket, self._whole(name))
            try:
                for piece in answer.stream(PIECE):
                    digest.update(piece)
                    kept.write(piece)
            finally:
                answer.close()
                answer.release_conn()
        return digest.hexdigest()

    def put(self, name: str, content: "File[bytes]") -> None:
        """Keep the content under exactly this name, in the place of what is there."""
        self._save(name, content)

    def _save(self, name: str, content: "File[bytes]") -> str:
        content.seek(0)
        with self._refused_in_words():
            self.client.put_object(self.bucket, self._whole(name), content, length=content.size)
        return name

    def _stat(self, name: str) -> Any:
        try:
            with self._refused_in_words(name):
                return self.client.stat_object(self.bucket, self._whole(name))
        except FileNotFoundError:
            return None

    def _whole(self, name: str) -> str:
        return f"{self.prefix}/{name}" if self.prefix else name

    def _no_bucket(self) -> str:
        return _("The store of files has no bucket %(bucket)s. Create it, or correct METODIKA_FILES_URL.") % {
            "bucket": self.bucket
        }

    @contextmanager
    def _refused_in_words(self, name: str = "") -> Iterator[None]:
        from minio.error import MinioException, S3Error  # noqa: PLC0415 - as in client
        from urllib3.exceptions import HTTPError  # noqa: PLC0415 - as in client

        try:
            yield
        except S3Error as error:
            if error.code == "NoSuchKey" and name:
                raise FileNotFoundError(name) from error
            raise StoreFailed(self._words(error.code or "")) from error
        except (HTTPError, MinioException, OSError) as error:
            if isinstance(error, FileNotFoundError):
                raise
            words = {"address": self.given["endpoint"]}
            raise StoreFailed(
                _("The store of files at %(address)s does not answer. Try again in some minutes.") % words
            ) from error

    def _words(self, code: str) -> str:
        if code in WRONG_KEYS:
            return _(
                "The store of files does not accept the keys. "
                "Check METODIKA_FILES_KEY, METODIKA_FILES_SECRET and the rights to the bucket."
            )
        if code == "NoSuchBucket":
            return self._no_bucket()
        return _("The store of files has refused: %(code)s.") % {"code": code}


def reason_not_to_keep_files() -> str:
    """Return in a sentence why uploads cannot be kept now; empty when they can."""
    store = storages["default"]
    return store.reason_not_to_work() if isinstance(store, ObjectStorage) else ""
