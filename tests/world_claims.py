"""Claims about invented histories, in every notation, as rows of a ledger."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from hypothesis import strategies as st
from world_search import Said, said
from worlds import CASUALTIES, FALLING, OUTCOMES, Node, World

FIRST = date(2025, 1, 10).toordinal()
HEADER = (
    "source", "via", "published", "since", "as_of", "population", "place", "measure", "figure",
)  # fmt: skip


def iso(day: int) -> str:
    """The date of a day of a history, which counts them from 0."""
    return date.fromordinal(FIRST + day).isoformat()


def day_of(text: str) -> int:
    """The day of a history that an ISO date is."""
    return date.fromisoformat(text).toordinal() - FIRST


@dataclass(frozen=True)
class Row:
    """A row of a case and what it says."""

    source: str
    published: str
    as_of: str
    measure: str
    figure: str
    said: Said
    via: str = ""

    def cells(self) -> tuple[str, ...]:
        """In the order of `HEADER`."""
        since = "" if self.said.since is None else iso(self.said.since)
        named = (self.source, self.via, self.published, since, self.as_of)
        return (*named, *self.said.node, self.measure, self.figure)


def ledger(rows: Iterable[Row]) -> str:
    """The text of a case that holds these rows; row i stands on line i + 2."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([HEADER, *(row.cells() for row in rows)])
    return text.getvalue()


class Figure(NamedTuple):
    """A figure and the counts that it allows."""

    text: str
    lower: int
    upper: int | None


def about(number: int) -> tuple[int, int]:
    """Counts within half a unit of the last digit that is not 0, and within a tenth."""
    unit = 1
    while number and number % (10 * unit) == 0:
        unit *= 10
    near = [
        count
        for count in range(number - unit, number + unit + 1)
        if 2 * abs(count - number) <= unit and 10 * abs(count - number) <= number
    ]
    return min(near), max(near)


def _exact(draw: st.DrawFn, count: int) -> Figure:
    return Figure(f"{count:,}", count, count)


def _about(draw: st.DrawFn, count: int) -> Figure:
    near = [count, *(round(count, -places) for places in (1, 2, 3))]
    number = draw(st.sampled_from([n for n in near if about(n)[0] <= count <= about(n)[1]]))
    form = draw(st.sampled_from(["~{:,}", "≈{}", "about {:,}", "c. {:,}", "{:,} (est.)"]))
    return Figure(form.format(number), *about(number))


def _at_least(draw: st.DrawFn, count: int) -> Figure:
    least = draw(st.integers(max(count - 2, 0), count))
    form = draw(st.sampled_from([">={:,}", "≥{:,}", "{:,}+", "at least {:,}"]))
    return Figure(form.format(least), least, None)


def _more_than(draw: st.DrawFn, count: int) -> Figure:
    if count == 0:
        return Figure(">=0", 0, None)
    least = draw(st.integers(max(count - 2, 1), count))
    form = draw(st.sampled_from([">{:,}", "more than {:,}", "over {:,}"]))
    return Figure(form.format(least - 1), least, None)


def _at_most(draw: st.DrawFn, count: int) -> Figure:
    most = draw(st.integers(count, count + 2))
    form, more = draw(
        st.sampled_from([("<={:,}", 0), ("up to {:,}", 0), ("<{:,}", 1), ("fewer than {:,}", 1)])
    )
    return Figure(form.format(most + more), 0, most)


def _range(draw: st.DrawFn, count: int) -> Figure:
    low, high = draw(st.integers(max(count - 2, 0), count)), draw(st.integers(count, count + 2))
    form = draw(
        st.sampled_from(["{:,}–{:,}", "{:,}-{:,}", "{:,} to {:,}", "between {:,} and {:,}"])
    )
    return Figure(form.format(low, high), low, high)


def _about_range(draw: st.DrawFn, count: int) -> Figure:
    low, high = draw(st.integers(max(count - 2, 0), count)), draw(st.integers(count, count + 2))
    return Figure(f"~{low:,}–{high:,}", about(low)[0], about(high)[1])


def _range_and_up(draw: st.DrawFn, count: int) -> Figure:
    low = draw(st.integers(max(count - 2, 0), count))
    return Figure(f"{low:,}–{low + draw(st.integers(0, 2)):,}+", low, None)


def _best(draw: st.DrawFn, count: int) -> Figure:
    low, high = draw(st.integers(max(count - 2, 0), count)), draw(st.integers(count, count + 2))
    best, more = draw(st.integers(low, high)), draw(st.sampled_from(["", "", "+"]))
    return Figure(f"{best:,} ({low:,}–{high:,}{more})", low, None if more else high)


def _unknown(draw: st.DrawFn, count: int) -> Figure:
    return Figure("unknown", 0, None)


NOTATIONS = (
    _exact, _exact, _exact, _exact, _about, _at_least, _more_than, _at_most, _range, _about_range,
    _range_and_up, _best, _unknown,
)  # fmt: skip


