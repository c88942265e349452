"""The commands: what they print, write and refuse, and with which exit status."""

import csv
import io
import json
from pathlib import Path

import pytest

from reconcile.cli import run
from reconcile.comparison.schema import Discrepancy, LedgerRow, Range, SeriesFigure
from reconcile.notation.columns import names_of
from reconcile.storage import ledger_changes
from reconcile.storage.ledger import load

ROOT = Path(__file__).parent.parent
SHIPPED = ["--ledger", str(ROOT / "estimates")]
CUT = ["--known-by", "2025-02-28", "--case", "north-korean-troops"]
TABLES = {
    "show": names_of(LedgerRow),
    "compare": names_of(Range),
    "discrepancies": names_of(Discrepancy),
    "history": names_of(SeriesFigure),
}
HEADER = "source,via,published,population,place,measure,figure,url,set_aside,waives,notes\n"
SOURCES = "source,kind,side\nSource A,media,\nSource B,military,Party\n"


@pytest.fixture
def ledger(tmp_path):
    folder = tmp_path / "estimates"
    folder.mkdir()
    (folder / "sources.csv").write_text(SOURCES)
    (folder / "a.csv").write_text(
        HEADER + "Source A,,2025-01-01,people,Here,killed,100,https://example.org/1,,,\n"
        "Source B,,2025-01-01,people,Here,killed,~250,https://example.org/2,,,\n"
    )
    return folder


@pytest.mark.parametrize("command", sorted(TABLES))
def test_json_is_an_array_of_objects_with_the_same_values(command, capfd):
    run([*SHIPPED, command, *CUT, "--format", "csv"])
    as_csv = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    run([*SHIPPED, command, *CUT, "--format", "json"])
    as_json = json.loads(capfd.readouterr().out)
    assert len(as_csv) == len(as_json) > 0
    for one, other in zip(as_csv, as_json, strict=True):
        for name in TABLES[command]:
            value = other[name]
            text = str(value).lower() if isinstance(value, bool) else str(value)
            assert one[name] == ("" if value is None else text)


