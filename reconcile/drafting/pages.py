"""An article as it is saved: plain text, HTML or a PDF with text, and what it says of itself."""

from __future__ import annotations

import re
from typing import NamedTuple

from reconcile.drafting.lexicon import languages
from reconcile.drafting.tongue import language_of
from reconcile.errors import InputError
from reconcile.storage.extras import needed
from reconcile.storage.kept_pages import PageError
from reconcile.storage.pdf_text import PdfLimits, pdf_text

LARGEST = 20_000_000  # bytes of a file; an article has a hundredth of that
_LONGEST = 500_000  # characters of a text: a book
_MOST_NUMBERS = 20_000  # in a text; more are in tables, and in what is made to take long
_MOST_TAGS = 100_000  # of a page; the longest articles have a fifth of that
_ARTICLE = PdfLimits(1_000, _LONGEST, 150_000, 10_000_000)
_URL = 2_000  # characters of an address
_NUMBER = re.compile(r"\d+")
_MARKUP = re.compile(
    rb"\s*(?:<!doctype html|<html|<\?xml|<head|<body|<!--|<div|<article|<p[ >])", re.I
)
_META_LANGUAGE = re.compile(r"<html[^>]{0,300}?\slang\s*=\s*[\"']?([A-Za-z]{2})", re.I)


class Page(NamedTuple):
    """The text of a page, and what it says of itself; what it does not say is empty.

    `text` is what drafts' offsets refer to. `language` is a code of those that have a file. `url`
    is the page's canonical address.
    """

    text: str
    title: str = ""
    outlet: str = ""
    published: str = ""
    language: str = ""
    url: str = ""


def read_page(name: str, data: bytes) -> Page:
    """The page in a file; `name` is what it is called in messages.

    Raises `InputError` for what cannot be read, with what to do instead.
    """
    if len(data) > LARGEST:
        size = f"{len(data) / 1_000_000:,.0f} MB"
        raise InputError(f"{name}: {size} is no article; save the article alone (up to 20 MB)")
    if data.startswith(b"%PDF"):
        page = _pdf(name, data)
    elif _MARKUP.match(data[:2000].removeprefix(b"\xef\xbb\xbf")):
        page = _html(name, data)
    else:
        page = Page(_plain(name, data))
    refuse_long(page.text, name)
    if page.language in languages():
        return page
    return page._replace(language=language_of(page.text))


def refuse_long(text: str, where: str) -> None:
    """Raise `InputError` for a text that is longer than a book, or holds the numbers of tables."""
    if len(text) > _LONGEST:
        raise InputError(f"{where}: more than {_LONGEST:,} characters of text; give it in parts")
    numbers = len(_NUMBER.findall(text))
    if numbers > _MOST_NUMBERS:
        told = f"{numbers:,} numbers, more than an article has"
        raise InputError(f"{where}: {told}; give the text without its tables, or in parts")


def _plain(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: byte {error.start} is not UTF-8; save it as UTF-8") from None
    if "\0" in text:
        raise InputError(f"{name}: no text; give plain text, HTML or a PDF with text")
    return text


def _html(name: str, data: bytes) -> Page:
    """The article in a page, with its title in front unless it begins with that."""
    if (tags := data.count(b"<")) > _MOST_TAGS:
        told = f"{tags:,} tags, more than an article has"
        raise InputError(f"{name}: {told}; save its text and give that")
    trafilatura = needed("trafilatura", "draft", "draft of a web page")
    try:
        found = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        found = None  # it is not said which errors it may raise
    if found is None or not found.text:
        raise InputError(f"{name}: no article found in the page; save its text and give that")
    title = (found.title or "").strip()
    led = found.text.lstrip().startswith(title)
    lang = _META_LANGUAGE.search(data[:5000].decode("utf-8", "replace"))
    return Page(
        found.text if led else f"{title}\n\n{found.text}",
        title,
        found.sitename or found.hostname or "",
        found.date or "",
        lang[1].lower() if lang else "",
        _address(found.url or ""),
    )


def _address(url: str) -> str:
    """The address that a page gives as its own, if it is one of the web; else nothing."""
    return url if re.fullmatch(r"https?://[^\s/]+\.[^\s]+", url) and len(url) <= _URL else ""


def _pdf(name: str, data: bytes) -> Page:
    try:
        text = pdf_text(data, _ARTICLE)
    except PageError as error:
        why = error.why.replace("page is no PDF that can", "PDF cannot").replace("page", "PDF")
        raise InputError(f"{name}: {why}; give its text") from None
    if not text.strip():
        raise InputError(f"{name}: the PDF holds no text, perhaps only pictures; give its text")
    return Page(text)
