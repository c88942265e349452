"""Pairs of claims that plainly contradict: whoever tries them finds that they do."""

from itertools import combinations

import pytest
from examples import examples
from hypothesis import given, strategies as st
from ledgers import compared

from reconcile.bounding.blocks import split
from reconcile.bounding.hitting_sets import members
from reconcile.bounding.plain_clashes import plain_clashes
from reconcile.bounding.standing import Standing
from reconcile.bounding.trees import trees

HEADER = "source,published,since,as_of,population,place,measure,figure\n"


def blocks(*rows):
    """The measures, and the blocks of claims of `source,since,as_of,place,measure,figure`."""
    lines = []
    for at, row in enumerate(rows):
        since, as_of, place, measure, figure = row
        lines.append(f'S{at},2025-03-01,{since},{as_of},P,"{place}",{measure},{figure}')
    comparison = compared(HEADER + "\n".join(lines) + "\n")
    measures = comparison.alignment.parsed.ledger.measures
    return measures, [one for tree in trees(comparison) for one in split(measures, tree).blocks]


def told(*rows):
    """The pairs of claims that plainly contradict, by the numbers of their rows."""
    measures, found = blocks(*rows)
    return [
        tuple(sorted(int(block.tree.claims[each].origin[1:]) for each in (one, other)))
        for block in found
        for one, others in enumerate(plain_clashes(measures, block.tree))
        for other in members(others)
        if one < other
    ]


FIFTY = ("", "2025-01-05", "Here", "killed", 50)


@pytest.mark.parametrize(
    ("other", "clash"),
    [
        (("", "2025-01-05", "Here", "killed", 49), True),
        (("", "2025-01-06", "Here", "killed", 49), True),
        (("", "2025-01-04", "Here", "killed", 49), False),
        (("", "2025-01-04", "Here", "killed", 51), True),
        (("", "2025-01-04", "Here", "killed", "<=51"), False),
        (("", "2025-01-04", "Here", "killed", ">=51"), True),
        (("", "2025-01-03/2025-01-05", "Here", "killed", 51), True),
        (("", "2025-01-03/2025-01-06", "Here", "killed", 51), False),
        (("", "2025-01-05/2025-01-09", "Here", "killed", 49), True),
        (("", "2025-01-05", "Here", "killed+wounded", 49), True),
        (("", "2025-01-05", "Here", "killed+wounded", 51), False),
        (("", "2025-01-05", "Here", "casualties", 49), True),
        (("", "2025-01-05", "There", "killed", 49), False),
        (("2025-01-02", "2025-01-05", "Here", "killed", 51), True),
        (("2025-01-02", "2025-01-05", "Here", "killed", 49), False),
        (("2025-01-02", "2025-01-06", "Here", "killed", 51), False),
    ],
)
def test_more_than_another_allows_by_its_day_is_a_contradiction(other, clash):
    assert told(FIFTY, other) == [(0, 1)] * clash


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        # of two counts since a day the one since the later day is the smaller
        (("2025-01-02", "2025-01-05", 9), ("2025-01-02", "2025-01-05", 8), True),
        (("2025-01-03", "2025-01-05", 9), ("2025-01-02", "2025-01-05", 8), True),
        (("2025-01-02", "2025-01-05", 9), ("2025-01-03", "2025-01-05", 8), False),
        # one vague day is the same for all who count from it, and of two others nothing is known
        (("2025-01", "2025-02-05", 9), ("2025-01", "2025-02-05", 8), True),
        (("2025-01", "2025-02-05", 9), ("2025-01-20/2025-02-03", "2025-02-05", 8), False),
        (("2025-02", "2025-02-05", 9), ("2025-01", "2025-02-05", 8), True),
    ],
)
def test_what_was_counted_from_is_heeded(one, other, clash):
    rows = [(since, day, "Here", "killed", figure) for since, day, figure in (one, other)]
    assert told(*rows) == [(0, 1)] * clash


def test_what_may_fall_contradicts_on_the_same_day_alone():
    rows = [("", f"2025-01-0{day}", "Here", "missing", n) for day, n in ((5, 9), (5, 8), (6, 7))]
    assert told(*rows) == [(0, 1)]
    vague = ("", "2025-01-05/2025-01-06", "Here", "missing", 3)
    assert told(rows[0], vague) == []


DAYS = ("2025-01-02", "2025-01-04", "2025-01-05", "2025-01-03/2025-01-05", "2025-01", "")
SINCE = ("", "", "", "2025-01-02", "2025-01-04", "2025-01-01/2025-01-03")
MEASURES = ("killed", "wounded", "missing", "killed+wounded", "killed+missing", "casualties")
FIGURES = ("2", "3", "5", "1-2", ">=3", "<=2", "0", "<4")
ROWS = st.tuples(
    st.sampled_from(SINCE), st.sampled_from(DAYS), st.sampled_from(("Here", "Town, Here")),
    st.sampled_from(MEASURES), st.sampled_from(FIGURES),
)  # fmt: skip


@examples(60)
@given(st.lists(ROWS, min_size=3, max_size=8))
def test_two_that_plainly_contradict_cannot_both_be_true_and_each_alone_can(rows):
    measures, found = blocks(*rows)
    for block in found:
        standing = Standing(measures, block.tree, block.tracks)
        pairs = plain_clashes(measures, block.tree)
        for one, other in combinations(range(len(pairs)), 2):
            assert (pairs[one] >> other & 1) == (pairs[other] >> one & 1)
            if pairs[one] >> other & 1:
                assert standing.against([one, other])
                assert not standing.against([one])
                assert not standing.against([other])
