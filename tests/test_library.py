"""The library: what `import reconcile` offers, with exact values, and what it refuses."""

import builtins
import datetime
import inspect
import io
import re
import subprocess
import sys
import time
from dataclasses import fields
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from digests import digest
from frames_written import to_csv
from ledgers import TWO, write_ledger
from matplotlib.figure import Figure

import reconcile
from reconcile.cli import run
from reconcile.comparison.schema import TABLES
from reconcile.library.request import Options
from reconcile.notation.choices import Choices
from reconcile.notation.columns import Kind, columns_of

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
SHIPPED = ROOT / "estimates"
NO_DAY = np.datetime64("NaT")
CUT = {"case": "north-korean-troops", "known_by": "2025-02-28"}
FRAMES = {
    "align": ["show"],
    "compare": ["compare"],
    "discrepancies": ["discrepancies"],
    "history": ["history"],
    "sources": ["sources"],
    "ratios": ["sources", "--ratios"],
    "side_ratios": ["sources", "--by-side"],
    "copied_series": ["sources", "--series"],
    "bounds": ["bounds"],
    "contradictions": ["bounds", "--contradictions"],
    "settlements": ["bounds", "--settlements"],
}
CHARTS = {
    "ranges_chart", "timeline_chart", "discrepancies_chart", "ratios_chart", "bounds_chart",
}  # fmt: skip
OTHERS = {
    "load",
    "check",
    "days",
    "diff",
    "changes",
    "save",
    "Ledger",
    "ReconcileError",
    "__version__",
}


@pytest.fixture
def folder(tmp_path):
    return write_ledger(tmp_path, TWO)


def test_the_public_names_are_these_and_no_others():
    assert set(reconcile.__all__) == set(FRAMES) | CHARTS | OTHERS
    assert dir(reconcile) == sorted(reconcile.__all__)
    for name in reconcile.__all__:
        assert getattr(reconcile, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'align_all'"):
        _ = reconcile.align_all
    names: dict[str, object] = {}
    exec("from reconcile import *", names)
    assert set(names) - {"__builtins__"} == set(reconcile.__all__)


def test_no_module_stands_where_a_function_is_said_to_be():
    modules = {path.stem for path in (ROOT / "reconcile").iterdir()}
    assert not modules & set(reconcile.__all__)


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        ("import reconcile; dir(reconcile); reconcile.__version__", []),
        ("import reconcile; reconcile.ReconcileError", []),
        ("import reconcile; reconcile.compare('estimates')", ["pandas"]),
        ("import reconcile; reconcile.bounds('estimates', **CUT)", ["highspy", "pandas"]),
        ("import reconcile; reconcile.ranges_chart('estimates', **CUT)", ["matplotlib"]),
    ],
)
def test_what_is_imported_only_when_it_is_used(code, loaded):
    slow = "sorted({'click', 'highspy', 'matplotlib', 'pandas', 'matplotlib.pyplot'}"
    code = f"import sys\nCUT = {CUT}\n{code}\nprint({slow} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == f"{loaded}\n"
    assert done.stderr == ""


@pytest.mark.parametrize("name", sorted(FRAMES))
def test_a_frame_is_the_csv_of_its_command(name, capfdbinary):
    for given in ({}, CUT, {**CUT, "measure": ["killed", "wounded"], "window": 0, "max_age": 30}):
        words = [
            word
            for option, value in given.items()
            for text in (value if isinstance(value, list) else [value])
            for word in (f"--{option.replace('_', '-')}", str(text))
        ]
        assert run(["--ledger", str(SHIPPED), *FRAMES[name], *words, "--format", "csv"]) == 0
        printed = capfdbinary.readouterr().out
        frame = getattr(reconcile, name)(SHIPPED, **given)
        days = frame.map(lambda cell: cell.isoformat() if isinstance(cell, date) else cell)
        assert to_csv(days) == printed
        assert capfdbinary.readouterr() == (b"", b"")


