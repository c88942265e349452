"""A chart as the bytes of a PNG or SVG file, the same ones every time."""

from __future__ import annotations

import io
from html import escape
from pathlib import Path
from typing import Any

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
    title = _plain(chart.title)
    if form == "png":
        return _file(chart, form, Title=title, Description=_plain(chart.alt), Software=_MAKER)
    text = _file(chart, form, Title=title, Creator=_MAKER, Date=None).decode()
    told = f"</title>\n <desc>{escape(_plain(chart.alt), quote=False)}</desc>"
    return text.replace("</title>", told, 1).encode()


def _file(chart: Chart, form: str, **about: str | None) -> bytes:
    written = io.BytesIO()
    encoding: dict[str, Any] = {"pil_kwargs": {"compress_level": 3}} if form == "png" else {}
    with settings():
        chart.figure.savefig(written, format=form, metadata=about, **encoding)
    return written.getvalue()


def _plain(text: str) -> str:
    """`text` without what cannot stand in XML."""
    return "".join(char if char.isprintable() else " " for char in text)
