"""Changes of a ledger whose exact effect on every answer is known without knowing the answer.

The ledgers are those on which the plain model of the rules is held against the program.
"""

import csv
import io
import re
from collections import Counter
from fractions import Fraction

import pytest
import test_plain_parts
from examples import examples
from hypothesis import assume, given, strategies as st
from ledgers import compared
from test_plain_rules import SOURCES, ledgers

from reconcile.aligning.estimates import Estimate
from reconcile.aligning.status import STATUSES
from reconcile.comparison.schema import Discrepancy, Range
from reconcile.export.named_tables import listing
from reconcile.tables import text as table_text

PLACES = re.compile(r"case\.csv:\d+(,\s*\d+)*,?")

SOME = examples(40)


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def written(rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def answers(text, asked, *, sources=SOURCES):
    """The statuses, ranges and pairs of a ledger, without the lines where they stand."""
    comparison = compared(text, sources=sources, **asked)
    estimates = {row.number: row for row in comparison.alignment.estimates.rows(Estimate)}
    codes = comparison.alignment.status
    return (
        Counter(STATUSES[code] for code in codes),
        Counter(told(row) for row in comparison.ranges.rows(Range)),
        Counter(
            (
                pair.verdict, pair.within,
                frozenset(claim(estimates[number]) for number in (pair.a, pair.b)),
            )
            for pair in comparison.discrepancies.rows(Discrepancy)
        ),
    )  # fmt: skip


def told(row):
    numbers = (row.low, row.median, row.high, row.agreed_lower, row.agreed_upper)
    return (
        row.case, row.population, row.place, row.measure, row.basis, row.verdict, row.sources,
        row.origins, row.open_above, row.supported_by, row.supported_ties,
        tuple(None if number != number else number for number in numbers),
    )  # fmt: skip


def claim(estimate):
    point = None if estimate.point != estimate.point else estimate.point
    return (
        estimate.source, estimate.case, estimate.population, estimate.place, estimate.measure,
        estimate.basis, point,
    )  # fmt: skip


@SOME
@given(ledgers() | test_plain_parts.ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_tells_nothing(made, random):
    """Of two figures of one source for one day the later row would count; none gives two."""
    text, *parts, asked = made
    said = {}
    for row in table(text):
        said[*(cell for name, cell in row.items() if name not in ("figure", "via"))] = row
    rows = [*said.values()]
    text = written(rows)
    random.shuffle(rows)
    asked["parts"] = "".join(parts)
    assert in_order(written(rows), asked) == in_order(text, asked)


def in_order(text, asked):
    """Tables line by line, and as text, but for the places of rows and what follows their order."""
    comparison = compared(text, sources=SOURCES, **asked)
    tables = {}
    for name in ("ranges", "discrepancies", "history", "sources", "ratios"):
        names, blocks = listing(comparison, name)
        rows = [row for block in blocks for row in zip(*map(list, block), strict=True)]
        kept = [at for at, column in enumerate(names) if "where" not in column]
        tables[name] = [[str(row[at]) for at in kept] for row in rows]
    for kind in ("ranges", "explained discrepancies", "sources"):
        tables[f"{kind} as text"] = PLACES.sub("", table_text(comparison, kind, 100)).split()
    return tables


@SOME
@given(ledgers(), st.data())
def test_one_more_relay_that_agrees_changes_nothing_but_the_number_of_rows(made, data):
    text, asked = made
    rows = table(text)
    relay = {**data.draw(st.sampled_from(rows)), "via": "another agency"}
    statuses, ranges, pairs = answers(text, asked)
    more, same_ranges, same_pairs = answers(written([*rows, relay]), asked)
    assert (same_ranges, same_pairs) == (ranges, pairs)
    assert (more - statuses).total() == 1


@SOME
@given(ledgers())
def test_a_source_by_another_name_is_the_same_source(made):
    text, asked = made
    rows = table(text)
    renamed = [{**row, "source": row["source"].replace("B", "Zulu")} for row in rows]
    listed = SOURCES.replace("B,B", "Zulu,Zulu")
    statuses, ranges, pairs = answers(text, asked)
    found = answers(written(renamed), asked, sources=listed)
    again = Counter(
        {
            (verdict, within, frozenset((one[0].replace("B", "Zulu"), *one[1:]) for one in of)): n
            for (verdict, within, of), n in pairs.items()
        }
    )
    assert found == (statuses, ranges, again)


@SOME
@given(ledgers(), ledgers())
def test_two_cases_know_nothing_of_each_other(one, other):
    """In two files as each alone: a case is part of every estimand, and of every rule."""
    asked = one[1]
    apart = [
        answers({name: text}, asked) for name, text in (("first", one[0]), ("other", other[0]))
    ]
    together = answers({"first": one[0], "other": other[0]}, asked)
    assert together == tuple(a + b for a, b in zip(*apart, strict=True))


@SOME
@given(ledgers())
def test_four_hundred_years_later_the_calendar_and_the_answers_are_the_same(made):
    text, asked = made
    later = {name: value.replace("2025", "2425") if name in ("as_of", "known_by") else value
             for name, value in asked.items()}  # fmt: skip
    assert answers(text.replace("2025", "2425"), later) == answers(text, asked)


def multiplied(text, factor):
    """The ledger with every count times `factor`; no word or date holds these digits."""
    rows = table(text)
    for row in rows:
        parts = [row["figure"]] if "-" not in row["figure"] else row["figure"].split("-")
        for number, part in enumerate(parts):
            sign = part.rstrip("0123456789")
            if digits := part[len(sign) :]:
                parts[number] = f"{sign}{int(digits) * factor}"
        row["figure"] = "-".join(parts)
    return written(rows)


@SOME
@given(ledgers(), st.sampled_from((10, 1000)))
def test_ten_times_the_counts_are_ten_times_the_ranges_under_the_same_verdicts(made, factor):
    """`>100` and `<100` end at a whole number beside theirs, which is not ten times as far."""
    text, asked = made
    assume(not {row["figure"][:1] for row in table(text) if "=" not in row["figure"]} & set("<>"))
    asked = {**asked, "tolerance": Fraction(0)}
    statuses, ranges, pairs = answers(text, asked)
    greater = Counter(
        {(*row[:-1], tuple(n if n is None else n * factor for n in row[-1])): count
         for row, count in ranges.items()}
    )  # fmt: skip
    again = Counter(
        {(verdict, within, frozenset(
            (*one[:-1], one[-1] if one[-1] is None else one[-1] * factor) for one in of)): count
         for (verdict, within, of), count in pairs.items()}
    )  # fmt: skip
    assert answers(multiplied(text, factor), asked) == (statuses, greater, again)


@pytest.mark.parametrize("figure", ["100", "~100", "99-103", ">=7", "<=7", "unknown"])
def test_every_notation_is_multiplied(figure):
    told = {"100": "1000", "~100": "~1000", "99-103": "990-1030", ">=7": ">=70", "<=7": "<=70"}
    text = f"source,figure\nA,{figure}\n"
    assert table(multiplied(text, 10))[0]["figure"] == told.get(figure, figure)
