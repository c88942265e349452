"""A chart as the bytes of a PNG or SVG file, the same ones every time."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG

from reconcile.charts.sheet import Chart
from reconcile.charts.style import settings
from reconcile.errors import ReconcileError

FORMATS = ("png", "svg")
_MAKER = "Reconcile"


def save(chart: Chart, target: str | Path) -> bytes:
    """The bytes of a file of the format that `target` is, or ends in: `png` or `svg`.

    Writes nothing. The title and the alternative text of the chart are in the file: in a PNG as
    the texts Title and Description, in an SVG as its title and desc. There is no date in it.
    Raises `ReconcileError` for another format.
    """
    name = str(target).lower()
    form = Path(name).suffix.removeprefix(".") or name
    if form not in FORMATS:
        raise ReconcileError(f"{str(target)!r} is not a chart's format; end it in .png or .svg")
    dpi = chart.figure.dpi
    with settings():
        try:
            return _png(chart) if form == "png" else _svg(chart)
        finally:
            chart.figure.dpi = dpi  # drawing as SVG leaves another one behind


def _plain(text: str) -> str:
    """`text` without what cannot stand in XML."""
    return "".join(char if char.isprintable() else " " for char in text)


def _png(chart: Chart) -> bytes:
    written = io.BytesIO()
    about: dict[str, Any] = {
        "Title": _plain(chart.title),
        "Description": _plain(chart.alt),
        "Software": _MAKER,
    }
    FigureCanvasAgg(chart.figure).print_png(written, metadata=about)
    return written.getvalue()


def _svg(chart: Chart) -> bytes:
    written = io.BytesIO()
    title = _plain(chart.title)
    about = {"Title": title, "Creator": _MAKER, "Date": None}
    FigureCanvasSVG(chart.figure).print_svg(written, metadata=about)
    text = written.getvalue().decode()
    end = "</title>"
    described = f"{end}\n <desc>{escape(_plain(chart.alt))}</desc>"
    return text.replace(end, described, 1).encode()
