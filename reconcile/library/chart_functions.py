"""The charts of the library: figures that pyplot does not know of (docs/charts.md)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Unpack

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from reconcile.charts import KINDS
from reconcile.charts.page import picture_files
from reconcile.charts.page.placing import draw_on
from reconcile.charts.page.sheet import ChartFigure
from reconcile.errors import ReconcileError
from reconcile.library.request import Options, compared, with_figures
from reconcile.storage.files import write_whole
from reconcile.storage.ledger import Ledger


def ranges_chart(
    ledger: Ledger | str | os.PathLike[str],
    *,
    ax: Axes | SubFigure | None = None,
    **options: Unpack[Options],
) -> Figure:
    """The ranges of one case: what each source says of each estimand (R8).

    With `ax` it is drawn there, as large as there is room for, and the figure is the one that `ax`
    is in. Raises `ReconcileError` as `compare`, and if the selection has several cases or nothing
    current, or if `ax` has too little room.
    """
    return _figure("ranges", ledger, ax, options)


def timeline_chart(
    ledger: Ledger | str | os.PathLike[str],
    *,
    ax: Axes | SubFigure | None = None,
    **options: Unpack[Options],
) -> Figure:
    """The history of one case: how the figures of every source moved (R3).

    Raises `ReconcileError` as `ranges_chart`.
    """
    return _figure("timeline", ledger, ax, options)


def discrepancies_chart(
    ledger: Ledger | str | os.PathLike[str],
    *,
    ax: Axes | SubFigure | None = None,
    **options: Unpack[Options],
) -> Figure:
    """The discrepancies of one case: how far apart every two sources are, and why (R5).

    Raises `ReconcileError` as `ranges_chart`.
    """
    return _figure("discrepancies", ledger, ax, options)


def ratios_chart(
    ledger: Ledger | str | os.PathLike[str],
    *,
    ax: Axes | SubFigure | None = None,
    **options: Unpack[Options],
) -> Figure:
    """The ratios between the sources of one case (R11).

    Raises `ReconcileError` as `ranges_chart`.
    """
    return _figure("ratios", ledger, ax, options)


def bounds_chart(
    ledger: Ledger | str | os.PathLike[str],
    *,
    ax: Axes | SubFigure | None = None,
    **options: Unpack[Options],
) -> Figure:
    """What the claims of one case leave possible over time, and which lie outside of it (R10).

    Raises `ReconcileError` as `ranges_chart`.
    """
    return _figure("bounds", ledger, ax, options)


def save(figure: Figure, file: str | os.PathLike[str]) -> None:
    """Write a chart of this library to a PNG or SVG file, by its ending, as the commands do.

    The same chart gives the same bytes, whatever the settings of matplotlib; its title and the
    text that stands for it are in the file. Raises `ReconcileError` for another ending and for a
    figure that is no chart of this library, `OSError` if the file cannot be written. It is written
    whole or not at all. What one picture has no room for goes into others beside it.
    """
    chart = figure.chart if isinstance(figure, ChartFigure) else None
    if chart is None:
        raise ReconcileError("this figure is no chart of reconcile; save it with its own savefig")
    for path, data in picture_files.files_of(chart, Path(file)).items():
        write_whole(path, data)


def _figure(
    kind: str,
    ledger: Ledger | str | os.PathLike[str],
    place: Axes | SubFigure | None,
    options: Options,
) -> Figure:
    """The figure of a chart of this kind, which knows its chart, or the one it was drawn into."""
    chart = KINDS[kind].draw(with_figures(compared(ledger, options), current=True))
    if place is not None:
        return draw_on(place, chart)
    if isinstance(chart.figure, ChartFigure):
        chart.figure.chart = chart
    return chart.figure
