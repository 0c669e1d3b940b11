"""Estimates with their errors, many at once: the only place that knows numpy and scipy.

Plain sequences of numbers go in, plain numbers come out; each function names the paper it follows. The two
libraries take 50 MB and are loaded at the first estimate: most processes never make one.
"""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from metodika.core.statistics.differences import Difference

if TYPE_CHECKING:
    from metodika.core.statistics.changes import count_changes, mean_changes, share_bounds, share_changes
    from metodika.core.statistics.comparison import differences_in_differences, permuted
    from metodika.core.statistics.corrections import benjamini_hochberg, holm
else:

    def _at_first_use(module: str, name: str) -> Callable[..., Any]:
        def estimate(*given: Any) -> Any:
            return getattr(import_module(f"metodika.core.statistics.{module}"), name)(*given)

        return estimate

    count_changes = _at_first_use("changes", "count_changes")
    mean_changes = _at_first_use("changes", "mean_changes")
    share_bounds = _at_first_use("changes", "share_bounds")
    share_changes = _at_first_use("changes", "share_changes")
    differences_in_differences = _at_first_use("comparison", "differences_in_differences")
    permuted = _at_first_use("comparison", "permuted")
    benjamini_hochberg = _at_first_use("corrections", "benjamini_hochberg")
    holm = _at_first_use("corrections", "holm")

__all__ = [
    "Difference",
    "benjamini_hochberg",
    "count_changes",
    "differences_in_differences",
    "holm",
    "mean_changes",
    "permuted",
    "share_bounds",
    "share_changes",
]
