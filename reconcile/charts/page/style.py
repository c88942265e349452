"""How charts look: sizes in inches and points, a few tones, and settings that no machine changes.

Grey tells what belongs to the chart, blue what a source said. Tones never stand alone: marks are
filled or hollow, verdicts are words, lines are named.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib as mpl

TITLE, HEAD, TEXT, SMALL = 14.0, 9.5, 8.5, 8.0  # points
LEADING = 1.2  # from line to line, in sizes of the letters, as the font has it

INK, GREY, RULE, GRID = "#222222", "#5c5c5c", "#b8b8b8", "#e4e4e4"
DATA, BOUNDS, AGREED = "#1d4e79", "#8fb3cf", "#cfdfc2"
BAND, EDGE = "#cfdbe6", "#6f8ba3"
ALARM = "#9a3412"
PAPER = "#ffffff"

# one tone, form and stroke for each source of a timeline; blue and orange are told apart by all
TONES = ("#1d4e79", "#b35806", "#5c5c5c", "#2b7a6f")
FORMS = ("o", "s", "D", "^", "v")
STROKES = ("-", (0, (5, 1.6)), (0, (1.4, 1.2)))

_MACHINE = ("backend", "backend_fallback", "interactive", "toolbar", "timezone", "datapath")


def faded(tone: str, share: float) -> str:
    """`tone` with this share of it gone to white."""
    parts = (int(tone[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in parts)


@contextmanager
def settings() -> Iterator[None]:
    """Matplotlib's own defaults, whatever the machine's configuration says, and fixed identifiers.

    They hold within the block only and for nothing else that draws.
    """
    plain = {name: value for name, value in mpl.rcParamsDefault.items() if name not in _MACHINE}
    fixed = {"svg.hashsalt": "reconcile", "svg.fonttype": "path", "text.hinting": "none"}
    with mpl.rc_context({**plain, **fixed}), warnings.catch_warnings():
        # an accent over a letter of another font; what no font has is replaced beforehand
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        yield
