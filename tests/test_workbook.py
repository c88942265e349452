"""Tables as an Excel workbook, read back with openpyxl, and by LibreOffice where it is."""

import csv
import datetime
import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from examples import examples
from frames_written import columns_of
from hypothesis import given, strategies as st

from reconcile.cli import run
from reconcile.errors import ReconcileError
from reconcile.export import xlsx
from reconcile.storage.ledger import load

ROOT = Path(__file__).parent.parent
SHIPPED = ["--ledger", str(ROOT / "estimates")]
ROWS = len(load(ROOT / "estimates").rows)
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FRAME = pd.DataFrame(
    {
        "source": ["NIS", "국가정보원", "=1+1", None],
        "as_of_a": ["2025-01-13", "2025-01", "1812-10-01", "2025-02-30"],
        "gap": [11000.0, np.nan, -5.0, 10**12 - 1],
        "difference": [np.inf, 0.0, 1.0, 10.0**12],
        "ratio": [1.5, 2.0, np.nan, 1.328125],
        "ties": [True, False, True, False],
        "quote": ['said "about" 300', "one\ntwo", "@SUM(A1)", "https://x.org"],
    }
)


def to_xlsx(tables):
    """The workbook of these frames."""
    return xlsx.to_xlsx({name: columns_of(frame) for name, frame in tables.items()})


