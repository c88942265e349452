"""Rows behind the last one of a CSV file: what is said to be in it is what is read back."""

import csv
from pathlib import Path

import numpy as np
import pytest
from examples import examples
from hypothesis import given, strategies as st

from reconcile.columnar import Cells, Columns
from reconcile.errors import LedgerError
from reconcile.storage.appending import appended, appended_rows
from reconcile.storage.csv_file import Table, csv_text, table_of

NAMES = ("source", "figure", "notes")
TEXTS = st.sampled_from(["", "A", " b ", "two\nlines", 'a "quote"', "x, y", "end\r", "\r\n", "é"])
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(NAMES[::2], TEXTS)), min_size=1, max_size=5)


def shown(table: Table) -> tuple[object, ...]:
    columns = {
        name: (each.codes.tolist(), [*each.distinct]) for name, each in table.columns.items()
    }
    lines = table.lines.tolist(), table.width.tolist(), table.header_line
    return table.header, columns, lines, table.unnamed, table.sha256


@examples(60)
@given(
    rows=ROWS, header=st.sampled_from(["", *NAMES, "source,figure", "figure,,notes,own,figure"]),
    below=st.sampled_from(["", "\n", "\n\n", "\nA,1", '\n"A\nB",1,\n', "\r\nA,1,x,y,z,\r\n\r\n"]),
)  # fmt: skip
def test_the_table_is_what_the_bytes_hold(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]], header: str, below: str
) -> None:
    path = tmp_path_factory.mktemp("case") / "x.csv"
    if header:
        path.write_bytes((header + below).encode())
    columns = {name: Cells.of(row[name] for row in rows) for name in NAMES[::2]}
    figures = Cells(np.arange(len(rows)) % 2 + 1, ("never", "7", "~8"))
    found = appended(path, Columns({**columns, "figure": figures}), NAMES)
    assert shown(found.table) == shown(table_of(path, found.data))
    filled = [{**row, "figure": text} for row, text in zip(rows, figures, strict=True)]
    assert appended_rows(path, filled, NAMES) == found.data
    if not header:
        text = csv_text(NAMES, ([row[name] for name in NAMES] for row in filled))
        assert found.data.decode() == text


@pytest.mark.parametrize("blank", ["", "\n", "\r\n\r\n", "\ufeff", " , \n"])
def test_a_file_that_holds_nothing_gets_the_header(tmp_path: Path, blank: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(blank.encode())
    found = appended(path, Columns({"figure": Cells.of("78")}), NAMES)
    assert found.data.startswith(blank.encode())
    assert shown(found.table) == shown(table_of(path, found.data))
    assert found.table.header == NAMES
    assert list(found.table.columns["figure"]) == ["7", "8"]
    assert found.data.count(b"\r\n") == (5 if "\r" in blank else 0)


def test_a_cell_that_cannot_be_read_back_is_refused() -> None:
    for text, told in (
        ("a\0b", "is a binary file"),
        ("x" * (csv.field_size_limit() + 1), "longer"),
    ):
        rows = Columns({"figure": Cells.of(["7"]), "notes": Cells.of([text])})
        with pytest.raises(LedgerError, match=told):
            appended(Path("none.csv"), rows, NAMES)
