"""The sources: what each contributed, and how that is told."""

import pytest
from ledgers import aligned, compared, framed, write_ledger
from wcwidth import width

from reconcile import tables
from reconcile.cli import run
from reconcile.comparison import Selection, compare
from reconcile.comparison.schema import Range

LISTED = (
    "source,name,kind,side,derives_from\nNIS,,intelligence,,\nHUR,,intelligence,Ukraine,\n"
    "Mirror,,media,,NIS\nSilent,,media,,\n"
)
CASE = """source,via,published,as_of,place,measure,figure,set_aside
NIS,CNA,2025-01-13,,Kursk,killed,~300,
NIS,UPI,2025-01-13,,Kursk,killed,>=300,
NIS,CNA,2025-01-13,,Kursk,wounded,"2,700",
NIS,,2025-03,,Kursk,killed,unknown,
HUR,,2025-01-09,2025-01-08~,Kursk,killed+wounded,"4,000",
HUR,,2025-01-09,,Kursk,killed,5,not used
Mirror,,,,Kursk,killed,9,
"""


def rows(comparison):
    return framed(comparison.sources).to_numpy().tolist()


UNLISTED = (
    "source,published,as_of,measure,figure\nA,2025-01-09,,killed,5\nB,2025-01-09,,killed,9\n"
    "Hur ,2025-01-09,,wounded,9\nA,2025-02-09,,killed,bad\n"
)


def test_a_source_that_is_not_listed_counts_and_rests_on_itself():
    for sources in (LISTED, "source,kind\n"):
        comparison = compared(UNLISTED, sources=sources)
        assert {row[0]: row[3] for row in rows(comparison)} == {"A": "A", "B": "B", "Hur": "Hur"}
        (killed,) = [row for row in comparison.ranges.rows(Range) if row.measure == "killed"]
        assert (killed.sources, killed.origins, killed.low, killed.high) == (2, 2, 5, 9)


def test_missing_sources_are_shown_and_added_all_at_once(tmp_path, capfd):
    folder = write_ledger(tmp_path, UNLISTED, sources=LISTED.replace("HUR,,", '"HUR",,'))
    before = (folder / "sources.csv").read_text()
    told = ["--ledger", str(folder), "sources", "--add-missing"]
    assert run([*told, "--format", "csv"]) == 0
    printed = capfd.readouterr()
    assert printed.out.split() == [
        "source,rows,near,where", "A,2,,case.csv:2", "B,1,,case.csv:3", "Hur,1,HUR,case.csv:4",
    ]  # fmt: skip
    assert printed.err.endswith("nothing is written; with --kind KIND --yes they are added\n")
    assert run([*told, "--yes"]) == 2
    assert "say with --kind what they are (intelligence, " in capfd.readouterr().err
    assert run([*told, "--kind", "media", "--source", "B", "--yes"]) == 0
    assert (folder / "sources.csv").read_text() == f"{before}B,,media,,\n"
    assert run([*told, "--kind", "other", "--yes"]) == 0
    assert (folder / "sources.csv").read_text() == f"{before}B,,media,,\nA,,other,,\nHur,,other,,\n"
    capfd.readouterr()
    assert run(told) == 0
    assert capfd.readouterr().out == "sources.csv lists every source of the rows\n"
    (folder / "sources.csv").unlink()
    assert run(["--ledger", str(folder), "compare", "--measure", "killed", "--format", "csv"]) == 0
    assert ",2,2,5,A," in capfd.readouterr().out
    assert run([*told, "--kind", "other", "--yes"]) == 0
    assert (folder / "sources.csv").read_text().count(",other,") == 3


def test_no_source_is_put_below_a_header_that_is_misspelt(tmp_path, capfd):
    folder = write_ledger(tmp_path, UNLISTED, sources="soruce,kind\n")
    told = ["--ledger", str(folder), "sources", "--add-missing", "--kind", "media", "--yes"]
    assert run(told) == 2
    assert capfd.readouterr().err.endswith(
        f"reconcile: {folder}/sources.csv:1: [bad-header] 'soruce' is not a column; did you mean "
        "source?\n"
    )
    assert (folder / "sources.csv").read_text() == "soruce,kind\n"


