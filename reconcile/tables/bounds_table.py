"""What the claims leave possible (R10), to read: what contradicts, who settles it, the bounds."""

from __future__ import annotations

from itertools import groupby

from reconcile.bounding import Bounds
from reconcile.comparison.schema import BoundsRow, ContradictingClaim, SettlementRow
from reconcile.notation.words import number
from reconcile.tables.flat import Flat, as_it_is, estimand_columns, flat as flat_table
from reconcile.tables.layout import INDENT, Shown, TableShape, ended, laid, wrapped
from reconcile.wording.bound_texts import BoundRun, ToldBounds, possible_text
from reconcile.wording.case_texts import known_text, tolerance_text
from reconcile.wording.claim_texts import speaks_for_a_party, where_text
from reconcile.wording.verdict_on_claims import (
    CANNOT_HOLD,
    MOST_SHOWN,
    WITHDRAWN,
    often_text,
    settled_by,
    summary,
    telling,
    unlisted_text,
    withdrawing_texts,
)

COLUMNS = (
    Shown[BoundRun]("as of", lambda run: run.span, widest=29),
    Shown[BoundRun]("possible", lambda run: run.possible, True, 23),
    Shown[BoundRun]("one more wrong", lambda run: run.possible_next, True, 23),
    Shown[BoundRun]("at least, from", lambda run: run.resting(run.low), widest=40),
    Shown[BoundRun]("at most, from", lambda run: run.resting(run.high), widest=40),
)
_SHAPE = TableShape(COLUMNS, giving=((3, 13), (4, 13), (0, 13)))
_BY_DAY = (
    Shown[BoundsRow]("reading", lambda row: row.reading),
    Shown[BoundsRow]("as of", lambda row: row.as_of),
    Shown[BoundsRow]("wrong", lambda row: f"{row.wrong} of {row.of}", True),
    Shown[BoundsRow]("possible", lambda row: possible_text(row.lower, row.upper), True),
    Shown[BoundsRow](
        "one more wrong", lambda row: possible_text(row.next_lower, row.next_upper), True
    ),
    Shown[BoundsRow]("at least, from", lambda row: where_text(row.lower_from)),
    Shown[BoundsRow]("at most, from", lambda row: where_text(row.upper_from)),
)
_SETTLED = (
    *as_it_is("group", "settlement", "set_aside", "kept"),
    *as_it_is("population", "place", "measure", "basis", "since", "as_of"),
    Shown[SettlementRow]("possible", lambda row: possible_text(row.lower, row.upper), True),
)
_CONTRADICTIONS = (
    Shown[ContradictingClaim]("set", lambda row: str(row.set), True),
    *as_it_is("source", "population", "place", "measure", "basis", "as_of"),
    *as_it_is("figure", right=True),
    Shown[ContradictingClaim]("where", lambda row: where_text(row.where)),
)


def text(found: Bounds, width: int, explain: bool = False) -> str:
    """Contradictions, settlements and the bounds of every estimand, for `width` cells."""
    told = ToldBounds(found)
    lines = [*wrapped(_conditions(found), width), "", *_outcome(told, width, few=not explain)]
    if explain and found.contradictions:
        changes = withdrawing_texts(told)
        lines += ["", *wrapped(WITHDRAWN, width)]
        lines += [line for each in changes for line in wrapped(f"- {each}", width, "  ", INDENT)]
    table = laid(_SHAPE, told.runs, width)
    listed = zip(told.runs, table.rows, strict=True)
    for _, group in groupby(listed, key=lambda entry: entry[0].target):
        each = list(group)
        lines += ["", *wrapped(_headed(each[0][0]), width), "", *table.head]
        for run, cells in each:
            notes = [
                *([run.settled] if run.settled else []),
                *((*run.explained, *run.changing) if explain else ()),
            ]
            lines += cells
            for note in notes:
                lines += wrapped(note, width, INDENT, INDENT * 2)
    return ended(lines, _notes(told), width)


def outcome_text(found: Bounds, width: int) -> str:
    """What contradicts and what settles it, for `width` cells."""
    told = ToldBounds(found)
    return ended(_outcome(told, width, few=False), _notes(told), width)


def _conditions(found: Bounds) -> str:
    """The cut, and what else shaped the bounds."""
    known = known_text(found.comparison.alignment.cut)
    return f"{known} · each claim at its own date · {tolerance_text(found.comparison)}"


def _headed(run: BoundRun) -> str:
    """The estimand, and under what condition the counts are possible if there is one."""
    if not run.tree.wrong:
        return run.subject
    verb = "is" if run.tree.wrong == 1 else "are"
    return (
        f"{run.subject} · if at most {number(run.tree.wrong)} of {run.tree.of} sources {verb} wrong"
    )


def _outcome(told: ToldBounds, width: int, *, few: bool) -> list[str]:
    """Whether the claims can hold together; what contradicts, all or the few that tell the most,
    and what settles it.
    """
    lines = wrapped(summary(told.found), width)
    if often := often_text(told):
        lines += ["", *wrapped(often, width)]
    sets, settled = told.contradictions(), told.settlements
    shown = [sets[at] for at in telling(told.found)] if few else sets
    for heading, entries, all_, command in (
        (CANNOT_HOLD, shown, sets, "--contradictions"),
        (settled_by(told.found), settled[:MOST_SHOWN], settled, "--settlements --format csv"),
    ):
        lines += ["", *wrapped(heading, width)] if entries else []
        lines += [line for entry in entries for line in wrapped(f"- {entry}", width, "  ", INDENT)]
        if more := len(all_) - len(entries):
            lines.append(f"  and {number(more)} more: reconcile bounds {command}")
    if unlisted := unlisted_text(told.found):
        lines += ["", *wrapped(unlisted, width)]
    return lines


def _notes(told: ToldBounds) -> list[str]:
    """What the numbers and marks beside sources mean."""
    party = any(row.side for row in told.claims.values())
    return ["Numbers beside a source are lines of its case.", *([speaks_for_a_party()] * party)]


def flat(found: Bounds) -> Flat:
    """One line an estimand, reading and day."""
    rows = found.table.rows(BoundsRow)
    return flat_table((*estimand_columns(rows), *_BY_DAY), rows)


def flat_settlements(found: Bounds) -> Flat:
    """One line a settlement, estimand, reading and day."""
    return flat_table(_SETTLED, found.settlements.rows(SettlementRow))


def flat_contradictions(found: Bounds) -> Flat:
    """One line a claim of a contradiction."""
    return flat_table(_CONTRADICTIONS, found.contradicting.rows(ContradictingClaim))
