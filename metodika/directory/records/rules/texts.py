"""The text of an order as a person types it: one point a line, a dash before a point within."""

from collections.abc import Iterable, Mapping
from typing import Any

DASHES = ("- ", "– ", "— ")


def points_of(typed: str) -> list[dict[str, Any]]:
    """Return the points of a typed text, `{"text", "items"}` each; a dash before any point makes one itself.

    Numbers that a person typed before a point are kept: they may be a part of it.
    Source: domain documents, 5.2, row 4 (numbered points: what, who, due).
    """
    points: list[dict[str, Any]] = []
    for line in (line.strip() for line in typed.splitlines()):
        if line.startswith(DASHES) and points:
            points[-1]["items"].append(line[2:].strip())
        elif line:
            points.append({"text": line.removeprefix("- ").strip(), "items": []})
    return points


def typed_points(points: Iterable[Mapping[str, Any]]) -> str:
    """Return the points as a person would type them, to be changed.

    Source: domain documents, 5.2, row 4.
    """
    return "\n".join(
        line for point in points for line in (point["text"], *(f"- {one}" for one in point["items"]))
    )
