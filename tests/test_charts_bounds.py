"""The chart of bounds: its band is the table, its marks are the claims and how far they give."""

import itertools
import subprocess
import sys

import charts_drawn as drawn
import pytest
from charts_drawn import bounded_chart, shipped, shown, table
from hypothesis import given, strategies as st
from ledgers import framed
from matplotlib.patches import Polygon

from reconcile.bounding import bounds
from reconcile.charts.bounds.band import Band
from reconcile.charts.page.scales import day_scale
from reconcile.notation.dates import parse_date

DAY = parse_date("2025-01-01").first
GROWS = (
    "Source A,2025-01-01,,Town,killed,100",
    "Source B,2025-02-01,,Town,killed,~210",
    "Source C,2025-03-01,,Town,killed,>=300",
)
FALLS = ("Source A,2025-01-01,,Town,killed,100", "Source B,2025-01-10,,Town,killed,50")
OUTLIER = (
    "Source A,2025-01-01,,Town,killed,100",
    "Source B,2025-02-01,,Town,killed,110",
    "Source C,2025-02-01,,Town,killed,5 million",
)


def killed(*rows):
    """The panel of those killed in a chart of these rows."""
    return drawn.panel(bounded_chart(table(*rows)), "Town · killed")


def edge(axes, name):
    """The corners of the lower edge, or of each upper one, without those at its two ends."""
    return [
        list(dict.fromkeys(map(tuple, line.get_xydata().tolist())))
        for line in drawn.lines(axes, name)
    ]


def fields(axes, name):
    return [patch for patch in axes.findobj(Polygon) if patch.get_label() == name]


# the band


def test_the_lower_edge_holds_each_bound_until_the_next_date():
    (corners,) = edge(killed(*GROWS), "lower")
    assert corners[1:-1] == [
        (DAY, 100),
        (DAY + 31, 100),
        (DAY + 31, 205),
        (DAY + 59, 205),
        (DAY + 59, 300),
    ]
    assert corners[0][1] == 100
    assert corners[-1][1] == 300


def test_the_upper_edge_holds_each_bound_back_to_the_date_before():
    (corners,) = edge(killed(*GROWS), "upper")
    assert corners[1:] == [(DAY, 100), (DAY, 215), (DAY + 31, 215)]


def test_the_first_and_the_last_day_are_wide_enough_to_be_seen():
    axes = killed(GROWS[0])
    (corners,) = edge(axes, "lower")
    assert corners[0][0] < DAY < corners[-1][0]
    assert corners[-1][0] - corners[0][0] < (axes.get_xlim()[1] - axes.get_xlim()[0]) / 50


def test_the_band_of_the_shipped_case_is_its_table():
    comparison = shipped("everything")
    rows = framed(bounds(comparison).table)
    rows = rows[(rows["measure"] == "killed") & (rows["since"] == "")]
    axes = drawn.panel(bounded_chart(comparison), "Kursk, Russia · killed")
    (corners,) = edge(axes, "lower")
    days = [parse_date(text).first for text in rows["as_of"]]
    seen = {
        (day, lower) for day, lower in zip(days, rows["lower"], strict=True) if day > corners[0][0]
    }
    assert len(seen) > 10
    assert seen <= set(corners)


counts = st.integers(0, 1000)


@given(st.lists(st.tuples(st.integers(1, 400), counts, counts), min_size=2, max_size=8))
def test_between_two_dates_it_is_from_the_earlier_lower_to_the_later_upper(steps):
    days, lower, upper = [700_000.0], [0.0], [1000.0]
    for gap, rise, more in steps:
        days.append(days[-1] + gap)
        lower.append(lower[-1] + rise)
        upper.append(upper[-1] + rise + more)
    band = Band(tuple(zip(days, lower, upper, strict=True)))
    _, *between, _ = band.seen(day_scale(days[0], days[-1], 6.0), 6.0)
    assert [(step.first, step.last) for step in between] == list(itertools.pairwise(days))
    assert [step.lower for step in between] == lower[:-1]
    assert [step.upper for step in between] == upper[1:]


