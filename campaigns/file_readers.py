"""The readers of files that are no text: workbooks, PDF and archives of the web."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from campaigns import file_samples as samples
from campaigns.reader import Reader, as_bytes
from campaigns.samples import HTML, RULES
from reconcile.drafting.pages import read_page
from reconcile.imports import read
from reconcile.imports.mapping import mapping_of
from reconcile.storage.page_text import page_text

_SHEET, _STYLES, _BOOK = "sheet1.xml", "styles.xml", "workbook.xml"
_CHUNKED = "Transfer-Encoding: chunked\r\n"


def _imported(data: bytes) -> object:
    return read("in.xlsx", data, mapping_of("m", RULES), {})


def _of_workbook(part: str, good: str) -> Reader:
    def taken(text: str) -> object:
        return _imported(samples.workbook(part, text.encode("utf-8", "surrogatepass")))

    return Reader(f"workbook: {part}", taken, (good,), 16, r"in\.xlsx:\d+:", samples.SHEET_WORDS)


def _page(name: str, made: Callable[[str], bytes]) -> Callable[[str], object]:
    return lambda text: page_text(name, made(text))


def _sent(text: str) -> bytes:
    """An archive of a page that is sent in one of the ways there are, by the length of the page."""
    page, way = as_bytes(text), len(text) % 4
    if way == 1:
        return samples.warc(page, _CHUNKED)
    if way == 2:
        pieces = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (page, b""))
        return samples.warc(pieces, _CHUNKED)
    if way == 3:
        return samples.warc(gzip.compress(page, mtime=0), "Content-Encoding: gzip\r\n")
    return samples.warc(page, packed=True)


def _packed(text: str) -> bytes:
    return gzip.compress(as_bytes(text), mtime=0)


def _of_pdf(name: str, made: Callable[[str], bytes], *good: str) -> Reader:
    return Reader(name, _page("p.pdf", made), good, 8, "the page", samples.PDF_WORDS)


def _latin(data: bytes) -> str:
    return data.decode("latin-1")


_WHOLE_PDF = (
    _latin(samples.pdf()), _latin(samples.pdf(packed=True)), _latin(samples.rewritten_pdf()),
    _latin(samples.rewritten_pdf(algorithm="RC4-128")),
)  # fmt: skip
_WHOLE_WARC = (_latin(samples.warc()), _latin(samples.warc(headers=_CHUNKED)))
FILE_READERS = (
    _of_workbook(_SHEET, samples.SHEET),
    _of_workbook(_STYLES, samples.part_of_workbook(_STYLES)),
    _of_workbook(_BOOK, samples.part_of_workbook(_BOOK)),
    Reader("workbook", lambda text: _imported(as_bytes(text)),
           (_latin(samples.workbook()), _latin(samples.workbook(packed=False))), 16,
           r"in\.xlsx:\d+:", samples.SHEET_WORDS),
    _of_pdf("PDF", as_bytes, *_WHOLE_PDF),
    _of_pdf("PDF: what is drawn", samples.pdf, samples.DRAWN),
    _of_pdf("PDF: its characters", lambda text: samples.pdf(characters=text), samples.CHARACTERS),
    Reader("PDF as an article", lambda text: read_page("a.pdf", b"%PDF" + as_bytes(text)),
           tuple(text[4:] for text in _WHOLE_PDF), 8, "a.pdf:", samples.PDF_WORDS),
    Reader("archive of the web", _page("p.warc", as_bytes), _WHOLE_WARC, 2, "the page",
           samples.WARC_WORDS),
    Reader("archive of the web, packed", _page("p.warc.gz", _packed), _WHOLE_WARC, 2, "the page",
           samples.WARC_WORDS),
    Reader("page in an archive", _page("p.warc", _sent), (HTML,), 2,
           "the page", samples.HTML_WORDS),
)  # fmt: skip
