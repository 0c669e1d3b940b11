"""A municipality that nobody knows, made of the examples of the documentation alone."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs/profile.ru.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```yaml\n# profiles/(?P<path>\S+)\n(?P<text>.*?)```", re.DOTALL)


def write_sixth(home: Path) -> Path:
    """Write the files of the page's examples, and return the folder of the profile."""
    for example in EXAMPLE.finditer(PAGE):
        path = home / "profiles" / example["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(example["text"], encoding="utf-8")
    return home / "profiles" / "beloklyuchevsk"
