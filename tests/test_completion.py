"""Completion: what is offered, and what a command then gets in a real bash, zsh and fish."""

import os
import shutil
import subprocess
import sys

import click
import pytest
from hypothesis import given, strategies as st
from ledgers import write_ledger
from shell_driven import ROOT, STARTS, keys

from reconcile.cli import offers, reconcile, run
from reconcile.cli.shells import SHELLS, VARIABLE, line_of, quoted

BREAKS = " \t\n\"'@><=;|&(:"  # COMP_WORDBREAKS as bash has it
CASE = """\
source,via,published,place,measure,figure
NIS,CNA,2025-01-13,"Kursk, Russia",killed,300
NIS,UPI,2025-01-13,"Kursk, Russia",wounded + killed,"3,000"
White House,,2025-01-13,Russia,killed,5
a:b c,,2025-01-13,Russia,killed,5
"Ca$h ""x"" & `co`",,2025-01-13,Russia,killed,5
中 文,,2025-01-13,Russia,killed,5
Jan's,,2025-01-13,Russia,dozens,5
"""
SOURCES = """\
source,kind,country,side,derives_from
NIS,intelligence,South Korea,,Ministry
Ministry,government,South Korea,,State
State,government,South Korea,South Korea,
Unused,media,,,
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in ("estimates", "other"):
        (tmp_path / name).mkdir()
    write_ledger(tmp_path / "estimates", {"first": CASE, "second": CASE}, sources=SOURCES)
    write_ledger(tmp_path / "other", {"elsewhere": "source,measure,figure\nA,killed,3\n"})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RECONCILE_LEDGER", "estimates")
    return tmp_path


def offered(shell, line, monkeypatch):
    """What the shell is told that may follow `line`, one answer a line."""
    words = line.split(" ")
    monkeypatch.setenv("COMP_LINE", line)
    monkeypatch.setenv("COMP_WORDBREAKS", BREAKS if shell == "bash" else "")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    return SHELLS[shell](reconcile, {}, "reconcile", VARIABLE).complete().split("\n")


def values(line, monkeypatch):
    """The values that may follow a line, without what a shell needs beside them."""
    return [answer.removeprefix("plain,") for answer in offered("fish", line, monkeypatch)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("compare --case ", ["first", "second"]),
        ("compare --case f", ["first"]),
        ("compare --case first --case ", ["first", "second"]),
        ("show --place ", ["Kursk, Russia", "Russia"]),
        ("show --place kur", ["Kursk, Russia"]),
        ("show --place=R", ["--place=Russia"]),
        ("bounds --population ", ["soldiers"]),
        ("chart ranges --measure ", ["killed", "killed+wounded"]),
        ("history --source ", ['Ca$h "x" & `co`', "Jan's", "NIS", "White House", "a:b c", "中 文"]),
        ("sources --without ", ['Ca$h "x" & `co`', "Jan's", "NIS", "State", "White House", "a:b c",
                                "中 文"]),
        ("compare --without S", ["State"]),
        ("add --case s", ["second"]),
        ("add --source ", ['Ca$h "x" & `co`', "Jan's", "Ministry", "NIS", "State", "Unused",
                           "White House", "a:b c", "中 文"]),
        ("add --via ", ["CNA", "UPI"]),
        ("add --place K", ["Kursk, Russia"]),
        ("add --measure ", ["captured", "casualties", "deployed", "killed", "killed+wounded",
                            "missing", "wounded"]),
        ("add --kind ", ["government", "intelligence", "media"]),
        ("add --country ", ["South Korea"]),
        ("add --side S", ["South Korea"]),
        ("--ledger other compare --case ", ["elsewhere"]),
        ("--ledger=other compare --case ", ["elsewhere"]),
        ("export --table r", ["ranges", "ratios"]),
        ("import --as eco", ["economist"]),
        ("import --show rec", ["reconcile"]),
        ("import x.csv --case s", ["second"]),
        ("show --format js", ["json"]),
        ("show --format mark", [""]),
        ("discrepancies --fail-on t", ["timing"]),
        ("completion ", ["bash", "zsh", "fish"]),
        ("chart t", ["timeline"]),
        ("compare --case x", [""]),
        ("compare --known-by ", [""]),
    ],
)  # fmt: skip
def test_what_is_offered(line, found, folder, monkeypatch):
    assert values(f"reconcile {line}", monkeypatch) == found


def test_every_table_and_format_of_export_is_offered(folder, monkeypatch):
    for option in reconcile.commands["export"].params:
        if isinstance(option.type, click.Choice):
            line = f"reconcile export {option.opts[0]} "
            assert values(line, monkeypatch) == list(option.type.choices)


def test_commands_and_options_are_offered_with_their_help(folder, monkeypatch):
    answers = offered("fish", "reconcile comp", monkeypatch)
    assert [answer.partition("\t")[0] for answer in answers] == [
        "plain,compare",
        "plain,completion",
    ]
    assert answers[0].partition("\t")[2].startswith("Show the range of every estimand")
    assert offered("bash", "reconcile compare --pl", monkeypatch) == ["plain,--place"]
    assert offered("zsh", "reconcile compare --pl", monkeypatch) == [
        "plain", "--place", "Only this place, not those within it; repeatable.",
    ]  # fmt: skip
    assert offered("bash", "reconcile compare --output ./x", monkeypatch) == ["file,./x"]
    assert offered("bash", "reconcile report --output x", monkeypatch) == ["dir,x"]
    assert offered("bash", "reconcile diff g", monkeypatch) == ["plain,git:HEAD", "dir,g"]
    assert offered("bash", "reconcile diff @2025-01-31 x", monkeypatch) == ["dir,x"]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("--place K", r"Kursk,\ Russia"),
        (r"--place Kursk,\ R", r"Kursk,\ Russia"),
        ('--place "Kur', "Kursk, Russia"),
        ("--place 'Kur", "Kursk, Russia"),
        ("--place=K", r"Kursk,\ Russia"),
        ('--place="K', "Kursk, Russia"),
        ("--source a", r"a:b\ c"),
        ("--source a:", r"b\ c"),
        ('--source "a:b', "a:b c"),
        ("--source=a:", r"b\ c"),
        ("--source C", r"Ca\$h\ \"x\"\ \&\ \`co\`"),
        ('--source "C', r"Ca\$h \"x\" & \`co\`"),
        ("--source J", r"Jan\'s"),
        ("--source 中", r"中\ 文"),
    ],
)
def test_bash_is_given_the_rest_as_it_must_stand_in_the_line(line, answer, folder, monkeypatch):
    assert offered("bash", f"reconcile compare {line}", monkeypatch) == [f"plain,{answer}"]


def test_zsh_and_fish_are_given_the_whole_word(folder, monkeypatch):
    assert offered("zsh", "reconcile compare --place=K", monkeypatch) == [
        "plain", "--place=Kursk, Russia", "_",
    ]  # fmt: skip
    assert offered("zsh", "reconcile compare --source a", monkeypatch) == ["plain", "a:b c", "_"]
    assert values('reconcile compare --place="K', monkeypatch) == ["--place=Kursk, Russia"]


@pytest.mark.parametrize(
    ("text", "words", "begun", "start", "quote"),
    [
        ("a b", ["a"], "b", 0, ""),
        ("a b ", ["a", "b"], "", 0, ""),
        ("a  'b c' \"d e\" f\\ g", ["a", "b c", "d e"], "f g", 0, ""),
        ('a "b \\" \\c', ["a"], 'b " \\c', 0, '"'),
        ("a --x=y", ["a"], "--x=y", 4, ""),
        ("a --x='y z", ["a"], "--x=y z", 4, "'"),
        ("a ''", ["a"], "", 0, ""),
        ("a '' b", ["a", ""], "b", 0, ""),
        ("a b\\", ["a"], "b", 0, ""),
        ("", [], "", 0, ""),
    ],
)
def test_a_line_is_read_as_a_shell_reads_it(text, words, begun, start, quote):
    assert line_of(text, BREAKS) == (words, begun, start, quote)


def test_what_is_quoted_is_what_bash_reads(tmp_path):
    bash = shutil.which("bash") or pytest.skip("bash is not installed")
    texts = [
        "Kursk, Russia",
        "a'b\"c",
        "$x `y` \\z",
        "~",
        "*?[a]",
        "a&b;c|d<e>f(g)",
        "é 中",
        "#x",
        "!",
    ]
    for text in texts:
        for quote in ["", '"', "'"]:
            line = f"printf %s {quote}{quoted(text, quote)}{quote}"
            done = subprocess.run([bash, "-c", line], capture_output=True, text=True, check=True)
            assert done.stdout == text


@given(st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1))
def test_what_is_quoted_is_read_again(text):
    for quote in ["", '"', "'"]:
        assert line_of(f"x {quote}{quoted(text, quote)}").begun == text


@pytest.mark.parametrize(
    "data",
    [
        None,
        b"",
        b"\xff\xfe\x00",
        b'source,place\nA,"open\n',
        b"source,place\nA," + b"x" * 200_000 + b"\n",
        "source,plàce\n".encode("latin-1"),
        b"place\n\n\n\nsteers\x1b[31m\n-\n",
    ],
    ids=["no file", "empty", "utf-16", "open quote", "long cell", "latin-1", "escape"],
)
def test_a_broken_ledger_offers_nothing_and_says_nothing(data, tmp_path, monkeypatch, capfd):
    if data is not None:
        (tmp_path / "x.csv").write_bytes(data)
    (tmp_path / "measures.csv").write_text("measure\nkilled\n")
    line = f"reconcile --ledger {tmp_path} compare"
    for option in ("place", "source", "measure", "without"):
        assert values(f"{line} --{option} s", monkeypatch) == [""]
    assert values(f"reconcile --ledger {tmp_path / 'none'} add --measure k", monkeypatch)
    for name in ("none", "x.csv"):
        for option in ("case", "source"):
            other = f"reconcile --ledger {tmp_path / name} compare --{option} "
            assert values(other, monkeypatch) == [""]
    assert capfd.readouterr() == ("", "")


def test_of_a_large_ledger_the_beginning_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(offers, "MOST_ROWS", 2)
    write_ledger(
        tmp_path, "source,measure,figure\nA,killed,1\nB,killed,1\nC,killed,1\n", sources=""
    )
    line = f"reconcile --ledger {tmp_path} compare --source "
    assert values(line, monkeypatch) == ["A", "B"]


def test_presets_are_offered(tmp_path, monkeypatch):
    for name in ("ours.toml", "other.toml", "ours.txt"):
        (tmp_path / name).touch()
    monkeypatch.setattr(offers, "PRESETS", tmp_path)
    command = click.Command("x", params=[click.Option(["--as"], shell_complete=offers.presets)])
    (option,) = command.params
    found = option.shell_complete(click.Context(command), "o")
    assert [item.value for item in found] == ["other", "ours"]


def test_a_home_folder_and_the_environment(folder, monkeypatch):
    monkeypatch.setenv("HOME", str(folder))
    assert values("reconcile --ledger ~/other compare --case ", monkeypatch) == ["elsewhere"]
    monkeypatch.setenv("RECONCILE_LEDGER", "other")
    assert values("reconcile compare --case ", monkeypatch) == ["elsewhere"]
    assert values("reconcile --ledger estimates compare --case ", monkeypatch) == [
        "first",
        "second",
    ]
    monkeypatch.delenv("RECONCILE_LEDGER")
    assert values("reconcile compare --case ", monkeypatch) == ["first", "second"]
    assert values("A=1 RECONCILE_LEDGER=other reconcile compare --case ", monkeypatch) == [
        "elsewhere"
    ]


def test_completion_imports_nothing_slow(folder):
    code = (
        "import sys; from reconcile.cli import run\n"
        "try:\n    run([])\n"
        "except SystemExit as leave:\n"
        "    slow = {'numpy', 'pandas', 'matplotlib'} & set(sys.modules)\n"
        "    print(leave.code, sorted(slow))"
    )
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), VARIABLE: "bash_complete",
        "COMP_LINE": "reconcile compare --source N",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "plain,NIS\n0 []\n"
    assert done.stderr == ""


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_one_that_its_shell_can_read(shell, capfd):
    assert run(["completion", shell]) == 0
    script = capfd.readouterr().out
    assert f"{shell}_complete" in script
    found = shutil.which(shell) or pytest.skip(f"{shell} is not installed")
    subprocess.run([found, "-n"], input=script, text=True, check=True)


def test_another_shell_is_refused(capfd):
    assert run(["completion", "tcsh"]) == 2
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in capfd.readouterr().err


@pytest.mark.parametrize("shell", STARTS)
def test_a_person_at_the_keys(shell, tmp_path):
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    for name in ("estimates", "other"):
        (tmp_path / name).mkdir()
    write_ledger(tmp_path / "estimates", {"first": CASE}, sources=SOURCES)
    write_ledger(tmp_path / "other", {"elsewhere": "source,measure,figure\nA,killed,3\n"})
    elsewhere = ["compare", "--case", "elsewhere"]
    with keys(shell, tmp_path) as person:
        for line, said in (
            ("compa\t --pl\tKur\t", ["compare", "--place", "Kursk, Russia"]),
            ('compare --place "Kur\t', ["compare", "--place", "Kursk, Russia"]),
            ("compare --place 'Kur\t", ["compare", "--place", "Kursk, Russia"]),
            ("compare --place Kursk,\\ R\t", ["compare", "--place", "Kursk, Russia"]),
            ("compare --place=Kur\t", ["compare", "--place=Kursk, Russia"]),
            ("show --measure killed+w\t", ["show", "--measure", "killed+wounded"]),
            ("show --source a:\t", ["show", "--source", "a:b c"]),
            ("show --source Ca\t", ["show", "--source", 'Ca$h "x" & `co`']),
            ("show --source Jan\t --place Kur\t",
             ["show", "--source", "Jan's", "--place", "Kursk, Russia"]),
            ("show --source 'Jan\t", ["show", "--source", "Jan's"]),
            ('show --source "Ca\t', ["show", "--source", 'Ca$h "x" & `co`']),
            ("show --source 中\t", ["show", "--source", "中 文"]),
            ("export --table h\t", ["export", "--table", "history"]),
            ("chart t\t", ["chart", "timeline"]),
            ("--ledger other compare --case \t", ["--ledger", "other", *elsewhere]),
            ("--ledger nowhere compare --case \t", ["--ledger", "nowhere", "compare", "--case"]),
        ):  # fmt: skip
            assert person.said(f"reconcile {line}") == said
        assert person.said("cd . ; reconcile compare --place Kur\t") == [
            "compare", "--place", "Kursk, Russia",
        ]  # fmt: skip
        if shell != "bash":  # which does not tell what stands before the command
            line = "RECONCILE_LEDGER=other reconcile compare --case \t"
            assert person.said(line) == elsewhere
