"""Tables with citations, read back as MediaWiki's and Markdown's readers have them."""

import html
import re
from urllib.parse import unquote

import mwparserfromhell
import pytest
from examples import examples
from hypothesis import example, given, strategies as st
from ledgers import compared
from markdown_it import MarkdownIt

from reconcile.export import markdown, wikitext
from reconcile.export.citations import address, cited, one_line
from reconcile.storage.csv_file import csv_text

HEADER = (
    "source", "via", "published", "as_of", "population", "place", "measure", "figure", "quote",
    "url", "notes",
)  # fmt: skip
SOURCES = "source,kind,side\nNIS,intelligence,\nHUR,intelligence,Ukraine\n"
CNA, UPI = "https://example.org/cna?a=1&lt;=2", "https://example.com/upi"
BRIEFING = "soldiers", "Kursk, Russia"
ROWS = (
    ("NIS", "CNA", "2025-01-13", "", *BRIEFING, "killed", "~300", "about 300", CNA, ""),
    ("NIS", "CNA", "2025-01-13", "", *BRIEFING, "wounded", "~2,700", "2,700 hurt", CNA, ""),
    ("NIS", "UPI", "2025-01-13", "", *BRIEFING, "killed", ">=300", "At least 300", UPI, "x"),
    ("HUR", "", "2025-01", "2025-01-15~", *BRIEFING, "killed+wounded", ">3,000", "", "",
     "read out on the radio"),
)  # fmt: skip
CUT = (
    "everything published · same time: within 7 days · same number: within 1 % · "
    "nothing older than 90 days"
)


def comparison(rows=ROWS, sources=SOURCES, **settings):
    return compared(csv_text(HEADER, rows), sources=sources, **settings)


def listed(*names):
    return csv_text(("source", "kind"), [(name, "other") for name in names])


def plain(node):
    return node.strip_code(normalize=True, collapse=False, keep_template_params=False)


def read_wikitext(text):
    """The rows as their cells' texts and their references."""
    (table,) = mwparserfromhell.parse(text).filter_tags(matches=lambda tag: tag.tag == "table")
    rows = []
    for row in table.contents.filter_tags(recursive=False, matches=lambda tag: tag.tag == "tr"):
        cells = row.contents.filter_tags(recursive=False, matches=lambda tag: tag.tag == "td")
        refs = cells[-1].contents.filter_tags(matches=lambda tag: tag.tag == "ref")
        for ref in refs:
            cells[-1].contents.remove(ref)
        rows.append(([plain(cell.contents).strip(" \n") for cell in cells], refs))
    return rows


def parameters(ref):
    (template,) = ref.contents.filter_templates()
    assert template.name == "cite web "
    return {str(each.name): html.unescape(str(each.value)).strip() for each in template.params}


def read_markdown(text):
    """The rows of cells as text, and the footnotes by number as (text, link)."""
    parser = MarkdownIt("gfm-like", {"linkify": False}).enable("table")
    body, _, below = text.partition("\n\n[^1]: ")
    rows, cell = [], None
    for token in parser.parse(body):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("td_open", "th_open"):
            cell = True
        elif token.type == "inline" and cell:
            rows[-1].append(shown(token))
            cell = None
    notes = [footnote(parser, note) for note in below.rstrip("\n").split("\n")] if below else []
    for number, line in enumerate(f"[^1]: {below}".rstrip("\n").split("\n") if below else (), 1):
        assert line.startswith(f"[^{number}]: ")
    return rows, notes


def shown(token):
    """The text of an inline token; fails if there is anything but text in it."""
    assert {child.type for child in token.children} <= {"text", "text_special"}, token.content
    return "".join(child.content for child in token.children)


def footnote(parser, line):
    opening, inline, closing = parser.parse(re.sub(r"^\[\^\d+\]: ", "", line))
    assert (opening.type, closing.type) == ("paragraph_open", "paragraph_close")
    links = [child.attrs["href"] for child in inline.children if child.type == "link_open"]
    kinds = {"text", "text_special", "link_open", "link_close"}
    assert {child.type for child in inline.children} <= kinds, line
    text = "".join(child.content for child in inline.children)
    assert len(links) <= 1
    return (text.removesuffix(" link"), links[0]) if links else (text, "")


