"""`add`: what it asks, what it shows before it writes, and that nothing else is written."""

import pytest
from ledgers import write_ledger
from terminals import on_a_terminal

from reconcile.cli import run
from reconcile.cli.add import command
from reconcile.storage.ledger_files import COLUMNS

HEAD = "source,via,published,since,as_of,population,place,measure,figure,quote,url,notes\n"
CASE = (
    HEAD + "NIS,CNA,2025-01-13,,,North Korean troops,Kursk,killed,~300,,https://example.org/1,\n"
    "HUR,,2025-01-14,,,North Korean troops,Kursk,killed,310,,https://example.org/2,\n"
)
SOURCES = (
    "source,name,kind,country,side\nNIS,,intelligence,South Korea,\nHUR,,intelligence,Ukraine,\n"
)
GIVEN = [
    "--case", "war", "--source", "HUR", "--published", "2025-01-20", "--population",
    "North Korean troops", "--place", "Kursk", "--measure", "killed", "--figure", "900",
    "--url", "https://example.org/3",
]  # fmt: skip
NEW = "HUR,,2025-01-20,,,North Korean troops,Kursk,killed,900,,https://example.org/3,\n"


@pytest.fixture
def ledger(tmp_path):
    folder = tmp_path / "estimates"
    folder.mkdir()
    return write_ledger(folder, {"war": CASE}, sources=SOURCES)


def texts(ledger):
    return {path.name: path.read_text(encoding="utf-8") for path in ledger.iterdir()}


def test_there_is_an_option_for_every_column():
    assert {*COLUMNS} <= {option.name for option in command.params}


