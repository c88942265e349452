"""Charts laid out for a page: a panel a picture, and narrow ones that a telephone shows whole."""

import charts_drawn as drawn
import pytest
from charts_drawn import CHARTS, KILLED, shipped, table
from ledgers import compared

from reconcile.charts.page.paper import SCREEN, TELEPHONE, laid_out_for
from reconcile.charts.ratios import ratios_chart

CASES = ("mina-2015", "russian-losses-in-ukraine")


def on(paper, draw, comparison):
    with laid_out_for(paper):
        return draw(comparison)


@pytest.mark.parametrize("draw", [*CHARTS, ratios_chart])
@pytest.mark.parametrize("case", CASES)
def test_narrow_charts_are_whole_and_no_text_lies_on_another(draw, case):
    chart = on(TELEPHONE, draw, shipped("everything", case))
    assert {picture.figure.get_figwidth() for picture in chart.pictures} == {TELEPHONE.width}
    assert drawn.clipped(chart) == drawn.overlapping(chart) == []


def test_both_layouts_have_the_same_panels_and_say_the_same():
    comparison = shipped("everything", "mina-2015")
    for draw in CHARTS:
        wide, narrow = (on(paper, draw, comparison) for paper in (SCREEN, TELEPHONE))
        assert [one.name for one in wide.pictures] == [one.name for one in narrow.pictures]
        assert (wide.alt, wide.notes) == (narrow.alt, narrow.notes)
        assert wide.notes[-1].startswith("Sources: ")
        assert wide.notes[-1] not in drawn.words(wide)  # the page says it


def test_a_narrow_chart_names_every_source_with_its_figure():
    chart = on(TELEPHONE, CHARTS[1], table(*KILLED))
    written = drawn.words(chart)
    for said in ("Source A ~300", "Source B 250–400", "Source C ≥320", "Source E <500"):
        assert said in written
    keys = [name.get_marker() for axes in chart.figure.axes for name in drawn.lines(axes, "name")]
    assert len(set(keys)) == len(keys) == 4


def test_paper_is_put_away_again():
    assert drawn.words(CHARTS[0](table(*KILLED))) == drawn.words(CHARTS[0](table(*KILLED)))
    on(TELEPHONE, CHARTS[0], table(*KILLED))
    assert CHARTS[0](table(*KILLED)).figure.get_figwidth() == 9


def test_words_of_a_key_wider_than_a_telephone_go_on_below():
    rows = (
        f"{source},2025-01-0{day},{whom},killed,{figure}"
        for whom in ("soldiers", "civilians")
        for day, (source, figure) in enumerate((("A", 100), ("B", 700), ("C", 500)), 1)
    )
    comparison = compared("source,published,population,measure,figure\n" + "\n".join(rows))
    said = "possible if at most 1 of 3 and 1 of 3 sources are wrong"
    narrow, wide = (on(paper, drawn.bounded_chart, comparison) for paper in (TELEPHONE, SCREEN))
    assert said in drawn.words(wide).split("\n")
    assert said not in drawn.words(narrow).split("\n")
    assert said in drawn.words(narrow).replace("\n", " ")
    one, other = (
        text.get_window_extent()
        for text in drawn.texts(narrow)
        if text.get_text() and text.get_text() in said
    )
    assert one.x0 == other.x0
    assert one.y0 > other.y0
    assert drawn.clipped(narrow) == drawn.overlapping(narrow) == []