EXPECTED = [
    ["13 Jan 2025", "13 Jan 2025", "NIS", "CNA, UPI", "killed", "~300"],
    ["13 Jan 2025", "13 Jan 2025", "NIS", "CNA", "wounded", "~2,700"],
    ["Jan 2025", "about 15 Jan 2025", "HUR†", "", "killed+wounded", ">3,000"],
    ["13 Jan 2025", "13 Jan 2025", "NIS", "CNA, UPI", "killed+wounded", "3,000*"],
]
NOTES = [
    "* derived: NIS killed+wounded 3,000 = killed ~300 + wounded ~2,700",
    "† speaks for a party to the conflict",
    "4 of 4 rows current",
]


def test_what_is_cited():
    made = cited(comparison())
    assert made.caption == f"soldiers · Kursk, Russia · {CUT}"
    assert made.headings == ("published", "as of", "source", "via", "measure", "figure")
    assert [list(entry.cells) for entry in made.figures] == EXPECTED
    assert [figure.citations for figure in made.figures] == [(0, 1), (0,), (2,), (0, 1)]
    assert [(*entry.days, entry.count) for entry in made.figures] == [
        ("2025-01-13", "2025-01-13", "300"), ("2025-01-13", "2025-01-13", "2700"),
        ("2025-01-01", "2025-01-14", "3000"), ("2025-01-13", "2025-01-13", "3000"),
    ]  # fmt: skip
    assert [each.text for each in made.citations] == [
        "NIS, via CNA, 13 Jan 2025: “about 300”, “2,700 hurt”",
        "NIS, via UPI, 13 Jan 2025: “At least 300”",
        "HUR, Jan 2025 (read out on the radio)",
    ]
    assert list(made.notes) == NOTES


def test_wikitext_read_back():
    text = wikitext.table(comparison())
    rows = read_wikitext(text)
    assert text.startswith(
        f'{{| class="wikitable sortable"\n|+ soldiers · Kursk, Russia · {CUT}\n'
        "! published\n! as of\n! source\n"
    )
    assert [cells for cells, _ in rows] == EXPECTED
    refs = [refs for _, refs in rows]
    assert [len(each) for each in refs] == [2, 1, 1, 2]
    assert parameters(refs[0][0]) == {
        "url": CNA, "title": "Figures of NIS", "publisher": "NIS", "via": "CNA",
        "date": "13 Jan 2025", "quote": "about 300 / 2,700 hurt",
    }  # fmt: skip
    assert parameters(refs[0][1])["url"] == UPI
    assert plain(refs[2][0].contents) == "HUR, Jan 2025 (read out on the radio)"
    names = [[str(ref.attributes[0].value) for ref in each] for each in refs]
    assert names[1] == names[0][:1] and names[3] == names[0]
    assert [[ref.self_closing for ref in each] for each in refs] == [
        [False, False], [True], [False], [True, True]
    ]  # fmt: skip
    below = html.unescape(text.partition("\n|}\n")[2])
    assert below == "".join(f"* {note}\n" for note in NOTES)


def test_markdown_read_back():
    text = markdown.table(comparison())
    rows, notes = read_markdown(text)
    head, *cells = rows
    assert head == ["published", "as of", "source", "via", "measure", "figure"]
    marks = ["[^1][^2]", "[^1]", "[^3]", "[^1][^2]"]
    assert cells == [
        [*row[:-1], row[-1] + mark] for row, mark in zip(EXPECTED, marks, strict=True)
    ]  # fmt: skip
    assert notes == [
        ("NIS, via CNA, 13 Jan 2025: “about 300”, “2,700 hurt”", CNA),
        ("NIS, via UPI, 13 Jan 2025: “At least 300”", UPI),
        ("HUR, Jan 2025 (read out on the radio)", ""),
    ]
    assert text.startswith(f"soldiers · Kursk, Russia · {CUT}\n\n| published | as of |")


