"""What the claims leave possible (R10), to read: what contradicts, what gives, and the bounds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reconcile.bounding import Bounds
from reconcile.bounding.extremes import Bound
from reconcile.bounding.solution import Solved
from reconcile.comparison.nests import Subject
from reconcile.comparison.reasons import number
from reconcile.notation.dates import in_words, iso
from reconcile.tables.flat import Flat, estimand_columns, flat as flat_table
from reconcile.tables.layout import columns, fitted, wrapped
from reconcile.wording.phrases import (
    PARTY,
    claim_text,
    counts_text,
    known_text,
    since_text,
    source_text,
    where_text,
)
from reconcile.wording.proofs import facts, proof, readings, signed

INDENT = "    "
_HEAD = ("as of", "possible", "at least, from", "at most, from")
_RIGHT = (False, True, False, False)
_WIDEST = (29, 23, 40, 40)
NOT_WRONG = "A claim that has to give is not thereby the wrong one."
CUT_SHORT = (
    "The search through the days that vague dates may be was cut short: what contradicts may be "
    "more than is told."
)


@dataclass(frozen=True)
class Run:
    """Days that follow one another with the same bounds of one estimand."""

    tree: Solved
    target: Subject
    first: float
    last: float
    low: Bound
    high: Bound

    @property
    def span(self) -> str:
        """The days in words."""
        first, last = (in_words(iso(day)) or "no date" for day in (self.first, self.last))
        return first if first == last else f"{first} to {last}"


def runs(found: Bounds) -> Iterator[Run]:
    """The bounds of every estimand, days with equal bounds put together, in reading order."""
    for tree in found.trees:
        for _, group in groupby(tree.bounds, key=lambda entry: entry[0].estimand):
            for _, same in groupby(group, key=lambda entry: (entry[2].number, entry[3].number)):
                entries = list(same)
                target, first, low, high = entries[0]
                yield Run(tree, target, first, entries[-1][1], low, high)


def text(found: Bounds, width: int, explain: bool = False) -> str:
    """Contradictions, adjustments and the bounds of every estimand, for `width` cells."""
    told = Told(found)
    lines = wrapped(
        f"{known_text(found.comparison.alignment.cut)} · each claim at its own date", width
    )
    lines += ["", *_outcome(told, width)]
    entries = list(runs(found))
    cells = [_cells(told, run) for run in entries]
    wide = fitted([_HEAD, *cells], _WIDEST, width, giving=((2, 16), (3, 16), (0, 16)))
    listed = zip(entries, cells, strict=True)
    for _, group in groupby(listed, key=lambda entry: entry[0].target.estimand):
        each = list(group)
        lines += ["", *wrapped(told.subject(each[0][0].target), width), ""]
        lines += columns(_HEAD, wide, _RIGHT)
        for run, row in each:
            lines += columns(row, wide, _RIGHT)
            if explain:
                for note in explained(told, run):
                    lines += wrapped(note, width, INDENT, INDENT * 2)
    lines += ["", *notes(told, width)]
    return "\n".join(lines).rstrip() + "\n"


def gives_text(found: Bounds, width: int) -> str:
    """What contradicts and what gives, for `width` cells."""
    told = Told(found)
    return "\n".join([*_outcome(told, width), "", *notes(told, width)]).rstrip() + "\n"


def _outcome(told: Told, width: int) -> list[str]:
    """Whether the claims can hold together; what contradicts, and what gives."""
    lines = wrapped(summary(told.found), width)
    sets = [
        "; ".join(told.claim(estimate) for estimate in one) for one in told.found.contradictions
    ]
    moved = told.found.adjustments.itertuples()
    gives = [f"{told.claim(row.Index)}: {moved_text(row)}" for row in moved]
    for heading, entries in (
        ("Cannot hold together; without any one of them the others can:", sets),
        ("What gives:", gives),
    ):
        lines += ["", *wrapped(heading, width)] if entries else []
        lines += [line for entry in entries for line in wrapped(f"- {entry}", width, "  ", INDENT)]
    return lines


class Told:
    """The estimates of a result by number, and their words."""

    def __init__(self, found: Bounds) -> None:
        self.found = found
        self.rows = {row.Index: row for row in found.claims.itertuples()}
        estimates = found.comparison.estimates
        self.since = dict(zip(estimates["estimand"], estimates["since"], strict=True))
        self.several = len(set(estimates["case"])) > 1

    def subject(self, target: Subject) -> str:
        """An estimand in full, with its file where there are several cases."""
        named = f"{target.case}.csv" if self.several else ""
        since = since_text(self.since[target.estimand])
        parts = (named, target.population, target.place, target.measure, since)
        return " · ".join(part for part in parts if part)

    def where(self, estimate: int) -> str:
        """The places that an estimate rests on, the file named once."""
        return where_text(self.found.comparison.alignment.where(estimate))

    def claim(self, estimate: int) -> str:
        """A claim with its measure and places."""
        row = self.rows[estimate]
        since = f" {since_text(row.since)}" if row.since else ""
        return f"{claim_text(row)} {row.measure}{since}, {self.where(estimate)}"

    def lines(self, tree: Solved, bound: Bound) -> str:
        """The sources that a bound rests on, with the lines of their rows."""
        where = self.found.comparison.alignment.where
        named = {
            source: [
                place.rpartition(":")[2] for number in numbers for place in where(number).split()
            ]
            for source, numbers in self.rests_on(tree, bound).items()
        }
        return "; ".join(f"{source} {','.join(lines)}" for source, lines in named.items())

    def rests_on(self, tree: Solved, bound: Bound) -> dict[str, list[int]]:
        """The estimates that a bound rests on, by source."""
        named: dict[str, list[int]] = {}
        for estimate in tree.rests_on(bound):
            named.setdefault(source_text(self.rows[estimate]), []).append(estimate)
        return named


def summary(found: Bounds) -> str:
    """Whether all claims can hold, and if not, what gives."""
    claims, gives = len(found.claims), len(found.adjustments)
    if not claims:
        return "No claim with a number counts, so every count is possible."
    if not gives:
        said = "The one claim" if claims == 1 else f"All {claims:,} claims"
        return f"{said} can hold together." if found.exact else (
            f"No contradiction was found among the {claims:,} claims. {CUT_SHORT}"
        )  # fmt: skip
    total = _small(found.adjustments["relative"].sum())
    begin = (
        f"The {claims:,} claims cannot all hold. The smallest total relative adjustment that lets"
    )
    if found.exact:
        told = f"them is {total}; it moves {gives:,}, and the bounds are those after it."
    else:
        told = (
            f"them is at least {_small(found.least)}; the bounds are those after one of {total}, "
            f"which moves {gives:,}. {CUT_SHORT}"
        )
    return f"{begin} {told} {NOT_WRONG}"


def _small(number: float) -> str:
    return f"{number:.2f}" if number >= 0.01 else "less than 0.01"


def moved_text(row: Any) -> str:
    """By how much a claim is moved, in people and relative to its point."""
    sign = "−" if row.adjustment < 0 else "+"
    share = f"{sign}{row.relative:.1%}" if row.relative >= 0.001 else "less than 0.1%"
    return f"{signed(row.adjustment)} ({share})"


def possible_text(low: float, high: float) -> str:
    """The counts that are possible."""
    return "any" if low == 0 and math.isinf(high) else counts_text(low, high)


def _cells(told: Told, run: Run) -> tuple[str, ...]:
    return (
        run.span,
        possible_text(run.low.number, run.high.number),
        told.lines(run.tree, run.low),
        told.lines(run.tree, run.high),
    )


def explained(told: Told, run: Run) -> list[str]:
    """The proofs of both bounds, what they assume, and how their claims were read."""
    measures = told.found.comparison.alignment.parsed.ledger.measures
    rows = [told.rows[claim.number] for claim in run.tree.tree.claims]
    notes = list[str]()
    for name, bound in (("at least", run.low), ("at most", run.high)):
        if bound.terms:
            told_as = f"{name} {number(bound.number)} = {proof(bound, rows)}"
            why = facts(run.tree, bound)
            notes.append(f"{told_as}{'; since ' if why else ''}{', '.join(why)}")
    used = sorted({term.claim for bound in (run.low, run.high) for term in bound.terms})
    told_of = list(dict.fromkeys(readings([rows[claim] for claim in used], measures)))
    return [*notes, *([f"it rests on these readings: {'; '.join(told_of)}"] if told_of else [])]


def notes(told: Told, width: int) -> list[str]:
    """What the marks mean, and what the bounds assume."""
    texts = ["Numbers beside a source are lines of its case."]
    if any(row.side for row in told.rows.values()):
        texts.append(f"{PARTY} speaks for a party to the conflict")
    return [line for note in texts for line in wrapped(note, width, "", "  ")]


def flat(found: Bounds) -> Flat:
    """One line an estimand and day."""
    rows = list(found.table.itertuples())
    return flat_table(
        (
            *estimand_columns(rows),
            ("as of", False, [row.as_of for row in rows]),
            ("possible", True, [possible_text(row.lower, row.upper) for row in rows]),
            ("at least, from", False, [where_text(row.lower_from) for row in rows]),
            ("at most, from", False, [where_text(row.upper_from) for row in rows]),
        )
    )


def flat_adjustments(found: Bounds) -> Flat:
    """One line a claim that has to give."""
    rows = list(found.adjustments.itertuples())
    return flat_table(
        (
            ("source", False, [row.source for row in rows]),
            ("measure", False, [row.measure for row in rows]),
            ("as of", False, [row.as_of for row in rows]),
            ("figure", True, [row.figure for row in rows]),
            ("adjustment", True, [signed(row.adjustment) for row in rows]),
            ("relative", True, [f"{row.relative:.4f}" for row in rows]),
            ("where", False, [where_text(row.where) for row in rows]),
        )
    )
