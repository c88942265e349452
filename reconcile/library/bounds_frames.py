"""What the claims leave possible, as tables (R10, docs/bounds.md)."""

from __future__ import annotations

import os
from typing import Unpack

import pandas as pd

from reconcile.bounding import bounds as worked_out
from reconcile.comparison.schema import Adjustment, BoundsRow
from reconcile.library.frames import framed
from reconcile.library.request import Options, compared, with_figures
from reconcile.notation.columns import names_of
from reconcile.storage.ledger import Ledger


def bounds(ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]) -> pd.DataFrame:
    """The least and the greatest count that all claims leave possible, at each date (R10).

    The columns are those of `bounds`; where the claims cannot all hold, the bounds are those after
    `adjustments`. Raises `ReconcileError` as `compare`.
    """
    return framed(worked_out(with_figures(compared(ledger, options))).table, names_of(BoundsRow))


def adjustments(
    ledger: Ledger | str | os.PathLike[str], **options: Unpack[Options]
) -> pd.DataFrame:
    """The claims that have to give where they cannot all hold, and by how much (R10).

    No row if all can hold. The columns are those of `bounds --adjustments`. Raises
    `ReconcileError` as `compare`.
    """
    return framed(
        worked_out(with_figures(compared(ledger, options))).adjustments, names_of(Adjustment)
    )
