"""Web addresses: which texts are one, and so may be made a link."""

from __future__ import annotations

import re

from reconcile.notation.late_pattern import late_pattern

_WHOLE = late_pattern(
    r"https?://(?:[^\s/?#@]+@)?[^\s/?#@:]+(?::[0-9]+)?(?:[/?#]\S*)?", re.IGNORECASE
)


def is_address(text: str) -> bool:
    """Whether the whole text is one web address; nothing else is ever made a link.

    What steers a terminal or turns the order of text is in none.
    """
    return text.isprintable() and _WHOLE.fullmatch(text) is not None
