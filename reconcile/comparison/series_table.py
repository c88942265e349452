"""R13: the table of copied, calculated and carried series."""

from __future__ import annotations

from reconcile.aligning.alignment import Alignment
from reconcile.columnar import Columns
from reconcile.comparison.copied_series import Pattern, among, patterns
from reconcile.comparison.pattern_texts import PatternTexts
from reconcile.comparison.schema import CopiedSeries
from reconcile.notation.columns import names_of


def copied_series_table(alignment: Alignment, estimates: Columns) -> Columns:
    """A row for every pattern in the series of `estimates`: the columns of `CopiedSeries`.

    All that was said inside the cut is looked at: a series that is asked for may follow one that
    is not.
    """
    texts = PatternTexts(alignment.parsed, alignment.said)
    rows = [_row(alignment, texts, each) for each in copied_patterns(alignment, estimates)]
    cells = {name: [row[name] for row in rows] for name in names_of(CopiedSeries)}
    return Columns.declared(CopiedSeries, cells)


def copied_patterns(alignment: Alignment, estimates: Columns) -> list[Pattern]:
    """What the rows of the table are told of, in their order."""
    every = patterns(alignment.parsed, alignment.said)
    return list(among(every, set(estimates.numbers.tolist())))


def _row(alignment: Alignment, texts: PatternTexts, found: Pattern) -> dict[str, object]:
    """What the table says of one pattern."""
    (own,) = alignment.at(found.own[:1])
    return {
        **own._asdict(),
        "kind": found.kind,
        "follows_source": texts.cell(found.other[0], "source") if found.other else "",
        "follows": texts.counted(found.other[0], found.own[0]) if found.other else "",
        "factor": found.factor,
        "per_day": round(found.per_day, 4),
        "dates": len(found.own),
        "off": len(found.off),
        "off_where": texts.where([each.statement for each in found.off]),
        "should_be": " ".join(f"{each.should:.12g}" for each in found.off),
        "where": texts.where(found.own),
        "follows_where": texts.where(found.other),
        "reason": texts.arithmetic(found),
        "proposal": texts.proposal(found),
    }
