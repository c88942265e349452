"""Import: other people's rows by mappings, the trial balance, revisions, and what is refused."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, strategies as st
from ledgers import write_ledger

import reconcile
from reconcile.cli import run
from reconcile.errors import InputError, LedgerError
from reconcile.imports import preset, presets
from reconcile.imports.aside import with_aside
from reconcile.imports.counts import Numbers, figure, said
from reconcile.imports.mapping import mapping_of
from reconcile.imports.merge import KNOWN, Held
from reconcile.imports.records import records_of
from reconcile.imports.rules import RefusedError, dated, template
from reconcile.notation.figures import parse_figure
from reconcile.storage import files
from reconcile.storage.csv_file import csv_text, table_of
from reconcile.storage.ledger import load

ROOT = Path(__file__).parent.parent
ECONOMIST = ROOT / "tests" / "data" / "economist-ukraine-estimates.csv"

GENERIC = """
title = "one count a row"
case = "town"
[constants]
population = "civilians"
[sources.Police]
kind = "government"
country = "Ruritania"
[[rows]]
source = "{source}"
as_of = "{date}"
population = "{population}"
place = "Town, {region?}"
measure = "killed"
low = "{low?}"
best = "{best}"
high = "{high?}"
"""


@pytest.fixture
def take(tmp_path, capfd):
    """Import texts into one ledger; gives the exit status, what is printed, and what is told."""

    def taken(text, *arguments, mapping=GENERIC, name="in.csv"):
        path, how = tmp_path / name, tmp_path / "how.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        how.write_text(mapping, encoding="utf-8")
        named = [] if "--as" in arguments else ["--mapping", str(how)]
        status = run(["--ledger", str(tmp_path / "l"), "import", str(path), *named, *arguments])
        printed = capfd.readouterr()
        shorten = f"{tmp_path}/"
        return status, printed.out.replace(shorten, ""), printed.err.replace(shorten, "")

    return taken


def rows_of(tmp_path, case="town"):
    """The rows of a case, cells that are not empty only."""
    with (tmp_path / "l" / f"{case}.csv").open(encoding="utf-8", newline="") as file:
        return [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(file)]


# the trial balance


def test_every_input_row_comes_out_once(take, tmp_path):
    mapping = GENERIC + '[[skip]]\nwhen = { text = "{best}", is = "n/a" }\nwhy = "says no number"\n'
    text = "source,date,best\nPolice,2024-03-01,12\nPolice,2024-03-02,n/a\nPolice,2024-03-03,15\n"
    assert take(text, mapping=mapping) == (0, (
        "in.csv, as how.toml: 3 rows of input\n"
        "  2  became rows of the ledger\n"
        "  1  skipped: says no number\n"
        "  0  refused\n"
        "2 rows for the ledger: 2 new, 0 there already, 0 revised\n"
        "1 source to list: Police\n"
        "2 warnings for the new rows; see reconcile check\n"
        "wrote l/sources.csv, l/town.csv\n"
    ), "")  # fmt: skip
    same = {"source": "Police", "population": "civilians", "place": "Town", "measure": "killed"}
    assert rows_of(tmp_path) == [
        same | {"as_of": "2024-03-01", "figure": "12"},
        same | {"as_of": "2024-03-03", "figure": "15"},
    ]
    listed = load(tmp_path / "l").sources["Police"]
    assert (listed.kind, listed.country) == ("government", "Ruritania")


def test_a_row_that_is_refused_leaves_the_ledger_alone(take, tmp_path):
    text = "source,date,best\nPolice,2024-03-01,12\nPolice,2024-03-02,-3\n"
    status, out, err = take(text)
    assert status == 1
    assert err == (
        "in.csv:3: refused: best '-3' is negative; a count cannot be below zero, and a difference "
        "(excess deaths) is no count\n"
        "    3 | Police,2024-03-02,-3\n"
    )
    assert "nothing is written" in out and not (tmp_path / "l").exists()
    assert take(text, "--partial")[0] == 1
    assert [row["figure"] for row in rows_of(tmp_path)] == ["12"]


def test_a_reason_of_two_lines_is_counted_once(take):
    why = " ".join(["the sheet has no number for such a day"] * 3)
    mapping = GENERIC + f'[[skip]]\nwhen = {{ text = "{{best}}", is = "n/a" }}\nwhy = "{why}"\n'
    _, out, _ = take("source,date,best\nPolice,2024-03-02,n/a\n", mapping=mapping)
    assert out.splitlines()[1:4] == [
        "  1  skipped: the sheet has no number for such a day the sheet has no number for",
        "     such a day the sheet has no number for such a day",
        "  0  refused",
    ]


def test_a_dry_run_writes_nothing(take, tmp_path):
    status, out, _ = take("source,date,best\nPolice,2024-03-01,12\n", "--dry-run")
    assert status == 0 and "it would be l/sources.csv, l/town.csv" in out
    assert not (tmp_path / "l").exists()


def test_identical_rows_of_a_file_are_not_there_already(take, tmp_path):
    text = "source,date,best\nPolice,2024-03-01,12\nPolice,2024-03-01,12\n"
    for _ in range(2):
        status, out, err = take(text, "--partial")
        assert status == 1 and "  1  became rows of the ledger\n  1  refused\n" in out
        assert err.startswith(
            "in.csv:3: refused: gives the same row as line 2; where each row is one person or "
            "incident, count them with [count] in the mapping\n"
        )
    assert len(rows_of(tmp_path)) == 1


def test_an_input_row_that_says_one_thing_twice_is_one_row(take, tmp_path):
    mapping = GENERIC + GENERIC[GENERIC.index("[[rows]]") :]
    assert take("source,date,best\nPolice,2024-03-01,12\n", mapping=mapping)[0] == 0
    assert len(rows_of(tmp_path)) == 1


@pytest.mark.parametrize(("more", "told"), [(1, "1 more row is"), (2, "2 more rows are")])
def test_more_than_a_screen_is_refused(take, more, told):
    text = "source,date,best\n" + "Police,2024-03-01,x\n" * (20 + more)
    err = take(text)[2]
    assert err.splitlines()[-1] == f"and {told} refused; all of them: --refused FILE"
    assert err.count(": refused: ") == 20


def test_all_that_is_refused_is_listed(take, tmp_path):
    path = tmp_path / "refused.csv"
    rows = [f"Police,2024-03-01,{number}" for number in ("x", "1.5", '"-3, or so"', 7)]
    text = "source,date,best\n" + "\n".join([*rows, "Police,1,2,3", "Police,x,1"]) + "\n"
    status, out, _ = take(text, "--refused", str(path), "--dry-run")
    assert status == 1 and "  1  became rows of the ledger\n  5  refused\n" in out
    with path.open(encoding="utf-8", newline="") as file:
        header, *listed = csv.reader(file)
    assert header == ["line", "reason", "source", "date", "best", ""]
    assert [row[0] for row in listed] == ["2", "3", "4", "6", "7"]
    assert listed[2][2:] == ["Police", "2024-03-01", "-3, or so"]
    assert listed[1][1] == "best '1.5' is not a whole number; people are counted whole"
    assert listed[3][1:] == [
        "has 4 cells where the header has 3; is a quote missing?", "Police", "1", "2", "3",
    ]  # fmt: skip
    assert listed[4][1].startswith("[bad-date] ")
    assert take("source,date,best\nPolice,2024-03-01,7\n", "--refused", str(path))[0] == 0
    assert path.read_text() == "line,reason,source,date,best\n"


# rows that are one person or incident each

NAMES = """
title = "a list of names"
case = "town"
[sources.List]
kind = "registry"
[count]
[[rows]]
source = "List"
as_of = "{date}"
population = "civilians"
place = "{place}"
measure = "killed"
url = "https://example.org/list"
notes = "{name}"
"""
VICTIMS = (
    "name,date,place\nA,2024-03-02,North\nB,2024-03-01,North\nB,2024-03-01,North\n"
    "unnamed,2024-03,South\nunnamed,2024-03-05,North\nunnamed,2024-03-05,North\n"
)


def counted(tmp_path):
    names = ("place", "since", "as_of", "figure", "notes")
    return [tuple(row.get(name, "") for name in names) for row in rows_of(tmp_path)]


def test_names_are_counted_into_running_totals(take, tmp_path):
    status, out, _ = take(VICTIMS, mapping=NAMES)
    assert status == 0
    assert "  6  were counted into rows of the ledger\n  0  refused\n4 rows for the led" in out
    assert counted(tmp_path) == [
        ("North", "", "2024-03-01", "2", "counted: 2 rows"),
        ("North", "", "2024-03-02", "3", "counted: 3 rows"),
        ("North", "", "2024-03-05", "5", "counted: 5 rows"),
        ("South", "", "2024-03-31", "1", "unnamed; counted: 1 row"),
    ]
    assert {row["url"] for row in rows_of(tmp_path)} == {"https://example.org/list"}
    assert "0 new, 4 there already, 0 revised" in take(VICTIMS, mapping=NAMES)[1]
    longer = VICTIMS + "C,2024-03-05,North\n"
    status, out, err = take(longer, mapping=NAMES)
    assert status == 1 and "  4  were counted into rows of the ledger\n  3  refused\n" in out
    assert err.count("figure '6' revises '5' at town.csv:4; say with --edition") == 3
    assert "1 revised" in take(longer, "--edition", "2024-05-01", mapping=NAMES)[1]


def test_incidents_are_added_up_day_by_day(take, tmp_path):
    mapping = NAMES.replace("[count]", '[count]\nsum = "{dead}"\ntotals = "daily"')
    text = (
        "name,date,place,dead\na,2024-03-01,North,2.0\nb,2024-03-01,North,3\nc,2024-03-04,North,0\n"
        "d,2024-03,North,1\ne,,North,1\nf,2024-03-05,North,\ng,2024-03-05,North,-1\n"
        "h,5 March,North,1\n"
    )
    status, out, err = take(text, "--partial", mapping=mapping)
    assert status == 1 and "  3  were counted into rows of the ledger\n  5  refused\n" in out
    assert counted(tmp_path) == [
        ("North", "2024-03-01", "2024-03-01", "5", "counted: 2 rows"),
        ("North", "2024-03-04", "2024-03-04", "0", "counted: 1 row"),
    ]
    for line, told in (
        (5, "as_of '2024-03' is no single day, and no day's count can hold it"),
        (6, "has no date, and cannot be counted; leave such rows out with [[skip]]"),
        (7, "no figure is given"),
        (8, "sum '-1' is negative"),
        (9, "[bad-date] "),
    ):
        assert f"in.csv:{line}: refused: {told}" in err


def test_a_count_from_a_day_on_refuses_what_is_before_it(take):
    mapping = NAMES + 'since = "2024-03-02"\n'
    err = take(VICTIMS, mapping=mapping)[2]
    assert "in.csv:3: refused: as_of '2024-03-01' is before since, '2024-03-02'\n" in err


def test_what_is_wrong_with_a_count_is_wrong_with_its_rows(take):
    status, out, err = take(VICTIMS, mapping=NAMES.replace('"killed"', '"murdered"'))
    assert status == 1 and "  6  refused\n0 rows for the ledger" in out
    assert err.count("[unknown-measure]") == 6


@given(st.lists(st.tuples(st.integers(1, 28), st.integers(0, 9), st.booleans())), st.booleans())
def test_every_row_is_counted_once(events, daily):
    from reconcile.imports import read
    from reconcile.imports.tallies import offers

    text = "name,date,place,n\n" + "".join(
        f"x,2024-02-{day:02d},{'N' if north else 'S'},{n}\n" for day, n, north in events
    )
    totals = "daily" if daily else "running"
    mapping = mapping_of("m", NAMES.replace("[count]", f'[count]\nsum="{{n}}"\ntotals="{totals}"'))
    refused = {}
    made = list(offers(read("in.csv", text.encode(), mapping, {}).rows, "", totals, refused))
    assert not refused
    assert sorted(n for one in made for n in one.numbers) == list(range(len(events)))
    for one in made:
        at, day = one.cells["place"], int(one.cells["as_of"][-2:])
        reach = {day} if daily else range(day + 1)
        assert int(one.cells["figure"]) == sum(
            n for when, n, north in events if when in reach and "SN"[north] == at
        )


def test_one_of_several_figures_of_a_row_is_refused(take, tmp_path):
    wide = (
        'title = "wide"\ncase = "town"\n[sources.A]\nkind = "ngo"\n'
        '[[rows]]\nsource = "A"\nas_of = "{day}"\npopulation = "people"\nmeasure = "killed"\n'
        'best = "{killed}"\n'
        '[[rows]]\nsource = "A"\nas_of = "{day}"\npopulation = "people"\nmeasure = "wounded"\n'
        'best = "{injured}"\n'
    )
    text = "day,killed,injured\n2024-03-01,1,2\n2024-03-02,3,\n2024-03-03,4,x\n2024-03-04,,\n"
    status, out, err = take(text, "--partial", mapping=wide)
    assert status == 1
    assert "  2  became rows of the ledger\n  1  did so in part\n  1  refused\n" in out
    assert "in.csv:4: refused: best 'x' is not a number" in err
    assert "in.csv:5: refused: no figure is given" in err
    said = [(row["as_of"][-1], row["measure"], row["figure"]) for row in rows_of(tmp_path)]
    assert said == [
        ("1", "killed", "1"), ("1", "wounded", "2"), ("2", "killed", "3"), ("3", "killed", "4"),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["7", "-7", "n/a", "", "7.5"]), min_size=1, max_size=12))
def test_the_balance_always_adds_up(cells):
    mapping = mapping_of("m", GENERIC + (
        '[[skip]]\nwhen = { text = "{best}", is = "n/a" }\nwhy = "says no number"\n'
    ))  # fmt: skip
    from reconcile.imports import read

    text = "source,best,date\n" + "".join(f"A,{cell},2024\n" for cell in cells)
    made = read("in.csv", text.encode(), mapping, {}).rows
    assert [row.line for row in made] == list(range(2, len(cells) + 2))
    for row, cell in zip(made, cells, strict=True):
        told = (len(row.rows), len(row.refused), bool(row.skipped))
        assert told == {"7": (1, 0, False), "n/a": (0, 0, True)}.get(cell, (0, 1, False))


# what a newer edition brings


def test_the_same_file_again_adds_nothing(take, tmp_path):
    text = 'source,date,best\nPolice,2024-03-01,"12"\nPolice,2024-03-02,12\n'
    assert "2 new, 0 there already, 0 revised" in take(text)[1]
    before = (tmp_path / "l" / "town.csv").read_bytes()
    status, out, _ = take(text)
    assert status == 0 and "0 new, 2 there already, 0 revised\nnothing is written\n" in out
    assert (tmp_path / "l" / "town.csv").read_bytes() == before


def test_a_revision_is_a_new_row_under_the_date_of_its_edition(take, tmp_path):
    take("source,date,best\nPolice,2024-03-01,12\n")
    newer = "source,date,best\nPolice,2024-03-01,14\nPolice,2024-03-02,15\n"
    status, _, err = take(newer)
    assert status == 1
    assert err.startswith(
        "in.csv:2: refused: figure '14' revises '12' at town.csv:2; say with --edition when"
    )
    assert "is not later than town.csv:2" in take(newer, "--edition", "2024-02-01")[2]
    assert "1 new, 0 there already, 1 revised" in take(newer, "--edition", "2024-03-09")[1]
    revised = rows_of(tmp_path)[1]
    assert (revised["published"], revised["as_of"]) == ("2024-03-09", "2024-03-01")
    assert (revised["figure"], revised["notes"]) == ("14", "revises 12")
    # neither edition adds anything now
    for text in (newer, "source,date,best\nPolice,2024-03-01,12\n"):
        assert "0 new" in (out := take(text)[1]) and "0 revised" in out
    assert len(rows_of(tmp_path)) == 3


def test_the_later_edition_of_a_day_replaces_the_earlier_one(take, tmp_path, capfd):
    def edition(hour, best):
        text = f"source,date,best\nPolice,2015-05-08,{best}\n"
        return take(text, *(["--edition", f"2015-05-08{hour}"] if hour else []))

    assert edition("", "7885")[0] == 0
    path = tmp_path / "l" / "town.csv"
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    told = edition("T0", "7903")[2]
    assert "Invalid value for '--edition'" in told
    status, _, err = take("source,date,best\nPolice,2015-05-08,7903\n", "--edition", "2015-05-08")
    assert status == 1 and "which it would revise; if it is, say at what hour, as in --edi" in err
    out = edition("T20:00", "7903")[1]
    assert "0 new, 0 there already, 1 revised" in out
    assert "1 row of the ledger set aside: a later edition of the day" in out
    first, second = rows_of(tmp_path)
    assert (first["figure"], first["set_aside"]) == (
        "7,885", "replaced by the edition of 2015-05-08T20:00",
    )  # fmt: skip
    assert (second["figure"], second["published"], second["as_of"], second["notes"]) == (
        "7,903", "2015-05-08", "2015-05-08", "revises 7,885; edition of 2015-05-08T20:00",
    )  # fmt: skip
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
    # R1 and R3: one statement, the later one, which no relay contradicts
    frame = reconcile.compare(str(tmp_path / "l"))
    assert (frame["low"].tolist(), frame["high"].tolist()) == ([7903], [7903])
    assert run(["--ledger", str(tmp_path / "l"), "check"]) == 0
    assert "relays-disagree" not in capfd.readouterr().out
    # neither edition adds anything now, and one of an earlier hour is refused
    for hour, best in (("", "7885"), ("T20:00", "7903"), ("T09:00", "7903")):
        assert "0 new, 1 there already, 0 revised" in edition(hour, best)[1]
    assert "--edition 2015-05-08T12:00 is not later than town.csv:3" in edition("T12:00", "7890")[2]
    # the evening takes it back
    assert "1 revised" in edition("T22:00", "7885")[1]
    assert [bool(row.get("set_aside")) for row in rows_of(tmp_path)] == [True, True, False]
    assert reconcile.compare(str(tmp_path / "l"))["high"].tolist() == [7885]
    assert "0 new, 1 there already, 0 revised" in edition("T22:00", "7885")[1]


def test_a_figure_that_comes_back_is_a_revision(take, tmp_path):
    text = "source,date,best\nPolice,2015-05-08,{}\n"
    take(text.format(10))
    take(text.format(12), "--edition", "2015-05-09")
    assert "1 revised" in take(text.format(10), "--edition", "2015-05-10")[1]
    assert [row["figure"] for row in rows_of(tmp_path)] == ["10", "12", "10"]
    for best, more in ((10, []), (12, []), (12, ["--edition", "2015-05-09"])):
        assert "0 new, 1 there already, 0 revised" in take(text.format(best), *more)[1]


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abc")), min_size=1, max_size=6))
def test_of_all_editions_of_a_day_the_last_stands(editions):
    said = sorted({f"{hour:02d}:00": letter for hour, letter in editions}.items())
    rows = []
    for hour, letter in said:
        held = Held([table_of(Path("x.csv"), _case(rows))])
        row = {"case": "x", "source": "A", "as_of": "2015-05-08", "figure": letter}
        status, whole, replaced = held.merged(row, f"2015-05-08T{hour}")
        for one in replaced:
            rows[one.line - 2]["set_aside"] = "x"
        rows += [{**whole, "set_aside": ""}] if status != KNOWN else []
    standing = [row["figure"] for row in rows if not row["set_aside"]]
    assert standing == [said[-1][1]]


def _case(rows):
    names = ("source", "published", "as_of", "figure", "notes", "set_aside")
    return csv_text(names, ([row.get(name, "") for name in names] for row in rows)).encode()


def test_only_the_row_that_is_set_aside_changes():
    data = '\ufeffsource,notes,set_aside\r\nA,"two\nlines",\r\n\r\n"B",x\r\nC,"y",\n'.encode()
    assert with_aside(Path("x"), data, {2: "why, so", 5: "old"}) == (
        '\ufeffsource,notes,set_aside\r\nA,"two\nlines","why, so"\r\n\r\nB,x,old\r\nC,"y",\n'
    ).encode()  # fmt: skip
    with pytest.raises(LedgerError, match=r"^x:1: has no column set_aside"):
        with_aside(Path("x"), b"source\nA\n", {2: "why"})


def test_what_is_published_later_is_no_revision(take, tmp_path):
    mapping = GENERIC + 'published = "{said}"\n'
    take("source,date,best,said\nPolice,2024-03-01,12,2024-03-02\n", mapping=mapping)
    later = "source,date,best,said\nPolice,2024-03-01,14,2024-03-05\n"
    assert "1 new" in take(later, mapping=mapping)[1]
    assert "notes" not in rows_of(tmp_path)[1]


def test_all_files_are_written_or_none(take, tmp_path, monkeypatch):
    write_ledger(tmp_path, "source,published,measure,figure\nA,2024,killed,3\n")
    (tmp_path / "l").mkdir()
    for name in ("case.csv", "sources.csv"):
        (tmp_path / name).rename(tmp_path / "l" / name)
    before = {path: path.read_bytes() for path in (tmp_path / "l").iterdir()}
    write = files.write_whole

    def full(path, data):
        if path.name == "town.csv":
            raise OSError(28, "No space left on device", str(path))
        write(path, data)

    monkeypatch.setattr(files, "write_whole", full)
    status, _, err = take("source,date,best\nPolice,2024-03-01,12\n")
    assert (status, err) == (2, "reconcile: l/town.csv: No space left on device\n")
    assert {path: path.read_bytes() for path in (tmp_path / "l").iterdir()} == before


# what is refused as a whole


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("in.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "in.csv:1: is a binary file, or not UTF-8"),
        ("in.csv", b"source,date,best\nCaf\xe9,2024,3\n", "in.csv:2: is not UTF-8 (byte 0xe9)"),
        ("in.csv", b"PK\x03\x04", "in.csv:1: is a workbook or an archive"),
        ("in.csv", b"", "in.csv:1: holds no rows"),
        ("in.csv", b"source,date,best\nA,\"2024,3\n", "in.csv:2: is not CSV: unexpected end"),
        ("in.csv", b"source,source\nA,B\n", "in.csv:1: has two columns 'source'; say in [col"),
        ("in.csv", b"country,deaths\nA,3\n", "in.csv:1: has no column source, date, best, which"),
        ("in.json", b'{"rows": [', "in.json:1: is not JSON"),
        ("in.json", b"[\n{\"a\": 1},\n3]", 'in.json:3: "3" is no object with names'),
        ("in.json", b"[]", "in.json:1: holds no objects"),
        ("in.xlsx", b"source,date,best\n", "in.xlsx:1: is not a workbook of the XLSX format"),
    ],
)  # fmt: skip
def test_a_file_of_another_format_is_one_line(take, tmp_path, name, text, told):
    status, out, err = take(text, name=name)
    assert (status, out) == (2, "")
    assert err.startswith(f"reconcile: {told}") and err.count("\n") == 1
    assert not (tmp_path / "l").exists()


def test_a_file_that_is_too_large_is_not_read(take, monkeypatch):
    monkeypatch.setattr("reconcile.imports.records.MOST", 2**20)
    status, _, err = take("source,date,best\n" + "Police,2024-03-01,12\n" * 60_000)
    assert status == 2 and err.startswith("reconcile: in.csv:1: is more than 1 MiB")


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ("title = 3", 'how.toml:1: title must be a text, as in title = "3"'),
        ("title = \n", "how.toml: is not a TOML file: Invalid value (at line 1, column 9)"),
        ('title = "x"', "how.toml:1: has no [[rows]]"),
        ('[[rows]]\nfigure = "3"', "how.toml:1: has no title"),
        ('title = "x"\ntitel = "y"', "how.toml:2: 'titel' is no key; did you mean title?"),
        ('title = "x"\n[dates]\nformat = []', "how.toml:3: 'format' is no key in [dates]; did you"),
        ('title = "x"\n[count]\n[[rows]]\nbest = "3"', "how.toml:4: [count] gives the figure"),
        ('title = "x"\n[count]\ntotals = "weekly"', "how.toml:3: totals 'weekly' is not one of"),
        ('title = "x"\n[columns]\na = 0', "how.toml:3: the first column is 1"),
        ('title = "x"\n[dates]\nformats = ["days since May"]', "how.toml:3: 'days since May' na"),
        ('title = "x"\n[input]\nformat = "pdf"', "how.toml:3: 'pdf' is no format; formats are"),
        ('title = "x"\n[input]\nskip = -1', "how.toml:3: skip must be a whole number, as in"),
        ('title = "x"\n[input]\nkeep = "no"', "how.toml:3: keep must be true or false"),
        ('title = "x"\n[input]\ndelimiter = ";;"', "how.toml:3: ';;' is not one character"),
        ('title = "x"\nrows = 3', "how.toml:2: rows is written [[rows]], once for each"),
        ('title = "x"\n[[rows]]\nsource = "A"', "how.toml:2: [[rows]] needs a figure, or low,"),
        ('title = "x"\n[[rows]]\nfigure = "3"\nlow = "2"', "how.toml:3: [[rows]] has both a"),
        ('title = "x"\n[[rows]]\nfigure = "3"\nSource = "A"', "how.toml:4: the column is call"),
        ('title = "x"\n[[rows]]\nfigure = {txt = "3"}', "how.toml:3: 'txt' is no key in [row"),
        ('title = "x"\n[[rows]]\nfigure = {text = "3", list = "a"}', "how.toml:3: there is no"),
        ('title = "x"\n[[rows]]\nfigure = {text = "3", pattern = "("}', "how.toml:3: pattern is"),
        ('title = "x"\n[[rows]]\nfigure = {text = "3", pattern = "3", give = "\\\\1"}',
         "how.toml:3: the pattern has no group 1"),
        ('title = "x"\n[[rows]]\nfigure = {text = "3", mark = "!"}', "how.toml:3: mark '!' is"),
        ('title = "x"\n[[rows]]\nfigure = "3"\nwhen = {text = "{a}"}', "how.toml:4: a condition"),
        ('title = "x"\n[[skip]]\nwhy = "y"', "how.toml:2: [[skip]] needs when and why"),
        ('title = "x"\n[sources.A]\nkynd = "ngo"', "how.toml:3: 'kynd' is no key in [sources.A]"),
    ],
)  # fmt: skip
def test_a_mapping_with_a_fault_is_one_line(take, mapping, told):
    status, out, err = take("a\n1\n", mapping=mapping)
    assert (status, out) == (2, "")
    assert err.startswith(f"reconcile: {told}") and err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--as", "nothing"], "there is no preset 'nothing'; there are "),
        (["--set", "place"], "--set 'place' is not NAME=TEXT"),
        (["--case", "sources"], "'sources' cannot be the name of a case"),
        (["--kind", "medium"], "l/sources.csv:2: [bad-row] 'medium' is not a kind of source"),
        (["--edition", "1.2.2024"], "Invalid value for '--edition'"),
    ],
)
def test_wrong_options_are_one_line(take, tmp_path, arguments, told):
    status, out, err = take("source,date,best\nFire brigade,2024-03-01,12\n", *arguments)
    assert (status, out) == (2, "")
    assert err.startswith(f"reconcile: {told}") and err.count("\n") == 1
    assert not (tmp_path / "l").exists()


def test_a_case_has_to_be_named(take):
    told = "reconcile: say with --case which case the rows go to\n"
    nameless = GENERIC.replace('case = "town"\n', "")
    assert take("source,date,best\nPolice,2024-03-01,12\n", mapping=nameless) == (2, "", told)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Police,2024-02-30,12", "[bad-date] "),
        ("Police,yesterday,12", "[bad-date] "),
        ("Police,2024-03-01,1.5", "best '1.5' is not a whole number; people are counted whole"),
        ("Police,2024-03-01,1000000000000", "best '1000000000000' is more than any count of pe"),
        ("Police,2024-03-01", "has 2 cells where the header has 3; is a quote missing?"),
        ("Police,2024-03-01,1,2", "has 4 cells where the header has 3; is a quote missing?"),
        (",2024-03-01,1", "[missing-value] "),
    ],
)
def test_a_row_that_does_not_fit_is_told_with_its_line(take, row, told):
    status, _, err = take(f'source,date,best\n"Police",2024-03-01,"12"\n\n{row}\n')
    assert status == 1
    assert err.startswith(f"in.csv:4: refused: {told}")
    assert err.endswith(f"    4 | {row}\n")


def test_a_row_of_a_source_that_nobody_lists_goes_in_with_a_warning(take, tmp_path):
    status, out, err = take("source,date,best\nFire brigade,2024-03-01,12\n")
    assert (status, err) == (0, "")
    assert "2 warnings for the new rows" in out  # it has no address either
    assert rows_of(tmp_path)[0]["source"] == "Fire brigade"


def test_lines_are_physical_lines(take):
    text = 'source,date,best\n"Police",2024-03-01,"1\n2"\nPolice,2024-03-02,-1\n'
    err = take(text)[2]
    assert "in.csv:2: refused: best '1 2' is not a number" in err
    assert "in.csv:4: refused: best '-1' is negative" in err


# figures, dates, templates

COUNTS = st.none() | st.integers(0, 10**12 - 1)


@given(COUNTS, COUNTS, COUNTS)
def test_a_figure_says_the_numbers_and_no_more(low, best, high):
    try:
        text = figure(low, best, high)
    except RefusedError:
        given_ = [number for number in (low, best, high) if number is not None]
        assert given_ != sorted(given_) or (best is not None and (low is None) != (high is None))
        return
    if low is best is high is None:
        assert text == ""
        return
    read = parse_figure(text)
    lower, upper = (best, best) if low is high is None else (low or 0, high)
    assert (read.lower, read.upper) == (lower, upper)
    assert str(read) == text


@pytest.mark.parametrize(
    ("numbers", "qualifier", "said"),
    [
        ((900, 1200, 1500), "", "1,200 (900–1,500)"),
        ((900, None, 1500), "", "900–1,500"),
        ((900, None, None), "", ">=900"),
        ((None, None, 1500), "", "<=1,500"),
        ((900, 900, 900), "", "900"),
        ((None, 0, None), "", "0"),
        ((None, 900, None), "~", "~900"),
        ((None, 900, None), ">", ">900"),
    ],
)
def test_figures_are_written_as_people_do(numbers, qualifier, said):
    assert figure(*numbers, qualifier) == said


@pytest.mark.parametrize(
    ("numbers", "qualifier", "told"),
    [
        ((5, 3, 9), "", "low, best and high are not in order: 5, 3, 9"),
        ((5, 7, None), "", "best 7 with only one limit cannot be said in one figure"),
        ((5, None, 9), "~", "~ stands before one number, here are 5, 9"),
        ((None, 5, None), "circa", "'circa' is not a qualifier"),
    ],
)
def test_numbers_that_no_figure_can_say(numbers, qualifier, told):
    with pytest.raises(RefusedError, match=f"^{told}"):
        figure(*numbers, qualifier)


@pytest.mark.parametrize(
    ("text", "thousands", "count"),
    [("", ",", None), ("NA", ",", None), ("140,000", ",", 140_000), ("1.234.567", ".", 1_234_567),
     ("300.0", ",", 300), ("007", ",", 7), ("1 200", " ", 1_200), ("17.0", "", 17),
     ("17.00", "", 17), ("4.000", ",", 4), ("2e+05", "", 200_000), ("1.5E6", "", 1_500_000),
     ("1e3", ".", 1_000), ("1.234567e6", "", 1_234_567), ("0.0", "", 0)],
)  # fmt: skip
def test_counts(text, thousands, count):
    assert Numbers(thousands, ("NA",)).count("best", text) == count


@pytest.mark.parametrize(
    "text", ["1,40", "1,234", "4.000,0", "1e-3", "1.2345e3", "三", "+5", "12a", "½", "١٢"]
)
def test_counts_that_are_not_guessed(text):
    with pytest.raises(RefusedError):
        Numbers(".").count("best", text)


def test_what_may_be_a_thousand_is_not_guessed():
    with pytest.raises(RefusedError, match=r"^best '4.000' is ambiguous; say in \[numbers\]"):
        Numbers().count("best", "4.000")


@pytest.mark.parametrize(
    ("text", "made"),
    [("17.0", "17"), ("2e+05", "200000"), ("2.5E3", "2500"), ("17", "17"), ("~17.0", "~17.0"),
     ("4.000", "4.000"), ("17.5", "17.5"), ("1,200", "1,200"), ("12-Oct", "12-Oct")],
)  # fmt: skip
def test_a_figure_column_of_a_program(text, made):
    assert said(text) == made


@given(st.integers(0, 10**12 - 1), st.integers(0, 11))
def test_an_exponent_is_exact(number, places):
    text = f"{number // 10**places}.{number % 10**places:0{places}d}e+{places:02d}"
    assert Numbers(",").count("best", text if places else str(number)) == number


def test_figures_as_programs_write_them(take, tmp_path):
    mapping = GENERIC.replace('low = "{low?}"\nbest = "{best}"\nhigh = "{high?}"\n', "")
    mapping += 'figure = "{best}"\n'
    text = "source,date,best\nPolice,2024-03-01,17.0\nPolice,2024-03-02,2e+05\n"
    assert take(text, mapping=mapping)[0] == 0
    assert [row["figure"] for row in rows_of(tmp_path)] == ["17", "200000"]
    err = take("source,date,best\nPolice,2024-03-03,4.000\n", mapping=mapping)[2]
    assert "refused: [bad-figure] '4.000' is ambiguous" in err
    err = take("source,date,best\nPolice,2024-03-03,-120.0\n", mapping=mapping)[2]
    assert "in.csv:2: refused: figure '-120' is negative; a count cannot be below zero" in err


def test_a_low_limit_below_zero_is_zero_under_a_best(take, tmp_path):
    text = "source,date,low,best,high\nPolice,2024-03-01,-300,1200,2700\n"
    assert take(text)[0] == 0
    (row,) = rows_of(tmp_path)
    assert row["figure"] == "1,200 (0–2,700)"
    assert row["notes"] == "the low limit was -300, and is 0 here: a count cannot be below zero"
    assert "0 new, 1 there already" in take(text)[1]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [("-300,,2700", "low '-300' is negative; a count cannot be below zero, and a difference"),
     ("-300,-100,200", "best '-100' is negative"), ("-3,-2,-1", "best '-2' is negative"),
     (",,-5", "high '-5' is negative"), ("-0.5,1,2", "low '-0.5' is negative")],
)  # fmt: skip
def test_excess_deaths_below_zero_are_refused(take, numbers, told):
    status, _, err = take(f"source,date,low,best,high\nPolice,2024-03-01,{numbers}\n")
    assert status == 1 and err.startswith(f"in.csv:2: refused: {told}")


@pytest.mark.parametrize(
    ("text", "form", "date"),
    [
        ("45000", "excel", "2023-03-15"),
        ("45000.75", "excel", "2023-03-15"),
        ("61", "excel", "1900-03-01"),
        ("0", "days since 2014-07-08", "2014-07-08"),
        ("49", "days since 2014-07-08", "2014-08-26"),
        ("-1", "days since 2014-07-08", "2014-07-07"),
        ("2014-07-09", "days since 2014-07-08", "2014-07-09"),
    ],
)
def test_numbers_of_days_are_dates(text, form, date):
    assert dated(text, ["%d/%m/%Y", form]) == date


@pytest.mark.parametrize(
    ("text", "form"),
    [("60", "excel"), ("-1", "excel"), ("1e3", "excel"), ("9999999", "days since 2014-07-08"),
     ("²", "excel"), ("", "excel")],
)  # fmt: skip
def test_numbers_that_are_no_days(text, form):
    with pytest.raises(RefusedError, match="is no date of the form"):
        dated(text, [form])


@pytest.mark.parametrize(
    ("text", "formats", "date"),
    [
        ("1/12/2025", ["%d/%m/%Y"], "2025-12-01"),
        ("2025-12-01", ["%d/%m/%Y"], "2025-12-01"),
        ("Dec 2025", ["%d/%m/%Y", "%b %Y"], "2025-12"),
        ("2025", ["%Y"], "2025"),
    ],
)
def test_dates_are_as_precise_as_their_format(text, formats, date):
    assert dated(text, formats) == date


def test_a_date_that_no_format_fits():
    with pytest.raises(RefusedError, match="'31/02/2025' is no date of the form %d/%m/%Y or %Y"):
        dated("31/02/2025", ["%d/%m/%Y", "%Y"])


def test_templates():
    read = template("{adm2|adm1}, {country}{more?}!")
    assert read.fill({"adm2": "", "adm1": "North", "country": "X"}) == "North, X!"
    assert [(one.names, one.optional) for one in read.references] == [
        (("adm2", "adm1"), False), (("country",), False), (("more",), True),
    ]  # fmt: skip


def test_rules_are_tried_in_order(take, tmp_path):
    mapping = """
