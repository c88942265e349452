"""Axes: where a count or a day lies, and which numbers, days and months are written at it.

An axis of counts that lie very far apart is logarithmic: equal distances are equal ratios. A count
of 0 has no spot on that, so that where there is one it stands apart, at the beginning.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.scale import FuncScale

from reconcile.charts.page.labels import height, width
from reconcile.charts.page.style import SMALL
from reconcile.notation.dates import FIRST_DAY, LAST_DAY, MONTHS
from reconcile.notation.speech import TICK_DAY, TICK_MONTH, YEAR, day_said, digits, mark, say

# an axis need not begin at 0 if the least count is this much of the greatest: from 0 all that tells
# the figures apart would lie in its last fifth
NARROW = 0.8
_GAP = 0.4  # inches between two numbers of an axis
HEADROOM = 0.26  # inches above the greatest count of an upright axis
_WORDS = ((10**9, mark("{n} billion")), (10**6, mark("{n} million")))
# an axis is logarithmic if its greatest figure is this many times the least, or more: on an axis
# of five inches from 0 the least would stand within a twentieth of an inch of it, under its dot
FAR = 100
_ZERO, _LOG_GAP = 0.3, 0.1  # inches from 0 to the first power of ten; between two numbers
LEAST = 2.4  # inches that an upright one is high, half an inch for each of some powers of ten


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `start` to `end`, and the ticks on it with their labels.

    If it is logarithmic it is so from the count `first` on, which lies at the share `zero` of it.
    """

    start: float
    end: float
    ticks: tuple[tuple[float, str], ...]
    first: float = 0.0
    zero: float = 0.0

    def inches(self, length: float) -> float:
        """How much of an axis that is not logarithmic one inch is, drawn `length` inches long."""
        return (self.end - self.start) / length

    def share(self, count: float) -> float:
        """Which part of the axis lies before a count; more than 1 beyond its end."""
        if not self.first:
            return (count - self.start) / (self.end - self.start)
        if count < self.first:
            return self.zero * max(count, 0.0) / self.first
        tenfold = math.log10(count / self.first) / math.log10(self.end / self.first)
        return self.zero + (1 - self.zero) * tenfold

    def count(self, share: float) -> float:
        """The count that lies at this part of the axis."""
        if not self.first:
            return self.start + share * (self.end - self.start)
        if share < self.zero:
            return self.first * share / self.zero
        ratio: float = (self.end / self.first) ** ((share - self.zero) / (1 - self.zero))
        return self.first * ratio

    @property
    def words(self) -> str:
        """What the axis counts, and what a reader has to know of it."""
        if self.first:
            return say("people; logarithmic axis, ×10 a line")
        return say("people") if self.start == 0 else say("people; axis does not begin at 0")

    def fit(self, axes: Axes, way: Literal["x", "y"]) -> None:
        """Let the axis of the field `axes` be this one; upright ones count from below."""
        if self.first:
            there, back = (np.vectorize(each, otypes=[float]) for each in (self.share, self.count))
            axes.set(**{f"{way}scale": FuncScale(None, (there, back))})
        axes.set(**{f"{way}lim": (self.start, self.end)})


@dataclass(frozen=True, slots=True)
class Need:
    """A count that has to lie on an axis with `room` inches to its right."""

    count: float
    room: float


def is_narrow(counts: Sequence[float]) -> bool:
    """Whether counts lie so close together and far from 0 that an axis from 0 hides them."""
    least, most = min(counts), max(counts)
    return least < most and least >= NARROW * most


def count_scale(needs: Sequence[Need], least: float, length: float) -> Scale:
    """An axis for `needs`, `length` inches long; from 0, or from a round number below `least`.

    Pass 0 for `least` where the axis has to begin at 0.
    """
    start = _start(least, max(need.count for need in needs))
    end = max(start + (need.count - start) / (1 - min(need.room / length, 0.75)) for need in needs)
    end = end if end > start else start + 1
    return Scale(start, end, tuple(count_ticks(start, end, length)))


def level_scale(least: float, most: float, length: float) -> Scale:
    """An upright axis for counts up to `most` with room for an arrow; `least` as above."""
    start = _start(least, most)
    end = max(start + (most - start) / (1 - min(HEADROOM / length, 0.75)), start + 1)
    return Scale(start, end, tuple(count_ticks(start, end, length, 0.25)))


def _start(least: float, most: float) -> float:
    """0, or a round number somewhat below `least`."""
    if least <= 0:
        return 0.0
    unit = _nice((most - least) / 2)
    return max(math.floor((least - (most - least) / 4) / unit) * unit, 0.0)


def count_ticks(
    start: float, end: float, length: float, apart: float = 0.0
) -> list[tuple[float, str]]:
    """Round counts from `start` to `end` on an axis `length` inches long.

    They are `apart` inches apart or more; by default as much as their labels need side by side.
    """
    # lesser steps leave no room, whatever the labels say
    step = _nice((apart or _GAP) * (end - start) / length)
    for _ in range(60):
        first = math.ceil(start / step)
        values = [number * step for number in range(first, math.floor(end / step) + 1)[:200]]
        labels = [count_label(value, end, step) for value in values]
        least = apart or max((width(label, SMALL) for label in labels), default=0.0) + _GAP
        if step / (end - start) * length >= least:
            return list(zip(values, labels, strict=True))
        step = _nice(step * 1.1)
    return []