def test_check_is_the_json_of_its_command(folder, capfdbinary):
    with (folder / "case.csv").open("a") as file:
        file.write("C,2025-01-09,Here,killed,4.000,,,soldiers\n")
    run(["--ledger", str(folder), "check", "--format", "json", "--today", "2025-01-31"])
    printed = pd.read_json(io.BytesIO(capfdbinary.readouterr().out), dtype=False)
    frame = reconcile.check(folder, today="2025-01-31")
    assert frame.columns.tolist() == ["file", "line", "severity", "check", "message", "cell"]
    assert frame.fillna("").to_dict() == printed.fillna("").to_dict()
    assert frame[["line", "severity", "check", "cell"]].to_numpy().tolist() == [
        [4, "warning", "future-date", "published"],
        [5, "error", "bad-figure", "figure"],
        [5, "warning", "unknown-source", "source"],
        [5, "warning", "no-url", "url"],
    ]
    assert frame["file"].unique().tolist() == [str(folder / "case.csv")]


def test_align_gives_every_row_its_status(folder):
    frame = reconcile.align(folder)
    assert frame[["source", "figure", "lower", "upper", "status", "where"]].fillna(
        -1
    ).to_numpy().tolist() == [
        ["A", "100", 100.0, 100.0, "earlier", "case.csv:2"],
        ["B", "~250", 245.0, 255.0, "current", "case.csv:3"],
        ["A", ">=300", 300.0, -1, "current", "case.csv:4"],
    ]
    assert reconcile.align(folder, known_by="2025-01-02")["status"].tolist() == [
        "current", "outside-cut", "outside-cut",
    ]  # fmt: skip


def test_compare_and_discrepancies(folder):
    (row,) = reconcile.compare(folder).itertuples(index=False)
    assert (row.low, row.low_source, row.high, row.high_source) == (250.0, "B", 300.0, "A")
    assert (row.sources, row.origins, row.open_above, row.verdict) == (2, 2, True, "timing")
    (pair,) = reconcile.discrepancies(folder).itertuples(index=False)
    assert (pair.source_a, pair.source_b, pair.difference, pair.days) == ("B", "A", 50.0, 29.0)
    for window, verdict in ((1, "timing"), (2, "undetermined")):
        frame = reconcile.discrepancies(folder, known_by="2025-01-31", window=window)
        assert frame["verdict"].tolist() == [verdict]


def test_history_and_sources(folder):
    story = reconcile.history(folder, source="A")
    assert story[["figure", "change", "change_per_day"]].iloc[1].tolist() == [
        ">=300",
        200.0,
        6.4516,
    ]
    assert reconcile.sources(folder)[["source", "estimates"]].to_numpy().tolist() == [
        ["A", 2], ["B", 1],
    ]  # fmt: skip


def test_bounds_contradictions_and_settlements(tmp_path):
    folder = write_ledger(
        tmp_path,
        "source,published,measure,figure\nA,2025-01-01,killed,100\nB,2025-01-09,killed,80\n",
    )
    columns = ["as_of", "lower", "upper", "wrong", "of"]
    assert reconcile.bounds(folder)[columns].fillna(-1).to_numpy().tolist() == [
        [date(2025, 1, 1), 0.0, 100.0, 1, 2], [date(2025, 1, 9), 80.0, -1.0, 1, 2],
    ]  # fmt: skip
    assert reconcile.contradictions(folder)[["set", "where", "source"]].to_numpy().tolist() == [
        [1, "case.csv:2", "A"], [1, "case.csv:3", "B"],
    ]  # fmt: skip
    settled = reconcile.settlements(folder)[["set_aside", "kept", "as_of", "lower", "upper"]]
    assert settled.fillna(-1).to_numpy().tolist() == [
        ["A", 1, date(2025, 1, 1), 0.0, 80.0], ["A", 1, date(2025, 1, 9), 80.0, 80.0],
        ["B", 1, date(2025, 1, 1), 100.0, 100.0], ["B", 1, date(2025, 1, 9), 100.0, -1.0],
    ]  # fmt: skip
    assert len(reconcile.contradictions(folder, source="A")) == 0
    assert len(reconcile.settlements(folder, source="A")) == 0


def test_ratios(tmp_path):
    lines = [
        f"{source},2025-0{month}-01,killed,{figure}"
        for month in (1, 2, 3)
        for source, figure in (("A", 100 * month), ("B", 150 * month))
    ]
    folder = write_ledger(tmp_path, "\n".join(["source,published,measure,figure", *lines, ""]))
    assert reconcile.ratios(folder).to_numpy().tolist() == [["A", "B", 3, 1.5, 1.5, 1.5]]


