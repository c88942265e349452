"""Running maxima against the solver: the same limits and contradictions, proofs that add up."""

import math

import numpy as np
import pytest
from examples import examples
from hypothesis import assume, given, strategies as st
from ledgers import compared

from reconcile.bounding import constraints, profiles
from reconcile.bounding.blocks import split
from reconcile.bounding.profiles import BlockShape, Inside, Limits, Profiles, Quantity, Sum
from reconcile.bounding.standing import Standing
from reconcile.bounding.trees import trees

OPEN = math.inf
HEADER = "source,published,population,place,measure,figure"
NESTS = {
    "alone": [("P", "L")],
    "in one": [("P", "L"), ("P", "T, L"), ("officers, P", "L")],
    "in one another": [("P", "L"), ("P", "T, L"), ("P", "V, T, L"), ("P", "U, L")],
}
MEASURES = {
    "one outcome": ["killed"],
    "two and their sum": ["killed", "wounded", "killed+wounded"],
    "casualties": ["killed", "wounded", "casualties", "killed+wounded+missing+captured"],
    "what may fall": ["killed", "killed+missing", "missing"],
}


@st.composite
def ledgers(draw, nest, measures):
    """Claims of exact days, near to counts that grow with the day and are more outside."""
    rows = [HEADER]
    for number in range(draw(st.integers(2, 10))):
        node = draw(st.integers(0, len(nest) - 1))
        day, measure = draw(st.integers(1, 6)), draw(st.sampled_from(measures))
        count = day * (1 + measure.count("+")) * 2 * (len(nest) - node) + draw(st.integers(0, 6))
        form = draw(st.sampled_from(["{}", ">={}", "<={}", "{}-9{}"])).format(count, count)
        population, place = nest[node]
        rows.append(f'S{number},2025-01-0{day},"{population}","{place}",{measure},{form}')
    return "\n".join([*rows, ""])


