"""R13: what is said of a copied or calculated series: its arithmetic, and what to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from reconcile.aligning.estimates import ESTIMAND
from reconcile.aligning.relays import Statements
from reconcile.aligning.typed_cells import Parsed
from reconcile.columnar import Cells
from reconcile.comparison.copied_series import (
    CARRIED,
    EQUAL,
    LINE,
    MULTIPLE,
    OffPoint,
    Pattern,
)
from reconcile.errors import excerpt
from reconcile.notation.bases import ESTIMATED
from reconcile.notation.words import joined, number, several
from reconcile.storage.ledger_files import SOURCES

_EXAMPLES = 3  # of the arithmetic that are written out: the first ones, and the last
_MOST_OFF = 5  # values that are off, named in a sentence


@dataclass(frozen=True)
class PatternTexts:
    """The sentences on the patterns among the statements `said` of a ledger."""

    parsed: Parsed
    said: Statements

    def arithmetic(self, found: Pattern) -> str:
        """What agrees with what, by which arithmetic, and what does not."""
        told = {EQUAL: self._copy, LINE: self._line, CARRIED: self._run}
        return f"{told.get(found.kind, self._copy)(found)}{self._off(found)}"

    def each(self, found: Pattern) -> list[str]:
        """Every value that is as the pattern has it, then those that are not."""
        times = f"{number(found.factor)} × " if found.kind == MULTIPLE else ""
        alike = [
            f"{self._claim(mine)} = {times}{self._claim(its)}" if its >= 0 else self._claim(mine)
            for mine, its in found.agreeing
        ]
        return [*alike, *(f"off: {self._off_text(one)}" for one in found.off)]

    def proposal(self, found: Pattern) -> str:
        """What to write where, if the pattern is what it looks like."""
        source = self.cell(found.own[0], "source")
        told = list[str]()
        if found.kind != EQUAL:
            told.append(f"{ESTIMATED} into basis of {self._rows(found.own)}")
        if found.other and found.kind != CARRIED:
            other = self.cell(found.other[0], "source")
            if other != source:
                told.append(f"{excerpt(other)} into derives_from of {self._listed(source)}")
        return " or ".join(told)

    def corrections(self, found: Pattern) -> str:
        """Which value to correct to what, if it is mistyped; nothing where none is off."""
        return joined(
            (f"{number(each.should)} for {self._claim(each.statement)}" for each in found.off),
            "and",
        ) if found.off else ""  # fmt: skip

    def counted(self, statement: int, beside: int) -> str:
        """What a statement counts, as far as it is not what another counts."""
        one, other = self._row(statement), self._row(beside)
        words = [cells[one] for cells in self._counted if cells.codes[one] != cells.codes[other]]
        return " · ".join(excerpt(word) for word in words if word)

    @cached_property
    def _counted(self) -> list[Cells]:
        """The columns that say what is counted, the canonical measure first."""
        names = [name for name in ESTIMAND if name not in ("case", "measure", "since")]
        rows = self.parsed.ledger.rows
        return [self.parsed.typed.cells("measure"), *map(rows.cells, (*names, "since"))]

    def cell(self, statement: int, column: str) -> str:
        """The text of a cell of the first row of a statement."""
        return self.parsed.ledger.rows.cells(column)[self._row(statement)]

    def where(self, statements: Sequence[int]) -> str:
        """`file:line` of the first row of each statement."""
        return self.parsed.ledger.where(map(self._row, statements))

    def _row(self, statement: int) -> int:
        return int(self.said.columns["row"][statement])

    def _value(self, statement: int) -> str:
        return number(float(self.said.columns["point"][statement]))

    def _claim(self, statement: int) -> str:
        """A value with its row."""
        return f"{self._value(statement)} ({self.where([statement])})"

    def _rows(self, statements: Sequence[int]) -> str:
        """The rows of a series, from the first to the last."""
        rows = sorted(map(self._row, statements))
        ends = self.parsed.ledger.where([rows[0], rows[-1]]).split()
        return f"the {len(rows)} rows from {ends[0]} to {ends[1]}"

    def _listed(self, source: str) -> str:
        """A source with its line in the list of sources."""
        if source in self._lines:
            return f"{excerpt(source)} ({SOURCES}:{self._lines[source]})"
        return f"{excerpt(source)} in {SOURCES}, where it has no line"

    @cached_property
    def _lines(self) -> dict[str, int]:
        """The first line of every source in the list of sources."""
        table, lines = self.parsed.ledger.sources_table, dict[str, int]()
        if table is not None:
            for record, line in zip(table.records(), table.lines.tolist(), strict=True):
                lines.setdefault(record.get("source", ""), line)
        return lines

    def _copy(self, found: Pattern) -> str:
        """The same values as another series has, or a multiple of them."""
        own, other = found.own[0], found.other[0]
        source = self.cell(other, "source")
        of = "the same source" if source == self.cell(own, "source") else excerpt(source)
        what = self.counted(other, own)
        theirs = f"{what or 'those'} of {of}"
        times = "" if found.kind == EQUAL else f"{number(found.factor)} × "
        agree = found.agreeing
        shown = agree if len(agree) <= _EXAMPLES else [*agree[: _EXAMPLES - 1], agree[-1]]
        each = "; ".join(f"{self._claim(mine)} = {times}{self._claim(its)}" for mine, its in shown)
        counted = self.counted(own, other)
        mine = counted or f"the figures of {excerpt(self.cell(own, 'source'))}"
        are = "is" if counted else "are"
        return (
            f"{mine} {are} {times}{theirs}"
            f"{' to the digit' if found.kind == EQUAL else ''}{self._many(found)}: {each}"
        )

    def _line(self, found: Pattern) -> str:
        """A straight line, with its ends and how much it rises."""
        first, last = (found.agreeing[at][0] for at in (0, -1))
        source = excerpt(self.cell(found.own[0], "source"))
        rise = f"{abs(found.per_day):.4g} {'more' if found.per_day > 0 else 'fewer'} a day"
        return (
            f"the figures of {source} lie on a straight line{self._many(found)}: {rise}, from "
            f"{self._claim(first)} to {self._claim(last)}"
        )

    def _run(self, found: Pattern) -> str:
        """A value that stays, and the other source that moved."""
        first, last = (found.agreeing[at][0] for at in (0, -1))
        source = self.cell(found.other[0], "source")
        return (
            f"{self._value(first)} is carried forward{self._many(found)}, from "
            f"{self.where([first])} to {self.where([last])}, while {excerpt(source)} went from "
            f"{self._claim(found.other[0])} to {self._claim(found.other[1])}"
        )

    @staticmethod
    def _many(found: Pattern) -> str:
        """On how many dates it is so."""
        dates, off = len(found.own), len(found.off)
        return f" on {number(dates - off)} of {several(dates, 'date')}" if off else (
            f" on all of {several(dates, 'date')}"
        )  # fmt: skip

    def _off(self, found: Pattern) -> str:
        """What is not so: each value with its row, and what it would be."""
        told = [self._off_text(each) for each in found.off[:_MOST_OFF]]
        if more := len(found.off) - len(told):
            told.append(f"{more} more")
        return f"; but {joined(told)}" if told else ""

    def _off_text(self, off: OffPoint) -> str:
        beside = f" beside {self._claim(off.beside)}" if off.beside >= 0 else ""
        return f"{self._claim(off.statement)} would be {number(off.should)}{beside}"