@pytest.mark.parametrize("name", sorted(FRAMES))
def test_the_dtypes_do_not_depend_on_what_is_in_the_ledger(name, folder):
    function = getattr(reconcile, name)
    full = function(SHIPPED, **CUT)
    few = function(folder, known_by="2025-01-02")
    assert few.dtypes.to_dict() == full.dtypes.to_dict()
    assert isinstance(full.index, pd.RangeIndex)
    named = {"align": "estimates", "compare": "ranges", "copied_series": "series"}
    table = named.get(name, name)
    kinds = {column.name: column.kind for column in columns_of(TABLES[table])}
    assert {column: str(dtype) for column, dtype in full.dtypes.items()} == {
        column: "object" if kind is Kind.DAY else kind.dtype for column, kind in kinds.items()
    }
    for days in (full[name] for name, kind in kinds.items() if kind is Kind.DAY):
        assert set(map(type, days)) <= {datetime.date, type(None)}
    text = full.select_dtypes("str")
    assert not text.isna().to_numpy().any()
    assert not np.isinf(full.select_dtypes("number").to_numpy(float)).any()


def test_a_ledger_is_read_once_and_stays_as_it_is(folder):
    ledger = reconcile.load(str(folder))
    before = reconcile.compare(ledger)
    frame = reconcile.align(ledger)
    frame["figure"] = "0"
    frame.loc[0, "lower"] = -1.0
    (folder / "case.csv").unlink()
    pd.testing.assert_frame_equal(reconcile.compare(ledger), before)
    assert reconcile.align(ledger)["figure"].tolist() == ["100", "~250", ">=300"]
    assert (ledger.folder, len(ledger.rows)) == (folder, 3)
    with pytest.raises(reconcile.ReconcileError, match="holds no case"):
        reconcile.compare(folder)


@pytest.mark.parametrize(
    "day", [date(2025, 1, 31), pd.Timestamp("2025-01-31"), np.datetime64("2025-01-31")], ids=repr
)
def test_a_day_is_as_good_as_its_text(folder, day):
    said = reconcile.align(folder, known_by="2025-01-31", as_of="2025-01-31")
    assert set(said["status"]) == {"current", "outside-cut"}
    pd.testing.assert_frame_equal(reconcile.align(folder, known_by=day, as_of=day), said)
    told = reconcile.check(folder, today=day)
    assert told["check"].tolist() == ["future-date"]


def test_a_vague_date_is_its_first_and_last_day():
    given = pd.Series(["2025-01", "", "2025-01-15~", date(2024, 2, 29)], index=[3, 5, 7, 9])
    found = reconcile.days(given)
    assert found.index.tolist() == [3, 5, 7, 9]
    assert found.to_numpy().tolist() == [
        [date(2025, 1, 1), date(2025, 1, 31)], [None, None],
        [date(2025, 1, 14), date(2025, 1, 16)], [date(2024, 2, 29)] * 2,
    ]  # fmt: skip
    assert reconcile.days([]).columns.tolist() == ["first", "last"]
    with pytest.raises(reconcile.ReconcileError, match="dates: '13/01/2025' is not a date"):
        reconcile.days(["13/01/2025"])


@pytest.mark.parametrize("name", sorted(FRAMES))
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"place": "Kursk"}, ["--place", "Kursk"]),
        ({"source": ["NIS", "nis"]}, ["--source", "NIS", "--source", "nis"]),
        ({"case": "x"}, ["--case", "x"]),
        ({"known_by": "13/01/2025"}, ["--known-by", "13/01/2025"]),
        ({"as_of": ""}, ["--as-of", ""]),
        ({"window": -1}, ["--window", "-1"]),
        ({"max_age": -5}, ["--max-age", "-5"]),
        ({"source": "White House", "place": "Russia"},
         ["--source", "White House", "--place", "Russia"]),
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_option_is_the_line_that_the_command_prints(name, options, words, capfd):
    assert run(["--ledger", str(SHIPPED), *FRAMES[name], *words]) == 2
    printed = capfd.readouterr().err
    with pytest.raises(reconcile.ReconcileError) as caught:
        getattr(reconcile, name)(SHIPPED, **options)
    option = "--" + next(iter(options)).replace("_", "-")
    said = printed.replace(f"Invalid value for '{option}'", next(iter(options)))
    assert said.partition("; see reconcile")[0].strip() == f"reconcile: {caught.value}"


