"""Counts very far apart are drawn on a logarithmic axis, and the chart says so."""

import charts_drawn as drawn
import pytest
from charts_drawn import shown, table
from hypothesis import given, strategies as st

from reconcile.charts.page.scales import Need, Scale, is_far, log_scale
from reconcile.charts.ranges import ranges_chart
from reconcile.charts.timeline import timeline_chart

FAR = (
    "Source A,2025-01-01,,Town,killed,1",
    "Source B,2025-01-02,,Town,killed,10 million",
    "Source C,2025-01-03,,Town,killed,5000",
)
SAID = "people; logarithmic axis, ×10 a line"


def test_the_rule_is_a_hundredfold():
    assert not is_far([3, 299])
    assert is_far([3, 300])
    assert not is_far([0, 5, 400])
    assert is_far([0, 5, 500])
    assert not is_far([0])


@pytest.mark.parametrize("highest", [29_999, 30_000])
def test_an_axis_is_logarithmic_from_a_hundredfold_on_and_says_so(highest):
    chart = ranges_chart(
        table("Source A,2025-01-01,,Town,killed,300", f"Source B,2025-01-01,,Town,killed,{highest}")
    )
    far = highest == 30_000
    written = drawn.words(chart)
    axes = drawn.panel(chart, "Town · killed")
    assert (axes.get_xscale() == "function") == far
    assert (SAID in written) == far
    assert ("It is used where the highest figure is 100 times the lowest above 0" in written) == far


@pytest.mark.parametrize("draw", [ranges_chart, timeline_chart])
def test_equal_distances_are_equal_ratios(draw):
    chart = draw(table(*FAR))
    axes = drawn.panel(chart, "Town · killed")
    across = draw is ranges_chart
    place = {
        count: axes.transData.transform((count, 1) if across else (axes.get_xlim()[0], count))
        for count in (1, 10, 100, 1_000_000)
    }
    at = {count: float(both[0 if across else 1]) for count, both in place.items()}
    assert at[10] - at[1] == pytest.approx(at[100] - at[10])
    assert at[1_000_000] - at[1] == pytest.approx(6 * (at[10] - at[1]))
    assert SAID in drawn.words(chart)


def test_points_and_bounds_are_where_they_were_said():
    chart = ranges_chart(table(*FAR, "Source D,2025-01-01,,Town,killed,200–3000"))
    axes = drawn.panel(chart, "Town · killed")
    assert [x for x, _ in drawn.points(axes)] == [1, 1600, 5000, 10_000_000]
    assert (200.0, 3000.0) in [tuple(line.get_xdata()) for line in drawn.lines(axes, "bounds")]
    assert drawn.clipped(chart) == []
    assert drawn.overlapping(chart) == []


def test_nobody_stands_apart_at_the_beginning():
    chart = ranges_chart(table(*FAR, "Source D,2025-01-01,,Town,killed,0"))
    axes = drawn.panel(chart, "Town · killed")
    start, one = axes.transData.transform([(0, 0), (1, 0)])[:, 0]
    assert axes.get_xlim()[0] == 0
    assert one - start == pytest.approx(0.3 * chart.figure.dpi, rel=0.01)
    assert {"0", "1"} <= set(drawn.words(chart).split("\n"))


def test_figures_and_arrows_end_on_the_axis():
    chart = ranges_chart(table(*FAR, "Source D,2025-01-01,,Town,killed,>=9 million"))
    axes = drawn.panel(chart, "Town · killed")
    end = axes.get_window_extent().x1
    renderer = chart.figure.canvas.get_renderer()
    for text in drawn.texts(chart):
        if text.get_text() in ("10,000,000", "≥9,000,000"):
            assert text.get_window_extent(renderer).x1 < end
    (head,) = drawn.lines(axes, "arrow")
    assert head.get_xdata()[0] == axes.get_xlim()[1]


def test_such_a_panel_has_an_axis_of_its_own():
    chart = ranges_chart(
        table(*FAR, "Source A,2025-01-01,,Town,wounded,9 million", "B,2025-01-01,,Town,wounded,1")
    )
    assert drawn.words(chart).count(SAID) == 2


def test_that_a_total_grew_is_no_reason():
    chart = timeline_chart(
        table(
            "Source A,2025-01-01,,Town,killed,1",
            "Source A,2025-06-01,,Town,killed,5000",
            "Source B,2025-06-01,,Town,killed,7000",
        )
    )
    assert drawn.panel(chart, "Town · killed").get_yscale() == "linear"


@pytest.mark.parametrize("cut", ["february", "everything"])
@pytest.mark.parametrize("draw", [ranges_chart, timeline_chart])
def test_the_shipped_case_needs_none(cut, draw):
    assert "logarithmic" not in drawn.words(shown(draw, cut))


COUNTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=9).filter(any)


@given(COUNTS, st.sampled_from([1.2, 3.0, 5.0]), st.booleans())
def test_every_count_lies_on_the_axis_with_its_room(counts, length, across):
    needs = [Need(count, 0.4) for count in counts if count]
    scale = log_scale(needs, counts, length, across)
    for count in counts:
        assert 0 <= scale.share(count) <= 1
        assert scale.count(scale.share(count)) == pytest.approx(count, rel=1e-6, abs=1e-6)
    assert (1 - max(map(scale.share, counts))) * length >= 0.39 or length == 1.2
    places = [scale.share(tick) for tick, _ in scale.ticks]
    assert places == sorted(places)
    assert any(label for _, label in scale.ticks)


def test_a_linear_axis_is_as_it_was():
    scale = Scale(10, 30, ())
    assert [scale.share(count) for count in (10, 20, 30, 40)] == [0, 0.5, 1, 1.5]
    assert scale.count(0.25) == 15
