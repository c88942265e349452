"""Names on a timeline: the lines that lead from them cross nothing, and the margin has an order."""

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


def test_no_line_within_the_field_leads_over_the_point_of_another(chart):
    for axes in chart.figure.axes:
        marks = [inches(axes, [point])[0] for point in drawn.points(axes)]
        for line in leaders(axes):
            if len(line) > 2:  # to the margin: level, under the marks
                continue
            start, end = line
            others = [mark for mark in marks if np.hypot(*(mark - start)) > 0.25]
            assert all(distance(mark, start, end) > 0.04 for mark in others)


def test_names_in_the_margin_stand_in_the_order_of_their_figures(chart):
    for axes in chart.figure.axes:
        aside = [line for line in leaders(axes) if len(line) > 2]
        aside.sort(key=lambda line: -line[-1][1])
        levels = [line[0][1] for line in aside]
        assert all(a >= b - 1e-6 for a, b in pairwise(levels))


def test_a_name_in_the_margin_has_the_form_and_tone_of_its_points():
    axes = drawn.panel(timeline_chart(crowd(30, 20)), "Town · killed")
    looks = {
        tuple(inches(axes, line.get_xydata())[0].round(4)): (line.get_marker(), line.get_color())
        for line in drawn.lines(axes, "point")
    }
    aside = [line for line in leaders(axes) if len(line) > 2]
    names = drawn.lines(axes, "name")
    assert len(aside) == len(names) > 10
    for line, name in zip(aside, names, strict=True):
        assert looks[tuple(line[0].round(4))] == (name.get_marker(), name.get_color())


def test_two_limits_on_one_line_have_no_space_between_them(chart):
    written = [line for text in drawn.texts(chart) for line in text.get_text().split("\n")]
    assert not [line for line in written if re.search(r"\d– \d", line)]
