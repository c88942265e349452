"""Charts laid out for a page: a panel a picture, and narrow ones that a telephone shows whole."""

import charts_drawn as drawn
import pytest
from charts_drawn import CHARTS, KILLED, shipped, table

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
