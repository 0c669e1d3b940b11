"""Many tests at once: chances corrected so that luck is not taken for effect."""

from collections.abc import Sequence

import numpy as np


def benjamini_hochberg(chances: Sequence[float]) -> list[float]:
    """Return chances corrected for the share of false discoveries among what is found.

    Source: Benjamini Y., Hochberg Y. Controlling the false discovery rate. Journal of the Royal Statistical
    Society B, 1995, vol. 57, p. 289-300.
    """
    if not chances:
        return []
    told = np.array(chances, dtype=float)
    order = np.argsort(told)[::-1]
    ranks = np.arange(len(told), 0, -1)
    found = np.empty_like(told)
    found[order] = np.minimum(1.0, np.minimum.accumulate(told[order] * len(told) / ranks))
    return list(found.tolist())


def holm(chances: Sequence[float]) -> list[float]:
    """Return chances corrected so that any false finding at all is unlikely.

    Source: Holm S. A simple sequentially rejective multiple test procedure. Scandinavian Journal of
    Statistics, 1979, vol. 6, p. 65-70.
    """
    if not chances:
        return []
    told = np.array(chances, dtype=float)
    order = np.argsort(told)
    found = np.empty_like(told)
    steps = np.maximum.accumulate(told[order] * np.arange(len(told), 0, -1))
    found[order] = np.minimum(1.0, steps)
    return list(found.tolist())
