"""Leaves typeset together, parted into files of one leaf each by pikepdf.

Most of the work on a small PDF/A is the same for every leaf: fonts, colours, description. Typeset together it
is done once. A part keeps the tags of its own leaf, and its own title, number and description.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from html import escape
from io import BytesIO
from typing import Any

# Stands for the title in what is typeset together; each part has its own.
TITLE = "title-of-the-leaf"
HASH = 16


def part(content: bytes, titles: Sequence[str]) -> Iterator[bytes]:
    """Yield a file for each page of a tagged PDF/A-2a whose title is TITLE, with the title given for it.

    Raises ValueError when there are not as many pages as titles.
    Source: ISO 32000-1, 14.7 (a page's number leads to its tags), ISO 19005-2, 6.6 (its description).
    """
    import pikepdf  # noqa: PLC0415 - for printing only

    with pikepdf.open(BytesIO(content)) as pdf:
        pages = [page.obj for page in pdf.pages]
        if len(pages) != len(titles):
            raise ValueError("as many leaves as titles are expected")
        tags, described = _Tags(pdf), pdf.Root.Metadata.read_bytes().decode()
        for page, title in zip(pages, titles, strict=True):
            pdf.Root.Pages.Kids, pdf.Root.Pages.Count = pikepdf.Array([page]), 1
            tags.keep(page)
            pdf.docinfo.Title = title
            pdf.Root.Metadata.write(_description(described, page, title, of=len(pages)).encode())
            yield _saved(pdf)


class _Tags:
    """The tree of tags of a file, of which one page's branch is shown at a time."""

    def __init__(self, pdf: Any) -> None:
        self.top = pdf.Root.StructTreeRoot
        self.document = next(iter(_listed(self.top.K)))
        self.branches: dict[Any, list[Any]] = {}
        for branch in _listed(self.document.K):
            self.branches.setdefault(_page_of(branch), []).append(branch)
        numbered = list(self.top.ParentTree.Nums)
        self.parents = dict(zip(map(int, numbered[::2]), numbered[1::2], strict=True))

    def keep(self, page: Any) -> None:
        import pikepdf  # noqa: PLC0415 - for printing only

        number = int(page.StructParents)
        self.document.K = pikepdf.Array(self.branches[page.objgen])
        self.top.ParentTree.Nums = pikepdf.Array([number, self.parents[number]])


def _listed(value: Any) -> list[Any]:
    import pikepdf  # noqa: PLC0415 - for printing only

    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _page_of(branch: Any) -> Any:
    while "/Pg" not in branch:
        branch = _listed(branch.K)[0]
    return branch.Pg.objgen


def _description(described: str, page: Any, title: str, *, of: int) -> str:
    """Return the description of one leaf: its title, its one page, a number of its own."""
    before, _tag, after = described.partition("<xmpMM:DocumentID>")
    shared = after.partition("<")[0]
    own = blake2b(page.Contents.read_raw_bytes() + title.encode(), digest_size=HASH).hexdigest()
    told = f"{before}<xmpMM:DocumentID>{after}".replace(shared, own)
    told = told.replace(f"<xmpTPg:NPages>{of}<", "<xmpTPg:NPages>1<")
    return told.replace(TITLE, escape(title, quote=False))


def _saved(pdf: Any) -> bytes:
    from pikepdf import ObjectStreamMode, StreamDecodeLevel  # noqa: PLC0415 - for printing only

    file = BytesIO()
    pdf.save(
        file,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=ObjectStreamMode.generate,
        stream_decode_level=StreamDecodeLevel.none,
    )
    return file.getvalue()
