"""The characters of a text: no-break spaces, scripts written from right to left, what is unseen."""

from __future__ import annotations

from reconcile.notation.late_pattern import late_pattern

NO_BREAK = "\N{NO-BREAK SPACE}"
# marks that turn the direction of text, and halves of characters, which a file name may have
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_STEERING = late_pattern(f"[\0-\x1f\x7f-\x9f{_TURNING}]")
_ON_A_TERMINAL = late_pattern(f"[\0-\x08\x0b-\x1f\x7f-\x9f{_TURNING}]")

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# words of scripts that are written from right to left, and what a name may have between them
RIGHT_TO_LEFT = late_pattern(rf"[{_LETTERS}]+(?:[\s\d\"'“”‘’./&+-]+[{_LETTERS}]+)*")

_LEFT = rf"(?:(?![{_LETTERS}])[^\W\d_])"  # a letter of a script that is written from left to right
_WORD = rf"(?:--)?{_LEFT}(?:(?![{_LETTERS}])\w)*"
_NUMBER = r"[~≥≤<>×+−=]{0,4}\d(?:[\d,.]*\d)?(?:[–/:]\d(?:[\d,.]*\d)?)*[+*%]*"
# names of such scripts, and figures with their signs, which stand as they were published
LEFT_TO_RIGHT = late_pattern(rf"{_WORD}(?:[ \u00a0'’.,/&+-]+{_WORD}|(?:, |-)\d+)*[†*]*|{_NUMBER}")


def kept(text: str) -> str:
    """`text` with no-break spaces, so that no line ends within it."""
    return text.replace(" ", NO_BREAK)


def visible(text: str) -> str:
    """Text in which nothing can steer a terminal or turn the order of what stands beside it."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)


def shown(text: str) -> str:
    """`text` of several lines, in which nothing can steer a terminal; tabs and line ends stay."""
    return _ON_A_TERMINAL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))