@pytest.mark.parametrize("name", sorted({*FRAMES, *CHARTS} - {"align"}))
def test_a_cut_that_leaves_nothing_is_said(name):
    with pytest.raises(reconcile.ReconcileError, match=r"^no figure is left: published by 1999 · "):
        getattr(reconcile, name)(SHIPPED, known_by="1999")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"windows": 1}, "'windows' is no option; did you mean window?"),
        ({"zzz": 1}, "'zzz' is no option; there are case, population, place, measure, basis, "
         "source, as_of, known_by, max_age, window, by, tolerance, strict"),
        ({"window": "7"}, "window: '7' is not a whole number of days"),
        ({"window": 7.0}, "window: 7.0 is not a whole number of days"),
        ({"max_age": True}, "max_age: True is not a whole number of days"),
        ({"known_by": 2025}, "known_by: 2025 is no date; give a datetime.date, or a text such as "
         "'2025-01'"),
        ({"known_by": pd.NaT}, "known_by: NaT is no date; give a datetime.date, or a text such as "
         "'2025-01'"),
        ({"known_by": NO_DAY}, f"known_by: {NO_DAY!r} is no date; give a datetime.date, or a text "
         "such as '2025-01'"),
        ({"as_of": np.array([1, 2])}, "as_of: array([1, 2]) is no date; give a datetime.date, or a "
         "text such as '2025-01'"),
        ({"by": np.array(["a", "b"])}, "by: array(['a', 'b'], dtype='<U1') is not one of "
         "'published', 'as-of'"),
        ({"as_of": pd.NA}, "as_of: <NA> is no date; give a datetime.date, or a text such as "
         "'2025-01'"),
        ({"as_of": datetime.datetime(2025, 1, 13, 9)}, "as_of: "
         "datetime.datetime(2025, 1, 13, 9, 0) has a time of day; give its date()"),
        ({"measure": 3}, "measure: 3 is no name; give a text, or a sequence of them"),
        ({"case": np.array(5)}, "case: array(5) is no name; give a text, or a sequence of them"),
        ({"strict": np.array([1, 2])}, "strict: array([1, 2]) is neither True nor False"),
        ({"strict": pd.NA}, "strict: <NA> is neither True nor False"),
        ({"strict": "no"}, "strict: 'no' is neither True nor False"),
        ({"place": ["Russia", None]}, "place: None is no name; give a text, or a sequence of them"),
    ],
    ids=str,
)  # fmt: skip
def test_what_no_command_line_can_hold_is_refused_in_one_line(options, says):
    for name in (*FRAMES, *CHARTS):
        with pytest.raises(reconcile.ReconcileError) as caught:
            getattr(reconcile, name)(SHIPPED, **options)
        assert str(caught.value) == says


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (None, "None is no ledger; give a Ledger or the path of its folder"),
        (b"estimates", "b'estimates' is no ledger; give a Ledger or the path of its folder"),
        (pd.DataFrame({"a": range(9)}), "a DataFrame is no ledger; give a Ledger or the path of "
         "its folder"),
        ("/no/such", "/no/such: no such folder"),
        ("a\0b", "'a\\x00b' is no path of a folder"),
        ("\udc00\ud800", "'\\udc00\\ud800' is no path of a folder"),
    ],
    ids=["none", "bytes", "frame", "absent", "nul", "surrogates"],
)  # fmt: skip
def test_what_is_no_ledger_is_refused(given, says):
    for name in {*FRAMES, *CHARTS, "check", "load"}:
        with pytest.raises(reconcile.ReconcileError) as caught:
            getattr(reconcile, name)(given)
        assert str(caught.value) == says


def test_two_states_of_what_is_no_ledger_are_refused():
    with pytest.raises(reconcile.ReconcileError, match="a DataFrame is no ledger"):
        reconcile.diff(pd.DataFrame({"a": range(9)}), SHIPPED)


