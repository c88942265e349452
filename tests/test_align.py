"""Relays of one statement (R1), what is current at a cut (R3), and that nothing is lost (R4)."""

from collections import Counter

import numpy as np
import pytest
from examples import examples
from hypothesis import given, strategies as st
from ledgers import POPULATION, aligned, broken, compared, framed, loaded, statuses

from reconcile.aligning.alignment import align
from reconcile.aligning.status import STATUSES, Cut
from reconcile.aligning.typed_cells import parse
from reconcile.comparison import compare
from reconcile.errors import NotationError, SelectionError
from reconcile.notation.dates import parse_date
from reconcile.notation.figures import parse_figure
from reconcile.notation.measures import Measures

INFINITE = float("inf")


def relayed(*figures):
    """The one estimate that these figures, relays of one statement, make."""
    rows = "".join(f'A,relay {n},2025-01-13,killed,"{f}"\n' for n, f in enumerate(figures))
    estimates = aligned(f"source,via,published,measure,figure\n{rows}").estimates
    assert len(estimates) == 1
    return framed(estimates).iloc[0]


@pytest.mark.parametrize(
    ("figures", "lower", "upper", "point"),
    [
        (["300", "300"], 300, 300, 300),
        (["~300", ">=300"], 300, 330, 300),
        (["~2,700", "2,700"], 2700, 2700, 2700),
        (["100–300", "200–400"], 200, 300, 200),
        (["100–300", "200–400", "250–500"], 250, 300, 300),
        ([">=100", ">200"], 201, INFINITE, 201),
        ([">3,000", ">3,000"], 3001, INFINITE, 3000),
        (["300", "unknown"], 300, 300, 300),
        (["100", "200"], 100, 200, 100),
        (["100", "300", "200"], 100, 300, 200),
        (["100", "200", ">=250"], 100, INFINITE, 200),
        (["100–200", "150–250", "220–300"], 100, 300, 200),
        (["100", "200", "300", "500"], 100, 500, 200),
        (["<100", ">=200"], 0, INFINITE, 100),
    ],
)
def test_relays_have_the_overlap_of_their_bounds_or_the_hull(figures, lower, upper, point):
    for order in (figures, figures[::-1]):
        estimate = relayed(*order)
        assert (estimate["lower"], estimate["upper"], estimate["point"]) == (lower, upper, point)


def test_relays_that_all_gave_no_number_gave_none():
    estimate = relayed("unknown", "unknown")
    assert estimate["unknown"]
    assert np.isnan(estimate["point"])


def test_a_statement_is_shown_as_its_narrowest_relay_has_it():
    assert relayed("~300", "290–310", ">=100")["figure"] == "290–310"


def test_one_relay_that_reports_a_withdrawal_withdraws_the_statement():
    text = (
        "source,via,published,measure,figure\n"
        "A,one,2025-01-13,killed,300\n"
        "A,two,2025-01-13,killed,withdrawn\n"
    )
    assert statuses(text) == ["withdrawn", "withdrawn"]
    estimate = framed(aligned(text).estimates).iloc[0]
    assert estimate["figure"] == "withdrawn"
    assert np.isnan(estimate[["point", "lower"]].astype(float)).all()
    assert len(compared(text).current) == 0


def test_a_withdrawal_takes_back_itself_and_what_was_said_before_it():
    text = (
        "source,published,measure,figure\n"
        "A,2025-01-01,killed,10\n"
        "A,2025-01-02,killed,withdrawn\n"
        "A,2025-01-03,killed,12\n"
        "B,2025-01-01,killed,10\n"
    )
    assert aligned(text).estimates["taken_back"].tolist() == [True, True, False, False]


@pytest.mark.parametrize("said", ["withdrawn", "40"])
def test_what_follows_from_figures_is_taken_back_with_them_alone(said):
    """It is none that its source gave, so that no withdrawal of the sum speaks of it."""
    estimates = framed(
        aligned(
            "source,published,measure,figure\n"
            "A,2025-01-01,killed,10\n"
            "A,2025-01-01,wounded,20\n"
            f"A,2025-01-05,killed+wounded,{said}\n"
        ).estimates
    )
    assert estimates["derived"].tolist() == [False, False, False, True]
    assert estimates["taken_back"].tolist() == [False, False, said == "withdrawn", False]


