"""The axis of ratios: equal distances are equal ratios, and 1 is always on it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reconcile.charts.page.labels import width
from reconcile.charts.page.scales import Scale, apart
from reconcile.charts.page.style import SMALL

_GAP = 0.3  # inches between two numbers of the axis
_LEAST = 1.25  # times that the end of the axis is its beginning, at the least
_ROOM = 0.15  # inches beyond the lowest and the highest ratio
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.25, 0.5)
_DECADES: tuple[tuple[float, ...], ...] = (
    (1, 1.2, 1.5, 2, 3, 5, 7), (1, 1.5, 2, 3, 5), (1, 2, 5), (1, 3), (1,),
)  # fmt: skip
_MOST = 60


def ratio_axis(ratios: Sequence[float], length: float) -> Scale:
    """An axis for ratios above 0, with room for 1 and for marks at both ends."""
    low, high = min(1.0, *ratios), max(1.0, *ratios)
    wider = max(_LEAST / (high / low), 1.0) ** 0.5
    low, high = low / wider, high * wider
    room = (high / low) ** (_ROOM / (length - 2 * _ROOM))
    axis = Scale(low / room, high * room, (), low / room)
    ticks = next((found for found in _choices(axis) if _legible(found, axis, length)), [1.0])
    return replace(axis, ticks=tuple((tick, ratio_label(tick)) for tick in ticks))


def ratio_label(ratio: float) -> str:
    """A ratio at the axis: `1.5`, `1,000`, and `1/10,000` where the decimals would be many."""
    return f"1/{1 / ratio:,.0f}" if ratio < 0.001 else f"{ratio:,.6g}"


def _choices(axis: Scale) -> Iterator[list[float]]:
    """Round ratios on the axis, 1 among them, many first."""
    start, end = axis.start, axis.end
    for step in _STEPS:
        first, last = math.ceil(start / step), math.floor(end / step)
        if last - first < _MOST:
            yield [round(number * step, 2) for number in range(max(first, 1), last + 1)]
    low, high = math.floor(math.log10(start)), math.floor(math.log10(end))
    for steps in _DECADES:
        found = [step * 10.0**power for power in range(low, high + 1) for step in steps]
        yield [ratio for ratio in found if start <= ratio <= end]
    for every in range(2, high - low + 2):
        powers = range(-(-low // every) * every, high + 1, every)
        yield [10.0**power for power in powers if start <= 10.0**power <= end]


def _legible(ticks: Sequence[float], axis: Scale, length: float) -> bool:
    """Whether the numbers have room beside each other."""
    sizes = [(axis.share(tick) * length, width(ratio_label(tick), SMALL)) for tick in ticks]
    return apart(sizes, _GAP)
