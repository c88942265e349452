"""R10 against an exhaustive search: what cannot hold together, who is wrong, what is possible."""

import numpy as np
from examples import examples
from hypothesis import assume, given, strategies as st
from ledgers import compared, framed
from world_choices import Choices
from world_claims import claims, day_of, figures, ledger, searched, with_figure
from world_search import possible, said
from worlds import CASUALTIES, worlds

from reconcile.bounding import bounds

SOME = examples(40)
READ = {"narrowest": "+".join(CASUALTIES[0]), "widest": "+".join(CASUALTIES[-1])}


def found_in(rows):
    """The bounds of a ledger of these rows, and what each of its statements says, by its number."""
    found = bounds(compared(ledger(rows), window=0))
    alignment = found.comparison.alignment
    told = {}
    for number in found.claims.numbers.tolist():
        (row,) = alignment.rows_of(number)
        told[number] = rows[row].said
    return found, told


def fits(told, numbers):
    return possible(told[number] for number in numbers)


def check_contradictions(found, told):
    """Each set named cannot hold together, and can without any one of its claims."""
    for clash in found.contradictions:
        assert not fits(told, clash), clash
        for one in clash:
            assert fits(told, set(clash) - {one}), (clash, one)


def drawn(data, **kinds):
    """Rows of a small world, all that the search can take."""
    rows = searched(data.draw(claims(data.draw(worlds(nests=2)), **kinds)))
    assume(any(row.figure != "unknown" for row in rows))
    return rows


@SOME
@given(st.data())
def test_who_is_wrong(data):
    rows = drawn(data, free=True)
    found, told = found_in(rows)
    assert len(told) == sum(row.figure != "unknown" for row in rows)
    tried = Choices(rows)
    (tree,) = found.trees
    assert (tree.wrong, tree.of, tree.exact) == (tried.wrong, len(tried.sources), True)
    assert (len(found.contradictions) == 0) == (tried.wrong == 0)
    check_contradictions(found, told)
    assert tree.statements == (tried.statements, True)
    settlements = {frozenset(one.names) for one in tree.settlements.told}
    if len({one.group for one in tree.settlements.told}) < 2:
        assert settlements == (tried.settlements if tried.wrong else set())


@SOME
@given(st.data())
def test_one_broken_claim_among_true_ones(data):
    world = data.draw(worlds(most=1, nests=2))
    rows = searched(data.draw(claims(world)))
    assume(rows)
    at = data.draw(st.integers(0, len(rows) - 1))
    rows[at] = with_figure(rows[at], data.draw(figures(data.draw(st.integers(0, 8)))))
    if possible(row.said for row in rows):
        return
    found, told = found_in(rows)
    (broken,) = (number for number, one in told.items() if one == rows[at].said)
    # without the broken one all are true, so that it has a part in everything that cannot hold
    assert all(broken in clash for clash in found.contradictions)
    (tree,) = found.trees
    assert (tree.wrong, tree.statements) == (1, (1, True))
    check_contradictions(found, told)


@SOME
@given(st.data())
def test_every_limit_is_the_least_or_the_greatest_that_is_reached(data):
    """Of claims on exact days; with vague ones limits may be wider (docs/bounds.md)."""
    rows = [
        row for row in drawn(data, free=data.draw(st.booleans())) if row.said.first == row.said.last
    ]
    assume(any(row.figure != "unknown" for row in rows))
    check_limits(data, rows)


@examples(25)
@given(st.data())
def test_limits_of_vague_dates_are_never_too_narrow(data):
    """They may be wider, though they hardly are: one in two thousand."""
    check_limits(data, drawn(data, free=data.draw(st.booleans()))[:5], reached=False)


def check_limits(data, rows, *, reached=True):
    """One line of the bounds of these rows against every choice of sources and every history."""
    table = framed(bounds(compared(ledger(rows), window=0)).table)
    row = table.iloc[data.draw(st.integers(0, len(table) - 1))]
    day, since = day_of(row["as_of"]), day_of(row["since"]) if row["since"] else None
    if since is not None and since > day:
        return
    tried, measure = Choices(rows), READ.get(row["reading"], row["measure"])
    assert row["wrong"] == tried.wrong

    def can_be(lower, upper, more):
        node = (row["population"], row["place"])
        return tried.can_be(said(node, measure, day, day, lower, upper, since), more)

    for more, least, most in ((0, "lower", "upper"), (1, "next_lower", "next_upper")):
        lower = int(row[least])
        assert not reached or can_be(0, lower, more)
        assert lower == 0 or not can_be(0, lower - 1, more)
        if np.isfinite(row[most]):
            upper = int(row[most])
            assert not reached or can_be(upper, None, more)
            assert not can_be(upper + 1, None, more)
        else:
            assert not reached or can_be(60, None, more)