def read(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def values(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_cells_are_numbers_dates_and_text():
    sheet = read(to_xlsx({"discrepancies": FRAME}))["discrepancies"]
    assert values(sheet) == [
        list(FRAME.columns),
        ["NIS", datetime.datetime(2025, 1, 13), 11000, None, 1.5, True, 'said "about" 300'],
        ["국가정보원", "2025-01", None, 0, 2, False, "one\ntwo"],
        ["=1+1", "1812-10-01", -5, 1, None, True, "@SUM(A1)"],
        [None, "2025-02-30", 10**12 - 1, 10**12, 1.328125, False, "https://x.org"],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "b"}
    formats = [cell.number_format for cell in sheet[2]]
    assert [formats[number] for number in (0, 1, 2, 4)] == [
        "General", "yyyy-mm-dd", "#,##0", "#,##0.00",
    ]  # fmt: skip


def test_dates_and_ratios_are_known_by_the_table_and_not_by_the_name():
    cells = ["2025-01-13"]
    frame = pd.DataFrame({"as_of": cells, "since": cells, "last": cells, "my_ratio": [2.0]})
    book = read(to_xlsx({"ledger": frame, "ranges": frame}))
    formats = {sheet.title: [cell.number_format for cell in sheet[2]] for sheet in book}
    day = "yyyy-mm-dd"
    assert formats == {
        "ledger": [day, day, "General", "#,##0"], "ranges": ["General", day, "General", "#,##0"],
    }  # fmt: skip


def test_headings_stay_in_sight_and_columns_are_as_wide_as_their_text():
    sheet = read(to_xlsx({"discrepancies": FRAME}))["discrepancies"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:G5"
    widths = {name: sheet.column_dimensions[name].width for name in "ACG"}
    assert widths["A"] < 11 and 15 < widths["C"] < 19 and 17 < widths["G"] < 22
    assert sheet["G2"].alignment.wrap_text and not sheet["A2"].alignment.wrap_text
    long = pd.DataFrame({"quote": ["word " * 400]})
    assert read(to_xlsx({"x": long}))["x"].column_dimensions["A"].width < 50


def test_ratios_have_decimals_and_counts_where_they_need_them():
    frame = pd.DataFrame({
        "ratio": [2.0, 1.5], "per_day": [1.0, np.nan], "gap": [1000.0, 178681.5],
    })  # fmt: skip
    sheet = read(to_xlsx({"discrepancies": frame}))["discrepancies"]
    assert [[cell.number_format for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["#,##0.00", "#,##0.00", "#,##0"], ["#,##0.00", "General", "#,##0.0#"],
    ]  # fmt: skip
    assert [cell.alignment.horizontal for cell in sheet[1]] == ["right"] * 3


def test_long_text_is_in_lines_and_its_row_as_high_as_they_need():
    long = "word " * 30
    sheet = read(to_xlsx({"x": pd.DataFrame({"my notes": ["short", long, "a\nb", long * 99]})}))[
        "x"
    ]
    assert sheet["A2"].alignment.wrap_text and sheet["A3"].value == long
    assert [sheet.row_dimensions[row].height for row in (2, 3, 4, 5)] == [None, 60, 30, 405]


def test_a_page_is_as_wide_as_the_table_and_has_its_headings():
    sheet = read(to_xlsx({"x": FRAME}))["x"]
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$1:$1"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0


def test_figures_that_are_text_are_not_marked_as_mistakes():
    with zipfile.ZipFile(io.BytesIO(to_xlsx({"x": FRAME}))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert '<ignoredError sqref="A2:XFD1048576" numberStoredAsText="1"/>' in sheet


def test_a_table_without_rows_is_a_sheet():
    assert values(read(to_xlsx({"x": FRAME[:0]}))["x"]) == [list(FRAME.columns)]


def test_what_no_sheet_can_hold_is_one_line():
    with pytest.raises(ReconcileError, match=r"^quote 'xxx.*' has 32,768 characters, a cell holds"):
        to_xlsx({"x": pd.DataFrame({"quote": ["x" * 32_768]})})
    with pytest.raises(ReconcileError, match=r"^the table x has 1,048,576 rows, a sheet holds"):
        to_xlsx({"x": pd.DataFrame({"a": np.zeros(1_048_576)})})
    with pytest.raises(ReconcileError, match=r"^notes '🕊.*' has 33,000 characters, a cell holds"):
        to_xlsx({"x": pd.DataFrame({"notes": ["🕊" * 16_500]})})  # two characters each, to Excel
    with pytest.raises(ReconcileError, match=r"^the table x has 16,385 columns, a sheet holds"):
        to_xlsx({"x": pd.DataFrame(np.zeros((1, 16_385)))})


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=30)


@given(st.lists(TEXT, min_size=1, max_size=5))
@examples(50)
def test_any_text_stays_text(cells):
    sheet = read(to_xlsx({"x": pd.DataFrame({"notes": cells})}))["x"]
    found = [sheet.cell(row, 1) for row in range(2, len(cells) + 2)]
    assert all(cell.data_type in ("s", "n", "inlineStr") for cell in found)
    assert [cell.value or "" for cell in found] == cells


@pytest.mark.parametrize(
    "text", [" two  blanks ", "a\tb", "\ta", "a\n", "<b>&amp;", "e\u0301", "\u202ea", "🕊"]
)
def test_text_that_the_format_has_its_own_way_with_comes_back(text):
    assert read(to_xlsx({"x": pd.DataFrame({"notes": [text]})}))["x"]["A2"].value == text


def test_a_missing_library_is_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(
        ReconcileError, match=r"^export --to xlsx needs xlsxwriter; install it with"
    ):
        to_xlsx({"x": FRAME})


def test_the_bytes_depend_on_nothing_else(tmp_path):
    made = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Seoul")):
        path = tmp_path / f"{seed}.xlsx"
        subprocess.run(
            [sys.executable, "-m", "reconcile", *SHIPPED, "export", "--to", "xlsx",
             "--output", str(path)],
            check=True, env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
        )  # fmt: skip
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_every_table_is_a_sheet(tmp_path, capfd):
    path = tmp_path / "all.xlsx"
    asked = [*SHIPPED, "export", "--to", "xlsx", "--output", str(path)]
    assert run([*asked, "--case", "north-korean-troops"]) == 0
    names = ["estimates", "ranges", "discrepancies", "history", "sources", "ledger"]
    book = read(path.read_bytes())
    assert book.sheetnames == names  # no two sources of this case can be matched three times
    assert book["ledger"].max_row == 39 and book["estimates"].max_row == 43
    assert run([*asked, "--case", "russian-losses-in-ukraine", "--window", "31"]) == 0
    book = read(path.read_bytes())
    assert book.sheetnames == [*names[:5], "ratios", "ledger"]
    assert [cell.value for cell in book["ratios"][1]][:2] == ["source_a", "source_b"]
    assert run([*asked, "--table", "ranges"]) == 0
    assert read(path.read_bytes()).sheetnames == ["ranges"]
    capfd.readouterr()


def test_where_no_figure_is_left_the_workbook_has_the_rows_and_why(tmp_path, capfd):
    path = tmp_path / "x.xlsx"
    asked = [*SHIPPED, "export", "--to", "xlsx", "--output", str(path)]
    assert run([*asked, "--known-by", "1999"]) == 0
    book = read(path.read_bytes())
    rows = {sheet.title: sheet.max_row - 1 for sheet in book}
    assert rows == {
        "estimates": ROWS, "ranges": 0, "discrepancies": 0, "history": 0, "sources": 0,
        "ledger": ROWS,
    }  # fmt: skip
    assert {cell.value for cell in book["estimates"]["Q"][1:]} == {"outside-cut", "set-aside"}
    assert run([*asked, "--table", "ranges", "--known-by", "1999"]) == 2
    assert "no figure is left" in capfd.readouterr().err


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_reads_it(tmp_path):
    (tmp_path / "x.xlsx").write_bytes(to_xlsx({"discrepancies": FRAME}))
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(tmp_path),
         str(tmp_path / "x.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1:] == [
        ["NIS", "2025-01-13", "11,000", "", "1.50", "TRUE", 'said "about" 300'],
        ["국가정보원", "2025-01", "", "0", "2.00", "FALSE", "one\ntwo"],
        ["=1+1", "1812-10-01", "-5", "1", "", "TRUE", "@SUM(A1)"],
        ["", "2025-02-30", "999,999,999,999", "1,000,000,000,000", "1.33", "FALSE",
         "https://x.org"],
    ]  # fmt: skip
