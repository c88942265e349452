"""Text of a ledger is text wherever it goes: in GitHub's lines and in a feed, whatever it holds."""

import csv
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import example, given, settings, strategies as st
from ledgers import compared

from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.checks.issue_text import github
from reconcile.report.feed import feed_of
from reconcile.storage.csv_file import table_of
from reconcile.storage.ledger import assemble

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
@settings(max_examples=60, deadline=None)
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
@settings(max_examples=40, deadline=None)
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
