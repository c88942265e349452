"""R7, R6, R10 against invented histories: claims that are true are never held to be at odds.

See `worlds.py` for the histories and `world_claims.py` for the claims drawn from them.
"""

from examples import examples
from hypothesis import given, strategies as st
from ledgers import compared, framed
from world_claims import claims, day_of, ledger, searched
from world_search import possible
from worlds import CASUALTIES, lies_in, worlds

from reconcile.bounding import bounds

SCALES = (1, 10, 700)
SOME = examples(70)
READ = {"narrowest": "+".join(CASUALTIES[0]), "widest": "+".join(CASUALTIES[-1])}


@SOME
@given(worlds())
def test_the_worlds_keep_the_rules(world):
    for inner in world.nodes:
        for day in range(-1, world.days):
            sent = [world.total(node, ["deployed"], day) for node in (inner,)]
            lost = world.total(inner, ["killed", "missing", "captured"], day)
            assert "deployed" not in world.outcomes or lost <= sent[0]
        for outer in world.nodes:
            if not lies_in(inner, outer):
                continue
            for outcome in world.outcomes:
                counts = [
                    [world.count(node, outcome, day, since) for node in (inner, outer)]
                    for day in range(world.days)
                    for since in (None, *range(day + 1))
                    if outcome != "deployed" or since is None or inner[1] == outer[1]
                ]
                assert all(0 <= one <= other for one, other in counts)


@SOME
@given(st.data())
def test_the_search_finds_the_world_itself(data):
    world = data.draw(worlds(most=1, nests=2))
    rows = searched(data.draw(claims(world, mixed=True)))
    assert possible(row.said for row in rows)


@SOME
@given(st.data())
def test_truthful_claims_are_in_no_conflict_and_their_bounds_hold_the_truth(data):
    world = data.draw(worlds(scales=SCALES))
    rows = data.draw(claims(world, most=3))
    comparison = compared(ledger(rows), window=0)
    pairs = framed(comparison.discrepancies)
    # of casualties the missing may be a part
    grown = ~pairs["measure"].str.contains("missing|captured|casualties")
    assert pairs.loc[grown & (pairs["verdict"] == "conflict"), "reason"].tolist() == []
    assert pairs.loc[pairs["within"] != "", "reason"].tolist() == []
    found = bounds(comparison)
    assert (found.table["wrong"] == 0).all()
    assert found.contradictions == () and framed(found.settlements).empty
    assert len(found.table) > 0
    for row in framed(found.table).itertuples():
        since = day_of(row.since) if row.since else None
        measure = READ.get(row.reading, row.measure)
        true = world.count((row.population, row.place), measure, day_of(row.as_of), since)
        assert row.next_lower <= row.lower <= true <= row.upper <= row.next_upper, row


@SOME
@given(st.data())
def test_bounds_hold_the_truth_where_casualties_mean_several_things(data):
    world = data.draw(worlds(scales=SCALES))
    rows = data.draw(claims(world, most=3, mixed=True))
    found = bounds(compared(ledger(rows), window=0))
    assert (found.table["wrong"] == 0).all()
    assert found.contradictions == ()
    for row in framed(found.table).itertuples():
        node, day = (row.population, row.place), day_of(row.as_of)
        since = day_of(row.since) if row.since else None
        true = world.count(node, READ.get(row.reading, row.measure), day, since)
        assert row.lower <= true <= row.upper, row
