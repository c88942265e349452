"""The texts of a column as figures: what each says, by columns of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reconcile.errors import NotationError
from reconcile.notation.common_figures import alike_figures
from reconcile.notation.figures import Figure, parse_figure

MANY = 2_000  # texts, from where on to read those of one form together is faster
_NUMBERS = ("low", "best", "high", "lower", "upper", "point")
_NO_FIGURE = Figure(word="withdrawn")  # in the place of what is none, and allows nothing


@dataclass(frozen=True)
class FigureColumns:
    """What texts say as figures, column by column.

    `columns` are `figure` (canonical text); `low`, `best`, `high`, `lower`, `upper`, `point`
    (counts as float; NaN for absent, `upper` infinite where open); `unknown`, `withdrawn`, `read`
    (bool; `read`: it is a figure); `qualifier`. `refused` says by position what is wrong with a
    text.
    """

    columns: Mapping[str, np.ndarray]
    refused: Mapping[int, NotationError]


def read_figures(texts: Sequence[str]) -> FigureColumns:
    """Read each text as `parse_figure` reads it; an empty one is no figure, without a fault."""
    size = len(texts)
    columns = {
        **{name: np.full(size, np.nan) for name in _NUMBERS},
        **{name: np.zeros(size, dtype=bool) for name in ("unknown", "withdrawn")},
        "figure": np.array(texts, dtype=object),
        "qualifier": np.full(size, "", dtype=object),
        "read": np.array(texts, dtype=bool),
    }
    left, refused = np.ones(size, dtype=bool), dict[int, NotationError]()
    for cells, figure, others, canonical in alike_figures(texts) if size >= MANY else ():
        _put(columns, cells, figure)
        columns["figure"][others] = canonical
        left[cells] = False
    for cell in np.flatnonzero(left).tolist():
        figure = _NO_FIGURE
        try:
            figure = parse_figure(texts[cell]) if texts[cell] else _NO_FIGURE
        except NotationError as error:
            refused[cell] = error
            columns["read"][cell] = False
        _put(columns, cell, figure)
        columns["figure"][cell] = str(figure)
    columns["upper"][np.isnan(columns["upper"])] = np.inf
    return FigureColumns(columns, refused)


def _put(columns: Mapping[str, np.ndarray], cells: np.ndarray | int, figure: Figure) -> None:
    """Enter a figure, whose numbers may be columns, at these positions."""
    for name in _NUMBERS:
        number = getattr(figure, name)
        if number is not None:
            columns[name][cells] = number
    columns["unknown"][cells] = figure.unknown
    columns["withdrawn"][cells] = figure.withdrawn
    columns["qualifier"][cells] = figure.qualifier
