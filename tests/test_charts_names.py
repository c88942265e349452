"""Names on a timeline: the lines that lead from them cross nothing, and the margin is a key."""

import re
from itertools import combinations, pairwise

import charts_drawn as drawn
import numpy as np
import pytest
from charts_drawn import bounded_chart, shipped, table

from reconcile.charts.timeline import timeline_chart


def crowd(sources, step):
    """Sources whose last figures lie close together in the first week of a year."""
    rows = [
        f"Source {n},2025-01-0{1 + n % 5},,Town,killed,{100 + step * (n * 7 % sources)}"
        for n in range(sources)
    ]
    return table(*rows, "Late,2025-12-01,,Town,killed,900")


CHARTS = {
    f"{draw.__name__} of {name}": (draw, made)
    for draw in (timeline_chart, bounded_chart)
    for name, made in {
        "troops": lambda: shipped("everything"),
        "losses": lambda: shipped("everything", "russian-losses-in-ukraine"),
        "four": lambda: crowd(4, 1),
        "nine": lambda: crowd(9, 30),
        "thirty": lambda: crowd(30, 20),
    }.items()
}


@pytest.fixture(scope="module", params=CHARTS)
def chart(request):
    draw, made = CHARTS[request.param]
    return draw(made())


def inches(axes, points):
    """Places of data on the page, in inches."""
    return axes.transData.transform(np.asarray(points, dtype=float)) / axes.figure.dpi


def leaders(axes):
    """The lines from names to figures, in inches, each with all its corners."""
    strokes = [
        inches(axes, np.column_stack([line.get_xdata(), line.get_ydata()]))
        for line in drawn.lines(axes, "leader")
    ]
    joined = []
    for start, end in strokes:
        if joined and np.allclose(joined[-1][-1], start, atol=1e-6):
            joined[-1].append(end)
        else:
            joined.append([start, end])
    return joined


def side(a, b, c):
    """On which side of the line from a to b the place c is; 0 if it is on it, within a hair."""
    (x, y), (across, up) = np.subtract(b, a), np.subtract(c, a)
    turn = x * up - y * across
    return 0 if abs(turn) < 1e-6 else np.sign(turn)


def cross(one, other):
    """Whether two strokes go through each other; to run along one another is not to cross."""
    (a, b), (c, d) = one, other
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def segments(line):
    """The strokes of a line, from beyond the point at which it begins."""
    start, turn = line[:2]
    long = float(np.hypot(*np.subtract(turn, start)))
    begin = start + np.subtract(turn, start) * min(0.12 / long, 1)
    return list(pairwise([begin, *line[1:]]))


def distance(place, start, end):
    along = np.subtract(end, start)
    share = np.clip(np.dot(np.subtract(place, start), along) / np.dot(along, along), 0, 1)
    return float(np.hypot(*(start + share * along - place)))


def test_no_line_to_a_name_crosses_another(chart):
    for axes in chart.figure.axes:
        for one, other in combinations(leaders(axes), 2):
            assert not any(cross(a, b) for a in segments(one) for b in segments(other))


def test_no_line_leads_over_the_point_of_another(chart):
    for axes in chart.figure.axes:
        marks = [inches(axes, [point])[0] for point in drawn.points(axes)]
        for start, end in leaders(axes):
            others = [mark for mark in marks if np.hypot(*(mark - start)) > 0.25]
            assert all(distance(mark, start, end) > 0.04 for mark in others)


def test_no_line_to_a_name_looks_like_a_figure_that_holds(chart):
    for axes in chart.figure.axes:
        field = axes.get_window_extent().x1 / axes.figure.dpi
        for start, end in leaders(axes):
            assert end[0] < field + 0.5
            assert abs(end[1] - start[1]) > 0.02 or abs(end[0] - start[0]) < 1


def test_names_in_the_margin_are_a_key_in_the_order_of_the_figures():
    axes = drawn.panel(timeline_chart(crowd(30, 20)), "Town · killed")
    levels = {
        (line.get_marker(), line.get_color()): inches(axes, line.get_xydata())[0][1]
        for line in drawn.lines(axes, "point")
    }
    names = drawn.lines(axes, "name")
    assert len(names) > 10
    assert {(name.get_marker(), name.get_color()) for name in names} <= set(levels)
    aside = [inches(axes, name.get_xydata())[0][1] for name in names]
    assert aside == sorted(aside, reverse=True)


def test_two_limits_on_one_line_have_no_space_between_them(chart):
    written = [line for text in drawn.texts(chart) for line in text.get_text().split("\n")]
    assert not [line for line in written if re.search(r"\d– \d", line)]
