"""Giving a stored file back: always as a download, never as something the browser opens and runs."""

from collections.abc import Iterable
from urllib.parse import quote

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

from metodika.core.files.kinds import KINDS
from metodika.core.files.models import StoredFile

# A picture may be shown in place; everything else is only saved (a PDF may carry scripts).
INLINE = {"png", "jpg", "gif", "webp"}


def serve(stored: StoredFile, *, inline: bool = False) -> FileResponse:
    """Answer with the content of the file.

    The page that calls this has already asked who may see the owner of the file. `inline` shows pictures
    in the browser; other kinds are saved whatever is asked.
    """
    response = FileResponse(stored.content.open("rb"), content_type=_content_type_of(stored.kind))
    response["Content-Length"] = str(stored.size)
    shown = inline and stored.kind in INLINE
    guard(response, stored.name, disposition="inline" if shown else "attachment")
    return response


def send(content: Iterable[bytes], *, name: str, content_type: str) -> StreamingHttpResponse:
    """Answer with content made on the way, as a download under the given name."""
    response = StreamingHttpResponse(content, content_type=content_type)
    guard(response, name)
    return response


def guard(response: HttpResponseBase, name: str, *, disposition: str = "attachment") -> None:
    """Set the headers of a safe download on the answer."""
    response["Content-Disposition"] = content_disposition(name, disposition=disposition)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"


def content_types(kinds: Iterable[str]) -> list[str]:
    """Return what `serve` may answer with for files of these kinds, for the description of the API."""
    return sorted({_content_type_of(kind) for kind in kinds})


def content_disposition(name: str, *, disposition: str = "attachment") -> str:
    """Return the header value for any name: ASCII for old programs, and the true name beside it.

    Source: RFC 6266, clause 4.3; RFC 5987, clause 3.2.
    """
    plain = "".join(sign if " " <= sign <= "~" and sign not in '"\\%;' else "_" for sign in name)
    return f"{disposition}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _content_type_of(code: str) -> str:
    kind = KINDS.get(code)
    if kind is None or kind.active:
        return "application/octet-stream"
    return "text/plain; charset=utf-8" if kind.code == "txt" else kind.content_type
