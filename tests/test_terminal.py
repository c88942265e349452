"""On a terminal: colours that say nothing new, and a line for what takes long."""

import re
import sys
import time

import click
import pytest
from ledgers import write_ledger
from terminals import on_a_terminal
from wcwidth import wcswidth

from reconcile.cli import colour, progress, run

pytest.importorskip("pty", reason="needs a pseudo-terminal, which Windows has none of")

CODES = re.compile(r"\x1b\[[0-9;]*[mK]")
TWO = (
    "source,published,place,measure,figure,url\n"
    "A,2025-01-01,Town,killed,100,https://example.org/1\n"
    "B,2025-01-01,Town,killed,300,https://example.org/2\n"
    "C,2025-02-01,Town,killed,310,https://example.org/3\n"
)


@pytest.fixture
def ledger(tmp_path):
    return write_ledger(tmp_path, TWO)


def test_a_verdict_has_its_colour_on_a_terminal(ledger):
    shown, status = on_a_terminal(["--ledger", str(ledger), "discrepancies"])
    assert status == 0
    assert "\x1b[31m\x1b[1mconflict\x1b[0m · soldiers · Town · killed" in shown
    assert "\x1b[36mtiming\x1b[0m · soldiers · Town · killed" in shown


@pytest.mark.parametrize(
    ("words", "variables"),
    [
        (["--no-color"], {}),
        ([], {"NO_COLOR": "1"}),
        ([], {"NO_COLOR": "1", "FORCE_COLOR": "1"}),
        ([], {"TERM": "dumb"}),
    ],
)
def test_there_is_none_where_it_is_not_wanted(ledger, words, variables):
    shown, _ = on_a_terminal(["--ledger", str(ledger), *words, "discrepancies"], **variables)
    assert "conflict · soldiers" in shown
    assert "\x1b" not in shown


def test_the_option_may_stand_behind_the_command(ledger):
    shown, status = on_a_terminal(["--ledger", str(ledger), "compare", "--no-color"])
    assert (status, "\x1b" in shown) == (0, False)


@pytest.mark.parametrize("command", ["compare", "discrepancies", "check", "bounds", "history"])
def test_without_its_colours_it_is_the_plain_text(ledger, command, capfd, monkeypatch):
    run(["--ledger", str(ledger), command])
    plain = capfd.readouterr().out
    monkeypatch.setenv("FORCE_COLOR", "1")
    run(["--ledger", str(ledger), command])
    assert CODES.sub("", capfd.readouterr().out) == plain
    assert "\x1b" not in plain


@pytest.mark.parametrize("style", ["csv", "json", "github"])
def test_what_programs_read_has_no_colours(ledger, style):
    shown, _ = on_a_terminal(["--ledger", str(ledger), "compare", "--format", style])
    assert "conflict" in shown
    assert "\x1b" not in shown


def test_a_file_has_no_colours(ledger, tmp_path, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert run(["--ledger", str(ledger), "compare", "--output", str(tmp_path / "out.txt")]) == 0
    assert "\x1b" not in (tmp_path / "out.txt").read_text(encoding="utf-8")


def test_an_error_has_its_place_and_its_marks_set_off(ledger):
    write_ledger(ledger, TWO.replace(",100,", ",many,"))
    shown, status = on_a_terminal(["--ledger", str(ledger), "check"])
    assert status == 1
    bold, red, off = "\x1b[1m", "\x1b[31m", "\x1b[0m"
    assert f"case.csv:2:{off} {red}{bold}error{off}: [bad-figure]" in shown
    assert f" {red}{bold}^^^^{off}\n" in shown


def test_words_of_a_ledger_are_not_taken_for_verdicts():
    text = "† speaks for a party to the conflict\n    NIS ~300 in conflict: yes\nconflicted · a\n"
    assert colour.styled(text) == text


def test_a_ledger_cannot_colour_the_terminal(tmp_path):
    text = TWO.replace("A,2025", "\x1b[31mA,2025")
    shown, _ = on_a_terminal(["--ledger", str(write_ledger(tmp_path, text)), "show"])
    assert "\x1b[31mA" not in shown


class Stream(list):
    """A terminal that keeps what is written."""

    def write(self, text):
        self.append(text)

    def flush(self):
        pass

    def isatty(self):
        return True


def test_what_takes_long_is_shown_and_then_erased(monkeypatch):
    stream = Stream()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "AFTER", 0.0)
    monkeypatch.setattr(progress, "EVERY", 0.001)
    with progress.stages(("reading", "comparing")) as begin:
        begin("comparing")
        until = time.monotonic() + 10
        while not any("comparing" in text for text in stream) and time.monotonic() < until:
            time.sleep(0.001)
    assert "\r[##########----------] comparing, 2 of 2, 0 s\x1b[K" in stream
    assert stream[-1] == "\r\x1b[K"