def test_footnotes_as_a_reader_with_footnotes_has_them():
    plugin = pytest.importorskip("mdit_py_plugins.footnote", reason="needs mdit-py-plugins")
    parser = MarkdownIt("commonmark").enable("table").use(plugin.footnote_plugin)
    page = parser.render(markdown.table(comparison()))
    assert page.count('class="footnote-item"') == 3
    assert re.findall(r'href="(http[^"]*)"', page) == [html.escape(CNA), UPI]
    assert page.count("<td") == 24
    assert "[^" not in page


def test_both_say_the_same_every_time():
    one, other = comparison(), comparison()
    assert wikitext.table(one) == wikitext.table(other)
    assert markdown.table(one) == markdown.table(other)


def test_columns_that_vary():
    rows = [
        ("NIS", "", "2025", "", "a", "x", "killed", "1", "", "", ""),
        ("NIS", "", "2025", "", "b", "x", "killed", "unknown", "", "", ""),
    ]
    made = cited(comparison(rows))
    assert made.headings == ("published", "as of", "source", "population", "figure")
    assert made.caption == f"x · killed · {CUT}"
    assert [entry.cells for entry in made.figures] == [
        ("2025", "2025", "NIS", "a", "1"), ("2025", "2025", "NIS", "b", "no number"),
    ]  # fmt: skip
    assert [entry.count for entry in made.figures] == ["1", ""]


def test_a_cut_that_leaves_nothing():
    nothing = comparison(known_by="2020-01-01")
    assert wikitext.table(nothing).count("|-") == 0
    assert read_wikitext(wikitext.table(nothing)) == []
    assert read_markdown(markdown.table(nothing)) == (
        [["published", "as of", "source", "figure"]],
        [],
    )


DATES = [
    ("2025-01-13", "13 Jan 2025"), ("2025-01", "Jan 2025"), ("2025", "2025"), ("2025~", ""),
    ("2025-01-13?", ""), ("", ""), ("2024/2025", "2024–2025"),
    ("2025-01/2025-02", "Jan 2025 – Feb 2025"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "date"), DATES)
def test_the_date_of_a_citation(written, date):
    rows = [("NIS", "", written, "2025-03", *BRIEFING, "killed", "1", "", UPI, "")]
    ((_, refs),) = read_wikitext(wikitext.table(comparison(rows)))
    assert parameters(refs[0]).get("date", "") == date


ADDRESSES = [
    ("javascript:alert(1)", ""), ("mailto:a@example.org", ""), ("ftp://example.org", ""),
    ("//example.org", ""), ("https://", ""), ("HTTPS://EXAMPLE.ORG/a", "HTTPS://EXAMPLE.ORG/a"),
    ("https://example.org/a|c]d}}e'\"<f>(g)",
     "https://example.org/a%7Cc%5Dd%7D%7De%27%22%3Cf%3E%28g%29"),
    ("https://example.org/a b", ""), ("https://example.org/a https://example.org/b", ""),
    ("https://example.org/%E2%80%93", "https://example.org/%E2%80%93"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "link"), ADDRESSES)
def test_only_web_addresses_are_links(url, link):
    assert address(url) == link
    rows = [("NIS", "", "2025", "", *BRIEFING, "killed", "1", "", url, "")]
    ((_, refs),) = read_wikitext(wikitext.table(comparison(rows)))
    ((text, target),) = read_markdown(markdown.table(comparison(rows)))[1]
    if link:
        assert parameters(refs[0])["url"] == target == link
        assert text == "NIS, 2025"
    else:
        assert not refs[0].contents.filter_external_links()
        assert plain(refs[0].contents) == text == f"NIS, 2025 ({url})"


