"""The sources: what each contributed, and how that is told."""

import pytest
from ledgers import aligned, compared
from wcwidth import width

from reconcile import tables
from reconcile.cli import run
from reconcile.comparison import Selection, compare

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
    return comparison.sources.to_numpy().tolist()


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
        "reconcile: --ratios and --without are two tables; give one of them; "
        "see reconcile sources --help\n"
    )
