"""The room in a panel of discrepancies: how large its cells are, and what its labels say.

The cells make a staircase, as in a table of distances between towns: a source's label stands at
the end of its row and thereby at the head of its column, so that no name is written twice or
upright. The more sources, the smaller the cells: first the dates go, then the ratios, never a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.charts.page.claims import Claim
from reconcile.charts.page.labels import height, named, width, wrapped
from reconcile.charts.page.sheet import INNER
from reconcile.charts.page.style import SMALL, TEXT
from reconcile.notation.words import number

WIDEST, AIR, BETWEEN = 0.95, 0.09, 0.1  # inches: a cell, before a label, between its words
ROOMY = 16  # sources in a panel whose labels have two lines: with more it is higher than wide
NO_NUMBER = "no number given"
_NAME, _FIGURE, _LEAST = 2.35, 1.6, 0.15  # inches: names and figures at most, a cell with a sign


@dataclass(frozen=True)
class SourceLabel:
    """A source's name in lines; its figure and its date, on the line below or behind the name."""

    name: tuple[str, ...]
    figure: str
    date: str
    below: bool

    @property
    def height(self) -> float:
        """Inches of its lines."""
        below = height(1, SMALL) if self.below else 0.0
        return height(len(self.name), TEXT) + below

    @property
    def width(self) -> float:
        """Inches of its longest line."""
        name = max(width(line, TEXT) for line in self.name)
        rest = width(self.figure, TEXT) + (BETWEEN + width(self.date, SMALL) if self.date else 0.0)
        return max(name, rest) if self.below else name + (BETWEEN + rest if rest else 0.0)


@dataclass(frozen=True)
class Layout:
    """The sources of a panel, lowest first (None: some are left out here), with their labels."""

    claims: tuple[Claim | None, ...]
    labels: tuple[SourceLabel, ...]
    cell: tuple[float, float]

    @property
    def height(self) -> float:
        """Inches of all the rows."""
        return len(self.labels) * self.cell[1]


def layout_of(low: Sequence[Claim], left_out: int, high: Sequence[Claim]) -> Layout:
    """The layout of sources, of which `left_out` between `low` and `high` are not drawn."""
    claims = (*low, *([None] if left_out else []), *high)
    words = f"{number(left_out)} more sources, not drawn"
    if len(claims) <= ROOMY:
        labels = tuple(_label(claim, words, below=True) for claim in claims)
        return _laid(claims, labels, 0.08)
    for dated in (True, False):
        labels = tuple(_label(claim, words, below=False, dated=dated) for claim in claims)
        layout = _laid(claims, labels, 0.05)
        if layout.cell[0] >= _LEAST:
            break
    return layout


def _label(claim: Claim | None, words: str, *, below: bool, dated: bool = True) -> SourceLabel:
    if claim is None:
        return SourceLabel((words,), "", "", False)
    name = named(claim.source, claim.mark, TEXT, _NAME, 2 if below else 1)
    date = wrapped(claim.date, SMALL, _FIGURE, 1)[0] if dated else ""
    return SourceLabel(name, _figure(claim), date, below)


def _figure(claim: Claim) -> str:
    """The figure in the words of its source, or its point where they are long."""
    if not claim.counted:
        return NO_NUMBER
    return claim.figure if width(claim.figure, TEXT) <= _FIGURE else f"{number(claim.point)} …"


def _laid(claims: tuple[Claim | None, ...], labels: tuple[SourceLabel, ...], air: float) -> Layout:
    """Cells as wide as the longest labels leave them room for."""
    room = [(INNER - AIR - label.width) / at for at, label in enumerate(labels) if at]
    high = max(label.height for label in labels) + air
    return Layout(claims, labels, (min(WIDEST, *room), high))
