"""Long names: nothing takes longer than what is read."""

import pytest
from ledgers import loaded, write_ledger

from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.cli import run

HEADER = "source,via,published,population,place,measure,basis,figure,quote,url\n"
NESTED = ", ".join(str(number) for number in range(20_000))


def issues(text, **lists):
    return [(issue.check, issue.cell) for issue in check(parse(loaded(text, **lists))).issues]


@pytest.mark.parametrize("column", ["source", "via", "population", "place", "measure", "basis"])
def test_a_name_of_any_length_is_read_and_refused(column):
    cells = dict.fromkeys(HEADER.strip().split(","), "") | {
        "source": "A", "published": "2025-01-01", "population": "people", "measure": "killed",
        "figure": "3", column: f'"{NESTED}"',
    }  # fmt: skip
    assert issues(HEADER + ",".join(cells.values()) + "\n") == [("bad-row", column)]
    cells[column] = "x" * 301
    assert issues(HEADER + ",".join(cells.values()) + "\n") == [("bad-row", column)]


def test_a_name_of_300_characters_is_a_name():
    row = f'A,,2025-01-01,people,"{"x" * 300}",killed,,3,,https://example.org/\n'
    assert "bad-row" not in dict(issues(HEADER + row))


def test_a_part_with_a_long_name_is_refused(tmp_path, capfd):
    write_ledger(tmp_path, HEADER + "A,,2025-01-01,people,Town,killed,,3,,\n")
    parts = f'of,whole,breakdown,part\nplace,Town,by,"{NESTED}"\nplace,Town,by,b\n'
    (tmp_path / "parts.csv").write_text(parts, encoding="utf-8")
    assert run(["--ledger", str(tmp_path), "check"]) == 1
    told = "parts.csv:2: error: [bad-row] part is 128,888 characters long, and a name at most 300"
    assert told in capfd.readouterr().out
