"""How an effect was computed, in words: what was done, what is assumed, where it is written."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = tuple[str | Promise, str | Promise, str]

METHODS: dict[str, Words] = {
    "shares": (
        _("Two shares are compared: bounds at 95 % by Newcombe, the chance by the pooled test of shares."),
        _("People before and after count as separate groups; where many are the same, the bounds are wider "
          "than need be."),
        "Newcombe R. G. Statistics in Medicine, 1998, vol. 17, p. 873-890.",
    ),
    "fisher": (
        _("Two shares of a small group are compared: bounds at 95 % by Newcombe, exact chance by Fisher."),
        _("People before and after count as separate groups; the exact chance errs to the safe side."),
        "Fisher R. A. Journal of the Royal Statistical Society, 1935, vol. 98, p. 39-82.",
    ),
    "counts": (
        _("Two counts of like periods are compared: exact bounds of each at 95 %, joined; the chance exact."),
        _("Cases happen independently of one another."),
        "Zou G. Y., Donner A. Statistics in Medicine, 2008, vol. 27, p. 1693-1702.",
    ),
    "means": (
        _("Means over the institutions before and after are compared by Welch."),
        _("Institutions count as separate groups before and after; their values are not far from the normal "
          "distribution."),
        "Welch B. L. Biometrika, 1947, vol. 34, p. 28-35.",
    ),
    "differences": (
        _("The change here minus the mean change of comparable places, the difference in differences; bounds "
          "at 95 % by how much changes of places differ."),
        _("Without the measure the place would have changed as the comparable ones did; changes of places "
          "are not far from the normal distribution. With one place this is the test of a single case."),
        "Crawford J. R., Howell D. C. The Clinical Neuropsychologist, 1998, vol. 12, p. 482-486.",
    ),
    "permutation": (
        _("The change here minus the mean change of comparable places; the chance is the share of drawings "
          "of lots that give as much. The lots are the same each time."),
        _("Without the measure any of these places could have changed as these did."),
        "Pitman E. J. G. Supplement to the Journal of the Royal Statistical Society, 1937, vol. 4, p. 119.",
    ),
}  # fmt: skip
MATCHING: Words = (
    _("Comparable are at most twenty places of the same kind that are nearest by the value before and by "
      "size, within one standard deviation; places that something else is meant to move are left out. Fewer "
      "than five are no comparison."),
    _("What the value and the size do not show may still differ."),
    "Stuart E. A. Statistical Science, 2010, vol. 25, p. 1-21.",
)  # fmt: skip
CORRECTION: Words = (
    _("The chance is corrected for all effects of this place and school year by Benjamini and Hochberg; "
      "the stricter correction by Holm stands beside it."),
    _("Of the effects that are called seen, no more than one in twenty is expected to be luck."),
    "Benjamini Y., Hochberg Y. Journal of the Royal Statistical Society B, 1995, vol. 57, p. 289-300.",
)  # fmt: skip


def methods_of(numbers: dict[str, Any]) -> list[Words]:
    """Return the methods behind the numbers of an effect, in the order of their use."""
    found = [METHODS[numbers[part]["method"]] for part in ("change", "beyond") if numbers.get(part)]
    if numbers.get("others"):
        found.append(MATCHING)
    if numbers.get("corrected"):
        found.append(CORRECTION)
    return found
