"""A drawing as a PNG of few tones: a third of the size that it has with the tones of each dot."""

from __future__ import annotations

import io
from collections.abc import Mapping

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL.Image import Image, fromarray
from PIL.PngImagePlugin import PngInfo

from reconcile.charts.page.style import settings

# tones that a PNG can number, and how many of these are the tones that most dots have; the others
# are the edges of letters and lines, of which one stands for those that are as good as alike
_TONES, _USUAL = 256, 128
_NONE: Mapping[str, str] = {}
_LEVEL = 6  # of compression, above which it takes far longer for little


def packed_png(figure: Figure, about: Mapping[str, str] = _NONE) -> bytes:
    """The PNG of a figure that has a canvas of Agg, with texts `about` it, the same every time.

    No tone is off by more than can be seen; where there are 256 or fewer all are as they were
    drawn.
    """
    assert isinstance(figure.canvas, FigureCanvasAgg)
    with settings():
        figure.canvas.draw()
    texts = PngInfo()
    for name, text in about.items():
        texts.add_text(name, text)
    written = io.BytesIO()
    picture = _of_few_tones(np.asarray(figure.canvas.buffer_rgba()))
    dots = figure.dpi, figure.dpi
    picture.save(written, "png", pnginfo=texts, dpi=dots, compress_level=_LEVEL)
    return written.getvalue()


def _of_few_tones(dots: np.ndarray) -> Image:
    """A picture of dots (rows and columns of red, green, blue and full opacity)."""
    flat = np.ascontiguousarray(dots).view("<u4").ravel()
    starts = np.concatenate([[0], np.flatnonzero(flat[1:] != flat[:-1]) + 1])
    lengths = np.diff(starts, append=len(flat))  # a few runs of dots of one tone, for the time
    tones, which = np.unique(flat[starts], return_inverse=True)
    colours = tones.view(np.uint8).reshape(-1, 4)[:, :3].astype(int)
    kept, nearest = _chosen(colours, np.bincount(which, lengths))
    picture = fromarray(np.repeat(nearest[which], lengths).reshape(dots.shape[:2]))
    picture.putpalette(colours[kept].astype(np.uint8).tobytes())
    return picture


def _chosen(colours: np.ndarray, often: np.ndarray) -> tuple[list[int], np.ndarray]:
    """Which colours are kept, and for each colour the position among these of the nearest.

    After those of most dots it is always the one that is furthest from all that are kept.
    """
    kept = np.argsort(-often, kind="stable")[:_USUAL].tolist()
    apart = ((colours[:, None] - colours[kept]) ** 2).sum(axis=2)
    nearest, off = apart.argmin(axis=1), apart.min(axis=1)
    while len(kept) < _TONES and off.any():
        furthest = int(off.argmax())
        anew = ((colours - colours[furthest]) ** 2).sum(axis=1)
        nearest[anew < off] = len(kept)
        off = np.minimum(off, anew)
        kept.append(furthest)
    return kept, nearest.astype(np.uint8)
