"""The checks of free text: quotes, addresses and characters that cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from reconcile.checks.header import header_findings, in_header
from reconcile.checks.issue import Problem
from reconcile.checks.source_list import entries
from reconcile.checks.view import View, chosen, in_table
from reconcile.columnar import firsts
from reconcile.errors import excerpt
from reconcile.notation.addresses import is_address, may_be_no_address
from reconcile.notation.late_pattern import late_pattern
from reconcile.notation.lone_numbers import lone_numbers
from reconcile.notation.numbers import missing_numbers
from reconcile.notation.words import joined
from reconcile.storage.csv_file import Table
from reconcile.storage.ledger_files import COLUMNS

_SCHEME = late_pattern(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# C0 and C1 controls, DEL, what turns the direction of text, the byte-order mark, the replacement
_NEVER = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd"
)
_IN_PROSE = late_pattern(f"[{_NEVER}]")
_IN_A_NAME = late_pattern(f"[{_NEVER}\t\n\r]")
_SPACE, _TILDE = b" ~"  # the first and the last sign of ASCII that can be seen
_SAID = ("best", "low", "high")  # the numbers that a figure has in it
_PROSE = ("quote", "notes")
_NAMES = {"\t": "a tab", "\n": "a line break", "\r": "a line break", "\ufeff": "a byte-order mark"}


def not_in_quote(view: View) -> Iterator[Problem]:
    """The number of the figure does not occur in the quote.

    Digits of every script are read, with words like thousand and million, and so are numbers in
    words (three hundred and twelve, two dozen) and denials (no casualties) in English, French,
    Spanish, Portuguese, Italian, German, Russian, Ukrainian and Arabic, and in Chinese, Japanese
    and Korean characters. Rows without a quote, and figures without a number, are not looked at.

    Remedy: correct the figure or the quote. If the quote says the number in another way, name
    `not-in-quote` in `waives` and say so in `notes`.
    """
    figures, _ = view.text("figure")
    quotes, texts = view.text("quote")
    rows = _not_seen(view, np.flatnonzero(view.legible & view.holds("quote", bool)))
    pairs = figures[rows].astype(np.int64) * len(texts) + quotes[rows]
    absent = _absent(view, rows, pairs, texts)
    for row, pair in zip(rows.tolist(), pairs.tolist(), strict=True):
        if pair not in absent:
            continue
        numbers = [f"{number:,}" for number in absent[pair]]
        verb = "does" if len(numbers) == 1 else "do"
        quote = excerpt(texts[quotes[row]])
        message = f"{joined(numbers)} {verb} not occur in the quote {quote!r}"
        remedy = "correct the figure or the quote, or waive not-in-quote and say why in notes"
        yield Problem(message, remedy, row, "figure")


def _not_seen(view: View, rows: np.ndarray) -> np.ndarray:
    """Those of the rows with a number that is not seen in the quote at a look."""
    quotes, texts = view.text("quote")
    alone, quote = lone_numbers(texts), quotes[rows]
    unseen = np.zeros(len(rows), dtype=bool)
    for name in _SAID:
        number = view.parsed.typed[name][rows]
        left = np.flatnonzero(~np.isnan(number) & (alone[quote, 0] != number))
        unseen[left[(number[left] != alone[quote[left]].T).all(axis=0)]] = True
    return rows[unseen]


def _absent(
    view: View, rows: np.ndarray, pairs: np.ndarray, texts: Sequence[str]
) -> dict[int, tuple[int, ...]]:
    """The numbers that are missing, for each distinct pair of figure and quote with any."""
    one_each = firsts(pairs)
    said = (view.parsed.typed[name][rows[one_each]].tolist() for name in _SAID)
    absent = dict[int, tuple[int, ...]]()
    for pair, *numbers in zip(pairs[one_each].tolist(), *said, strict=True):
        wanted = [int(number) for number in numbers if number == number]  # NaN for none
        if missing := missing_numbers(wanted, texts[pair % len(texts)]):
            absent[pair] = missing
    return absent


def bad_url(view: View) -> Iterator[Problem]:
    """The address is not one whole web address; it is shown, but nowhere made a link.

    So it is for `archive_url`, where a case has that column.

    Remedy: write the address as a browser shows it, with `http://` or `https://` in front; write
    `%20` for a space. There is one address to a row: others go into `notes`.
    """
    for column in ("url", *({"archive_url"} & set(view.ledger.extra_columns))):
        codes, urls = view.text(column)
        wrong = view.seldom(column, _no_address, may_be_no_address, False)
        for row in chosen(wrong & view.legible):
            yield Problem(*_wrong_url(urls[codes[row]]), row, column)
    table = view.ledger.sources_table
    for number, entry in entries(view):
        url = entry.get("url", "")
        if table is not None and url and not is_address(url):
            yield in_table(table, number, "url", *_wrong_url(url))


def _no_address(cell: str) -> bool:
    """Whether something stands in a cell that is no address."""
    return cell != "" and not is_address(cell)


def _wrong_url(url: str) -> tuple[str, str]:
    """What is wrong with an address, and what to write."""
    if url.split()[0] != url:
        message = f"{excerpt(url)!r} has a space in it"
        return message, "write one address, with %20 for a space; others go into notes"
    if not _SCHEME.match(url):
        return f"{excerpt(url)!r} does not begin with https://", "put https:// in front of it"
    return f"{excerpt(url)!r} is not a web address", "write it as in https://example.org/page"


def no_url(view: View) -> Iterator[Problem]:
    """There is no address at which the figure can be read.

    Remedy: add the address. If there is none, name `no-url` in `waives` and say in `notes` where
    the figure was found.
    """
    for row in chosen(~view.holds("url", bool) & view.legible):
        remedy = "add the address, or waive no-url and say in notes where the figure was found"
        yield Problem("no address is given", remedy, row, "url")


def control_character(view: View) -> Iterator[Problem]:
    """A cell holds a character that cannot be seen, or that hides or turns what stands beside it.

    Control characters, marks that turn the direction of text, a byte-order mark inside a cell and
    the replacement character, which a program writes where it read a file in the wrong encoding.
    Line breaks and tabs may stand in `quote` and `notes`, and in columns that are not read. The
    name of a column is a cell too.

    Remedy: delete the character; where it replaced a letter, take the text from where it was
    published and save the file as UTF-8.
    """
    names = dict.fromkeys((*COLUMNS, *view.ledger.extra_columns))
    for column in names:
        codes, texts = view.text(column)
        pattern = _IN_A_NAME if column in COLUMNS and column not in _PROSE else _IN_PROSE
        held = view.seldom(column, pattern.search, partial(_may_hold, pattern), False)
        for row in chosen(held & view.legible):
            yield Problem(*_control(pattern, texts[codes[row]]), row, column)
    for table in view.ledger.tables:
        yield from _controls_in_names(table)
    for table in view.others:
        yield from _controls_in_names(table)
        yield from _controls_in(table)


def _may_hold(pattern: re.Pattern[str], texts: Sequence[str]) -> np.ndarray:
    """Whether there is a control character in any of these texts, for each of them."""
    joined = "".join(texts)
    chars = np.frombuffer(joined.encode(errors="replace"), dtype=np.uint8)
    plain = chars.min(initial=_SPACE) >= _SPACE and chars.max(initial=_SPACE) <= _TILDE
    return np.full(len(texts), not plain and pattern.search(joined) is not None)


def _controls_in_names(table: Table) -> Iterator[Problem]:
    for number, name in enumerate(table.header):
        if _IN_PROSE.search(name):
            yield in_header(table, number, *_control(_IN_PROSE, name))


def _controls_in(table: Table) -> Iterator[Problem]:
    if header_findings(table):
        return
    for column, cells in table.columns.items():
        pattern = _IN_PROSE if column in _PROSE else _IN_A_NAME
        for number in np.flatnonzero(table.width == len(table.header)).tolist():
            if pattern.search(text := cells[number].strip()):
                yield in_table(table, number, column, *_control(pattern, text))


def _control(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """Which characters those are, and what to do."""
    found = list(dict.fromkeys(pattern.findall(text)))
    if "\N{REPLACEMENT CHARACTER}" in found:
        message = "the cell holds U+FFFD, which stands for a letter that was lost"
        return message, "write the letter again and save the file as UTF-8"
    names = [_NAMES.get(char, unicodedata.name(char, "a control character")) for char in found]
    codes = [f"U+{ord(char):04X} ({name})" for char, name in zip(found, names, strict=True)]
    more = f" and {len(codes) - 3} more" if len(codes) > 3 else ""
    return f"the cell holds {', '.join(codes[:3])}{more}", "delete it, or write a space for it"
