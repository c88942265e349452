"""What the searches of R10 keep, skip and cut short: sets of claims, settlements, limits known."""

import math
from types import SimpleNamespace

import pytest

from reconcile.bounding import settlements
from reconcile.bounding.contradictions import ClaimSets, every_clash, shrunk
from reconcile.bounding.hitting_sets import mask_of, members
from reconcile.bounding.hull import Proven, Reached
from reconcile.bounding.settlements import Settlement, Settlements

OPEN = math.inf


class Told:
    """Claims of which some sets cannot hold together; `asked` has what was asked."""

    def __init__(self, *clashes, exact=True, plain=()):
        self.clashes, self.exact, self.asked = clashes, exact, []
        self.plain_clashes = [
            mask_of(other for pair in plain for other in pair - {one} if one in pair)
            for one in range(16)
        ]

    def against(self, claims):
        """All that was asked about, if it holds such a set."""
        self.asked.append(set(claims))
        return list(claims) if any(one <= set(claims) for one in self.clashes) else []

    def shrunk(self, claims):
        """A smallest set of the claims that cannot hold together."""
        return shrunk(lambda some: bool(self.against(some)), claims)


def test_what_is_known_to_hold_or_not_is_not_asked_again():
    told, other = Told({0, 1}), Told({2, 3})
    sets = ClaimSets(told, other)
    assert sets.clash(mask_of([0, 1, 2])) == mask_of([0, 1])
    told.asked.clear()
    assert sets.clash(mask_of([0, 1, 3])) == mask_of([0, 1])
    assert told.asked == []
    assert sets.clash(mask_of([1, 2])) == sets.clash(mask_of([0, 3])) == 0
    told.asked.clear()
    assert sets.clash(mask_of([2])) == sets.clash(mask_of([0])) == sets.clash(0) == 0
    assert told.asked == []
    assert sets.clash(mask_of([1, 2, 3])) == mask_of([2, 3])
    assert sets.clashes == [mask_of([0, 1]), mask_of([2, 3])]


def test_what_two_claims_plainly_contradict_is_never_asked():
    told, other = Told({0, 2, 4}, plain=[{1, 3}]), Told(plain=[{0, 3}])
    sets = ClaimSets(told, other)
    for claims in ({0, 1, 3}, {0, 3, 4}, {1, 2, 3}):
        pair = {0, 3} if 0 in claims else {1, 3}
        assert sets.clash(mask_of(claims)) == mask_of(pair)
    assert told.asked == other.asked == []
    assert sets.clash(mask_of([0, 1, 2, 4])) == mask_of([0, 2, 4])
    assert all(not {1, 3} <= asked and not {0, 3} <= asked for asked in told.asked)
    assert sets.clashes == [mask_of(one) for one in ([0, 3], [1, 3], [0, 2, 4])]


def test_of_two_origins_one_pair_of_claims_is_known_from_the_start():
    sets = ClaimSets(Told(plain=[{0, 1}, {0, 2}, {1, 3}, {2, 4}]))
    sets.note_pairs([5, 6, 6, 7, 8, *range(9, 20)])
    assert sets.clashes == [mask_of(one) for one in ([0, 1], [1, 3], [2, 4])]


def test_a_search_of_two_is_exact_if_both_are():
    for one, other in ((True, True), (True, False), (False, True)):
        assert ClaimSets(Told(exact=one), Told(exact=other)).exact == (one and other)


@pytest.mark.parametrize(
    ("claims", "needed", "asked"), [(6, 6, 6), (6, 2, 6), (7, 7, 12), (7, 2, 4), (16, 2, 5)]
)
def test_few_claims_are_tried_in_turn_and_many_by_halves(claims, needed, asked):
    told = Told(set(range(needed)))
    assert told.shrunk(range(claims)) == tuple(range(needed))
    assert len(told.asked) == asked


@pytest.mark.parametrize("size", [4, 9])
def test_of_several_contradictions_the_one_of_earlier_claims_is_named(size):
    told = Told({0, 3}, {1, 2}, {2, 3})
    assert told.shrunk(range(size)) == (1, 2)
    assert told.shrunk([3, 0, 3, *range(size)]) == (0, 3)


def test_contradictions_are_looked_for_until_all_are_found_or_too_many_were():
    pairs = [mask_of(one) for one in ([0, 1], [1, 2], [3, 4])]
    asked = []

    def clash(claims):
        asked.append(mask_of(range(5)) & ~claims)
        return next((one for one in pairs if one & ~claims == 0), 0)

    found, whole = every_clash(clash, mask_of(range(5)), 100)
    assert (found, whole) == (sorted(pairs), True)
    assert [one.bit_count() for one in asked] == sorted(one.bit_count() for one in asked)
    assert len(set(asked)) == len(asked)
    tried = len(asked)
    assert every_clash(clash, mask_of(range(5)), tried) == (found, True)
    assert every_clash(clash, mask_of(range(5)), tried - 1)[1] is False
    assert every_clash(clash, mask_of(range(5)), 0) == ([], False)


