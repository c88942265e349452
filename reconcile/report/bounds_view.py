"""What a page says of the bounds (R10): what contradicts, what gives, and what is left possible."""

from __future__ import annotations

from dataclasses import dataclass

from reconcile.bounding import Bounds
from reconcile.comparison.reasons import number
from reconcile.notation.dates import in_words, iso
from reconcile.report.anchors import Anchors
from reconcile.report.views import Side
from reconcile.tables.bounds_table import Told, moved_text, possible_text, runs
from reconcile.wording.phrases import claim_text, since_text

MOST_RUNS = 1000


@dataclass(frozen=True)
class Limit:
    """The bounds of an estimand over some days, and who they rest on."""

    subject: str
    first: str
    days: str
    possible: str
    least: tuple[Side, ...]
    most: tuple[Side, ...]


def together(found: Bounds) -> str:
    """Whether all claims can hold, in a sentence for those who read no further."""
    gives = len(found.adjustments)
    claims = f"Taken together, the {number(len(found.claims))} claims with a number"
    if not gives:
        return f"{claims} can all hold."
    return f"{claims} cannot all hold: {number(gives)} {'has' if gives == 1 else 'have'} to give."


def left(found: Bounds) -> dict[int, str]:
    """By estimand, what all claims of the case leave possible on the last day that one names."""
    gives, told = set(found.adjustments.index), dict[int, str]()
    for run in runs(found):
        moved = any(claim.number in gives for claim in run.tree.tree.claims)
        once = ", once those that have to give do" if moved else ""
        possible = possible_text(run.low.number, run.high.number)
        day = in_words(iso(run.last))
        counts = "any count" if possible == "any" else possible
        when = f" on {day}" if day else ""
        told[run.target.estimand] = (
            f"Every claim taken at its own day leaves {counts} possible{when}{once}."
        )
    return told


def clashes(found: Bounds, anchors: Anchors) -> list[tuple[Side, ...]]:
    """The sets of claims that cannot hold together."""
    told = Told(found)
    return [tuple(_side(told, n, anchors) for n in one) for one in found.contradictions]


def gives(found: Bounds, anchors: Anchors) -> list[tuple[Side, str]]:
    """The claims that have to give, and by how much."""
    told = Told(found)
    return [
        (_side(told, row.Index, anchors), moved_text(row)) for row in found.adjustments.itertuples()
    ]


def _side(told: Told, number: int, anchors: Anchors) -> Side:
    row = told.rows[number]
    words = (claim_text(row), row.measure, since_text(row.since))
    return Side(" ".join(word for word in words if word), anchors.refs(number))


def limits(found: Bounds, anchors: Anchors) -> tuple[list[Limit], int]:
    """What is possible, by count and days, and how many lines are not shown."""
    told = Told(found)
    listed = list(runs(found))
    shown = [
        Limit(
            told.subject(run.target), iso(run.first), run.span,
            possible_text(run.low.number, run.high.number),
            *(
                tuple(
                    Side(source, tuple(ref for n in numbers for ref in anchors.refs(n)))
                    for source, numbers in told.rests_on(run.tree, bound).items()
                )
                for bound in (run.low, run.high)
            ),
        )
        for run in listed[:MOST_RUNS]
    ]  # fmt: skip
    return shown, len(listed) - len(shown)
