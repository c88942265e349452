"""What `reconcile` says where no command is named."""

import pytest
from ledgers import write_ledger

from reconcile.cli import run

TWO = {
    "one": "source,published,place,measure,figure,url\n"
    "A,2025-01-01,Town,killed,100,https://example.org/1\n"
    "B,2025-01-01,Town,killed,300,https://example.org/2\n"
    "B,2025-01-01,Town,wounded,5,https://example.org/2\n",
    "two": "source,published,place,measure,figure,url\n"
    "A,2025-02-01,Town,killed,7,https://example.org/3\n",
}


def said(ledger, capfd, *words):
    assert run(["--ledger", str(ledger), *words]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    return out


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A working directory with a ledger that need not be named."""
    (tmp_path / "estimates").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RECONCILE_LEDGER", raising=False)
    return write_ledger(tmp_path / "estimates", TWO)


def test_what_it_holds_how_it_stands_and_what_to_type_next(here, capfd):
    assert run([]) == 0
    assert capfd.readouterr().out == (
        "Reconcile: published figures on the killed, wounded, missing or sent.\n"
        "\n"
        "estimates holds 2 cases: 4 rows of 2 sources, published 1 Jan 2025 to 1 Feb\n2025.\n"
        "  one  3 rows  2 counts: 1 conflict, 1 single\n"
        "  two   1 row  1 count: 1 single\n"
        "\n"
        "  reconcile compare --case one  the ranges of one case\n"
        "  reconcile report              tables, charts and pages of all of it\n"
        "  reconcile add                 one more figure\n"
        "  reconcile --help              every command\n"
    )


def test_a_ledger_that_was_named_is_named_in_what_to_type(here, capfd):
    out = said("estimates", capfd)
    assert "  reconcile --ledger estimates compare --case one  the ranges" in out


def test_a_name_for_which_a_shell_needs_quotes_has_them(tmp_path, capfd):
    folder = tmp_path / "my ledger"
    folder.mkdir()
    out = said(write_ledger(folder, {"a b": TWO["one"], "c": TWO["two"]}), capfd)
    assert f"reconcile --ledger '{folder}' compare --case 'a b'\n" in out


def test_what_is_wrong_is_counted_and_comes_first(tmp_path, capfd):
    text = TWO["one"] + "B,2025-01-40,Town,killed,300,https://example.org/2\n"
    out = said(write_ledger(tmp_path, text), capfd)
    assert "It has 1 error and 0 warnings; 1 row left out." in out
    first = next(line for line in out.splitlines() if line.startswith("  reconcile"))
    assert " check" in first


def test_where_no_row_is_good_there_is_nothing_to_compare(tmp_path, capfd):
    text = "source,published,place,measure,figure\nA,yesterday,Town,kiled,many\n"
    out = said(write_ledger(tmp_path, text), capfd)
    assert "case  1 row  no count" in out
    assert "compare" not in out and "check" in out


def test_of_many_cases_the_first_are_named(tmp_path, capfd):
    cases = {f"case-{n:02}": TWO["two"] for n in range(9)}
    out = said(write_ledger(tmp_path, cases), capfd)
    assert out.count("1 row  1 count: 1 single") == 6
    assert "and 3 more cases" in out


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_without_a_ledger_it_says_how_to_begin(make, tmp_path, capfd):
    make(tmp_path / "nothing")
    out = said(tmp_path / "nothing", capfd)
    assert "There is no ledger in" in out
    assert "reconcile init" in out


def test_a_file_in_place_of_the_folder_is_an_error_in_a_line(tmp_path, capfd):
    (tmp_path / "a.csv").write_text("source\n")
    assert run(["--ledger", str(tmp_path / "a.csv")]) == 2
    assert capfd.readouterr().err.count("\n") == 1


def test_it_is_no_wider_than_the_terminal(here, capfd):
    for line in said("estimates", capfd).splitlines():
        assert len(line) <= 80
