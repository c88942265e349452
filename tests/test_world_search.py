"""The exhaustive search itself: known answers, and every history of a very small world."""

import itertools

import numpy as np
import pytest
from examples import examples
from hypothesis import given, strategies as st
from world_search import possible, said
from worlds import lies_in

LAND, TOWN = ("soldiers", "Land"), ("soldiers", "Town, Land")
OFFICERS = ("officers, soldiers", "Land")
K, W, M, D = "killed", "wounded", "missing", "deployed"
KW, KM, WM = "killed+wounded", "killed+missing", "wounded+missing"
ALL = "killed+wounded+missing+captured"


def test_what_lies_in_what():
    assert lies_in(TOWN, LAND)
    assert lies_in(OFFICERS, LAND)
    assert lies_in(LAND, LAND)
    assert not lies_in(LAND, TOWN)
    assert not lies_in(OFFICERS, TOWN)


ANSWERS = [
    # node, measure, first day, last day, lower, upper, since
    (True, []),
    (True, [(LAND, K, 1, 1, 3, 3)]),
    # a total never falls, but it may rise
    (True, [(LAND, K, 1, 1, 3, 3), (LAND, K, 2, 2, 4, 4)]),
    (False, [(LAND, K, 1, 1, 4, 4), (LAND, K, 2, 2, 3, 3)]),
    (False, [(LAND, K, 1, 1, 4, None), (LAND, K, 1, 1, 0, 3)]),
    # a vague date holds on some day of its span, which three claims may not share
    (True, [(LAND, K, 1, 3, 4, 4), (LAND, K, 2, 2, 3, 3)]),
    (False, [(LAND, K, 1, 3, 4, 4), (LAND, K, 3, 3, 3, 3)]),
    (True, [(LAND, K, 1, 2, 1, 1), (LAND, K, 1, 2, 2, 2)]),
    (False, [(LAND, K, 1, 2, 1, 1), (LAND, K, 1, 2, 2, 2), (LAND, K, 1, 2, 3, 3)]),
    (True, [(LAND, K, 1, 3, 1, 1), (LAND, K, 1, 3, 2, 2), (LAND, K, 1, 3, 3, 3)]),
    # sums
    (True, [(LAND, K, 1, 1, 3, 3), (LAND, KW, 1, 1, 3, 3)]),
    (False, [(LAND, K, 1, 1, 3, 3), (LAND, KW, 2, 2, 0, 2)]) ,
    (False, [(LAND, K, 1, 1, 3, 3), (LAND, KW, 1, 1, 0, 2)]),
    (True, [(LAND, K, 2, 2, 3, 3), (LAND, KW, 1, 1, 0, 2)]),
    (False, [(LAND, K, 1, 1, 2, 2), (LAND, W, 1, 1, 2, 2), (LAND, KW, 2, 2, 3, 3)]),
    (True, [(LAND, K, 1, 1, 2, 2), (LAND, W, 2, 2, 2, 2), (LAND, KW, 1, 1, 3, 3)]),
    # only halves of people would do
    (False, [(LAND, KW, 1, 1, 1, 1), (LAND, KM, 1, 1, 1, 1), (LAND, WM, 1, 1, 1, 1)]),
    (True, [(LAND, KW, 1, 1, 2, 2), (LAND, KM, 1, 1, 2, 2), (LAND, WM, 1, 1, 2, 2)]),
    # casualties: at least killed and wounded, at most all four, and each claim may mean another sum
    (False, [(LAND, KW, 1, 1, 3, 3), (LAND, "casualties", 1, 1, 0, 2)]),
    (True, [(LAND, KW, 1, 1, 3, 3), (LAND, "casualties", 1, 1, 4, 4)]),
    (False, [(LAND, ALL, 1, 1, 3, 3), (LAND, "casualties", 1, 1, 4, 4)]),
    (True, [(LAND, "casualties", 1, 1, 4, 4), (LAND, "casualties", 1, 1, 2, 2)]),
    (False, [(LAND, "casualties", 1, 1, 4, 4), (LAND, "casualties", 1, 1, 2, 2),
             (LAND, M, 1, 1, 0, 0), (LAND, "captured", 1, 1, 0, 0)]),
    # places and populations
    (False, [(TOWN, K, 1, 1, 3, 3), (LAND, K, 1, 1, 2, 2)]),
    (True, [(TOWN, K, 2, 2, 3, 3), (LAND, K, 1, 1, 2, 2)]),
    (True, [(TOWN, K, 1, 1, 2, 2), (LAND, K, 1, 1, 3, 3)]),
    (False, [(OFFICERS, K, 1, 1, 3, 3), (LAND, KW, 1, 1, 2, 2)]),
    (True, [(OFFICERS, K, 1, 1, 3, 3), (TOWN, K, 1, 1, 2, 2)]),
    (False, [(TOWN, K, 1, 1, 0, 0), (TOWN, K, 2, 2, 2, 2),
             (LAND, K, 1, 1, 5, 5), (LAND, K, 2, 2, 6, 6)]),
    (True, [(TOWN, K, 1, 1, 1, 1), (TOWN, K, 2, 2, 2, 2),
            (LAND, K, 1, 1, 5, 5), (LAND, K, 2, 2, 6, 6)]),
    # the missing may be found, the killed never; those who were sent stay so
    (True, [(LAND, M, 1, 1, 4, 4), (LAND, M, 2, 2, 3, 3)]),
    (False, [(LAND, M, 1, 1, 4, 4), (LAND, M, 1, 1, 3, 3)]),
    (True, [(LAND, M, 1, 2, 4, 4), (LAND, M, 1, 2, 3, 3)]),
    (False, [(LAND, M, 1, 1, 5, 5), (LAND, M, 2, 2, 3, 3), (LAND, M, 1, 2, 4, 4)]),
    (True, [(LAND, KM, 1, 1, 4, 4), (LAND, KM, 2, 2, 3, 3)]),
    (False, [(LAND, K, 1, 1, 4, 4), (LAND, KM, 2, 2, 3, 3)]),
    (False, [(LAND, K, 1, 1, 2, 2), (LAND, KM, 2, 2, 3, 3), (LAND, M, 2, 2, 2, 2)]),
    (True, [(TOWN, M, 1, 1, 4, 4), (LAND, M, 2, 2, 3, 3)]),
    (False, [(TOWN, M, 1, 1, 4, 4), (LAND, M, 1, 1, 3, 3)]),
    (False, [(LAND, D, 2, 2, 3, 3), (LAND, M, 1, 1, 4, 4)]),
    (False, [(LAND, D, 2, 2, 3, 3), (LAND, M, 1, 1, 2, 2), (LAND, K, 1, 1, 2, 2)]),
    (True, [(LAND, D, 2, 2, 3, 3), (LAND, M, 1, 1, 2, 2), (LAND, K, 2, 2, 2, 2)]),
    # counts that begin on a day
    (False, [(LAND, K, 2, 2, 3, 3, 1), (LAND, K, 2, 2, 2, 2)]),
    (True, [(LAND, K, 2, 2, 3, 3, 1), (LAND, K, 2, 2, 4, 4), (LAND, K, 0, 0, 1, 1)]),
    (False, [(LAND, K, 2, 2, 3, 3, 1), (LAND, K, 2, 2, 4, 4), (LAND, K, 0, 0, 2, 2)]),
    (False, [(LAND, K, 2, 2, 3, 3, 2), (LAND, K, 2, 2, 2, 2, 1)]),
    (True, [(LAND, K, 2, 2, 2, 2, 2), (LAND, K, 2, 2, 3, 3, 1)]),
    (False, [(TOWN, K, 2, 2, 3, 3, 2), (LAND, K, 2, 2, 2, 2, 1)]),
    # those sent
    (False, [(LAND, D, 1, 1, 3, 3), (LAND, K, 1, 1, 4, 4)]),
    (True, [(LAND, D, 1, 1, 3, 3), (LAND, W, 1, 1, 4, 4)]),
    (True, [(LAND, D, 1, 1, 3, 3), (LAND, K, 2, 2, 4, 4)]),
    (False, [(LAND, D, 1, 2, 3, 3), (LAND, K, 1, 1, 4, 4)]),
    (False, [(LAND, D, 1, 1, 3, 3), (LAND, K, 1, 1, 2, 2), (LAND, M, 1, 1, 2, 2)]),
    (False, [(LAND, D, 1, 1, 3, 3), (TOWN, K, 1, 1, 4, 4)]),
    (False, [(LAND, D, 1, 1, 3, 3), (TOWN, D, 1, 1, 4, 4)]),
    (True, [(LAND, D, 1, 1, 3, 3), (TOWN, K, 2, 2, 4, 4, 2)]),
    (False, [(LAND, D, 2, 2, 3, 3), (TOWN, K, 2, 2, 4, 4, 2)]),
    (True, [(LAND, D, 2, 2, 3, 3, 2), (LAND, K, 2, 2, 4, 4)]),
    (True, [(LAND, D, 2, 2, 3, 3, 2), (LAND, K, 2, 2, 4, 4, 2)]),
    (False, [(LAND, D, 2, 2, 3, 3, 2), (LAND, D, 1, 1, 0, 0), (LAND, K, 2, 2, 4, 4)]),
    # who is moved into a town was not sent to the land on that day; an officer sent is a soldier
    (True, [(TOWN, D, 2, 2, 3, 3, 2), (LAND, D, 2, 2, 0, 0, 2)]),
    (False, [(OFFICERS, D, 2, 2, 3, 3, 2), (LAND, D, 2, 2, 0, 0, 2)]),
    (False, [(OFFICERS, D, 1, 1, 0, 0), (OFFICERS, D, 2, 2, 2, 2),
             (LAND, D, 1, 1, 5, 5), (LAND, D, 2, 2, 6, 6)]),
    (False, [(OFFICERS, D, 1, 1, 0, 5), (OFFICERS, K, 2, 2, 4, 4), (LAND, D, 2, 2, 3, 3)]),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "claims"), ANSWERS)