HOSTILE = [
    "a | b || c", "|-", "|}", "{{delete}}", "{{{1}}}", "[[File:x.png]]", "[https://example.org x]",
    "</ref><script>alert(1)</script>", "<nowiki>", "<!-- ", "-->", "''x'''", "~~~~", "__NOTOC__",
    "* x", "# x", "; x : y", "= x =", "! x !! y", "----", "&lt;b&gt;", "&amp;amp;", "{| x",
    "https://example.org", "www.example.org", "a@example.org", "mailto:a@example.org", "RFC 2119",
    "`x` ``", "**x** _y_", "\\", "\\|", "a\\\\|b", "[x](https://example.org)", "![x](y)", "[^1]",
    "[^1]: x", "1. x", "1) x", "- x", "+ x", "> x", "```", "$x$", "---", "===", "<a@example.org>",
    "|---|", "x\ny", "x\r\n\r\ny", "x\ty", "\u202ex", "x\x7fy", "quo\"te", "it's",
    "#REDIRECT [[x]]",
    "%7C", "\u00a0x\u00a0", "~x~", "~~x~~", ":x:", "x:y", "Ⅷ^x^", "=x", "-", "+", "!",
]  # fmt: skip
TEXT = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from([*"|[]{}<>'~_*#:;!=+-&\\`$@^.()/1aw \n\"", "ref", "www"]), max_size=12)
    .map("".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
).filter(lambda text: text.strip())  # fmt: skip


@given(TEXT)
def test_wikitext_that_is_escaped_is_text(text):
    code = mwparserfromhell.parse(f"x {wikitext.escape(text)} x")
    kinds = {type(node).__name__ for node in code.nodes}
    assert kinds <= {"Text", "HTMLEntity"}
    assert plain(code) == f"x {one_line(text)} x"
    assert not re.search(r"(?m)^[*#:;=! -]|\w+:\S|''|~~~|__", wikitext.escape(text))


@given(TEXT)
def test_markdown_that_is_escaped_is_text(text):
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    opening, inline, _ = parser.parse(markdown.escape(text))
    assert opening.type == "paragraph_open"
    assert shown(inline) == one_line(text)
    assert not re.search(r"\w:\S|www\.", markdown.escape(text).replace("\\:", ""), re.IGNORECASE)


@examples(60)
@given(
    source=TEXT,
    via=TEXT,
    place=TEXT,
    quote=TEXT,
    url=st.one_of(TEXT, TEXT.map("https://{}".format)),
)
@example(
    source="</ref>|", via="|}", place="|-", quote="}}</ref>|", url="https://a/}}|__TOC__~~~~&lt;"
)
def test_whatever_a_ledger_holds_is_shown_as_text(source, via, place, quote, url):
    rows = [
        (source, via, "2025-01-13", "", "soldiers", place, "killed", "300", quote, url, ""),
        (source, via, "2025-01-13", "", "soldiers", "", "killed", "400", quote, url, ""),
    ]
    made = comparison(rows, listed(source))
    wanted = [
        ["13 Jan 2025", "13 Jan 2025", one_line(source), one_line(via), where, figure]
        for where, figure in (("", "400"), (one_line(place), "300"))
    ]
    found, code = read_wikitext(wikitext.table(made)), mwparserfromhell.parse(wikitext.table(made))
    assert [cells for cells, _ in found] == wanted
    assert len(code.filter_tags(matches=lambda tag: tag.tag == "ref")) == 2
    assert len(code.filter_templates()) == bool(address(url.strip()))
    first = found[0][1][0]
    if link := address(url.strip()):
        cite = parameters(first)
        assert unquote(cite["url"]) == unquote(link)
        assert (cite["publisher"], cite["via"]) == (one_line(source), one_line(via))
        assert cite["quote"] == one_line(quote)
        assert not re.search(r"~~~|__|''", cite["url"])
    rows, notes = read_markdown(markdown.table(made))
    assert rows[1:] == [[*cells[:-1], f"{cells[-1]}[^1]"] for cells in wanted]
    text = f"{one_line(source)}, via {one_line(via)}, 13 Jan 2025: “{one_line(quote)}”"
    found = "" if link else f" ({one_line(url)})"
    assert notes[0][0] == text + found
    assert unquote(notes[0][1]) == unquote(link)


# columns of the ledger's own that citations use

