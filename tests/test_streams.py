"""What steers a terminal never reaches it, and what cannot be written ends in no traceback."""

import io
import json
import os
import re
import subprocess
import sys

import pytest
from hypothesis import given, strategies as st
from ledgers import write_ledger
from terminals import on_a_terminal

from reconcile.cli import run
from reconcile.cli.streams import GuardedStream, write_plain
from reconcile.wording.characters import shown, visible

EVIL = "\x1b[31mred\x9b1m\u202eturned\u2066x\u200f\u061c\x07"
NEVER = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ROW = "source,published,measure,figure,notes,url\nA,2025-01-01,killed,100,n,https://example.org/1\n"


@pytest.mark.parametrize(
    "words",
    [
        ["--ledger", EVIL, "compare"], ["--ledger", EVIL], ["compare", EVIL], [EVIL],
        ["import", EVIL, "--as", "generic"], ["import", "x.csv", "--mapping", EVIL],
        ["import", "x.csv", "--as", EVIL], ["import", "x.csv", "--as", "generic", "--set", EVIL],
        ["compare", "--case", EVIL], ["compare", "--format", EVIL], ["compare", "--as-of", EVIL],
        ["diff", EVIL], ["diff", "new", EVIL], ["check", "--only", EVIL], ["draft", EVIL],
        ["review", EVIL], ["chart", "ranges", "--output", EVIL], ["export", "--to", EVIL],
        ["init", f"made{EVIL}"], ["report", "--output", f"out{EVIL}"], ["sources", "--add", EVIL],
        ["add", "--case", EVIL, "--source", EVIL, "--figure", EVIL],
    ],
    ids=lambda words: f"{words[0][:8]}-{len(words)}",
)  # fmt: skip
def test_an_argument_cannot_steer_the_terminal(words, tmp_path, monkeypatch, capfd):
    (tmp_path / "estimates").mkdir()
    write_ledger(tmp_path / "estimates", ROW)
    (tmp_path / "x.csv").write_text("a\n1\n")
    monkeypatch.chdir(tmp_path)
    assert run(words) in (0, 1, 2)
    out, err = capfd.readouterr()
    assert not NEVER.search(out + err)
    assert out + err
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["show", "check", "compare", "history", "sources", "bounds"])
@pytest.mark.parametrize("form", [[], ["--format", "csv"], ["--format", "json"]])
def test_a_ledger_cannot_steer_the_terminal(command, form, tmp_path):
    if command == "check" and "csv" in form:
        form = ["--format", "github"]
    rows = ROW + f"{EVIL},2025-01-02,killed,100,{EVIL},https://example.org/1\n"
    shown, _ = on_a_terminal(
        ["--ledger", str(write_ledger(tmp_path, rows)), command, *form], NO_COLOR="1"
    )
    assert not NEVER.search(shown.replace("\r", "")) and len(shown) > 10


def test_to_a_program_data_go_as_they_are(tmp_path, capfd):
    ledger = write_ledger(tmp_path, ROW + "B,2025-01-02,killed,100,\u202e,https://example.org/1\n")
    assert run(["--ledger", str(ledger), "show", "--format", "json"]) == 0
    assert "\u202e" in [row["notes"] for row in json.loads(capfd.readouterr().out)]


def test_a_bug_in_the_program_cannot_steer_it_either(monkeypatch, tmp_path, capfd):
    def broken(*_):
        raise ZeroDivisionError(EVIL)

    monkeypatch.setattr("reconcile.cli.work.parse", broken)
    assert run(["--ledger", str(write_ledger(tmp_path, ROW)), "compare"]) == 70
    err = capfd.readouterr().err
    assert "ZeroDivisionError" in err and not NEVER.search(err)


def test_the_streams_are_as_they_were_afterwards():
    before = sys.stdout, sys.stderr
    run(["--version"])
    assert (sys.stdout, sys.stderr) == before


@given(st.text(st.characters() | st.sampled_from([*EVIL, "\r", "\n"])))
def test_nothing_that_steers_is_left(text):
    assert not NEVER.search(shown(text)) and not NEVER.search(visible(text))
    assert len(visible(text)) == len(text)
    assert shown(text).encode().decode() == shown(text)
    assert [c for c in shown(text) if c != "\ufffd" and c not in text] == []


@given(st.text(), st.sampled_from(["ascii", "latin-1", "cp1252", "koi8-r", "utf-8"]))
def test_every_text_can_be_written_in_every_encoding(text, encoding):
    data = io.BytesIO()
    stream = io.TextIOWrapper(data, encoding=encoding, newline="")
    GuardedStream(stream).write(text)
    stream.flush()
    written = data.getvalue().decode(encoding)
    assert all(c in written for c in shown(text) if c.isascii())


