"""The formats that import reads, and the presets."""

import csv
import io

import pytest
from importing import ECONOMIST, GENERIC, ROOT, rows_of, workbook

from reconcile.cli import run
from reconcile.errors import InputError
from reconcile.imports import preset, presets
from reconcile.imports.mapping import mapping_of
from reconcile.imports.records import records_of

# formats


@pytest.mark.parametrize(
    ("name", "text", "how"),
    [
        ("in.csv", "source,date,best\nA,2024,3\n", ""),
        ("in.csv", "﻿source,date,best\r\nA,2024,3\r\n", ""),
        ("in.tsv", "source\tdate\tbest\nA\t2024\t3\n", ""),
        ("in.txt", "source;date;best\nA;2024;3\n", 'delimiter = ";"'),
        ("in.csv", "A table,,\n,,\nsource,date,best\nA,2024,3,,\n", "skip = 1"),
        ("in.json", '[{"source": "A", "date": 2024, "best": 3}]', ""),
        ("in.json", '{"n": [1], "d": {"x": [{"source": "A", "date": "2024", "best": 3.0}]}}',
         'records = "d.x"'),
        ("in.jsonl", '{"source": "A", "date": 2024, "best": 3}\n', ""),
        ("in.csv", "Caf\xe9,,\nsource,date,best\nA,2024,3\n".encode("latin-1"),
         'skip = 1\nencoding = "latin-1"'),
    ],
)  # fmt: skip
def test_formats(take, tmp_path, name, text, how):
    mapping = f"{GENERIC}\n[input]\n{how}\n"
    assert take(text, "--kind", "ngo", mapping=mapping, name=name)[0] == 0
    (row,) = rows_of(tmp_path)
    assert (row["source"], row["as_of"], row["figure"]) == ("A", "2024", "3")


POSITIONS = """
[columns]
source = 1
date = 2
best = 4
"""


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("who,day,day,dead\nA,2024,x,3\n", ""),
        (",,,\n,x,,\nA,2024,,3\n", "skip = 1\nheader_rows = 0"),
        ("A,2024,,3\n", "header_rows = 0"),
        ("who,when,,Killed,\n,,,men,women\nA,2024,y,3,4\n", "header_rows = 2"),
    ],
)  # fmt: skip
def test_columns_by_position(take, tmp_path, text, how):
    assert take(text, "--kind", "ngo", mapping=f"{GENERIC}{POSITIONS}[input]\n{how}\n")[0] == 0
    (row,) = rows_of(tmp_path)
    assert (row["source"], row["as_of"], row["figure"]) == ("A", "2024", "3")


def test_a_position_that_the_file_does_not_have(take):
    told = "reconcile: in.csv:1: has 3 columns, none of number 4 (best)\n"
    assert take("a,b,c\nA,2024,3\n", mapping=GENERIC + POSITIONS) == (2, "", told)


def test_headers_of_two_rows_are_joined(take, tmp_path):
    mapping = GENERIC.replace("{best}", "{Killed women}").replace("{source}", "{Source}")
    mapping = mapping.replace("{date}", "{Date}") + "[input]\nheader_rows = 2\n"
    text = "Source,Date,Killed,,Hurt,\nSource,,men,women,men,women\nA,2024,1,2,3,4\n"
    assert take(text, "--kind", "ngo", mapping=mapping)[0] == 0
    assert rows_of(tmp_path)[0]["figure"] == "2"
    found = records_of("x.csv", text.encode(), mapping_of("m", mapping).input)
    assert found.columns == (
        "Source", "Date", "Killed men", "Killed women", "Hurt men", "Hurt women",
    )  # fmt: skip
    assert "in.csv:1: holds no rows" in take("Source,Date\n", mapping=mapping)[2]


def test_headers_of_three_rows_and_of_merged_cells():
    data = workbook(("When", "Killed", None, None), (None, "adults", None, "children"),
                    (None, "men", "women", None), ("2024", 1, 2, 3), title="S")  # fmt: skip
    how = mapping_of("m", f'{GENERIC}[input]\nheader_rows = 3\nsheet = "S"\n').input
    found = records_of("x.xlsx", data, how)
    assert found.columns == (
        "When", "Killed adults men", "Killed adults women", "Killed children",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "source,date,best,note,note\nA,2024,3,x,y\n",
        "source,date,best,,\nA,2024,3,x,y\nB,2024,3,x\nC,2024,3\n",
        ",source,,date,best\n1,A,x,2024,3\n",
    ],
)
def test_headers_that_nobody_uses_may_be_twice_or_empty(take, tmp_path, text):
    assert take(text, "--kind", "ngo")[0] == 0
    assert {row["figure"] for row in rows_of(tmp_path)} == {"3"}


