"""R7: by an exhaustive search, a conflict is exactly where no history makes both claims true."""

import itertools

from examples import examples
from hypothesis import given, strategies as st
from ledgers import compared, framed
from world_claims import claims, ledger, searched
from world_search import possible
from worlds import worlds

SOME = examples(80)
SOURCES = "ABCDEFGHIJ"


def both_possible(one, other):
    """Whether a history makes both true; `casualties` may be another sum in each."""
    return possible([one, other])


def verdicts_of(rows):
    """The verdicts on these rows at window 0, by the places of both; a row is a statement."""
    comparison = compared(ledger(rows), window=0, tolerance=0)
    found = framed(comparison.discrepancies)
    rows_of = comparison.alignment.rows_of
    pairs = {
        tuple(sorted((*rows_of(a), *rows_of(b)))): verdict
        for (a, b), verdict in zip(found.index, found["verdict"], strict=True)
    }
    assert len(pairs) == len(found)
    assert set(found.loc[found["within"] != "", "verdict"]) <= {"conflict"}
    return pairs


@SOME
@given(st.data())
def test_conflict_means_that_no_history_makes_both_true(data):
    world = data.draw(worlds())
    rows = searched(data.draw(claims(world, sources=SOURCES, free=True)))
    pairs = verdicts_of(rows)
    for a, b in itertools.combinations(range(len(rows)), 2):
        conflict = pairs.get((a, b)) == "conflict"
        assert conflict != both_possible(rows[a].said, rows[b].said), ledger([rows[a], rows[b]])