def test_a_letter_that_an_encoding_lacks_is_its_escape():
    data = io.BytesIO()
    stream = io.TextIOWrapper(data, encoding="latin-1")
    write_plain(stream, "3–4 é")
    stream.flush()
    assert data.getvalue() == b"3\\u20134 \xe9"


def told_by(words, tmp_path, **more):
    environment = {**os.environ, **more.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "reconcile", *words], cwd=tmp_path, capture_output=True,
        check=False, env=environment, **more,
    )  # fmt: skip


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    (tmp_path / "estimates").mkdir()
    return write_ledger(tmp_path / "estimates", ROW)


@pytest.mark.skipif(os.name == "nt", reason="arguments are text there")
def test_arguments_that_are_not_utf_8_are_one_line(ledger, tmp_path):
    for words in (
        [b"--ledger", b"\xff\x1b[1m", b"show"],
        [b"compare", b"--case", b"\xff"],
        [b"\xfe"],
    ):
        done = told_by(words, tmp_path)
        assert done.returncode == 2, done.stderr
        assert done.stderr.decode().count("\n") == 1 and not NEVER.search(done.stderr.decode()[:-1])


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
@pytest.mark.parametrize(
    "words",
    [
        ["check"], ["check", "--format", "github"], ["check", "--format", "json"], ["compare"],
        ["show", "--format", "csv"], ["add", "--case", "case", "--dry-run", "--source", "A"], [],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_folder_whose_name_is_not_utf_8_is_read(tmp_path, capfdbinary, words):
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/l\xff\x1b")
    os.mkdir(folder)
    with open(f"{folder}/case.csv", "w", encoding="utf-8") as file:
        file.write(ROW.replace(",100,", ",many,"))
    assert run(["--ledger", folder, *words]) in (0, 1, 2)
    assert b"Traceback" not in capfdbinary.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="needs a shell of Unix")
@pytest.mark.parametrize("closed", ["1", "2", "1,2", "0"])
def test_a_closed_stream_is_no_fault(ledger, tmp_path, closed):
    closes = " ".join(f"{one}>&-" if one != "0" else "0<&-" for one in closed.split(","))
    done = subprocess.run(
        ["sh", "-c", f'exec "{sys.executable}" -m reconcile report --output r {closes}'],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr
    assert (tmp_path / "r" / "case" / "README.md").exists()


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_output_of_another_encoding_is_no_fault(ledger, tmp_path, encoding):
    write_ledger(ledger, ROW.replace("A,", "Міністерство,"))
    done = told_by(["compare"], tmp_path, env={"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"\u041c\u0456" in done.stdout and done.stdout.decode(encoding)


def test_piped_output_does_not_depend_on_the_width_that_a_shell_tells(ledger, tmp_path):
    for words in (["compare"], ["--help"], ["import", "--help"], ["check"]):
        outputs = {
            told_by(words, tmp_path, env={"COLUMNS": columns}).stdout
            for columns in ("40", "80", "120")
        }
        assert len(outputs) == 1


@pytest.mark.parametrize("form", ["csv", "json", "text"])
def test_who_has_read_enough_may_close_the_pipe(ledger, tmp_path, form):
    rows = "".join(f"A{n},2025-01-02,killed,100,{'n' * 50},\n" for n in range(3000))
    write_ledger(ledger, ROW + rows)
    command = [sys.executable, "-m", "reconcile", "show", "--format", form]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout.readline()
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 0)


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of Unix")
@pytest.mark.parametrize("shown", ["stdout", "stderr"])
def test_what_is_piped_has_no_width_though_the_other_stream_is_a_terminal(ledger, tmp_path, shown):
    columns = ROW.splitlines()[0]
    (tmp_path / "x.csv").write_text(f"case,{columns}\nc,A,20x,killed,1,{'n' * 300},\n" * 2)
    words = ["import", "x.csv", "--as", "reconcile", "--set", "population=they", "--dry-run"]
    piped = told_by(words, tmp_path)
    other = "stderr" if shown == "stdout" else "stdout"
    seen, terminal = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "reconcile", *words], cwd=tmp_path,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1"},
        **{shown: terminal, other: subprocess.PIPE},
    ) as running:  # fmt: skip
        assert getattr(running, other).read() == getattr(piped, other)
    os.close(terminal)  # so that no more is waited for than is there
    on_the_terminal = os.read(seen, 65536).decode().splitlines()
    os.close(seen)
    assert max(map(len, on_the_terminal)) > 80
