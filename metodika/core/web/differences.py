"""What has changed between two texts, word by word."""

import re
from difflib import SequenceMatcher

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


def words_changed(before: str, after: str) -> SafeString:
    """Return the later text with what was taken out in <del> and what came in in <ins>."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    parts = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind in {"delete", "replace"}:
            parts.append(f"<del>{conditional_escape(''.join(old[a:b]).strip())}</del> ")
        if kind in {"insert", "replace"}:
            parts.append(f"<ins>{conditional_escape(''.join(new[c:d]).strip())}</ins> ")
        if kind == "equal":
            parts.append(conditional_escape("".join(old[a:b])))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped above
