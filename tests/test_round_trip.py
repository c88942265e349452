"""What `export` writes, `import` reads back to the same ledger."""

import csv
import io
import tempfile
from pathlib import Path

import hxl
import pandas as pd
import pytest
from examples import examples
from frames_written import columns_of
from hypothesis import HealthCheck, given, strategies as st
from ledgers import write_ledger

from reconcile.cli import run
from reconcile.export.hxl import TAGS, hxl_pieces
from reconcile.storage.formula_guard import harmless, unguarded
from reconcile.storage.ledger import load
from reconcile.storage.ledger_files import COLUMNS

ROOT = Path(__file__).parent.parent
SHIPPED = load(ROOT / "estimates")
FORMATS = {
    "ledger.csv": ["--to", "csv", "--table", "ledger"],
    "raw.csv": ["--to", "csv", "--table", "ledger", "--raw"],
    "ledger.json": ["--to", "json", "--table", "ledger"],
    "estimates.json": ["--to", "json", "--table", "ledger"],
    "all.xlsx": ["--to", "xlsx"],
    "hxl.csv": ["--to", "hxl"],
}


def rows_of(folder):
    """Every row of a ledger by its columns, further ones included."""
    ledger = load(folder)
    names = ["case", *COLUMNS, *ledger.extra_columns]
    rows = zip(*map(ledger.rows.cells, names), strict=True)
    return [{name: cell for name, cell in zip(names, row, strict=True) if cell} for row in rows]


def back(folder, name, tmp_path):
    """The ledger that is imported from an export of the one in `folder`."""
    path, again = tmp_path / name, tmp_path / "again"
    assert run(["--ledger", str(folder), "export", *FORMATS[name], "--output", str(path)]) == 0
    again.mkdir()
    for table in load(folder).lists:
        (again / table.name).write_bytes((folder / table.name).read_bytes())
    status = run(["--ledger", str(again), "import", str(path), "--as", "reconcile"])
    return status, again


@pytest.mark.parametrize("name", FORMATS)
def test_the_shipped_ledger_comes_back(name, tmp_path, capfd):
    status, again = back(ROOT / "estimates", name, tmp_path)
    out = capfd.readouterr().out
    assert status == 0 and f"{len(SHIPPED.rows)} new, 0 there already, 0 revised" in out
    assert rows_of(again) == rows_of(ROOT / "estimates")
    assert run(["--ledger", str(again), "check", "--strict"]) == 0
    capfd.readouterr()


LETTERS = st.characters(
    exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"), exclude_characters="\ufffd"
)
FIXED = ["'=1", "=1+1", "@x", "-", "''+1", "-5", '"', "a,b", "#tag"]
CELL = st.text(LETTERS, max_size=12).map(str.strip) | st.sampled_from(FIXED)


@pytest.mark.parametrize("name", ["ledger.csv", "raw.csv", "ledger.json", "all.xlsx", "hxl.csv"])
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=3))
@examples(12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_notes_places_and_further_columns_come_back(capfd, name, cells):
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["source", "as_of", "population", "place", "measure", "figure", "notes", "my id"])
    for number, (place, notes, further) in enumerate(cells):
        place = ", ".join(part for part in map(str.strip, place.split(",")) if part)
        rows.writerow(["A", f"20{number + 10}", "people", place, "killed", number, notes, further])
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "l"
        folder.mkdir()
        write_ledger(folder, text.getvalue())
        status, again = back(folder, name, Path(temporary))
        assert status == 0, capfd.readouterr().err
        assert rows_of(again) == rows_of(folder)
    capfd.readouterr()


def test_estimates_bring_back_every_row_but_what_is_derived(tmp_path, capfd):
    path = tmp_path / "estimates.csv"
    shipped = ["--ledger", str(ROOT / "estimates")]
    one = ["--case", "north-korean-troops"]
    assert run([*shipped, "export", *one, "--output", str(path)]) == 0
    asked = ["import", str(path), "--as", "reconcile", "--kind", "other"]
    assert run(["--ledger", str(tmp_path / "l"), *asked]) == 0
    out = capfd.readouterr().out
    assert "   4  skipped: a derived figure, which is worked out again\n" in out
    assert "skipped: set aside" not in out


