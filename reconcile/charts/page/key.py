"""The key of a chart: a sample of every mark on the page, with what it means."""

from __future__ import annotations

from dataclasses import dataclass

from reconcile.charts.page.labels import height, width
from reconcile.charts.page.marks import SAMPLE, Sample
from reconcile.charts.page.sheet import INNER, Sheet, Style, text_artist
from reconcile.charts.page.style import INK, MARGIN, SMALL

_BESIDE, _APART = 0.07, 0.18  # inches from a sample to its words, and from these to the next one


@dataclass(frozen=True)
class Key:
    """What each mark means, as many in a line as fit; each mark draws its own sample."""

    entries: tuple[tuple[Sample, str], ...]
    between: float = 0.0  # inches from line to line beyond those of the letters

    @property
    def height(self) -> float:
        """One line or more, and room below."""
        return self._spots()[-1][1] * self._line + height(1, SMALL) + 0.14 if self.entries else 0.0

    @property
    def _line(self) -> float:
        return height(1, SMALL) + self.between

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw every mark with its words beside it."""
        if not self.entries:
            return
        high = self.height
        axes = sheet.axes(MARGIN, top, INNER, high)
        axes.set_xlim(0, INNER)
        axes.set_ylim(high, 0)
        axes.set_label("key")
        for (sample, words), (x, line) in zip(self.entries, self._spots(), strict=True):
            y = line * self._line + height(1, SMALL) / 2
            sample(axes, x, y)
            style = Style(SMALL, INK, down="center")
            axes.add_artist(text_artist(x + SAMPLE + _BESIDE, y, [words], style))

    def _spots(self) -> list[tuple[float, int]]:
        """How far from the left, and on which line, each entry begins."""
        spots, x, line = list[tuple[float, int]](), 0.0, 0
        for _, words in self.entries:
            wide = SAMPLE + _BESIDE + width(words, SMALL)
            if x and x + wide > INNER:
                x, line = 0.0, line + 1
            spots.append((x, line))
            x += wide + _APART
        return spots


def key_of(*entries: tuple[Sample, str, bool], between: float = 0.0) -> Key:
    """The key of those marks that are on the page."""
    return Key(tuple((sample, words) for sample, words, drawn in entries if drawn), between)
