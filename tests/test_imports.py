"""Import: other people's rows by mappings, the trial balance, and revisions."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from importing import GENERIC, rows_of
from ledgers import write_ledger

import reconcile
from reconcile.cli import run
from reconcile.columnar import Cells, Columns
from reconcile.errors import LedgerError
from reconcile.imports.aside import with_aside
from reconcile.imports.mapping import mapping_of
from reconcile.imports.merge import KNOWN, records, set_against
from reconcile.storage import ledger_changes
from reconcile.storage.csv_file import csv_text, table_of
from reconcile.storage.ledger import load

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
    assert listed[2][2:] == ["Police", "2024-03-01", "'-3, or so", ""]
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
    made = offers(read("in.csv", text.encode(), mapping, {}).rows, "", totals, refused)
    assert not refused
    assert sorted(n for numbers in made.inputs for n in numbers) == list(range(len(events)))
    for cells in records(made.rows):
        at, day = cells["place"], int(cells["as_of"][-2:])
        reach = {day} if daily else range(day + 1)
        assert int(cells["figure"]) == sum(
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
    found = read("in.csv", text.encode(), mapping, {})
    assert [row.line for row in found.inputs] == list(range(2, len(cells) + 2))
    for number, cell in enumerate(cells):
        gives = (found.rows.numbers == number).sum()
        told = (gives, len(found.refused.get(number, ())), number in found.skipped)
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
        table = table_of(Path("x.csv"), _case(rows))
        row = {"case": "x", "source": "A", "as_of": "2015-05-08", "figure": letter}
        given = Columns({name: Cells.of([text]) for name, text in row.items()})
        merged = set_against(given, [table], f"2015-05-08T{hour}")
        for one in merged.replaced.get(0, ()):
            rows[one.line - 2]["set_aside"] = "x"
        (whole,) = records(merged.rows)
        rows += [{**whole, "set_aside": ""}] if merged.status != [KNOWN] else []
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
    write = ledger_changes.write_new

    def full(path, data, like):
        if like.name == "town.csv":
            raise OSError(28, "No space left on device", str(path))
        write(path, data, like)

    monkeypatch.setattr(ledger_changes, "write_new", full)
    status, _, err = take("source,date,best\nPolice,2024-03-01,12\n")
    assert (status, err) == (2, "reconcile: l/town.csv: No space left on device\n")
    assert {path: path.read_bytes() for path in (tmp_path / "l").iterdir()} == before