def test_known_answers(answer, claims):
    for order in (claims, claims[::-1]):
        assert possible(said(*claim) for claim in order) == answer


DAYS = 2
SERIES = list(itertools.combinations_with_replacement(range(5), DAYS))


def series_of_pairs(by_day, series=SERIES):
    """Every two histories of one outcome, inner and outer, that nest (counts of each day)."""
    return np.array([
        pair for pair in itertools.product(series, series)
        if all(pair[0][day] <= pair[1][day] for day in range(DAYS))
        and (not by_day or np.diff(pair[0]) <= np.diff(pair[1]))
    ])  # fmt: skip


def every_history(claims, nodes, outcomes):
    """Whether one of all histories of two nested nodes, two outcomes and two days fits."""
    if M in outcomes:
        one = series_of_pairs(False, list(itertools.product(range(5), repeat=DAYS)))
    else:
        one = series_of_pairs(True)
    two = series_of_pairs(D not in outcomes or nodes == (OFFICERS, LAND))
    fits = np.ones((len(one), len(two)), dtype=bool)
    if D in outcomes:
        fits = (one[:, None] <= two[None]).all(axis=(2, 3))
    for claim in claims:
        holds = np.zeros_like(fits)
        for day in range(claim.first, claim.last + 1):
            counts = np.zeros_like(fits, dtype=int)
            for outcome, series, place in zip(outcomes, (one, two), (0, 1), strict=True):
                if outcome in claim.surely:
                    count = series[:, nodes.index(claim.node), day]
                    if claim.since:
                        count = count - series[:, nodes.index(claim.node), claim.since - 1]
                    counts = counts + (count[:, None] if place == 0 else count[None])
            holds |= (claim.lower <= counts) & (
                counts <= (claim.upper or 0 if claim.upper is not None else 99)
            )
        fits &= holds
    return bool(fits.any())