def test_what_is_quick_is_not_shown(monkeypatch):
    stream = Stream()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress.stages(("reading",)):
        pass
    assert stream == []


def test_it_is_erased_where_the_work_fails(monkeypatch):
    stream = Stream()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "AFTER", 0.0)
    with pytest.raises(ZeroDivisionError), progress.stages(("reading",)):
        until = time.monotonic() + 10
        while not stream and time.monotonic() < until:
            time.sleep(0.001)
        raise ZeroDivisionError
    assert stream[-1] == "\r\x1b[K"


def test_nothing_is_shown_where_standard_error_is_no_terminal(monkeypatch, ledger, capfd):
    monkeypatch.setattr(progress, "AFTER", 0.0)
    assert run(["--ledger", str(ledger), "compare"]) == 0
    assert capfd.readouterr().err == ""


def test_a_long_name_does_not_break_the_line():
    assert len(progress.bar(["x" * 500], 0, 12345)) < 80


def test_the_terminal_is_asked_once_about_each_stream(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert colour.wanted() and colour.wanted(err=True)
    with click.Context(click.Command("x")) as context:
        context.color = False
        assert not colour.wanted()


KOREAN = (
    "source,via,published,place,measure,figure,url\n"
    "NIS,연합뉴스 통신사 서울 본사,2025-01-13,쿠르스크 러시아 연방 서부 지역,killed,~300,https://example.org/1\n"
    "국가정보원 대북정보국 제일과 분석실,,2025-01-13,쿠르스크 러시아 연방 서부 지역,killed,~900,https://example.org/1\n"
    "وزارة الدفاع الروسية,,2025-01-13,쿠르스크 러시아 연방 서부 지역,killed+wounded,~200,https://example.org/1\n"
    "국가정보원 대북정보국 제일과 분석실,,2025-02-13,쿠르스크 러시아 연방 서부 지역,killed,~950,https://example.org/1\n"
)  # fmt: skip
TABLES = (
    [], ["compare"], ["discrepancies"], ["discrepancies", "--explain"], ["history"], ["bounds"],
    ["bounds", "--explain"], ["sources"], ["show"], ["compare", "--without", "NIS"],
)  # fmt: skip


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("command", TABLES, ids=" ".join)
def test_no_line_is_wider_than_the_terminal(command, columns, tmp_path, monkeypatch, capfd):
    monkeypatch.setattr("reconcile.cli.output.PLAIN_WIDTH", columns)
    monkeypatch.chdir(write_ledger(tmp_path, KOREAN))
    assert run(["--ledger", ".", *command]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert max(map(wcswidth, lines)) <= columns
    assert any("쿠르스크" in line or "국가정보원" in line for line in lines) or not command


def test_columns_stand_under_their_heads_beside_wide_letters(tmp_path, capfd):
    assert run(["--ledger", str(write_ledger(tmp_path, KOREAN)), "sources"]) == 0
    lines = capfd.readouterr().out.splitlines()
    head = next(line for line in lines if line.startswith("source"))
    row = next(line for line in lines if line.startswith("NIS"))
    wide = next(line for line in lines if line.startswith("국가정보원"))
    place = head.index("kind")
    assert row[place:].startswith("other")
    cells = 0
    for number, char in enumerate(wide):
        if cells == place:
            assert wide[number:].startswith("other")
            break
        cells += wcswidth(char)
    else:
        raise AssertionError(wide)
