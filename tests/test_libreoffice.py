"""The CSV for spreadsheets, opened in LibreOffice and read back."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from frames_written import to_csv

from reconcile.storage.formula_guard import unguarded

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")

# The options of LibreOffice's CSV filter: separators, quote, character set (76 is UTF-8), first
# line, column formats, language (1033 is English), quoted cells as text, detect special numbers
# (dates and the like), four that matter little, evaluate formulas: on, the worst that can happen.
FILTERS = {
    # What the import dialog proposes for a file with a byte-order mark.
    "dialog": "44/59/9,34,76,1,,1033,false,false,false,false,false,-1,true",
    # The same with "detect special numbers" ticked.
    "eager": "44/59/9,34,76,1,,1033,false,true,false,false,false,-1,true",
    # Only the comma separates.
    "comma": "44,34,76,1,,1033,false,false,false,false,false,-1,true",
    # None at all. Older versions then take any file for Windows-1252.
    "none": "",
}
UNICODE = ["dialog", "eager", "comma"]

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE_NS = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

NUMBERS = [-5.0, 0.0, 300.0, 11000.5, -0.00001, 999999999999.0, -1234567.0, 1 / 3, np.nan, np.inf]
DATES = [
    "2025-01-13",
    "1812-10-01",
    "2024-02-29",
    "2025-01",
    "2025",
    "2025-01-13/2025-01-20",
    "2025-01-15~",
    "2025-01?",
    "",
    "2025-12-31",
]
PLACES = [
    "Курська область, Україна",
    "북한군, 쿠르스크",
    "Nîmes, Besançon, Köln",
    "第二次",
    "חיפה",
    "naïve ‘quotes’ – and “dashes”",
    "𝟛𝟘𝟘 👤",
    "é",
    "Zürich",
    "Київ",
]
WORDS = [
    "first line\nsecond line",
    "a\n\nb",
    'said "about 300", killed',
    "one; two; three",
    "before\tafter",
    "~300",
    "10,000-12,000",
    "it's",
    "killed",
    "killed+wounded",
]
FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    '=HYPERLINK("http://localhost/";"see")',
    "=1+1;=2+2",
    "\t=1+1",
    " =1+1",
    "\n=1+1",
    "＝1+1",
]
# One heading is a formula too.
FRAME = pd.DataFrame(
    {
        "lower": NUMBERS,
        "as_of": DATES,
        "place": PLACES,
        "quote": WORDS,
        "=1+2": FORMULAS,
        "ties": [True, False] * 5,
    }
)


@dataclass(frozen=True)
class Cell:
    kind: str | None
    value: str | None
    formula: str | None
    text: str


Opened = Callable[[bytes, str], list[list[Cell]]]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Open bytes as a CSV file under one of FILTERS and give back the cells, row by row."""
    known: dict[tuple[bytes, str], list[list[Cell]]] = {}

    def open_it(data: bytes, name: str) -> list[list[Cell]]:
        if (data, name) not in known:
            folder = tmp_path_factory.mktemp("office")
            known[data, name] = cells(convert(folder, data, FILTERS[name]))
        return known[data, name]

    return open_it


def convert(folder: Path, data: bytes, options: str) -> Path:
    """Have LibreOffice write what it makes of a CSV file, in a profile of its own."""
    source = folder / "table.csv"
    source.write_bytes(data)
    assert OFFICE is not None
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    if options:
        command.append(f"--infilter=Text - txt - csv (StarCalc):{options}")
    command += ["--convert-to", "fods", "--outdir", str(folder / "out"), str(source)]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    done = subprocess.run(command, capture_output=True, timeout=180, env=environment, check=False)
    result = folder / "out" / "table.fods"
    assert result.exists(), (done.stdout + done.stderr).decode(errors="replace")
    return result


def cells(path: Path) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for row in ElementTree.parse(path).iter(f"{TABLE}table-row"):
        read: list[Cell] = []
        for element in row.findall(f"{TABLE}table-cell"):
            # The sheet is as wide as sheets go; what repeats beyond the table is empty.
            times = min(int(element.get(f"{TABLE}number-columns-repeated", "1")), 20)
            read += [cell(element)] * times
        rows.append(read)
    return rows


