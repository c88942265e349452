"""The counts of one source only, in one panel: a line each, since there is nothing to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reconcile.charts.page.claims import Claim, DrawnRange
from reconcile.charts.page.labels import height, named, wrapped
from reconcile.charts.page.looks import Look
from reconcile.charts.page.marks import Owned, dot
from reconcile.charts.page.sheet import INNER, Sheet, Style, title_height
from reconcile.charts.page.style import GREY, INK, MARGIN, SMALL, TEXT

ALONE = "Counts of one source only"
# inches: what is counted, how many as in 1,300,000–1,400,000, its source, the day
_COUNT, _FIGURE, _NAME, _DATE = 2.95, 1.7, 2.0, 1.15
_DOT = 0.12  # inches from where the counts end to a mark, and from there to its figure
_BETWEEN, _BELOW = 0.1, 0.12  # inches: between lines, and to the next rule


@dataclass(frozen=True)
class AloneLine:
    """A count of one source: what is counted, in lines, and who says how many as of when."""

    words: tuple[str, ...]
    name: tuple[str, ...]
    date: tuple[str, ...]
    figure: tuple[str, ...]
    claim: Claim
    look: Look

    @property
    def height(self) -> float:
        """Inches of its lines, and of the air between it and the next."""
        return (
            height(max(map(len, (self.words, self.name, self.date, self.figure))), TEXT) + _BETWEEN
        )


@dataclass(frozen=True)
class AlonePanel:
    """Such counts under one title."""

    lines: tuple[AloneLine, ...]
    title: tuple[str, ...] = (ALONE,)

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
        axes = sheet.axes(MARGIN, top, INNER, self._field)
        axes.set_xlim(0, INNER)
        axes.set_ylim(self._field, 0)
        axes.set_label(ALONE)
        level = 0.0
        for line in self.lines:
            y = level + line.height / 2
            x, source = _COUNT + _DOT, _COUNT + 2 * _DOT + _FIGURE
            sheet.write(MARGIN, top + y, line.words, Style(TEXT, INK, down="center"))
            own = Owned(axes, line.claim.number)
            if line.claim.counted:
                dot(own, (x, y), line.claim.derived, line.look.tone, line.look.form)
            figure = Style(TEXT, INK, bold=True, down="center")
            sheet.write(MARGIN + x + _DOT, top + y, line.figure, figure)
            sheet.write(MARGIN + source, top + y, line.name, Style(TEXT, INK, down="center"))
            date = Style(SMALL, GREY, down="center")
            sheet.write(MARGIN + source + _NAME, top + y, line.date, date)
            level += line.height


def alone_panels(
    entries: Sequence[DrawnRange], looks: Mapping[str, Look], most: int
) -> list[AlonePanel]:
    """The panels of counts of one source, each with at most so many of them."""
    lines = [_line(entry, looks) for entry in entries]
    return [AlonePanel(tuple(lines[at : at + most])) for at in range(0, len(lines), most)]


def _line(entry: DrawnRange, looks: Mapping[str, Look]) -> AloneLine:
    (claim,) = entry.claims
    return AloneLine(
        wrapped(entry.title, TEXT, _COUNT, 3),
        named(claim.source, claim.mark, TEXT, _NAME - 0.1, 2),
        wrapped(claim.date, SMALL, _DATE, 2),
        wrapped(claim.figure or "no number", TEXT, _FIGURE - 0.1, 2, bold=True),
        claim,
        looks[claim.source],
    )
