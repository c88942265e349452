"""The visible text of a page, whatever it holds, and the words of quotes as they are compared."""

import gzip
import io
import sys
import time

import pytest
from hypothesis import given, strategies as st

from reconcile.notation.quoted_words import folded, pieces, stands_in
from reconcile.storage import page_text as reader
from reconcile.storage.kept_pages import MOST_BYTES, PageError
from reconcile.storage.page_text import html_text, page_text
from reconcile.storage.pdf_text import pdf_text


def refused(name: str, data: bytes) -> str:
    with pytest.raises(PageError) as error:
        page_text(name, data)
    assert error.value.kind == "unreadable"
    assert len(str(error.value).splitlines()) == 1
    return error.value.why


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "<p>At least&nbsp;<b>3</b>00\n  killed</p><p>in Kursk",
            "At least\xa0300 killed\nin Kursk",
        ),
        ("a<br>b<td>c</td><td>d", "a\nb\nc\nd"),
        ("<title>A &amp; B</title><script>var x = '<p>300';</script>C", "A & B\nC"),
        ("<SCRIPT src='a>b'>1</script\n>2<style>p{}</STYLE>3", "2\n3"),
        ("a<!-- 300 <p> -->b<!-->c<!--->d<!-- x --!>e", "abcde"),
        ("1 < 2 && 3 > 2", "1 < 2 && 3 > 2"),
        ("<p title=\"a > b\" class='x>y' data-x=1>c", "c"),
        ('<a href="x"">d</a>e', "de"),
        ("&lt;b&gt;300&lt;/b&gt; &#51;00 &#x33;00", "<b>300</b> 300 300"),
        ("a<!doctype html>b<?xml x>c</>d", "abcd"),
        ("so<wbr>-<span>called</span>", "so-called"),
        ("a<!-- open", "a"),
        ("a<b", "a"),
        ("a<script>b", "a"),
        ("<template>no</template><noscript>yes</noscript>", "yes"),
    ],
)
def test_the_text_of_html(source: str, text: str) -> None:
    assert html_text(source.encode()) == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("убито 300".encode(), "убито 300"),
        (b"\xef\xbb\xbf" + "убито".encode(), "убито"),
        ("убито".encode("utf-16"), "убито"),
        (b'<meta charset="windows-1251">' + "убито".encode("cp1251"), "убито"),
        (b'<meta http-equiv=x content="text/html; charset=koi8-r">' + "убито".encode("koi8-r"),
         "убито"),
        (b'<?xml version="1.0" encoding="euc-kr"?>' + "사망".encode("cp949"), "사망"),
        (b"<meta charset=iso-2022-jp>" + "死者".encode("iso2022_jp"), "死者"),
        (b"<meta charset=latin1>tu\xe9s \x9310\x94", "tués “10”"),
        # it says one thing and is another, names no encoding there is, or one that is no text
        (b"<meta charset=windows-1251>" + "убито".encode(), "убито"),
        (b"<meta charset=klingon>tu\xe9s", "tués"),
        (b"<meta charset=hex>tu\xe9s", "tués"),
        (b"<meta charset=utf-16>tu\xe9s", "tués"),
        (b"<meta charset=big5>\xff\xfe\xfd", "\ufffd\ufffd\ufffd"),
    ],
)  # fmt: skip
def test_the_encoding_of_a_page(data: bytes, text: str) -> None:
    assert html_text(data) == text


def test_plain_text_keeps_its_lines() -> None:
    assert page_text("a.TXT", b"killed <300>\r\nwounded &amp;") == "killed <300>\nwounded &amp;"