@st.composite
def little_claims(draw, nodes, measures):
    """Up to three claims whose lower bounds come to 4 at most, so that totals need no more."""
    claims = []
    for _ in range(draw(st.integers(2, 3))):
        first = draw(st.integers(0, DAYS - 1))
        last = draw(st.integers(first, DAYS - 1))
        node, measure = draw(st.sampled_from(nodes)), draw(st.sampled_from(measures))
        since = draw(st.sampled_from([None, None, 1])) if first and M not in measure else None
        lower = draw(st.integers(0, min(3, 4 - sum(claim.lower for claim in claims))))
        upper = draw(st.sampled_from([None, lower, lower, lower + 1]))
        claims.append(said(node, measure, first, last, lower, upper, since))
    return claims


@pytest.mark.parametrize("nodes", [(TOWN, LAND), (OFFICERS, LAND)], ids=["places", "populations"])
@pytest.mark.parametrize(
    "measures",
    [(K, W, KW), (K, D, D), (M, K, KM), (M, D, D)],
    ids=["outcomes", "deployed", "missing", "missing of the deployed"],
)
@examples(150)
@given(data=st.data())
def test_the_search_against_every_history(nodes, measures, data):
    claims = data.draw(little_claims(nodes, measures))
    assert possible(claims) == every_history(claims, nodes, measures[:2])