def test_a_sum_of_parts_rests_on_the_rows_of_its_parts():
    alignment = aligned(
        "source,published,population,measure,figure\n"
        "A,2025-01-01,children,killed,4\n"
        "A,2025-01-01,men,killed,10\n"
        "A,2025-01-01,women,killed,20\n",
        parts="of,whole,breakdown,part,complete\n"
        "population,adults,sex,men,\npopulation,adults,sex,women,\n",
    )
    (number,) = alignment.sums.of
    assert number == len(alignment.estimates)
    assert alignment.parts_of(number) == alignment.rows_of(number) == [1, 2]
    assert alignment.where(number) == "case.csv:3 case.csv:4"


@pytest.mark.parametrize(
    "other", ["", "Z,zero,2025-01-01,,wounded,1\nZ,one,2025-01-01,,wounded,1\n"]
)
def test_what_is_withdrawn_has_no_bounds_whatever_else_the_ledger_holds(other):
    text = (
        "source,via,published,as_of,measure,figure\n"
        "A,,2025-01-13,,killed,300\nA,,2025-01-14,,killed,withdrawn\n" + other
    )
    history = framed(compared(text).history)
    gone = history[history["status"] == "withdrawn"].iloc[0]
    assert gone[["point", "lower", "upper", "change"]].isna().all()
    assert gone["figure"] == "withdrawn"


def test_an_empty_as_of_is_the_published_date_and_the_other_way_round():
    text = (
        "source,via,published,as_of,measure,figure\n"
        "A,one,2025-01-13,,killed,300\n"
        "A,two,2025-01-13,2025-01-13,killed,310\n"
        "A,three,,2025-01-13,killed,320\n"
    )
    estimates = aligned(text).estimates
    assert len(estimates) == 1
    assert [*estimates["published"], *estimates["as_of"]] == ["2025-01-13"] * 2
    assert aligned(text).where(0) == "case.csv:2 case.csv:3 case.csv:4"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A,2025-01-13,,,Here,killed", "B,2025-01-13,,,Here,killed"),
        ("A,2025-01-13,,,Here,killed", "A,2025-01-14,,2025-01-13,Here,killed"),
        ("A,2025-01-13,,,Here,killed", "A,2025-01-13,,2025-01-12,Here,killed"),
        ("A,2025-01-13,,,Here,killed", "A,2025-01-13,2025-01-01,,Here,killed"),
        ("A,2025-01-13,,,Here,killed", "A,2025-01-13,,,There,killed"),
        ("A,2025-01-13,,,Here,killed", "A,2025-01-13,,,Here,missing"),
        ("A,2025-01-13~,,,Here,killed", "A,2025-01-13,,,Here,killed"),
    ],
)
def test_rows_that_differ_in_any_of_these_are_no_relays(one, other):
    header = "source,published,since,as_of,place,measure,figure"
    assert len(aligned(f"{header}\n{one},1\n{other},1\n").estimates) == 2


def test_dates_of_relays_compare_as_spans():
    text = (
        "source,published,since,as_of,measure,figure\n"
        "A,2025-02-01,2024,2025-01,killed,300\n"
        "A,2025-02-01?,2024-01-01/2024-12-31,2025-01-01/2025-01-31,killed,310\n"
    )
    assert len(aligned(text).estimates) == 1
    two_cases = {"a": text, "b": text}
    assert len(aligned(two_cases).estimates) == 2


def test_two_spellings_of_one_since_are_one_estimand():
    text = (
        "source,published,since,measure,figure\n"
        "A,2025-02-01,2025-01,killed,300\n"
        "B,2025-02-01,2025-01-01/2025-01-31,killed,310\n"
    )
    ranges = framed(compared(text).ranges)
    assert ranges[["since", "sources"]].values.tolist() == [["2025-01", 2]]


HEADER = "source,published,as_of,measure,figure"

