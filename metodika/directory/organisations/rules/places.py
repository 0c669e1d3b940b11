"""Places in the tree: the path is made of the numbers of all organisations above, then its own."""

from metodika.directory.organisations.lifecycle import PARENTS, Level

ROOT = "/"


def path_under(parent_path: str, number: int) -> str:
    """Return the path of the organisation with this number under a parent, "/1/5/20/".

    An empty parent path puts it at the top. Source: clauses PERV-6, MAG-7 (levels).
    """
    return f"{parent_path or ROOT}{number}/"


def lies_inside(path: str, of: str) -> bool:
    """Tell whether a place is the other one or lies under it.

    Source: clauses PERV-6, MAG-7.
    """
    return bool(of) and path.startswith(of)


def may_stand_under(level: str, parent_level: str | None) -> bool:
    """Tell whether a level may stand under another; None means at the top of the tree.

    A region stands at the top, a municipality and a partner may as well: a small installation has no region.
    Source: clauses PERV-6, YAK-3.1, MAG-7.
    """
    if parent_level is None:
        return level in {Level.REGION, Level.MUNICIPALITY, Level.PARTNER}
    return parent_level in PARENTS[level]
