"""R10 against an exhaustive search: what cannot hold together, why, and what is left possible."""

from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings, strategies as st
from ledgers import compared
from world_claims import claims, day_of, figures, ledger, searched, with_figure
from world_search import possible, said
from worlds import worlds

from reconcile.bounding import bounds

SETTINGS = {"max_examples": 70}


def found_in(rows):
    """The bounds of a ledger of these rows, and what each of its statements says, by its number."""
    found = bounds(compared(ledger(rows), window=0))
    alignment = found.comparison.alignment
    told = {}
    for number in found.claims.index:
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


def adjusted(found, told):
    """What each statement says once it is moved as it was asked to be, in whole people."""
    for number, one in told.items():
        move = found.claims.loc[number, "adjustment"]
        upper = one.upper if one.upper is None else int(np.ceil(one.upper + max(move, 0)))
        lower = int(np.floor(one.lower + min(move, 0)))
        yield replace(one, lower=max(lower, 0), upper=upper)


@settings(**SETTINGS)
@given(st.data())
def test_an_adjustment_is_asked_for_exactly_where_no_history_fits_and_then_one_does(data):
    world = data.draw(worlds(nests=2))
    rows = searched(data.draw(claims(world, free=True)))
    assume(rows)
    found, told = found_in(rows)
    assert len(told) == sum(row.figure != "unknown" for row in rows)
    if possible(row.said for row in rows):
        assert len(found.adjustments) == 0
        assert found.contradictions == ()
        assert (found.claims["adjustment"] == 0).all()
        return
    assert len(found.adjustments) > 0
    assert (found.adjustments["adjustment"] != 0).all()
    assert found.adjustments["relative"].sum() > 0
    assert len(found.contradictions) > 0
    check_contradictions(found, told)
    assert possible(adjusted(found, told))


@settings(**SETTINGS)
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
    assert found.adjustments["relative"].sum() > 0
    assert len(found.contradictions) > 0
    # without the broken one all are true, so that it has a part in everything that cannot hold
    assert all(broken in clash for clash in found.contradictions)
    check_contradictions(found, told)


@settings(**SETTINGS)
@given(st.data())
def test_every_bound_is_the_least_or_the_greatest_that_a_history_reaches(data):
    """Of claims on exact days; with vague ones bounds may be wider (docs/bounds.md)."""
    world = data.draw(worlds(nests=2))
    rows = searched(data.draw(claims(world, free=data.draw(st.booleans()))))
    rows = [row for row in rows if row.said.first == row.said.last]
    told = [row.said for row in rows]
    assume(rows)
    if not possible(told):
        return
    table = bounds(compared(ledger(rows), window=0)).table
    row = table.iloc[data.draw(st.integers(0, len(table) - 1))]
    day, since = day_of(row["as_of"]), day_of(row["since"]) if row["since"] else None
    if since is not None and since > day:
        return

    def can_be(lower, upper):
        node = (row["population"], row["place"])
        return possible([*told, said(node, row["measure"], day, day, lower, upper, since)])

    lower = int(row["lower"])
    assert can_be(lower, lower)
    assert lower == 0 or not can_be(0, lower - 1)
    if np.isfinite(row["upper"]):
        upper = int(row["upper"])
        assert can_be(upper, upper)
        assert not can_be(upper + 1, None)
    else:
        assert can_be(60, None)
