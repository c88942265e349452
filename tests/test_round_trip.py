"""What `export` writes, `import` reads back to the same ledger."""

import csv
import io
import tempfile
from pathlib import Path

import hxl
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from ledgers import write_ledger

from reconcile.cli import run
from reconcile.export.hxl import TAGS
from reconcile.guard import harmless, unguarded
from reconcile.ledger import COLUMNS, load

ROOT = Path(__file__).parent.parent
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
    rows = ledger.rows[names].astype(str).to_dict("records")
    return [{name: cell for name, cell in row.items() if cell} for row in rows]


def back(folder, name, tmp_path):
    """The ledger that is imported from an export of the one in `folder`."""
    path, again = tmp_path / name, tmp_path / "again"
    assert run(["--ledger", str(folder), "export", *FORMATS[name], "--output", str(path)]) == 0
    again.mkdir()
    (again / "sources.csv").write_bytes((folder / "sources.csv").read_bytes())
    status = run(["--ledger", str(again), "import", str(path), "--as", "reconcile"])
    return status, again


@pytest.mark.parametrize("name", FORMATS)
def test_the_shipped_ledger_comes_back(name, tmp_path, capfd):
    status, again = back(ROOT / "estimates", name, tmp_path)
    out = capfd.readouterr().out
    assert status == 0 and "162 new, 0 there already, 0 revised" in out
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
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


def test_estimates_alone_do_not_say_why_a_row_is_set_aside(tmp_path, capfd):
    path = tmp_path / "estimates.csv"
    shipped = ["--ledger", str(ROOT / "estimates")]
    one = ["--case", "north-korean-troops"]
    assert run([*shipped, "export", *one, "--output", str(path)]) == 0
    asked = ["import", str(path), "--as", "reconcile", "--kind", "other", "--partial"]
    run(["--ledger", str(tmp_path / "l"), *asked])
    out = capfd.readouterr().out
    assert "   4  skipped: a derived figure, which is worked out again\n" in out
    assert "   1  skipped: set aside, and the table does not say why; export --table" in out


@given(st.text(max_size=8) | st.from_regex(r"'{0,3}[=+@\t -]{0,3}[0-9a]{0,3}", fullmatch=True))
def test_the_guard_can_be_taken_off(text):
    assert unguarded(harmless(text)) == text


# HXL


def test_hxl_is_read_and_valid_by_its_own_library(tmp_path, capfd):
    path = tmp_path / "hxl.csv"
    assert (
        run(["--ledger", str(ROOT / "estimates"), "export", "--to", "hxl", "--output", str(path)])
        == 0
    )
    capfd.readouterr()
    data = hxl.data(io.BytesIO(path.read_bytes())).cache()
    assert [column.display_tag for column in data.columns] == [
        "#crisis+name", "#meta+source", "#meta+source+via", "#date+published", "#date+start",
        "#date+end", "#group+name", "#loc+name", "#indicator+name", "#indicator+figure",
        "#description+quote", "#meta+url", "#description+notes", "#status+set_aside",
        "#meta+waives",
    ]  # fmt: skip
    assert len(list(data)) == 162
    schema = hxl.schema([
        ["#valid_tag", "#valid_required", "#valid_datatype"],
        ["#meta+source", "true", "text"],
        ["#group+name", "true", "text"],
        ["#indicator+name", "true", "text"],
        ["#indicator+figure", "true", "text"],
        ["#meta+url", "", "url"],
    ])  # fmt: skip
    assert hxl.validate(data, schema)


def test_every_column_of_the_ledger_has_a_tag_of_its_own():
    assert list(TAGS) == ["case", *COLUMNS]
    assert len(set(TAGS.values())) == len(TAGS)
    for tag in TAGS.values():
        assert hxl.model.Column.parse(tag) is not None