def test_it_shows_the_row_and_what_it_changes(ledger, capfd):
    before = texts(ledger)
    assert run(["--ledger", str(ledger), "add", *GIVEN, "--dry-run"]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert out == (
        f"{ledger}/war.csv:4: current\n"
        f"{NEW}"
        "\n"
        "North Korean troops · Kursk\n"
        "\n"
        "                    claimed  all allow  verdict\n"
        "killed          ~300 to 310        310  agree\n"
        "  with the row  ~300 to 900       none  timing\n"
        "\n"
        "no count is as before\n"
        "\n"
        f"{ledger}/war.csv:4: nothing is wrong with the row; nothing is written\n"
    )
    assert texts(ledger) == before


def test_it_says_so_where_no_range_changes(ledger, capfd):
    older = [text.replace("2025-01-20", "2025-01-02") for text in GIVEN]
    assert run(["--ledger", str(ledger), "add", *older]) == 0
    out = capfd.readouterr().out
    assert f"{ledger}/war.csv:4: earlier\n" in out
    assert "no range changes: 1 count is as before\n" in out
    assert out.endswith(f"added {ledger}/war.csv:4\n")


def test_a_row_of_a_new_case_and_a_new_count(ledger, capfd):
    new = ["other" if text == "war" else text for text in GIVEN]
    assert run(["--ledger", str(ledger), "add", *new]) == 0
    out = capfd.readouterr().out
    assert "killed          no figure\n  with the row        900        900  single" in out
    assert "1 count is as before" in out


def test_the_first_row_of_a_ledger_changes_nothing_that_was(tmp_path, capfd):
    (tmp_path / "sources.csv").write_text("source,name,kind\nHUR,,intelligence\n")
    assert run(["--ledger", str(tmp_path), "add", *GIVEN]) == 0
    assert "killed          no figure\n" in capfd.readouterr().out


def test_without_a_terminal_nothing_is_asked(ledger, capfd):
    assert run(["--ledger", str(ledger), "add", *GIVEN]) == 0
    out, err = capfd.readouterr()
    assert "Write it?" not in out + err
    assert texts(ledger)["war.csv"] == CASE + NEW


def test_an_empty_row_is_refused_in_a_line(ledger, capfd):
    assert run(["--ledger", str(ledger), "add", "--case", "war"]) == 2
    assert capfd.readouterr().err == (
        "reconcile: the row is empty; give it --source, --population, --measure, --figure\n"
    )


@pytest.mark.parametrize(
    ("name", "header", "told"),
    [
        ("war", HEAD.replace("figure", "figrue"), "'figrue' is not a column; did you mean figure?"),
        ("sources", "soruce,kind\n", "'soruce' is not a column; did you mean source?"),
    ],
)
def test_nothing_is_put_beside_a_column_that_is_misspelt(ledger, capfd, name, header, told):
    (ledger / f"{name}.csv").write_text(header)
    before = texts(ledger)
    new = ["C" if text == "HUR" else text for text in GIVEN]
    assert run(["--ledger", str(ledger), "add", *new, "--kind", "ngo"]) == 2
    out, err = capfd.readouterr()
    assert (out, err) == ("", f"reconcile: {ledger}/{name}.csv:1: [bad-header] {told}\n")
    assert texts(ledger) == before


# on a terminal


def talk(ledger, words, answers):
    return on_a_terminal(["add", *words], answers, cwd=ledger.parent, NO_COLOR="1")


def test_it_asks_before_it_writes(ledger):
    pytest.importorskip("pty")
    shown, status = talk(ledger, GIVEN, [("Write it? [Y/n]: ", "n")])
    assert status == 1
    assert "reconcile: the row is not added" in shown
    assert texts(ledger)["war.csv"] == CASE
    shown, status = talk(ledger, GIVEN, [("Write it? [Y/n]: ", "")])
    assert (status, shown.endswith("added estimates/war.csv:4\n")) == (0, True)
    assert texts(ledger)["war.csv"] == CASE + NEW


def test_it_does_not_ask_once_more_with_yes(ledger):
    pytest.importorskip("pty")
    shown, status = talk(ledger, [*GIVEN, "--yes"], [])
    assert (status, "Write it?" in shown) == (0, False)
    assert texts(ledger)["war.csv"] == CASE + NEW


def test_it_asks_for_what_is_missing_and_refuses_what_cannot_be(ledger):
    pytest.importorskip("pty")
    shown, status = talk(ledger, [], [
        ("\ncase: ", "1"),
        ("\nsource: ", ""), ("\nsource: ", "NSI"), ("[y/N]: ", "n"), ("\nsource: ", "2"),
        ("\nvia: ", ""),
        ("\npublished: ", "20 January"), ("\npublished: ", "2025-01-20"),
        ("\nsince: ", ""), ("\nas_of: ", ""),
        ("\npopulation: ", "1"), ("\nplace: ", "Kursk"),
        ("\nmeasure: ", "kiled"), ("\nmeasure: ", "killed"),
        ("\nbasis: ", "verified"), ("\nbasis: ", ""),
        ("\nfigure: ", "dozens"), ("\nfigure: ", "900"),
        ("\nquote: ", ""), ("\nurl: ", "https://example.org/3"), ("\nnotes: ", ""),
        ("Write it? [Y/n]: ", "y"),
    ])  # fmt: skip
    assert status == 0, shown
    assert texts(ledger)["war.csv"] == CASE + NEW
    for said in (
        "source: who made the estimate\n   1 NIS\n   2 HUR\n",
        "a row cannot do without it",
        "'NSI' is not in the ledger; did you mean 'NIS'?",
        "'20 January'",
        "'kiled' is not a measure; did you mean killed?",
        "'verified' is not a basis; did you mean confirmed?",
        "'dozens' is a word whose number is the reader's to choose",
        "via: who carried it, if someone did (may be empty)\n   1 CNA\n",
    ):
        assert said in shown


def test_a_new_source_is_asked_about_and_listed(ledger):
    pytest.importorskip("pty")
    given = [text for text in GIVEN if text not in ("--source", "HUR")]
    shown, status = talk(ledger, given, [
        ("\nsource: ", "국가정보원"), ("[Y/n]: ", "y"),
        ("\nkind: ", "intelligence"), ("\ncountry: ", "South Korea"), ("\nside: ", ""),
        ("\nvia: ", ""), ("\nsince: ", ""), ("\nas_of: ", ""), ("\nbasis: ", ""),
        ("\nquote: ", ""), ("\nnotes: ", ""), ("Write it? [Y/n]: ", "y"),
    ])  # fmt: skip
    assert status == 0, shown
    assert texts(ledger)["war.csv"] == CASE + NEW.replace("HUR", "국가정보원")
    assert "국가정보원,,intelligence" in texts(ledger)["sources.csv"]


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_who_stops_has_written_nothing(ledger, key):
    pytest.importorskip("pty")
    before = texts(ledger)
    shown, status = talk(ledger, [], [("\ncase: ", "war"), ("\nsource: ", key)])
    assert status == 130
    assert shown.rstrip().endswith("reconcile: stopped")
    assert "Traceback" not in shown
    assert texts(ledger) == before


def test_what_is_wrong_with_the_row_as_a_whole_is_told_and_nothing_is_written(ledger):
    pytest.importorskip("pty")
    odd = [*GIVEN, "--since", "2025-02-01"]
    shown, status = talk(ledger, odd, [])
    assert status == 1
    assert "war.csv:4: error: [dates-out-of-order]" in shown
    assert texts(ledger)["war.csv"] == CASE


NEW_CASE = ["crush" if text == "war" else text for text in GIVEN if text not in ("--measure",)]
NEW_CASE.remove("killed")


def after(*ended):
    """The answers for a row of a new case; `ended` those to whether its event is over."""
    return [
        *(("\nended: ", text) for text in ended), ("\nvia: ", ""), ("\nsince: ", ""),
        ("\nas_of: ", ""), ("\nmeasure: ", "killed"), ("\nbasis: ", ""), ("\nquote: ", ""),
        ("\nnotes: ", ""), ("Write it? [Y/n]: ", ""),
    ]  # fmt: skip


def test_of_a_new_case_it_asks_when_the_event_ended(ledger):
    pytest.importorskip("pty")
    shown, status = talk(ledger, NEW_CASE, after("yesterday", "2025-01-13"))
    assert status == 0, shown
    assert "ended: if the event is over, the last day on which anyone counted" in shown
    assert "'yesterday' is not a date" in shown
    header, row = texts(ledger)["cases.csv"].splitlines()
    assert header == "case,title,summary,began,ended,settled,compiled_by,url,notes"
    assert row == "crush,,,,2025-01-13,,,,"
    assert NEW.rstrip().replace("killed,", "killed,,") in texts(ledger)["crush.csv"]


def test_of_an_event_that_goes_on_nothing_is_listed(ledger):
    pytest.importorskip("pty")
    shown, status = talk(ledger, NEW_CASE, after(""))
    assert status == 0, shown
    assert "cases.csv" not in texts(ledger)


def test_of_a_case_that_is_listed_it_does_not_ask(ledger):
    pytest.importorskip("pty")
    (ledger / "cases.csv").write_text("case\ncrush\n")
    shown, status = talk(ledger, NEW_CASE, after())
    assert status == 0, shown
    assert "ended:" not in shown


def test_cases_is_not_the_name_of_a_case(ledger, capfd):
    new = ["cases" if text == "war" else text for text in GIVEN]
    assert run(["--ledger", str(ledger), "add", *new]) == 2
    assert "--case 'cases' cannot be the name of a case" in capfd.readouterr().err
