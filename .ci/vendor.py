"""Make static/vendor anew from the npm packages: .ci/vendor.py (needs npm and a network).

Tabler is cut down to the rules whose classes our components use, because the whole file
(635 KB) costs a weak computer more than everything else on the page together.
"""

import hashlib
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
WEB = ROOT / "metodika" / "core" / "web"
# Fonts of printed documents: no page shows them, so they are not among the static files.
FONTS = ROOT / "metodika" / "core" / "documents" / "fonts"
PACKAGES = {
    "@tabler/core": ("1.6.1", "MIT"),
    "@tabler/icons": ("3.51.0", "MIT"),
    "htmx.org": ("2.0.11", "0BSD"),
    "@fontsource-variable/golos-text": ("5.3.0", "OFL-1.1"),
}
FONT_PACKAGES = {
    "@expo-google-fonts/tinos": ("0.4.2", "OFL-1.1"),
    "@expo-google-fonts/noto-emoji": ("0.4.7", "OFL-1.1"),
    "dejavu-fonts-ttf": ("2.37.3", "Bitstream-Vera"),
}
PRINTED = {
    "tinos-regular.ttf": ("@expo-google-fonts/tinos", "400Regular/Tinos_400Regular.ttf"),
    "tinos-bold.ttf": ("@expo-google-fonts/tinos", "700Bold/Tinos_700Bold.ttf"),
    "tinos-italic.ttf": ("@expo-google-fonts/tinos", "400Regular_Italic/Tinos_400Regular_Italic.ttf"),
    "noto-emoji.ttf": ("@expo-google-fonts/noto-emoji", "400Regular/NotoEmoji_400Regular.ttf"),
    "dejavu-sans.ttf": ("dejavu-fonts-ttf", "ttf/DejaVuSans.ttf"),
    "LICENSE.tinos.txt": ("@expo-google-fonts/tinos", "LICENSE_FONT"),
    "LICENSE.noto-emoji.txt": ("@expo-google-fonts/noto-emoji", "LICENSE_FONT"),
    "LICENSE.dejavu-sans.txt": ("dejavu-fonts-ttf", "LICENSE"),
}
ICONS = """
adjustments alert-circle alert-triangle archive arrow-down arrow-left arrow-right arrow-up arrows-exchange
arrows-sort ban bell book books bulb building building-community calendar calendar-event certificate
chart-bar check chevron-down chevron-left chevron-right circle-check circle-dashed circle-dot circle-x
clipboard-list clock columns copy device-floppy dots download external-link eye file-spreadsheet file-text
files filter flag gavel git-merge heart-handshake history home hourglass id id-badge-2 info-circle key
language link list-check lock login logout mail map-pin menu-2 message moon pencil phone player-pause plus
printer refresh scale school search section send settings shield-check sitemap star sun target trash trophy
upload user user-check user-plus users users-group world x
""".split()


