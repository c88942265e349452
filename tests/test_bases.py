"""Bases: how a count was come by, what follows from it, and what it is held against."""

import csv
import io

import pytest
from ledgers import aligned, compared, framed, loaded, write_ledger

import reconcile
from reconcile.aligning.estimates import Estimate
from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.cli import run
from reconcile.comparison.schema import TABLES, Discrepancy
from reconcile.errors import NotationError
from reconcile.notation.bases import BASES, parse_basis
from reconcile.notation.columns import names_of
from reconcile.storage.ledger_files import COLUMNS
from reconcile.tables import discrepancies_table, history_table, ranges_table

HEAD = "source,published,population,place,measure,basis,figure"


def row(source, figure, basis="", *, measure="killed", day="2024-04-30", whom="people", place="L"):
    return f'{source},{day},"{whom}",{place},{measure},{basis},"{figure}"'


def text(*rows):
    return "\n".join([HEAD, *rows]) + "\n"


def derived(*rows):
    """What follows from the rows: source, measure, basis, figure, and from which lines."""
    alignment = aligned(text(*rows))
    return [
        (one.source, one.measure, one.basis, one.figure, alignment.where(one.number))
        for one in alignment.estimates.rows(Estimate)
        if one.derived
    ]


def pairs(*rows):
    """Every pair that is judged: the source and the basis of both, and the verdict."""
    found = compared(text(*rows))
    rows = found.discrepancies.rows(Discrepancy)
    sides = [(found.by_number[one.a], found.by_number[one.b], one.verdict) for one in rows]
    return [(a.source, a.basis, b.source, b.basis, verdict) for a, b, verdict in sides]


def problems(*rows):
    return [
        (issue.check, issue.line, issue.message)
        for issue in check(parse(loaded(text(*rows)))).issues
        if issue.check != "no-url"
    ]


# the notation


@pytest.mark.parametrize("basis", BASES)
def test_a_basis_is_what_it_is_called(basis):
    assert parse_basis(basis) == basis


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("Identified", "did you mean identified?"),
        ("identfied", "did you mean identified?"),
        ("verified", "did you mean confirmed?"),
        ("presumed", "did you mean probable?"),
        ("documented", "did you mean recorded?"),
        ("model", "did you mean estimated?"),
        ("by country", "write one of identified, confirmed, probable, recorded and estimated, or "),
    ],
)
def test_what_is_no_basis_is_refused_with_what_to_write(cell, says):
    with pytest.raises(NotationError) as caught:
        parse_basis(cell)
    assert caught.value.problem == f"{cell!r} is not a basis"
    assert caught.value.remedy.startswith(says)


def test_a_row_with_a_basis_that_is_none_has_no_part_and_the_others_have():
    rows = row("A", 10, "verified"), row("B", 20, "confirmed")
    assert [one[:2] for one in problems(*rows)] == [("unknown-basis", 2)]
    assert aligned(text(*rows)).estimates["source"].tolist() == ["B"]


def test_a_basis_is_not_waived_away():
    """An error takes its row out, whatever the row waives."""
    ledger = (
        "source,published,measure,basis,figure,waives,notes\nA,2024,killed,x,1,unknown-basis,y\n"
    )
    names = {issue.check for issue in check(parse(loaded(ledger))).issues}
    assert "unknown-basis" in names


# R2: the total


def test_confirmed_and_probable_make_the_total():
    rows = row("U", "6,589", "confirmed"), row("U", "3,778", "probable")
    assert derived(*rows) == [("U", "killed", "", "10,367", "case.csv:2 case.csv:3")]


def test_no_total_is_made_beside_the_one_that_was_given():
    parts = row("U", "6,589", "confirmed"), row("U", "3,778", "probable")
    assert derived(row("U", "10,400"), *parts) == derived(*parts, row("U", "10,400")) == []


def test_the_total_agrees_with_that_of_another():
    rows = row("U", "6,589", "confirmed"), row("U", "3,778", "probable"), row("V", "10,367")
    assert pairs(*rows) == [("U", "", "V", "", "agree")]


