"""The chart of discrepancies: a cell for every two sources, with its ratio and its verdict."""

import io
import re

import charts_drawn as drawn
import pytest
from charts_drawn import shipped, table
from ledgers import compared, framed
from matplotlib.patches import Rectangle
from PIL import Image

from reconcile.charts.discrepancies import discrepancies_chart
from reconcile.charts.page.inline_svg import claims_in
from reconcile.charts.page.marks import CLAIM, SIGNS
from reconcile.charts.page.picture_files import save

FOUR = (
    "Source A,2025-01-01,,Town,killed,100",
    "Source B,2025-01-01,,Town,killed,~110",
    "Source C,2025-02-20,,Town,killed,300",
    "Source D,2025-01,,Town,killed,150",
    "Source E,2025-01-09,,Town,killed,unknown",
)


def cells(axes):
    """The cells of a panel as row, column and verdict, their places counted in cells."""
    tiles = [one for one in axes.findobj(Rectangle) if one.get_label() in SIGNS]
    wide = max(tile.get_width() for tile in tiles) + 0.03
    high = max(tile.get_height() for tile in tiles) + 0.03
    return {
        (round(tile.get_y() / high), round(tile.get_x() / wide)): tile.get_label() for tile in tiles
    }


def said(axes):
    """What stands in the cells, from the top and from the left."""
    places = sorted((text.get_position()[1], text.get_position()[0], text.get_text())
                    for text in axes.texts)  # fmt: skip
    return [text for *_, text in places]


def verdicts_of(comparison):
    found = framed(comparison.discrepancies)
    return sorted(found.loc[(found["within"] == "").to_numpy(), "verdict"])


def test_a_cell_for_every_two_sources_with_the_verdict_of_the_table():
    comparison = table(*FOUR)
    axes = drawn.panel(discrepancies_chart(comparison), "Town · killed")
    # lowest first: A 100, B ~110, D 150, C 300, E without a number
    assert cells(axes) == {
        (1, 0): "conflict",
        (2, 0): "undetermined", (2, 1): "undetermined",
        (3, 0): "timing", (3, 1): "timing", (3, 2): "timing",
        **{(4, column): "undetermined" for column in range(4)},
    }  # fmt: skip
    assert sorted(cells(axes).values()) == verdicts_of(comparison)


def test_each_cell_has_its_sign_and_its_ratio():
    axes = drawn.panel(discrepancies_chart(table(*FOUR)), "Town · killed")
    assert said(axes) == [
        "≠", "×1.10",
        "?", "×1.50", "?", "×1.36",
        "→", "×3.00", "→", "×2.73", "→", "×2.00",
        "?", "?", "?", "?",
    ]  # fmt: skip


def test_the_sign_tells_a_verdict_without_its_tone():
    assert len(set(SIGNS.values())) == len(SIGNS) == 4
    written = drawn.words(discrepancies_chart(table(*FOUR))).split("\n")
    for verdict in ("contradict", "cannot be told", "explained by dates"):
        assert verdict in written
    assert "same" not in written  # the key names what is there
    assert "contradict" in written


def greys(verdict, comparison):
    """How light the cells of a verdict are in a picture without colours."""
    chart = discrepancies_chart(comparison)
    image = Image.open(io.BytesIO(save(chart, "png"))).convert("L")
    axes = next(axes for axes in chart.figure.axes if axes.get_label() != "key")
    tile = next(one for one in axes.findobj(Rectangle) if one.get_label() == verdict)
    box = tile.get_window_extent()
    scale = image.height / chart.figure.bbox.height
    return image.getpixel((int((box.x0 + 6) * scale), image.height - int((box.y0 + 6) * scale)))


def test_a_conflict_is_dark_where_there_is_no_colour():
    two = "Source A,2025-01-01,,Town,killed,100"
    conflict = table(two, "Source B,2025-01-01,,Town,killed,300")
    timing = table(two, "Source B,2025-03-02,,Town,killed,300")
    agree = table(two, "Source B,2025-01-02,,Town,killed,~100")
    assert greys("conflict", conflict) + 80 < greys("timing", timing)
    assert greys("conflict", conflict) + 80 < greys("agree", agree)


def test_every_source_stands_with_its_figure_and_day():
    written = drawn.words(discrepancies_chart(table(*FOUR))).split("\n")
    for words in (
        "Source B",
        "~110",
        "1 Jan 2025",
        "20 Feb 2025",
        "Source E",
        "no number given",
        "Jan 2025",
    ):
        assert words in written


@pytest.mark.parametrize("cut", ["february", "everything"])
def test_every_pair_of_the_shipped_case_is_there(cut):
    comparison = shipped(cut)
    chart = discrepancies_chart(comparison)
    figures = [picture.figure for picture in chart.pictures]
    tiles = [t for each in figures for t in each.findobj(Rectangle) if hasattr(t, CLAIM)]
    assert sorted(tile.get_label() for tile in tiles) == verdicts_of(comparison)


