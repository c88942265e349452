"""The check of series that are copied, calculated or carried forward (R13)."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.checks.issue import Problem
from reconcile.checks.view import View
from reconcile.comparison.copied_series import patterns
from reconcile.comparison.pattern_texts import PatternTexts


def copied_series(view: View) -> Iterator[Problem]:
    """A source's figures follow from others, date by date, as independent counts do not.

    On eight dates or more they are a whole multiple (2 to 99 times) of another series of the source
    or of another source; or another source's figures to the digit; or they lie on a straight line,
    rounded to whole numbers at most; or one value stays while another source's figures of the same
    count moved. Up to one value in ten may be off, one in any case, and is named with what it would
    be: as a rule it is mistyped. What chance brings about is not told: small numbers that repeat,
    and round ones. The warning stands at the first row of the series.

    Remedy: if the source took another one's figures, write that source into `derives_from` in
    sources.csv. If the figures were calculated or carried forward, write `estimated` into `basis`
    of their rows. Correct a value that is mistyped. If they are counts all the same, name
    `copied-series` in `waives` of the row that is marked and say so in `notes`.
    """
    texts = PatternTexts(view.parsed, view.said)
    rows = view.said.columns["row"]
    for found in patterns(view.parsed, view.said):
        mistyped = texts.corrections(found)
        correct = f"; if mistyped, write {mistyped}" if mistyped else ""
        remedy = f"if so, write {texts.proposal(found)}{correct}; else waive copied-series"
        row = int(rows[list(found.own)].min())
        yield Problem(texts.arithmetic(found), remedy, row, "figure")
