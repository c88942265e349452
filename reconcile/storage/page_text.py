"""The text of a kept page: all that a reader of it sees, from HTML, plain text, PDF or WARC.

HTML and plain text are read here; PDF and WARC by the libraries of the extra `draft`. A page may be
anything that somebody put on the web, so whatever it holds ends in text or in a `PageError`, in a
time that grows with its length and no faster. Nothing of it is run, and nothing is fetched.
"""

from __future__ import annotations

import codecs
import contextlib
import gzip
import html
import re
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO

from reconcile.errors import ReconcileError
from reconcile.notation.late_pattern import late_pattern
from reconcile.storage.extras import needed
from reconcile.storage.kept_pages import MOST_BYTES, UNREADABLE, PageError
from reconcile.storage.pdf_text import PAGE, pdf_text

MOST_TEXT = PAGE.text
_UNPACKED = 8 * MOST_BYTES  # of a packed archive

# A tag with its attributes, in which `>` may stand between quotation marks. None of these can fail
# once begun, so that a page is read once, from left to right, whatever is left open.
_REST = r"""[^>=]*(?:=\s*(?:"[^"]*"?|'[^']*'?)?[^>=]*)*>?"""
_TAG = late_pattern(
    rf"""<(?:
      !--(?:-?>|.*?(?:--!?>|\Z))
      |(script|style|template|iframe|noembed|noframes)\b{_REST}.*?(?:</\1\b[^>]*>?|\Z)
      |/?([a-z][^\s/>]*){_REST}
      |[!?/][^>]*>?
    )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# what does not end a line; every other element does
_INLINE = late_pattern(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|s|samp"
    "|small|span|strike|strong|sub|sup|time|tt|u|var|wbr",
    re.IGNORECASE,
)
_SPACES = late_pattern(r"[ \t\r\n\f]+")
_LINES = late_pattern(r"(?<! ) *\n\s*")  # not from each of many blanks that end no line
_LONG_REFERENCE = late_pattern(r"&#(?:[0-9]{9,}|[xX][0-9a-fA-F]{8,});?")  # of no character there is

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
# encodings of text by Python's names, and what browsers read in their stead
_STEAD = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932",
}  # fmt: skip
_ENCODINGS = late_pattern(
    r"utf-8|utf-16(-le|-be)?|iso8859-\d+|cp(125\d|866|874|932|949)|koi8-[ru]|gb18030|big5(hkscs)?"
    r"|euc_jp|iso2022_jp|mac-(roman|cyrillic)"
)
_MARKED = ((codecs.BOM_UTF8, "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def page_text(name: str, data: bytes) -> str:
    """All the visible text of a page, a line for every paragraph, heading, item or cell.

    What it is follows from the ending of `name`. Raises `PageError` for what cannot be read: no
    text, a damaged file, another kind of file, or a library that is not installed.
    """
    read = _reader(name)
    try:
        text = read(data)
    except PageError:
        raise
    except ReconcileError as error:  # a library is missing
        raise PageError(UNREADABLE, *_parted(str(error))) from None
    if len(text) > MOST_TEXT:
        raise _unreadable(f"has more than {MOST_TEXT:,} characters of text", "keep less of it")
    if not text.strip():
        raise _unreadable("has no text", "keep the page as HTML, with its words")
    return text


def _reader(name: str) -> Callable[[bytes], str]:
    lower = name.lower()
    for endings, read in _READERS.items():
        if lower.endswith(endings):
            return read
    ending = lower.rpartition(".")[2] if "." in lower else ""
    told = f"is a .{ending} file, of which no text is read" if ending else "has no ending"
    raise _unreadable(told, "keep the page as .html, .txt, .pdf or .warc besides")


def _unreadable(why: str, remedy: str) -> PageError:
    return PageError(UNREADABLE, f"the page {why}", remedy)


def _parted(message: str) -> tuple[str, str]:
    why, _, remedy = message.partition("; ")
    return why, remedy


def _pdf(data: bytes) -> str:
    """The text of a PDF, page after page."""
    return pdf_text(data, PAGE)


def _plain(data: bytes) -> str:
    """A text file."""
    return _decoded(data).replace("\r\n", "\n").replace("\r", "\n")


def html_text(data: bytes) -> str:
    """The text of a page in HTML, without what a browser shows nothing of: scripts, styles."""
    source = _SPACES.sub(" ", _decoded(data))
    text = html.unescape(_LONG_REFERENCE.sub("\N{REPLACEMENT CHARACTER}", _TAG.sub(_seam, source)))
    return _LINES.sub("\n", text).strip()


def _seam(tag: re.Match[str]) -> str:
    """What stands in a text for a tag: nothing, or the end of a line."""
    if tag[1]:
        return "\n"
    return "\n" if tag[2] and not _INLINE.fullmatch(tag[2]) else ""


def _decoded(data: bytes) -> str:
    """The text of bytes in the encoding that they are in: by their mark, by what they are, or as
    the page says; raises `PageError` for what is no text.
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\0" in data:
        raise _unreadable("is no text, although its name says so", "keep it under its own ending")
    said = _said(data)
    try:
        # other text is hardly ever UTF-8 by chance; that of Japanese mail is ASCII to the eye
        return data.decode("iso2022_jp" if said == "iso2022_jp" else "utf-8")
    except UnicodeDecodeError:
        return data.decode(said or "cp1252", "replace")


def _said(data: bytes) -> str:
    """The encoding that a page says it is in, by Python's name; nothing if none that is known."""
    found = _CHARSET.search(data, 0, 4096)
    try:
        name = codecs.lookup(found[1].decode("ascii", "replace")).name if found else ""
    except LookupError:
        return ""
    name = _STEAD.get(name, name)
    return name if _ENCODINGS.fullmatch(name) and not name.startswith("utf-16") else ""


def _warc(data: bytes) -> str:
    """The texts of all pages in an archive of the web."""
    archive = needed("warcio.archiveiterator", "draft", "reading a WARC")
    try:
        with contextlib.redirect_stderr(StringIO()):  # where it would speak of what is damaged
            return _limited(_archived(archive, _unpacked(data)))
    except PageError:
        raise
    except Exception as error:  # a damaged file brings about anything
        raise _unreadable(
            f"is no WARC that can be read: {_reason(error)}", "save it again"
        ) from None


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as file:
            found = file.read(_UNPACKED + 1)
    except (OSError, EOFError, zlib.error):
        raise _unreadable("is packed and damaged", "save it again") from None
    if len(found) > _UNPACKED:
        raise _unreadable("is too large once it is unpacked", "keep the page alone")
    return found


def _archived(archive, data: bytes) -> Iterator[str]:  # type: ignore[no-untyped-def]
    left = MOST_BYTES  # of all pages together, which may be packed once more within it
    for record in archive.ArchiveIterator(BytesIO(data)):
        kind = record.http_headers and record.http_headers.get_header("Content-Type")
        kind = (kind or record.rec_headers.get_header("Content-Type") or "").lower()
        read = next((read for word, read in _TYPES.items() if kind.startswith(word)), None)
        if record.rec_type in ("response", "resource", "conversion") and read:
            page = record.content_stream().read(left + 1)
            left -= len(page)
            if left < 0:
                raise _unreadable("is too large once it is unpacked", "keep the page alone")
            yield read(page)


def _limited(texts: Iterator[str]) -> str:
    """The texts together, no more of them than a page may have."""
    found, length = list[str](), 0
    for text in texts:
        found.append(text)
        length += len(text)
        if length > MOST_TEXT:
            break
    return "\n".join(found)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__


_READERS: dict[tuple[str, ...], Callable[[bytes], str]] = {
    (".html", ".htm", ".xhtml", ".xht"): html_text,
    (".txt", ".text", ".md"): _plain,
    (".pdf",): _pdf,
    (".warc", ".warc.gz"): _warc,
}
_TYPES = {
    "text/html": html_text, "application/xhtml": html_text, "text/plain": _plain,
    "application/pdf": _pdf,
}  # fmt: skip