def test_a_cell_leads_to_the_source_at_the_end_of_its_row():
    comparison = table(*FOUR)
    chart = discrepancies_chart(comparison)
    sources = {number: claim.source for number, claim in comparison.claims.items()}
    assert [sources[number] for number in claims_in(chart)] == [
        "Source B", "Source D", "Source C", "Source E",
    ]  # fmt: skip


def test_a_cell_has_room_for_its_ratio_up_to_some_sixteen_sources():
    rows = [f"Source {n:02},2025-01-01,,Town,killed,{100 + 10 * n}" for n in range(14)]
    chart = discrepancies_chart(table(*rows))
    assert "Ratios left out" not in drawn.words(chart)
    assert said(drawn.panel(chart, "Town · killed")).count("≠") == 14 * 13 // 2


def test_why_a_pair_is_undetermined_is_said():
    assert (
        "nothing known tells whether both can be true, or a source gave no number"
        in drawn.words(discrepancies_chart(table(*FOUR)))
    )


def test_from_nobody_there_is_a_difference_and_no_ratio():
    chart = discrepancies_chart(
        table("Source A,2025-01-01,,Town,killed,0", "Source B,2025-01-01,,Town,killed,40")
    )
    assert said(drawn.panel(chart, "Town · killed")) == ["≠", "+40"]


def test_the_tally_and_the_worst_pair_stand_under_the_title():
    written = drawn.words(discrepancies_chart(table(*FOUR)))
    assert "10 pairs: 1 contradict, 6 cannot be told, 3 explained by dates. Source A" in written
    assert "and Source B ~110" in written.replace("\N{NO-BREAK SPACE}", " ")


def test_counts_of_one_source_have_no_panel():
    chart = discrepancies_chart(
        table(*FOUR, "Source A,2025-01-01,,Town,wounded,7", "Source A,2025-01-01,,Road,killed,7")
    )
    assert drawn.titles(chart) == ["Town · killed"]


def test_it_says_so_where_no_two_sources_speak_of_one_count():
    chart = discrepancies_chart(table("Source A,2025-01-01,,Town,killed,100"))
    assert drawn.titles(chart) == []
    assert "no two sources have a current figure for the same count" in drawn.words(chart)
    assert "no two sources" in chart.alt


def test_contradictions_across_definitions_are_counted():
    comparison = table(
        "Source A,2025-01-01,,Town,killed,100",
        "Source B,2025-01-01,,Town,killed,100",
        "Source C,2025-01-01,,Town,killed+wounded,50",
    )
    across = int((comparison.discrepancies["within"] != "").sum())
    assert across == 2
    assert (
        "Pairs of different definitions that cannot both be true, not drawn, see the table: 2."
    ) in drawn.words(discrepancies_chart(comparison))


def test_sources_that_rest_on_one_are_named():
    chart = discrepancies_chart(
        compared(
            drawn.HEAD
            + "Source A,2025-01-01,,Town,killed,100\nSource B,2025-01-01,,Town,killed,100\n",
            sources="source,name,kind,side,derives_from\nSource A,,media,,\n"
            "Source B,,media,,Source A\n",
        )
    )
    assert "Source A and Source B both rest on Source A." in drawn.words(chart)


def test_of_very_many_sources_the_lowest_and_the_highest_are_drawn():
    rows = [f"Source {n:02},2025-01-01,,Town,killed,{100 + n}" for n in range(40)]
    chart = discrepancies_chart(table(*rows))
    axes = drawn.panel(chart, "Town · killed")
    assert len(cells(axes)) == 30 * 29 // 2
    written = drawn.words(chart)
    assert "10 more sources, not drawn" in written
    assert "Sources left out for want of room, neither lowest nor highest: 10." in written
    assert "780 pairs" in written
    assert "Ratios left out for want of room: 435." in written
    for name in ("Source 00", "Source 14", "Source 25", "Source 39"):
        assert re.search(rf"^{name}$", written, re.M)
    assert "Source 20" not in written.partition("Sources:")[0]


def test_of_very_many_counts_those_with_most_sources_are_drawn():
    rows = [
        f"Source {m},2025-01-01,,Place {n:02},killed,{100 + m}"
        for n in range(45)
        for m in range(3 if n == 44 else 2)
    ]
    chart = discrepancies_chart(table(*rows))
    assert len(drawn.titles(chart)) == 40
    assert "Place 44 · killed" in drawn.titles(chart)
    assert "Panels left out for want of room, with the fewest sources: 5." in drawn.words(chart)


def test_the_alternative_text_has_every_pair():
    alt = discrepancies_chart(table(*FOUR)).alt
    assert alt.startswith("soldiers: how far apart every two sources are.")
    assert (
        "10 pairs: 1 contradict, 6 cannot be told, 3 explained by dates. Verdict: contradict."
        in alt
    )
    assert (
        "Source A 100 (1 Jan 2025) and Source C 300 (20 Feb 2025), ×3.00, explained by dates" in alt
    )