def test_an_empty_list_lacks_every_source(tmp_path, capfd):
    folder = write_ledger(tmp_path, UNLISTED, sources="")
    told = ["--ledger", str(folder), "sources", "--add-missing", "--kind", "media", "--yes"]
    assert run(told) == 0
    assert capfd.readouterr().err.endswith(f"added 3 sources to {folder}/sources.csv\n")
    assert (folder / "sources.csv").read_text().count(",media") == 3
    assert run(told[:-3]) == 0
    assert capfd.readouterr().out == "sources.csv lists every source of the rows\n"


def test_missing_sources_are_those_of_the_rows_inside_the_cut(tmp_path, capfd):
    folder = write_ledger(tmp_path, UNLISTED + "C,2026-01-01,,killed,7\n", sources=LISTED)
    told = ["--ledger", str(folder), "sources", "--add-missing", "--known-by", "2025-12-31"]
    assert run(told) == 0
    assert capfd.readouterr().out == (
        "source  rows  near the listed\nA          2\nB          1\nHur        1  HUR\n\n"
        "sources.csv does not list 3 sources of 4 rows\n"
    )
    assert run([*told[:-2], "--ratios"]) == 2
    assert run(["--ledger", str(folder), "sources", "--kind", "other"]) == 2


def test_statements_are_counted_once_and_derived_figures_not_at_all():
    assert rows(compared(CASE, sources=LISTED)) == [
        ["NIS", "intelligence", "", "NIS", 3, 2, "2025-01-13", "2025-03-31"],
        ["HUR", "intelligence", "Ukraine", "HUR", 1, 1, "2025-01-07", "2025-01-09"],
        ["Mirror", "media", "", "NIS", 1, 1, "", ""],
    ]


def test_only_the_selection_inside_the_cut_counts():
    alignment = aligned(CASE, sources=LISTED, known_by="2025-01-31")
    chosen = compare(alignment, Selection(measure=("killed",)))
    assert [row[:1] + row[4:] for row in rows(chosen)] == [
        ["Mirror", 1, 1, "", ""],
        ["NIS", 1, 1, "2025-01-13", "2025-01-13"],
    ]


def test_a_source_with_derived_figures_only_has_no_row_and_is_named():
    chosen = compare(aligned(CASE, sources=LISTED), Selection(measure=("killed+wounded",)))
    assert [row[0] for row in rows(chosen)] == ["HUR"]
    assert "with derived figures only: NIS" in tables.text(chosen, "sources", 80)


def test_sources_to_read():
    assert tables.text(compared(CASE, sources=LISTED), "sources", 80) == (
        "everything published\n"
        "\n"
        "source  kind          estimates  of counts  from         to\n"
        "NIS     intelligence          3          2  13 Jan 2025  31 Mar 2025\n"
        "HUR†    intelligence          1          1  7 Jan 2025   9 Jan 2025\n"
        "Mirror  media                 1          1  no date      no date\n"
        "    rests on NIS\n"
        "\n"
        "3 sources resting on 2 origins, 5 estimates; relays of one statement are one\n"
        "  estimate, and derived figures are not counted\n"
        "† speaks for a party to the conflict: HUR for Ukraine\n"
        "4 of 7 rows current; left out: 2 earlier, 1 set-aside\n"
    )


@pytest.mark.parametrize("columns", [80, 100, 120])
def test_it_fits_its_width(columns):
    long = "A name of a source that goes on and on until it is some eighty characters long"
    listed = f"source,kind,derives_from\n{long},intelligence,\n{long} 2,intelligence,{long}\n"
    case = "source,published,measure,figure\n" + "".join(
        f"{name},2025-01-01,killed,5\n" for name in (long, f"{long} 2")
    )
    shown = tables.text(compared(case, sources=listed), "sources", columns)
    assert max(map(width, shown.splitlines())) <= columns


def test_a_table_in_a_format():
    shown = tables.flat(compared(CASE, sources=LISTED), "sources", "github")
    head = [cell.strip() for cell in shown.splitlines()[0].strip("|").split("|")]
    assert head == [
        "source", "kind", "speaks for", "rests on", "estimates", "of counts", "first", "last"
    ]  # fmt: skip


def test_two_tables_at_once_are_refused(capfd):
    assert run(["--ledger", "estimates", "sources", "--ratios", "--without", "NIS"]) == 2
    assert capfd.readouterr().err == (
        "reconcile: --ratios, --by-side, --series, --without and --add-missing are different "
        "tables; give one of them; see reconcile sources --help\n"
    )