def _nice(value: float) -> float:
    """The least of 1, 2, 5, 10, 20, 50 … that is not below `value`."""
    unit = 10.0 ** math.floor(math.log10(value)) if value > 1 else 1.0
    return next(unit * step for step in (1, 2, 5, 10) if unit * step >= value * (1 - 1e-9))


def count_label(value: float, most: float, step: float) -> str:
    """A count on an axis up to `most`: in full, or in millions where the ticks are that coarse."""
    for unit, word in _WORDS:
        if most >= unit and step >= unit / 10 and value:
            return say(word, n=digits(f"{value / unit:,.10g}"))
    return digits(f"{value:,.0f}")


def apart(numbers: Iterable[tuple[float, float]], gap: float) -> bool:
    """Whether numbers have `gap` inches between each other; given their middles and their sizes."""
    return all(b - a >= one / 2 + other / 2 + gap for (a, one), (b, other) in pairwise(numbers))


def log_text(message: str) -> str:
    """What a logarithmic axis is and, in a message that has the `factor`, when it is used."""
    what = say(
        "On a logarithmic axis each line stands for ten times as many people as the one before, "
        "and 0 stands apart."
    )
    return f"{what} {say(message, factor=digits(f'{FAR}'))}"


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
    return Scale(scale.start, end, _log_ticks(scale, length, across), first, zero)


def _tenfold(need: Need, first: float, zero: float, length: float) -> float:
    """How many powers of ten the axis needs after its first, so that a count has its room."""
    room = 1 - min(need.room / length, 0.75)
    return math.log10(max(need.count / first, 1.0)) * (1 - zero) / max(room - zero, 0.05)


def _log_ticks(scale: Scale, length: float, across: bool) -> tuple[tuple[float, str], ...]:
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
    high = height(1, SMALL) - _LOG_GAP
    sizes = [width(label, SMALL) if across else high for _, label in ticks]
    return apart(
        [(scale.share(tick) * length, size) for (tick, _), size in zip(ticks, sizes, strict=True)],
        _LOG_GAP,
    )


def day_ticks(first: float, last: float, length: float) -> list[tuple[float, str]]:
    """Days, months or years between two ordinals, with the year on a second line where it turns."""
    for unit, step in _STEPS:
        days = _every(unit, step, first, last)
        gap = length / max((last - first) / (_DAYS[unit] * step), 1e-9)
        if gap >= (0.62 if unit == "day" else 0.5):
            return _dated(days, unit)
    return []


_DAYS = {"day": 1.0, "month": 30.4, "year": 365.2}
# every other day, weeks and halves of a month, so that the first of a month is always among them
_DAYS_OF = {2: range(1, 28, 2), 7: (1, 8, 15, 22), 15: (1, 16)}
_STEPS = (
    *(("day", step) for step in (1, 2, 7, 15)),
    *(("month", step) for step in (1, 2, 3, 6)),
    *(("year", step) for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
)  # fmt: skip


def _every(unit: str, step: int, first: float, last: float) -> list[date]:
    """Every `step` days, months or years from `first` to `last`."""
    low, high = math.ceil(first), math.floor(last)
    if (high - low) / (_DAYS[unit] * step) > 100:
        return []
    if unit == "day":
        days = [date.fromordinal(day) for day in range(low, high + 1)]
        return [day for day in days if step == 1 or day.day in _DAYS_OF[step]]
    begin, end = date.fromordinal(low), date.fromordinal(high)
    months = range(1, 13, step) if unit == "month" else (1,)
    years = [y for y in range(begin.year, end.year + 1) if unit == "month" or y % step == 0]
    firsts = (date(year, month, 1) for year in years for month in months)
    return [day for day in firsts if begin <= day <= end]


def _dated(days: Sequence[date], unit: str) -> list[tuple[float, str]]:
    ticks, year = list[tuple[float, str]](), 0
    for day in days:
        year_text = day_said(day, YEAR) or str(day.year)
        if unit == "year":
            text = year_text
        else:
            text = day_said(day, TICK_DAY if unit == "day" else TICK_MONTH)
            text = text or f"{f'{day.day} ' * (unit == 'day')}{MONTHS[day.month - 1]}"
            text += f"\n{year_text}" if day.year != year else ""
        ticks.append((float(day.toordinal()), text))
        year = day.year
    return ticks


def day_scale(first: float, last: float, length: float) -> Scale:
    """An axis of days from `first` to `last` with a little room at both ends."""
    room = max((last - first) * 0.03, 1.0)
    start, end = max(first - room, FIRST_DAY), min(last + room, LAST_DAY)
    return Scale(start, end, tuple(day_ticks(start, end, length)))