def cell(element: ElementTree.Element) -> Cell:
    value = element.get(f"{OFFICE_NS}date-value") or element.get(f"{OFFICE_NS}value")
    paragraphs = [written(p) for p in element.findall(f"{TEXT}p")]
    kind, formula = element.get(f"{OFFICE_NS}value-type"), element.get(f"{TABLE}formula")
    return Cell(kind, value, formula, "\n".join(paragraphs))


def written(element: ElementTree.Element) -> str:
    """Return the text of a paragraph; several blanks and tabs are elements in it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            parts.append(" " * int(child.get(f"{TEXT}c", "1")))
        elif child.tag == f"{TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{TEXT}line-break":
            parts.append("\n")
        else:
            parts.append(written(child))
        parts.append(child.tail or "")
    return "".join(parts)


def column(sheet: list[list[Cell]], name: str) -> list[Cell]:
    at = list(FRAME.columns).index(name)
    return [row[at] for row in sheet[1 : 1 + len(FRAME)]]


@pytest.fixture(scope="module")
def export() -> bytes:
    return to_csv(FRAME, spreadsheet=True)


@pytest.mark.parametrize("name", FILTERS)
def test_numbers_are_numbers_and_absent_ones_are_empty(
    opened: Opened, export: bytes, name: str
) -> None:
    for found, number in zip(column(opened(export, name), "lower"), NUMBERS, strict=True):
        if np.isfinite(number):
            assert found.kind == "float"
            assert float(found.value or "") == pytest.approx(number, rel=1e-14, abs=0)
        else:
            assert (found.kind, found.text) == (None, "")


@pytest.mark.parametrize("name", FILTERS)
def test_iso_dates_are_the_same_dates_or_read_the_same(
    opened: Opened, export: bytes, name: str
) -> None:
    found = column(opened(export, name), "as_of")
    for cell, date in zip(found, DATES, strict=True):
        assert (cell.value if cell.kind == "date" else cell.text) == date
    assert found[0].kind == "date"


@pytest.mark.parametrize("name", UNICODE)
def test_text_of_any_script_is_intact_and_the_mark_is_no_part_of_it(
    opened: Opened, export: bytes, name: str
) -> None:
    sheet = opened(export, name)
    assert [cell.text for cell in column(sheet, "place")] == PLACES
    assert sheet[0][0].text == "lower"


@pytest.mark.parametrize("name", FILTERS)
def test_cells_with_line_ends_separators_and_quotes_are_intact(
    opened: Opened, export: bytes, name: str
) -> None:
    sheet = opened(export, name)
    assert len(sheet) - 1 in (len(FRAME), len(FRAME) + 1)  # with or without the empty rest
    assert [(cell.kind, cell.text) for cell in column(sheet, "quote")] == [
        ("string", words) for words in WORDS
    ]


@pytest.mark.parametrize("name", FILTERS)
def test_no_cell_is_a_formula(opened: Opened, export: bytes, name: str) -> None:
    sheet = opened(export, name)
    assert [cell for row in sheet for cell in row if cell.formula is not None] == []
    assert {cell.kind for cell in column(sheet, "=1+2")} == {"string"}


@pytest.mark.parametrize("name", UNICODE)
def test_what_would_have_run_can_be_read(opened: Opened, export: bytes, name: str) -> None:
    sheet = opened(export, name)
    shown = [cell.text for cell in column(sheet, "=1+2")]
    assert {text[0] for text in shown} == {"'"}
    assert [unguarded(text) for text in shown] == FORMULAS
    assert sheet[0][4].text == "'=1+2"


@pytest.mark.parametrize("name", FILTERS)
def test_without_the_apostrophe_formulas_do_run(opened: Opened, name: str) -> None:
    """What shows that the tests above would notice."""
    sheet = opened(to_csv(FRAME), name)
    assert sheet[0][4].formula == "of:=1+2"
    assert column(sheet, "=1+2")[0].formula == "of:=1+1"
