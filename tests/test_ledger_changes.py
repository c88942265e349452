"""Several files of a ledger are changed together, by one writer at a time, and nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledgers import write_ledger
from terminals import ROOT, on_a_terminal

from reconcile.cli import run
from reconcile.errors import LedgerError
from reconcile.storage import folder_lock, ledger_changes
from reconcile.storage.ledger import _state, read_tables
from reconcile.storage.ledger_changes import CHANGE, only_writer, write_files

CASE = "source,published,population,place,measure,figure,url\n"
ROW = "A,2025-01-01,people,Here,killed,1,https://example.org/1\n"
OTHER = "A,2025-01-02,people,Here,killed,2,https://example.org/2\n"
GIVEN = [
    "--case", "war", "--source", "B", "--kind", "media", "--published", "2025-01-03",
    "--population", "people", "--place", "Here", "--measure", "killed", "--figure", "3",
    "--url", "https://example.org/3",
]  # fmt: skip
ADDED = "B,2025-01-03,people,Here,killed,3,https://example.org/3\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    (tmp_path / "l").mkdir()
    return write_ledger(tmp_path / "l", {"war": CASE + ROW})


def texts(ledger: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(ledger.iterdir())}


class Killed(BaseException):
    """The end of a process, as far as one process can show it."""


@pytest.fixture
def killed_half_way(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The ledger after a writer was killed when the first of its two files was in place."""
    put, done = ledger_changes._put, []

    def once(*arguments: object) -> None:
        if done:
            raise Killed
        done.append(put(*arguments))

    after = {"sources.csv": "source,kind\nA,media\nB,media\n", "war.csv": CASE + ROW + ADDED}
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(ledger_changes, "_put", once)
        with only_writer(ledger):
            write_files(ledger, {name: text.encode() for name, text in after.items()})
    assert (ledger / "sources.csv").read_text() == after["sources.csv"]
    assert (ledger / "war.csv").read_text() == CASE + ROW
    return after


def read(ledger: Path) -> dict[str, list[dict[str, str]]]:
    return {name: table.records() for name, table in read_tables(ledger).items()}


def test_who_reads_reads_the_change_whole(ledger: Path, killed_half_way: dict[str, str]) -> None:
    found, before = read(ledger), texts_of_files(ledger)
    assert [row["source"] for row in found["war.csv"]] == ["A", "B"]
    assert [row["source"] for row in found["sources.csv"]] == ["A", "B"]
    assert texts_of_files(ledger) == before  # reading writes nothing


def texts_of_files(ledger: Path) -> dict[str, bytes]:
    files = (path for path in ledger.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in files}


def test_who_writes_next_finishes_it(ledger: Path, killed_half_way: dict[str, str]) -> None:
    row = [text.replace("example.org/3", "example.org/4") for text in GIVEN]
    row[row.index("3")] = "4"
    row[row.index("2025-01-03")] = "2025-01-04"
    assert run(["--ledger", str(ledger), "add", *row]) == 0
    more = ADDED.replace("01-03", "01-04").replace(",3,", ",4,").replace("org/3", "org/4")
    assert texts(ledger) == killed_half_way | {"war.csv": CASE + ROW + ADDED + more}


def test_a_file_saved_since_stays_as_it_was_saved(
    ledger: Path, killed_half_way: dict[str, str]
) -> None:
    (ledger / "war.csv").write_text(CASE + ROW + OTHER)
    assert [row["figure"] for row in read(ledger)["war.csv"]] == ["1", "2"]
    with only_writer(ledger):
        pass
    assert texts(ledger) == killed_half_way | {"war.csv": CASE + ROW + OTHER}


