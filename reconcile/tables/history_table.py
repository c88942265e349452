"""The history of a comparison (R3): each source's figures for one estimand over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from reconcile.aligning.estimates import Estimate
from reconcile.comparison import Comparison
from reconcile.comparison.reading_order import Reading
from reconcile.comparison.schema import SeriesFigure
from reconcile.notation.speech import say
from reconcile.notation.words import signed
from reconcile.tables.flat import Flat, as_it_is, estimand_columns, flat as flat_table
from reconcile.tables.layout import INDENT, Shown, TableShape, ended, laid, wrapped
from reconcile.wording.case_texts import cut_text, status_name
from reconcile.wording.characters import NO_BREAK
from reconcile.wording.claim_texts import column_date, figure_text, legend, lines_of, source_text
from reconcile.wording.estimand_texts import dotted, estimand_text, labels, measure_text


class Dated(NamedTuple):
    """A figure of a series, and the estimate that it is."""

    row: SeriesFigure
    estimate: Estimate
    repeated: bool  # the source gave another figure as of the same day
    reading: Reading

    @property
    def figure(self) -> str:
        """What was said, or that it was taken back."""
        return status_name("withdrawn") if self.estimate.withdrawn else figure_text(self.estimate)

    @property
    def as_of(self) -> str:
        """Its as-of date, and where that does not tell it from others when it was published."""
        day = column_date(self.row.as_of)
        if not self.repeated:
            return day
        return say(
            "{day}, published {published_day}",
            day=day,
            published_day=column_date(self.row.published),
        )

    @property
    def subject(self) -> str:
        """The file and the estimand; of a part its short name, further in below its whole."""
        if not self.reading.depth:
            return f"{self.row.case}.csv · {estimand_text(self.row)}"
        part = self.reading.part or self.row.population
        where = self.reading.part_of_place or self.row.place
        return f"{NO_BREAK * 2 * self.reading.depth}{dotted(part, where, measure_text(self.row))}"


_DAYS = {
    "as-of": Shown[Dated]("as of", lambda one: one.as_of, widest=36),
    "published": Shown[Dated]("published", lambda one: column_date(one.row.published), widest=26),
}
_COLUMNS = (
    Shown[Dated]("figure", lambda one: one.figure, True, 24),
    Shown[Dated]("change", lambda one: _signed(one.row.change), True, 12),
    Shown[Dated]("a day", lambda one: _signed(one.row.change_per_day, 1), True, 9),
    Shown[Dated]("status", lambda one: status_name(one.row.status), widest=11),
    Shown[Dated]("line", lambda one: ", ".join(lines_of(one.row.where)), widest=40),
)
_GIVING = ((5, 10), (0, 14), (1, 14))
_FLAT = (
    Shown[Dated]("source", lambda one: source_text(one.estimate)),
    *as_it_is("published", "as_of", of=lambda one: one.row),
    *_COLUMNS,
)


def text(comparison: Comparison, width: int) -> str:
    """Each source's figures under its name and estimand, oldest first, for `width` cells."""
    entries = _entries(comparison)
    lines = wrapped(cut_text(comparison), width)
    for by, figures in groupby(entries, key=lambda one: comparison.runs_by(one.row.case)):
        shape = TableShape((_DAYS[by], *_COLUMNS), _GIVING)
        lines += _listed([*figures], shape, width)
    notes = [
        *labels(comparison.alignment.parsed.ledger.measures, (one.row for one in entries)),
        *legend(comparison.alignment, comparison.by_number.values()),
    ]
    return ended(lines, notes, width)


def _listed(entries: Sequence[Dated], shape: TableShape[Dated], width: int) -> Iterator[str]:
    """The lines of some figures, in columns of one width."""
    table = laid(shape, entries, width, INDENT)
    rows = iter(table.rows)
    for subject, each in groupby(entries, key=lambda one: one.subject):
        yield from ("", *wrapped(subject, width))
        for holder, figures in groupby(each, key=lambda one: source_text(one.estimate)):
            yield from (*wrapped(holder, width, "  "), *table.head)
            yield from (line for _ in figures for line in next(rows))


def flat(comparison: Comparison) -> Flat:
    """One line a figure."""
    entries = _entries(comparison)
    return flat_table((*estimand_columns(entries, lambda one: one.row), *_FLAT), entries)


def _entries(comparison: Comparison) -> list[Dated]:
    figures = [
        (row, comparison.by_number[row.number]) for row in comparison.history.rows(SeriesFigure)
    ]
    days = {(one.estimand, one.source, one.as_of, one.published) for _, one in figures}
    times = Counter(day[:-1] for day in days)
    read = comparison.order.of
    return [
        Dated(
            row, one, times[one.estimand, one.source, one.as_of] > 1,
            read(row.case, row.population, row.place),
        )
        for row, one in figures
    ]  # fmt: skip


def _signed(value: float, digits: int | None = None) -> str:
    if value != value:
        return ""
    return signed(value if digits is None else round(value, digits))
