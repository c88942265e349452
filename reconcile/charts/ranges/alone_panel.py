"""The counts of one source only, in one panel: a line each, since there is nothing to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.charts.page.claims import Claim, DrawnRange
from reconcile.charts.page.labels import height, named, wrapped
from reconcile.charts.page.looks import Look
from reconcile.charts.page.marks import Owned, dot
from reconcile.charts.page.paper import inner, margin, paper
from reconcile.charts.page.sheet import Sheet, Style, title_height
from reconcile.charts.page.style import GREY, INK, SMALL, TEXT
from reconcile.notation.speech import mark, say

ALONE = mark("Counts of one source only")
# inches: what is counted, how many as in 1,300,000–1,400,000, its source, the day
_COUNT, _FIGURE, _NAME, _DATE = 2.95, 1.5, 2.0, 1.45
_DOT = 0.12  # inches from where the counts end to a mark, and from there to its figure
_BETWEEN, _BELOW = 0.1, 0.12  # inches: between lines, and to the next rule


@dataclass(frozen=True)
class AloneLine:
    """A count of one source: what is counted, in lines, and who says how many as of when.

    On narrow paper there is no room for the day.
    """

    words: tuple[str, ...]
    name: tuple[str, ...]
    date: tuple[str, ...]
    figure: tuple[str, ...]
    claim: Claim
    look: Look

    @property
    def height(self) -> float:
        """Inches of its lines, and of the air between it and the next."""
        beside = max(map(len, (self.name, self.figure)))
        if paper().stacked:
            return height(len(self.words) + beside, TEXT) + _BETWEEN
        return height(max(beside, len(self.words), len(self.date)), TEXT) + _BETWEEN


@dataclass(frozen=True)
class AlonePanel:
    """Such counts under one title."""

    lines: tuple[AloneLine, ...]
    title: tuple[str, ...]

    @property
    def height(self) -> float:
        """From the rule above it to the one of the next panel."""
        return title_height(self.title, 0.05) + self._field + _BELOW

    @property
    def _field(self) -> float:
        return sum(line.height for line in self.lines)

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the panel with its upper edge at `top`."""
        sheet.head(top, self.title)
        top += title_height(self.title, 0.05)
        axes = sheet.axes(margin(), top, inner(), self._field)
        axes.set_xlim(0, inner())
        axes.set_ylim(self._field, 0)
        axes.set_label(ALONE)
        level = 0.0
        for line in self.lines:
            _draw(sheet, Owned(axes, line.claim.number), line, top, level)
            level += line.height


def _draw(sheet: Sheet, axes: Owned, line: AloneLine, top: float, level: float) -> None:
    """One of them, `level` inches below `top`: on narrow paper its source below what it counts."""
    x, y, source = _COUNT + _DOT, level + line.height / 2, _COUNT + 2 * _DOT + _FIGURE
    words = y
    if paper().stacked:
        words = level + height(len(line.words), TEXT) / 2 + 0.03
        x, source = _DOT / 2, inner() - _NAME + 0.1
        y = words + (line.height - 0.06) / 2
    sheet.write(margin(), top + words, line.words, Style(TEXT, INK, down="center"))
    if line.claim.counted:
        dot(axes, (x, y), line.claim.derived, line.look.tone, line.look.form)
    figure = Style(TEXT, INK, bold=True, down="center")
    sheet.write(margin() + x + _DOT, top + y, line.figure, figure)
    sheet.write(margin() + source, top + y, line.name, Style(TEXT, INK, down="center"))
    if not paper().stacked:
        date = Style(SMALL, GREY, down="center")
        sheet.write(margin() + source + _NAME, top + y, line.date, date)


def alone_panels(
    entries: Sequence[DrawnRange], looks: Mapping[str, Look], most: int
) -> list[AlonePanel]:
    """The panels of counts of one source, each with at most so many of them."""
    lines, title = [_line(entry, looks) for entry in entries], (say(ALONE),)
    return [AlonePanel(tuple(lines[at : at + most]), title) for at in range(0, len(lines), most)]


def _line(entry: DrawnRange, looks: Mapping[str, Look]) -> AloneLine:
    (claim,) = entry.claims
    return AloneLine(
        wrapped(entry.title, TEXT, inner() if paper().stacked else _COUNT, 3),
        named(claim.source, claim.mark, TEXT, _NAME - 0.1, 2),
        wrapped(claim.date, SMALL, _DATE, 2),
        wrapped(claim.figure or say("no number"), TEXT, _FIGURE - 0.1, 2, bold=True),
        claim,
        looks[claim.source],
    )
