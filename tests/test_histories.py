"""Histories that a program has given: what they show under other claims, and how many are kept."""

from __future__ import annotations

import math

from ledgers import compared, framed

from reconcile.bounding import bounds
from reconcile.bounding.constraints import counted
from reconcile.bounding.histories import MOST_KEPT, Histories
from reconcile.bounding.program import Program
from reconcile.bounding.trees import trees

LEDGER = """\
source,as_of,population,place,measure,figure
A,2025-01-01,people,Land,killed,5
B,2025-01-02,people,Land,killed,7-9
C,2025-01-02,people,Land,killed,>=6
"""


def histories():
    """The histories of three claims, and the sums of both days."""
    comparison = compared(LEDGER)
    (tree,) = trees(comparison)
    program = Program(comparison.alignment.parsed.ledger.measures, tree)
    days = sorted({claim.as_of_first for claim in tree.claims})
    return Histories(program), [
        counted(program.grid, 0, ("killed",), (-math.inf, day)) for day in days
    ]


def test_a_history_shows_something_where_the_claims_that_have_to_hold_do():
    known, (first, second) = histories()
    known.hold([0])
    assert known.least(first, 1.0) == math.inf
    assert known.ask(second, 1.0).value == 5
    assert known.least(second, 1.0) == known.least(first, 1.0) == 5
    known.hold([1])
    assert known.least(second, 1.0) == math.inf, "B does not hold in it"
    assert known.ask(second, 1.0).value == 7
    known.hold([2])
    assert known.least(second, 1.0) == 7, "C holds in what was asked for B"
    known.hold([0, 2])
    assert known.ask(second, -1.0) is None, "nothing limits it"


def test_no_more_histories_are_kept_than_there_is_room_for():
    known, (first, second) = histories()
    for number in range(MOST_KEPT + 20):
        known.hold([number % 3])
        known.ask(first, 1.0)
    known.hold([0, 1])
    assert known.ask(second, -1.0).value == -9
    assert known.least(second, -1.0) == -9
    assert len(known) == MOST_KEPT


def test_claims_that_limit_nothing_make_no_rows_and_hold_in_every_history():
    comparison = compared(
        "source,since,as_of,population,place,measure,basis,figure\n"
        "A,2025-01-02,2025-01-04,people,Land,killed,identified,<=6\n"
    )
    (row,) = framed(bounds(comparison).table).itertuples()
    assert (row.lower, row.upper, row.wrong) == (0, math.inf, 0)
