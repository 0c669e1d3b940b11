"""A store of the S3 kind for tests: one bucket in memory behind a real socket; signatures name a key."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

MOMENT = "2026-11-22T00:00:00.000Z"


class Bucket(BaseHTTPRequestHandler):
    files: dict[str, bytes]
    protocol_version = "HTTP/1.1"

    def log_message(self, *words: object) -> None:
        pass

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if name := self._name():
            self.files[name] = content
            self._answer(200, tag=md5(content).hexdigest())

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        name = self._name()
        if name is None:
            return
        if not name:
            self._answer(200, self._listing().encode())
        elif name in self.files:
            self._answer(200, self.files[name], tag=md5(self.files[name]).hexdigest())
        else:
            self._refuse(404, "NoSuchKey")

    def do_DELETE(self) -> None:
        if name := self._name():
            self.files.pop(name, None)
            self._answer(204)

    def _name(self) -> str | None:
        bucket, _, name = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
        if "Credential=right/" not in self.headers.get("Authorization", ""):
            return self._refuse(403, "InvalidAccessKeyId")
        return name if bucket == "files" else self._refuse(404, "NoSuchBucket")

    def _listing(self) -> str:
        prefix = parse_qs(urlsplit(self.path).query).get("prefix", [""])[0]
        found = "".join(
            f"<Contents><Key>{name}</Key><LastModified>{MOMENT}</LastModified><ETag>x</ETag>"
            f"<Size>{len(content)}</Size><StorageClass>STANDARD</StorageClass></Contents>"
            for name, content in sorted(self.files.items())
            if name.startswith(prefix)
        )
        kind = "http://s3.amazonaws.com/doc/2006-03-01/"
        return f'<ListBucketResult xmlns="{kind}"><Name>files</Name>{found}</ListBucketResult>'

    def _refuse(self, status: int, code: str) -> None:
        self._answer(status, f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode())

    def _answer(self, status: int, content: bytes = b"", tag: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Type", "application/xml")
        self.send_header("Last-Modified", "Sun, 22 Nov 2026 00:00:00 GMT")
        self.send_header("ETag", f'"{tag}"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


@contextmanager
def open_bucket() -> Iterator[tuple[str, dict[str, bytes]]]:
    files: dict[str, bytes] = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Bucket,), {"files": files}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", files
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
