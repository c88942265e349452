"""Breakdowns against the plain model: what follows from them, and parts against wholes."""

from fractions import Fraction

from examples import examples
from hypothesis import given, strategies as st
from ledgers import compared
from plain_rules import Model

from reconcile.aligning.estimates import Estimate
from reconcile.aligning.status import STATUSES
from reconcile.comparison.schema import Discrepancy

COLUMNS = ("source", "published", "as_of", "population", "place", "measure", "figure")
SOURCES = "source,name,kind,derives_from\nA,A,other,\nB,B,other,A\nC,C,other,\n"
BREAKDOWNS = (
    ("population", "all", "sex", ("men", "women", "unknown sex")),
    ("population", "all", "age", ("children", "adults")),
    ("population", "all", "pairs", ("men", "women")),
    ("population", "men", "age", ("boys", "grown men")),
    ("place", "Land", "district", ("North", "South")),
    ("place", "Land", "side", ("North", "East", "West")),
)
NAMES = {
    "population": ("all", "men", "women", "unknown sex", "children", "adults", "boys", "grown men"),
    "place": ("Land", "North", "South", "East", "West"),
}
DATES = ("2025-01-01", "2025-01-01", "2025-01-01", "2025-01-05", "2025-01-05~", "")
FIGURES = (
    "0", "10", "10", "20", "20", "30", "~30", ">=20", "<30", "10-20", "unknown", "withdrawn",
)  # fmt: skip
WHOLES = ("10", "30", "40", "60", "90", "~60", ">=60", "<=50", "40-60")
MEASURES = ("killed", "killed", "killed", "killed", "killed+wounded", "missing", "casualties")


@st.composite
def occasions(draw, numbers):
    """The rows that one source gave at one time: some parts of a breakdown, and perhaps a whole."""
    column, whole, _, parts = BREAKDOWNS[draw(st.sampled_from(numbers))]
    row = {
        "source": draw(st.sampled_from("AABC")), "published": draw(st.sampled_from(DATES)),
        "as_of": draw(st.sampled_from(("", "", "", "2025-01-01"))), "population": "all",
        "place": draw(st.sampled_from(("", "", "Land"))),
        "measure": draw(st.sampled_from(MEASURES)),
    }  # fmt: skip
    row[column] = whole
    names = [*parts, *draw(st.lists(st.sampled_from(NAMES[column]), max_size=2))]
    left_out = draw(st.sampled_from((None, None, None, None, 0, 1)))
    given_ = [name for at, name in enumerate(names) if at != left_out]
    rows = [row | {column: name, "figure": draw(st.sampled_from(FIGURES[:-1]))} for name in given_]
    if draw(st.booleans()):
        rows.append(row | {"figure": draw(st.sampled_from((*WHOLES, "unknown", "withdrawn")))})
    if draw(st.booleans()):
        changed = draw(st.sampled_from(rows))
        rows.append(changed | {"figure": draw(st.sampled_from(FIGURES)), "published": "2025-02-01"})
    return rows


@st.composite
def ledgers(draw):
    """The texts of a case of a few rows and of its breakdowns, and how it is asked about."""
    there = draw(st.lists(st.sampled_from(range(len(BREAKDOWNS))), min_size=1, unique=True))
    rows = [
        row for each in draw(st.lists(occasions(there), min_size=1, max_size=3)) for row in each
    ]
    for row in draw(st.lists(st.sampled_from(rows), max_size=3)):
        whole = {"population": "all", "place": draw(st.sampled_from((row["place"], "Land")))}
        said = {"source": draw(st.sampled_from("BC")), "figure": draw(st.sampled_from(WHOLES))}
        rows.append(row | whole | said)
    complete = {number: draw(st.sampled_from(("yes", "yes", ""))) for number in there}
    parts = [
        f"{of},{whole},{name},{part},{complete[number]}"
        for number in there
        for of, whole, name, every in (BREAKDOWNS[number],)
        for part in every
    ]
    asked = {
        "known_by": draw(st.sampled_from(("", "", "2025-01-09"))),
        "window": draw(st.sampled_from((0, 7, 30))),
        "tolerance": Fraction(draw(st.sampled_from(("0", "1", "30")))),
    }
    text = "\n".join([",".join(COLUMNS), *(",".join(one[n] for n in COLUMNS) for one in rows)])
    return text + "\n", "\n".join(["of,whole,breakdown,part,complete", *parts]) + "\n", asked


@examples(80)
@given(ledgers())
def test_what_follows_from_breakdowns_is_that_of_the_plain_model(made):
    text, parts, asked = made
    comparison = compared(text, sources=SOURCES, parts=parts, **asked)
    model = Model({"case.csv": text, "sources.csv": SOURCES, "parts.csv": parts}, **asked)
    alignment = comparison.alignment
    where = alignment.where
    estimates = alignment.estimates.rows(Estimate)
    assert sorted(
        (one.source, one.population, one.place, one.measure, one.lower, one.upper, one.point,
         STATUSES[one.status], sorted(where(one.number).split()))
        for one in estimates if one.derived
    ) == sorted(
        (one.source, *one.estimand[1:4], one.said.lower, one.said.upper, one.said.point,
         one.status, sorted(one.rows))
        for one in model.estimates if one.derived
    )  # fmt: skip
    every = comparison.discrepancies.rows(Discrepancy)
    sums = {row.number: row for row in comparison.sums.rows(Estimate)}
    assert sorted(
        (pair.source_a, pair.where_a.split(), pair.source_b, sorted(pair.where_b.split()),
         pair.population, pair.place, pair.measure, sums[pair.b].lower, sums[pair.b].upper)
        for pair in every if pair.b in sums
    ) == sorted(
        (claim.source, list(claim.rows), sum_.source, sorted(sum_.rows), *sum_.estimand[1:4],
         sum_.said.lower, sum_.said.upper)
        for claim, sum_ in model.part_pairs()
    )  # fmt: skip
    assert all(
        pair.verdict == "conflict"
        and pair.within == f"{pair.measure}; {pair.place}; {pair.population}; "
        for pair in every
        if pair.b in sums
    )
