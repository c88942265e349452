"""A page that is passed on: links to each count, pictures of them, previews, tables within it."""

import csv
import io
import json
import re
from html import unescape
from urllib.parse import unquote

import charts_drawn as drawn
import pytest
from charts_drawn import shipped, table
from ledgers import compared, write_ledger

from reconcile.charts.page.claims import claimed_ranges, subjects
from reconcile.charts.ranges.count_picture import SHAPES, count_picture
from reconcile.cli import run
from reconcile.columnar import Cells, Columns
from reconcile.report import WEB, is_of_report, report
from reconcile.report.shared_tables import shared_tables
from reconcile.report.surroundings import Surroundings

HEAD = "source,published,population,place,measure,figure\n"
CASE = (
    HEAD + "A,2025-01-01,soldiers,Town,killed,100\nB,2025-01-01,soldiers,Town,killed,~300\n"
    "C,2025-01-02,soldiers,Town,wounded,40\n"
)


def page_of(around):
    return report(compared(CASE), around)[WEB].decode()


@pytest.fixture(scope="module")
def alone():
    return page_of(Surroundings())


def test_every_count_has_a_link_of_its_own(alone):
    names = re.findall(r'id="(count-[a-z0-9-]+)"', alone)
    assert names == ["count-killed-town", "count-wounded-town"]
    assert all(f'href="#{name}"' in alone for name in names)


def test_a_page_tells_previews_what_it_says(alone):
    told = re.search(r'property="og:description" content="([^"]+)"', alone)
    assert unescape(told[1]).startswith("How many soldiers were killed? 100 according to A; about")
    assert 'property="og:title" content="soldiers"' in alone
    assert "og:url" not in alone and "og:image" not in alone and "canonical" not in alone


def test_where_its_address_is_known_it_says_so():
    page = page_of(Surroundings(base="https://example.org/figures/"))
    assert 'property="og:url" content="https://example.org/figures/case/index.html"' in page
    assert 'property="og:image" content="https://example.org/figures/case/ranges.png"' in page


def test_tables_are_within_the_page_as_csv_and_json(alone):
    given = dict(re.findall(r"href='(data:[^']+)' download=\"([^\"]+)\"", alone))
    by_name = {name: unquote(unescape(href).partition(",")[2]) for href, name in given.items()}
    rows = list(csv.DictReader(io.StringIO(by_name["ranges.csv"].removeprefix("\ufeff"))))
    assert [(row["measure"], row["low"], row["high"]) for row in rows] == [
        ("killed", "100", "300"), ("wounded", "40", "40"),
    ]  # fmt: skip
    assert [row["verdict"] for row in json.loads(by_name["ranges.json"])] == ["conflict", "single"]
    assert {"estimates.csv", "estimates.json", "discrepancies.csv"} <= set(by_name)


def test_large_tables_are_beside_the_page_alone():
    frames = {
        f"{n}.csv": Columns({"source": Cells.of(["a name of a source"] * rows)})
        for n, rows in enumerate((10, 3000, 500, 500, 500, 1))
    }
    told = list(shared_tables(frames))
    assert [one.name for one in told] == list(frames)
    within = [bool(one.csv) for one in told]
    assert within == [bool(one.json) for one in told] and within[0] and within[-1]
    assert not within[1] and within.count(True) < 5
    assert sum(len(one.csv) + len(one.json) for one in told) < 80_000


def test_the_pages_say_what_changed_and_lead_to_the_feed(tmp_path, capsys):
    write_ledger(tmp_path, CASE)
    out = tmp_path / "out"
    args = ["report", "--since", "@2025-01-01", "--feed", "--output", str(out)]
    assert run(["--ledger", str(tmp_path), *args]) == 0
    (page,) = (path.read_text() for path in out.glob("*/index.html"))
    assert "What changed since 1 Jan 2025" in page and 'href="../feed.xml"' in page
    section = page.partition('<section id="changed"')[2].partition("</section>")[0]
    assert "soldiers · Town · wounded" in section and "no figure" in section
    assert "soldiers · Town · killed" not in section
    assert re.search(r"<strong>new</strong> \(not there before\).*?<a class=\"ref\"", section)
    index = (out / WEB).read_text()
    assert "Since 1 Jan 2025: 3 rows: 1 new, 2 as before." in index
    assert re.search(r'index.html#changed">What moved: 1 count<', index)
    assert 'type="application/atom+xml" href="feed.xml"' in index
    capsys.readouterr()


def test_an_address_that_is_none_is_refused(tmp_path, capsys):
    write_ledger(tmp_path, CASE)
    args = ["report", "--base-url", "figures", "--output", str(tmp_path / "out")]
    assert run(["--ledger", str(tmp_path), *args]) == 2
    assert "--base-url figures: is no web address" in capsys.readouterr().err


def test_pictures_of_every_count_are_in_the_report_and_linked():
    files = report(compared(CASE), Surroundings(pictures=True))
    made = [name for name in files if name.startswith("count-")]
    assert len(made) == 8 and all(map(is_of_report, made))
    assert not is_of_report("count-killed.png")
    page = files[WEB].decode()
    assert all(f'href="{name}" download' in page for name in made if "killed" in name)


MANY = [f"Source {n} of a long name,2025-01-01,,Town,killed,{90 + 70 * n}" for n in range(30)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("case", ["mina-2015", "russian-losses-in-ukraine", "many"])
def test_a_picture_of_a_count_has_its_size_and_is_whole(shape, case):
    comparison = table(*MANY) if case == "many" else shipped("everything", case)
    named_as = subjects(comparison)
    for entry in claimed_ranges(comparison, named_as)[:2]:
        picture = count_picture(comparison, entry, named_as, shape)
        of = SHAPES[shape]
        size = picture.figure.canvas.get_width_height(physical=True)
        assert size == (of.wide, of.high)
        assert drawn.clipped(picture) == drawn.overlapping(picture) == []
        written = drawn.words(picture)
        assert picture.title in written.replace("\n", " ")
        assert "The newest figure was published" in written and named_as.title in written
        lowest = entry.counted[0]
        assert lowest.source[:12] in written and lowest.figure in written
        assert ("more sources, not drawn" in written) == (case == "many")
