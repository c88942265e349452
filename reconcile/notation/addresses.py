"""Web addresses: which texts are one, and so may be made a link."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from reconcile.notation.late_pattern import late_pattern

_WHOLE = late_pattern(
    r"https?://(?:[^\s/?#@]+@)?[^\s/?#@:]+(?::[0-9]+)?(?:[/?#]\S*)?", re.IGNORECASE
)
# Lines of addresses in plain letters, without user and port, as nearly all are.
_PLAIN_LINES = late_pattern(r"(?:https?://[0-9A-Za-z.-]++(?:[/?#][!-~]*+)?\n)*+")


def is_address(text: str) -> bool:
    """Whether the whole text is one web address; nothing else is ever made a link.

    What steers a terminal or turns the order of text is in none.
    """
    return text.isprintable() and _WHOLE.fullmatch(text) is not None


def may_be_no_address(texts: Sequence[str]) -> np.ndarray:
    """Which of these texts `is_address` has to be asked of; the others are one for sure."""
    lines = "\n".join(texts) + "\n"
    if lines.count("\n") != len(texts):
        return np.ones(len(texts), dtype=bool)
    asked, at, line = np.zeros(len(texts), dtype=bool), 0, 0
    while at < len(lines):
        begin, at = at, _PLAIN_LINES.match(lines, at).end()  # type: ignore[union-attr]
        if at < len(lines):
            line += lines.count("\n", begin, at)
            asked[line] = True
            line, at = line + 1, lines.find("\n", at) + 1
    return asked
