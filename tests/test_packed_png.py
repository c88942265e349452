"""Drawings as PNG of few tones: what is drawn is what is seen."""

import io

import numpy as np
from charts_drawn import shipped
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from reconcile.charts.page.packed_png import packed_png
from reconcile.charts.page.style import settings
from reconcile.charts.timeline import timeline_chart

OFF = 12  # of 255, in each of red, green and blue, which nobody sees at the edge of a letter


def drawn(figure: Figure) -> np.ndarray:
    assert isinstance(figure.canvas, FigureCanvasAgg)
    with settings():
        figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba())[..., :3].astype(int)


def packed(figure: Figure) -> np.ndarray:
    image = Image.open(io.BytesIO(packed_png(figure)))
    assert image.mode == "P"
    assert [round(each) for each in image.info["dpi"]] == [figure.dpi] * 2
    return np.asarray(image.convert("RGB")).astype(int)


def of_dots(dots: np.ndarray) -> Figure:
    """A figure that shows these dots, one each."""
    figure = Figure((dots.shape[1] / 100, dots.shape[0] / 100), dpi=100)
    FigureCanvasAgg(figure)
    figure.figimage(dots.astype(np.uint8))
    return figure


def test_no_tone_of_a_chart_is_off_by_what_can_be_seen_and_most_are_as_drawn() -> None:
    figure = timeline_chart(shipped("everything", "russian-losses-in-ukraine")).figure
    before, after = drawn(figure), packed(figure)
    off = np.abs(before - after).max(axis=2)
    assert len(np.unique(before.reshape(-1, 3), axis=0)) > 256
    assert off.max() <= OFF
    assert (off > 0).mean() < 0.02


def test_up_to_256_tones_are_as_drawn() -> None:
    rng = np.random.default_rng(7)
    tones = rng.integers(0, 256, (256, 3))
    dots = tones[np.concatenate([np.arange(256), rng.integers(0, 256, 144)])].reshape(20, 20, 3)
    figure = of_dots(dots)
    assert len(np.unique(drawn(figure).reshape(-1, 3), axis=0)) == len(np.unique(tones, axis=0))
    np.testing.assert_array_equal(packed(figure), drawn(figure))


def test_a_tone_of_few_dots_far_from_all_others_is_kept() -> None:
    grey = np.arange(400).reshape(20, 20, 1) % 128 * np.ones(3, dtype=int)
    grey[..., 2] += np.arange(400).reshape(20, 20) // 100
    grey[3, 4] = (154, 52, 18)
    figure = of_dots(grey)
    before, after = drawn(figure), packed(figure)
    (at,) = np.argwhere((before == (154, 52, 18)).all(axis=2)).tolist()
    assert after[tuple(at)].tolist() == [154, 52, 18]
