"""The paths of a drawing written short: to a tenth, and each point by its way from the last."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

_NUMBER = re.compile(r"-?[0-9]+\.[0-9]+")
_POINT = re.compile(r"([ML]) ?(\S+) (\S+)")
_PLAIN = re.compile(r"(?:[ML] ?\S+ \S+\s*)+(?:z\s*)?")


class _Point(NamedTuple):
    """Where a path goes, in tenths; `moves` without a line."""

    moves: bool
    x: int
    y: int


def rounded(text: str) -> str:
    """Text with its numbers to a tenth."""
    return _NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), text)


def path(text: str) -> str:
    """A path without the points that its straight lines pass through anyway; one that begins
    where it has to, so that others can be written after it.
    """
    if not _PLAIN.fullmatch(text):
        return " ".join(rounded(text).split())
    points = list[_Point]()
    for way, x, y in _POINT.findall(text):
        point = _Point(way == "M", round(float(x) * 10), round(float(y) * 10))
        if len(points) > 1 and _passed(points[-2], points[-1], point):
            points.pop()
        points.append(point)
    return _written(points) + "z" * text.rstrip().endswith("z")


def _passed(before: _Point, middle: _Point, after: _Point) -> bool:
    """Whether a line along an axis passes through its middle point."""
    if middle.moves or after.moves:
        return False
    level = before.x == middle.x == after.x or before.y == middle.y == after.y
    return level and (
        min(before.x, after.x) <= middle.x <= max(before.x, after.x)
        and min(before.y, after.y) <= middle.y <= max(before.y, after.y)
    )


def _written(points: list[_Point]) -> str:
    text, last = f"M{_pair(points[0].x, points[0].y)}", "M"
    for before, point in pairwise(points):
        x, y = point.x - before.x, point.y - before.y
        if not point.moves and 0 in (x, y):
            text, last = f"{text}{f'v{_tenths(y)}' if y else f'h{_tenths(x)}'}", ""
            continue
        way = "m" if point.moves else "l"
        between = way if way != last else "" if x < 0 else " "
        text, last = f"{text}{between}{_pair(x, y)}", way
    return text


def _pair(x: int, y: int) -> str:
    return f"{_tenths(x)}{'' if y < 0 else ' '}{_tenths(y)}"


def _tenths(count: int) -> str:
    whole, part = divmod(abs(count), 10)
    return "-" * (count < 0) + (str(whole) if whole or not part else "") + f".{part}" * bool(part)
