"""Words as they are compared: a quote with the text of the page that it was taken from.

What differs although nothing else was said is left out on both sides: white space, the shape of
quotation marks and dashes, hyphens between letters (a printed line may break there), marks that
cannot be seen, the numbers of footnotes. Letters, their case, and all digits stay.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from reconcile.notation.late_pattern import late_pattern

# soft hyphens, joiners, marks of direction, the byte-order mark, the Arabic tatweel
_UNSEEN = "\xad\u061c\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_MARKS = "\"'`´«»‘’‚‛“”„‟‹›′″「」『』〝〞〟＂＇ʼʻʹ׳״"
_LEFT_OUT = late_pattern(f"[{_UNSEEN}{_MARKS}]+")
_FOOTNOTE = late_pattern(r"\[\s?(?:[0-9]{1,3}|[a-z]{1,2})\s?\]")
_DASH = late_pattern("[-‐-―−]+")
_LOOSE_DASH = late_pattern(r"(?<!\d)-|-(?!\d)")
_NEW_LINE = late_pattern(r"(?<=\d)[^\S\n]*\n\s*(?=\d)")
_SPACE = late_pattern(r"(?<=\d)[^\S\n]+(?=\d)")
_APART, _NEAR = "\x01", "\x02"  # between two digits: a new line, a space
_SPACES = late_pattern(r"\s+")
# what a hand writes for words that it leaves out
_GAP = late_pattern(r"[\[(]\s*(?:…|\.{3,})\s*[\])]|…|\.{3,}")
_ENDS = " \t\n.,;:!?·،؛؟。、，；：！？"
# a digit or three more of them behind a number make it another number
_LONGER = late_pattern(rf"\d|[.,{_NEAR}]\d{{3}}(?!\d)")
_LONGER_BEFORE = late_pattern(rf"\d[.,{_NEAR}]?\Z")


def folded(text: str) -> str:
    """The text as it is compared; what is the same but for its setting is the same here.

    Takes any text and raises nothing; the time grows with its length and no faster.
    """
    plain = _FOOTNOTE.sub("", unicodedata.normalize("NFKC", _LEFT_OUT.sub("", text)))
    plain = _SPACES.sub("", _SPACE.sub(_NEAR, _NEW_LINE.sub(_APART, plain)))
    return _LOOSE_DASH.sub("", _DASH.sub("-", plain))


def pieces(quote: str) -> tuple[str, ...]:
    """The quote folded, in the pieces between words that it leaves out (`…`, `[...]`)."""
    parts = (folded(part.strip(_ENDS)) for part in _GAP.split(quote))
    return tuple(part for part in parts if part)


def stands_in(quote: tuple[str, ...], page: str) -> bool:
    """Whether all `pieces` of a quote stand in a folded page, one after the other.

    A number at the end of a piece is a whole one: `300` does not stand in `300,000`.
    """
    end = 0
    for piece in quote:
        end = next(_places(piece, page, end), -1)
        if end < 0:
            return False
    return bool(quote)


def _places(piece: str, page: str, start: int) -> Iterator[int]:
    """Where the piece ends, wherever it stands in the page from `start` on."""
    while (at := page.find(piece, start)) >= 0:
        end = at + len(piece)
        longer = piece[-1].isdecimal() and _LONGER.match(page, end)
        before = piece[0].isdecimal() and _LONGER_BEFORE.search(page, max(at - 2, 0), at)
        if not longer and not before:
            yield end
        start = at + 1
