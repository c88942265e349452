"""The logarithmic axis of counts that lie very far apart: equal distances are equal ratios.

A count of 0 has no place on it, so that where there is one it stands apart, at the beginning.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from reconcile.charts.page.labels import height, width
from reconcile.charts.page.scales import Need, Scale, apart, count_label
from reconcile.charts.page.style import SMALL

# an axis is logarithmic if its greatest figure is this many times the least, or more: on an axis
# of five inches from 0 the least would stand within a twentieth of an inch of it, under its dot
FAR = 100
_ZERO, _GAP = 0.3, 0.1  # inches from 0 to the first power of ten; between two numbers
LEAST = 2.4  # inches that an upright one is high


def log_text(figure: str) -> str:
    """What a logarithmic axis is and when it is used; `figure` says which ones decide it."""
    return (
        "On a logarithmic axis each line stands for ten times as many people as the one before, "
        f"and 0 stands apart. It is used where the highest {figure} is {FAR} times the lowest "
        "above 0, or more."
    )


def is_far(points: Iterable[float]) -> bool:
    """Whether an axis from 0 would press the lesser figures of these into one place."""
    counts = [point for point in points if point > 0]
    return bool(counts) and max(counts) >= FAR * min(counts)


def log_scale(needs: Sequence[Need], counts: Iterable[float], length: float, across: bool) -> Scale:
    """A logarithmic axis, `length` inches long, for `needs` and for all of `counts`.

    It begins at a power of ten that no count above 0 is below. Its numbers stand beside each other
    if it goes `across`, else above each other.
    """
    shown = [*counts, *(need.count for need in needs)]
    first = 10.0 ** math.floor(math.log10(min(count for count in shown if count > 0)) + 1e-9)
    zero = min(_ZERO / length, 0.2) if min(shown) < first else 0.0
    tenfold = max(_tenfold(need, first, zero, length) for need in needs)
    end = first * 10 ** max(tenfold, 1.0)
    scale = Scale(0.0 if zero else first, end, (), first, zero)
    return Scale(scale.start, end, _ticks(scale, length, across), first, zero)


def _tenfold(need: Need, first: float, zero: float, length: float) -> float:
    """How many powers of ten the axis needs after its first, so that a count has its room."""
    room = 1 - min(need.room / length, 0.75)
    return math.log10(max(need.count / first, 1.0)) * (1 - zero) / max(room - zero, 0.05)


def _ticks(scale: Scale, length: float, across: bool) -> tuple[tuple[float, str], ...]:
    """Every power of ten, those with a number for which there is room, and 0 if it is there."""
    powers = [scale.first * 10**step for step in range(14) if scale.first * 10**step <= scale.end]
    values = [*([0.0] if scale.zero else []), *powers]
    for every in range(1, 14):
        labels = [
            count_label(value, value, value) if value in powers[::every] or not value else ""
            for value in values
        ]
        ticks = tuple(zip(values, labels, strict=True))
        if _fits([tick for tick in ticks if tick[1]], scale, length, across):
            return ticks
    return tuple(
        (value, count_label(value, value, value) * (value == powers[-1])) for value in values
    )


def _fits(ticks: Sequence[tuple[float, str]], scale: Scale, length: float, across: bool) -> bool:
    """Whether the numbers have room beside or above each other."""
    high = height(1, SMALL) - _GAP
    sizes = [width(label, SMALL) if across else high for _, label in ticks]
    return apart(
        [(scale.share(tick) * length, size) for (tick, _), size in zip(ticks, sizes, strict=True)],
        _GAP,
    )