def unpack(folder: Path, name: str) -> Path:
    version = (PACKAGES | FONT_PACKAGES)[name][0]
    packed = subprocess.run(
        ["npm", "pack", "--silent", f"{name}@{version}"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    target = folder / name.replace("/", "-")
    with tarfile.open(folder / packed) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def blocks(css: str) -> list[tuple[str, str]]:
    """Split a minified sheet into (prelude, body) pairs of its top level."""
    found, depth, start, prelude = [], 0, 0, ""
    for place in re.finditer(r"[{};]", css):
        sign, at = place.group(), place.start()
        if sign == "{":
            if depth == 0:
                prelude, start = css[start:at], at + 1
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                found.append((prelude, css[start:at]))
                start = at + 1
        elif depth == 0:
            start = at + 1
    return found


def wanted(selector: str, used: set[str]) -> bool:
    without_strings = re.sub(r"\[[^\]]*\]", "", selector)
    return all(name.replace("\\", "") in used for name in re.findall(r"\.((?:[\w-]|\\.)+)", without_strings))


def split_selectors(prelude: str) -> list[str]:
    return re.split(r",(?![^(]*\))", prelude)


def prune(css: str, used: set[str]) -> str:
    kept = []
    for prelude, body in blocks(css):
        if prelude.startswith(("@media", "@supports", "@layer")):
            inner = prune(body, used)
            if inner:
                kept.append(f"{prelude}{{{inner}}}\n")
        elif prelude.startswith("@keyframes"):
            if prelude.split()[-1] in {"progress-indeterminate", "pulse"}:
                kept.append(f"{prelude}{{{body}}}")
        elif not prelude.startswith("@"):
            selectors = [one for one in split_selectors(prelude) if wanted(one, used)]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def drop_unused_variables(css: str) -> str:
    while True:
        used = set(re.findall(r"var\(\s*(--tblr-[\w-]+)", css))
        used |= set(
            re.findall(r"(--tblr-[\w-]+)", "".join(p.read_text() for p in WEB.glob("static/web/*.css")))
        )
        smaller = re.sub(
            r"(--tblr-[\w-]+):(?:[^;{}()]|\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\))*;?",
            lambda m, used=used: m.group(0) if m.group(1) in used else "",
            css,
        )
        if smaller == css:
            return css
        css = smaller


def used_classes() -> set[str]:
    sources = [*WEB.glob("templates/**/*.html"), *WEB.glob("**/*.py"), *WEB.glob("static/web/*.js")]
    return {word for path in sources for word in re.findall(r"[A-Za-z][\w-]*", path.read_text())}


def sprite(icons: Path) -> str:
    symbols = []
    for name in ICONS:
        svg = (icons / "icons" / "outline" / f"{name}.svg").read_text()
        inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
        assert inner, name
        paths = re.sub(r"\s*\n\s*", "", inner.group(1)).replace(" />", "/>")
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
            f'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">{paths}</symbol>'
        )
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "\n".join(symbols) + "</svg>\n"


def record(origin: dict[str, str], folder: Path) -> str:
    lines = [
        "# Vendored files",
        "",
        "Made by `.ci/vendor.py`; a test compares the hashes.",
        "",
        "| File | Package | Version | Licence | sha256 |",
        "|---|---|---|---|---|",
    ]
    for path, package in sorted(origin.items()):
        version, licence = (PACKAGES | FONT_PACKAGES)[package]
        digest = hashlib.sha256((folder / path).read_bytes()).hexdigest()
        lines.append(f"| {path} | {package} | {version} | {licence} | {digest} |")
    return "\n".join(lines) + "\n"


def make_fonts() -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        parts = {name: unpack(Path(scratch), name) for name in FONT_PACKAGES}
        for name, (package, path) in PRINTED.items():
            (FONTS / name).write_bytes((parts[package] / path).read_bytes())
    origin = {name: package for name, (package, _path) in PRINTED.items()}
    (FONTS / "VENDORED.md").write_text(record(origin, FONTS))


def main() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    origin = {}
    with tempfile.TemporaryDirectory() as scratch:
        parts = {name: unpack(Path(scratch), name) for name in PACKAGES}
        css = (parts["@tabler/core"] / "dist/css/tabler.min.css").read_text()
        css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
        kept = drop_unused_variables(prune(css, used_classes()))
        notice = "/*! Tabler (https://tabler.io), MIT, the rules that Metodika uses */\n"
        files = {
            "tabler.css": ("@tabler/core", notice + kept),
            "icons.svg": ("@tabler/icons", sprite(parts["@tabler/icons"])),
            "htmx.js": ("htmx.org", (parts["htmx.org"] / "dist/htmx.min.js").read_text()),
        }
        for name, (package, text) in files.items():
            (VENDOR / name).write_text(text)
            origin[name] = package
        for letters in ("cyrillic", "latin"):
            name = f"golos-text-{letters}.woff2"
            font = parts["@fontsource-variable/golos-text"] / f"files/golos-text-{letters}-wght-normal.woff2"
            (VENDOR / name).write_bytes(font.read_bytes())
            origin[name] = "@fontsource-variable/golos-text"
        for package, folder in parts.items():
            name = f"LICENSE.{package.strip('@').replace('/', '-')}.txt"
            licence = folder / "LICENSE"
            if licence.exists():
                (VENDOR / name).write_text(licence.read_text())
                origin[name] = package
    (VENDOR / "VENDORED.md").write_text(record(origin, VENDOR))
    make_fonts()


if __name__ == "__main__":
    main()