@pytest.mark.parametrize(
    ("confirmed", "probable", "total"),
    [
        (">=100", "20", ">=120"),
        ("~100", "20-30", "125 (110–140)"),
        ("<=10", "5", "15 (5–15)"),
        ("0", "0", "0"),
    ],
)
def test_the_total_is_by_interval_arithmetic(confirmed, probable, total):
    rows = row("U", confirmed, "confirmed"), row("U", probable, "probable")
    assert derived(*rows) == derived(*reversed(rows))
    found = derived(*rows)
    assert [one[3] for one in found] == [total]


@pytest.mark.parametrize(
    "rows",
    [
        [row("U", 60, "confirmed"), row("U", 30, "probable"), row("U", 90)],
        [row("U", 60, "confirmed"), row("U", 30, "probable"), row("U", "unknown")],
        [row("U", 60, "confirmed"), row("U", "unknown", "probable")],
        [row("U", "withdrawn", "confirmed"), row("U", 30, "probable")],
        [row("U", 60, "confirmed"), row("V", 30, "probable")],
        [row("U", 60, "confirmed"), row("U", 30, "probable", day="2024-05-01")],
        [row("U", 60, "confirmed"), row("U", 30, "probable", whom="women, people")],
        [row("U", 60, "confirmed"), row("U", 30, "probable", measure="wounded")],
        [row("U", 60, "identified"), row("U", 30, "probable")],
        [row("U", 60, "confirmed"), row("U", 30, "recorded")],
    ],
    ids=[
        "given", "given as unknown", "unknown part", "withdrawn part", "two sources", "two days",
        "two populations", "two measures", "identified", "recorded",
    ],
)  # fmt: skip
def test_no_total_where_it_is_given_or_not_of_one_statement(rows):
    assert derived(*rows) == []


def test_what_is_derived_from_outcomes_comes_first_and_nothing_is_derived_twice():
    rows = (
        row("U", 60, "confirmed"), row("U", 6, "confirmed", measure="wounded"),
        row("U", 30, "probable"), row("U", 3, "probable", measure="wounded"),
        row("V", 1, measure="killed+wounded"),
    )  # fmt: skip
    found = {(measure, basis): figure for _, measure, basis, figure, _ in derived(*rows)}
    assert found == {
        ("killed", ""): "90", ("wounded", ""): "9",
        ("killed+wounded", "confirmed"): "66", ("killed+wounded", "probable"): "33",
    }  # fmt: skip


def test_outcomes_of_different_bases_make_no_sum():
    rows = row("U", 60, "confirmed"), row("U", 6, measure="wounded")
    assert derived(*rows, row("V", 1, measure="killed+wounded")) == []


def test_a_source_whose_parts_are_not_its_total_is_told():
    rows = row("U", 60, "confirmed"), row("U", 30, "probable"), row("U", 100)
    assert problems(*rows) == [
        ("part-exceeds-whole", 4,
         "60 killed (confirmed) (case.csv:2) and 30 killed (probable) (case.csv:3) add up to 90, "
         "not to 100 killed (as reported)"),
    ]  # fmt: skip
    assert problems(*rows[:2], row("U", "~90")) == []


# R5 and R6: what is held against what


@pytest.mark.parametrize("basis", BASES[1:])
def test_a_figure_is_never_held_against_one_of_another_basis_that_can_be_lower(basis):
    rows = row("A", "34,735"), row("B", "24,686", basis)
    assert pairs(*rows) == []
    assert compared(text(*rows)).ranges["verdict"].tolist() == ["single", "single"]


@pytest.mark.parametrize("inner", BASES)
@pytest.mark.parametrize("outer", BASES)
def test_what_is_documented_cannot_exceed_a_total(inner, outer):
    """More than the total of the same day is a conflict; nothing else holds across bases."""
    held = inner in ("identified", "confirmed", "recorded") and outer in ("", "estimated")
    found = pairs(row("A", 100, outer), row("B", 150, inner))
    expected = [("A", outer, "B", inner, "conflict")] if held or inner == outer else []
    assert found == expected


