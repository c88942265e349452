"""A file read by its columns is the file read by its records, or is left to that."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from reconcile.errors import LedgerError
from reconcile.storage import csv_file
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


@settings(max_examples=150, deadline=None)
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


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from('a",\n\r "'), max_size=14))
def test_any_text_is_read_alike_or_refused_alike(text: str) -> None:
    data = f"s,f\n{text}".encode()
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


NOT_PLAIN = (
    'a,"b\nc"\n', "a\n", "a,b,c\n", "a,b\n\nc,d\n", ",\n", 'a,b"c\n', 'a,"b"c\n', 'a,"b\n',
    "a\rb,c\n", f"a,{'b' * 200_000}\n",
)  # fmt: skip


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_what_is_not_plain_is_left_to_the_reader_of_records(text: str) -> None:
    assert read_columns(f"s,f\n{text}".encode()) is None
    assert read_columns(f"s,{'f' * 200_000}\nA,1\n".encode()) is None
    assert read_columns(b"\n" + f"s,f\n{text}".encode()) is None
    assert read_columns(b"s\r,f\nA,1\n") is None


def test_a_last_line_may_lack_its_end() -> None:
    found = read_columns(b's,f\nA,"1,000"\nA,2')
    assert found is not None
    assert [texts for _, texts in found.columns] == [["A"], ["1,000", "2"]]