title = "rules"
case = "town"
[lists.who]
a = "Alpha"
[lists.marks]
about = "~"
[[rows]]
when = [{ text = "{kind}", is = ["dead", "hurt"] }, { text = "{n}", is_not = "" }]
source = [
  { text = "{who}", pattern = "(.+) via .+", give = '\\1', list = "who" },
  { text = "{who}", when = { text = "{kind}", is = "dead" }, list = "who", unlisted = "keep" },
]
via = { text = "{who}", pattern = ".+ via (.+)", give = '\\1', otherwise = "none" }
published = { text = "{day}", formats = ["%d.%m.%Y"], precision = "month", mark = "~" }
population = "people"
place = "{a?}, {b?}, Land"
measure = { text = "{kind}", pattern = "(?:dead)", give = "killed", otherwise = "wounded" }
best = "{n}"
qualifier = { text = "{mark}", list = "marks" }
event_id = "e{id}"
"""
    text = (
        "id,who,day,kind,n,mark,b\n1,a via Wire,02.03.2024,dead,1.0,about,Town\n"
        "2,Beta,02.03.2024,dead,20,,\n3,Beta,02.03.2024,hurt,20,,\n4,Beta,02.03.2024,lost,20,,\n"
        "5,b via Wire,02.03.2024,dead,20,,\n"
    )
    status, _, err = take(text, "--partial", "--kind", "media", mapping=mapping)
    assert status == 1
    assert "in.csv:4: refused: [missing-value] source" in err
    assert "in.csv:5: refused: no figure is given" in err
    assert "in.csv:6: refused: source 'b' does not stand in the list who of the mapping" in err
    same = {"published": "2024-03~", "population": "people", "measure": "killed"}
    assert rows_of(tmp_path) == [
        same | {"source": "Alpha", "via": "Wire", "place": "Town, Land", "figure": "~1",
                "event_id": "e1"},
        same | {"source": "Beta", "via": "none", "place": "Land", "figure": "20",
                "event_id": "e2"},
    ]  # fmt: skip


def test_texts_of_the_person_go_before_the_file(take, tmp_path):
    text = "source,date,best,population\nPolice,2024-03-01,12,\nPolice,2024-03-02,13,soldiers\n"
    take(text)
    assert [row["population"] for row in rows_of(tmp_path)] == ["civilians", "soldiers"]
    take(text, "--case", "other", "--set", "population=people", "--set", "region=North")
    rows = rows_of(tmp_path, "other")
    assert {row["population"] for row in rows} == {"people"}
    assert {row["place"] for row in rows} == {"Town, North"}


# formats


@pytest.mark.parametrize(
    ("name", "text", "how"),
    [
        ("in.csv", "source,date,best\nA,2024,3\n", ""),
        ("in.csv", "﻿source,date,best\r\nA,2024,3\r\n", ""),
        ("in.tsv", "source\tdate\tbest\nA\t2024\t3\n", ""),
        ("in.txt", "source;date;best\nA;2024;3\n", 'delimiter = ";"'),
        ("in.csv", "A table,,\n,,\nsource,date,best\nA,2024,3,,\n", "skip = 1"),
        ("in.json", '[{"source": "A", "date": 2024, "best": 3}]', ""),
        ("in.json", '{"n": [1], "d": {"x": [{"source": "A", "date": "2024", "best": 3.0}]}}',
         'records = "d.x"'),
        ("in.jsonl", '{"source": "A", "date": 2024, "best": 3}\n', ""),
        ("in.csv", "Caf\xe9,,\nsource,date,best\nA,2024,3\n".encode("latin-1"),
         'skip = 1\nencoding = "latin-1"'),
    ],
)  # fmt: skip
def test_formats(take, tmp_path, name, text, how):
    mapping = f"{GENERIC}\n[input]\n{how}\n"
    assert take(text, "--kind", "ngo", mapping=mapping, name=name)[0] == 0
    (row,) = rows_of(tmp_path)
    assert (row["source"], row["as_of"], row["figure"]) == ("A", "2024", "3")


POSITIONS = """
[columns]
source = 1
date = 2
best = 4
"""


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("who,day,day,dead\nA,2024,x,3\n", ""),
        (",,,\n,x,,\nA,2024,,3\n", "skip = 1\nheader_rows = 0"),
        ("A,2024,,3\n", "header_rows = 0"),
        ("who,when,,Killed,\n,,,men,women\nA,2024,y,3,4\n", "header_rows = 2"),
    ],
)  # fmt: skip
def test_columns_by_position(take, tmp_path, text, how):
    assert take(text, "--kind", "ngo", mapping=f"{GENERIC}{POSITIONS}[input]\n{how}\n")[0] == 0
    (row,) = rows_of(tmp_path)
    assert (row["source"], row["as_of"], row["figure"]) == ("A", "2024", "3")


def test_a_position_that_the_file_does_not_have(take):
    told = "reconcile: in.csv:1: has 3 columns, none of number 4 (best)\n"
    assert take("a,b,c\nA,2024,3\n", mapping=GENERIC + POSITIONS) == (2, "", told)


def test_headers_of_two_rows_are_joined(take, tmp_path):
    mapping = GENERIC.replace("{best}", "{Killed women}").replace("{source}", "{Source}")
    mapping = mapping.replace("{date}", "{Date}") + "[input]\nheader_rows = 2\n"
    text = "Source,Date,Killed,,Hurt,\nSource,,men,women,men,women\nA,2024,1,2,3,4\n"
    assert take(text, "--kind", "ngo", mapping=mapping)[0] == 0
    assert rows_of(tmp_path)[0]["figure"] == "2"
    found = records_of("x.csv", text.encode(), mapping_of("m", mapping).input)
    assert found.columns == (
        "Source", "Date", "Killed men", "Killed women", "Hurt men", "Hurt women",
    )  # fmt: skip
    assert "in.csv:1: holds no rows" in take("Source,Date\n", mapping=mapping)[2]


def test_headers_of_three_rows_and_of_merged_cells():
    data = workbook(("When", "Killed", None, None), (None, "adults", None, "children"),
                    (None, "men", "women", None), ("2024", 1, 2, 3), title="S")  # fmt: skip
    how = mapping_of("m", f'{GENERIC}[input]\nheader_rows = 3\nsheet = "S"\n').input
    found = records_of("x.xlsx", data, how)
    assert found.columns == (
        "When", "Killed adults men", "Killed adults women", "Killed children",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "source,date,best,note,note\nA,2024,3,x,y\n",
        "source,date,best,,\nA,2024,3,x,y\nB,2024,3,x\nC,2024,3\n",
        ",source,,date,best\n1,A,x,2024,3\n",
    ],
)
def test_headers_that_nobody_uses_may_be_twice_or_empty(take, tmp_path, text):
    assert take(text, "--kind", "ngo")[0] == 0
    assert {row["figure"] for row in rows_of(tmp_path)} == {"3"}


def test_what_is_kept_is_used(take):
    text, how = "source,date,best,note,note\nA,2024,3,x,y\n", GENERIC + "[input]\nkeep = true\n"
    told = take(text, "--kind", "ngo", mapping=how)[2]
    assert told.startswith("reconcile: in.csv:1: has two columns 'note'; say in [columns]")
    assert take(text, "--kind", "ngo", mapping=f'{how}ignore = "note"\n')[0] == 0


def test_nested_objects_are_columns_and_lines_are_kept():
    data = b'[\n {"day": "2024-03-01",\n  "verified": {"killed": 3, "by": null}},\n {"day": "x"}\n]'
    found = records_of("x.json", data, mapping_of("m", GENERIC).input)
    assert found.columns == ("day", "verified.killed", "verified.by")
    assert [(row.line, tuple(row.cells)) for row in found.rows] == [
        (2, ("2024-03-01", "3", "")), (4, ("x", "", "")),
    ]  # fmt: skip


def workbook(*rows, title="Sheet1"):
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook(take, tmp_path):
    from datetime import date, datetime

    data = workbook(
        ("source", "date", "best", "unused"), ("Police", date(2024, 3, 1), 12, "=A1"), (None,) * 4,
        ("Police", datetime(2024, 3, 2), 13.0, None), ("Police", "2024-03-03", "14", 5),
    )  # fmt: skip
    mapping = f'{GENERIC}\n[input]\nsheet = "Sheet1"\n'
    assert take(data, mapping=mapping, name="in.xlsx")[0] == 0
    said = [(row["as_of"], row["figure"]) for row in rows_of(tmp_path)]
    assert said == [("2024-03-01", "12"), ("2024-03-02", "13"), ("2024-03-03", "14")]
    status, _, err = take(data, mapping=mapping.replace("Sheet1", "Figures"), name="in.xlsx")
    assert (status, err) == (
        2, "reconcile: in.xlsx:1: has no sheet Figures; it has Notes, Sheet1\n"
    )  # fmt: skip


def test_a_workbook_of_formulas(take, tmp_path):
    data = workbook(
        ("source", "date", "best"), ("Police", "2024-03-01", "=6+6"), ("Police", "=TODAY()", 13),
    )  # fmt: skip
    mapping = f'{GENERIC}\n[input]\nsheet = "Sheet1"\n'
    status, _, err = take(data, mapping=mapping, name="in.xlsx")
    assert status == 1
    assert "in.xlsx:2: refused: C2 holds a formula; paste its value\n" in err
    assert "in.xlsx:3: refused: B3 holds a formula; paste its value\n" in err
    assert not (tmp_path / "l").exists()


def test_hxl_columns_by_tag(take, tmp_path):
    mapping = """
