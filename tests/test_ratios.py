"""R11: which figures of two sources are matched, their ratios, and what is left out."""

import pytest
from hypothesis import given, strategies as st
from ledgers import compared, framed
from wcwidth import width

from reconcile import tables
from reconcile.aligning.estimates import Estimate
from reconcile.notation.dates import parse_date

HEAD = "source,published,as_of,place,measure,figure,since\n"


def of(*rows, **settings):
    """The comparison of rows, of which each may lack the last cells."""
    return compared(
        HEAD + "".join(f"{row}{',' * (6 - row.count(','))}\n" for row in rows), **settings
    )


def figures(source, *said, measure="killed"):
    """One row a figure of `source`, each as day and figure."""
    return [f"{source},{day},,Town,{measure},{figure}" for day, figure in said]


def table(comparison):
    return framed(comparison.ratios.table).to_numpy().tolist()


def matches(comparison):
    """The matched figures in the order of the table."""
    figure = [row.figure for row in comparison.alignment.estimates.rows(Estimate)]
    return [
        (figure[match.a], figure[match.b], round(match.ratio, 4))
        for match in framed(comparison.ratios.matches).itertuples()
    ]


A = figures("A", ("2025-01-01", 100), ("2025-02-01", 200), ("2025-03-01", 400))
B = figures("B", ("2025-01-03", 150), ("2025-02-01", 250), ("2025-03-08", 800))


def test_median_ends_and_pairs():
    assert table(of(*A, *B)) == [["A", "B", 3, 1.5, 1.25, 2.0]]
    assert matches(of(*A, *B)) == [("100", "150", 1.5), ("200", "250", 1.25), ("400", "800", 2.0)]


def test_the_window_decides_what_is_of_one_time():
    assert table(of(*A, *B, window=6)) == []
    assert of(*A, *B, window=6).ratios.fewer == 1
    assert of(*A, *B, window=0).ratios.fewer == 1
    assert of(*A, *figures("B", ("2026-01-01", 5)), window=0).ratios.fewer == 0


def test_of_an_even_number_the_median_lies_between_the_middle_two():
    more = figures("A", ("2025-04-01", 100)), figures("B", ("2025-04-01", 170))
    assert table(of(*A, *B, *more[0], *more[1])) == [["A", "B", 4, 1.6, 1.25, 2.0]]


def test_the_higher_source_by_the_median_is_divided():
    turned = [row.replace("A,", "Z,", 1) for row in A]
    assert table(of(*turned, *B)) == [["Z", "B", 3, 1.5, 1.25, 2.0]]
    lower = figures("B", ("2025-01-01", 50), ("2025-02-01", 100), ("2025-03-01", 800))
    assert table(of(*A, *lower)) == [["B", "A", 3, 2.0, 0.5, 2.0]]


def test_names_decide_where_both_ways_round_are_the_same():
    same = figures("B", ("2025-01-01", 100), ("2025-02-01", 100), ("2025-03-01", 800))
    assert table(of(*same, *A)) == [["A", "B", 3, 1.0, 0.5, 2.0]]
    four = figures("B", ("2025-01-01", 50), ("2025-02-01", 400), ("2025-03-01", 800))
    days = *A, *figures("A", ("2025-04-01", 10)), *four, *figures("B", ("2025-04-01", 5))
    # the middle two are a half and the double, whichever is divided
    assert table(of(*days)) == [["A", "B", 4, 1.25, 0.5, 2.0]]


def test_each_figure_is_matched_once_the_nearest_first():
    one = figures(
        "A", ("2025-01-01", 100), ("2025-01-05", 200), ("2025-02-01", 1), ("2025-03-01", 1)
    )
    other = figures("B", ("2025-01-04", 300), ("2025-02-01", 3), ("2025-03-01", 3))
    assert matches(of(*one, *other)) == [("200", "300", 1.5), ("1", "3", 3.0), ("1", "3", 3.0)]
    both = of(*one, *other, *figures("B", ("2025-01-08", 900)))
    # 4 and 5 January are nearest, and so 1 and 8 January are left for each other
    assert matches(both)[:2] == [("100", "900", 9.0), ("200", "300", 1.5)]
    assert len(matches(of(*one, *other, *figures("B", ("2025-01-09", 900))))) == 3


def test_of_equally_near_ones_the_earlier_is_matched():
    rest = [("2025-02-01", 1), ("2025-03-01", 1)]
    around = figures("A", ("2025-01-07", 70), ("2025-01-13", 130), *rest)
    middle = figures("B", ("2025-01-10", 140), *rest)
    assert matches(of(*around, *middle))[0] == ("70", "140", 2.0)
    assert matches(of(*around[::-1], *middle))[-1] == ("70", "140", 2.0)


