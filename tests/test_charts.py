"""Charts: what is drawn is what the comparison says."""

import charts_drawn as drawn
import pytest
from charts_drawn import DERIVED, KILLED, shipped, shown, table
from matplotlib.patches import Rectangle

from reconcile.charts.ranges import ranges_chart
from reconcile.charts.timeline import timeline_chart
from reconcile.notation.dates import parse_date
from reconcile.wording.answer import answer

# what is drawn: ranges


def test_a_point_for_every_source_lowest_first():
    chart = ranges_chart(table(*KILLED))
    axes = drawn.panel(chart, "Town · killed")
    found = drawn.points(axes)
    assert [x for x, _ in found] == [300, 320, 325, 500]
    assert [y for _, y in found] == sorted(y for _, y in found)
    assert drawn.words(chart).count("no number given") == 1


def test_bounds_are_drawn_from_lower_to_upper():
    axes = drawn.panel(ranges_chart(table(*KILLED)), "Town · killed")
    found = [tuple(line.get_xdata()) for line in drawn.lines(axes, "bounds")]
    assert (270.0, 330.0) in found
    assert (250.0, 400.0) in found
    assert (0.0, 500.0) in found


def test_an_open_end_reaches_the_edge_with_an_arrow():
    axes = drawn.panel(ranges_chart(table(*KILLED)), "Town · killed")
    (head,) = drawn.lines(axes, "arrow")
    assert head.get_xdata()[0] == axes.get_xlim()[1]
    assert head.get_ydata()[0] == drawn.points(axes)[1][1]


def test_no_arrow_without_an_open_end():
    axes = drawn.panel(ranges_chart(table(*KILLED[:2])), "Town · killed")
    assert not drawn.lines(axes, "arrow")


def test_figures_stand_beside_their_sources_in_their_words():
    written = drawn.words(ranges_chart(table(*KILLED))).split("\n")
    assert {"~300", "250–400", "≥320", "<500"} <= set(written)


@pytest.mark.parametrize(("draw", "axis"), [(ranges_chart, 0), (timeline_chart, 1)])
def test_only_derived_points_are_hollow(draw, axis):
    axes = drawn.panel(draw(table(*DERIVED)), "Town · killed or wounded")
    marks = drawn.lines(axes, "point")
    found = {float(mark.get_xydata()[0][axis]): drawn.hollow(mark) for mark in marks}
    assert found == {300: True, 500: False}


def test_a_derived_figure_bears_its_mark_and_says_whence():
    written = drawn.words(ranges_chart(table(*DERIVED)))
    assert "300*" in written
    assert "* derived: Source A killed+wounded 300 = killed 100 + wounded 200." in written


def test_counts_that_all_allow_are_shaded():
    axes = drawn.panel(ranges_chart(table(*KILLED[:3])), "Town · killed")
    (band,) = [patch for patch in axes.findobj(Rectangle) if patch.get_label() == "agreed"]
    assert (band.get_x(), band.get_x() + band.get_width()) == (320, 330)


@pytest.mark.parametrize(
    "rows",
    [
        ("Source A,2025-01-01,,Town,killed,300", "Source B,2025-01-01,,Town,killed,400"),
        ("Source A,2025-01-01,,Town,killed,~300",),
        ("Source A,2025-01-01,,Town,killed,~300", "Source B,2025-01-01,,Town,killed,unknown"),
    ],
    ids=["none", "one source", "one number"],
)
def test_nothing_is_shaded_where_no_two_sources_allow_it(rows):
    axes = drawn.panel(ranges_chart(table(*rows)), "Town · killed")
    assert not [patch for patch in axes.findobj(Rectangle) if patch.get_label() == "agreed"]


def test_the_verdict_is_in_words():
    written = drawn.words(ranges_chart(table(*DERIVED))).split("\n")
    assert written.count("contradict") == 1
    assert written.count("Counts of one source only") == 1


def test_stale_and_earlier_figures_are_counted_not_drawn():
    chart = ranges_chart(
        table(
            "Source A,2024-01-01,,Town,killed,111",
            "Source A,2025-01-01,,Town,killed,300",
            "Source B,2023-01-01,,Town,killed,222",
        )
    )
    assert [x for x, _ in drawn.points(drawn.panel(chart, "Town · killed"))] == [300]
    assert "Not drawn, see the timeline: 1 stale, 1 earlier." in drawn.words(chart)