def test_the_band_of_a_count_that_may_fall_has_only_its_dates():
    rows = [row.replace("killed", "missing") for row in (GROWS[0], *FALLS[1:], GROWS[1], GROWS[2])]
    chart = bounded_chart(table(*rows))
    axes = drawn.panel(chart, "Town · missing")
    lower, upper = edge(axes, "lower"), edge(axes, "upper")
    assert [{count for _, count in corners} for corners in lower] == [{100}, {50}, {205}, {300}]
    assert [{count for _, count in corners} for corners in upper] == [{100}, {50}, {215}]
    assert all(corners[-1][0] - corners[0][0] < 2 for corners in (*lower, *upper))
    assert "Of a count that may fall" in drawn.words(chart)
    assert "Of a count that may fall" not in drawn.words(bounded_chart(table(*GROWS)))


def test_such_dates_keep_clear_of_each_other_however_near():
    band = Band(((700_000.0, 5.0, 9.0), (700_001.0, 1.0, 2.0), (700_400.0, 3.0, 4.0)), joined=False)
    one, other, last = band.seen(day_scale(700_000.0, 700_400.0, 6.0), 6.0)
    assert one.last == other.first == 700_000.5
    assert other.last < last.first
    assert [(step.lower, step.upper) for step in (one, other, last)] == [(5, 9), (1, 2), (3, 4)]


def test_an_open_band_fades_has_an_arrow_and_is_in_the_key():
    chart = bounded_chart(table(*GROWS))
    axes = drawn.panel(chart, "Town · killed")
    (field,) = fields(axes, "open")
    assert min(x for x, _ in field.get_xy()) == DAY + 31
    assert any(line.get_xdata()[0] > DAY + 31 for line in drawn.lines(axes, "arrow"))
    assert "\nno upper limit\n" in drawn.words(chart)


def test_a_band_that_is_limited_has_no_arrow():
    chart = bounded_chart(table(*GROWS[:2]))
    axes = drawn.panel(chart, "Town · killed")
    assert not fields(axes, "open")
    assert not drawn.lines(axes, "arrow")
    assert "no upper limit" not in drawn.words(chart)


def test_the_bounds_at_the_end_are_in_words():
    assert "Left possible on 1 Mar 2025: 300 or more." in drawn.words(bounded_chart(table(*GROWS)))
    assert "Left possible on 1 Jan 2025: 100." in drawn.words(bounded_chart(table(GROWS[0])))


# the claims


def test_every_claim_is_at_its_day_and_named():
    chart = bounded_chart(table(*GROWS))
    axes = drawn.panel(chart, "Town · killed")
    assert drawn.points(axes) == [(DAY, 100), (DAY + 31, 210), (DAY + 59, 300)]
    assert {"Source A 100", "Source B ~210", "Source C ≥300"} <= set(drawn.words(chart).split("\n"))
    assert (205.0, 215.0) in [tuple(line.get_ydata()) for line in drawn.lines(axes, "bounds")]


def test_stale_claims_count_and_are_not_called_so():
    written = drawn.words(
        bounded_chart(
            table("Source A,2024-01-01,,Town,killed,100", "Source B,2025-01-01,,Town,killed,300")
        )
    )
    assert "Source A 100" in written
    assert "(stale)" not in written


def test_a_vague_date_is_a_bar_over_its_days():
    axes = killed("Source A,,2025-01,Town,killed,300", "Source B,,2025-04-10,Town,killed,400")
    (bar,) = drawn.lines(axes, "vague")
    assert tuple(bar.get_xdata()) == (DAY, DAY + 30)


def test_nothing_is_outside_where_all_can_hold():
    chart = bounded_chart(table(*GROWS))
    assert not drawn.lines(drawn.panel(chart, "Town · killed"), "outside")
    assert "wrong" not in drawn.words(chart).replace("if any one source is wrong", "")
    assert "Cannot hold together" not in drawn.words(chart)


THREE = ("Source A,2025-01-01,,Town,killed,100", "Source B,2025-01-01,,Town,killed,50",
         "Source C,2025-01-01,,Town,killed,50")  # fmt: skip