def test_only_one_count_is_compared_with_itself():
    wounded = [row.replace("killed", "wounded") for row in B]
    elsewhere = [row.replace("Town", "Village") for row in B]
    since = [f"{row},2024-12-01" for row in B]
    for others in (wounded, elsewhere, since):
        assert of(*A, *others).ratios.fewer == 0
    assert table(of(*A[:2], *B[:2], *(f"{row},2024-12-01" for row in (A[2], B[2])))) == [
        ["A", "B", 3, 1.5, 1.25, 2.0]
    ]


def test_vague_dates_are_matched_if_no_reading_of_them_is_beyond_the_window():
    about = figures("B", ("2025-01-03~", 150), ("2025-02-01", 250), ("2025-03-01/2025-03-08", 800))
    assert len(matches(of(*A, *about))) == 3
    assert len(matches(of(*A, *about[:2], *figures("B", ("2025-03-01/2025-03-09", 800))))) == 0
    assert of(*A, *figures("B", ("2025-01", 5), ("2025-02~", 5))).ratios.unplaced == 2
    undated = of(*A, "B,,,Town,killed,5", "C,,,Town,killed,6")
    assert (undated.ratios.fewer, undated.ratios.unplaced) == (0, 2)


def test_history_counts_and_what_no_longer_stands_does_not():
    corrected = of(*A, *B, "B,2025-04-01,2025-01-03,Town,killed,300")
    assert matches(corrected) == [("100", "300", 3.0), *matches(of(*A, *B))[1:]]
    taken = of(*A, *B, "B,2025-02-20,2025-02-20,Town,killed,withdrawn")
    assert taken.ratios.fewer == 1
    assert framed(taken.ratios.matches).empty
    silent = of(*A, *B[:2], "B,2025-03-01,,Town,killed,unknown")
    assert (silent.ratios.fewer, table(silent)) == (1, [])


def test_stale_figures_count_whatever_the_age_limit():
    assert table(of(*A, *B, max_age=0)) == table(of(*A, *B))


def test_rows_outside_the_cut_or_set_aside_have_no_part():
    assert of(*A, *B, known_by="2025-02-28").ratios.fewer == 1
    aside = compared(
        "source,published,measure,figure,set_aside\n"
        + "".join(f"{s},2025-0{m}-01,killed,{m},\n" for s in "AB" for m in (1, 2))
        + "A,2025-03-01,killed,3,\nB,2025-03-01,killed,3,a misreport\n"
    )
    assert aside.ratios.fewer == 1


def test_there_is_no_ratio_to_none():
    zero = of(*A, *B, *figures("A", ("2025-04-01", 0)), *figures("B", ("2025-04-02", 9)))
    assert table(zero) == [["A", "B", 3, 1.5, 1.25, 2.0]]
    assert zero.ratios.zeros == ((6, 7),)
    told = " ".join(tables.text(zero, "ratios", 80).split())
    assert "there is no ratio to 0: A 0 (1 Apr 2025) and B 9 (2 Apr 2025)" in told
    assert of(*figures("A", ("2025-04-01", 0)), *figures("B", ("2025-04-02", 0))).ratios.fewer == 1


def test_derived_figures_stand_where_the_source_gave_none():
    parts = [
        row for day in ("01", "02", "03")
        for row in (f"A,2025-{day}-01,,Town,killed,10", f"A,2025-{day}-01,,Town,wounded,>=20")
    ]  # fmt: skip
    sums = figures("B", *((f"2025-0{n}-01", 60) for n in (1, 2, 3)), measure="killed+wounded")
    found = of(*parts, *sums)
    assert table(found) == [["A", "B", 3, 2.0, 2.0, 2.0]]
    assert found.ratios.matches["limit"].tolist() == [True] * 3
    told = tables.text(found, "ratios", 80)
    assert "* derived: A killed+wounded 30 = killed 10 + wounded ≥20" in told
    assert "3 ratios rest on a figure that is open or a limit (at least, up to)" in told


def test_figures_derived_from_the_same_measures_say_nothing_more():
    said = [
        f"{source},2025-01-01,,Town,{measure},{count}"
        for source, count in (("A", 10), ("B", 20))
        for measure in ("killed", "wounded")
    ]
    found = of(*said, "C,2025-01-01,,Town,killed+wounded,50")
    assert found.alignment.estimates["derived"].sum() == 2
    assert (table(found), found.ratios.fewer) == ([], 3)


def test_the_greatest_ratio_comes_first_then_the_most_pairs():
    more = [("2025-04-01", 100)]
    c = [row.replace("B,", "C,", 1) for row in B] + figures("C", *more)
    found = of(*A, *figures("A", *more), *B, *c)
    assert [row[:4] for row in table(found)] == [
        ["A", "B", 3, 1.5], ["A", "C", 4, 1.375], ["B", "C", 3, 1.0],
    ]  # fmt: skip


