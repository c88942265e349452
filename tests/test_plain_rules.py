"""The whole program against the plain model of R1 to R5 and R8, on small invented ledgers."""

from fractions import Fraction

from examples import examples
from hypothesis import given, strategies as st
from ledgers import compared
from plain_rules import Model

from reconcile.aligning.estimates import Estimate
from reconcile.aligning.status import STATUSES
from reconcile.comparison.schema import Discrepancy, Range

COLUMNS = (
    "source", "via", "published", "as_of", "place", "measure", "basis", "figure", "population",
)  # fmt: skip
SOURCES = "source,name,kind,derives_from\nA,A,other,\nB,B,other,\nC,C,other,A\nD,D,other,\n"
DATES = (
    "",
    "2025-01-01",
    "2025-01-02",
    "2025-01-05",
    "2025-01-09",
    "2025-01-20",
    "2025-01",
    "2025-01-05~",
    "2025-06-01",
)
FIGURES = (
    "0",
    "100",
    "101",
    "102",
    "~100",
    "~300",
    ">100",
    ">=100",
    "<100",
    "<=101",
    "99-103",
    "300",
    "199",
    "201",
    "1000",
    "unknown",
    "withdrawn",
)
MEASURES = (
    "killed",
    "killed",
    "killed",
    "wounded",
    "killed+wounded",
    "casualties",
    "missing",
    "missing+captured",
    "killed+missing",
)
BASES = ("", "confirmed", "probable", "identified", "recorded", "estimated")


@st.composite
def ledgers(draw):
    """The text of a case of a few rows, and how it is asked about."""
    bases = draw(st.sampled_from((("",), ("", "confirmed", "probable"), BASES)))
    row = st.fixed_dictionaries(
        {
            "source": st.sampled_from("ABCD"), "via": st.sampled_from(("", "x")),
            "published": st.sampled_from(DATES), "as_of": st.sampled_from(DATES),
            "place": st.sampled_from(("", "", "Kursk")), "measure": st.sampled_from(MEASURES),
            "basis": st.sampled_from(bases), "figure": st.sampled_from(FIGURES),
            "population": st.just("soldiers"),
        }
    )  # fmt: skip
    rows = draw(st.lists(row, min_size=1, max_size=14))
    lines = [",".join(COLUMNS), *(",".join(row[name] for name in COLUMNS) for row in rows)]
    asked = {
        "as_of": draw(st.sampled_from(("", "", "2025-01-05"))),
        "known_by": draw(st.sampled_from(("", "", "2025-01-09"))),
        "window": draw(st.sampled_from((0, 7, 7, 30))),
        "tolerance": Fraction(draw(st.sampled_from(("0", "1", "1", "0.5", "2", "30")))),
    }
    return "\n".join(lines) + "\n", asked


@examples(200)
@given(ledgers())
def test_statuses_ranges_and_verdicts_are_those_of_the_plain_model(made):
    text, asked = made
    comparison = compared(text, sources=SOURCES, **asked)
    model = Model({"case.csv": text, "sources.csv": SOURCES}, **asked)
    ledger, codes = comparison.alignment.parsed.ledger, comparison.alignment.status
    found = {ledger.where([row]): STATUSES[code] for row, code in enumerate(codes)}
    assert found == model.status
    assert ranges_of(comparison) == plain_ranges(model)
    assert pairs_of(comparison) == plain_pairs(model)


def key_of(row):
    return row.place, row.measure, row.basis


def ranges_of(comparison):
    found = {}
    for row in comparison.ranges.rows(Range):
        told = {"verdict": row.verdict, "sources": row.sources, "origins": row.origins}
        if row.sources:
            nothing = row.agreed_lower != row.agreed_lower
            upper = row.agreed_upper if row.agreed_upper == row.agreed_upper else float("inf")
            agreed = None if nothing else (row.agreed_lower, upper)
            told |= {
                "low": row.low, "high": row.high, "median": row.median,
                "open_above": row.open_above, "agreed": agreed,
            }  # fmt: skip
        found[key_of(row)] = told
    return found


def plain_ranges(model):
    return {estimand[2:5]: row for estimand, row in model.ranges().items()}


def pairs_of(comparison):
    pairs = comparison.discrepancies.rows(Discrepancy)
    rows = {row.number: row for row in comparison.alignment.estimates.rows(Estimate)}
    where = comparison.alignment.where
    return sorted(
        (*key_of(pair), pair.verdict, *sorted(
            (rows[side].source, rows[side].point if rows[side].point == rows[side].point else -1,
             tuple(sorted(where(side).split()))) for side in (pair.a, pair.b)))
        for pair in pairs if not pair.within
    )  # fmt: skip


def plain_pairs(model):
    return sorted(
        (*a.estimand[2:5], verdict, *sorted(
            (side.source, -1 if side.said.point is None else side.said.point,
             tuple(sorted(side.rows))) for side in (a, b)))
        for verdict, a, b in model.pairs()
    )  # fmt: skip