def test_panels_follow_the_order_of_the_page():
    comparison = shipped("february")
    chart = ranges_chart(comparison)
    *titles, alone = drawn.titles(chart)
    assert titles[:3] == [
        "Kursk, Russia · killed", "Russia · deployed", "Kursk, Russia · killed or wounded",
    ]  # fmt: skip
    told = answer(comparison)
    assert titles[0].endswith(told.several[0].measure)
    # those of one source are in one panel, in their order too
    assert alone == "Counts of one source only"
    one = [number for number, said in comparison.by_estimand.items() if len(said) == 1]
    assert len(titles) + len(one) == len(comparison.ranges)
    points = drawn.lines(drawn.panel(chart, alone), "point")
    assert len(points) == len(one) > 1
    written = drawn.words(chart).split("\n")
    assert written.index("Kursk, Russia · killed · since 19 Dec 2024") < written.index(
        "Kursk, Russia · wounded"
    )


def test_points_of_the_shipped_case():
    comparison = shipped("february")
    chart = ranges_chart(comparison)
    axes = drawn.panel(chart, "Kursk, Russia · killed or wounded")
    assert [x for x, _ in drawn.points(axes)] == [1100, 3000, 4000, 4000]
    total = sum(len(drawn.points(axes)) for axes in drawn.panels(chart))
    assert total == int((~comparison.current["unknown"]).sum())


def test_an_axis_begins_at_0():
    chart = shown(ranges_chart, "february")
    assert drawn.panel(chart, "Kursk, Russia · killed").get_xlim()[0] == 0


def test_an_axis_for_a_narrow_band_does_not_and_says_so():
    chart = shown(ranges_chart, "february")
    assert drawn.panel(chart, "Kursk, Russia · deployed").get_xlim()[0] == 10_000
    assert "people; axis does not begin at 0" in drawn.words(chart)


def _two(said: str) -> tuple[str, ...]:
    """The same of two sources, since a count of one alone has no axis."""
    return f"Source A,{said}", f"Source B,{said}"


def test_neighbours_of_one_size_share_an_axis():
    chart = ranges_chart(
        table(
            *_two("2025-01-01,,Town,killed,300"),
            *_two("2025-01-02,,Town,wounded,900"),
            *_two("2025-01-03,,Town,missing,90000"),
        )
    )
    ends = {axes.get_label(): axes.get_xlim()[1] for axes in drawn.panels(chart)}
    assert ends["Town · killed"] == ends["Town · wounded"] < ends["Town · missing"]


def test_the_deployed_never_share_an_axis_with_the_dead():
    chart = ranges_chart(
        table(
            *_two("2025-01-01,,Town,deployed,1000"),
            *_two("2025-01-02,,Town,killed,300"),
        )
    )
    ends = {axes.get_label(): axes.get_xlim()[1] for axes in drawn.panels(chart)}
    assert ends["Town · deployed"] != ends["Town · killed"]


def test_a_source_that_speaks_for_a_party_is_marked():
    written = drawn.words(shown(ranges_chart, "february"))
    assert "Zelenskyy†\n" in written
    assert "† speaks for a party to the conflict: HUR, Ukrainian" in written
    assert "NIS†" not in written


# what is drawn: timelines


def test_a_point_for_every_dated_figure_at_its_day():
    chart = timeline_chart(
        table(
            "Source A,2025-01-01,,Town,killed,300",
            "Source A,2025-02-01,,Town,killed,>=400",
            "Source B,2025-01-15,,Town,killed,~350",
        )
    )
    axes = drawn.panel(chart, "Town · killed")
    day = parse_date("2025-01-01").first
    assert sorted(drawn.points(axes)) == [(day, 300), (day + 14, 350), (day + 31, 400)]
    (head,) = drawn.lines(axes, "arrow")
    assert head.get_xdata()[0] == day + 31
    assert head.get_ydata()[0] > 400
    bounds = [tuple(line.get_ydata()) for line in drawn.lines(axes, "bounds")]
    assert (345.0, 355.0) in bounds


def test_a_line_holds_a_figure_until_the_next():
    chart = timeline_chart(
        table(
            "Source A,2025-01-01,,Town,killed,300",
            "Source A,2025-02-01,,Town,killed,400",
            "Source A,2025-03-01,,Town,killed,450",
        )
    )
    (line,) = drawn.lines(drawn.panel(chart, "Town · killed"), "step")
    day = parse_date("2025-01-01").first
    corners = list(dict.fromkeys(zip(line.get_xdata(), line.get_ydata(), strict=True)))
    assert corners == [
        (day, 300),
        (day + 31, 300),
        (day + 31, 400),
        (day + 59, 400),
        (day + 59, 450),
    ]