def test_ratios_to_read():
    assert tables.text(of(*A, *B), "ratios", 80) == (
        "everything published · same time: within 7 days · earlier and stale figures too\n"
        "\n"
        "        pairs  median  lowest  highest\n"
        "B to A      3   ×1.50   ×1.25    ×2.00\n"
        "    ×1.50  soldiers · Town · killed: B 150 (3 Jan 2025) case.csv:5 to A\n"
        "        100 (1 Jan 2025) case.csv:2\n"
        "    ×1.25  soldiers · Town · killed: B 250 (1 Feb 2025) case.csv:6 to A\n"
        "        200 (1 Feb 2025) case.csv:3\n"
        "    ×2.00  soldiers · Town · killed: B 800 (8 Mar 2025) case.csv:7 to A\n"
        "        400 (1 Mar 2025) case.csv:4\n"
        "\n"
        "A description of what was published, never used to correct a figure: it does not\n"
        "  show which source is right, and a steady ratio can come from another way of\n"
        "  counting.\n"
    )


def test_nothing_is_said_below_three_pairs_and_how_many_those_are():
    told = tables.text(of(*A[:2], *B[:2]), "ratios", 80)
    assert "no two sources can be matched 3 times; below that nothing is said" in told
    assert "1 pair of sources was matched, but gave fewer than 3 ratios" in told
    assert "×" not in told


def test_two_sources_of_one_origin_are_said_to_be():
    listed = "source,kind,derives_from\nA,media,B\nB,media,\n"
    assert "A and B both rest on B" in tables.text(of(*A, *B, sources=listed), "ratios", 80)


def test_of_many_ratios_the_lowest_the_middle_and_the_highest_are_shown():
    days = [f"2025-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 27, 5)]
    rows = [
        f"{name},{day},,Place {place},killed,{count + number}"
        for name, count in (("A", 100), ("B", 300))
        for number, day in enumerate(days)
        for place in range(9)
    ]
    found = of(*rows, window=0)
    assert table(found)[0][2] == 648
    told = tables.text(found, "ratios", 80)
    assert told.count("case.csv:") == 6
    assert "    and 645 between them\n" in told


@pytest.mark.parametrize("columns", [80, 100, 120])
def test_it_fits_its_width(columns):
    long = "A name of a source that goes on and on until it is some eighty characters long"
    named = [row.replace("A,", f"{long},", 1) for row in A]
    shown = tables.text(of(*named, *B), "ratios", columns)
    assert max(map(width, shown.splitlines())) <= columns
    assert "| of   | to   |   pairs |   median |" in tables.flat(of(*A, *B), "ratios", "github")


DAYS = st.integers(1, 28)
SAID = st.dictionaries(st.tuples(st.sampled_from("ABC"), DAYS), st.integers(1, 9), max_size=14)


def nearest_first(said, one, other, window):
    """The matches by trying all pairs of days again and again."""
    left = {name: {day for source, day in said if source == name} for name in (one, other)}
    found = []
    while near := [
        (abs(a - b), min(a, b), a, b)
        for a in left[one]
        for b in left[other]
        if abs(a - b) <= window
    ]:
        _, _, a, b = min(near)
        left[one].remove(a)
        left[other].remove(b)
        found.append((a, b))
    return sorted(found)


@given(SAID, st.integers(0, 9), st.randoms())
def test_matching_is_nearest_first_whatever_the_order_of_the_ledger(said, window, random):
    rows = [f"{source},2025-01-{day:02},,Town,killed,{n}" for (source, day), n in said.items()]
    random.shuffle(rows)
    if not rows:
        return
    comparison = of(*rows, window=window)
    found = comparison.ratios
    begin = parse_date("2025-01-01").first - 1
    day = (comparison.alignment.estimates["as_of_first"] - begin).astype(int)
    seen = {
        (row.source_a, row.source_b): sorted(
            (int(day[match.a]), int(day[match.b]))
            for match in framed(found.matches).itertuples()
            if match.row == row.Index
        )
        for row in framed(found.table).itertuples()
    }
    fewer = 0
    for one, other in ("AB", "AC", "BC"):
        expected = nearest_first(said, one, other, window)
        turned = sorted((b, a) for a, b in expected)
        if len(expected) >= 3:
            assert expected == seen.get((one, other)) or turned == seen[other, one]
        else:
            assert not {(one, other), (other, one)} & set(seen)
            fewer += bool(expected)
    assert found.fewer == fewer
    assert (found.table["ratio"] >= 1).all()
    assert (found.table["ratio_low"] <= found.table["ratio"]).all()
    assert (found.table["ratio"] <= found.table["ratio_high"]).all()
