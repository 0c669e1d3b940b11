"""Where figures are kept: bench/results.json, told as bench/results.md."""

import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).parent
TITLES = {
    "build": "Building a demo",
    "pages": "Pages",
    "bodies": "Bodies and sessions of a region",
    "imports": "Import of 80,000 staff rows",
    "search": "Search at size R",
    "documents": "Printed documents",
    "activities": "Events under load",
    "printings": "The minutes of a year printed at one press",
    "facts": "A run of facts over a year of attendances",
    "indicators": "A monitoring run of a region beside pandas",
    "effects": "Effects of the measures of a year",
    "notes": "Analytic notes of all institutions",
    "dossiers": "A dossier with its documents",
    "duties": "The duty watch of a region",
    "compliance": "A regulation of 109 clauses and its page",
    "sessions": "Live sessions that vote",
    "memory": "Memory of the whole demo at rest",
    "weights": "Weight of pages over the wire",
    "load": "Requests a second, 8 clients",
    "start": "Start of the demo",
}


@dataclass(frozen=True)
class Figure:
    """One line: what was measured, ours, what it stands beside, and whether the target is met."""

    what: str
    ours: str
    beside: str = ""
    target: str = ""
    is_met: bool | None = None
    note: str = ""


def record(section: str, figures: list[Figure]) -> None:
    """Keep the figures of one script and write the page anew."""
    path = FOLDER / "results.json"
    kept = json.loads(path.read_text()) if path.exists() else {}
    kept[section] = {
        "measured_at": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": machine(),
        "load_before": f"{os.getloadavg()[0]:.1f}",
        "figures": [asdict(figure) for figure in figures],
    }
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
    (FOLDER / "results.md").write_text(page(kept))
    print(table(kept[section]["figures"]))


def machine() -> str:
    """Describe the machine in a line."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 1024 // 1024
    return f"{model}, {os.cpu_count()} cores, {memory} GB, Python {platform.python_version()}"


def page(kept: dict) -> str:
    """Return the whole page."""
    parts = [
        "# Results of `make bench`",
        "",
        "Times of different runs do not compare: the machine had other work as well. Ratios do: both sides",
        "were measured in turns within one run. Load is the average of the minute before the end of the",
        "script; above the number of cores, others were working too.",
    ]
    for section in [name for name in TITLES if name in kept]:
        told = kept[section]
        parts += [
            "",
            f"## {TITLES[section]}",
            "",
            f"{told['measured_at']}; {told['machine']}; load {told['load_before']}. "
            f"`python -m bench.{section}`",
            "",
            table(told["figures"]),
        ]
    return "\n".join(parts) + "\n"


def table(figures: list[dict]) -> str:
    """Return figures as a Markdown table."""
    lines = ["| What | Metodika | Beside it | Target | Met | Note |", "|---|---|---|---|---|---|"]
    for one in figures:
        met = {True: "yes", False: "**no**", None: ""}[one["is_met"]]
        lines.append(
            f"| {one['what']} | {one['ours']} | {one['beside']} | {one['target']} | {met} | {one['note']} |"
        )
    return "\n".join(lines)
