"""Good files that are no text: workbooks, PDF and archives of the web, of parts that are damaged.

The bytes of a file are characters up to U+00FF here, as `campaigns.reader.as_bytes` takes them.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from functools import cache

from campaigns.samples import ARTICLE, HTML

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<dimension ref="A1:C2"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>source</t></is>'
    '</c><c r="B1" t="inlineStr"><is><t>date</t></is></c><c r="C1" t="inlineStr"><is><t>best</t>'
    '</is></c></row><row r="2"><c r="A2" t="inlineStr"><is><r><t>A</t></r></is></c><c r="B2" s="0">'
    '<v>45352</v></c><c r="C2"><v>12</v></c></row><row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" '
    't="d"><v>2024-03-01</v></c><c r="C3"><f>1+1</f></c></row></sheetData></worksheet>'
)  # fmt: skip
SHEET_WORDS = (
    'r="1"', 'r="2000000000"', 'r="XFD1"', 't="s"', 't="e"', 't="str"', 't="d"', 's="7"', 's="-1"',
    "<f>", "</f>", '<f t="shared" si="0">', '<f t="array" ref="A1:A9">', "<v>", "</v>", "<is>",
    "<row>", "</row>", "</sheetData>", "<mergeCell ref='A1:XFD9'/>", "1e400", "99999999", "-0.5",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "2024-13-45", "T25:61:61",
)  # fmt: skip


@cache
def _parts() -> dict[str, bytes]:
    import openpyxl

    book, data = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["source", "date", "best"])
    book.active.append(["A", "2024-03-01", 12])
    book.save(data)
    with zipfile.ZipFile(data) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def workbook(part: str = "", content: bytes = b"", *, packed: bool = True) -> bytes:
    """A workbook, with another content of the part whose name ends so."""
    data = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(data, "w", how) as made:
        for name, there in _parts().items():
            made.writestr(name, content if part and name.endswith(part) else there)
    return data.getvalue()


def part_of_workbook(part: str) -> str:
    """The text of the part of a workbook whose name ends so."""
    return next(data.decode() for name, data in _parts().items() if name.endswith(part))


DRAWN = (
    "q 1 0 0 1 72 720 cm BT /F1 12 Tf 14 TL 1 0 0 1 0 0 Tm (At least 300 killed) Tj T* "
    "[(2) -250 (,700) 120 ( wounded)] TJ 0 -14 Td (in \\(Kursk\\) \\101) ' 1 2 (x) \" /F2 9 Tf "
    "<00410042> Tj ET Q /X1 Do BI /W 1 /H 1 /BPC 8 ID x EI\n"
)
CHARACTERS = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n2 beginbfchar <0041> <0033>\n"
    "<0042> <00300030> endbfchar\n2 beginbfrange <0043> <0050> <0061>\n"
    "<0060> <0062> [<0041> <0042> <0043>] endbfrange\nendcmap end end\n"
)
PDF_WORDS = (
    "<<", ">>", "[", "]", "(", ")", "<", ">", "/", " R", " 0 R", "1 0 R", "2 0 R", "3 0 R", "obj",
    "endobj", "stream\n", "endstream", "xref", "trailer", "startxref", "%%EOF", "/Kids", "/Count",
    "/Parent", "/Prev 0", "/Prev 9", "/Root 3 0 R", "/Encrypt 3 0 R", "/Length 99999999",
    "/Length 4 0 R", "/Filter /FlateDecode", "/Filter /LZWDecode", "/Filter /ASCII85Decode",
    "/Filter /RunLengthDecode", "/Filter /CCITTFaxDecode", "/Filter [/ASCIIHexDecode /A85]",
    "/DecodeParms << /Predictor 15 /Columns 99999999 >>", "/Type /ObjStm", "/Type /XRef",
    "/Subtype /Type3", "/Subtype /Type0", "/Encoding /Identity-H", "/ToUnicode 8 0 R",
    "/W [1 2 1]", "/Widths [1 2]", "/FirstChar -9", "/LastChar 99999999",
    "/Differences [0 /a 5 /b]", "/Contents [3 0 R 3 0 R]",
    "BT", "ET", " Tj ", " TJ ", " Td ", " Tm ", " Do ", " Tf ", " cm ", " q ", " Q ", "BI ", " ID ",
    " EI", "begincmap", "beginbfrange", "endbfrange", "beginbfchar", "<0000> <FFFFFFFF> <0000>",
    "<00> <FF> <D800>", "1e999", "-99999999999", "0.0000001", "null", "true",
)  # fmt: skip


def pdf(drawn: str = DRAWN, characters: str = CHARACTERS, *, packed: bool = False) -> bytes:
    """A PDF of one leaf with that content, and that table of the characters of its second font."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [9 0 R] >>",
        _stream(drawn, packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 65 /Widths [600 700] "
        b"/Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [65 /B] >> >>",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 8 0 R "
        b"/DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 500 /W [65 [600 700] 70 90 500] "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream("BT /F1 9 Tf (20 women) Tj ET", packed, "/Type /XObject /Subtype /Form "
                "/BBox [0 0 9 9] /Resources << /Font << /F1 4 0 R >> >>"),
        _stream(characters, packed),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R /Resources "
        b"<< /Font << /F1 4 0 R /F2 5 0 R >> /XObject << /X1 7 0 R >> >> >>",
    ]  # fmt: skip
    data, places = b"%PDF-1.4\n", list[int]()
    for number, part in enumerate(parts, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    listed = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n"
        b"%%%%EOF\n" % (len(parts) + 1, listed, len(parts) + 1, len(data))
    )


