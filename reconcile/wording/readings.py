"""The readings of a measure that may include more, in words (R10)."""

from __future__ import annotations

from reconcile.comparison.schema import NARROWEST, WIDEST
from reconcile.notation.speech import mark, say

_READINGS = {
    NARROWEST: mark("in its narrowest reading"),
    WIDEST: mark("in its widest reading"),
}


def reading_text(reading: str) -> str:
    """A reading in words; nothing where a measure has one alone."""
    return say(_READINGS[reading]) if reading else ""