def test_a_vague_date_is_a_bar_over_its_days():
    chart = timeline_chart(
        table("Source A,,2025-01,Town,killed,300", "Source A,,2025-04-10,Town,killed,400")
    )
    axes = drawn.panel(chart, "Town · killed")
    (bar,) = drawn.lines(axes, "vague")
    month = parse_date("2025-01")
    assert tuple(bar.get_xdata()) == (month.first, month.last)
    assert drawn.points(axes) == [(parse_date("2025-04-10").first, 400)]


def test_a_year_does_not_stretch_the_axis_and_has_an_arrow():
    axes = drawn.panel(shown(timeline_chart, "february"), "Russia · deployed")
    (bar,) = drawn.lines(axes, "vague")
    assert axes.get_xlim()[0] > parse_date("2024-10").first
    assert bar.get_xdata()[0] == axes.get_xlim()[0]
    assert bar.get_xdata()[1] == parse_date("2024").last
    assert axes.get_xlim()[0] in [line.get_xdata()[0] for line in drawn.lines(axes, "arrow")]


def test_a_figure_replaced_for_its_date_is_a_cross_off_the_line():
    chart = timeline_chart(
        table(
            "Source A,2025-01-02,2025-01-01,Town,killed,300",
            "Source A,2025-01-09,2025-01-01,Town,killed,350",
            "Source A,2025-02-01,,Town,killed,400",
        )
    )
    axes = drawn.panel(chart, "Town · killed")
    (cross,) = drawn.lines(axes, "superseded")
    assert cross.get_ydata()[0] == 300
    (line,) = drawn.lines(axes, "step")
    assert 300 not in line.get_ydata()


def test_all_panels_have_one_axis_of_days():
    chart = shown(timeline_chart, "everything")
    axes = drawn.panels(chart)
    assert len(axes) > 4
    assert len({each.get_xlim() for each in axes}) == 1


def test_lines_are_named_at_their_ends():
    written = drawn.words(shown(timeline_chart, "everything")).split("\n")
    assert "NIS ~2,000" in written
    assert "Western officials ~1,000 (stale)" in written
    assert "Zelenskyy† 4,000 (stale)" in written
    caption = "Stale: more than 90 days older than the newest figure of its count."
    assert any(caption in text for text in written)


def test_counts_with_one_dated_figure_are_left_out_and_counted():
    chart = timeline_chart(
        table(
            "Source A,2025-01-01,,Town,killed,300",
            "Source A,2025-02-01,,Town,killed,400",
            "Source A,2025-02-02,,Town,captured,20",
        )
    )
    assert drawn.titles(chart) == ["Town · killed"]
    assert "Panels left out, with one dated figure or none: 1." in drawn.words(chart)


def test_what_has_no_date_or_number_is_named():
    chart = timeline_chart(
        table(
            "Source A,2025-01-01,,Town,killed,300",
            "Source A,2025-02-01,,Town,killed,400",
            "Source B,,,Town,killed,>=70",
            "Source C,2025-01-05,,Town,killed,unknown",
            "Source D,2025-01-05,,Town,killed,90",
            "Source D,2025-01-09,,Town,killed,withdrawn",
        )
    )
    written = drawn.words(chart)
    assert "No number given: Source C (5 Jan 2025)." in written
    assert "Withdrawn: Source D (9 Jan 2025)." in written
    assert "No date given: Source B ≥70." in written
    assert "Source D 90 (withdrawn)" in written


def test_months_do_not_depend_on_the_locale():
    written = drawn.words(shown(timeline_chart, "everything")).split("\n")
    assert {"Nov 2024", "Dec", "Jan 2025"} <= set(written)


def test_of_equal_ends_the_caption_names_whom_the_range_names():
    rows = [f"{who},2025-01-0{n},,Town,killed,{count}" for n, (who, count) in enumerate(
        [("Source A", 100), ("Source B", 100), ("Source C", 900), ("Source D", 900)], 1
    )]  # fmt: skip
    written = drawn.words(ranges_chart(table(*rows)))
    assert "4 sources, from 100 (Source A) to 900 (Source C); no number fits all." in written
