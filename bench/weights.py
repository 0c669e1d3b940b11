"""Bytes over the wire, compressed as the server sends them: the first page with its files, further pages."""

import re

from bench.results import Figure, record
from bench.running import demo
from bench.visitor import Visitor

FIRST, FURTHER, SCRIPTS = 250, 40, 60
PAGES = ("/", "/staff/", "/organisations/", "/regulations/", "/mandates/", "/search/?q=абрамова")
FILES = re.compile(r'(?:href|src)="(/static/[^"#]+)')
FONTS = re.compile(r"([\w.-]+\.woff2)")


def files_of(visitor: Visitor, address: str) -> tuple[float, dict[str, float]]:
    """Return the KB of a page and of each file that it names, and of every font that its styles know."""
    _status, _headers, body = visitor.get(address)
    plain = visitor.get(address, encoded=False)[2].decode()
    files = {name: len(visitor.get(name)[2]) / 1024 for name in dict.fromkeys(FILES.findall(plain))}
    styles = [visitor.get(name, encoded=False)[2].decode() for name in files if name.endswith(".css")]
    fonts = {f"/static/vendor/{name}" for style in styles for name in FONTS.findall(style)} - files.keys()
    return len(body) / 1024, files | {name: len(visitor.get(name)[2]) / 1024 for name in sorted(fonts)}


def main() -> None:
    with demo("M") as (_process, port, _seconds):
        guest = Visitor(port)
        page, files = files_of(guest, "/sign-in/login/")
        visitor = Visitor(port, "demo-methodist")
        today, files_today = files_of(visitor, "/")
        further = {address: len(visitor.get(address)[2]) / 1024 for address in PAGES}
        card = re.search(r'href="(/staff/\d+/)"', visitor.get("/staff/", encoded=False)[2].decode())
        if card:
            further["a person's card"] = len(visitor.get(card[1])[2]) / 1024
    scripts = sum(size for name, size in files_today.items() if name.endswith(".js"))
    first, heaviest = page + sum(files.values()), max(further, key=lambda one: further[one])
    first_today = today + sum(files_today.values())
    listed = ", ".join(f"{address} {size:.1f}" for address, size in further.items())
    record(
        "weights",
        [
            Figure("First load of the sign-in page, its files included", f"{first:.0f} KB", "",
                   f"≤ {FIRST} KB", first <= FIRST, f"{len(files)} files"),
            Figure("First load of Today, its files included", f"{first_today:.0f} KB", "", f"≤ {FIRST} KB",
                   first_today <= FIRST, f"{len(files_today)} files"),
            Figure("Heaviest further page", f"{further[heaviest]:.1f} KB", "", f"≤ {FURTHER} KB",
                   further[heaviest] <= FURTHER, listed),
            Figure("Scripts", f"{scripts:.1f} KB", "", f"≤ {SCRIPTS} KB", scripts <= SCRIPTS),
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main()