def test_what_is_kept_is_used(take):
    text, how = "source,date,best,note,note\nA,2024,3,x,y\n", GENERIC + "[input]\nkeep = true\n"
    told = take(text, "--kind", "ngo", mapping=how)[2]
    assert told.startswith("reconcile: in.csv:1: has two columns 'note'; say in [columns]")
    assert take(text, "--kind", "ngo", mapping=f'{how}ignore = "note"\n')[0] == 0


def test_nested_objects_are_columns_and_lines_are_kept():
    data = b'[\n {"day": "2024-03-01",\n  "verified": {"killed": 3, "by": null}},\n {"day": "x"}\n]'
    found = records_of("x.json", data, mapping_of("m", GENERIC).input)
    assert found.columns == ("day", "verified.killed", "verified.by")
    assert [(row.line, tuple(row.cells)) for row in found.rows] == [
        (2, ("2024-03-01", "3", "")), (4, ("x", "", "")),
    ]  # fmt: skip


def test_a_workbook(take, tmp_path):
    from datetime import date, datetime

    data = workbook(
        ("source", "date", "best", "unused"), ("Police", date(2024, 3, 1), 12, "=A1"), (None,) * 4,
        ("Police", datetime(2024, 3, 2), 13.0, None), ("Police", "2024-03-03", "14", 5),
    )  # fmt: skip
    mapping = f'{GENERIC}\n[input]\nsheet = "Sheet1"\n'
    assert take(data, mapping=mapping, name="in.xlsx")[0] == 0
    said = [(row["as_of"], row["figure"]) for row in rows_of(tmp_path)]
    assert said == [("2024-03-01", "12"), ("2024-03-02", "13"), ("2024-03-03", "14")]
    status, _, err = take(data, mapping=mapping.replace("Sheet1", "Figures"), name="in.xlsx")
    assert (status, err) == (
        2, "reconcile: in.xlsx:1: has no sheet Figures; it has Notes, Sheet1\n"
    )  # fmt: skip


def test_a_workbook_of_formulas(take, tmp_path):
    data = workbook(
        ("source", "date", "best"), ("Police", "2024-03-01", "=6+6"), ("Police", "=TODAY()", 13),
    )  # fmt: skip
    mapping = f'{GENERIC}\n[input]\nsheet = "Sheet1"\n'
    status, _, err = take(data, mapping=mapping, name="in.xlsx")
    assert status == 1
    assert "in.xlsx:2: refused: C2 holds a formula; paste its value\n" in err
    assert "in.xlsx:3: refused: B3 holds a formula; paste its value\n" in err
    assert not (tmp_path / "l").exists()


def test_hxl_columns_by_tag(take, tmp_path):
    mapping = """
title = "tags"
case = "town"
[input]
format = "hxl"
[[rows]]
source = "{#meta+source}"
as_of = "{#date+reported|#date}"
population = "people"
place = "{#loc?}, {#adm1+name|#adm1}"
measure = "killed"
best = "{#affected+killed}"
"""
    text = (
        "Report on town\nWho,When,Where,Region code,Dead,Dead children\n"
        "#meta+source,#date+reported,#adm1 +name,#adm1+code,#affected+f+killed,#affected+killed\n"
        "A,2024-03-01,North,N1,7,3\n"
    )
    assert take(text, "--kind", "ngo", mapping=mapping)[0] == 0
    (row,) = rows_of(tmp_path)
    assert (row["as_of"], row["place"], row["figure"]) == ("2024-03-01", "North", "3")
    status, _, err = take("Who,When\nA,2024\n", mapping=mapping)
    assert status == 2 and "in.csv:1: has no row of HXL tags" in err


def test_standard_input(tmp_path, capfd, monkeypatch):
    class Stream:
        buffer = io.BytesIO(ECONOMIST.read_bytes())

    monkeypatch.setattr("sys.stdin", Stream())
    asked = ["--ledger", str(tmp_path / "l"), "import", "-", "--as", "economist", "--case", "x"]
    assert run(asked) == 0
    assert "standard input, as economist: 124 rows of input\n" in capfd.readouterr().out


# presets


