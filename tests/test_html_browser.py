"""The page of a case as a browser shows it: from disk, with and without its script."""

import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from ledgers import compared
from test_html import CASE, NASTY, ROOT, SHIPPED, SOURCES, hostile_page, small_page

from reconcile.report import WEB
from reconcile.report.index import index_page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
WIDTHS = (360, 768, 1280, 1920)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def pages(made_once, tmp_path_factory):
    """Where the pages lie, by name."""
    one = compared(CASE, sources=SOURCES)
    index = tmp_path_factory.mktemp("index") / WEB
    index.write_bytes(index_page({"case": one, "<b>": one}, ["older"]))
    shipped = {case: ROOT / "reports" / case / WEB for case in SHIPPED}
    own = {"small": small_page(made_once), "hostile": hostile_page(made_once), "index": index}
    return {**own, **shipped}


NAMES = ("small", "hostile", "index", *SHIPPED)


class Visit:
    """A page that is open, with what it said and asked for."""

    def __init__(self, browser, path, **how):
        self.context = browser.new_context(**how)
        self.page = self.context.new_page()
        self.said, self.asked = [], []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.url = Path(path).as_uri()
        self.page.goto(self.url)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()

    def shown(self, what):
        """The texts of the elements that can be seen."""
        return [one.inner_text() for one in self.page.locator(what).all() if one.is_visible()]


@pytest.mark.parametrize("name", NAMES)
def test_it_loads_from_disk_without_errors_or_requests(browser, pages, name):
    with Visit(browser, pages[name]) as visit:
        assert visit.said == []
        assert visit.asked == [visit.url]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_overflows(browser, pages, name):
    with Visit(browser, pages[name]) as visit:
        visit.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for width in WIDTHS:
            visit.page.set_viewport_size({"width": width, "height": 800})
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("name", "scheme"),
    [*((name, "light") for name in NAMES), *((name, "dark") for name in ("small", "index"))],
)
def test_axe_finds_nothing(browser, pages, name, scheme):
    from axe_playwright_python.sync_playwright import Axe

    with Visit(browser, pages[name], color_scheme=scheme) as visit:
        # what is folded is looked at too
        visit.page.evaluate(
            "document.querySelectorAll('details').forEach(d => { d.name = ''; d.open = true })"
        )
        # nothing but violations is asked for: it takes half the time on a large page
        options = {"runOnly": list(RULES), "resultTypes": ["violations"]}
        found = Axe().run(visit.page, options=options).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def rows_of(visit):
    ids = visit.page.locator("#rows tbody tr").evaluate_all("rows => rows.map(row => row.id)")
    return list(map(unquote, ids))


def test_sorting(browser, pages):
    with Visit(browser, pages["small"]) as visit:
        assert rows_of(visit)[:3] == ["case.csv:2", "case.csv:3", "case.csv:4"]
        figure = visit.page.get_by_role("columnheader", name="figure").last
        button = visit.page.locator("#rows thead").get_by_role("button", name="figure")
        button.click()
        assert visit.page.locator("#rows th[aria-sort=ascending]").inner_text() == "figure"
        order = ["case.csv:2", "case.csv:5", "case.csv:6", "case.csv:3", "case.csv:7"]
        assert rows_of(visit)[:5] == order
        button.click()
        assert rows_of(visit)[0] == "case.csv:4"
        assert figure.is_visible()
        visit.page.locator("#rows thead").get_by_role("button", name="published").press("Enter")
        assert rows_of(visit)[0] == "case.csv:4"
        assert visit.page.locator("#rows th[aria-sort]").count() == 1


@pytest.mark.parametrize(
    ("case", "table", "head"),
    [
        ("russian-losses-in-ukraine", "pairs", "apart"),
        ("north-korean-troops", "limits", "as of"),
        ("north-korean-troops", "limits", "possible"),
        ("north-korean-troops", "history", "figure"),
        ("north-korean-troops", "history", "change"),
    ],
)
def test_figures_changes_and_days_have_the_order_of_what_they_mean(
    browser, pages, case, table, head
):
    with Visit(browser, pages[case]) as visit:
        visit.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        button = visit.page.locator(f"#{table} thead").get_by_role("button", name=head, exact=True)
        at = visit.page.locator(f"#{table} thead th").all_inner_texts().index(head)
        for down in (False, True):
            button.click()
            keys = visit.page.locator(f"#{table} tbody tr > :nth-child({at + 1})").evaluate_all(
                "cells => cells.map(cell => cell.dataset.sort || cell.innerText)"
            )
            meant = keys if head == "as of" else [first_number(key) for key in keys]
            said = [each for each in meant if each is not None]
            assert len(set(said)) > 2
            assert said == sorted(said, reverse=down)
            assert set(meant[len(said) :]) <= {None}  # what says no number is last


def first_number(text):
    """What a figure or a change is sorted by; None without a number."""
    found = re.match(r"([+−]?)[~≥<>]*([\d,]*\d)", text)
    return found and int(found[2].replace(",", "")) * (-1 if found[1] == "−" else 1)


def test_filtering_and_its_marks(browser, pages):
    with Visit(browser, pages["small"]) as visit:
        page = visit.page
        page.get_by_label("Source", exact=True).select_option("BBC")
        assert len(visit.shown("#rows tbody tr")) == 2
        assert page.locator("#filter-count").inner_text() == "2 of 7 shown"
        assert page.locator("#ranges.chosen a.on").count() > 0
        assert page.locator("#ranges a.on[href='#case.csv:2']").count() == 0
        page.get_by_label("Status", exact=True).select_option("set-aside")
        assert len(visit.shown("#rows tbody tr")) == 1
        page.get_by_role("button", name="Show all").click()
        page.wait_for_function("document.querySelectorAll('#rows tbody tr[hidden]').length === 0")
        page.get_by_label("Measure", exact=True).select_option("wounded")
        assert len(visit.shown("#rows tbody tr")) == 2
        page.get_by_role("button", name="Show all").click()
        page.get_by_label("Find", exact=True).fill("TOOK the total")
        assert [row[:1] for row in visit.shown("#rows tbody tr")] == ["7"]
        assert page.locator(".chosen").count() == 0


