"""The brackets of a chart of ranges: the two figures furthest apart of a verdict are joined."""

import charts_drawn as drawn
import pytest
from charts_drawn import shown, table

from reconcile.charts.discrepancies import discrepancies_chart
from reconcile.charts.ranges import ranges_chart

CONFLICT = (
    "Source A,2025-01-01,,Town,killed,300",
    "Source B,2025-01-01,,Town,killed,350",
    "Source C,2025-01-01,,Town,killed,900",
)
TIMING = ("Source A,2025-01-01,,Town,killed,300", "Source B,2025-02-02,,Town,killed,350")


def joined(chart, verdict, title="Town · killed"):
    """The levels of the rows that brackets of this verdict join, from the top."""
    found = drawn.lines(drawn.panel(chart, title), verdict)
    return [tuple(sorted(line.get_ydata())) for line in found]


def levels(chart, title="Town · killed"):
    """The levels of the rows by the counts of their points."""
    return dict(drawn.points(drawn.panel(chart, title)))


def said(chart):
    return [text for text in drawn.words(chart).split("\n") if text[:1] in "≠→?" and " " in text]


def test_the_two_furthest_apart_of_conflict_are_joined_with_their_ratio():
    chart = ranges_chart(table(*CONFLICT))
    rows = levels(chart)
    assert joined(chart, "conflict") == [(rows[300], rows[900])]
    assert said(chart) == ["≠ ×3.00"]
    assert "contradict, furthest apart" in drawn.words(chart)


def test_the_arms_lead_from_the_marks_to_the_bracket():
    chart = ranges_chart(table(*CONFLICT))
    axes = drawn.panel(chart, "Town · killed")
    (upright,) = drawn.lines(axes, "conflict")
    arms = drawn.lines(axes, "arm")
    assert {arm.get_ydata()[0] for arm in arms} == set(upright.get_ydata())
    assert {arm.get_xdata()[1] for arm in arms} == {upright.get_xdata()[0]}
    assert upright.get_xdata()[0] > 1  # beyond the end of the axis
    renderer = chart.figure.canvas.get_renderer()
    for arm, figure in zip(arms, (300, 900), strict=True):
        mark, _ = axes.transData.transform((figure, arm.get_ydata()[0]))
        assert mark + 10 < arm.get_window_extent(renderer).x0 < mark + 30


def test_timing_has_another_sign_and_stroke():
    chart = ranges_chart(table(*TIMING))
    rows = levels(chart)
    assert joined(chart, "timing") == [(rows[300], rows[350])]
    assert joined(chart, "conflict") == []
    assert said(chart) == ["→ ×1.17"]


def test_vague_dates_have_a_broken_bracket():
    chart = ranges_chart(
        table("Source A,,2025-05/2025-06,Town,killed,300", "Source B,,2025-06,Town,killed,900")
    )
    (upright,) = drawn.lines(drawn.panel(chart, "Town · killed"), "undetermined")
    assert upright.get_linestyle() == "--"
    assert said(chart) == ["? ×3.00"]


def test_nothing_is_joined_where_all_agree_or_one_speaks():
    agreeing = ranges_chart(
        table("Source A,2025-01-01,,Town,killed,~300", "Source B,2025-01-01,,Town,killed,310")
    )
    alone = ranges_chart(table("Source A,2025-01-01,,Town,killed,~300"))
    for chart in (agreeing, alone):
        assert said(chart) == []
        assert not drawn.lines(drawn.panel(chart, "Town · killed"), "arm")
        assert "furthest" not in drawn.words(chart)


def test_conflict_and_timing_of_one_panel_stand_beside_each_other():
    chart = shown(ranges_chart, "february")
    title = "Kursk, Russia · killed or wounded"
    axes = drawn.panel(chart, title)
    rows = [y for _, y in drawn.points(axes)]
    assert joined(chart, "timing", title) == [(rows[0], rows[2])]
    assert joined(chart, "conflict", title) == [(rows[0], rows[3])]
    (near,), (far,) = drawn.lines(axes, "timing"), drawn.lines(axes, "conflict")
    assert near.get_xdata()[0] < far.get_xdata()[0]
    assert {"≠ ×2.73", "→ ×3.64"} <= set(said(chart))