# rows, and the status of each
STANDING = {
    "one figure": (["2025-01-01,,1"], ["current"]),
    "a later one": (["2025-01-01,,1", "2025-01-02,,2"], ["earlier", "current"]),
    "a later one that stands first": (["2025-01-02,,2", "2025-01-01,,1"], ["current", "earlier"]),
    "by as_of before published": (
        ["2025-03-01,2025-01-01,1", "2025-02-01,2025-01-02,2"],
        ["earlier", "current"],
    ),
    "a correction": (
        ["2025-01-10,2025-01-01,1", "2025-01-11,2025-01-01,2"],
        ["superseded", "current"],
    ),
    "two corrections": (
        ["2025-01-10,2025-01-01,1", "2025-01-12,2025-01-01,3", "2025-01-11,2025-01-01,2"],
        ["superseded", "current", "superseded"],
    ),
    "a correction of an earlier one": (
        ["2025-01-01,,1", "2025-01-05,,2", "2025-01-09,2025-01-01,3"],
        ["superseded", "current", "earlier"],
    ),
    "the last day decides": (
        ["2025-02-01,2025-01-01/2025-01-20,1", "2025-02-01,2025-01-10/2025-01-15,2"],
        ["current", "earlier"],
    ),
    "then the first day": (
        ["2025-02-01,2025-01-01/2025-01-20,1", "2025-02-01,2025-01-10/2025-01-20,2"],
        ["earlier", "current"],
    ),
    "the last day of published decides": (
        ["2025-02-01,2025-01,1", "2025-02,2025-01,2"],
        ["superseded", "current"],
    ),
    "unknown is said too": (["2025-01-01,,1", "2025-01-02,,unknown"], ["earlier", "current"]),
    "withdrawn": (["2025-01-01,,1", "2025-01-02,,withdrawn"], ["earlier", "withdrawn"]),
    "withdrawn for its own date": (
        ["2025-01-01,,1", "2025-01-09,2025-01-01,withdrawn"],
        ["superseded", "withdrawn"],
    ),
    "a new figure after a withdrawal": (
        ["2025-01-01,,1", "2025-01-02,,withdrawn", "2025-01-03,,3"],
        ["earlier", "withdrawn", "current"],
    ),
    "an old figure withdrawn": (
        ["2025-01-01,,1", "2025-01-05,,2", "2025-01-09,2025-01-01,withdrawn"],
        ["superseded", "current", "withdrawn"],
    ),
    "no date is before any date": ([",,1", "2025-01-01,,2"], ["earlier", "current"]),
    "no date alone": ([",,1"], ["current"]),
    "relays share their status": (
        ["2025-01-01,,1", "2025-01-02,,2", "2025-01-01,2025-01-01,1"],
        ["earlier", "current", "earlier"],
    ),
}


@pytest.mark.parametrize(("rows", "expected"), STANDING.values(), ids=STANDING.keys())
def test_a_source_has_one_current_figure(rows, expected):
    text = [f"A,{dates},killed,{figure}" for dates, figure in (row.rsplit(",", 1) for row in rows)]
    assert statuses("\n".join([HEADER, *text])) == expected


def test_a_source_has_one_current_figure_for_each_estimand():
    text = (
        "source,published,since,place,measure,figure\n"
        "A,2025-01-01,,Here,killed,1\nA,2025-01-02,,There,killed,2\n"
        "A,2025-01-03,,Here,wounded,3\nA,2025-01-04,2025,Here,killed,4\n"
        "B,2025-01-05,,Here,killed,5\n"
    )
    assert statuses(text) == ["current"] * 5


CUTS = "A,2025-02-10,2025-01-15~,killed,1\nA,2025-02,2025-02,killed,2\n"


@pytest.mark.parametrize(
    ("cut", "expected"),
    [
        ({}, ["earlier", "current"]),
        ({"known_by": "2025-02-10"}, ["earlier", "current"]),
        ({"known_by": "2025-02-09"}, ["outside-cut", "current"]),
        ({"known_by": "2025-02-01"}, ["outside-cut", "current"]),
        ({"known_by": "2025-01-31"}, ["outside-cut", "outside-cut"]),
        ({"known_by": "2025-02"}, ["earlier", "current"]),
        ({"known_by": "2025-01"}, ["outside-cut", "outside-cut"]),
        ({"as_of": "2025-02-01"}, ["earlier", "current"]),
        ({"as_of": "2025-01-31"}, ["current", "outside-cut"]),
        ({"as_of": "2025-01"}, ["current", "outside-cut"]),
        ({"as_of": "2025-01-14"}, ["current", "outside-cut"]),
        ({"as_of": "2025-01-13"}, ["outside-cut", "outside-cut"]),
        ({"as_of": "2025-02", "known_by": "2025-02-09"}, ["outside-cut", "current"]),
        ({"as_of": "2025-01", "known_by": "2025-02-09"}, ["outside-cut", "outside-cut"]),
    ],
)
def test_a_row_is_inside_a_cut_that_its_date_does_not_begin_after(cut, expected):
    assert statuses(f"{HEADER}\n{CUTS}", **cut) == expected


