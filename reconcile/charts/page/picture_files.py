"""A chart as the bytes of a PNG or SVG file, the same ones every time."""

from __future__ import annotations

import io
from html import escape
from pathlib import Path

from reconcile.charts.page.packed_png import packed_png
from reconcile.charts.page.sheet import Chart
from reconcile.charts.page.style import settings
from reconcile.errors import ReconcileError

FORMATS = ("png", "svg")
_MAKER = "Reconcile"


def files_of(chart: Chart, file: Path) -> dict[Path, bytes]:
    """The files of a chart by path: `file`, and beside it what one picture had no room for.

    Raises `ReconcileError` as `save`.
    """
    return {
        file.with_stem(f"{file.stem}-{one.name}") if one.name else file: save(one, file)
        for one in chart.pictures
    }


def save(chart: Chart, target: str | Path) -> bytes:
    """The bytes of a file of the format that `target` is, or ends in: `png` or `svg`.

    Writes nothing. The title and the alternative text of the chart are in the file: in a PNG as
    the texts Title and Description, in an SVG as its title and desc. There is no date in it.
    Raises `ReconcileError` for another format.
    """
    form = str(target).rpartition(".")[2].lower()
    if form not in FORMATS:
        raise ReconcileError(f"{str(target)!r} is not a chart's format; end it in .png or .svg")
    title, told = _plain(chart.title), _plain(chart.alt)
    if form == "png":
        about = {"Title": title, "Description": told, "Software": _MAKER}
        return packed_png(chart.figure, about)
    written = io.BytesIO()
    with settings():
        about_it = {"Title": title, "Creator": _MAKER, "Date": None}
        chart.figure.savefig(written, format=form, metadata=about_it)
    desc = f"</title>\n <desc>{escape(told, quote=False)}</desc>"
    return written.getvalue().decode().replace("</title>", desc, 1).encode()


def _plain(text: str) -> str:
    """`text` without what cannot stand in XML."""
    return "".join(char if char.isprintable() else " " for char in text)