def test_presets_are_listed_and_shown(capfd):
    assert run(["import", "--list"]) == 0
    listed = capfd.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in listed] == presets()
    assert all(preset(name).title in line for name, line in zip(presets(), listed, strict=True))
    assert run(["import", "--show", "economist"]) == 0
    assert mapping_of("economist", capfd.readouterr().out) == preset("economist")
    with pytest.raises(InputError, match="there is no preset 'x'"):
        preset("x")


@pytest.mark.parametrize("name", presets())
def test_every_preset_says_what_it_is(name):
    found = preset(name)
    assert found.title and len(found.about) > 100


def test_the_shipped_case_is_the_economist_list(tmp_path, capfd):
    asked = ["import", str(ECONOMIST), "--as", "economist", "--case", "russian-losses-in-ukraine"]
    assert run(["--ledger", str(tmp_path / "l"), *asked]) == 0
    assert "124  became rows of the ledger" in capfd.readouterr().out
    made = rows_of(tmp_path, "russian-losses-in-ukraine")
    with (ROOT / "estimates" / "russian-losses-in-ukraine.csv").open(newline="") as file:
        kept = [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(file)]
    by_hand = {"set_aside", "waives", "notes"}
    assert [_without(row, by_hand) for row in made] == [_without(row, by_hand) for row in kept]
    changed = [(a, b) for a, b in zip(made, kept, strict=True) if a != b]
    assert len(changed) == 6  # three without a link, one fall, two dated after their link
    assert run(["--ledger", str(ROOT / "estimates"), *asked, "--dry-run"]) == 0
    assert "0 new, 124 there already, 0 revised" in capfd.readouterr().out
    assert run(["--ledger", str(tmp_path / "l"), "check"]) == 0
    told = capfd.readouterr().out
    assert [told.count(f"[{name}]") for name in ("no-url", "total-falls", "later-than-link")] == [
        3, 1, 2,
    ]  # fmt: skip


def _without(row, names):
    return {key: cell for key, cell in row.items() if key not in names}


def test_the_economist_list_in_the_ledger_words(tmp_path, capfd):
    text = (
        ECONOMIST.read_text(encoding="utf-8").splitlines(keepends=True)[0]
        + '21/06/2024,106000,"140,000",120000,deaths,Mediazona; Meduza,"(new to this piece, via '
        'email from somebody)",russia,\n'
        "17/9/2024,,,480000,casualties,Ukrainian estimate (leak via WSJ),https://wsj.com/x,ukraine,\n"
        "20/07/2022,15000,,,deaths,CIA,https://reuters.com/x,russia,\n"
        "29/06/2022,,25000,,deaths,UK MoD,https://economist.com/x (a note),russia,\n"
        "1/12/2025,275000,325000,,deaths,The Centre for Strategic and International Studies,"
        "https://csis.org/x,russia,\n"
        "2/12/2025,,,95000,deaths,UAlosses,https://ualosses.org/x,ukraine,\n"
    )
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    asked = ["import", str(tmp_path / "in.csv"), "--as", "economist", "--case", "town"]
    assert run(["--ledger", str(tmp_path / "l"), *asked]) == 0
    capfd.readouterr()
    names = ("source", "via", "as_of", "population", "measure", "figure", "url", "notes")
    assert [row.get("basis") for row in rows_of(tmp_path)] == [None] * 5 + ["identified"]
    assert [tuple(row.get(name, "") for name in names) for row in rows_of(tmp_path)] == [
        ("Mediazona and Meduza", "", "2024-06-21", "Russian soldiers", "killed",
         "120,000 (106,000–140,000)", "", "sent to The Economist by email"),
        ("Ukrainian estimate", "The Wall Street Journal", "2024-09-17", "Ukrainian soldiers",
         "casualties", "480,000", "https://wsj.com/x", "leaked"),
        ("CIA", "", "2022-07-20", "Russian soldiers", "killed", ">=15,000",
         "https://reuters.com/x", ""),
        ("UK Ministry of Defence", "", "2022-06-29", "Russian soldiers", "killed", "<=25,000",
         "https://economist.com/x", ""),
        ("CSIS", "", "2025-12-01", "Russian soldiers", "killed", "275,000–325,000",
         "https://csis.org/x", ""),
        ("UALosses", "", "2025-12-02", "Ukrainian soldiers", "killed", "95,000",
         "https://ualosses.org/x", ""),
    ]  # fmt: skip
