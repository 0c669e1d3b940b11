"""The kinds of organisations, in the words of the loaded profiles."""

from metodika.directory.profiles.models import Profile


def kind_labels() -> dict[str, str]:
    """Return the title of every kind by its code, from all loaded profiles; costs one query."""
    labels: dict[str, str] = {}
    for kinds in Profile.objects.order_by("pk").values_list("data__kinds", flat=True):
        labels |= {code: kind["title"] for code, kind in (kinds or {}).items()}
    return labels


def kind_choices(*levels: str) -> list[tuple[str, str]]:
    """Return (code, title) of the kinds that stand at the levels, all when none is named; costs one query."""
    found: dict[str, str] = {}
    for kinds in Profile.objects.order_by("pk").values_list("data__kinds", flat=True):
        found |= {
            code: kind["title"]
            for code, kind in (kinds or {}).items()
            if not levels or kind["level"] in levels
        }
    return list(found.items())