def test_a_state_has_a_path_that_there_can_be_and_dates_are_several():
    for odd in ("a" * 5000, "a\0", "\ud800", Path("a" * 5000)):
        with pytest.raises(reconcile.ReconcileError):
            reconcile.diff(SHIPPED, odd)
    for odd in (2025, np.array(5), pd.NA):
        with pytest.raises(reconcile.ReconcileError, match=r"^dates: .* is no date"):
            reconcile.days(odd)
    assert reconcile.days("2025-01").equals(reconcile.days(["2025-01"]))


def test_none_is_not_given_and_any_integer_is_a_number_of_days(folder):
    usual = reconcile.discrepancies(folder)
    assert list(Options.__annotations__) == [field.name for field in fields(Choices)]
    given = dict.fromkeys(set(Options.__annotations__) - {"strict"})
    pd.testing.assert_frame_equal(reconcile.discrepancies(folder, **given), usual)
    for window in (np.int64(2), 2, 10**400):
        frame = reconcile.discrepancies(folder, known_by="2025-01-31", window=window)
        assert frame["verdict"].tolist() == ["undetermined"]


def test_rows_with_errors_are_left_out_or_refused(folder):
    with (folder / "case.csv").open("a") as file:
        file.write("B,2025-01-09,Here,killed,4.000,,,soldiers\n")
    assert reconcile.align(folder)["status"].tolist()[3] == "invalid"
    assert len(reconcile.history(folder)) == 3
    with pytest.raises(reconcile.ReconcileError) as caught:
        reconcile.history(folder, strict=True)
    assert str(caught.value).startswith(
        f"refused: the ledger has an error, the first at {folder / 'case.csv'}:5: [bad-figure] '4."
    )
    assert len(reconcile.history(write_ledger(folder, TWO), strict=True)) == 3


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_a_chart_is_the_file_of_its_command(name, tmp_path, capfd):
    figure = getattr(reconcile, name)(SHIPPED, **CUT)
    assert isinstance(figure, Figure)
    words = ["--case", CUT["case"], "--known-by", CUT["known_by"]]
    # what is alike as SVG is one figure; that PNG is written alike, one of them shows
    for ending in ("svg", "png") if name == "ranges_chart" else ("svg",):
        one, other = tmp_path / f"one.{ending}", tmp_path / f"other.{ending}"
        reconcile.save(figure, str(one))
        kind = name.removesuffix("_chart")
        assert capfd.readouterr() == ("", "")
        chart = ["chart", kind, *words, "--output", str(other)]
        assert run(["--ledger", str(SHIPPED), *chart]) == 0
        capfd.readouterr()
        assert digest(one.read_bytes()) == digest(other.read_bytes())


