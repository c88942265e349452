"""Running maxima against the solver: the same limits and contradictions, proofs that add up."""

import pytest
from examples import examples
from hypothesis import assume, given, strategies as st
from ledgers import compared

from reconcile.bounding import profiles
from reconcile.bounding.blocks import split
from reconcile.bounding.standing import Standing
from reconcile.bounding.trees import trees

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
        compare_both(nest, measures, data)


def compare_both(nest, measures, data):
    comparison = compared(data.draw(ledgers(NESTS[nest], MEASURES[measures])))
    names, checked = comparison.alignment.parsed.ledger.measures, 0
    for tree in trees(comparison):
        for block in split(names, tree).blocks:
            quick, solver = (Standing(names, block.tree, block.tracks) for _ in range(2))
            if quick.shape is None:
                continue
            solver.shape = None
            every = list(range(len(block.claims)))
            clash = quick.against(every)
            assert bool(clash) == bool(solver.against(every))
            if clash:
                assert solver.against(clash)
                continue
            checked += 1
            check(quick, solver, block)
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
