"""Bases: how a count was come by (docs/ledger.md, "Bases").

A count of no basis is as reported. Identified, confirmed and recorded counts are minimums of what
happened; probable ones come on top of the confirmed.
"""

from __future__ import annotations

from difflib import get_close_matches

from reconcile.errors import NotationError, excerpt
from reconcile.notation.speech import mark_word, word

REPORTED = ""
IDENTIFIED = mark_word("basis", "identified")
CONFIRMED, PROBABLE = mark_word("basis", "confirmed"), mark_word("basis", "probable")
RECORDED, ESTIMATED = mark_word("basis", "recorded"), mark_word("basis", "estimated")
BASES = (REPORTED, IDENTIFIED, CONFIRMED, PROBABLE, RECORDED, ESTIMATED)
MINIMUMS = frozenset((IDENTIFIED, CONFIRMED, RECORDED))
TOTALS = frozenset((REPORTED, ESTIMATED))  # what a minimum cannot exceed (R6)

_OTHER_WORDS = {
    **dict.fromkeys(("named", "names", "listed", "by name"), IDENTIFIED),
    **dict.fromkeys(("verified", "certain", "corroborated"), CONFIRMED),
    **dict.fromkeys(("presumed", "suspected", "likely", "possible"), PROBABLE),
    **dict.fromkeys(("documented", "registered", "counted"), RECORDED),
    **dict.fromkeys(("estimate", "survey", "model", "modelled", "projection"), ESTIMATED),
}


def parse_basis(text: str) -> str:
    """The basis that the cell `text` means; raises `NotationError` if none does."""
    if text in BASES:
        return text
    word = text.lower()
    near = get_close_matches(word, [*BASES[1:], *_OTHER_WORDS], 1, 0.7)
    known = f"{', '.join(BASES[1:-1])} and {BASES[-1]}"
    guess = _OTHER_WORDS.get(near[0], near[0]) if near else ""
    raise NotationError(
        f"{excerpt(text)!r} is not a basis",
        f"did you mean {guess}? known are {known}"
        if guess
        else f"write one of {known}, or leave the cell empty for a count as it was reported",
    )


def basis_name(basis: str) -> str:
    """A basis in the language that is spoken."""
    return word("basis", basis) if basis else ""


def basis_text(basis: str) -> str:
    """A basis in words, that of no basis too."""
    return basis_name(basis) or word("basis", "as reported")