@pytest.mark.parametrize(
    ("nest", "measures"),
    [*((nest, "one outcome") for nest in NESTS), *(("alone", name) for name in MEASURES)],
)
@examples(25)
@given(st.sampled_from([1, profiles.ROUNDS]), st.data())
def test_running_maxima_and_the_solver_agree(nest, measures, rounds, data):
    """After one round hardly any limit is settled, and the solver is asked instead."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(profiles, "ROUNDS", rounds)
        compare_both(nest, measures, data, settled=rounds > 1)


def compare_both(nest, measures, data, *, settled):
    comparison = compared(data.draw(ledgers(NESTS[nest], MEASURES[measures])))
    names, checked = comparison.alignment.parsed.ledger.measures, 0
    for tree in trees(comparison):
        for block in split(names, tree).blocks:
            whole = data.draw(st.booleans())
            quick, solver = (Standing(names, block.tree, block.tracks, whole=whole) for _ in "12")
            if quick.shape is None:
                continue
            solver.shape = None
            every = list(range(len(block.claims)))
            clash = quick.against(every)
            assert bool(clash) == bool(solver.against(every))
            assert quick.shape is not None or not settled
            if clash:
                assert solver.against(clash)
                continue
            checked += 1
            check(quick, solver, block)
            assert quick.shape is not None or not settled
    assume(checked)


def check(quick, solver, block):
    days = sorted({claim.as_of_first for claim in block.tree.claims} | set(block.tree.asked))
    held = (1 << len(block.claims)) - 1
    for target in block.tree.targets:
        for sign in (1, -1):
            ours = quick.extremes(held, target, days, sign)
            theirs = solver.extremes(held, target, days, sign)
            assert [one.number for one in ours] == [one.number for one in theirs]
            for one in ours:
                assert all(kind >= 0 for kind, _ in one.facts)
                if one.terms:
                    assert sum(term.times * term.limit for term in one.terms) == one.number


FEW = np.arange(3.0)
LEAST, MOST = 1, -1


def limited(quantities, least=(), most=(), *, inside=(), sums=(), slack=0.0, but=()):
    """Profiles of three days; a claim is (quantity, day, count), numbered from the least on."""
    rows = [(number, *one) for number, one in enumerate((*least, *most))]
    said = Limits.of(LEAST, rows[: len(least)]), Limits.of(MOST, rows[len(least) :])
    held = np.array([number not in but for number in range(len(rows))], dtype=bool)
    return Profiles(BlockShape(FEW, quantities, sums, inside), said, held, slack)


RISING = Quantity(0, frozenset("k"), rises=True)
FALLING = Quantity(0, frozenset("m"), rises=False)


def test_a_total_never_falls_and_what_may_fall_is_limited_on_its_day_alone():
    found = limited((RISING, FALLING), [(0, 1, 5), (1, 1, 5)], [(0, 1, 9), (1, 1, 9)])
    assert found.low.tolist() == [[0, 5, 5], [0, 5, 0]]
    assert found.high.tolist() == [[9, 9, OPEN], [OPEN, 9, OPEN]]
    assert found.settled and found.clash == []
    assert found.proof(LEAST, 0, 2) == ({(0, constraints.LEAST): 1}, {(constraints.RISE, 0)})
    assert found.proof(MOST, 0, 1) == ({(2, constraints.MOST): 1}, frozenset())
    assert found.proof(MOST, 0, 2) == found.proof(LEAST, 0, 0) == ({}, frozenset())


def test_of_claims_on_one_day_the_tightest_that_is_held_counts_and_of_equal_ones_the_first():
    least, most = [(0, 0, 4), (0, 0, 6), (0, 0, 6)], [(0, 0, 8), (0, 0, 7)]
    for but, low, high in (((), 1, 4), ((1,), 2, 4), ((1, 2, 4), 0, 3)):
        found = limited((RISING,), least, most, but=but)
        assert found.proof(LEAST, 0, 0).terms == {(low, constraints.LEAST): 1}
        assert found.proof(MOST, 0, 0).terms == {(high, constraints.MOST): 1}


@pytest.mark.parametrize(("slack", "low"), [(0.0, [1, 10.5, 10.5]), (0.5, [1, 10.5, 10])])
def test_what_is_tighter_by_no_more_than_the_slack_is_left(slack, low):
    found = limited((RISING,), [(0, 0, 1), (0, 1, 10.5), (0, 2, 10)], slack=slack)
    assert (found.low[0].tolist(), found.settled) == (low, True)
    found = limited((RISING,), (), [(0, 0, 20 - low[2]), (0, 1, 9.5)], slack=slack)
    assert (found.high[0].tolist(), found.settled) == (
        [20 - low[2] if slack else 9.5, 9.5, OPEN],
        1,
    )


@pytest.mark.parametrize(("slack", "clash"), [(0.0, [0, 1]), (0.4, [0, 1]), (0.5, [])])
def test_what_crosses_by_no_more_than_the_slack_does_not(slack, clash):
    found = limited((RISING,), [(0, 1, 10.5)], [(0, 1, 10)], slack=slack)
    assert (found.clash, found.settled) == (clash, True)


def test_a_proof_names_the_fact_that_one_lies_in_the_other():
    town, land = RISING, Quantity(1, frozenset("k"), rises=True)
    inside = (Inside(0, 1, grows=True, number=7),)
    found = limited((town, land), [(0, 0, 5), (1, 1, 9)], [(0, 1, 6), (1, 0, 6)], inside=inside)
    nest = {(constraints.NEST, 7)}
    assert found.proof(LEAST, 1, 0) == ({(0, constraints.LEAST): 1}, nest)
    assert found.proof(MOST, 0, 0) == ({(2, constraints.MOST): 1}, {(constraints.RISE, 0)})
    assert found.proof(MOST, 0, 1) == ({(2, constraints.MOST): 1}, frozenset())
    # the land has 9 on the second day, no more than 6 of them in the town: so 3 more elsewhere
    assert found.low.tolist() == [[5, 5, 5], [5, 9, 9]]
    assert found.high.tolist() == [[6, 6, OPEN], [6, OPEN, OPEN]]
    assert found.settled


def test_that_parts_add_up_goes_without_saying():
    parts = Quantity(0, frozenset("k"), rises=True), Quantity(0, frozenset("w"), rises=True)
    whole = Quantity(0, frozenset("kw"), rises=True)
    found = limited((*parts, whole), [(0, 0, 3), (1, 0, 4)], [(2, 0, 9)], sums=(Sum(0, 1, 2),))
    assert found.proof(LEAST, 2, 0) == (dict.fromkeys([(0, 0), (1, 0)], 1), frozenset())
    assert found.proof(MOST, 0, 0) == ({(2, 1): 1, (1, 0): -1}, frozenset())
    assert (found.low[:, 0].tolist(), found.high[:, 0].tolist()) == ([3, 4, 7], [5, 6, 9])