HOSTILE = (
    b"<div>", b"<b>", b"<", b"<a", b"<a ", b'<a "', b'<a x="', b"<!--", b"<!-- -", b"<!", b"&#9",
    b"&amp;", b"<script>", b"</script", b"<script></scrip", b"<a = ", b"\xff", b" ", b"1 ", b"1\n",
    b"- ", b"[1", b"'", b"1-", b"&" + b"x" * 40, b"\xc2\xad", b"<table><tr><td>",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("before", [b"", b"<script>", b"3<!--", b'3<a title="'])
def test_a_page_of_half_a_million_bytes_takes_no_long_time(piece: bytes, before: bytes) -> None:
    data = before + piece * (500_000 // len(piece))
    began = time.process_time()
    try:
        words = folded(page_text("a.html", data))
        stands_in(pieces("300 killed"), words)
    except PageError as error:
        assert error.kind == "unreadable"
    # seconds; where each tag is searched for to the end it takes minutes
    assert time.process_time() - began < 20


def test_a_million_blanks_that_end_no_line_are_gone_through_once() -> None:
    """Where each of them is the first of those up to the end, this does not end."""
    assert len(html_text(b"a" + b"&#32;" * 1_000_000 + b"b")) == 1_000_002


def test_a_reference_of_a_million_digits_is_no_character() -> None:
    assert html_text(b"a&#" + b"9" * 1_000_000 + b";b") == "a\ufffdb"
    assert html_text(b"a&#x" + b"f" * 1_000_000 + b";b") == "a\ufffdb"


@given(st.binary(max_size=200) | st.text("<>/!-ab='\"&#;x1 \n").map(str.encode))
def test_any_bytes_end_in_text_or_in_a_line(data: bytes) -> None:
    for name in ("a.html", "a.txt", "a.pdf", "a.warc", "a.warc.gz"):
        try:
            assert page_text(name, data).strip()
        except PageError as error:
            assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.html", b"", "the page has no text"),
        ("a.html", b"<script>all</script>", "the page has no text"),
        ("a.html", b"\x89PNG\0\0", "the page is no text, although its name says so"),
        ("a.png", b"x", "the page is a .png file, of which no text is read"),
        ("a", b"x", "the page has no ending"),
        ("a.txt", b"x" * 10_000_001, "the page has more than 10,000,000 characters of text"),
        ("a.pdf", b"%PDF-1.4 nothing", "the page is no PDF that can be read: "),
        ("a.warc", b"nothing", "the page is no WARC that can be read: "),
        ("a.warc.gz", b"\x1f\x8b\x08nothing", "the page is packed and damaged"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, data: bytes, why: str) -> None:
    assert refused(name, data).startswith(why)


def test_an_archive_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_UNPACKED", 1000)
    packed = gzip.compress(b"0" * 1001)
    assert refused("a.warc.gz", packed) == "the page is too large once it is unpacked"
    assert MOST_BYTES == 32 * 1024 * 1024


def warc(*records: tuple[str, str, bytes], packed: bool) -> bytes:
    """An archive of these records: the kind of each, its content type, its bytes."""
    made = b""
    for kind, content, data in records:
        block = f"HTTP/1.1 200 OK\r\nContent-Type: {content}\r\n\r\n".encode() + data
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}"
        )
        record = f"{head}\r\n\r\n".encode() + block + b"\r\n\r\n"
        made += gzip.compress(record) if packed else record
    return made


@pytest.mark.parametrize("packed", [False, True])
def test_the_pages_in_an_archive_of_the_web(packed: bool) -> None:
    data = warc(
        ("response", "text/html; charset=utf-8", b"<p>At least 300 <b>killed</b>"),
        ("response", "image/png", b"400 killed"),
        ("response", "text/plain", b"2,700 wounded"),
        packed=packed,
    )
    assert page_text("a.warc.gz", data) == "At least 300 killed\n2,700 wounded"


def test_pages_of_an_archive_that_are_packed_once_more_are_read_up_to_a_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = "text/plain\r\nContent-Encoding: gzip"
    data = warc(*[("response", sent, gzip.compress(b"300 killed "))] * 3, packed=True)
    assert page_text("a.warc.gz", data) == "300 killed \n" * 2 + "300 killed "
    monkeypatch.setattr(reader, "MOST_BYTES", 30)
    assert refused("a.warc.gz", data) == "the page is too large once it is unpacked"


def test_an_archive_of_pictures_has_no_text() -> None:
    data = warc(("response", "image/png", b"400 killed"), packed=False)
    assert refused("a.warc", data) == "the page has no text"