@st.composite
def figures(draw: st.DrawFn, count: int) -> Figure:
    """A figure that allows `count`, in any notation."""
    return draw(st.sampled_from(NOTATIONS))(draw, count)


class Dated(NamedTuple):
    """A date and the days that it may be."""

    text: str
    first: int
    last: int


@st.composite
def dates(draw: st.DrawFn, day: int, since: int | None = None, last: int = 5) -> Dated:
    """A date that may be `day`: one day, or a few up to `last`, which may begin before `since`.

    An approximate date may reach a day beyond what is asked; with `since` there is none.
    """
    kinds = ["day", "day", "span"] if since is not None else ["day", "day", "span", "about"]
    kind = draw(st.sampled_from(kinds))
    mark = draw(st.sampled_from(["", "", "?"]))
    if kind == "day":
        return Dated(iso(day) + mark, day, day)
    if kind == "about":
        middle = draw(st.integers(max(day - 1, 0), min(day + 1, last)))
        return Dated(f"{iso(middle)}~", middle - 1, middle + 1)
    start = draw(st.integers(max(0, day - 3), day))
    end = draw(st.integers(day, max(min(last, day + 3), day)))
    return Dated(f"{iso(start)}/{iso(end)}{mark}", start, end)


def measures(world: World) -> list[str]:
    """Single outcomes, sums of them, `casualties` and, if it is counted here, `deployed`."""
    sums = ["killed+wounded", "killed+missing", "wounded+captured", "wounded+missing",
            "killed+wounded+missing", "missing+captured", "+".join(OUTCOMES)]  # fmt: skip
    sent = ["deployed"] * 4 if "deployed" in world.outcomes else []
    return [*world.outcomes, *OUTCOMES[:2], *sums, "killed+wounded", "casualties", *sent]


@st.composite
def moments(draw: st.DrawFn, world: World) -> tuple[Node, int, int | None]:
    """A node, a day and, for one claim in four, a first day counted."""
    node, day = draw(st.sampled_from(world.nodes)), draw(st.integers(0, world.days - 1))
    since = draw(st.integers(0, day)) if draw(st.integers(0, 3)) == 3 else None
    return node, day, since


@st.composite
def statements(
    draw: st.DrawFn, world: World, source: str, kinds: list[str], *, free: bool = False,
    most: int = 1,
) -> list[Row]:  # fmt: skip
    """What one source said of one node and date: up to `most` measures of `kinds` and relays.

    All are true of one day that the date may be, unless the claims are `free`: then the counts are
    any.
    """
    node, day, since = draw(moments(world))
    dated = draw(dates(day, since, world.days - 1))
    as_of, published = draw(st.sampled_from([
        (dated.text, ""), ("", dated.text), (dated.text, iso(dated.last + 2)),
    ]))  # fmt: skip
    rows = list[Row]()
    several = st.lists(st.sampled_from(kinds), min_size=1, max_size=most, unique=True)
    for measure in draw(several):
        count = draw(st.integers(0, 4)) if free else world.count(node, measure, day, since)
        for relay in range(draw(st.integers(1, most))):
            figure = draw(figures(count))
            told = said(node, measure, *dated[1:], *figure[1:], since)
            via = f"relay {relay}" if relay else ""
            rows.append(Row(source, published, as_of, measure, figure.text, told, via))
    return rows


@st.composite
def claims(
    draw: st.DrawFn, world: World, *, sources: str = "ABCDAB", free: bool = False, most: int = 1,
    mixed: bool = False,
) -> list[Row]:  # fmt: skip
    """What each of some sources said, in the order of the ledger (see `statements`).

    A source that speaks twice speaks of two dates, so that it corrects nothing. If definitions are
    `mixed`, `casualties` is another sum in each statement.
    """
    said_by = dict[tuple[object, ...], list[Row]]()
    # claims of a few measures meet more often
    few = st.lists(st.sampled_from(measures(world)), min_size=1, max_size=4)
    kinds = draw(few) if draw(st.booleans()) else measures(world)
    for source in sources[: draw(st.integers(2, len(sources)))]:
        meant = replace(world, casualties=draw(st.sampled_from(CASUALTIES))) if mixed else world
        rows = draw(statements(meant, source, kinds, free=free, most=most))
        one = rows[0].said
        said_by.setdefault((source, one.node, one.first, one.last, one.since), rows)
    return [row for rows in said_by.values() for row in rows]


def searched(rows: Iterable[Row]) -> list[Row]:
    """Those whose claims the exhaustive search can take: no missing since a day."""
    return [
        row for row in rows
        if row.said.since is None or not (row.said.surely | row.said.perhaps) & set(FALLING)
    ]  # fmt: skip


def with_figure(row: Row, figure: Figure) -> Row:
    """The row with another figure."""
    told = replace(row.said, lower=figure.lower, upper=figure.upper)
    return replace(row, figure=figure.text, said=told)
