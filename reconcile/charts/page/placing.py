"""A chart in a place of a figure of somebody else: an Axes, or a SubFigure."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection, PathCollection
from matplotlib.figure import Figure, SubFigure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from reconcile.charts.page.paper import paper
from reconcile.charts.page.sheet import Chart, Sheet, draw_blocks, page_height
from reconcile.charts.page.style import settings
from reconcile.errors import ReconcileError

_HINTED = 0.94  # letters on a screen take up to so much more room than those that were measured
_LEAST = 0.6  # of the size of the chart, at which the smallest letters are just under 5 points


def draw_on(place: Axes | Figure | SubFigure, chart: Chart) -> Figure:
    """Draw the chart again in that place, as large as there is room for; the figure it is in.

    An Axes gives its room, and shows nothing of its own any more. Raises `ReconcileError` for what
    is no place, for one that is too small, and for a chart of several pictures.
    """
    if not isinstance(place, Axes | Figure | SubFigure):
        raise ReconcileError(f"ax: a {type(place).__name__} is no place; give an Axes or SubFigure")
    if chart.more:
        raise ReconcileError(
            f"ax: the chart has {len(chart.pictures)} pictures; choose fewer counts, or draw it "
            "without ax"
        )
    figure = place.get_figure() if isinstance(place, Axes) else place
    box = place.get_position() if isinstance(place, Axes) else None
    if figure is None:
        raise ReconcileError("ax: the Axes is in no figure any more; give another")
    wide, high = (pixels / figure.dpi for pixels in (figure.bbox.width, figure.bbox.height))
    left, above = (box.x0 * wide, (1 - box.y1) * high) if box else (0.0, 0.0)
    room = (box.width * wide, box.height * high) if box else (wide, high)
    own = paper().width, page_height(chart.blocks)
    scale = min(room[0] / own[0], room[1] / own[1])
    if scale < _LEAST:
        raise ReconcileError(
            f"ax: there is room for {room[0]:.1f} by {room[1]:.1f} inches, and this chart takes "
            f"{own[0]:.1f} by {own[1]:.1f}, or {_LEAST:.0%} of that; make the figure larger"
        )
    before = set(map(id, figure.findobj()))
    with settings():
        draw_blocks(Sheet(figure, high, wide, left, above, scale), chart.blocks)
    for artist in figure.findobj(lambda one: id(one) not in before):
        _sized(artist, scale)
    if isinstance(place, Axes):
        place.set_axis_off()
    return figure.get_figure(root=True)


def _sized(artist: Artist, scale: float) -> None:
    """Letters, lines and points as large as the rest."""
    if isinstance(artist, Text):
        artist.set_fontsize(float(artist.get_fontsize()) * scale * _HINTED)
    elif isinstance(artist, Line2D):
        artist.set_linewidth(artist.get_linewidth() * scale)
        artist.set_markersize(artist.get_markersize() * scale)
        artist.set_markeredgewidth(artist.get_markeredgewidth() * scale)
    elif isinstance(artist, Collection):
        artist.set_linewidth(np.multiply(artist.get_linewidth(), scale).tolist())
        if isinstance(artist, PathCollection):
            artist.set_sizes(artist.get_sizes() * scale**2)
    elif isinstance(artist, Patch):
        artist.set_linewidth(artist.get_linewidth() * scale)