def test_a_claim_outside_the_band_has_a_ring_and_words():
    chart = bounded_chart(table(*THREE))
    axes = drawn.panel(chart, "Town · killed")
    (ring,) = drawn.lines(axes, "outside")
    assert tuple(ring.get_xydata()[0]) == (DAY, 100)
    written = drawn.words(chart)
    assert "Source A 100, outside" in written.splitlines()
    assert (
        "Left possible on 1 Jan 2025, if at most 1 of 3 sources are wrong: 50. "
        "1 of 3 claims lies outside the band."
    ) in written


def test_the_paler_band_holds_what_is_possible_if_one_more_is_wrong():
    axes = killed("Source A,2025-01-01,,Town,killed,100", "Source B,2025-01-01,,Town,killed,60",
                  "Source C,2025-01-01,,Town,killed,50–60")  # fmt: skip
    (wider,) = fields(axes, "wider")
    assert {y for _, y in wider.get_xy()} == {50.0, 100.0}
    (band,) = fields(axes, "band")
    assert {y for _, y in band.get_xy()} == {60.0}


def test_contradictions_and_settlements_are_in_words_and_nobody_is_called_wrong():
    written = drawn.words(bounded_chart(table(*FALLS)))
    assert (
        "Cannot hold together: (1) Source A 100 (1 Jan 2025) killed and "
        "Source B 50 (10 Jan 2025) killed."
    ) in written
    assert "if as few sources as can be are wrong, 1 of 2, whoever they are" in written
    assert (
        "The others hold without Source A: 1 of 2 sources stays and "
        "without Source B: 1 of 2 sources stays."
    ) in written.replace("; without", " and without")
    assert "Whoever is set aside is not thereby the one who is wrong." in written


def test_what_has_no_date_or_number_is_named():
    chart = bounded_chart(
        table(
            *GROWS,
            "Source D,,,Town,killed,>=70",
            "Source E,2025-01-05,,Town,killed,unknown",
            "Source F,2025-01-05,,Town,killed,90",
            "Source F,2025-01-09,,Town,killed,withdrawn",
        )
    )
    written = drawn.words(chart)
    assert "No number given: Source E (5 Jan 2025). No date given: Source D ≥70." in written
    assert "Source F" not in written


# the axis


def test_a_claim_far_above_the_rest_does_not_flatten_it():
    chart = bounded_chart(table(*OUTLIER))
    axes = drawn.panel(chart, "Town · killed")
    low, high = axes.get_ylim()
    assert (low, high < 150) == (0, True)
    assert "people; axis cut; above it the band up to 5,000,000 and 1 claim, of 5,000,000" in (
        drawn.words(chart)
    )
    (mark,) = drawn.lines(axes, "beyond")
    assert 110 < mark.get_ydata()[0] < high


def test_a_far_upper_bound_does_not_flatten_the_claims():
    chart = bounded_chart(
        table(
            "Source A,2025-01-01,,Town,deployed,50000",
            "Source A,2025-01-01,,Town,killed,>=100",
            "Source B,2025-01-20,,Town,killed,>=200",
        )
    )
    axes = drawn.panel(chart, "Town · killed")
    assert axes.get_ylim()[1] < 400
    assert "people; axis cut; above it the band up to 50,000" in drawn.words(chart)


def test_a_total_that_grew_a_thousandfold_is_shown_in_full():
    axes = killed("Source A,2025-01-01,,Town,killed,5", "Source B,2025-03-01,,Town,killed,5000")
    assert axes.get_ylim()[1] > 5000


def test_an_axis_is_not_cut_without_need():
    assert "axis cut" not in drawn.words(bounded_chart(table(*GROWS)))


def test_all_panels_have_one_axis_of_days():
    chart = shown(bounded_chart, "everything")
    axes = [axes for axes in chart.figure.axes if axes.get_label() != "key"]
    assert len({each.get_xlim() for each in axes}) == 1


# the panels


def test_panels_follow_the_page_over_all_pictures():
    chart = shown(bounded_chart, "everything")
    titles = [title for picture in chart.pictures for title in drawn.titles(picture)]
    told = [
        "Kursk, Russia · killed",
        "Kursk, Russia · casualties, as the source defines them · in its narrowest reading",
        "Kursk, Russia · killed or wounded",
        "Kursk, Russia · deployed",
        "Russia · deployed",
    ]
    assert [title for title in dict.fromkeys(titles) if title in told] == told


