"""The columns of every table that a program reads: what others rely on, in their order."""

import csv
import io
import json

import pytest
from ledgers import write_ledger

from reconcile.checks.issue_text import IssueRow
from reconcile.cli import run
from reconcile.comparison.schema import TABLES
from reconcile.notation.columns import names_of

ESTIMAND = "case population place measure basis since"
COLUMNS = {
    "estimates": """
        case source via published since as_of population place measure basis figure low best
        high lower upper status derived_from set_aside waives quote url page notes where
    """,
    "ranges": f"""
        {ESTIMAND} as_of_first as_of_last sources origins low low_source
        median high high_source open_above ratio agreed_lower agreed_upper
        supported_lower supported_upper supported_by supported_ties verdict
    """,
    "discrepancies": f"""
        {ESTIMAND} source_a figure_a as_of_a where_a source_b figure_b as_of_b where_b
        difference gap ratio days per_day verdict reason within
    """,
    "history": f"""
        {ESTIMAND} source published as_of figure point lower upper change change_per_day status
        where
    """,
    "sources": "source kind side origin estimates estimands first last",
    "ratios": "source_a source_b pairs ratio ratio_low ratio_high",
    "bounds": f"""
        {ESTIMAND} as_of lower upper lower_from upper_from wrong of next_lower next_upper reading
    """,
    "settlements": f"""
        group settlement set_aside kept {ESTIMAND} as_of lower upper
    """,
    "contradictions": "set where source population place measure basis as_of figure",
    "side_ratios": "side counted own pairs ratio ratio_low ratio_high coverage",
    "series": f"""
        {ESTIMAND} source kind follows_source follows factor per_day dates off off_where should_be
        where follows_where reason proposal
    """,
    "without": f"""
        {ESTIMAND} low low_without high high_without open_above open_above_without
        agreed_lower agreed_lower_without agreed_upper agreed_upper_without verdict verdict_without
    """,
    "changed rows": """
        class case source via published since as_of population place measure basis figure_old
        figure_new cells taken_back_by set_aside waives quote url page notes where_old where_new
    """,
    "changed estimands": """
        case population place measure basis since low_before low_after high_before high_after
        open_above_before open_above_after agreed_lower_before agreed_lower_after
        agreed_upper_before agreed_upper_after verdict_before verdict_after cause rows_old rows_new
    """,
    "issues": "file line severity check message cell",
}
COMMANDS = {
    "estimates": "show",
    "ranges": "compare",
    "discrepancies": "discrepancies",
    "history": "history",
    "sources": "sources",
    "ratios": "sources --ratios",
    "series": "sources --series",
    "bounds": "bounds",
    "settlements": "bounds --settlements",
    "contradictions": "bounds --contradictions",
    "without": "sources --without A",
    "changed rows": "diff @2025-02-01",
    "changed estimands": "diff @2025-02-01 --estimands",
}
HEAD = "source,published,measure,figure\n"
ROWS = HEAD + "".join(
    f"{source},2025-0{month}-01,killed,{month * times}\n"
    for source, times in (("A", 10), ("B", 20)) for month in (3, 2, 1)
)  # fmt: skip
FOLLOWING = HEAD + "".join(
    f"{source},2025-01-{day:02},killed,{day**2 * 10 + 3}\n"
    for source in "AB"
    for day in range(1, 9)
)


def test_every_table_has_its_columns_and_no_others():
    rows = {**TABLES, "issues": IssueRow}
    declared = {name: list(names_of(row)) for name, row in rows.items()}
    assert declared == {name: columns.split() for name, columns in COLUMNS.items()}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_prints_them_with_rows_and_without(name, tmp_path, capfd):
    words = ["--ledger", str(tmp_path), *COMMANDS[name].split(), "--format"]
    full = FOLLOWING if name == "series" else ROWS
    for text in (full, HEAD + "A,2025,killed,5\n"):
        write_ledger(tmp_path, text)
        assert run([*words, "csv"]) == 0
        head, *rows = csv.reader(io.StringIO(capfd.readouterr().out))
        assert head == COLUMNS[name].split()
        assert run([*words, "json"]) == 0
        found = json.loads(capfd.readouterr().out)
        assert len(found) == len(rows)
        assert all(list(row) == head for row in found)
        assert len(rows) > 0 or text != full


def test_check_prints_them(tmp_path, capfd):
    write_ledger(tmp_path, HEAD + "A,2025,killed,4.000\n")
    run(["--ledger", str(tmp_path), "check", "--format", "json"])
    issues = json.loads(capfd.readouterr().out)
    assert {tuple(issue) for issue in issues} == {tuple(COLUMNS["issues"].split())}
