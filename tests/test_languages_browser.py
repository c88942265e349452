"""Pages in other languages as a browser shows them."""

import shutil

import pytest
from ledgers import compared
from test_html import CASE, SOURCES
from test_html_browser import Visit, browser  # noqa: F401

from reconcile.notation.speech import ENGLISH, LANGUAGES, speaking, word
from reconcile.report.case_page import case_page
from reconcile.report.extent import Extent
from reconcile.report.surroundings import Surroundings

pytestmark = pytest.mark.skipif(
    not any(map(shutil.which, ("chromium", "chromium-browser"))), reason="there is no Chromium"
)
OTHERS = [code for code in LANGUAGES if code != ENGLISH]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Where the pages lie, by the codes of their languages."""
    made = {}
    for code in OTHERS:
        made[code] = tmp_path_factory.mktemp(code) / "index.html"
        with speaking(code):
            comparison = compared(CASE, sources=SOURCES)
            frames = {"ranges.csv": comparison.ranges}
            page = case_page(Extent.of(comparison), frames, Surroundings())
            made[code].write_bytes(page)
    return made


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_overflows_on_a_telephone(browser, pages, code):  # noqa: F811
    with Visit(browser, pages[code], viewport={"width": 360, "height": 800}) as visit:
        visit.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for width in (360, 1280):
            visit.page.set_viewport_size({"width": width, "height": 800})
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
            # from right to left what hangs out to the left is not scrolled to
            lefts = visit.page.evaluate(
                "[...document.querySelectorAll('p, h1, h2, h3, li, figure')]"
                ".map(one => one.getBoundingClientRect().left)"
            )
            assert min(lefts) >= 0
        assert visit.said == []


@pytest.mark.parametrize("code", OTHERS)
def test_figures_are_sorted_and_rows_are_counted_in_any_language(browser, pages, code):  # noqa: F811
    with Visit(browser, pages[code]) as visit:
        table = visit.page.locator("#history")
        visit.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        heads = table.locator("thead th").all_inner_texts()
        with speaking(code):
            at = [head.split("\n")[0].strip() for head in heads].index(word("heading", "figure"))
        table.locator("thead button").nth(at).click()
        cells = table.locator(f"tbody tr > :nth-child({at + 1})").all_inner_texts()
        plain = [cell.translate(str.maketrans("", "", "~*, \u00a0\u202f")) for cell in cells]
        assert list(map(int, plain)) == sorted(map(int, plain))
        shown = visit.page.locator("#filter-count").inner_text()
        assert [int(part) for part in shown.split() if part.isdigit()] or code == "ko"


def test_a_page_from_right_to_left_begins_at_the_right(browser, pages):  # noqa: F811
    with Visit(browser, pages["ar"], viewport={"width": 1280, "height": 800}) as visit:
        box = visit.page.locator("#answer .question").bounding_box()
        style = "getComputedStyle(document.querySelector('#answer .question')).direction"
        assert visit.page.evaluate(style) == "rtl"
        assert box["x"] > 400
        # the scales of charts run from left to right, as the figures do
        drawn = "getComputedStyle(document.querySelector('.chart svg')).direction"
        assert visit.page.evaluate(drawn) == "ltr"
        figure = visit.page.locator("td.figure bdi").first
        assert figure.get_attribute("dir") == "ltr"