@pytest.mark.parametrize(
    ("day", "conflict"),
    [("2024-05-30", True), ("2024-04-30", True), ("2024-04-01", False)],
)
def test_a_documented_count_is_a_minimum_from_its_day_on(day, conflict):
    """A total of a later day cannot be less; one of long before can."""
    found = pairs(row("A", 100, day=day), row("B", 150, "identified"))
    assert found == ([("A", "", "B", "identified", "conflict")] if conflict else [])


def test_the_documented_of_one_place_in_the_total_of_a_wider_one():
    rows = row("A", 100, place="Land"), row("B", 150, "recorded", place='"Town, Land"')
    table = framed(compared(text(*rows)).discrepancies)
    assert table["reason"].tolist() == [
        "Town, Land in Land; the recorded in all reported: on 30 Apr 2024 it cannot be at most 100 "
        "(A) and at least 150 (B)"
    ]
    assert table[["basis", "within"]].values.tolist() == [["recorded", "killed; Land; people; "]]


SEX = "of,whole,breakdown,part,complete\n" + "".join(
    f"population,people,sex,{part},\n" for part in ("men", "women")
)


@pytest.mark.parametrize(
    ("basis", "of_the_whole", "figure", "contradicts"),
    [
        ("identified", "", "100", True),
        ("confirmed", "estimated", "100", True),
        ("identified", "", "120", False),
        ("identified", "", "300", False),
        ("identified", "identified", "100", True),
        ("identified", "confirmed", "100", False),
        ("", "identified", "100", False),
        ("probable", "", "100", False),
    ],
)
def test_documented_parts_added_cannot_exceed_a_total(basis, of_the_whole, figure, contradicts):
    """70 men and 50 women: no total of 100, but one of 300, of whom the others are not known."""
    told = framed(
        compared(
            text(
                row("A", 70, basis, whom="men"),
                row("A", 50, basis, whom="women"),
                row("B", figure, of_the_whole),
            ),
            parts=SEX,
        ).discrepancies
    )
    assert told["figure_b"].tolist() == [">=120"] * contradicts
    if contradicts and basis != of_the_whole:
        assert "70 men + 50 women" in told["reason"][told.index[0]]
        assert f"the {basis} in all {of_the_whole or 'reported'}" in told["reason"][told.index[0]]


def test_a_part_is_not_told_again_where_the_documented_parts_added_are():
    told = compared(
        text(
            row("A", 70, "identified", whom="men"),
            row("A", 50, "identified", whom="women"),
            row("B", 60),
        ),
        parts=SEX,
    ).discrepancies
    assert told["figure_b"].tolist() == [">=120"]


def test_one_source_that_names_more_than_it_reports_is_told():
    rows = row("A", 100), row("A", 150, "identified"), row("A", 120, "probable")
    assert problems(*rows) == [
        ("part-exceeds-whole", 3,
         "150 killed (identified) is more than 100 killed (as reported) (case.csv:2), "
         "which holds it"),
    ]  # fmt: skip


def test_a_row_at_odds_with_its_own_total_can_say_so():
    head = f"{HEAD},url,notes,waives"
    rows = (
        f"{row('A', 100)},https://example.org/a,,",
        f"{row('A', 150, 'identified')},https://example.org/a,as published,part-exceeds-whole",
    )
    assert not check(parse(loaded("\n".join([head, *rows]) + "\n"))).issues


# different counts


WOMEN = (
    row("MoH", "34,735"), row("MoH", "24,686", "identified", day="2024-05-02"),
    row("MoH", "9,500", whom="women, people"),
    row("MoH", "4,959", "identified", whom="women, people", day="2024-05-02"),
)  # fmt: skip


def test_a_count_of_names_below_one_of_reports_is_no_fall():
    assert problems(*WOMEN) == []
    assert pairs(*WOMEN) == []
    history = framed(compared(text(*WOMEN)).history)
    assert history["change"].isna().all()
    assert set(history["status"]) == {"current"}


