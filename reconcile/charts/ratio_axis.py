"""The axis of ratios: equal distances are equal ratios, and 1 is always on it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reconcile.charts.labels import width
from reconcile.charts.style import SMALL

_GAP = 0.3  # inches between two numbers of the axis
_LEAST = 1.25  # times that the end of the axis is its beginning, at the least
_ROOM = 0.15  # inches beyond the lowest and the highest ratio
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.25, 0.5)
_DECADES: tuple[tuple[float, ...], ...] = (
    (1, 1.2, 1.5, 2, 3, 5, 7), (1, 1.5, 2, 3, 5), (1, 2, 5), (1, 3), (1,),
)  # fmt: skip
_MOST = 60


@dataclass(frozen=True, slots=True)
class RatioAxis:
    """An axis from `start` to `end`, `length` inches long, and the ratios written at it."""

    start: float
    end: float
    length: float
    ticks: tuple[tuple[float, str], ...]

    def place(self, ratio: float) -> float:
        """How many inches from its beginning a ratio lies."""
        return _inches(ratio, (self.start, self.end), self.length)


def ratio_axis(shares: Sequence[float], length: float) -> RatioAxis:
    """An axis for ratios above 0, with room for 1 and for marks at both ends."""
    low, high = min(1.0, *shares), max(1.0, *shares)
    wider = max(_LEAST / (high / low), 1.0) ** 0.5
    low, high = low / wider, high * wider
    room = (high / low) ** (_ROOM / (length - 2 * _ROOM))
    ends = low / room, high * room
    ticks = next((found for found in _choices(ends) if _legible(found, ends, length)), [1.0])
    return RatioAxis(*ends, length, tuple((tick, ratio_label(tick)) for tick in ticks))


def ratio_label(ratio: float) -> str:
    """A ratio at the axis: `1.5`, `1,000`, and `1/10,000` where the decimals would be many."""
    return f"1/{1 / ratio:,.0f}" if ratio < 0.001 else f"{ratio:,.6g}"


def _inches(ratio: float, ends: tuple[float, float], length: float) -> float:
    start, end = (math.log(edge) for edge in ends)
    return (math.log(ratio) - start) / (end - start) * length


def _choices(ends: tuple[float, float]) -> Iterator[list[float]]:
    """Round ratios on the axis, 1 among them, many first."""
    start, end = ends
    for step in _STEPS:
        first, last = math.ceil(start / step), math.floor(end / step)
        if last - first < _MOST:
            yield [round(number * step, 2) for number in range(max(first, 1), last + 1)]
    low, high = math.floor(math.log10(start)), math.floor(math.log10(end))
    for steps in _DECADES:
        found = [step * 10.0**power for power in range(low, high + 1) for step in steps]
        yield [ratio for ratio in found if start <= ratio <= end]
    for apart in range(2, high - low + 2):
        powers = range(-(-low // apart) * apart, high + 1, apart)
        yield [10.0**power for power in powers if start <= 10.0**power <= end]


def _legible(ticks: Sequence[float], ends: tuple[float, float], length: float) -> bool:
    """Whether the numbers have room beside each other."""
    places = [_inches(tick, ends, length) for tick in ticks]
    halves = [width(ratio_label(tick), SMALL) / 2 for tick in ticks]
    edges = list(zip(places, halves, strict=True))
    return all(b - a >= one + other + _GAP for (a, one), (b, other) in pairwise(edges))