def test_a_row_without_a_date_is_inside_every_cut():
    text = f"{HEADER}\nA,,,killed,1\nA,2025-01-01,,killed,2\n"
    assert statuses(text, known_by="1900", as_of="1900") == ["current", "outside-cut"]
    # published stands in for as_of, and as_of for published
    text = f"{HEADER}\nA,2025-01-05,,killed,1\nB,,2025-01-05,killed,2\n"
    for cut in ("known_by", "as_of"):
        assert statuses(text, **{cut: "2025-01-04"}) == ["outside-cut"] * 2
        assert statuses(text, **{cut: "2025-01-05"}) == ["current"] * 2


def test_a_withdrawal_outside_the_cut_has_not_happened_yet():
    text = f"{HEADER}\nA,2025-01-01,,killed,1\nA,2025-01-05,2025-01-01,killed,withdrawn\n"
    assert statuses(text, known_by="2025-01-04") == ["current", "outside-cut"]
    assert statuses(text) == ["superseded", "withdrawn"]


@pytest.mark.parametrize(
    ("max_age", "expected"),
    [
        (90, ["current", "stale", "current"]),
        (91, ["current", "current", "current"]),
        (89, ["stale", "stale", "current"]),
        (0, ["stale", "stale", "current"]),
    ],
)
def test_what_is_much_older_than_the_newest_is_stale(max_age, expected):
    text = f"{HEADER}\nA,2025-01-02,,killed,1\nB,2025-01-01,,killed,2\nC,2025-04-02,,killed,3\n"
    assert statuses(text, max_age=max_age) == expected
    assert compared(text, max_age=max_age).ranges["sources"].tolist() == [expected.count("current")]


def test_staleness_is_counted_from_last_day_to_last_day():
    text = f"{HEADER}\nA,2026,2024,killed,1\nB,2026,2025-01-10,killed,2\n"
    assert statuses(text, max_age=10) == ["current", "current"]
    assert statuses(text, max_age=9) == ["stale", "current"]


def test_staleness_is_of_one_estimand_and_inside_the_cut():
    text = (
        f"{HEADER}\nA,2024-01-01,,killed,1\nB,2025-01-01,,killed,2\nA,2024-01-01,,wounded,3\n"
        "C,,,killed,4\n"
    )
    assert statuses(text) == ["stale", "current", "current", "current"]
    assert statuses(text, known_by="2024") == ["current", "outside-cut", "current", "current"]


def test_no_age_is_too_old_on_the_same_day():
    text = f"{HEADER}\nA,2025-01-01,,killed,1\nB,2025-01-01,,killed,2\n"
    assert statuses(text, max_age=0) == ["current", "current"]


def test_what_is_set_aside_or_broken_has_no_part():
    text = (
        "source,published,measure,figure,set_aside\n"
        "A,2025-01-01,killed,1,\nA,2025-01-02,killed,2,a misreport\n"
        "A,2025-01-03,killed,dozens,\nA,2025-01-04,kiled,4,\nA,2025-13,killed,5,\n"
        "A,2025-01-06,killed,dozens,a misreport\nA,2025-01-07,killed,,\n"
    )
    invalid = "invalid"
    expected = ["current", "set-aside", invalid, invalid, invalid, invalid, invalid]
    assert statuses(text) == expected
    assert compared(text).alignment.counts == {
        **dict.fromkeys(STATUSES, 0), "current": 1, "set-aside": 1, "invalid": 5,
    }  # fmt: skip


def test_a_ledger_without_rows_aligns_and_has_nothing_to_compare():
    alignment = aligned(f"{HEADER}\n")
    assert sum(alignment.counts.values()) == 0
    with pytest.raises(SelectionError, match=r"^the ledger has no rows$"):
        compare(alignment)


def test_a_ledger_of_broken_rows_has_no_ranges():
    comparison = compared(f"{HEADER}\nA,2025-01-01,,killed,dozens\n")
    for table in ("ranges", "discrepancies", "history", "current"):
        assert len(getattr(comparison, table)) == 0
    assert comparison.rows["status"].tolist() == ["invalid"]


# --- nothing is lost: random ledgers, broken rows among them, against a slow definition