def pdf(*lines: str) -> bytes:
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    figure, file = Figure(), io.BytesIO()
    for number, line in enumerate(lines):
        figure.text(0.1, 0.9 - number / 10, line)
    with rc_context({"pdf.fonttype": 42}):
        figure.savefig(file, format="pdf")
    return file.getvalue()


def test_the_text_of_a_pdf() -> None:
    text = page_text("a.PDF", pdf("At least 300 sol-", "diers were killed", "and 2,700 wounded."))
    assert stands_in(pieces("At least 300 soldiers were killed and 2,700 wounded"), folded(text))
    assert refused("a.pdf", pdf()) == "the page has no text"


@pytest.mark.parametrize(("name", "most"), [("steps", 2), ("drawn", 20)])
def test_a_pdf_that_would_take_too_long_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    monkeypatch.setattr(reader, "PAGE", reader.PAGE._replace(**{name: most}))
    assert refused("a.pdf", pdf("At least 300 killed")) == "the page draws more than is read"


def test_of_a_long_pdf_as_much_as_is_read() -> None:
    assert pdf_text(pdf("At least 300 killed"), reader.PAGE._replace(leaves=1)).strip()
    assert len(pdf_text(pdf("300"), reader.PAGE._replace(text=1)).strip()) == len("300")


@pytest.mark.parametrize(("ending", "library"), [("pdf", "pypdf"), ("warc", "warcio")])
def test_a_library_that_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, ending: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.setitem(sys.modules, f"{library}.archiveiterator", None)
    why = refused(f"a.{ending}", b"x")
    assert f"needs {library}" in why


# words as they are compared

SAME = [
    ("“At least 300”", '"At least 300"'),
    ("l’armée", "l'armée"),
    ("«300» убитых", "300 убитых"),
    ("300–400 killed", "300 - 400 killed"),
    ("killed – among them 12 – and", "killed -- among them 12 — and"),
    ("sol\xaddiers", "soldiers"),
    ("sol-\ndiers", "soldiers"),
    ("at\xa0least\u2009300", "at least 300"),
    ("11\xa0000 killed", "11 000 killed"),
    ("official figures", "oﬃcial ﬁgures"),
    ("３００人", "300人"),
    ("死者 300 人", "死者300人"),
    ("300[12] killed[a]", "300 killed"),
    ("قتـيل", "قتيل"),
    ("café", "cafe\u0301"),
    ("a\u200bb\ufeffc\u2066d", "abcd"),
]
OTHER = [
    ("300 killed", "300 Killed"),
    ("11 000", "11000"),
    ("300 12", "30012"),
    ("300–400", "300400"),
    ("10,000", "10.000"),
    ("300", "３０１"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_set_in_another_way_is_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_says_something_else_is_not(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("quote", "page", "there"),
    [
        ("At least 300", "He said: “At least 300, perhaps more.”", True),
        ("At least 300.", "At least 300 of them", True),
        ("At least 300", "At least 300,000", False),
        ("At least 300", "At least 300 000", False),
        ("At least 300", "At least 3000", False),
        ("At least 300", "At least 300\n200 wounded", True),
        ("At least 300", "At least 300,000. Later: At least 300", True),
        ("300 killed", "1,300 killed", False),
        ("300 killed", "1 300 killed", False),
        ("300 killed", "1300 killed", False),
        ("300 killed", "by 5.300 killed", False),
        ("300 killed", "in May 300 killed", True),
        ("killed … in Kursk", "killed yesterday in Kursk", True),
        ("killed [...] in Kursk", "killed yesterday in Kursk", True),
        ("in Kursk ... killed", "killed yesterday in Kursk", False),
        ("...", "killed", False),
        ("", "killed", False),
        ("“”", "killed", False),
    ],
)
def test_whether_a_quote_stands_on_a_page(quote: str, page: str, there: bool) -> None:
    assert stands_in(pieces(quote), folded(page)) == there


@given(st.text(), st.text(), st.text(max_size=30))
def test_what_is_cut_from_a_page_stands_on_it(before: str, after: str, quote: str) -> None:
    page = f"{before}\n|{quote}|\n{after}"
    if pieces(quote):
        assert stands_in(pieces(quote), folded(page))