def test_no_picture_is_taller_than_a_page_shows():
    places = [f"Source {n},2025-01-0{1 + m},,Place {n},killed,9" for n in range(30) for m in (0, 1)]
    for picture in bounded_chart(table(*places)).pictures:
        assert picture.figure.get_figheight() * picture.figure.dpi <= 2400


def test_one_claim_alone_is_drawn():
    assert drawn.points(killed("Source A,2025-01-01,,Town,killed,5")) == [(DAY, 5)]


def test_without_any_date_the_bounds_are_words():
    chart = bounded_chart(table("Source A,,,Town,killed,5", "Source B,,,Town,killed,7"))
    assert drawn.titles(chart) == []
    written = drawn.words(chart)
    assert "Left possible at no given date: 7 or more." in written
    assert "No date given: Source A 5 and Source B 7." in written


def test_all_open_claims_leave_one_open_band():
    axes = killed("Source A,2025-01-01,,Town,killed,>=5", "Source B,2025-02-01,,Town,killed,>=9")
    assert not drawn.lines(axes, "upper")
    assert not fields(axes, "band")
    assert axes.get_ylim()[1] < 18


CROWDS = {
    "25 sources that clash": [
        f"Source {n},2025-0{1 + n % 3}-{1 + n:02},,Town,killed,~{50 + 10 * n}" for n in range(25)
    ],
    "25 claims of one day": [f"Source {n},2025-01-01,,Town,killed,{90 + n}" for n in range(25)],
    "outliers with long names": [
        *OUTLIER,
        *(f"{'Unbroken' * 12}{n},2025-02-0{1 + n},,Town,killed,{n}00000" for n in range(1, 4)),
        r'"Costs $5 a_b^{2} $\alpha$ 100% #1 & ~x~",2025-02-09,,Town,killed,<40',
        "\u202eturned\u200b,2025-02-11,,Town,killed,>=700",
    ],
    "40 that cannot be named": [
        f"Source {n},2025-01-{1 + n % 28:02},,Town,killed,{400 - 9 * n}" for n in range(40)
    ],
}


@pytest.mark.parametrize("name", CROWDS)
def test_a_crowd_is_legible(name):
    chart = bounded_chart(table(*CROWDS[name]))
    assert drawn.clipped(chart) == []
    assert drawn.overlapping(chart) == []


def test_marks_without_a_name_are_counted():
    written = drawn.words(bounded_chart(table(*CROWDS["40 that cannot be named"])))
    assert "Marks without a name for want of room: 10." in written


# what is written


def test_the_caption_names_the_cut_and_the_sources():
    written = drawn.words(shown(bounded_chart, "february"))
    assert "Published by 28 Feb 2025.\nNo number fits all claims: the band holds" in written
    assert "No cut: everything published." in drawn.words(shown(bounded_chart, "everything"))
    assert "NIS (National Intelligence Service of the Republic of Korea; via CNA" in written
    assert "same time: within" not in written


def test_the_alternative_text_has_the_numbers():
    assert bounded_chart(table(*FALLS)).alt == (
        "soldiers: what the claims leave possible. No cut: everything published. "
        "No number fits all: the counts are those if 1 of 2 are wrong. "
        "Town · killed: on 1 Jan 2025 0 to 100; on 10 Jan 2025 50 or more. "
        "1 set of claims cannot hold together. "
        "Whoever is set aside is not thereby the one who is wrong."
    )
    assert "on 1 Jan 2025 100; on 1 Feb 2025 205 to 215; on 1 Mar 2025 300 or more." in (
        bounded_chart(table(*GROWS)).alt
    )


def test_a_count_that_was_taken_back_has_no_panel():
    said = "Source A,2025-01-01,,Town,missing,9"
    taken = "Source A,2025-01-01,,Town,missing,withdrawn"
    assert "Town · missing" in bounded_chart(table(*GROWS, said)).alt
    assert "Town · missing" not in bounded_chart(table(*GROWS, taken)).alt


def test_charts_do_not_load_the_solver():
    code = "import sys, reconcile.charts; print('highspy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