DATES = [
    "", "2025-01-01", "2025-01-02", "2025-01", "2025-01-01/2025-01-31", "2025-01-02~", "2025-02-01",
    "2024", "2025-06-01", "13.1.2025",
]  # fmt: skip
COLUMNS = "source,via,published,since,as_of,place,measure,figure,set_aside"
FIGURES = ["1", "2", "~300", ">=2", "1–3", "unknown", "withdrawn", "", "dozens", "4.000"]
ROW = st.tuples(
    st.sampled_from(["A", "B", "C", ""]),
    st.sampled_from(["", "one", "two"]),
    st.sampled_from(DATES),
    st.sampled_from(["", "", "", "2025-01", "2025-01-01/2025-01-31"]),
    st.sampled_from(DATES),
    st.sampled_from(["", "Here"]),
    st.sampled_from(["killed", "killed", "wounded", "killed+wounded", "wounded+killed", "kiled"]),
    st.sampled_from(FIGURES),
    st.sampled_from(["", "", "", "a misreport"]),
)
CUT_DATE = st.sampled_from([None, "2025-01-01", "2025-01", "2024-06-01", "2025-03"])
CUTS_OF_ANY_KIND = st.fixed_dictionaries(
    {"as_of": CUT_DATE, "known_by": CUT_DATE, "max_age": st.sampled_from([0, 30, 90])}
)


def csv_of(rows):
    """One row in ten has a cell too few."""
    lines = [
        ",".join(row)[: -1 if n % 10 == 9 and not row[-1] else None] for n, row in enumerate(rows)
    ]
    return "\n".join([COLUMNS, *lines, ""])


@examples(60)
@given(st.lists(ROW, min_size=1, max_size=14), CUTS_OF_ANY_KIND)
def test_every_row_comes_out_once_with_one_status(rows, cut):
    comparison = compared(csv_of(rows), **cut)
    table = framed(comparison.rows)
    given_rows = table[table["derived_from"] == ""]
    assert given_rows["where"].tolist() == [f"case.csv:{n + 2}" for n in range(len(rows))]
    assert given_rows["figure"].tolist() == [row[7] for row in rows]
    assert set(given_rows["status"]) <= set(STATUSES)
    counts = comparison.alignment.counts
    assert counts == {**dict.fromkeys(STATUSES, 0), **Counter(given_rows["status"])}
    assert sum(counts.values()) == len(rows)
    status = dict(zip(given_rows["where"], given_rows["status"], strict=True))
    for number, estimate in framed(comparison.estimates).iterrows():
        told = {status[place] for place in comparison.alignment.where(number).split()}
        if not estimate["derived"]:
            assert told == {STATUSES[estimate["status"]]}
        elif STATUSES[estimate["status"]] in ("current", "stale"):
            assert not told & {"superseded", "withdrawn", "set-aside", "outside-cut", "invalid"}
    current = framed(comparison.current)
    assert (current["status"] == STATUSES.index("current")).all()
    assert not current.duplicated(["source", "estimand"]).any()
    assert {number for pair in framed(comparison.discrepancies).index for number in pair} <= {
        *current.index
    }
    assert set(framed(comparison.ranges).index) == set(current["estimand"])
    assert len(comparison.history) == len(comparison.estimates)


def span(text, *others):
    """First and last day of a date, or of the first of `others` that is given."""
    for one in (text, *others):
        if one:
            date = parse_date(one)
            return date.first, date.last
    return -INFINITE, INFINITE


def rank(days):
    """Later is by last day, then first day; no date is before any date."""
    return tuple(-INFINITE if abs(day) == INFINITE else day for day in reversed(days))


def read_row(row, cut):
    """The status of a row that has no part in anything, else what it says."""
    source, _, published, since, as_of, place, measure, figure, set_aside = row
    try:
        days = span(as_of, published), span(published, as_of)
        key = (source, Measures().parse(measure), place, span(since) if since else "")
        withdrawn = parse_figure(figure).withdrawn
        for text in (published, as_of):
            span(text)
    except NotationError:
        return "invalid"
    if not source:
        return "invalid"
    if set_aside:
        return "set-aside"
    for (first, _), limit in zip(days, (cut["as_of"], cut["known_by"]), strict=True):
        if limit and first > parse_date(limit).last:
            return "outside-cut"
    return key, days, withdrawn


def one_history(said):
    """The status of each occasion on which a source spoke of one estimand, by its dates."""
    order = sorted(said, key=lambda days: (rank(days[0]), rank(days[1])))
    found = {}
    for days, following in zip(order, [*order[1:], None], strict=True):
        if any(said[days]):
            found[days] = "withdrawn"
        elif following is None:
            found[days] = "current"
        else:
            found[days] = "superseded" if days[0] == following[0] else "earlier"
    return found