def _stream(text: str, packed: bool, entries: str = "") -> bytes:
    data = text.encode("latin-1", "replace")
    if packed:
        data, entries = zlib.compress(data), f"{entries} /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries.encode(), data)


def rewritten_pdf(**how: str) -> bytes:
    """That PDF as pypdf writes it, closed with a password of no letters if `how` says by what."""
    import pypdf

    writer, made = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(packed=True))), io.BytesIO()
    if how:
        writer.encrypt("", **how)
    writer.write(made)
    return made.getvalue()


WARC_WORDS = (
    "WARC/1.0\r\n", "WARC/1.1\r\n", "WARC-Type: response\r\n", "WARC-Type: warcinfo\r\n",
    "WARC-Type: request\r\n", "Content-Length: 99999999\r\n", "Content-Length: -1\r\n",
    "Content-Length: \r\n", "Content-Type: text/html\r\n", "Content-Type: application/pdf\r\n",
    "Content-Type: application/http; msgtype=response\r\n", "Transfer-Encoding: chunked\r\n",
    "Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n", "Content-Encoding: deflate\r\n",
    "HTTP/1.1 200 OK\r\n", "HTTP/1.1 301\r\n", "\r\n\r\n", "ffffffff\r\n", "5\r\nhello\r\n",
    "0\r\n\r\n", "filedesc://x 0.0.0.0 20240101000000 text/plain 200 - - 0 x 99\n",
)  # fmt: skip


def warc(page: bytes = HTML.encode(), headers: str = "", *, packed: bool = False) -> bytes:
    """An archive of the web with that page, as it was sent with further headers, and a text."""
    made = b""
    for kind, more, content in (
        ("text/html; charset=utf-8", headers, page),
        ("text/plain", "", ARTICLE.encode()),
    ):
        block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + content
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}"
        )
        record = f"{head}\r\n\r\n".encode() + block + b"\r\n\r\n"
        made += gzip.compress(record, mtime=0) if packed else record
    return made


HTML_WORDS = (
    "<p>", "</p>", "<script>", "</script>", "<style>", "<template>", "<!--", "-->", "<a href='",
    "<meta charset=utf-16>", "<meta charset=iso-2022-jp>", "<meta property='og:title' content='",
    "<link rel=canonical href='javascript:1'>", '<script type="application/ld+json">',
    '{"@type": "NewsArticle", "datePublished": "2025-13-45"}', "<time datetime='2025-01-13'>",
    "<article>", "<table><tr><td>", "<h1>", "<title>", "<html lang='xx'>", "&#x110000;", "&nbsp;",
    "&#" + "9" * 3000 + ";", "<svg><math>", "<![CDATA[", "<?xml version='1.0' encoding='x'?>",
)  # fmt: skip