def test_charts_leave_pyplot_alone(tmp_path):
    code = f"""
import sys
import matplotlib
matplotlib.use("svg")
import matplotlib.pyplot as plt
plt.rcParams["font.size"] = 40
plt.rcParams["savefig.facecolor"] = "red"
before, figure = dict(plt.rcParams), plt.figure()
import reconcile
chart = reconcile.ranges_chart("estimates", **{CUT})
reconcile.save(chart, {str(tmp_path / "chart.png")!r})
assert plt.get_fignums() == [1] and plt.gcf() is figure
assert dict(plt.rcParams) == before and matplotlib.get_backend() == "svg"
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    plain = reconcile.ranges_chart(SHIPPED, **CUT)
    reconcile.save(plain, tmp_path / "plain.png")
    one, other = (tmp_path / f"{name}.png" for name in ("chart", "plain"))
    assert digest(one.read_bytes()) == digest(other.read_bytes())


def test_save_refuses_other_endings_and_other_figures(folder):
    figure = reconcile.ranges_chart(folder)
    with pytest.raises(reconcile.ReconcileError, match=r"end it in \.png or \.svg"):
        reconcile.save(figure, folder / "chart.pdf")
    with pytest.raises(reconcile.ReconcileError, match="is no chart of reconcile"):
        reconcile.save(Figure(), folder / "chart.png")
    with pytest.raises(OSError):
        reconcile.save(figure, folder / "none" / "chart.png")
    assert sorted(path.name for path in folder.iterdir()) == ["case.csv", "sources.csv"]


def test_a_chart_is_of_one_case(tmp_path):
    folder = write_ledger(tmp_path, {"one": TWO, "two": TWO})
    for name in sorted(CHARTS):
        with pytest.raises(reconcile.ReconcileError, match="one, two"):
            getattr(reconcile, name)(folder)
        assert isinstance(getattr(reconcile, name)(folder, case="two"), Figure)


def test_nothing_is_printed_and_no_clock_is_read(folder, monkeypatch, capfd):
    def no(*_, **__):
        raise AssertionError("the library prints or reads the clock")

    class Clockless(datetime.date):
        today = no

    monkeypatch.setattr(builtins, "print", no)
    monkeypatch.setattr(datetime, "date", Clockless)
    for name in ("time", "localtime", "monotonic", "gmtime"):
        monkeypatch.setattr(time, name, no)
    for name in (*FRAMES, "check"):
        getattr(reconcile, name)(folder)
    for name in CHARTS:
        getattr(reconcile, name)(folder)
    assert capfd.readouterr() == ("", "")


def test_every_name_and_option_is_documented():
    for name in reconcile.__all__:
        thing = getattr(reconcile, name)
        if inspect.isfunction(thing):
            signature = str(inspect.signature(thing)).replace("'", "")
            signature = signature.replace("pd.DataFrame", "DataFrame").replace("Unpack[", "")
            signature = signature.replace("Options]", "Options")
            assert f"- `{name}{signature}`:\n" in PAGE
            assert "ReconcileError" in inspect.getdoc(thing)
        else:
            assert f"\n`{name}` is " in PAGE
    table = PAGE.partition("| option | takes")[2].partition("\n\n")[0]
    rows = [line.split("|")[1] for line in table.splitlines()[2:]]
    assert [word for row in rows for word in re.findall(r"`(\w+)`", row)] == list(
        Options.__annotations__
    )


SCRIPT = """\
import pathlib

import reconcile

ledger = reconcile.load(pathlib.Path("estimates"))
figure = reconcile.ranges_chart(ledger, known_by="2025-02-28", measure=["killed", "wounded"])
reconcile.save(figure, "ranges.png")
frame = reconcile.compare("estimates", window=3, max_age=None, strict=True)
try:
    reconcile.check(ledger, today="2025-02-28")
except reconcile.ReconcileError as error:
    text: str = str(error)
"""
WRONG = {
    "reconcile.compare(ledger, windows=3)": 'Unexpected keyword argument "windows" for "compare"',
    "reconcile.compare(ledger, window='3')": 'Argument "window" to "compare" has incompatible type',
    "reconcile.compare(ledger, measure=3)": 'Argument "measure" to "compare" has incompatible type',
    "reconcile.compare(3)": 'Argument 1 to "compare" has incompatible type "int"',
    "reconcile.compar(ledger)": 'Module has no attribute "compar"',
    "reconcile.save(frame)": 'Missing positional argument "file" in call to "save"',
    "reveal_type(ledger)": 'Revealed type is "reconcile.storage.ledger.Ledger"',
    "reveal_type(figure)": 'Revealed type is "matplotlib.figure.Figure"',
    "reveal_type(reconcile.__version__)": 'Revealed type is "str"',
}


def test_a_type_checker_sees_the_types(tmp_path):
    pytest.importorskip("mypy", reason="mypy is not installed; it is in the extra test")
    good, wrong = tmp_path / "good.py", tmp_path / "wrong.py"
    good.write_text(SCRIPT)
    wrong.write_text(SCRIPT + "\n".join(WRONG) + "\n")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent",
         "--no-error-summary", f"--cache-dir={tmp_path / 'cache'}", "good.py", "wrong.py"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"MYPYPATH": str(ROOT), "PATH": ""},
    )  # fmt: skip
    assert done.stderr == ""
    told = [line for line in done.stdout.splitlines() if ": note: " not in line or "Reve" in line]
    assert len(told) == len(WRONG), done.stdout
    first = len(SCRIPT.splitlines()) + 1
    for number, (line, says) in enumerate(zip(told, WRONG.values(), strict=True), first):
        assert line.startswith(f"wrong.py:{number}: ")
        assert says in line