title = "tags"
case = "town"
[input]
format = "hxl"
[[rows]]
source = "{#meta+source}"
as_of = "{#date+reported|#date}"
population = "people"
place = "{#loc?}, {#adm1+name|#adm1}"
measure = "killed"
best = "{#affected+killed}"
"""
    text = (
        "Report on town\nWho,When,Where,Region code,Dead,Dead children\n"
        "#meta+source,#date+reported,#adm1 +name,#adm1+code,#affected+f+killed,#affected+killed\n"
        "A,2024-03-01,North,N1,7,3\n"
    )
    assert take(text, "--kind", "ngo", mapping=mapping)[0] == 0
    (row,) = rows_of(tmp_path)
    assert (row["as_of"], row["place"], row["figure"]) == ("2024-03-01", "North", "3")
    status, _, err = take("Who,When\nA,2024\n", mapping=mapping)
    assert status == 2 and "in.csv:1: has no row of HXL tags" in err


def test_standard_input(tmp_path, capfd, monkeypatch):
    class Stream:
        buffer = io.BytesIO(ECONOMIST.read_bytes())

    monkeypatch.setattr("sys.stdin", Stream())
    asked = ["--ledger", str(tmp_path / "l"), "import", "-", "--as", "economist", "--case", "x"]
    assert run(asked) == 0
    assert "standard input, as economist: 124 rows of input\n" in capfd.readouterr().out


# presets


def test_presets_are_listed_and_shown(capfd):
    assert run(["import", "--list"]) == 0
    listed = capfd.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in listed] == presets()
    assert all(preset(name).title in line for name, line in zip(presets(), listed, strict=True))
    assert run(["import", "--show", "economist"]) == 0
    assert mapping_of("economist", capfd.readouterr().out) == preset("economist")
    with pytest.raises(InputError, match="there is no preset 'x'"):
        preset("x")


@pytest.mark.parametrize("name", presets())
def test_every_preset_says_what_it_is(name):
    found = preset(name)
    assert found.title and len(found.about) > 100


def test_the_shipped_case_is_the_economist_list(tmp_path, capfd):
    asked = ["import", str(ECONOMIST), "--as", "economist", "--case", "russian-losses-in-ukraine"]
    assert run(["--ledger", str(tmp_path / "l"), *asked]) == 0
    assert "124  became rows of the ledger" in capfd.readouterr().out
    made = rows_of(tmp_path, "russian-losses-in-ukraine")
    with (ROOT / "estimates" / "russian-losses-in-ukraine.csv").open(newline="") as file:
        kept = [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(file)]
    by_hand = {"set_aside", "waives", "notes"}
    assert [_without(row, by_hand) for row in made] == [_without(row, by_hand) for row in kept]
    changed = [(a, b) for a, b in zip(made, kept, strict=True) if a != b]
    assert len(changed) == 6  # three without a link, one fall, two dated after their link
    assert run(["--ledger", str(ROOT / "estimates"), *asked, "--dry-run"]) == 0
    assert "0 new, 124 there already, 0 revised" in capfd.readouterr().out
    assert run(["--ledger", str(tmp_path / "l"), "check"]) == 0
    told = capfd.readouterr().out
    assert [told.count(f"[{name}]") for name in ("no-url", "total-falls", "later-than-link")] == [
        3, 1, 2,
    ]  # fmt: skip


def _without(row, names):
    return {key: cell for key, cell in row.items() if key not in names}


def test_the_economist_list_in_the_ledger_words(tmp_path, capfd):
    text = (
        ECONOMIST.read_text(encoding="utf-8").splitlines(keepends=True)[0]
        + '21/06/2024,106000,"140,000",120000,deaths,Mediazona; Meduza,"(new to this piece, via '
        'email from somebody)",russia,\n'
        "17/9/2024,,,480000,casualties,Ukrainian estimate (leak via WSJ),https://wsj.com/x,ukraine,\n"
        "20/07/2022,15000,,,deaths,CIA,https://reuters.com/x,russia,\n"
        "29/06/2022,,25000,,deaths,UK MoD,https://economist.com/x (a note),russia,\n"
        "1/12/2025,275000,325000,,deaths,The Centre for Strategic and International Studies,"
        "https://csis.org/x,russia,\n"
        "2/12/2025,,,95000,deaths,UAlosses,https://ualosses.org/x,ukraine,\n"
    )
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    asked = ["import", str(tmp_path / "in.csv"), "--as", "economist", "--case", "town"]
    assert run(["--ledger", str(tmp_path / "l"), *asked]) == 0
    capfd.readouterr()
    names = ("source", "via", "as_of", "population", "measure", "figure", "url", "notes")
    assert [row.get("basis") for row in rows_of(tmp_path)] == [None] * 5 + ["identified"]
    assert [tuple(row.get(name, "") for name in names) for row in rows_of(tmp_path)] == [
        ("Mediazona and Meduza", "", "2024-06-21", "Russian soldiers", "killed",
         "120,000 (106,000–140,000)", "", "sent to The Economist by email"),
        ("Ukrainian estimate", "The Wall Street Journal", "2024-09-17", "Ukrainian soldiers",
         "casualties", "480,000", "https://wsj.com/x", "leaked"),
        ("CIA", "", "2022-07-20", "Russian soldiers", "killed", ">=15,000",
         "https://reuters.com/x", ""),
        ("UK Ministry of Defence", "", "2022-06-29", "Russian soldiers", "killed", "<=25,000",
         "https://economist.com/x", ""),
        ("CSIS", "", "2025-12-01", "Russian soldiers", "killed", "275,000–325,000",
         "https://csis.org/x", ""),
        ("UALosses", "", "2025-12-02", "Ukrainian soldiers", "killed", "95,000",
         "https://ualosses.org/x", ""),
    ]  # fmt: skip
