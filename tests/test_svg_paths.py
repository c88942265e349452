"""Paths of drawings are written short, and lead where they led."""

import re

from hypothesis import given, strategies as st

from reconcile.charts.page.svg_paths import path, rounded

PART = re.compile(r"([MLmlhv])([^MLmlhvz]*)")
NUMBER = re.compile(r"-?\d*\.?\d+")


def corners(short):
    """Where each subpath of a short path goes, in tenths."""
    x = y = 0
    found = []
    for way, numbers in PART.findall(short):
        values = [round(float(each) * 10) for each in NUMBER.findall(numbers)]
        if way in "hv":
            pairs = [(v, 0) if way == "h" else (0, v) for v in values]
        else:
            pairs = zip(values[::2], values[1::2], strict=True)
        for dx, dy in pairs:
            x, y = (dx, dy) if way == "M" else (x + dx, y + dy)
            if way in "Mm":
                found.append([])
            found[-1].append((x, y))
    return found


COUNTS = st.integers(-99, 999).map(lambda tenths: tenths / 10)
LINES = st.lists(st.tuples(COUNTS, COUNTS), min_size=2, max_size=8)


@given(st.lists(LINES, min_size=1, max_size=3), st.booleans())
def test_a_path_leads_where_it_led(lines, closed):
    text = " ".join(
        "".join(f"{'L' if at else 'M'} {x} {y} " for at, (x, y) in enumerate(line))
        for line in lines
    )
    short = path(text + "z" * closed)
    assert short.endswith("z") == closed
    for line, kept in zip(lines, corners(short), strict=True):
        meant = [(round(x * 10), round(y * 10)) for x, y in line]
        assert kept[0] == meant[0] and kept[-1] == meant[-1]
        rest = iter(meant)
        assert all(corner in rest for corner in kept)


def test_points_that_a_line_passes_through_are_left_out():
    assert path("M 0 0 L 1.04 0 L 2 0 L 2 3.5 L 1 4 L 0.5 4.5 z") == "M0 0h2v3.5l-1 .5-.5 .5z"
    assert path("M 0 0 L 5 0 L 2 0") == "M0 0h5h-3"
    assert path("M 1 1 C 2 2.04 3 3 4 4") == "M 1 1 C 2 2 3 3 4 4"
    assert rounded("12.04") == "12"
