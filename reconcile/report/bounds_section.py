"""The part of a report that says what the claims leave possible (R10)."""

from __future__ import annotations

from reconcile.bounding import Bounds
from reconcile.report.markdown_text import escape, listing, table
from reconcile.tables.bounds_table import Told, explained, moved_text, possible_text, runs, summary
from reconcile.tables.flat import Flat

_HEAD = ("count", "as of", "possible", "at least, from", "at most, from")


def possible(found: Bounds) -> list[str]:
    """Blocks: whether all claims can hold, what contradicts, what gives, and the bounds."""
    told = Told(found)
    sets = [
        escape("; ".join(told.claim(estimate) for estimate in one)) for one in found.contradictions
    ]
    gives = [
        f"{escape(told.claim(row.Index))}: **{escape(moved_text(row))}**"
        for row in found.adjustments.itertuples()
    ]
    blocks = [f"{escape(summary(found))} What this assumes is said at the end."]
    if sets:
        blocks += ["Cannot hold together; without any one of them the others can:", listing(sets)]
    if gives:
        blocks += ["What gives:", listing(gives)]
    listed = list(runs(found))
    lines = tuple(
        (
            told.subject(run.target), run.span,
            possible_text(run.low.number, run.high.number), told.lines(run.tree, run.low),
            told.lines(run.tree, run.high),
        )
        for run in listed
    )  # fmt: skip
    blocks.append(table(Flat(_HEAD, lines, (False, False, True, False, False))))
    return [*blocks, "How the last of each count follows:", listing(_last(told))]


def _last(told: Told) -> list[str]:
    """The proof of the bounds of each estimand on its last day."""
    last = {run.target.estimand: run for run in runs(told.found)}
    return [
        f"{escape(told.subject(run.target))}, {run.span}: {escape('; '.join(notes))}"
        for run in last.values()
        if (notes := explained(told, run))
    ]
