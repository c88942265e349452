"""What the claims leave possible (R10), to read: what contradicts, what gives, and the bounds."""

from __future__ import annotations

from itertools import groupby

from reconcile.aligning.estimates import rows_of
from reconcile.bounding import Bounds
from reconcile.comparison.schema import Adjustment, BoundsRow
from reconcile.notation.words import signed
from reconcile.tables.flat import Flat, as_it_is, estimand_columns, flat as flat_table
from reconcile.tables.layout import INDENT, Shown, TableShape, ended, laid, wrapped
from reconcile.wording.bound_texts import (
    CANNOT_HOLD,
    GIVES,
    BoundRun,
    ToldBounds,
    moved_text,
    possible_text,
    summary,
)
from reconcile.wording.case_texts import known_text
from reconcile.wording.claim_texts import SPEAKS_FOR_A_PARTY, where_text

COLUMNS = (
    Shown[BoundRun]("as of", lambda run: run.span, widest=29),
    Shown[BoundRun]("possible", lambda run: run.possible, True, 23),
    Shown[BoundRun]("at least, from", lambda run: run.resting(run.low), widest=40),
    Shown[BoundRun]("at most, from", lambda run: run.resting(run.high), widest=40),
)
_SHAPE = TableShape(COLUMNS, giving=((2, 16), (3, 16), (0, 16)))
_BY_DAY = (
    Shown[BoundsRow]("as of", lambda row: row.as_of),
    Shown[BoundsRow]("possible", lambda row: possible_text(row.lower, row.upper), True),
    Shown[BoundsRow]("at least, from", lambda row: where_text(row.lower_from)),
    Shown[BoundsRow]("at most, from", lambda row: where_text(row.upper_from)),
)
_ADJUSTMENTS = (
    *as_it_is("source", "measure", "as_of"),
    *as_it_is("figure", right=True),
    Shown[Adjustment]("adjustment", lambda row: signed(row.adjustment), True),
    Shown[Adjustment]("relative", lambda row: f"{row.relative:.4f}", True),
    Shown[Adjustment]("where", lambda row: where_text(row.where)),
)


def text(found: Bounds, width: int, explain: bool = False) -> str:
    """Contradictions, adjustments and the bounds of every estimand, for `width` cells."""
    told = ToldBounds(found)
    known = f"{known_text(found.comparison.alignment.cut)} · each claim at its own date"
    lines = [*wrapped(known, width), "", *_outcome(told, width)]
    table = laid(_SHAPE, told.runs, width)
    listed = zip(told.runs, table.rows, strict=True)
    for _, group in groupby(listed, key=lambda entry: entry[0].target.estimand):
        each = list(group)
        lines += ["", *wrapped(each[0][0].subject, width), "", *table.head]
        for run, cells in each:
            lines += cells
            for note in run.explained if explain else ():
                lines += wrapped(note, width, INDENT, INDENT * 2)
    return ended(lines, _notes(told), width)


def gives_text(found: Bounds, width: int) -> str:
    """What contradicts and what gives, for `width` cells."""
    told = ToldBounds(found)
    return ended(_outcome(told, width), _notes(told), width)


def _outcome(told: ToldBounds, width: int) -> list[str]:
    """Whether the claims can hold together; what contradicts, and what gives."""
    lines = wrapped(summary(told.found), width)
    gives = [f"{told.placed(row.number)}: {moved_text(row)}" for row in told.gives]
    for heading, entries in ((CANNOT_HOLD, told.contradictions()), (GIVES, gives)):
        lines += ["", *wrapped(heading, width)] if entries else []
        lines += [line for entry in entries for line in wrapped(f"- {entry}", width, "  ", INDENT)]
    return lines


def _notes(told: ToldBounds) -> list[str]:
    """What the numbers and marks beside sources mean."""
    party = any(row.side for row in told.claims.values())
    return ["Numbers beside a source are lines of its case.", *([SPEAKS_FOR_A_PARTY] * party)]


def flat(found: Bounds) -> Flat:
    """One line an estimand and day."""
    rows = rows_of(BoundsRow, found.table)
    return flat_table((*estimand_columns(rows), *_BY_DAY), rows)


def flat_adjustments(found: Bounds) -> Flat:
    """One line a claim that has to give."""
    return flat_table(_ADJUSTMENTS, rows_of(Adjustment, found.adjustments))