def test_show_as_json_keeps_further_columns(ledger, capfd):
    (ledger / "a.csv").write_text(
        "source,population,measure,figure,url,Blatt,published\n"
        "Source A,people,killed,5,https://example.org,7b,2025-01-01\n"
    )
    assert run(["--ledger", str(ledger), "show", "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)[0]["Blatt"] == "7b"


@pytest.mark.parametrize("style", ["github", "grid", "html", "latex", "pipe", "simple"])
@pytest.mark.parametrize("command", sorted(TABLES))
def test_every_table_in_formats_of_tabulate(command, style, capfd):
    assert run([*SHIPPED, command, *CUT, "--format", style]) == 0
    assert "killed+wounded" in capfd.readouterr().out.replace("\\_", "_")


def test_the_formats_are_those_of_tabulate():
    from tabulate import tabulate_formats

    from reconcile.cli.options import TABLE_FORMATS

    assert set(TABLE_FORMATS) <= set(tabulate_formats)


@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize("command", sorted(TABLES))
def test_no_line_is_wider_than_the_terminal(command, width, capfd, monkeypatch):
    monkeypatch.setattr("reconcile.cli.output.PLAIN_WIDTH", width)
    assert run([*SHIPPED, command]) == 0
    out = capfd.readouterr().out
    assert max(map(len, out.splitlines())) <= width


def test_the_cut_and_the_window_are_stated(capfd):
    run([*SHIPPED, "compare", *CUT, "--as-of", "2025-02", "--window", "3", "--max-age", "30"])
    first = capfd.readouterr().out.splitlines()
    assert " ".join(first[:2]).startswith(
        "published by 28 Feb 2025 · as of Feb 2025 · same time: within 3 days"
    )


def test_output_is_written_by_the_name_of_the_file(tmp_path, capfd):
    files = ("t.csv", "\ufeffcase,"), ("t.json", "["), ("t.txt", "everything published")
    for name, begins in files:
        assert run([*SHIPPED, "compare", "--output", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert capfd.readouterr().out == ""


def test_csv_in_a_file_runs_nothing_and_in_a_pipe_is_exact(ledger, tmp_path, capfd):
    with (ledger / "a.csv").open("a") as file:
        file.write("=1+1,,2025-01-02,people,There,killed,4,https://example.org/3,,,\n")
    assert run(["--ledger", str(ledger), "show", "--format", "csv"]) == 0
    assert ",=1+1," in capfd.readouterr().out
    assert run(["--ledger", str(ledger), "show", "--output", str(tmp_path / "t.csv")]) == 0
    assert ",'=1+1," in (tmp_path / "t.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("percent", ["1e999999999", "1" * 5000, "1/0", "1_0", "٣", "nan"])
def test_a_tolerance_is_a_number_that_can_be_written_out(percent, capfd):
    assert run([*SHIPPED, "compare", "--tolerance", percent]) == 2
    assert capfd.readouterr().err.count("\n") == 1


def test_fail_on(capfd):
    verdict = ["--measure", "deployed", "--place", "Russia"]
    assert run([*SHIPPED, "discrepancies", *CUT, "--fail-on", "conflict"]) == 1
    assert run([*SHIPPED, "discrepancies", *CUT, *verdict, "--fail-on", "conflict"]) == 0
    assert run([*SHIPPED, "discrepancies", *CUT, *verdict, "--fail-on", "timing"]) == 1
    capfd.readouterr()


def test_rows_with_errors_are_left_out_and_said_so(ledger, capfd):
    with (ledger / "a.csv").open("a") as file:
        file.write("Source A,,2025-01-02,people,Here,killed,4.000,https://example.org/3,,,\n")
    assert run(["--ledger", str(ledger), "compare", "--format", "csv"]) == 0
    captured = capfd.readouterr()
    assert "1 of 3 rows left out for errors" in captured.err
    assert "a.csv:4: [bad-figure]" in captured.err
    assert len(captured.out.splitlines()) == 2
    assert run(["--ledger", str(ledger), "compare", "--strict"]) == 1
    captured = capfd.readouterr()
    assert captured.out == ""
    assert "refused" in captured.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--ledger", "/no/such", "check"], "no such folder"),
        ([*SHIPPED, "compare", "--place", "Kursk"], "did you mean 'Kursk, Russia'?"),
        ([*SHIPPED, "compare", "--source", "nis"], "did you mean 'NIS'"),
        ([*SHIPPED, "compare", "--source", "NIS", "--case", "x"], "case 'x' is not in"),
        ([*SHIPPED, "compare", "--known-by", "1999"], "no figure is left"),
        ([*SHIPPED, "chart", "ranges", "--known-by", "1999"], "no figure is left"),
        ([*SHIPPED, "compare", "--known-by", "13/01/2025"], "write 2025-01-13"),
        ([*SHIPPED, "compare", "--format", "excel"], "'excel' is not one of text, csv, json"),
        ([*SHIPPED, "compare", "--window", "-1"], "--window"),
        ([*SHIPPED, "compare", "--windows", "1"], "--window"),
        ([*SHIPPED, "frobnicate"], "No such command 'frobnicate'; see reconcile --help\n"),
        ([*SHIPPED, "comapre"], "Did you mean 'compare'? See reconcile --help\n"),
        ([*SHIPPED, "compare", "--output", "/proc/nowhere/x.csv"], "/proc/nowhere/x.csv"),
        ([*SHIPPED, "chart", "ranges", "--output", "ranges.pdf"], ".png or an .svg"),
        ([*SHIPPED, "chart", "ranges", *CUT, "--output", "/proc/none/x.png"], "/proc/none/x.png"),
        ([*SHIPPED, "report", "--output", "/proc/nowhere"], "/proc/nowhere"),
        ([*SHIPPED, "compare", "--source", "White House", "--place", "Russia"], "nothing matches"),
    ],
)  # fmt: skip
def test_wrong_input_is_one_line_and_exit_2(arguments, says, capfd, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    captured = capfd.readouterr()
    assert captured.out == ""
    assert says in captured.err
    assert len(captured.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("where", ["/proc/nowhere", "file/below/it", "written/a"])
def test_a_report_that_cannot_be_written_is_refused_before_the_work(
    where, tmp_path, capfd, monkeypatch
):
    def work(*_):
        raise AssertionError("that would take long")

    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    if where == "written/a":  # known once the cases are, and still before anything is drawn
        (tmp_path / "written").mkdir()
        (tmp_path / where).touch()
        (tmp_path / "a.csv").write_text("source,population,measure,figure\nA,p,killed,3\n")
        (tmp_path / "sources.csv").write_text("source,kind\nA,media\n")
        monkeypatch.setattr("reconcile.report.report", work)
        arguments = ["--ledger", ".", "report", "--output", "written"]
    else:
        monkeypatch.setattr("reconcile.cli.work.compared", work)
        arguments = [*SHIPPED, "report", "--output", where]
    before = sorted(tmp_path.rglob("*"))
    assert run(arguments) == 2
    assert capfd.readouterr().err.startswith(f"reconcile: {where}: ")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x00\x01binary", "binary"),
        (b"source,population\nNIS,caf\xe9\n", "x.csv:2: is not UTF-8"),
        (b'source,population,measure,figure\nNIS,p,killed,"3', "x.csv:2: a quoted cell"),
        ("source,population,measure,figure\nNIS,p,killed,3\n".encode("utf-16"), "UTF-16"),
        (b"source,quote\nNIS," + b"x" * 200_000 + b"\n", "x.csv:2: a cell is longer"),
    ],
    ids=["binary", "latin-1", "open quote", "utf-16", "long cell"],
)
def test_a_file_that_cannot_be_read_is_one_line_and_exit_2(tmp_path, data, says, capfd):
    (tmp_path / "x.csv").write_bytes(data)
    for command in ("check", "compare", "show", "report"):
        assert run(["--ledger", str(tmp_path), command]) == 2
        captured = capfd.readouterr()
        assert captured.out == ""
        assert says in captured.err
        assert len(captured.err.splitlines()) == 1


def test_more_days_than_there_are(capfd):
    long = ["--window", "9" * 400, "--max-age", "9" * 400]
    assert run([*SHIPPED, "discrepancies", *long, "--format", "csv"]) == 0
    assert run([*SHIPPED, "bounds", "--measure", "deployed", *long]) == 0
    capfd.readouterr()


def test_a_folder_without_cases(tmp_path, capfd):
    assert run(["--ledger", str(tmp_path), "check"]) == 2
    assert "holds no case" in capfd.readouterr().err


def test_a_fault_of_the_program_shows_where_and_says_where_to_report(monkeypatch, capfd):
    monkeypatch.setattr("reconcile.cli.shown_table.show_table", lambda *_: 1 // 0)
    assert run([*SHIPPED, "compare"]) == 70
    captured = capfd.readouterr()
    assert "ZeroDivisionError" in captured.err
    assert "CONTRIBUTING.md" in captured.err


def test_the_ledger_by_environment(monkeypatch, capfd):
    monkeypatch.setenv("RECONCILE_LEDGER", str(ROOT / "estimates"))
    assert run(["compare", "--format", "csv"]) == 0
    assert "north-korean-troops" in capfd.readouterr().out


def test_check_formats_and_exit_status(ledger, capfd):
    assert run(["--ledger", str(ledger), "check"]) == 0
    assert "no issues" in capfd.readouterr().out
    (ledger / "a.csv").write_text(HEADER + "Source A,,2025-01-01,people,Here,killed,100,,,,\n")
    assert run(["--ledger", str(ledger), "check"]) == 0
    assert run(["--ledger", str(ledger), "check", "--strict"]) == 1
    assert "[no-url]" in capfd.readouterr().out
    assert run(["--ledger", str(ledger), "check", "--format", "json"]) == 0
    (issue,) = json.loads(capfd.readouterr().out)
    assert list(issue) == ["file", "line", "severity", "check", "message", "cell"]
    assert issue["file"] == str(ledger / "a.csv")
    assert (issue["line"], issue["severity"], issue["check"]) == (2, "warning", "no-url")
    assert run(["--ledger", str(ledger), "check", "--format", "github"]) == 0
    assert capfd.readouterr().out.startswith("::warning file=")


def test_check_measures_future_dates_by_a_day(ledger, capfd):
    assert run(["--ledger", str(ledger), "check", "--today", "2024-12-31"]) == 0
    assert "[future-date]" in capfd.readouterr().out
    assert run(["--ledger", str(ledger), "check", "--today", "2025-01-01"]) == 0
    assert "[future-date]" not in capfd.readouterr().out


def test_the_shipped_ledger_is_clean(capfd):
    assert run([*SHIPPED, "check", "--strict"]) == 0
    assert "no issues" in capfd.readouterr().out


def test_export_for_spreadsheets_and_raw(ledger, tmp_path, capfd):
    (ledger / "a.csv").write_text(
        HEADER + "Source A,=1+2,2025-01-01,people,Here,killed,100,https://example.org/1,,,\n"
    )
    out = tmp_path / "x.csv"
    assert run(["--ledger", str(ledger), "export", "--output", str(out)]) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfcase,")
    assert b",'=1+2," in out.read_bytes()
    assert run(["--ledger", str(ledger), "export", "--raw", "--output", str(out)]) == 0
    (row,) = csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))
    assert (row["via"], row["figure"], row["lower"]) == ("=1+2", "100", "100")
    for table in ("ranges", "discrepancies", "history"):
        assert run(["--ledger", str(ledger), "export", "--table", table]) == 0
    capfd.readouterr()


def test_init_then_add_then_compare(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    assert run(["init", "mine"]) == 0
    mine = ["--ledger", "mine"]
    assert run([*mine, "check", "--strict"]) == 0
    (case,) = load(tmp_path / "mine").cases.values()
    assert (case.case, case.ended) == ("example", "")
    row = [
        "--case", "example", "--source", "Zelenskyy", "--published", "2025-01-09",
        "--population", "North Korean troops", "--place", "Kursk, Russia", "--measure",
        "killed+wounded", "--figure", "4,000", "--quote", "4,000 casualties",
        "--url", "https://www.pravda.com.ua/eng/news/2025/01/9/7492720/",
    ]  # fmt: skip
    before = (tmp_path / "mine" / "example.csv").read_bytes()
    assert run([*mine, "add", *row, "--dry-run"]) == 0
    assert "[unknown-source] 'Zelenskyy' is not listed in sources.csv" in capfd.readouterr().err
    assert run([*mine, "add", *row, "--kind", "government", "--dry-run"]) == 0
    assert (tmp_path / "mine" / "example.csv").read_bytes() == before
    assert run([*mine, "add", *row, "--kind", "government", "--side", "Ukraine"]) == 0
    assert "added mine/example.csv:3" in capfd.readouterr().out
    assert (tmp_path / "mine" / "example.csv").read_bytes().startswith(before)
    assert run([*mine, "check", "--strict"]) == 0
    assert run([*mine, "compare", "--format", "csv"]) == 0
    assert "killed+wounded" in capfd.readouterr().out


@pytest.mark.parametrize("figure", ["4.000", "dozens", "", "12-Oct", "-3"])
def test_add_refuses_a_row_that_is_wrong(ledger, figure, capfd):
    before = {path: path.read_bytes() for path in ledger.iterdir()}
    arguments = [
        "--ledger", str(ledger), "add", "--case", "a", "--source", "Source A", "--published",
        "2025-01-01", "--population", "people", "--measure", "killed", "--figure", figure,
    ]  # fmt: skip
    assert run(arguments) == 1
    captured = capfd.readouterr()
    assert "a.csv:4: error:" in captured.err
    assert "not added" in captured.err
    assert {path: path.read_bytes() for path in ledger.iterdir()} == before


@pytest.mark.parametrize("case", ["../a", "sources", "cases", "", ".hidden", "a/b"])
def test_add_refuses_what_cannot_be_a_case(ledger, case, capfd):
    assert run(["--ledger", str(ledger), "add", "--case", case, "--figure", "1"]) == 2
    assert "cannot be" in capfd.readouterr().err


def test_init_leaves_a_ledger_alone(ledger, capfd):
    before = {path: path.read_bytes() for path in ledger.iterdir()}
    assert run(["init", str(ledger)]) == 2
    assert "already holds CSV files" in capfd.readouterr().err
    assert {path: path.read_bytes() for path in ledger.iterdir()} == before


def test_charts_are_written(tmp_path, capfd):
    for kind in ("ranges", "timeline"):
        for form, begins in (("png", b"\x89PNG"), ("svg", b"<?xml")):
            path = tmp_path / f"{kind}.{form}"
            assert run([*SHIPPED, "chart", kind, *CUT, "--output", str(path)]) == 0
            assert path.read_bytes().startswith(begins)
    capfd.readouterr()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a.CSV", "call it a.csv"),
        ("SOURCES.csv", "call it sources.csv"),
        ("a\nb.csv", "a name of plain letters"),
        (b"\xff.csv".decode("utf-8", "surrogateescape"), "a name of plain letters"),
        ("a:b.csv", "cannot be a case"),
    ],
)
def test_a_file_whose_name_is_not_safe_is_refused(ledger, name, says, capfd):
    (ledger / name).write_text(HEADER)
    assert run(["--ledger", str(ledger), "report", "--output", str(ledger / "out")]) == 2
    captured = capfd.readouterr()
    assert says in captured.err
    assert len(captured.err.splitlines()) == 1


@pytest.mark.parametrize("name", ["...csv", "..csv", ".~lock.a.csv"])
def test_a_hidden_file_is_no_case(ledger, name, tmp_path, capfd):
    (ledger / name).write_text(HEADER + "Source A,,2025-01-01,p,Here,killed,1,,,,\n")
    (tmp_path / "precious.txt").write_text("keep me")
    assert run(["--ledger", str(ledger), "report", "--output", str(tmp_path / "out")]) == 0
    assert (tmp_path / "precious.txt").read_text() == "keep me"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a", "index.html"]
    capfd.readouterr()


def test_add_writes_both_files_or_none(ledger, monkeypatch, capfd):

    before = {path: path.read_bytes() for path in ledger.iterdir()}
    write = ledger_changes.write_new

    def full(path, data, like):
        if like.name == "a.csv":
            raise OSError(28, "No space left on device", str(path))
        write(path, data, like)

    monkeypatch.setattr(ledger_changes, "write_new", full)
    arguments = [
        "--ledger", str(ledger), "add", "--case", "a", "--source", "Source C", "--kind", "media",
        "--population", "people", "--measure", "killed", "--figure", "3",
    ]  # fmt: skip
    assert run(arguments) == 2
    assert "No space left" in capfd.readouterr().err
    assert {path: path.read_bytes() for path in ledger.iterdir()} == before


def test_no_cell_steers_the_terminal(ledger, capfd):
    with (ledger / "a.csv").open("a") as file:
        file.write("Source A,v\x1b[31m,2025-01-02,peo\x1bple,Here,killed,1,https://e.org,,,\n")
    for command in ("show", "compare", "check"):
        run(["--ledger", str(ledger), command])
        run(["--ledger", str(ledger), command, "--format", "grid"] if command != "check" else [])
        captured = capfd.readouterr()
        assert "\x1b" not in captured.out + captured.err


def test_check_of_some_checks_only_and_their_counts(tmp_path, capfd):
    rows = "A,people,killed,4.000,x\nA,people,killed,5,\n"
    (tmp_path / "a.csv").write_text(f"source,population,measure,figure,url\n{rows}")
    check = ["--ledger", str(tmp_path), "check"]
    assert run([*check, "--summary"]) == 1
    assert capfd.readouterr().out == (
        "        1  error    bad-figure\n        2  warning  unknown-source\n"
        "        1  warning  bad-url\n        1  warning  no-url\n\n"
        "1 error and 4 warnings in 2 rows of 1 case\n"
    )
    only = [*check, "--only", "no-url", "--only", "bad-url"]
    assert run([*only, "--format", "github"]) == 0
    assert capfd.readouterr().out.count("title=") == 2
    assert run([*only, "--strict"]) == 1
    assert run([*only, "--summary", "--format", "json"]) == 0
    assert '{"check":"no-url","severity":"warning","issues":1}' in capfd.readouterr().out
    assert run([*check, "--only", "nourl"]) == 2
    assert "did you mean no-url?" in capfd.readouterr().err
    assert run([*check, "--summary", "--format", "github"]) == 2


@pytest.mark.parametrize("command", [["discrepancies"], ["bounds"], ["sources", "--ratios"]])
@pytest.mark.parametrize("form", [["--format", "csv"], ["--output", "told.json"]])
def test_an_explanation_is_text(command, form, capfd, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run([*SHIPPED, *command, "--explain", *form]) == 2
    assert "--explain is told as text; leave out" in capfd.readouterr().err
    assert not list(tmp_path.iterdir())
