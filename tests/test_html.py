"""The page of a case in HTML: all of the ledger in it, nothing loaded, nothing of it alive."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from ledgers import compared, framed, write_ledger

from reconcile.charts.page.claims import claims_of
from reconcile.cli import run
from reconcile.comparison import Selection, compare
from reconcile.comparison.states import states
from reconcile.report import WEB, report
from reconcile.report.anchors import Anchors
from reconcile.report.html import names
from reconcile.report.index import index_page
from reconcile.report.strips import strips
from reconcile.storage.ledger_files import LISTS
from reconcile.wording.answer import answer

ROOT = Path(__file__).parent.parent
SHIPPED = sorted(path.stem for path in (ROOT / "estimates").glob("*.csv") if path.name not in LISTS)
VOID = {"meta", "link", "input", "br", "img", "hr", "wbr", "col"}
CASE = """source,via,published,as_of,place,measure,figure,quote,url,set_aside
NIS,CNA,2025-01-13,,Kursk,killed,~300,about 300,https://example.org/a?b=1&c=(2),
NIS,,2025-01-13,,Kursk,wounded,"2,700",,,
HUR,,2025-01-09,,Kursk,killed+wounded,"4,000",,https://example.org/c,
HUR,,2025-02-10,,Kursk,killed,350,,,
BBC,,2025-02-11,,Kursk,killed,900,,,
BBC,UPI,2025-03-01,,Kursk,wounded,"3,000",,https://example.org/d,took the total
"""
SOURCES = (
    "source,name,kind,side\nNIS,Service,intelligence,\nHUR,,intelligence,Ukraine\nBBC,,media,\n"
)
NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "</style></script><!--",
    "\u202egnp.exe",
    "국가정보원",
    "Зеленський",
    "وزارة الدفاع",
    "L" * 10_000,
)


class Page(HTMLParser):
    """What a test asks of a page: its elements with their attributes, and their nesting."""

    def __init__(self, data):
        super().__init__(convert_charrefs=True)
        self.text = data.decode()
        self.elements, self.open, self.words = [], [], []
        self.feed(self.text)
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        names_of = [name for name, _ in attrs]
        assert len(names_of) == len(set(names_of)), (tag, attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, (tag, self.getpos())
        self.words += [" "] * (tag in ("td", "th", "li", "p", "h2", "h3", "caption"))

    def handle_data(self, data):
        if not {"script", "style"} & set(self.open):
            self.words.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]

    @property
    def ids(self):
        return [attrs["id"] for _, attrs in self.elements if "id" in attrs]

    @property
    def shown(self):
        return " ".join("".join(self.words).split())


def written(text, **others):
    return report(compared(text, **others))[WEB]


def page_of(text, **others):
    return Page(written(text, **others))


def small_page(made_once):
    """Where the page of CASE lies."""
    return made_once("small.html", lambda: written(CASE, sources=SOURCES))


def hostile_page(made_once):
    """Where the page lies in which every text that can be hostile is."""
    return made_once("hostile.html", lambda: written(nasty()))


@pytest.fixture(scope="module")
def page(made_once):
    return Page(small_page(made_once).read_bytes())


@pytest.fixture(scope="module", params=SHIPPED)
def shipped(request):
    return Page((ROOT / "reports" / request.param / WEB).read_bytes())


def nasty():
    """A ledger in which every text that can be hostile is."""
    cell = '"{}"'.format
    rows = [
        ",".join(
            cell(text.replace('"', '""'))
            for text in (bad, bad, "2025-01-13", bad[:200], "killed", "300", bad, bad, bad)
        )
        for bad in NASTY
    ]
    return "\n".join(["source,via,published,place,measure,figure,quote,url,notes", *rows])


@pytest.fixture(scope="module")
def hostile(made_once):
    return Page(hostile_page(made_once).read_bytes())


def test_every_row_is_there_under_its_line(page):
    assert [f"case.csv:{line}" for line in range(2, 8)] == [
        attrs["id"] for attrs in page.all("tr") if attrs.get("id", "").startswith("case.csv")
    ]
    derived = [attrs["id"] for attrs in page.all("tr") if attrs.get("id", "").startswith("derived")]
    assert len(derived) == 1


def test_every_row_of_the_shipped_cases_is_there(shipped):
    ids = set(shipped.ids)
    case = next(name for name in SHIPPED if f"{name}.csv:2" in ids)
    lines = (ROOT / "estimates" / f"{case}.csv").read_text(encoding="utf-8").splitlines()
    assert {f"{case}.csv:{line}" for line in range(2, len(lines) + 1)} <= ids


def leads_somewhere(page):
    assert len(page.ids) == len(set(page.ids))
    inside = [attrs["href"] for attrs in page.all("a") if attrs["href"].startswith("#")]
    assert inside
    assert {unquote(href[1:]) for href in inside} <= set(page.ids)
    for name in ("aria-labelledby", "aria-describedby", "for"):
        used = [attrs[name] for _, attrs in page.elements if attrs.get(name)]
        assert set(used) <= set(page.ids)
    used = re.findall(r"url\(#([^)]+)\)", page.text)
    assert set(used) <= set(page.ids)


def test_anchors_lead_to_what_is_there(page, hostile):
    leads_somewhere(page)
    leads_somewhere(hostile)


def test_anchors_of_the_shipped_cases_lead_to_what_is_there(shipped):
    leads_somewhere(shipped)


def loads_nothing(page):
    for tag, attrs in page.elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form[action]")
        assert not {"src", "srcset", "action", "formaction", "background", "xlink:href"} & set(
            attrs
        )
        assert not [name for name in attrs if name.startswith("on")], attrs
        href = attrs.get("href", "#")
        own = ("#", "http://", "https://", "data:text/csv;", "data:application/json;")
        assert href.startswith(own) or re.fullmatch(r"[a-z]+\.csv|\.\./index\.html", href), href
        assert not href.startswith("data:") or "download" in attrs  # saved, never opened
        if tag == "use":
            assert href.startswith("#")
    assert not re.search(r"@import|url\((?!#)", page.text)
    assert len(page.all("script")) == len(page.all("style")) == 1


def test_nothing_is_loaded(page, hostile):
    loads_nothing(page)
    loads_nothing(hostile)


def test_the_shipped_cases_load_nothing_and_are_not_too_large(shipped):
    loads_nothing(shipped)
    assert len(shipped.text.encode()) < 2_000_000


def test_the_policy_allows_the_script_of_the_page_and_nothing_else(page):
    script = re.search(r"<script>(.*?)</script>", page.text, re.S)[1]
    (policy,) = (a["content"] for a in page.all("meta") if a.get("http-equiv"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy == (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        f"script-src 'sha256-{digest}'"
    )


def test_hostile_texts_are_shown_and_are_not_alive(hostile):
    for text in NASTY:
        shown = text.replace("\u202e", "\N{REPLACEMENT CHARACTER}")
        assert shown in hostile.shown
    assert "\u202e" not in hostile.text
    links = [a["href"].lower().split("#")[0] for a in hostile.all("a")]
    saved = ("data:text/csv;", "data:application/json;")  # tables to save, which have all texts
    assert not [href for href in links if "script" in href and not href.startswith(saved)]


def test_only_addresses_of_the_web_are_links(page):
    outside = [attrs for attrs in page.all("a") if attrs["href"].startswith("http")]
    assert [attrs["href"] for attrs in outside] == [
        "https://example.org/a?b=1&c=(2)", "https://example.org/c", "https://example.org/d",
    ]  # fmt: skip
    assert {attrs["rel"] for attrs in outside} == {"noopener noreferrer nofollow"}


def test_the_answer_is_the_first_that_is_said(page):
    shown = page.shown.replace("\N{NO-BREAK SPACE}", " ")
    said = shown.partition("All cases ")[2]
    assert said.startswith(
        "soldiers Kursk · figures of 9 Jan 2025 to 11 Feb 2025 How many soldiers were killed or "
        "wounded? 3,000, worked out from figures of NIS (13 Jan 2025); 4,000 according to HUR† "
        "(9 Jan 2025). Both cannot be true. NIS 13 Jan 2025 3,000* rows 2 3 HUR† 9 Jan 2025 4,000 "
        "row 4 The newest figure was"
    )
    assert "The newest figure was published 11 Feb 2025. † speaks for a party" in said
    assert (
        "killed · Kursk ~300 to 900 cannot be told 3 sources, from NIS ~300 (13 Jan 2025) to BBC "
        "900 (11 Feb 2025). No number fits all. It cannot be told whether all can be true: that "
        "of BBC is of 1 day after that of HUR, and it takes growth of at least 550 a day; no "
        "source has figures of two single days to show how fast it rises, which would settle it. "
        "No number fits all that is claimed on 11 Feb 2025: "
    ) in said
    # bookkeeping comes at the end
    kept = "6 published figures of 3 sources, which rest on 3 independent origins, speak of"
    assert said.index(kept) > said.index("What was left out, and why")


def test_what_time_explains_and_what_cannot_be_settled():
    text = "source,published,measure,figure\nA,2025-01-01,killed,10\nB,2025-02-01,killed,20\n"
    (finding,) = answer(compared(text)).several
    assert finding.range.row.verdict == "timing"
    assert finding.sentences[-1].startswith("Explained by dates: both can be true: 31 days apart")
    vague = text.replace("2025-02-01", "2025-01")
    (finding,) = answer(compared(vague)).several
    assert finding.sentences[-1].startswith("It cannot be told whether all can be true: the dates")


def test_what_one_origin_says_stands_apart():
    found = answer(compared("source,published,measure,figure\nA,2025-01-01,killed,10\n"))
    assert not found.several
    assert [one.sentences for one in found.alone] == [("A 10\xa0(1\xa0Jan\xa02025).",)]


def test_marks_of_the_charts_lead_to_rows(page):
    marks = [attrs for attrs in page.all("a") if attrs.get("tabindex") == "-1"]
    assert {"#case.csv:2", "#case.csv:4", "#case.csv:6"} <= {attrs["href"] for attrs in marks}
    assert "<title>BBC 900\xa0(11\xa0Feb\xa02025)</title>" in page.text


def test_the_text_of_charts_is_text(page):
    drawn = re.findall(r"<text[^>]*>([^<]*)</text>", page.text)
    assert {"BBC", "900", "11 Feb 2025", "Kursk · killed"} <= set(drawn)


def test_a_chart_keeps_letters_that_the_machine_cannot_set(hostile):
    drawn = "".join(re.findall(r"<text[^>]*>([^<]*)</text>", hostile.text))
    assert "국가정보원" in drawn and "Зеленський" in drawn and "وزارة الدفاع" in drawn
    assert "□" not in hostile.text


def test_what_was_known_when():
    found, left_out = states(compared(CASE, sources=SOURCES), 10)
    assert [(state.day, state.rows) for state in found] == [
        ("2025-01-09", ("case.csv:4",)),
        ("2025-01-13", ("case.csv:2", "case.csv:3")),
        ("2025-02-10", ("case.csv:5",)),
        ("2025-02-11", ("case.csv:6",)),
        ("2025-03-01", ("case.csv:7",)),
    ]
    assert left_out == 0
    assert [len(state.comparison.current) for state in found] == [1, 4, 5, 6, 6]
    assert [state.day for state in states(compared(CASE), 2)[0]] == ["2025-02-11", "2025-03-01"]
    cut = compared(CASE, known_by="2025-01-20")
    assert [state.day for state in states(cut, 10)[0]] == ["2025-01-09", "2025-01-13"]


def test_a_state_is_what_known_by_gives():
    whole = compared({"case": CASE, "other": CASE})
    one = compare(whole.alignment, Selection(case=("case",)), 7)
    for state in states(one, 10)[0]:
        alone = compared(CASE, known_by=state.day)
        assert framed(state.comparison.ranges).equals(framed(alone.ranges))


def test_only_dates_that_change_a_range_are_on_the_page(page):
    shown = [attrs["id"] for attrs in page.all("tbody") if "data-words" in attrs]
    # the row of 1 March is set aside
    assert shown == ["known-2025-01-09", "known-2025-01-13", "known-2025-02-10", "known-2025-02-11"]


def test_of_a_date_only_what_was_new_is_told_and_of_the_last_all(page):
    told = page.text.partition('id="known-log"')[2].partition("</table>")[0].split("<tbody")[1:]
    counts = [re.findall(r'data-of="(\d+)"', one) for one in told]
    every = [re.findall(r'data-all="([\d ]+)"', one) for one in told]
    assert counts == [["0"], ["1", "2", "0"], ["1"], ["1", "2", "0"]]
    assert every == [[], [], ["1 2 0"], []]


def test_the_trial_balance_adds_up(page):
    part = page.shown.partition("which current")[2].partition("Assumptions")[0]
    assert "set-aside 1" in part and "took the total" in part
    assert part.rstrip().endswith("all 6")


def test_the_hash_of_the_ledger_is_that_of_its_lines(page):
    files = re.findall(r'<bdi>(\S+)</bdi></th><td><code class="hash">(\w{64})', page.text)
    lines = "".join(f"{digest}  {name}\n" for name, digest in files)
    assert [name for name, _ in files] == ["case.csv", "sources.csv"]
    assert f"Ledger, SHA-256 {hashlib.sha256(lines.encode()).hexdigest()}." in page.shown


def test_names_from_right_to_left_are_kept_to_themselves():
    assert names("وزارة الدفاع† ~350 <b>") == "<bdi>وزارة الدفاع</bdi>† ~350 &lt;b&gt;"
    assert names("NIS ~300") == "NIS ~300"
    assert names('צה"ל, הבריאות') == "<bdi>צה&#34;ל</bdi>, <bdi>הבריאות</bdi>"


def test_a_range_is_not_broken_over_lines():
    whole = '<span class="whole">~1,000–3,000</span>'
    assert names("JoongAng Ilbo ~1,000–3,000 (Feb 2025)") == f"JoongAng Ilbo {whole} (Feb 2025)"
    assert names("from A – B to C") == "from A – B to C"


def test_days_in_tables_are_in_words_and_in_order(page):
    days = re.findall(r'<td data-sort="(\d{4}-\d\d-\d\d)">([^<]*)</td>', page.text)
    assert ("2025-01-13", "13 Jan 2025") in days
    assert not re.search(r">\d{4}-\d\d-\d\d<", page.text)


def test_without_html_there_is_no_page():
    assert WEB not in report(compared(CASE, sources=SOURCES), html=False)


def test_the_index_names_every_case_and_what_it_says():
    whole = compared({"one": CASE, "the #2": CASE})
    cases = {
        name: compare(whole.alignment, Selection(case=(name,)), 7) for name in ("one", "the #2")
    }
    page = Page(index_page(cases, ["older"]))
    loads = [attrs["href"] for attrs in page.all("a")]
    assert loads == ["#main", "one/index.html", "the%20%232/index.html", "older/index.html"]
    assert "How many soldiers were killed or wounded? 3,000, worked out" in page.shown
    assert "killed · Kursk: ~300 to 900 cannot be told" in page.shown
    assert "one.csv" in page.shown and "the #2.csv" in page.shown


@pytest.fixture
def out(tmp_path):
    """An empty folder beside a ledger of two cases of a row each."""
    (tmp_path / "ledger").mkdir()
    row = "source,published,measure,figure\nA,2025-01-01,killed,9\n"
    write_ledger(tmp_path / "ledger", {"one": row, "two": row})
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def reported(out, *options):
    words = ["--ledger", str(out.parent / "ledger"), "report", "--output", str(out)]
    return run([*words, "--jobs", "1", *options])


def test_an_index_of_someone_else_is_not_replaced(out, capfd):
    index = out / WEB
    index.write_text("<title>My site</title>")
    assert reported(out) == 2
    assert "is not an index that reconcile made" in capfd.readouterr().err
    assert [path.name for path in out.iterdir()] == [WEB]
    assert reported(out, "--no-html") == 0
    assert index.read_text() == "<title>My site</title>"
    assert not list(out.glob(f"*/{WEB}"))
    capfd.readouterr()


def test_an_index_names_the_cases_that_were_made_before(out, capfd):
    other = out / "letters"
    other.mkdir()
    (other / "a.txt").write_text("keep me")
    for case in ("one", "two"):
        assert reported(out, "--case", case) == 0
    page = Page((out / WEB).read_bytes())
    hrefs = [attrs["href"] for attrs in page.all("a")]
    assert hrefs == ["#main", "two/index.html", "one/index.html"]
    assert (other / "a.txt").read_text() == "keep me"
    capfd.readouterr()


def strips_of(text, estimand=0):
    comparison = compared(text)
    row = next(row for row in framed(comparison.ranges).itertuples() if row.Index == estimand)
    claims = claims_of(comparison.current)[estimand]
    return strips(row, claims, Anchors(comparison, frozenset()))


def test_claims_stand_on_a_scale_from_nought():
    found = strips_of(
        "source,published,measure,figure\n"
        "A,2025-01-01,killed,50\nB,2025-01-01,killed,100\nC,2025-01-01,killed,25-75\n"
        "D,2025-01-01,killed,>=40\nE,2025-01-01,killed,unknown\n"
    )
    assert [(one.source, one.figure, one.point, one.lower, one.upper, one.open) for one in
            found.claims] == [
        ("D", "≥40", "36.8", "36.8", "100", True),
        ("A", "50", "46", "46", "46", False),
        ("C", "25–75", "46", "23", "69", False),
        ("B", "100", "92", "92", "92", False),
        ("E", "no number given", "", "", "", False),
    ]  # fmt: skip
    assert (found.left_out, found.shared, found.width) == (0, "", "")


def test_what_all_claims_allow_is_shaded():
    found = strips_of(
        "source,published,measure,figure\nA,2025-01-01,killed,50-100\nB,2025-01-01,killed,25-75\n"
    )
    assert (found.shared, found.width) == ("46", "23")
    one = strips_of(
        "source,published,measure,figure\nA,2025-01-01,killed,92\nB,2025-01-01,killed,92\n"
    )
    assert (one.shared, one.width) == ("91.5", "1")


def test_of_many_claims_the_lowest_and_the_highest_are_shown():
    rows = "".join(f"S{n:02},2025-01-01,killed,{n}\n" for n in range(1, 31))
    found = strips_of("source,published,measure,figure\n" + rows)
    assert [one.figure for one in found.claims] == [
        "1", "2", "3", "4", "5", "26", "27", "28", "29", "30",
    ]  # fmt: skip
    assert (found.left_out, found.gap) == (20, 5)
    page = page_of("source,published,measure,figure\n" + rows)
    assert "20 more between these" in page.shown


def test_claims_of_nobody_have_no_length():
    found = strips_of(
        "source,published,measure,figure\nA,2025-01-01,killed,0\nB,2025-01-01,killed,0\n"
    )
    assert [(one.point, one.lower, one.upper) for one in found.claims] == [("0", "0", "0")] * 2


def test_the_answer_says_whether_all_claims_can_hold(page):
    assert (
        "Taken together, the 5 claims with a number cannot all hold: no number fits all, and some "
        "must be wrong (at least 1 of 3 sources)."
    ) in page.shown
    assert "No number fits all that is claimed on 11 Feb 2025:" in page.shown
    assert (
        "without " in page.shown
        and "Whoever is set aside is not thereby the one who is wrong." in page.shown
    )
    held = page_of(
        "source,published,measure,figure\nA,2025-01-01,killed,9\nB,2025-02-01,killed,20\n"
    )
    assert "Taken together, the 2 claims with a number can all hold." in held.shown
    said = "Every claim taken at its own day leaves 20 possible on 1 Feb 2025."
    assert said in held.shown