def slow_statuses(rows, cut):
    """The status of every row by the words of R1, R3 and R4, one row at a time."""
    read, statements = [read_row(row, cut) for row in rows], {}
    for key, days, withdrawn in (one for one in read if isinstance(one, tuple)):
        statements.setdefault(key, {}).setdefault(days, []).append(withdrawn)
    found = {key: one_history(said) for key, said in statements.items()}
    newest = {}
    for (_, *estimand), history in found.items():
        last = [rank(days[0])[0] for days, status in history.items() if status == "current"]
        newest[(*estimand,)] = max([newest.get((*estimand,), -INFINITE), *last])
    for (_, *estimand), history in found.items():
        for days, status in history.items():
            last = days[0][1]
            if status == "current" and last < newest[(*estimand,)] - cut["max_age"]:
                history[days] = "stale"
    return [one if isinstance(one, str) else found[one[0]][one[1]] for one in read]


ONE_MEASURE = ROW.map(lambda row: (*row[:6], "killed" if "+" in row[6] else row[6], *row[7:]))


@examples(120)
@given(st.lists(ONE_MEASURE, min_size=1, max_size=12), CUTS_OF_ANY_KIND)
def test_statuses_against_a_slow_definition(rows, cut):
    text = "\n".join([COLUMNS, *map(",".join, rows), ""])
    assert statuses(text, **cut) == slow_statuses(rows, cut)


def values_of(comparison):
    """What must not depend on the order of the rows."""
    ranges = framed(comparison.ranges).drop(columns=["low_source", "high_source", "since"])
    ranges.insert(0, "since", [span(text) for text in comparison.ranges["since"]])
    pairs = [
        (
            *row[["place", "measure", "verdict", "difference", "gap"]],
            *sorted(row[["source_a", "source_b"]]),
        )
        for _, row in framed(comparison.discrepancies).iterrows()
    ]
    return sorted(map(str, ranges.values.tolist())), sorted(map(str, pairs))


@examples(60)
@given(st.data())
def test_the_order_of_the_rows_changes_no_range_and_no_verdict(data):
    rows = data.draw(st.lists(ROW, min_size=2, max_size=12))
    cut = data.draw(CUTS_OF_ANY_KIND)
    again = data.draw(st.permutations(rows))
    texts = ("\n".join([COLUMNS, *map(",".join, order), ""]) for order in (rows, again))
    one, other = (compared(text, **cut) for text in texts)
    assert values_of(one) == values_of(other)
    assert one.alignment.counts == other.alignment.counts


def test_a_cell_that_cannot_be_read_is_never_taken_for_a_withdrawal_or_no_date():
    rows = ["A,2025-01-01,,killed,1", "A,2025-01-05,,killed,dozens", "A,2025-13,,killed,3"]
    parsed = parse(loaded("\n".join([HEADER, *rows, "A,2025-01-06,,kiled,4", "A,2025,,killed,"])))
    alignment = align(parsed, np.zeros(5, dtype=bool))
    assert [STATUSES[code] for code in alignment.status] == ["current", *["invalid"] * 4]


def test_every_row_that_the_caller_calls_invalid_is():
    parsed = parse(loaded(f"{HEADER}\nA,2025-01-01,,killed,1\nB,2025-01-01,,killed,2\n"))
    invalid = broken(parsed)
    assert not invalid.any()
    invalid[0] = True
    alignment = align(parsed, invalid, Cut())
    assert alignment.counts["invalid"] == 1
    assert alignment.estimates["source"].tolist() == ["B"]
    assert alignment.estimates["population"].tolist() == [POPULATION]


def test_the_sums_of_parts_have_the_numbers_after_all_estimates():
    alignment = aligned(
        "source,published,population,measure,figure\n"
        "A,2025-01-01,women,killed,5\nA,2025-01-01,men,killed,3\nA,2025-01-01,others,killed,9\n",
        parts="of,whole,breakdown,part,complete\npopulation,all,sex,women,\npopulation,all,sex,men,\n",
    )
    last = len(alignment.estimates) - 1
    assert [one.point for one in alignment.at([last + 1, 0, last])] == [8, 5, 9]
    assert [one.number for one in alignment.at([last, last + 1])] == [last, last + 1]
    assert alignment.at([]) == []
