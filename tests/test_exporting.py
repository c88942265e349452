"""The command `export`: every format from one ledger, and what a format does not take."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from ledgers import write_ledger

from reconcile.cli import run
from reconcile.comparison.schema import TABLES, LedgerRow
from reconcile.export.formats import EXPORTED, FORMATS
from reconcile.notation.columns import names_of
from reconcile.storage.ledger_files import COLUMNS

ROOT = Path(__file__).parent.parent
LEDGER = (
    "source,published,place,measure,figure,url,set_aside,my id\n"
    "NIS,2025-01-13,Kursk,killed,~300,https://example.org/a,,1\n"
    "NIS,2025-01-13,Kursk,wounded,2700,https://example.org/a,,2\n"
    "HUR,2025-01-14,Kursk,killed,1000,https://example.org/b,,\n"
    "HUR,2025-01-14,Kursk,killed,9000,https://example.org/b,misread,\n"
)


@pytest.fixture
def export(tmp_path, capfd):
    (tmp_path / "l").mkdir()
    write_ledger(tmp_path / "l", LEDGER)

    def exported(*arguments):
        status = run(["--ledger", str(tmp_path / "l"), "export", *arguments])
        printed = capfd.readouterr()
        return status, printed.out, printed.err.replace(str(tmp_path), "")

    return exported


def test_the_ledger_has_every_row_as_it_is_written(export):
    status, out, err = export("--table", "ledger", "--raw")
    assert (status, err) == (0, "")
    head, *lines = out.splitlines()
    assert head.split(",") == ["case", *COLUMNS, "my id"]
    assert len(lines) == 4 and lines[3].endswith(",,misread,,")
    assert lines[0] == (
        "case,NIS,,2025-01-13,,,soldiers,Kursk,killed,,~300,,https://example.org/a,,,,,1"
    )
    assert len(export("--table", "ledger", "--raw", "--source", "HUR")[1].splitlines()) == 3


def test_the_ledger_keeps_further_columns_of_any_name_and_measures_as_they_are_spelt(
    tmp_path, capfd
):
    head = "source,published,measure,figure,status,low,where,derived_from"
    text = f"{head}\nA,2025,wounded + killed,10,final,5,there,B\nB,2025,killed,9,draft,,,\n"
    write_ledger(tmp_path, text)
    asked = ["--ledger", str(tmp_path), "export", "--table", "ledger", "--raw"]
    assert run([*asked, "--measure", "killed+wounded"]) == 0
    assert capfd.readouterr().out == (
        f"case,{','.join(COLUMNS)},status,low,where,derived_from\n"
        "case,A,,2025,,,soldiers,,wounded + killed,,10,,,,,,,final,5,there,B\n"
    )


def test_a_cut_takes_no_row_from_the_ledger(export):
    everything = export("--table", "ledger", "--raw")[1]
    assert export("--table", "ledger", "--raw", "--known-by", "1999")[1] == everything


def test_json_has_the_columns_of_show(export):
    found = json.loads(export("--to", "json")[1])
    assert list(found[0]) == list(names_of(LedgerRow))
    assert [row["figure"] for row in found] == ["~300", "2700", "1000", "9000"]
    ranges = json.loads(export("--to", "json", "--table", "ranges")[1])
    assert [(row["low"], row["high"]) for row in ranges] == [(300, 1000), (2700, 2700)]


@pytest.mark.parametrize(
    ("to", "holds"),
    [
        ("wikitext", ["{| class=\"wikitable sortable\"", "~300<ref name=", "|url=https://example.org/b"]),
        ("markdown", [r"\~300[^1]", "[^2]: HUR, 14 Jan 2025 [link](https://example.org/b)"]),
        ("hxl", ["#crisis+name,#meta+source,", ",#meta+x_my_id\n"]),
    ],
)  # fmt: skip
def test_tables_to_hand_on(export, to, holds):
    status, out, _ = export("--to", to)
    assert status == 0 and all(text in out for text in holds)
    assert ("9,000" in out or "9000" in out) == (to == "hxl")  # a row set aside is not cited


def test_a_package_of_a_ledger_with_errors_can_be_refused(tmp_path, capfd):
    write_ledger(tmp_path, "source,published,measure,figure\nA,2025,killed,dozens\n")
    asked = ["--ledger", str(tmp_path), "export", "--to", "datapackage"]
    assert run(asked) == 0 and run([*asked, "--strict"]) == 1
    assert "case.csv:2: [bad-figure]" in capfd.readouterr().err


EVERY = """
import sys
from reconcile.cli import run
for to in ("csv", "json", "hxl", "datapackage", "wikitext", "markdown"):
    assert run(["--ledger", sys.argv[1], "export", "--to", to]) == 0
"""


def test_the_bytes_depend_on_the_ledger_alone():
    made = [
        subprocess.run(
            [sys.executable, "-c", EVERY, str(ROOT / "estimates")], check=True, stdout=-1,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
        ).stdout
        for seed, zone, locale in (("1", "UTC", "C"), ("2", "Asia/Seoul", "C.UTF-8"))
    ]  # fmt: skip
    assert made[0] == made[1] and len(made[0]) > 100_000


def test_a_package_is_a_folder(export, tmp_path):
    folder = tmp_path / "package"
    status, _, err = export("--to", "datapackage", "--output", str(folder))
    assert (status, err) == (0, "wrote /package: datapackage.json, case.csv, sources.csv\n")
    assert (folder / "case.csv").read_bytes() == (tmp_path / "l" / "case.csv").read_bytes()
    assert export("--to", "datapackage")[1] == (folder / "datapackage.json").read_text("utf-8")
    status, _, err = export("--to", "datapackage", "--output", str(folder))
    assert (status, err) == (
        2, "reconcile: --output /package is there already; name a folder that is not\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--to", "hxl", "--table", "ranges"], "--to hxl writes the table ledger; leave out"),
        (["--to", "markdown", "--table", "history"], "--to markdown writes the current estimates"),
        (["--to", "datapackage", "--source", "NIS"], "--to datapackage writes the whole ledger"),
        (["--to", "datapackage", "--table", "ledger"], "--to datapackage writes the whole ledger"),
        (["--to", "wikitext", "--known-by", "1999"], "no figure is left"),
        (["--table", "everything"], "Invalid value for '--table'"),
        (["--to", "xlsx", "--output", "/proc/none/x.xlsx"], "/proc/none/x.xlsx: No such file"),
    ],
)
def test_what_a_format_does_not_take_is_one_line(export, arguments, told):
    status, out, err = export(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith(f"reconcile: {told}") and err.count("\n") == 1


def test_the_table_that_a_format_writes_may_be_named(export):
    assert export("--to", "hxl", "--table", "ledger") == export("--to", "hxl")


def test_a_workbook_is_not_for_a_terminal(export, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    status, _, err = export("--to", "xlsx")
    assert (status, err) == (
        2, "reconcile: --to xlsx writes a file for a spreadsheet; name it with --output\n"
    )  # fmt: skip


def test_every_table_that_can_be_written_is_declared():
    assert set(EXPORTED) - {"ledger"} <= set(TABLES)
    named = {name for each in FORMATS.values() for name in each.tables}
    assert named == set(EXPORTED)
