"""A file read by its columns is the file read by its records, or is left to that."""

from __future__ import annotations

import contextlib
import hashlib
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from examples import examples
from hypothesis import given, strategies as st

from reconcile.errors import LedgerError
from reconcile.storage import alike_cells, csv_columns, csv_file
from reconcile.storage.alike_cells import WORD
from reconcile.storage.csv_columns import read_columns
from reconcile.storage.csv_file import Table, csv_text, table_of

PATH = Path("case.csv")


def both(data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[Table, Table]:
    found = []
    for large in (0, len(data) + 1):
        monkeypatch.setattr(csv_file, "LARGE", large)
        found.append(table_of(PATH, data))
    return found[0], found[1]


def assert_same(one: Table, other: Table) -> None:
    for name in ("path", "header", "sha256", "header_line", "unnamed"):
        assert getattr(one, name) == getattr(other, name)
    assert one.lines.tolist() == other.lines.tolist()
    assert one.width.tolist() == other.width.tolist()
    assert list(one.columns) == list(other.columns)
    for name, cells in one.columns.items():
        assert list(cells.distinct) == list(other.columns[name].distinct)
        assert np.array_equal(cells.codes, other.columns[name].codes)


CELL = st.text(st.sampled_from('ab ",é\t1_NA한'), max_size=4) | st.sampled_from(
    ["NA", "", "nan", "1,000", 'say ""', "NULL", "1.50", "0x1", "#N/A", "true", " x "]
)


LONG = st.text(st.sampled_from('ab",é한'), min_size=6, max_size=20) | st.sampled_from(
    ["one of more than eight", "one of more than eigh7", "One of more than eight", "12345678"]
)


@examples(150)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6), st.booleans(), st.booleans())
def test_written_cells_are_read_alike(
    rows: list[tuple[str, str, str]], windows: bool, marked: bool
) -> None:
    text = csv_text(("source", " figure", "notes"), rows)
    data = b"\xef\xbb\xbf" * marked + text.replace("\n", "\r\n" if windows else "\n").encode()
    with pytest.MonkeyPatch.context() as patch:
        assert_same(*both(data, patch))
    whole = all("".join(row).strip() for row in rows)
    assert (read_columns(data) is not None) == whole


@examples(300)
@given(st.text(st.sampled_from('a",\n\r "'), max_size=14))
def test_any_text_is_read_alike_or_refused_alike(text: str) -> None:
    data = f"source,figure\n{text}".encode()
    told = []
    with pytest.MonkeyPatch.context() as patch:
        for large in (0, 1000):
            patch.setattr(csv_file, "LARGE", large)
            try:
                told.append(table_of(PATH, data))
            except LedgerError as error:
                told.append(str(error))
    if isinstance(told[0], Table):
        assert isinstance(told[1], Table)
        assert_same(told[0], told[1])
    else:
        assert told[0] == told[1]


@examples(60)
@given(st.lists(st.tuples(CELL, LONG, LONG), min_size=1, max_size=30))
def test_blocks_of_lines_are_put_together(rows: list[tuple[str, str, str]]) -> None:
    data = csv_text(("source", "figure", "notes"), rows).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_columns, "_BLOCK", 120)
        patch.setattr(alike_cells, "_BYTES", 30)
        assert_same(*both(data, patch))


def hashed_alike(taken: Sequence[tuple[int, np.ndarray]], sizes: np.ndarray) -> np.ndarray:
    return np.where(sizes > WORD, 7, taken[0][1]).astype(np.uint64)


@pytest.mark.parametrize(
    "texts",
    [
        ("a long cell", "a lone cell"),
        ("a long cell", "longer cells"),
        ("long 1 at one end", "long 2 at one end"),
    ],
)
def test_two_texts_of_one_hash_are_seen(
    texts: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    once, twice = (f"source,figure\nA,{texts[0]}\nA,{other}\n".encode() for other in texts)
    monkeypatch.setattr(alike_cells, "_mixed", hashed_alike)
    assert read_columns(once) is not None
    assert read_columns(twice) is None
    monkeypatch.setattr(csv_columns, "_BLOCK", 20)  # a line, so that they meet when put together
    assert read_columns(once) is not None
    assert read_columns(twice) is None


@examples(100)
@given(st.integers(WORD + 1, 9 * WORD), st.data())
def test_so_they_are_wherever_they_differ(length: int, drawn: st.DataObject) -> None:
    text = "a" * length
    at = drawn.draw(st.integers(0, length - 1))
    lines = f"source,figure\nB,{text}\nA,{text}\n", f"A,{text[:at]}b{text[at + 1 :]}\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alike_cells, "_mixed", hashed_alike)
        patch.setattr(csv_columns, "_BLOCK", length + 3)
        assert read_columns(lines[0].encode()) is not None
        assert read_columns("".join(lines).encode()) is None


NOT_PLAIN = (
    'a,"b\nc"\n', "a\n", "a,b,c\n", "a,b\n\nc,d\n", ",\n", 'a,b"c\n', 'a,"b"c\n', 'a,"b\n',
    "a\rb,c\n", f"a,{'b' * 200_000}\n", f"a,{'b' * 40_000}\n", "a,b,c\nd\n", "a\nb,c,d\n",
)  # fmt: skip


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_what_is_not_plain_is_left_to_the_reader_of_records(text: str) -> None:
    assert read_columns(f"source,figure\n{text}".encode()) is None
    assert read_columns(b"\n" + f"source,figure\n{text}".encode()) is None


@pytest.mark.parametrize(
    "data",
    [f"source,{'f' * 200_000}\nA,1\n".encode(), b"source\r,figure\nA,1\n", b"s,f\nA,1\n",
     b"source\nA\n", b'"source,figure\nA,1\n', b"source,fig\xffre\nA,1\n",
     b"source,figure\n\xc3,\xa9\n", b"source,figure\nA,\xc3\nA,\xa9\n"],
)  # fmt: skip
def test_so_is_a_header_that_is_not_plain_and_what_is_not_utf_8(data: bytes) -> None:
    assert read_columns(data) is None


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n", "\n\r\n\r\n"])
def test_a_last_line_may_lack_its_end_or_have_blank_ones_behind_it(end: str) -> None:
    found = read_columns(b'source,figure\nA,"1,000"\nA,2' + end.encode())
    assert found is not None
    assert [texts for _, texts in found.columns] == [["A"], ["1,000", "2"]]


@pytest.mark.parametrize("text", ["A,1\n", 'A,"1\n2"\n', 'A,"1\n', "A,1,2\n", "A,\n"])
def test_no_thread_is_left_of_a_large_file_or_one_that_is_refused(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_file, "LARGE", 0)
    data = f"source,figure\n{text}".encode()
    before = threading.active_count()
    with contextlib.suppress(LedgerError):
        assert table_of(PATH, data).sha256 == hashlib.sha256(data).hexdigest()
    assert threading.active_count() == before


def test_a_stop_while_a_large_file_is_read_leaves_no_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(data: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(csv_file, "LARGE", 0)
    monkeypatch.setattr(csv_file, "read_columns", stopped)
    monkeypatch.setattr(csv_file._Digest, "run", lambda of: time.sleep(0.02))
    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        table_of(PATH, b"source,figure\nA,1\n")
    assert threading.active_count() == before
