"""`diff`: how two states of a ledger are named, and what is printed of what changed."""

import csv
import io
import json
import os
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from ledgers import write_ledger
from wcwidth import width

import reconcile
from reconcile.cli import run
from reconcile.comparison.schema import TABLES
from reconcile.notation.columns import columns_of

HEAD = "source,published,place,measure,figure,set_aside,notes\n"
OLD = HEAD + (
    "A,2025-01-01,Town,killed,100,,\nB,2025-01-01,Town,killed,300,,\nC,2025-01-01,Town,killed,7,,\n"
)
NEW = HEAD + (
    "A,2025-01-01,Town,killed,110,,read again\nB,2025-01-01,Town,killed,300,,\n"
    "C,2025-01-01,Town,killed,7,a misprint,\nB,2025-02-01,Town,killed,400,,\n"
)
AS_TEXT = """\
before: old, everything published
after: new, everything published
same time: within 7 days · same number: within 1 % · nothing older than 90 days

soldiers · Town

            claimed  all allow  verdict
killed     7 to 300       none  conflict
  after  110 to 400       none  conflict
    a correction: A 100 (1 Jan 2025), then 110 (1 Jan 2025)  case.csv:2
    a later count: B 300 (1 Jan 2025), then 400 (1 Feb 2025)  case.csv:5
    a row set aside: C 7 (1 Jan 2025), then nothing  case.csv:4

no count is as before

4 rows: 1 new, 1 corrected, 1 set-aside, 1 as before

new: not there before
    B · Town · killed 400 (1 Feb 2025)  case.csv:5

corrected: another figure or date of the same statement
    A · Town · killed 110 (1 Jan 2025)  case.csv:2
        figure: 100 → 110
        notes: empty → read again

set-aside: not to be used any more, for the reason given
    C · Town · killed 7 (1 Jan 2025)  case.csv:4
        set aside: empty → a misprint
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with two ledgers, which a command is run in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RECONCILE_LEDGER", raising=False)
    for name, text in (("old", OLD), ("new", NEW)):
        Path(name).mkdir()
        write_ledger(tmp_path / name, text)
    return tmp_path


def git(folder, *arguments):
    names = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER")
             for what in ("NAME", "EMAIL")}  # fmt: skip
    plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True,
                   env={**os.environ, **names, **plain})  # fmt: skip


@pytest.fixture
def repository(here):
    """A repository whose ledger was `OLD`, then `NEW`, and is not as committed now."""
    (here / "estimates").mkdir()
    git(here, "init", "-q")
    for text in (OLD, NEW):
        write_ledger(here / "estimates", text)
        git(here, "add", "estimates")
        git(here, "commit", "-qm", "rows")
    write_ledger(here / "estimates", NEW.replace(",110,", ",120,"))
    return here


def printed(capfd, *words):
    assert run([*words]) == 0
    return capfd.readouterr().out


def rows(capfd, *words):
    return list(csv.DictReader(io.StringIO(printed(capfd, *words, "--format", "csv"))))


def told(capfd, *words):
    return [row["class"] for row in rows(capfd, *words)]


def test_the_text(here, capfd):
    assert printed(capfd, "diff", "old", "new") == AS_TEXT
    estimands = printed(capfd, "diff", "old", "new", "--estimands")
    assert AS_TEXT.startswith(estimands)
    assert "a later count" in estimands
    same = printed(capfd, "diff", "old", "old")
    assert same.endswith("\n1 count is as before\n\n3 rows, all as before\n")


@pytest.mark.parametrize("cells", [80, 120])
def test_no_line_is_wider_than_asked(cells, monkeypatch, capfd):
    monkeypatch.setattr("reconcile.cli.output.PLAIN_WIDTH", cells)
    estimates = str(Path(__file__).parent.parent / "estimates")
    text = printed(capfd, "--ledger", estimates, "diff", "@2024-12-31")
    assert max(map(width, text.splitlines())) <= cells
    assert "; --format csv has all" in text


def test_the_states_of_one_ledger(here, capfd):
    ledger = ("--ledger", "new", "diff")
    assert told(capfd, *ledger, "new@2025-01-31", "new") == ["same"] * 3 + ["new"]
    assert told(capfd, *ledger, "@2025-01-31", "@2025-02-28") == ["same"] * 3 + ["new"]
    assert told(capfd, *ledger, "@2025-01-31") == ["same"] * 3 + ["new"]
    assert told(capfd, *ledger, "@2025-02", "@2025-01") == ["same"] * 3 + ["removed"]
    # a date of its own comes first, the option holds for the other
    assert told(capfd, *ledger, "@2025-02-28", "--known-by", "2025-01-31")[-1] == "removed"
    assert "published by Jan 2025" in printed(capfd, *ledger, "@2025-01")


def test_a_folder_whose_name_has_an_at_sign(here, capfd):
    (here / "old").rename(here / "old@2025-01-01")
    assert told(capfd, "diff", "old@2025-01-01", "new").count("same") == 1


def test_revisions(repository, capfd, monkeypatch):
    assert told(capfd, "diff", "git:HEAD~1", "git:HEAD") == [
        "corrected",
        "same",
        "set-aside",
        "new",
    ]
    assert told(capfd, "diff", "git:HEAD") == ["corrected", "same", "same", "same"]
    assert told(capfd, "diff", "git:HEAD@2025-01-31", "git:HEAD") == ["same"] * 3 + ["new"]
    assert told(capfd, "diff", "git:HEAD@{1}", "git:HEAD")[-1] == "new"
    assert "before: git:HEAD~1, everything" in printed(capfd, "diff", "git:HEAD~1")
    monkeypatch.setenv("GIT_DIR", "elsewhere")  # as within a hook
    assert told(capfd, "diff", "git:HEAD")[0] == "corrected"
    # nothing is checked out, and nothing is left behind
    assert (repository / "estimates" / "case.csv").read_text().count(",120,") == 1
    assert sorted(path.name for path in repository.iterdir()) == [".git", "estimates", "new", "old"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["git:HEAD~9"], "'HEAD~9' is no revision of the repository of estimates; git log lists"),
        (["git:--help"], "'--help' is no revision of the repository of estimates"),
        (["git:"], "'' is no revision"),
        (["git:HEAD\n"], "'HEAD' is no revision"),
        (["--ledger", "new", "git:HEAD"], "git:HEAD: there was no folder new then"),
        (["--ledger", "none", "git:HEAD"], "none: no such folder; name the ledger with --ledger"),
        (["none"], "none: no such folder; name a folder, @DATE or git:REVISION"),
        (["none@2025-01"], "none: no such folder"),
        (["estimates@2025-13"], "estimates@2025-13: '2025-13' is not in the calendar"),
        (["old", "new", "--place", "town"], "place 'town' is not in the ledger; did you mean"),
        (["old", "new", "--source", "C", "--known-by", "1999"], "nothing matches source C"),
    ],
)
def test_what_is_not_there_is_said(words, says, repository, capfd):
    first = words[:2] if words[0] == "--ledger" else []
    assert run([*first, "diff", *words[len(first) :]]) == 2
    line = capfd.readouterr().err
    assert line.startswith(f"reconcile: {says}")
    assert line.count("\n") == 1


def test_a_folder_in_no_repository_and_no_git(here, capfd, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(here.parent))
    assert run(["--ledger", "old", "diff", "git:HEAD"]) == 2
    assert "old: is in no repository of git (" in capfd.readouterr().err
    monkeypatch.setenv("PATH", "")
    assert run(["--ledger", "old", "diff", "git:HEAD"]) == 2
    assert "git is not found; install it, or name a folder" in capfd.readouterr().err


def test_what_cannot_be_read_at_a_revision_is_said_with_its_name(repository, capfd):
    (repository / "estimates" / "case.csv").write_text('source\n"A\n')
    git(repository, "commit", "-qam", "broken")
    assert run(["diff", "git:HEAD", "old"]) == 2
    assert capfd.readouterr().err.startswith("reconcile: git:HEAD/case.csv:2: a quoted cell is")


def test_rows_with_errors_are_told_of_both(here, capfd):
    write_ledger(here / "old", OLD.replace(",100,", ",4.000,"))
    assert run(["diff", "old", "new"]) == 0
    out, err = capfd.readouterr()
    assert (
        "    A · Town · killed 110 (1 Jan 2025)  case.csv:2\n        figure: 4.000 → 110\n" in out
    )
    assert err.startswith("reconcile: 1 of 3 rows left out for errors, the first at old/case.csv:2")
    assert run(["diff", "old", "new", "--strict"]) == 1
    capfd.readouterr()
    for words in (["diff", "old", "old"], ["--ledger", "old", "diff", "old@2025-01-31"]):
        assert run(words) == 0
        assert capfd.readouterr().err.count("left out for errors") == 1


def test_exit_statuses(here, capfd):
    assert run(["diff", "old", "new"]) == 0
    assert run(["diff", "old", "new", "--fail-on-change"]) == 1
    assert run(["diff", "old", "old", "--fail-on-change"]) == 0
    text = (here / "old" / "sources.csv").read_text().replace("A,A,other", "A,A,media")
    (here / "new" / "sources.csv").write_text(text)
    write_ledger(here / "new", OLD, sources=text)
    assert run(["diff", "old", "new", "--fail-on-change"]) == 0  # no row, no range
    assert "sources.csv is not as before" in capfd.readouterr().out


def test_a_name_need_be_in_one_of_both_only(here, capfd):
    write_ledger(here / "new", NEW + "D,2025-02-01,City,killed,5,,\n")
    assert told(capfd, "diff", "old", "new", "--source", "D") == ["new"]
    assert told(capfd, "diff", "new", "old", "--place", "City") == ["removed"]


def test_json_csv_and_other_formats(here, capfd):
    found = json.loads(printed(capfd, "diff", "old", "new", "--format", "json"))
    assert [row["class"] for row in found] == ["corrected", "same", "set-aside", "new"]
    assert (found[0]["figure_old"], found[0]["figure_new"]) == ("100", "110")
    assert (found[3]["where_old"], found[3]["where_new"]) == (None, "case.csv:5")
    (one,) = rows(capfd, "diff", "old", "new", "--estimands")
    assert (one["low_before"], one["low_after"]) == ("7", "110")
    assert one["cause"] == "a later count; a correction; a row set aside"
    assert one["rows_old"] == "case.csv:2 case.csv:4"
    assert one["rows_new"] == "case.csv:2 case.csv:4 case.csv:5"
    table = printed(capfd, "diff", "old", "new", "--format", "github").splitlines()
    assert len(table) == 2 + 3
    assert "figure: 100 → 110; notes: empty → read again" in table[3]
    table = printed(capfd, "diff", "old", "new", "--estimands", "--format", "github").splitlines()
    assert len(table) == 2 + 1


def test_a_name_that_steers_a_terminal_does_not(here, capfd):
    write_ledger(here / "new", NEW.replace("read again", "\x1b[2J"))
    assert "\x1b" not in printed(capfd, "diff", "old", "new")
    assert "\x1b" not in printed(capfd, "diff", "old", "new", "--format", "github")


def test_the_library_gives_the_tables_of_the_command(here, capfd):
    for name, more in (("diff", []), ("changes", ["--estimands"])):
        frame = getattr(reconcile, name)("old", "new", place="Town")
        command = rows(capfd, "diff", "old", "new", "--place", "Town", *more)
        assert list(frame) == list(command[0])
        assert len(frame) == len(command)
        table = {"diff": "changed rows", "changes": "changed estimands"}[name]
        kinds = {column.name: column.kind.dtype for column in columns_of(TABLES[table])}
        assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == kinds
        assert not frame.select_dtypes("str").isna().to_numpy().any()
        few = getattr(reconcile, name)(Path("old"), "@2024", ledger="old")
        assert few.dtypes.to_dict() == frame.dtypes.to_dict()


def test_the_library_takes_a_ledger_and_its_dates(here):
    ledger = reconcile.load("new")
    for old, new in (("@2025-01-31", ledger), ("@2025-01-31", "@2025-02-28")):
        frame = reconcile.diff(old, new, ledger=ledger)
        assert frame["class"].tolist() == ["same"] * 3 + ["new"]
    other = reconcile.load("new")
    assert set(reconcile.diff(ledger, other)["class"]) == {"same"}
    pd.testing.assert_frame_equal(reconcile.diff("old", ledger), reconcile.diff("old", "new"))
    for given, says in ((3, "3 is no ledger"), (b"old", "b'old' is no ledger")):
        for both in ((given, ledger), (ledger, given), ("old", given)):
            with pytest.raises(reconcile.ReconcileError, match=says):
                reconcile.diff(*both)
    with pytest.raises(reconcile.ReconcileError, match="did you mean window"):
        reconcile.diff("old", "new", windows=3)
