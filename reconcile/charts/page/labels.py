"""Text on a chart: what can be set in the installed fonts, how wide it is, where a line ends.

Letters come from the DejaVu Sans that matplotlib brings, so that a chart is the same on every
machine; another font is asked only for letters that it lacks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

import matplotlib as mpl
from anyascii import anyascii
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.ft2font import LoadFlags

from reconcile.charts.page.style import LEADING
from reconcile.notation.speech import right_to_left
from reconcile.wording.characters import LEFT_TO_RIGHT, RIGHT_TO_LEFT

FALLBACKS = (
    "Noto Sans CJK KR", "Noto Sans KR", "NanumGothic", "Apple SD Gothic Neo", "Malgun Gothic",
    "UnDotum", "Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Zen Hei", "Arial Unicode MS",
    "Droid Sans Fallback", "Unifont",
)  # fmt: skip
_NO_BREAK, _NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}"
_NO_MARKS = str.maketrans("", "", _LEFT_TO_RIGHT + _RIGHT_TO_LEFT)
_EM = 100  # points, at which letters are measured
_READER_SETS = ContextVar("the reader sets the letters", default=False)


@contextmanager
def set_by_the_reader() -> Iterator[None]:
    """Within the block every letter is kept: who shows the chart has fonts for its text."""
    token = _READER_SETS.set(True)
    try:
        yield
    finally:
        _READER_SETS.reset(token)


@lru_cache(maxsize=2)
def _own(bold: bool) -> str:
    """The file of the font that matplotlib brings."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return str(Path(mpl.get_data_path()) / "fonts" / "ttf" / name)


@lru_cache(maxsize=2)
def _letters(bold: bool) -> frozenset[int]:
    return frozenset(get_font(_own(bold)).get_charmap())


@lru_cache(maxsize=2)
def _others(bold: bool) -> dict[str, frozenset[int]]:
    """The letters of every installed font of `FALLBACKS`."""
    installed = {entry.name for entry in fontManager.ttflist}
    found = {}
    for name in FALLBACKS:
        if name in installed:
            path = fontManager.findfont(_properties(name, bold=bold))
            found[name] = frozenset(get_font(path).get_charmap())
    return found


def _properties(*names: str, bold: bool, size: float = 10) -> FontProperties:
    return FontProperties(family=names, weight="bold" if bold else "normal", size=size)


def clean(text: str, bold: bool = False) -> str:
    """`text` on one line, in Latin letters where no installed font has its own."""
    return "".join(_settable(char, bold) for char in on_one_line(text))


def spelt(text: str, bold: bool = False) -> bool:
    """Whether `clean` has to spell some of the text in Latin letters."""
    return clean(text, bold) != on_one_line(text)


def on_one_line(text: str) -> str:
    """`text` with plain spaces, and a mark for each character that cannot be seen."""
    text = text.replace(_NARROW, _NO_BREAK)
    line = " ".join(text.replace(_NO_BREAK, "\0").split()).replace("\0", _NO_BREAK)
    return "".join(
        char if char.isprintable() or char == _NO_BREAK else "\N{REPLACEMENT CHARACTER}"
        for char in line
    )


def _settable(char: str, bold: bool) -> str:
    """The character, its spelling in Latin letters, or its number where it has none."""
    if ord(char) in _letters(bold) or _READER_SETS.get():
        return char
    if any(ord(char) in letters for letters in _others(bold).values()):
        return char
    accent = unicodedata.category(char).startswith("M")  # over a letter, which is spelt without it
    return "" if accent else anyascii(char) or f"U+{ord(char):04X}"


def font(text: str, size: float, bold: bool = False) -> FontProperties:
    """The font for a `clean` text: the one of matplotlib, and others only where it needs them."""
    lacking = {ord(char) for char in text if char != "\n"} - _letters(bold)
    if not lacking or _READER_SETS.get():
        # the file decides; the weight is for who sets the text with a font of their own
        weight = "bold" if bold else "normal"
        return FontProperties(fname=_own(bold), size=size, weight=weight)
    names = [name for name, letters in _others(bold).items() if lacking & letters]
    return _properties("DejaVu Sans", *names, bold=bold, size=size)


