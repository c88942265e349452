"""Where labels go so that none lies on another or on a mark: boxes, in inches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from `left`, `top` to `right`, `bottom`; `top` is above, so it is the less."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Box:
        """The box with a margin around it."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


class Field:
    """An area with boxes in it, to which labels are added where they are free."""

    def __init__(self, area: Box, taken: Iterable[Box]) -> None:
        self._area = area
        self._taken = np.array([_row(box) for box in taken], dtype=float).reshape(-1, 4)
        self._count = len(self._taken)

    def free(self, box: Box) -> bool:
        """Whether `box` lies in the area and touches nothing in it."""
        area = self._area
        if box.left < area.left or box.right > area.right:
            return False
        if box.top < area.top or box.bottom > area.bottom:
            return False
        left, top, right, bottom = self._taken[: self._count].T
        beside = (right <= box.left) | (left >= box.right)
        apart = beside | (bottom <= box.top) | (top >= box.bottom)
        return bool(apart.all())

    def inside(self, area: Box) -> Field:
        """The same boxes in another area; what is taken in the one is free in the other."""
        other = Field(area, ())
        other._taken, other._count = self._taken[: self._count].copy(), self._count
        return other

    def take(self, box: Box) -> None:
        """Let nothing else lie on `box`."""
        if self._count == len(self._taken):
            self._taken = np.resize(self._taken, (2 * self._count + 8, 4))
        self._taken[self._count] = _row(box)
        self._count += 1

    def first_free(self, boxes: Iterable[Box]) -> Box | None:
        """The first of `boxes` that is free, which is then taken."""
        for box in boxes:
            if self.free(box):
                self.take(box)
                return box
        return None


def _row(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def spread(
    wanted: Sequence[float], heights: Sequence[float], area: tuple[float, float]
) -> list[float]:
    """Upper edges for labels under one another that keep near the middles `wanted`.

    Labels keep the order of `wanted`, which ascends, do not overlap, and lie within `area` if
    that is high enough for all. Labels that press on each other share the shift equally.
    """
    groups: list[tuple[float, float, int]] = []  # upper edge, height, labels
    for middle, high in zip(wanted, heights, strict=True):
        top, total, count = _within(middle - high / 2, high, area), high, 1
        while groups and groups[-1][0] + groups[-1][1] > top:
            above_top, above_high, above_count = groups.pop()
            shifted = (above_top * above_count + (top - above_high) * count) / (above_count + count)
            total, count = above_high + total, above_count + count
            top = _within(shifted, total, area)
        groups.append((top, total, count))
    edges, following = list[float](), iter(heights)
    for top, _, count in groups:
        for high in islice(following, count):
            edges.append(top)
            top += high
    return edges


def _within(top: float, high: float, area: tuple[float, float]) -> float:
    return max(min(top, area[1] - high), area[0])
