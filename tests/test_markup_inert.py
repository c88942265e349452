"""Text of a ledger is text wherever it goes: in GitHub's lines and in a feed, whatever it holds."""

import csv
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import mwparserfromhell
import pytest
from examples import examples
from hypothesis import example, given, strategies as st
from ledgers import compared
from markdown_it import MarkdownIt

from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.checks.issue_text import github
from reconcile.notation.addresses import is_address
from reconcile.report.feed import feed_of
from reconcile.storage.csv_file import table_of
from reconcile.storage.ledger import assemble
from reconcile.tables.flat import Flat
from reconcile.tables.markup import table_in

HEADER = ("source", "published", "population", "place", "measure", "figure", "url", "notes")
HOSTILE = st.text(
    st.sampled_from(list("<>&\"'=/\\:;,%|[]{}$*_`#!~ \t\n\r\x1b\u202e\u2028é万a1")), max_size=12
) | st.sampled_from(
    ["<script>x</script>", "<img src=x onerror=y>", "javascript:x", "]]>", "<!--", "&lt;b&gt;",
     "::error::x", "%0A::set-output name=x::y", "\r\n::warning::x", "https://e.org/\"><b>"]
)  # fmt: skip
LINE = re.compile(
    r"::(error|warning) file=[^:,\n\r]+,line=[0-9]+,title=[a-z-]+::[^\n\r\x1b\u202e]*"
)


def text_of(rows):
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows([HEADER, *rows])
    return made.getvalue()


@given(HOSTILE, HOSTILE, HOSTILE)
@examples(60)
@example("\r\n::warning::x", "%0A::set-output name=x::y", "a,b:c")
def test_each_issue_is_one_line_to_github(source, place, url):
    rows = [(source, "2025", "people", place, "killed", "many", url, "")]
    table = table_of(Path("l/case.csv"), text_of(rows).encode())
    checked = check(parse(assemble(Path("l"), {"case.csv": table})))
    lines = github(checked).split("\n")
    assert len(lines) == len(checked.issues) + 1 and checked.issues
    for line in lines[:-1]:
        assert re.fullmatch(
            r"::(error|warning) file=[^:,\n\r]+,line=[0-9]+,title=[a-z-]+::[^\n\r\0\x1b\u202e]*",
            line,
        )


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.addresses = set(), []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        assert not [name for name, _ in attributes if name.startswith("on") or name == "style"]
        self.addresses += [value for name, value in attributes if name in ("href", "src")]


@given(HOSTILE, HOSTILE, HOSTILE)
@examples(40)
def test_a_feed_is_xml_and_its_words_are_words(source, place, url):
    rows = [
        (f"a{source}", "2025-01-01", "people", place, "killed", 3, url, place),
        ("B", "2025-01-02", "people", place, "killed", 900, "javascript:x", source),
    ]
    comparison = compared(text_of(rows))
    if not len(comparison.current):
        return  # a control character takes a row out, and so may both
    root = ElementTree.fromstring(feed_of({"case": comparison}))
    for content in root.iter("{http://www.w3.org/2005/Atom}content"):
        found = Tags()
        found.feed(content.text)
        assert found.tags <= {"p", "ul", "li", "b", "a", "br", "em", "strong", "span", "bdi", "i"}
        assert all(re.match("https?://|#|[a-z-]+[/.]", address) for address in found.addresses)
    for link in root.iter("{http://www.w3.org/2005/Atom}link"):
        assert not link.get("href").startswith("javascript:")


CELL = HOSTILE.map(lambda text: " ".join(text.replace("\x1b", "").split())).filter(bool)


@given(CELL, CELL)
@examples(150)
@example("[x](javascript:y)", "| a | b |")
@example("<script>x</script>", "- a")
def test_a_cell_of_a_markdown_table_is_its_text(one, other):
    table = table_in("github", Flat(("a", "b"), ((one, other),), (False, False)))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(table)
    inner = [token for token in tokens if token.type == "inline"]
    assert [token.content for token in inner[:2]] == ["a", "b"] and len(inner) == 4
    for token, text in zip(inner[2:], (one, other), strict=True):
        assert {child.type for child in token.children} <= {"text", "text_special"}
        assert "".join(child.content for child in token.children) == text


@given(CELL)
@examples(100)
@example("[[File:x.png|y]]")
@example("{{delete}}")
def test_a_cell_of_a_wikitable_is_its_text(cell):
    table = table_in("mediawiki", Flat(("a",), ((cell,),), (False,)))
    code = mwparserfromhell.parse(table)
    assert not code.filter_templates() and not code.filter_wikilinks()
    assert not code.filter_external_links() and len(code.filter_comments()) == 1
    assert {str(tag.tag) for tag in code.filter_tags()} == {"table", "tr", "th", "td"}
    found = code.filter_tags(matches=lambda tag: tag.tag == "td")
    assert {tag.contents.strip_code().strip() for tag in found} == {"+", cell}  # and the caption


@given(CELL, st.sampled_from(["asciidoc", "jira", "moinmoin", "rst", "textile", "youtrack"]))
@examples(100)
def test_in_a_cell_of_a_wiki_no_sign_stands_for_itself(cell, style):
    rows = {text: table_in(style, Flat(("a",), ((text,),), (False,))) for text in (cell, "x")}
    found = rows[cell].replace(r"\\", "")
    for sign in "<>[]{}|*_`#":
        alive = len(re.findall(rf"(?<!\\)(?<!&){re.escape(sign)}", found))
        assert alive <= rows["x"].count(sign)


@given(CELL)
@examples(100)
@example("[[https://e.org][x]] *b* a_1 {{{m}}} @@html:<b>@@ \\alpha -- ... ~300")
@example("#")
def test_in_a_cell_of_an_org_table_no_sign_stands_for_itself(cell):
    table = table_in("orgtbl", Flat(("a",), ((cell,),), (False,)))
    line = table.split("\n")[2].removeprefix("| ").removesuffix(" |")
    parted = re.sub(
        r"\\(vert|ast|slash|under|equal|tilde|plus|lt|asciicirc|dollar|colon)\{\}", "x", line
    )
    assert not re.search(
        r"[|*/_=~+<^$]|[\\\[](?!\u200b)|\{\{|@@|--|\.\.|:(?=\S)|^[#!](?!\u200b)", parted
    )


@pytest.mark.parametrize("style", ["latex", "latex_raw", "html", "unsafehtml"])
def test_a_cell_of_latex_or_html_is_its_text(style):
    table = table_in(style, Flat(("a",), (("<b>\\input{x}",),), (False,)))
    assert "<b>" not in table
    assert ("&lt;b&gt;" if "html" in style else r"\textbackslash{}input\{x\}") in table


def test_a_cell_between_tabs_is_no_formula():
    table = table_in("tsv", Flat(("a", "b"), (("=1+1", "x;@SUM(1)"),), (False, False)))
    assert [cell.strip() for cell in table.split("\n")[1].split("\t")] == ["'=1+1", "x;'@SUM(1)"]


@pytest.mark.parametrize("sign", ["\x1b", "\x7f", "\u202e", "\u200f", "\u2066"])
def test_what_steers_is_in_no_address(sign):
    assert is_address("https://example.org/\u0430?q=1#x")
    assert not is_address(f"https://example.org/{sign}")