@lru_cache(maxsize=8192)
def _advance(char: str, bold: bool) -> float:
    """The width of one letter in sizes of the letters; one of another font is taken as square."""
    if ord(char) not in _letters(bold):
        return 1.0
    face = get_font(_own(bold))
    face.set_size(_EM, 72)
    glyph = face.load_char(ord(char), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / _EM


@lru_cache(maxsize=1024)
def _joined(text: str, bold: bool) -> float:
    """The width in sizes of the letters of a text whose letters join."""
    face = get_font(_own(bold))
    face.set_size(_EM, 72)
    face.set_text(text, flags=LoadFlags.NO_HINTING)
    return float(face.get_width_height()[0]) / 64 / _EM


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line of `clean` text, in inches."""
    if _joins(text) and _letters(bold).issuperset(map(ord, text)):
        return _joined(text, bold) * size / 72
    return sum(_advance(char, bold) for char in text) * size / 72


def widest(lines: Iterable[str], size: float, bold: bool = False) -> float:
    """The width of the widest of `lines`, in inches."""
    return max((width(line, size, bold) for line in lines), default=0.0)


def is_tall(line: str) -> bool:
    """Whether a line may have letters that are higher than those for which lines are spaced."""
    return _joins(line) or not _letters(False).issuperset(map(ord, line))


def _joins(text: str) -> bool:
    """Whether letters of a text join, as those of Arabic do."""
    return not text.isascii() and any(unicodedata.bidirectional(char) == "AL" for char in text)


def height(lines: int, size: float) -> float:
    """The height of `lines` lines, in inches."""
    return lines * size * LEADING / 72


def wrapped(
    text: str, size: float, room: float, most: int = 10**6, *, bold: bool = False
) -> tuple[str, ...]:
    """`clean` text in at most `most` lines no wider than `room` inches, cut with an ellipsis."""
    lines, line = list[str](), ""
    for word in clean(text, bold).split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _split(word, size, room, bold)
        lines += full
        if len(lines) >= most:
            break
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]} {lines[most]}", size, room, bold)]
    return tuple(directed(line.replace(_NO_BREAK, " ")) for line in lines)


def directed(line: str) -> str:
    """A line from left to right, with words of right-to-left scripts and nothing else turned.

    Without a mark after such words the figure or the name that follows them would be turned too.
    """
    if right_to_left():
        return _from_right(line) if RIGHT_TO_LEFT.search(line) else line
    marked = RIGHT_TO_LEFT.sub(rf"\g<0>{_LEFT_TO_RIGHT}", line)
    return line if marked == line else _LEFT_TO_RIGHT + marked


def _from_right(line: str) -> str:
    """A line from right to left, in which names and figures from left to right stand so."""
    kept = LEFT_TO_RIGHT.sub(rf"{_LEFT_TO_RIGHT}\g<0>{_LEFT_TO_RIGHT}{_RIGHT_TO_LEFT}", line)
    return f"{_RIGHT_TO_LEFT}{kept}"


def _split(word: str, size: float, room: float, bold: bool) -> list[str]:
    """A word in pieces no wider than `room`."""
    pieces, piece = list[str](), ""
    for char in word:
        if piece and width(piece + char, size, bold) > room:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]


def _cut(text: str, size: float, room: float, bold: bool) -> str:
    while text and width(f"{text}…", size, bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def named(name: str, mark: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """A source's name in lines, with its mark kept where the name is cut."""
    *rest, last = wrapped(name, size, room - width(mark, size), most)
    if right_to_left():
        return *rest, directed(last.translate(_NO_MARKS) + mark)
    return *rest, last + mark
