"""What the tests of import share: a mapping, and how its rows are read back."""

import csv
import io
from pathlib import Path

import openpyxl

from reconcile.cli import run

ROOT = Path(__file__).parent.parent
ECONOMIST = ROOT / "tests" / "data" / "economist-ukraine-estimates.csv"

GENERIC = """
title = "one count a row"
case = "town"
[constants]
population = "civilians"
[sources.Police]
kind = "government"
country = "Ruritania"
[[rows]]
source = "{source}"
as_of = "{date}"
population = "{population}"
place = "Town, {region?}"
measure = "killed"
low = "{low?}"
best = "{best}"
high = "{high?}"
"""


def taking(tmp_path, capfd):
    """Import texts into one ledger; gives the exit status, what is printed, and what is told."""

    def taken(text, *arguments, mapping=GENERIC, name="in.csv"):
        path, how = tmp_path / name, tmp_path / "how.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        how.write_text(mapping, encoding="utf-8")
        named = [] if "--as" in arguments else ["--mapping", str(how)]
        status = run(["--ledger", str(tmp_path / "l"), "import", str(path), *named, *arguments])
        printed = capfd.readouterr()
        shorten = f"{tmp_path}/"
        return status, printed.out.replace(shorten, ""), printed.err.replace(shorten, "")

    return taken


def rows_of(tmp_path, case="town"):
    """The rows of a case, cells that are not empty only."""
    with (tmp_path / "l" / f"{case}.csv").open(encoding="utf-8", newline="") as file:
        return [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(file)]


def workbook(*rows, title="Sheet1"):
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