def test_the_date_control_changes_what_is_shown(browser, pages):
    with Visit(browser, pages["small"]) as visit:
        slider = visit.page.get_by_label("Published by", exact=True)
        assert len(visit.shown("#known-log tbody")) == 1
        assert "11 Feb 2025: 5 current figures" in visit.shown("#known-log tbody")[0]
        slider.focus()
        slider.press("Home")
        (shown,) = visit.shown("#known-log tbody")
        assert "9 Jan 2025: 1 current figure" in shown and "4,000" in shown and "900" not in shown
        assert visit.page.locator("#known-shown").inner_text() == "9 Jan 2025"
        assert slider.get_attribute("aria-valuetext") == "9 Jan 2025"
        slider.press("ArrowRight")
        assert "13 Jan 2025: 3 current figures" in visit.shown("#known-log tbody")[0]


def test_anchors_lead_to_rows(browser, pages):
    with Visit(browser, pages["small"]) as visit:
        page = visit.page
        page.get_by_label("Source", exact=True).select_option("BBC")
        page.locator("#answer .ref").first.click()
        row = page.locator("tr:target")
        row.wait_for(state="visible")  # what was chosen hid it
        assert row.get_attribute("id") == "case.csv:2"
        assert (
            page.evaluate("document.querySelector('tr:target').getBoundingClientRect().top") < 720
        )
        page.locator("#ranges a[href='#case.csv:6'] use").first.click()
        assert page.locator("tr:target").get_attribute("id") == "case.csv:6"


@pytest.mark.parametrize("case", SHIPPED)
def test_every_anchor_of_the_shipped_cases_has_its_element(browser, pages, case):
    with Visit(browser, pages[case]) as visit:
        lost = visit.page.evaluate(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href'))"
            ".filter(h => !document.getElementById(decodeURIComponent(h.slice(1))))"
        )
        assert lost == []


@pytest.mark.parametrize("name", NAMES)
def test_it_is_whole_without_its_script(browser, pages, name):
    with Visit(browser, pages[name], java_script_enabled=False) as visit:
        page = visit.page
        assert page.get_by_role("heading", level=1).is_visible()
        if name != "index":
            for row in page.locator("#rows tbody tr").all()[:20]:
                assert row.is_visible()
            assert not page.locator("#filters").is_visible()
            assert not page.locator("#known-control").is_visible()
            shown = page.locator("#known-log tbody")
            assert all(one.is_visible() for one in shown.all())


def test_the_keyboard_reaches_the_answer_and_the_rows(browser, pages):
    with Visit(browser, pages["small"]) as visit:
        page = visit.page
        page.keyboard.press("Tab")
        skip = page.locator(".skip")
        assert skip.evaluate("e => e === document.activeElement")
        assert skip.bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        focused = "document.activeElement.getAttribute('href')"
        assert page.evaluate(focused) == "#case.csv:2"
        page.keyboard.press("Enter")
        assert page.locator("tr:target").get_attribute("id") == "case.csv:2"
        assert not page.evaluate("!!document.activeElement.closest('svg')")


def test_hostile_texts_do_nothing(browser, pages):
    with Visit(browser, pages["hostile"]) as visit:
        page = visit.page
        page.locator("body").hover()
        for choice in page.locator("#filter-source option").all()[1:]:
            page.get_by_label("Source", exact=True).select_option(choice.inner_text())
            assert len(visit.shown("#rows tbody tr")) == 1
        page.get_by_role("button", name="Show all").click()
        page.locator("#rows thead button").nth(1).click()
        page.get_by_label("Find", exact=True).fill(NASTY[0])
        assert len(visit.shown("#rows tbody tr")) == 1
        assert visit.said == []
        assert visit.asked == [visit.url]
        assert page.locator("img").count() == 0


def test_it_prints_without_its_controls(browser, pages):
    with Visit(browser, pages["small"]) as visit:
        visit.page.emulate_media(media="print")
        assert not visit.page.locator("#filters").is_visible()
        assert not visit.page.locator("nav").is_visible()
        assert visit.page.locator("#rows").is_visible()
        assert visit.page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")


def test_on_a_telephone_a_row_is_a_card(browser, pages):
    with Visit(browser, pages["small"], viewport={"width": 360, "height": 800}) as visit:
        row = visit.page.locator("#rows tbody tr").first
        cells = row.locator("th, td")
        boxes = [box for box in (cells.nth(n).bounding_box() for n in range(cells.count())) if box]
        assert max(box["x"] + box["width"] for box in boxes) <= 360
        assert len({box["y"] for box in boxes}) >= 5
        slim = "cells => cells.filter(one => one.offsetHeight && one.offsetWidth < 40).length"
        words = visit.page.locator("#rows tbody td:not(.figure)")
        assert words.evaluate_all(slim) == 0 < words.count()
        named = visit.page.get_by_role("table", name="Every row of case.csv")
        assert named.get_by_role("row").count() == 8
        assert named.get_by_role("columnheader").count() == 9
        strip = visit.page.locator(".strip").first.bounding_box()
        assert strip["width"] > 250
