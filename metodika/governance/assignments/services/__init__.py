"""Everything that is done with assignments, by whichever way it is asked for."""

from metodika.governance.assignments.services.executors import Group, Named, Post, RoleThere
from metodika.governance.assignments.services.giving import (
    Terms,
    change_assignment,
    give_assignment,
    split_assignment,
)

__all__ = [
    "Group",
    "Named",
    "Post",
    "RoleThere",
    "Terms",
    "change_assignment",
    "give_assignment",
    "split_assignment",
]
