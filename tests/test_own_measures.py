"""measures.csv with rows that are wrong: what `check` says, and that every command goes on."""

from pathlib import Path

import pytest
from ledgers import loaded, write_ledger

from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.cli import run

CASE = "source,published,measure,figure,url\nA,2025,killed,1,https://a.b\nA,2025,fallen,2,https://a.b\n"
HEADER = "measure,label,includes,may_include,within,may_fall\n"
UNKNOWN = (
    "'fallen' is not a measure, since measures.csv is wrong about it: "
    "'fallen' lies within 'kiled', which is not a measure"
)


def issues(measures: str) -> list[tuple[str, int, str, str, str]]:
    found = check(parse(loaded(CASE, measures=measures))).issues
    return [(one.file, one.line, one.check, one.cell, one.message) for one in found]


def test_a_measure_within_none_is_told_and_so_are_the_rows_that_use_it() -> None:
    assert issues(HEADER + "fallen,,,,kiled,\n") == [
        ("case.csv", 3, "unknown-measure", "measure", UNKNOWN),
        ("measures.csv", 2, "unknown-measure", "within", UNKNOWN.partition(": ")[2]),
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("killed,,,,,\n", (2, "bad-row", "measure")),
        (",nothing,,,,\n", (2, "missing-value", "measure")),
        ("a+b,,,,,\n", (2, "bad-row", "measure")),
        ("\nx,,,,,\n\nx,,,,,\n", (5, "duplicate-row", "measure")),
        ('x,"a\nb",,,,\n\nkilled,,,,,\n', (5, "bad-row", "measure")),
        ("x,,killed+y,,,\n", (2, "unknown-measure", "includes")),
        ("x,,killed,y,,\n", (2, "unknown-measure", "may_include")),
        ("x,,,,y,\ny,,,,x,\n", (2, "bad-row", "within")),
        ("x,,,,,no\n", (2, "bad-row", "may_fall")),
        ("x,,killed,,,yes\n", (2, "bad-row", "may_fall")),
        ("x,,,\n", (2, "bad-row", "")),
    ],
)
def test_what_is_wrong_is_told_at_its_line(rows: str, told: tuple[int, str, str]) -> None:
    found = [each[:4] for each in issues(f"{HEADER}{rows}fallen,,,,,\n")]
    assert ("measures.csv", *told) in found


def test_a_name_given_twice_is_told_with_the_line_that_counts() -> None:
    messages = [each[-1] for each in issues(HEADER + "x,,,,,\nfallen,,,,,\nx,,killed,,,\n")]
    assert messages == ["'x' is listed before, in line 2"]


def test_a_file_without_names_of_measures_is_told_of_once() -> None:
    assert [each[:3] for each in issues("measur,label\nfallen,dead\n")] == [
        ("case.csv", 3, "unknown-measure"),
        ("measures.csv", 1, "bad-header"),
    ]


@pytest.mark.parametrize(
    "command",
    [
        "check", "show", "compare", "discrepancies", "history", "bounds", "sources", "export",
    ],
)  # fmt: skip
def test_every_command_goes_on(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_ledger(tmp_path, CASE, measures=HEADER + "fallen,,,,kiled,\n")
    assert run(["--ledger", str(folder), command]) == (1 if command == "check" else 0)
    told = capsys.readouterr()
    if command != "check":
        assert "1 of 2 rows left out for errors" in told.err
    assert "Traceback" not in told.err


def test_a_measure_may_hold_outcomes_and_surely_none() -> None:
    measures = loaded(CASE, measures=HEADER + "harmed,harmed,,killed+wounded,,\n").measures
    harmed = measures["harmed"]
    assert (harmed.includes, harmed.may_include) == (frozenset(), {"killed", "wounded"})
    assert (harmed.exact, harmed.single, measures.can_fall("harmed")) == (False, False, False)
    assert not measures.inside("killed", "harmed") and not measures.inside("harmed", "killed")
    assert measures.inside("harmed", "killed+wounded") and measures.inside("harmed", "casualties")
    assert issues(HEADER + "harmed,harmed,,killed+wounded,,\n")[-1][2] != "bad-row"