ARCHIVED = (
    "source,published,measure,figure,url,archive_url,accessed\n"
    "A,2025-01-13,killed,300,https://e.org/x,"
    "https://web.archive.org/web/20250114093000id_/https://e.org/x?a=[1]|2&b=3,2025-01-15\n"
    "A,2025-01-13,wounded,500,https://e.org/x,,\n"
    "B,2025-01-13,killed,310,https://e.org/y,https://archive.ph/AbC,2025-01\n"
    "C,2025-01-13,killed,320,,https://archive.ph/20251340093000/AbC,yesterday\n"
    "D,2025-01-13,killed,330,https://e.org/z,no address,2025-01-15~\n"
)


def test_a_copy_in_an_archive_and_the_day_of_reading_in_wikitext() -> None:
    text = wikitext.table(compared(ARCHIVED))
    references = {
        str(template.get("url").value): {str(p.name): str(p.value).strip() for p in template.params}
        for template in mwparserfromhell.parse(text).filter_templates()
    }
    a, b, d = (references[f"https://e.org/{page} "] for page in "xyz")
    assert (a["archive-date"], a["access-date"]) == ("14 Jan 2025", "15 Jan 2025")
    assert a["archive-url"] == (
        "https://web.archive.org/web/20250114093000id_/https://e.org/x?a=%5B1%5D%7C2&amp;b=3"
    )
    for other in (b, d):  # the template takes no archive without its day, and days to the day
        assert not {"archive-url", "archive-date", "access-date"} & set(other)
    assert "|publisher=B |date=13 Jan 2025}} [https://archive.ph/AbC archived]</ref>" in text
    assert "C, 13 Jan 2025 [https://archive.ph/20251340093000/AbC archived]</ref>" in text


def test_a_copy_in_an_archive_and_the_day_of_reading_in_markdown() -> None:
    text = markdown.table(compared(ARCHIVED))
    notes = [line.partition(": ")[2] for line in text.splitlines() if line.startswith("[^")]
    assert sorted(notes) == [
        "A, 13 Jan 2025 [link](https://e.org/x), [archived](https://web.archive.org/web/"
        "20250114093000id_/https://e.org/x?a=%5B1%5D%7C2&amp;b=3) 14 Jan 2025, "
        "accessed 15 Jan 2025",
        "B, 13 Jan 2025 [link](https://e.org/y), [archived](https://archive.ph/AbC), "
        "accessed 2025-01",
        "C, 13 Jan 2025 [archived](https://archive.ph/20251340093000/AbC), accessed yesterday",
        "D, 13 Jan 2025 [link](https://e.org/z), accessed 2025-01-15\\~",
    ]


def test_the_title_of_a_page_is_that_of_its_row() -> None:
    text = (
        "source,published,measure,figure,url,title\n"
        "A,2025-01-13,killed,300,https://e.org/x,\n"
        "A,2025-01-13,wounded,500,https://e.org/x,Toll | of ''one'' day\n"
    )
    (template,) = mwparserfromhell.parse(wikitext.table(compared(text))).filter_templates()
    assert html.unescape(str(template.get("title").value)).strip() == "Toll | of ''one'' day"
    assert "[^1]: A, “Toll \\| of ''one'' day”, 13 Jan 2025 [link]" in markdown.table(
        compared(text)
    )


def test_parts_stand_further_in_than_their_whole() -> None:
    text = (
        "source,published,population,place,measure,figure\n"
        'A,2025-01-13,"women, people",Town,killed,3\nA,2025-01-13,people,Town,killed,10\n'
    )
    parts = "of,whole,breakdown,part,complete\n" + "".join(
        f'population,people,sex,"{part}, people",\n' for part in ("women", "men")
    )
    made = compared(text, parts=parts)
    assert [row.depth for row in cited(made).figures] == [0, 1]
    assert "\n| people\n" in wikitext.table(made)
    assert "\n| \u00a0\u00a0women, people\n" in wikitext.table(made)
    assert "| A | \u00a0\u00a0women, people | 3" in markdown.table(made)
