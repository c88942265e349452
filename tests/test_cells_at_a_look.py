"""Checks that look at many cells at once find what they find in each cell by itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from ledgers import loaded

from reconcile.aligning.typed_cells import parse
from reconcile.checks import check, links, texts, view
from reconcile.checks.issue import Issue
from reconcile.checks.view import View
from reconcile.notation.addresses import is_address, may_be_no_address

_CHECKS = {"bad-url", "control-character", "later-than-link"}
_SIGNS = (
    "\n", "\r", "\t", "\x01", "\x1c", "\x7f", "\x85", "\u00a0", "\u200b", "\u200f", "\u2028",
    "\ufeff", "\ufffd", "é", "я", "٣", "３", "漢", "😀", '"', " ", "@", ":", ",",
)  # fmt: skip
_DAYS = (
    "/2022/03/24/", "-2025-01-02", "_1999-12-31", "/2025-13-01/", "/20250/01/02", "/2025/01/023",
    "/2025/01-02", "/2025/01/02/2025/02/30/", "/٢٠25/01/02",
)  # fmt: skip
_PIECES = (
    "", "http://", "https://", "HTTPS://", "ftp://", "example.org", "a", "/", "?q=1", "#x", ":80",
    "user@", ".", "-", "..", "/page-7", *_DAYS, *_SIGNS,
)  # fmt: skip
_CELLS = st.lists(st.sampled_from(_PIECES), max_size=6).map("".join)
_URLS = _CELLS | _CELLS.map("https://example.org/".__add__)


def _one_by_one(
    self: View, column: str, function: Callable[[str], Any], _: object, otherwise: float
) -> np.ndarray:
    return self.ledger.rows.cells(column).each(function, type(otherwise))


def _issues(rows: Sequence[Sequence[str]]) -> list[Issue]:
    text = io.StringIO(newline="")
    header = ("source", "published", "place", "measure", "figure", "quote", "url", "notes", "more")
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    checked = check(parse(loaded(text.getvalue())))
    return [issue for issue in checked.issues if issue.check in _CHECKS]


@settings(max_examples=60)
@given(st.lists(st.tuples(_URLS, _CELLS), min_size=1, max_size=12), st.sampled_from((1, 3, 8_192)))
def test_together_is_as_one_by_one(cells: list[tuple[str, str]], at_once: int) -> None:
    rows = [("A", "2024-06-01", text, "killed", "5", text, url, text, text) for url, text in cells]
    with patch.object(view, "_AT_ONCE", at_once):
        together = _issues(rows)
    with patch.object(View, "seldom", _one_by_one):
        assert together == _issues(rows)


@given(st.lists(_URLS | st.text(max_size=30), max_size=12))
def test_what_is_not_asked_for_is_an_address(urls: list[str]) -> None:
    asked = may_be_no_address(urls)
    assert asked.shape == (len(urls),)
    for url, one in zip(urls, asked.tolist(), strict=True):
        assert one or is_address(url), url


USUAL = (
    "https://example.org", "http://example.org/", "https://www.Example.co.uk/a/b.html?c=1&d=%20#e",
    "https://example.org?x=http://a@b:80", "https://10.0.0.1/2024/1/2/3-4-5/",
)  # fmt: skip


@contextmanager
def _never_called(module: Any, name: str) -> Iterator[None]:
    def called(*_: object) -> None:
        pytest.fail(f"{name} is called")

    with patch.object(module, name, called):
        yield


def test_usual_cells_are_not_looked_at_one_by_one() -> None:
    rows = [("A", "2024-06-01", "Here", "killed", "5", "5 dead", url, "", "é") for url in USUAL]
    with _never_called(texts, "is_address"), _never_called(links, "_day"):
        assert _issues(rows) == []


def test_a_cell_among_usual_ones_is_found() -> None:
    odd = ("example.org/1", "https://example.org/2024/06/05/x", "https://example.org/\u200f")
    rows = [
        ("A", "2024-07-01", "Here", "killed", "5", "", url, "", "")
        for url in (*USUAL, *odd, *USUAL)
    ]
    assert [(issue.line, issue.check) for issue in _issues(rows)] == [
        (7, "bad-url"), (8, "later-than-link"), (9, "control-character"), (9, "bad-url"),
    ]  # fmt: skip