def origins(clashes, *, exact=True, hidden=()):
    """Origins named by letters; what is `hidden` is found once all else is met."""
    known = [mask_of(one) for one in clashes]

    def clashing(aside):
        found = [mask_of(one) for one in hidden if not mask_of(one) & aside]
        known.extend(one for one in found if one not in known)
        return bool(found)

    return SimpleNamespace(
        clashes=known, clashing=clashing, exact=exact, names="ABCDEFGHIJKLMNOPQRST",
        listed=lambda of: tuple("ABCDEFGHIJKLMNOPQRST"[one] for one in members(of)),
    )  # fmt: skip


def test_each_group_of_contradictions_is_settled_by_itself():
    found = Settlements.of(origins([[0, 1], [2, 3], [2, 4]], hidden=[[5, 6]]))
    assert found.exact
    assert found.told == (
        Settlement(0, mask_of([0]), ("A",), 19), Settlement(0, mask_of([1]), ("B",), 19),
        Settlement(1, mask_of([2]), ("C",), 19), Settlement(1, mask_of([3, 4]), ("D", "E"), 18),
        Settlement(2, mask_of([5]), ("F",), 19), Settlement(2, mask_of([6]), ("G",), 19),
    )  # fmt: skip
    assert [found.involved(group) for group in range(3)] == [
        ("A", "B"), ("C", "D", "E"), ("F", "G"),
    ]  # fmt: skip
    # with the fewest of each other group: not with D and E
    assert [list(members(one)) for one in found.with_others(found.told[0])] == [
        [0, 2, 5], [0, 2, 6],
    ]  # fmt: skip
    assert [list(members(one)) for one in found.with_others(found.told[3])] == [
        [0, 3, 4, 5], [0, 3, 4, 6], [1, 3, 4, 5], [1, 3, 4, 6],
    ]  # fmt: skip


@pytest.mark.parametrize(("size", "exact"), [(12, True), (13, False)])
def test_no_more_settlements_of_a_group_are_told_than_anybody_reads(size, exact):
    found = Settlements.of(origins([range(size)]))
    assert (len(found.told), found.exact) == (12, exact)
    both = Settlements.of(origins([range(size), [14, 15]]))
    assert (len(both.told), both.exact) == (14, exact)


def test_settlements_are_all_only_if_no_contradiction_was_missed():
    assert not Settlements.of(origins([[0, 1]], exact=False)).exact


def test_of_very_many_ways_to_settle_the_other_groups_the_first_are_looked_at():
    three = tuple(tuple(1 << 4 * group + one for one in range(4)) for group in range(4))
    found = Settlements(origins([]), three, exact=True)
    ways = found.with_others(found.told[0])
    assert (len(ways), settlements.MOST_OTHERS) == (50, 50)
    assert ways[:2] == [mask_of([0, 4, 8, 12]), mask_of([0, 4, 8, 13])]


def reached(number, rests_on=(), loosened=0):
    return Reached(number, (), (), frozenset(), 0, mask_of(rests_on), loosened)


@pytest.mark.parametrize(
    ("sign", "falls", "known", "without_b"),
    [
        (1, False, [0, 5, 5, 7], [0, 5, 5, 5]), (1, True, [0, 5, 0, 7], [0, 5, 0, 0]),
        (-1, False, [-5, -5, -7, -7], [-5, -5, -OPEN, -OPEN]),
        (-1, True, [-OPEN, -5, -OPEN, -7], [-OPEN, -5, -OPEN, -OPEN]),
    ],
)  # fmt: skip
def test_a_limit_that_rests_on_nobody_who_is_set_aside_stays_on_its_day_and_beyond(
    sign, falls, known, without_b
):
    proven = Proven(sign, 4, falls=falls)
    proven.add([1, 3], [reached(5, [0]), reached(7, [0, 1])])
    assert proven.passed(mask_of([2]), 0).tolist() == known
    assert proven.passed(mask_of([1]), 0).tolist() == without_b
    assert proven.passed(mask_of([0]), 0).tolist() == [0 if sign == 1 else -OPEN] * 4
    # a tighter one of other claims, and one of the same that is wider and says nothing more
    proven.add([1], [reached(6 if sign == 1 else 4, [3])])
    proven.add([1], [reached(4 if sign == 1 else 9, [0])])
    assert proven.passed(mask_of([2]), 0)[1] == (6 if sign == 1 else -4)
    assert proven.passed(mask_of([3]), 0)[1] == (5 if sign == 1 else -5)


def test_a_limit_of_claims_as_they_are_says_nothing_of_loosened_ones():
    proven = Proven(1, 2, falls=False)
    proven.add([0, 1], [reached(3), reached(5, loosened=0b10)])
    assert proven.passed(0, 0).tolist() == [3, 5]
    assert proven.passed(0, 0b10).tolist() == [0, 5]
    assert proven.passed(0, 0b11).tolist() == [0, 0]