def test_it_is_said_that_they_are_different_counts():
    comparison = compared(text(*WOMEN))
    said = " ".join(ranges_table.text(comparison, 80).split())
    assert "34,735 as reported and 24,686 identified are different counts" in said
    assert "9,500 as reported and 4,959 identified are different counts" in said
    told = history_table.text(comparison, 80)
    assert "women, people · L · killed (identified)\n" in told
    assert "fall" not in said + told


def test_one_basis_alone_needs_no_such_words():
    comparison = compared(text(WOMEN[0], WOMEN[2]))
    assert "different count" not in ranges_table.text(comparison, 80)


def test_what_is_known_by_name_within_what_is_reported_is_said_of_a_conflict():
    told = discrepancies_table.text(compared(text(row("A", 1), row("B", 2, "identified"))), 80)
    assert "people · L · killed (identified), inside people · L · killed\n" in told


# the column in every table, selection, and the ways in and out


def test_basis_stands_behind_measure_in_every_table():
    for name, table in TABLES.items():
        names = list(names_of(table))
        if "measure" in names:
            assert names[names.index("measure") + 1] == "basis", name
    assert COLUMNS[COLUMNS.index("measure") + 1] == "basis"


def test_counts_as_reported_are_selected_by_an_empty_basis(tmp_path, capfd):
    write_ledger(tmp_path, text(*WOMEN))
    asked = ["--ledger", str(tmp_path), "compare", "--format", "csv"]

    def bases(*words):
        assert run([*asked, *words]) == 0
        return [one["basis"] for one in csv.DictReader(io.StringIO(capfd.readouterr().out))]

    assert bases("--basis", "") == ["", ""]
    assert bases("--basis", "identified") == ["identified", "identified"]
    assert bases("--basis", "", "--basis", "identified") == ["", "identified", "", "identified"]
    assert run([*asked, "--basis", "confirmed"]) == 2
    assert "confirmed" in capfd.readouterr().err


def test_the_library_selects_by_it_too(tmp_path):
    write_ledger(tmp_path, text(*WOMEN))
    assert reconcile.compare(tmp_path, basis="")["low"].tolist() == [34735, 9500]
    assert reconcile.align(tmp_path, basis=["identified"])["figure"].tolist() == ["24,686", "4,959"]


@pytest.mark.parametrize("to", ["csv", "hxl", "json", "xlsx"])
def test_it_comes_back_from_every_export(tmp_path, capfd, to):
    (tmp_path / "a").mkdir()
    write_ledger(tmp_path / "a", text(*WOMEN))
    path = tmp_path / f"out.{'csv' if to == 'hxl' else to}"
    table = [] if to == "hxl" else ["--table", "ledger"]
    there = ["--ledger", str(tmp_path / "a"), "export", "--to", to, *table, "--output", str(path)]
    assert run(there) == 0
    back = ["--ledger", str(tmp_path / "b"), "import", str(path), "--as", "reconcile"]
    assert run([*back, "--kind", "government"]) == 0
    capfd.readouterr()
    with (tmp_path / "b" / "case.csv").open(encoding="utf-8", newline="") as file:
        found = [(one["basis"], one["figure"]) for one in csv.DictReader(file)]
    assert found == [
        ("", "34,735"), ("identified", "24,686"), ("", "9,500"), ("identified", "4,959"),
    ]  # fmt: skip


def test_a_ledger_without_the_column_reads_as_one_in_which_it_is_empty():
    old = "source,published,measure,figure\nA,2024-04-30,killed,10\nB,2024-04-30,killed,30\n"
    new = (
        "source,published,measure,basis,figure\nA,2024-04-30,killed,,10\nB,2024-04-30,killed,,30\n"
    )
    one, other = compared(old), compared(new)
    for name in ("ranges", "discrepancies", "history", "sources"):
        assert framed(getattr(one, name)).equals(framed(getattr(other, name))), name
