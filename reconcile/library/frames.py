"""The tables of the library: the columns of the commands' CSV, in the order of its lines.

Text is of the dtype `str` and empty where there is none, and so are dates that may be vague. A
column of single days has `datetime.date`, None where there is none. Counts, numbers of days and
ratios are float, NaN where absent or open. How many there are of something is an integer.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, Unpack

import numpy as np
import pandas as pd

from reconcile.checks import check as run_checks, issue_text
from reconcile.columnar import Columns
from reconcile.comparison.schema import (
    BoundsRow,
    ChangedEstimand,
    ChangedRow,
    ContradictingClaim,
    Contribution,
    CopiedSeries,
    Discrepancy,
    LedgerRow,
    Range,
    SeriesFigure,
    SettlementRow,
    SideRatio,
    SourceRatio,
)
from reconcile.library.request import (
    Options,
    choices,
    compared,
    compared_with_sums,
    date_of,
    ledger_of,
    read,
    several,
    with_figures,
)
from reconcile.library.result_frame import ResultFrame
from reconcile.library.two_states import difference, two_states
from reconcile.notation.columns import Kind, columns_of
from reconcile.storage.kept_pages import Pages
from reconcile.storage.ledger import Ledger

if TYPE_CHECKING:
    from reconcile.bounding import Bounds
    from reconcile.comparison.difference import Difference


def framed(row: type[NamedTuple], table: Columns) -> pd.DataFrame:
    """A frame of the columns of `row`, each of its dtype, and numbered rows."""
    types = {column.name: column.kind.dtype for column in columns_of(row)}
    typed = pd.DataFrame({name: table[name] for name in types}).astype(types)
    numbers = typed.select_dtypes("float64")
    days = {
        column.name: pd.Series([_day(text) for text in typed[column.name]], dtype=object)
        for column in columns_of(row)
        if column.kind is Kind.DAY
    }
    return ResultFrame.of(row, typed.assign(**numbers.where(np.isfinite(numbers)), **days))


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def days(dates: Iterable[str | datetime.date]) -> pd.DataFrame:
    """The first and the last day that each date may be, as `datetime.date` (docs/ledger.md).

    `dates` are such as the date columns of the other frames hold; the columns are `first` and
    `last`, None where there is no date, and the index is that of `dates` if it has one. Raises
    `ReconcileError` for a text that is no date.
    """
    listed = several(dates)
    spans = [
        None if isinstance(given, str) and not given else date_of("dates", given)
        for given in listed
    ]
    index = dates.index if isinstance(dates, pd.Series) else None
    ends = {
        "first": [datetime.date.fromordinal(span.first) if span else None for span in spans],
        "last": [datetime.date.fromordinal(span.last) if span else None for span in spans],
    }
    return pd.DataFrame(ends, index, dtype=object)


def load(folder: str | os.PathLike[str]) -> Ledger:
    """Read the ledger in `folder`, to hand it to the other functions.

    Raises `ReconcileError` for what is not a folder of CSV text.
    """
    return ledger_of(folder)


def check(
    ledger: Ledger | str | os.PathLike[str], *, today: str | datetime.date | None = None
) -> pd.DataFrame:
    """What is wrong in the ledger, line by line (docs/checks.md); no row if nothing is.

    Rows are held against the pages that are kept with them.
    The columns are file, line, severity, check, message, cell. Dates later than the day `today`
    are reported if it is given. Raises `ReconcileError` for a ledger that cannot be read and for
    a wrong date.
    """
    parsed, _ = read(ledger)
    day = datetime.date.fromordinal(date_of("today", today).first) if today is not None else None
    checked = run_checks(parsed, day, Pages.of(parsed.ledger.folder))
    rows = issue_text.issue_rows(checked)
    return framed(issue_text.IssueRow, Columns.of(issue_text.IssueRow, rows))


def align(ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]) -> pd.DataFrame:
    """The rows as read, each with its status, and the figures derived from them (R1 to R4).

    The columns are those of `show`. Raises `ReconcileError` for a ledger that cannot be read and
    for a wrong option.
    """
    return framed(LedgerRow, compared(ledger, options).rows)


def compare(ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]) -> pd.DataFrame:
    """The range of every estimand, and the verdict (R8).

    The columns are those of `compare`. Raises `ReconcileError` for a ledger that cannot be read,
    for a wrong option, and if no figure is left.
    """
    return framed(Range, with_figures(compared(ledger, options)).ranges)


def discrepancies(
    ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]
) -> pd.DataFrame:
    """Every pair of current figures of one estimand, and contradictions of nested ones (R5, R6).

    Worst first. The columns are those of `discrepancies`. Raises `ReconcileError` as `compare`.
    """
    return framed(Discrepancy, with_figures(compared(ledger, options)).discrepancies)


def history(ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]) -> pd.DataFrame:
    """Each source's figures over time, the change, and the change per day (R3).

    The columns are those of `history`. Raises `ReconcileError` as `compare`.
    """
    return framed(SeriesFigure, with_figures(compared(ledger, options)).history)


def sources(ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]) -> pd.DataFrame:
    """Every source that made a statement, and what it contributed; those with most first.

    The columns are those of `sources`. Raises `ReconcileError` as `compare`.
    """
    return framed(Contribution, with_figures(compared(ledger, options)).sources)


def ratios(ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]) -> pd.DataFrame:
    """How two sources' figures for the same counts compare, where they often do (R11).

    The columns are those of `sources --ratios`. Raises `ReconcileError` as `compare`.
    """
    return framed(SourceRatio, with_figures(compared(ledger, options)).ratios.table)


def side_ratios(
    ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]
) -> pd.DataFrame:
    """How the figures of those who speak for a side compare, by whose people they count (R11).

    The columns are those of `sources --by-side`. Raises `ReconcileError` as `compare`.
    """
    return framed(SideRatio, with_figures(compared(ledger, options)).side_ratios.table)


def copied_series(
    ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]
) -> pd.DataFrame:
    """The series that are copied, calculated or carried forward (R13).

    The columns are those of `sources --series`. Raises `ReconcileError` as `compare`.
    """
    return framed(CopiedSeries, with_figures(compared(ledger, options)).copied)


def diff(
    old: Ledger | str | os.PathLike[str],
    new: Ledger | str | os.PathLike[str],
    *,
    ledger: Ledger | str | os.PathLike[str] = "estimates",
    **options: Unpack[Options],
) -> pd.DataFrame:
    """What became of every row from one ledger, or one state of `ledger`, to another (R14).

    A text may be a folder, `git:REVISION` for `ledger` as it was then, or nothing for `ledger`
    itself; `@DATE` behind it is what was known by that date. The columns are those of `diff`.
    Raises `ReconcileError` for what is not there and for a wrong option.
    """
    return framed(ChangedRow, _difference(old, new, ledger, options).table)


def changes(
    old: Ledger | str | os.PathLike[str],
    new: Ledger | str | os.PathLike[str],
    *,
    ledger: Ledger | str | os.PathLike[str] = "estimates",
    **options: Unpack[Options],
) -> pd.DataFrame:
    """What became of every estimand between the two states that `diff` takes, and why (R14).

    The columns are those of `diff --estimands`; where there was no claim no range is open. Raises
    `ReconcileError` as `diff`.
    """
    # where there is no claim, which is None, none is open
    return framed(ChangedEstimand, _difference(old, new, ledger, options).estimands)


def bounds(ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]) -> pd.DataFrame:
    """The least and the greatest count that the claims leave possible, at each date (R10).

    The columns are those of `bounds`; where the claims cannot all hold, the limits are those if at
    most `wrong` origins are wrong. Raises `ReconcileError` as `compare`.
    """
    return framed(BoundsRow, _possible(ledger, options).table)


def contradictions(
    ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]
) -> pd.DataFrame:
    """The claims of every smallest set that cannot hold together (R10).

    No row if all can hold. The columns are those of `bounds --contradictions`. Raises
    `ReconcileError` as `compare`.
    """
    return framed(ContradictingClaim, _possible(ledger, options).contradicting)


def settlements(
    ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]
) -> pd.DataFrame:
    """Who may be set aside for the rest to hold, and what is possible then (R10).

    No row if all can hold. The columns are those of `bounds --settlements`. Raises
    `ReconcileError` as `compare`.
    """
    return framed(SettlementRow, _possible(ledger, options).settlements)


def _possible(ledger: Ledger | str | os.PathLike[str], options: Options) -> Bounds:
    from reconcile.bounding import bounds  # its solver would slow the other functions

    comparison, sums = compared_with_sums(ledger, options)
    return bounds(with_figures(comparison), asked=sums)


def _difference(
    old: Ledger | str | os.PathLike[str],
    new: Ledger | str | os.PathLike[str],
    ledger: Ledger | str | os.PathLike[str],
    options: Options,
) -> Difference:
    return difference(*two_states(old, new, ledger), choices(options))
