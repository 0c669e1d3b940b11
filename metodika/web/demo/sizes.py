"""How big each demo is, after the scale of real municipalities of these kinds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """What one size builds: working institutions and people in all, and in which municipalities.

    `towns` invented municipalities stand beside those of the profiles; `is_rural` makes village schools.
    `scenes` is how many sessions of a council are told; all of them when it is not said. With an archive the
    sessions of all other bodies are entered as well.
    """

    code: str
    profiles: tuple[str, ...]
    institutions: int
    people: int
    towns: int = 0
    is_rural: bool = False
    scenes: int | None = None
    has_archive: bool = False


SIZES = {
    size.code: size
    for size in (
        Size("XS", ("pestyaki",), institutions=7, people=90, is_rural=True),
        Size("S", ("yakovlevsky",), institutions=14, people=220, is_rural=True),
        Size("M", ("pervouralsk",), institutions=85, people=2_300, has_archive=True),
        Size("L", ("magnitogorsk",), institutions=190, people=6_800, has_archive=True),
        Size(
            "R",
            ("pervouralsk", "verkhnyaya-pyshma"),
            institutions=2_300,
            people=80_000,
            towns=50,
            has_archive=True,
        ),  # fmt: skip
    )
}

# One municipality of each regulation: what opens when no size is asked for.
FIVE = tuple(
    Size(profile, (profile,), institutions, people, is_rural=is_rural)
    for profile, institutions, people, is_rural in (
        ("pestyaki", 7, 90, True),
        ("yakovlevsky", 14, 220, True),
        ("verkhnyaya-pyshma", 13, 190, False),
        ("pervouralsk", 13, 210, False),
        ("magnitogorsk", 13, 230, False),
    )
)
USUAL = "FIVE"
# Each demo by the word of the command: the parts that are built one after another.
DEMOS: dict[str, tuple[Size, ...]] = {USUAL: FIVE} | {code: (size,) for code, size in SIZES.items()}
# A rural district as in the smallest demo, and beside it a town that works by a road map.
DEMOS["TWO"] = (SIZES["XS"], Size("verkhnyaya-pyshma", ("verkhnyaya-pyshma",), 7, 90, scenes=1))


def shared_out(total: int, weights: list[float], *, least: int = 1) -> list[int]:
    """Share a number out by weights, at least `least` to each, so that the parts add up to it."""
    free = total - least * len(weights)
    if free < 0:
        raise ValueError(f"{total} is too little for {len(weights)} parts of {least}.")
    exact = [free * weight / sum(weights) for weight in weights]
    parts = [int(part) for part in exact]
    left = free - sum(parts)
    for place in sorted(range(len(parts)), key=lambda one: parts[one] - exact[one])[:left]:
        parts[place] += 1
    return [least + part for part in parts]
