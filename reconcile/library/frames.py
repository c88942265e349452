"""The tables of the library: the columns of the commands' CSV, in the order of its lines.

Text is of the dtype `str` and empty where there is none. Counts, days and ratios are float, NaN
where absent or open. How many there are of something is an integer.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from typing import Unpack

import numpy as np
import pandas as pd

from reconcile.checks import check as run_checks, issue_text as show
from reconcile.comparison import (
    contributions as speakers,
    ledger_rows as rows,
    pairs,
    ranges,
    ratios as quotients,
    series as stories,
)
from reconcile.library.request import Options, compared, date_of, ledger_of, read, with_figures
from reconcile.notation.columns import names_of
from reconcile.storage.ledger import Ledger

_WHOLE = (
    "line", "sources", "origins", "supported_by", "supported_ties", "estimates", "estimands",
    "pairs",
)  # fmt: skip
_TRUTH = ("open_above",)
_NUMBERS = (
    "low", "best", "high", "lower", "upper", "median", "ratio", "agreed_lower", "agreed_upper",
    "supported_lower", "supported_upper", "difference", "gap", "days", "per_day", "point",
    "change", "change_per_day", "adjustment", "relative", "ratio_low", "ratio_high",
)  # fmt: skip
_TYPES = {
    **dict.fromkeys(_WHOLE, "int64"), **dict.fromkeys(_TRUTH, "bool"),
    **dict.fromkeys(_NUMBERS, "float64"),
}  # fmt: skip


def framed(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """A frame of its own with these columns, numbered rows and one dtype for each column."""
    typed = frame[list(columns)].astype({name: _TYPES.get(name, "str") for name in columns})
    for name in typed.columns:
        if name in _NUMBERS:
            typed[name] = typed[name].where(np.isfinite(typed[name]))
    return typed.reset_index(drop=True)


def load(folder: str | os.PathLike[str]) -> Ledger:
    """Read the ledger in `folder`, to hand it to the other functions.

    Raises `ReconcileError` for what is not a folder of CSV text.
    """
    return ledger_of(folder)


def check(ledger: Ledger | str | os.PathLike[str], *, today: str | None = None) -> pd.DataFrame:
    """What is wrong in the ledger, line by line (docs/checks.md); no row if nothing is.

    The columns are file, line, severity, check, message, cell. Dates later than the day `today`
    are reported if it is given. Raises `ReconcileError` for a ledger that cannot be read and for
    a wrong date.
    """
    parsed, checked = read(ledger)
    if today is not None:
        day = datetime.date.fromordinal(date_of("today", today).first)
        checked = run_checks(parsed, day)
    return framed(show.frame(checked), names_of(show.IssueRow))


def align(ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]) -> pd.DataFrame:
    """The rows as read, each with its status, and the figures derived from them (R1 to R4).

    The columns are those of `show`. Raises `ReconcileError` for a ledger that cannot be read and
    for a wrong option.
    """
    return framed(compared(ledger, options).rows, rows.COLUMNS)


def compare(ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]) -> pd.DataFrame:
    """The range of every estimand, and the verdict (R8).

    The columns are those of `compare`. Raises `ReconcileError` for a ledger that cannot be read,
    for a wrong option, and if no figure is left.
    """
    return framed(with_figures(compared(ledger, options)).ranges, ranges.COLUMNS)


def discrepancies(
    ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]
) -> pd.DataFrame:
    """Every pair of current figures of one estimand, and contradictions of nested ones (R5, R6).

    Worst first. The columns are those of `discrepancies`. Raises `ReconcileError` as `compare`.
    """
    return framed(with_figures(compared(ledger, options)).discrepancies, pairs.COLUMNS)


def history(ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]) -> pd.DataFrame:
    """Each source's figures over time, the change, and the change per day (R3).

    The columns are those of `history`. Raises `ReconcileError` as `compare`.
    """
    return framed(with_figures(compared(ledger, options)).history, stories.COLUMNS)


def sources(ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]) -> pd.DataFrame:
    """Every source that made a statement, and what it contributed; those with most first.

    The columns are those of `sources`. Raises `ReconcileError` as `compare`.
    """
    return framed(with_figures(compared(ledger, options)).sources, speakers.COLUMNS)


def ratios(ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]) -> pd.DataFrame:
    """How two sources' figures for the same counts compare, where they often do (R11).

    The columns are those of `sources --ratios`. Raises `ReconcileError` as `compare`.
    """
    return framed(with_figures(compared(ledger, options)).ratios.table, quotients.COLUMNS)
