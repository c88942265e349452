"""Tables of more than a person reads: counted, the widest told, and what can be asked of them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from ledgers import compared, write_ledger

from reconcile import tables
from reconcile.cli import run
from reconcile.comparison import Comparison
from reconcile.tables import many

HEADER = "source,published,place,measure,figure\n"
COUNTS = many.MOST + 1


def of_places(count: int) -> str:
    """In each place A says 100 and B that many and the number of the place, on one day."""
    return HEADER + "".join(
        f"{source},2025-01-01,Place {place},killed,{100 + add}\n"
        for place in range(count)
        for source, add in (("A", 0), ("B", place))
    )


@pytest.fixture(scope="module")
def many_counts() -> Comparison:
    return compared(of_places(COUNTS))


@pytest.mark.parametrize("kind", ["ranges", "discrepancies", "explained discrepancies"])
def test_of_many_the_widest_are_told(many_counts: Comparison, kind: str) -> None:
    text = many.text(many_counts, kind, 80)
    words = " ".join(text.split())
    assert words.count("conflict: ") + words.count("conflict · ") >= many.FIRST
    assert f"{COUNTS} " in words
    assert "These are the 20 furthest apart; --all shows all of them" in words
    assert f"Place {COUNTS - 1}" in words
    assert f"Place {COUNTS - many.FIRST}" in words
    assert f"Place {COUNTS - many.FIRST - 1}" not in words
    assert len(text.splitlines()) < many.FIRST * 12


@pytest.mark.parametrize("kind", ["ranges", "discrepancies", "history", "explained discrepancies"])
def test_what_can_be_read_is_told_whole(kind: str) -> None:
    few = compared(of_places(30))
    assert many.text(few, kind, 80) == tables.text(few, kind, 80)


def asked(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = run(["--ledger", str(folder), *words])
    told = capsys.readouterr()
    return status, told.out, told.err


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    write_ledger(folder, of_places(COUNTS))
    return folder


@pytest.mark.parametrize("command", ["compare", "discrepancies"])
def test_csv_and_json_are_whole(
    ledger: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, told, _ = asked(ledger, capsys, command, "--format", "csv")
    assert len(list(csv.reader(io.StringIO(told)))) == COUNTS + 1
    _, told, _ = asked(ledger, capsys, command, "--format", "json")
    assert len(json.loads(told)) == COUNTS
    _, told, _ = asked(ledger, capsys, command, "--all")
    assert "Place 0" in told
    assert "furthest apart" not in told


@pytest.mark.parametrize("command", ["compare", "discrepancies"])
def test_verdict_and_ratio_choose(
    ledger: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, told, _ = asked(ledger, capsys, command, "--format", "csv", "--min-ratio", "2.5")
    assert len(list(csv.reader(io.StringIO(told)))) == 1 + (COUNTS - 150)
    _, told, _ = asked(ledger, capsys, command, "--format", "csv", "--verdict", "agree")
    rows = list(csv.DictReader(io.StringIO(told)))
    assert {row["verdict"] for row in rows} == {"agree"}
    assert {row["place"] for row in rows} == {"Place 0", "Place 1"}


def test_what_nothing_has_is_said(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--min-ratio", "9", "--verdict", "timing"]
    status, told, _ = asked(ledger, capsys, "discrepancies", *options, "--fail-on", "conflict")
    assert (status, told) == (0, "no pair of figures has verdict timing, ratio 9 or more\n")
    status, told, _ = asked(ledger, capsys, "compare", *options)
    assert (status, told) == (0, "no count has verdict timing, ratio 9 or more\n")
    status, told, _ = asked(ledger, capsys, "compare", *options, "--format", "csv")
    assert (status, told.count("\n")) == (0, 1)
    status, _, said = asked(ledger, capsys, "compare", "--without", "A", "--all")
    assert status == 2
    assert "--without tells of all counts" in said


@pytest.mark.parametrize("command", ["compare", "discrepancies"])
def test_none_against_some_is_any_number_of_times_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    rows = "source,published,measure,figure\nA,2025-01-01,killed,0\nB,2025-01-01,killed,100\n"
    write_ledger(tmp_path, rows + "A,2025-01-01,wounded,9\nB,2025-01-01,wounded,10\n")
    status, told, _ = asked(tmp_path, capsys, command, "--format", "csv", "--min-ratio", "9")
    assert status == 0
    assert [row["measure"] for row in csv.DictReader(io.StringIO(told))] == ["killed"]


def test_many_claims_are_told_by_their_figures() -> None:
    said = [("844", 7), ("944", 4), ("~300", 1)]
    rows = [figure for figure, count in said for _ in range(count)]
    text = HEADER + "".join(
        f"S{number},2025-01-01,Mina,killed,{figure}\n" for number, figure in enumerate(rows)
    )
    told = tables.text(compared(text), "ranges", 100)
    assert "S11 ~300 (1 Jan 2025); 7 sources say 844; 4 sources say 944" in told
    few = HEADER + "".join(f"S{n},2025-01-01,Mina,killed,844\n" for n in range(8))
    assert "S7 844" in tables.text(compared(few), "ranges", 100)