EARLIER = (
    "Source A,2025-01-01,,Town,killed,300",
    "Source B,2025-01-01,,Town,killed,900",
    "Source B,2025-02-01,,Town,killed,3000",
)


@pytest.mark.parametrize("draw", [ranges_chart, discrepancies_chart])
def test_a_ratio_of_an_earlier_day_is_said_to_be_one(draw):
    said_of = "Compared by what both sources said of one earlier day, not by the figures drawn"
    written = drawn.words(draw(table(*EARLIER))).replace("\N{NO-BREAK SPACE}", " ")
    assert said_of in written
    assert "Source A 300 (1 Jan 2025) and Source B 900 (1 Jan 2025), ×3.00." in written
    assert said_of not in drawn.words(draw(table(*CONFLICT)))


def test_brackets_of_rows_apart_share_the_room():
    chart = ranges_chart(
        table(
            "Source A,2025-03-01,,Town,killed,100",
            "Source B,2025-03-01,,Town,killed,200",
            "Source C,2025-01-15,,Town,killed,30",
            "Source D,2025-02-15,,Town,killed,40",
        )
    )
    # the pair of timing spans all four rows, so it stands outside
    axes = drawn.panel(chart, "Town · killed")
    (near,), (far,) = drawn.lines(axes, "conflict"), drawn.lines(axes, "timing")
    assert near.get_xdata()[0] < far.get_xdata()[0]


def test_a_pair_of_one_origin_is_not_joined():
    sources = "source,name,kind,derives_from\nA,A,other,\nB,B,other,A\n"
    rows = "source,published,place,measure,figure\nA,2025-01-01,Town,killed,3\n"
    rows += "B,2025-01-01,Town,killed,9\n"
    assert said(ranges_chart(drawn.compared(rows, sources=sources))) == []


def test_from_nobody_the_difference_is_said():
    chart = ranges_chart(
        table("Source A,2025-01-01,,Town,killed,0", "Source B,2025-01-01,,Town,killed,40")
    )
    assert said(chart) == ["≠ +40"]


def test_a_pair_that_is_not_drawn_is_not_joined():
    far = [f"Source {n},2025-01-01,,Town,killed,{1000 + n}" for n in range(80)]
    chart = ranges_chart(table(*far))
    assert said(chart) == ["≠ ×1.08"]  # the lowest and the highest are drawn
    assert drawn.overlapping(chart) == []


@pytest.mark.parametrize("cut", ["february", "everything"])
def test_the_words_of_a_bracket_lie_on_no_arm(cut):
    chart = shown(ranges_chart, cut)
    renderer = chart.figure.canvas.get_renderer()
    marks = [text for text in drawn.texts(chart) if text.get_text() in said(chart)]
    assert marks
    arms = [arm for axes in chart.figure.axes for arm in drawn.lines(axes, "arm")]
    for text in marks:
        box = text.get_window_extent(renderer)
        for arm in arms:
            other = arm.get_window_extent(renderer)
            within = other.x0 < box.x1 and other.x1 > box.x0
            assert not (within and box.y0 < other.y0 < box.y1)


def test_the_pairs_are_in_the_alternative_text():
    alt = shown(ranges_chart, "february").alt
    assert (
        "Contradict, furthest apart: South Korean Joint Chiefs of Staff ~1,100 (23 Dec 2024) and "
        "Zelenskyy† >3,000 (23 Dec 2024), ×2.73. Explained by dates, furthest apart: "
        "South Korean Joint Chiefs of Staff ~1,100 (23 Dec 2024) and HUR† ~4,000 (4 Feb 2025), "
        "×3.64."
    ) in alt
