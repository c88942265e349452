"""A result of the library: a DataFrame that shows what matters first where it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, NamedTuple

import pandas as pd

from reconcile.checks.issue_text import IssueRow
from reconcile.comparison import schema
from reconcile.notation.columns import Kind, columns_of
from reconcile.notation.words import number, several

MOST_ROWS, _WIDEST = 10, 32  # that are shown: rows, and letters of a cell in text
_COUNTED = ("case", "population", "place", "measure", "basis", "since")
SHOWN: dict[type[NamedTuple], tuple[str, ...]] = {
    schema.LedgerRow: (*_COUNTED, "source", "published", "figure", "status"),
    schema.Range: (*_COUNTED, "sources", "low", "high", "verdict"),
    schema.Discrepancy: (
        *_COUNTED, "source_a", "figure_a", "source_b", "figure_b", "ratio", "verdict",
    ),
    schema.SeriesFigure: (*_COUNTED, "source", "published", "as_of", "figure", "change"),
    schema.Contribution: ("source", "kind", "side", "estimates", "first", "last"),
    schema.SourceRatio: ("source_a", "source_b", "pairs", "ratio", "ratio_low", "ratio_high"),
    schema.SideRatio: ("side", "counted", "pairs", "ratio", "ratio_low", "ratio_high"),
    schema.CopiedSeries: (*_COUNTED, "source", "kind", "follows_source", "dates", "reason"),
    schema.BoundsRow: (*_COUNTED, "as_of", "lower", "upper", "wrong", "of"),
    schema.SettlementRow: (
        "group", "settlement", "set_aside", *_COUNTED, "as_of", "lower", "upper",
    ),
    schema.ContradictingClaim: ("set", "source", "place", "measure", "as_of", "figure", "where"),
    schema.ChangedRow: ("class", *_COUNTED, "source", "figure_old", "figure_new", "cells"),
    schema.ChangedEstimand: (*_COUNTED, "verdict_before", "verdict_after", "cause"),
    IssueRow: ("file", "line", "severity", "check", "message"),
}  # fmt: skip


class ResultFrame(pd.DataFrame):  # type: ignore[misc]  # pandas comes without its types
    """A DataFrame with all columns of its table, which prints and is shown with a few of them.

    Whatever is made of it is a plain DataFrame. What all rows have in common stands above.
    """

    _metadata = ["_table"]  # noqa: RUF012  # the name that pandas looks for
    _table: type[NamedTuple]

    @classmethod
    def of(cls, table: type[NamedTuple], frame: pd.DataFrame) -> ResultFrame:
        """The frame as the result that `table` declares."""
        result = cls(frame)
        result._table = table
        return result

    @property
    def _constructor(self) -> Any:
        return pd.DataFrame

    def __repr__(self) -> str:
        said, shown = self._said()
        text = shown.to_string(
            max_rows=MOST_ROWS, max_colwidth=_WIDEST, na_rep="", formatters=self._formatters()
        )
        return "\n".join([*said, text] if len(self) else said)

    def _repr_html_(self) -> str:
        said, shown = self._said()
        lines = "".join(f"<p>{escape(line)}</p>" for line in said)
        table = shown.to_html(
            max_rows=2 * MOST_ROWS, na_rep="", border=0, formatters=self._formatters()
        )
        return f"<div>{lines}{table if len(self) else ''}</div>"

    def _said(self) -> tuple[list[str], pd.DataFrame]:
        """How much there is, what all rows have in common, and the columns that tell the rest."""
        declared = {column.name for column in columns_of(self._table)}
        own = [str(name) for name in self.columns if name not in declared]
        found = [name for name in SHOWN[self._table] if name in self.columns]
        alike = {
            name: str(self[name].iloc[0])
            for name in found
            if name in _COUNTED and len(self) and (self[name] == self[name].iloc[0]).all()
        }
        left = [name for name in found if name not in alike and not self[name].eq("").all()]
        common = " · ".join(f"{name} {text}" for name, text in alike.items() if text)
        size = f"{several(len(self), 'row')}, {several(len(self.columns), 'column')}"
        return [size, *([common] if common else [])], pd.DataFrame(self)[left + own]

    def _formatters(self) -> dict[str | int, Callable[[object], str]]:
        """Counts with their thousands parted; what is absent is empty."""
        counts = (one.name for one in columns_of(self._table) if one.kind is Kind.COUNT)
        return dict.fromkeys(counts, _count)


def _count(value: object) -> str:
    return number(value) if isinstance(value, float) and value == value else ""