def test_a_change_that_cannot_be_finished_never_was(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    before, put = texts(ledger), ledger_changes._put

    def failing(folder: Path, name: str, *others: object) -> None:
        if name == "war.csv":
            raise OSError(16, "Device or resource busy")
        put(folder, name, *others)

    monkeypatch.setattr(ledger_changes, "_put", failing)
    assert run(["--ledger", str(ledger), "add", *GIVEN]) == 2
    assert capfd.readouterr().err.endswith(f"{ledger / 'war.csv'}: Device or resource busy\n")
    assert texts(ledger) == before


def test_who_stops_while_a_change_is_put_in_place_has_it_whole(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    put, stops = ledger_changes._put, [KeyboardInterrupt()]

    def stopping(folder: Path, name: str, *others: object) -> None:
        if name == "war.csv" and stops:
            raise stops.pop()
        put(folder, name, *others)

    monkeypatch.setattr(ledger_changes, "_put", stopping)
    assert run(["--ledger", str(ledger), "add", *GIVEN]) == 130
    assert capfd.readouterr().err.endswith("reconcile: stopped\n")
    assert texts(ledger)["war.csv"] == CASE + ROW + ADDED
    assert list(ledger.glob(".reconcile*")) == []


@pytest.mark.parametrize("which", range(1, 6))
def test_a_disk_that_fails_at_any_step_leaves_all_as_before_or_as_after(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, which: int
) -> None:
    before, force, calls = texts(ledger), ledger_changes.force_folder, []

    def failing(folder: Path) -> None:
        calls.append(folder)
        if len(calls) == which:
            raise OSError(5, "Input/output error", str(folder))
        force(folder)

    monkeypatch.setattr(ledger_changes, "force_folder", failing)
    after = before | {"war.csv": CASE + ROW + ADDED, "sources.csv": "source,kind\nA,x\nB,y\n"}
    try:
        with only_writer(ledger):
            write_files(ledger, {name: text.encode() for name, text in after.items()})
    except OSError:
        assert texts(ledger) == before
    else:
        assert (len(calls), texts(ledger)) == (4, after)


@pytest.mark.parametrize(
    "name",
    [
        "../out.csv",
        "pages/../../out.csv",
        "out.txt",
        ".hidden.csv",
        "/out.csv",
        "a/b.csv",
        "link.csv",
    ],
)
def test_a_change_that_came_with_a_ledger_cannot_leave_it(
    ledger: Path, tmp_path: Path, name: str
) -> None:
    (ledger / "link.csv").symlink_to(tmp_path / "precious.csv")
    (tmp_path / "precious.csv").write_text("my,own,rows\n")
    (ledger / CHANGE).mkdir()
    (ledger / CHANGE / "0").write_text(CASE)
    digest = ledger_changes.digest_of(ledger / name) if name == "link.csv" else None
    (ledger / CHANGE / "files.json").write_text(json.dumps([[name, digest]]))
    before = sorted(tmp_path.iterdir())
    with only_writer(ledger):
        pass
    assert not (ledger / CHANGE).exists()
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "precious.csv").read_text() == "my,own,rows\n"


@pytest.mark.parametrize("listed", ["", "[]", "{", "[1]", '[["war.csv"]]', "[" * 100_000])
def test_a_list_that_cannot_be_read_is_none(ledger: Path, listed: str) -> None:
    before = texts(ledger)
    (ledger / CHANGE).mkdir()
    (ledger / CHANGE / "files.json").write_text(listed)
    assert len(read(ledger)["war.csv"]) == 1
    with only_writer(ledger):
        pass
    assert texts(ledger) == before


@pytest.mark.parametrize("kind", ["file", "link", "link to nothing"])
def test_what_stands_in_the_place_of_a_change_is_told_of(ledger: Path, kind: str) -> None:
    if kind == "file":
        (ledger / CHANGE).write_text("mine")
    else:
        (ledger / CHANGE).symlink_to(ledger if kind == "link" else ledger / "nothing")
    told = pytest.raises(LedgerError, match="is no change that reconcile has begun; remove it")
    with told, only_writer(ledger):
        pass


def test_the_lock_of_an_editor_does_not_hide_what_changes(ledger: Path) -> None:
    (ledger / ".#war.csv").symlink_to("somebody@somewhere.1:2")
    before = _state(ledger)
    assert {name for name, *_ in before} >= {"war.csv", "sources.csv"}
    (ledger / "war.csv").write_text(CASE + CASE)
    assert _state(ledger) != before


# two at once


def test_a_row_saved_from_an_editor_while_add_waits_is_kept(ledger: Path) -> None:
    pytest.importorskip("pty")

    def saved() -> str:
        (ledger / "war.csv").write_text(CASE + ROW + OTHER)
        return "y"

    words = ["--ledger", str(ledger), "add", *GIVEN]
    shown, status = on_a_terminal(words, [("Write it? [Y/n]: ", saved)], NO_COLOR="1")
    assert (status, shown.splitlines()[-1]) == (0, f"added {ledger / 'war.csv'}:4"), shown
    assert texts(ledger)["war.csv"] == CASE + ROW + OTHER + ADDED


def test_what_cannot_be_added_any_more_is_told(ledger: Path) -> None:
    pytest.importorskip("pty")

    def saved() -> str:
        (ledger / "war.csv").write_text(CASE + ROW + ADDED)
        return "y"

    words = ["--ledger", str(ledger), "add", *GIVEN]
    shown, status = on_a_terminal(words, [("Write it? [Y/n]: ", saved)], NO_COLOR="1")
    assert (status, shown.splitlines()[-1]) == (1, "reconcile: the row is not added")
    assert "[duplicate-row]" in shown
    assert texts(ledger)["war.csv"] == CASE + ROW + ADDED


def test_a_file_saved_while_it_is_being_written_is_not_written_over(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    write = ledger_changes.write_files

    def saved(*arguments: object) -> None:
        (ledger / "war.csv").write_text(CASE + ROW + OTHER)
        write(*arguments)

    monkeypatch.setattr(ledger_changes, "write_files", saved)
    before = texts(ledger)
    assert run(["--ledger", str(ledger), "add", *GIVEN]) == 2
    assert capfd.readouterr().err == (
        f"reconcile: {ledger / 'war.csv'}: somebody has saved it in this moment, so nothing is "
        "written; give the same command again\n"
    )
    assert texts(ledger) == before | {"war.csv": CASE + ROW + OTHER}


WRITER = """
import sys
from reconcile.cli import run
ledger, who = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
for row in range(4):
    words = ["--case", f"case-{row % 2}", "--source", f"{who}-{row}", "--kind", "media"]
    words += ["--population", "people", "--place", f"{who}, Here", "--measure", "killed"]
    words += ["--published", "2025-01-03", "--figure", str(row), "--url", "https://example.org/"]
    assert run(["--ledger", ledger, "add", *words]) == 0
"""
IMPORTER = """
import sys
from reconcile.cli import run
ledger, who = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
words = ["--as", "reconcile", "--set", f"case=case-{who[-1]}", "--kind", "media"]
assert run(["--ledger", ledger, "import", f"{ledger}/../{who}.txt", *words]) == 0
"""


@pytest.fixture
def at_once(ledger: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that begin to write in one moment, and are ended in any case."""
    begun: list[subprocess.Popen[str]] = []
    yield begun
    for process in begun:
        process.kill()
        process.wait()


def test_of_writers_at_once_no_row_is_lost(
    ledger: Path, tmp_path: Path, at_once: list[subprocess.Popen[str]]
) -> None:
    head = "source,published,population,place,measure,figure\n"
    for who in ("i0", "j0", "k1"):  # two of them into one case
        rows = "".join(f"{who}-{at},2025-01-03,people,There,killed,{at}\n" for at in range(5))
        (tmp_path / f"{who}.txt").write_text(head + rows)
    for who in ("w", "x", "i0", "j0", "k1"):
        script = WRITER if who in "wx" else IMPORTER
        at_once.append(
            subprocess.Popen(
                [sys.executable, "-c", script, str(ledger), who], text=True, bufsize=1,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
        )  # fmt: skip
    for process in at_once:
        assert process.stdout and process.stdout.readline() == "ready\n"
    for process in at_once:
        assert process.stdin
        process.stdin.write("go\n")
    told = [process.communicate()[0] for process in at_once]
    assert [process.returncode for process in at_once] == [0] * 5, told
    tables = read(ledger)
    names = [row["source"] for name in ("case-0.csv", "case-1.csv") for row in tables[name]]
    wanted = [f"{who}-{at}" for who in "wx" for at in range(4)]
    wanted += [f"{who}-{at}" for who in ("i0", "j0", "k1") for at in range(5)]
    assert sorted(names) == sorted(wanted)
    assert sorted(row["source"] for row in tables["sources.csv"]) == sorted(["A", *wanted])
    assert sorted(path.name for path in ledger.iterdir()) == sorted(tables)


def test_a_writer_that_goes_on_for_too_long_is_told_of(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(folder_lock, "PATIENCE", 0.0)
    with only_writer(ledger):
        assert run(["--ledger", str(ledger), "add", *GIVEN]) == 2
    assert capfd.readouterr().err == (
        f"reconcile: {ledger}: another reconcile has been writing here for two minutes; end it, "
        "or wait\n"
    )


@pytest.mark.parametrize("ways", [0, 1])
def test_the_lock_of_a_process_that_was_killed_is_free(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, ways: int
) -> None:
    monkeypatch.setattr(folder_lock, "_WAYS", folder_lock._WAYS[ways:])
    monkeypatch.setattr(folder_lock, "PATIENCE", 0.0)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with only_writer(ledger):
            os.write(writer, b".")
            signal.pause()
    try:
        os.read(reader, 1)
        with pytest.raises(OSError, match="another reconcile"), only_writer(ledger):
            pytest.fail("the lock is held")
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reader)
        os.close(writer)
    with only_writer(ledger):
        pass
    assert (ledger / folder_lock.LOCK).exists() == bool(ways)


def test_where_nothing_can_be_locked_it_is_written_all_the_same(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_lock, "_WAYS", ())
    left = ledger / ".reconcile-0123456789abcdef.tmp"
    left.write_text("of somebody who may be alive")
    assert run(["--ledger", str(ledger), "add", *GIVEN]) == 0
    assert left.exists()
    assert texts(ledger)["war.csv"] == CASE + ROW + ADDED


# links


def test_a_file_that_is_a_link_stays_one(ledger: Path, tmp_path: Path) -> None:
    for name in ("war.csv", "sources.csv"):
        (ledger / name).rename(tmp_path / f"real-{name}")
        (ledger / name).symlink_to(Path("..") / f"real-{name}")
        (tmp_path / f"real-{name}").chmod(0o660)
    assert run(["--ledger", str(ledger), "add", *GIVEN]) == 0
    assert (tmp_path / "real-war.csv").read_text() == CASE + ROW + ADDED
    for name in ("war.csv", "sources.csv"):
        assert (ledger / name).is_symlink()
        assert (tmp_path / f"real-{name}").stat().st_mode & 0o777 == 0o660
    assert sorted(path.name for path in ledger.iterdir()) == ["sources.csv", "war.csv"]


@pytest.mark.parametrize("name", ["war.csv", "sources.csv", "other.csv"])
def test_a_link_to_what_is_no_file_of_a_ledger_is_not_followed(
    ledger: Path, tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret.csv").write_text("secret,words\nmore,secret\n")
    (ledger / name).unlink(missing_ok=True)
    (ledger / name).symlink_to(tmp_path / "secret.csv")
    for command in ("check", "show", "add"):
        words = GIVEN if command == "add" else []
        assert run(["--ledger", str(ledger), command, *words]) == 2
        captured = capfd.readouterr()
        assert "secret" not in captured.out + captured.err
        assert captured.err == (
            f"reconcile: {ledger / name}: is a link to what is no file of a ledger; put the file "
            "itself there\n"
        )


def test_pages_are_not_put_into_another_folder(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (ledger / "pages").symlink_to(tmp_path / "elsewhere")
    with only_writer(ledger), pytest.raises(LedgerError, match="leads out of the ledger"):
        write_files(ledger, {"pages/a.html": b"page"})
    assert list((tmp_path / "elsewhere").iterdir()) == []


# init


def test_a_ledger_is_not_begun_in_the_place_of_a_link_to_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "disk").symlink_to(tmp_path / "not mounted")
    assert run(["init", str(tmp_path / "disk")]) == 2
    assert "or a link that leads nowhere" in capfd.readouterr().err
    assert (tmp_path / "disk").is_symlink()


@pytest.mark.parametrize("made", [(), ("sources.csv",), ("cases.csv", "example.csv")])
def test_a_ledger_that_was_begun_is_completed(
    tmp_path: Path, made: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    whole, begun = tmp_path / "whole", tmp_path / "begun"
    assert run(["init", str(whole)]) == 0
    begun.mkdir()
    for name in made:
        (begun / name).write_bytes((whole / name).read_bytes())
    assert run(["init", str(begun)]) == 0
    assert texts(begun) == texts(whole)
    (begun / "example.csv").write_text(CASE)
    assert run(["init", str(begun)]) == 2
    assert capfd.readouterr().err.endswith("begun: already holds CSV files; name another folder\n")
