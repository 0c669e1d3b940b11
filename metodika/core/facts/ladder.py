"""From an organisation to the rungs above it: its institution, its municipality, its region.

core knows no organisations; the area that keeps them names its tables in settings.FACTS_LADDER.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.utils.module_loading import import_string

# Each node in its own place.
AS_IT_WAS = "heirs AS (SELECT id AS node, id AS heir FROM {nodes})"
# Each node in the place of the last one that took over its work; a circle of mergers is walked once.
AS_IT_IS_NOW = """
steps AS (
    SELECT DISTINCT ON (predecessor_id) predecessor_id, successor_id FROM {succession}
    ORDER BY predecessor_id, happened_on DESC, id DESC
), walks AS (
    SELECT id AS node, id AS heir, ARRAY[id] AS seen FROM {nodes}
    UNION ALL
    SELECT walks.node, steps.successor_id, walks.seen || steps.successor_id
    FROM walks JOIN steps ON steps.predecessor_id = walks.heir
    WHERE steps.successor_id <> ALL (walks.seen)
), heirs AS (
    SELECT DISTINCT ON (node) node, heir FROM walks ORDER BY node, cardinality(seen) DESC
)"""
LADDER = """
ladder AS MATERIALIZED (
    SELECT heirs.node, min(place.path) AS path, {rungs}
    FROM heirs JOIN {nodes} place ON place.id = heirs.heir
    CROSS JOIN LATERAL unnest(string_to_array(trim(both '/' from place.path), '/')::bigint[])
        WITH ORDINALITY AS way(id, depth)
    JOIN {nodes} above ON above.id = way.id
    GROUP BY heirs.node
)"""
RUNG = "(array_agg(above.id ORDER BY way.depth DESC) FILTER (WHERE above.level = '{rung}'))[1] AS {rung}"


@dataclass(frozen=True)
class Ladder:
    """The tree of places: `rungs` are the levels that are counted for, the lowest first.

    Nodes have `path` ("/1/5/20/", numbers of all above and their own) and `level`; `succession` has rows
    predecessor -> successor with the day `happened_on`. `found` narrows nodes to typed words.
    """

    nodes: type[Model]
    found: Callable[[Any, str], Any]
    succession: type[Model]
    rungs: tuple[str, ...]

    def sql(self, *, as_now: bool) -> str:
        """Return the bodies of the common tables that end in `ladder`: node, path and a column for each rung.

        `as_now` puts a node that was merged in the place of the one that carries on its work, however many
        mergers later; else each stands where it stood. A node inside another of its own rung stands for
        itself. Moves within the tree hold for the past as well.
        """
        names = {
            "nodes": quoted(self.nodes._meta.db_table),
            "succession": quoted(self.succession._meta.db_table),
            "rungs": ", ".join(RUNG.format(rung=rung) for rung in self.rungs),
        }
        heirs = AS_IT_IS_NOW if as_now else AS_IT_WAS
        return f"{heirs},{LADDER}".format(**names)


@cache
def ladder() -> Ladder:
    """Return the tree of places that settings.FACTS_LADDER names."""
    found: Ladder = import_string(settings.FACTS_LADDER)
    return found


def quoted(name: str) -> str:
    """Return a name of the database as it stands in SQL."""
    return str(connection.ops.quote_name(name))