@given(
    st.text(max_size=8)
    | st.text("'=+@-\t\r\n;\" 19a", max_size=8)
    | st.from_regex(r"'{0,3}[=+@\t -]{0,3}[0-9a]{0,3}", fullmatch=True)
)
def test_the_guard_can_be_taken_off(text):
    assert unguarded(harmless(text)) == text


# HXL


DATE = r"^([0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?[~?]?)?$"
SCHEMA = [
    ["#valid_tag", "#valid_required", "#valid_datatype", "#valid_value+regex", "#valid_value+list"],
    ["#crisis+name", "true", "text", "", "|".join(table.path.stem for table in SHIPPED.tables)],
    ["#meta+source", "true", "text", "", ""],
    ["#date+reported", "", "", DATE, ""],
    ["#date+start", "", "", DATE, ""],
    ["#date+end", "", "", DATE, ""],
    ["#group+name", "true", "text", "", ""],
    ["#loc+name", "", "text", "", ""],
    ["#indicator+name", "true", "text", "^[a-z]+([+][a-z]+)*$", ""],
    ["#indicator+value", "true", "text", "^(unknown|withdrawn|.*[0-9].*)$", ""],
    ["#meta+url", "", "url", "", ""],
]


def tagged(data):
    return hxl.data(io.BytesIO(data)).cache()


@pytest.fixture
def exported(tmp_path, capfd):
    path = tmp_path / "hxl.csv"
    asked = ["--ledger", str(ROOT / "estimates"), "export", "--to", "hxl", "--output", str(path)]
    assert run(asked) == 0
    capfd.readouterr()
    return path.read_bytes()


def test_hxl_is_read_and_valid_by_its_own_library(exported):
    data = tagged(exported)
    assert [column.display_tag for column in data.columns] == [
        "#crisis+name", "#meta+source", "#meta+via", "#date+reported", "#date+start",
        "#date+end", "#group+name", "#loc+name", "#indicator+name", "#indicator+basis",
        "#indicator+value", "#description+quote", "#meta+url", "#meta+page",
        "#description+notes", "#status+set_aside", "#meta+waives",
    ]  # fmt: skip
    assert [column.header for column in data.columns] == ["case", *COLUMNS]
    rows = [dict(zip(["case", *COLUMNS], row.values, strict=True)) for row in data]
    assert rows == [
        {name: row.get(name, "") for name in ["case", *COLUMNS]}
        for row in rows_of(ROOT / "estimates")
    ]
    assert hxl.validate(data, hxl.schema(SCHEMA))


@pytest.mark.parametrize(
    ("old", "new", "tag"),
    [
        (b",2025-01-15~,", b",mid-January,", "#date+end"),
        (b"killed+wounded+missing", b"dead & wounded", "#indicator+name"),
        (b",~350,", b",many,", "#indicator+value"),
        (b",~350,", b",,", "#indicator+value"),
        (b"https://101news.net", b"101news.net", "#meta+url"),
        (b"\nnorth-korean-troops,North Korea,", b"\nnorth-korean-troops,,", "#meta+source"),
    ],
)
def test_a_broken_cell_is_found_by_the_hxl_library(exported, old, new, tag):
    assert old in exported
    found = []
    schema = hxl.schema(SCHEMA, callback=lambda error: found.append(error))
    assert not schema.validate(tagged(exported.replace(old, new, 1)))
    assert {str(error.rule.tag_pattern) for error in found} == {tag}


def test_every_column_of_the_ledger_has_a_tag_of_its_own():
    assert list(TAGS) == ["case", *COLUMNS]
    assert len(set(TAGS.values())) == len(TAGS)
    for tag in TAGS.values():
        assert hxl.model.Column.parse(tag) is not None


def test_further_columns_have_a_tag_each():
    names = ["case", "my id", "My-ID", "번호", "번호 2", "my id 2"]
    lines = (
        b"".join(hxl_pieces(columns_of(pd.DataFrame([["c", *"12345"]], columns=names))))
        .decode()
        .splitlines()
    )
    assert lines[1].split(",") == [
        "#crisis+name", "#meta+x_my_id", "#meta+x_my_id_2", "#meta+x_column", "#meta+x_2",
        "#meta+x_my_id_2_2",
    ]  # fmt: skip
    assert [column.display_tag for column in tagged("\n".join(lines).encode()).columns] == (
        lines[1].split(",")
    )
