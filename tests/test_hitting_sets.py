"""Choices that meet every set, against all subsets of a few members."""

import itertools

import pytest
from examples import examples
from hypothesis import assume, example, given, strategies as st

from reconcile.bounding.fewest_choices import _exchanged, choices, smallest
from reconcile.bounding.hitting_sets import (
    apart,
    connected,
    greedy,
    least_sets,
    mask_of,
    members,
)
from reconcile.bounding.least_choice import LeastChoice

SIZE = 7
FIRST_CAN_GO = [mask_of(one) for one in ([0, 1], [0, 2], [1, 4], [2, 5])]
sets_of_sets = st.lists(
    st.sets(st.integers(0, SIZE - 1), min_size=1, max_size=4).map(mask_of), max_size=7
)


def every_choice(sets):
    """The choices that meet all sets and can do without none of their members."""
    meeting = [
        mask_of(chosen)
        for size in range(SIZE + 1)
        for chosen in itertools.combinations(range(SIZE), size)
        if all(mask_of(chosen) & one for one in sets)
    ]
    return {one for one in meeting if not any(o != one and o & ~one == 0 for o in meeting)}


@examples(200)
@given(sets_of_sets, st.integers(0, 2))
@example(FIRST_CAN_GO, 1)
def test_the_fewest_are_found_and_those_of_some_more(sets, more):
    expected = every_choice(sets)
    least = min(one.bit_count() for one in expected)
    found = choices(sets, more)
    assert (found.least, found.exact) == (least, True)
    assert set(found.sets) == {one for one in expected if one.bit_count() <= least + more}
    assert apart(sets) <= least <= greedy(sets).bit_count()
    assert all(greedy(sets) & one for one in sets)


@examples(200)
@given(sets_of_sets, st.integers(1, 4))
def test_the_smallest_by_inclusion_come_first(sets, limit):
    for group in connected(least_sets(sets)):
        expected = sorted(
            every_choice(group), key=lambda one: (one.bit_count(), list(members(one)))
        )
        found = smallest(group, limit)
        assert list(found.sets) == expected[:limit]
        assert found.exact == (len(expected) <= limit)


def test_groups_share_nobody_and_come_by_their_first_members():
    sets = [mask_of(one) for one in ([5, 6], [1, 4], [2, 3], [0, 6], [4, 7])]
    assert [[list(members(one)) for one in group] for group in connected(sets)] == [
        [[5, 6], [0, 6]], [[1, 4], [4, 7]], [[2, 3]],
    ]  # fmt: skip


def test_a_set_that_holds_another_one_says_nothing():
    sets = [mask_of(one) for one in ([2, 3, 4], [0, 1, 2], [1, 2], [2, 1], [5], [1, 5])]
    assert [list(members(one)) for one in least_sets(sets)] == [[5], [1, 2], [2, 3, 4]]


def test_forty_who_all_contradict_each_other():
    pairs = [mask_of(pair) for pair in itertools.combinations(range(40), 2)]
    found = choices(pairs, 1)
    assert (found.least, found.exact, len(found.sets)) == (39, True, 40)


def test_many_of_whom_each_contradicts_a_few():
    sets = [mask_of((n, n + step)) for n in range(117) for step in (1, 2, 3)]
    sets += [mask_of((n, n + 5, n + 11)) for n in range(0, 109, 7)]
    found = choices(sets, limit=20)
    assert found.least == len(list(members(found.sets[0]))) == 88
    assert all(one & choice for one in sets for choice in found.sets)
    again = choices(sets, limit=5, search=LeastChoice())
    assert (again.sets, again.exact) == (found.sets[:5], False)


def test_what_was_asked_before_is_answered_the_same():
    search, sets = LeastChoice(), list[int]()
    for n in range(60):
        sets.append(mask_of({n % 17, 7 * n % 19, 3 * n % 13}))
        assert choices(sets, 1, 50, search) == choices(sets, 1, 50)


def test_choices_of_several_groups_have_together_no_more_members_than_asked_for():
    sets = [mask_of(one) for one in ([0, 1], [0, 2], [3, 4], [3, 5])]
    found = choices(sets, 1)
    assert [list(members(one)) for one in found.sets] == [[0, 3], [0, 4, 5], [1, 2, 3]]
    assert (found.least, found.exact) == (2, True)


def test_no_more_are_told_than_the_limit_and_then_it_is_not_exact():
    sets = [mask_of(one) for one in ([0, 1], [2, 3])]
    for limit, exact in ((4, True), (3, False), (1, False)):
        found = choices(sets, limit=limit)
        assert (len(found.sets), found.exact) == (limit, exact)


@pytest.mark.parametrize("left", [1, 5, 50])
def test_a_search_that_is_cut_short_does_not_call_its_choice_the_least(left):
    sets = [mask_of(((3 * n) % 60, (7 * n + 1) % 60, (11 * n + 5) % 60, n % 60)) for n in range(90)]
    found = choices(sets, search=LeastChoice(left))
    assert not found.exact
    assert found.least <= found.sets[0].bit_count()
    assert all(found.sets[0] & one for one in sets)


@pytest.mark.parametrize(
    ("sets", "number"),
    [
        ([], 0),
        ([[3]], 1),
        ([[0, 3, 4]], 1),
        ([[0, 1], [0, 2], [0, 3], [0, 4], [5, 6], [5, 7], [6, 7]], 3),
        ([[0, 1], [0, 2], [0, 3], [2, 3], [1, 4], [1, 5], [4, 5]], 4),
        ([[0, 1], [0, 2], [1, 2]], 2),
        ([[0, 1], [0, 2], [1, 2], [2, 3], [3, 4], [3, 5], [4, 5]], 4),
        ([[0, 1], [0, 2], [0, 3], [1, 2], [2, 3]], 2),
        ([[0, 1], [1, 2], [2, 3, 4]], 2),
        ([[0, 1], [2, 3, 4], [4, 5, 6], [7, 8, 9, 10]], 3),
        ([[3, 4], [3, 5], [0, 1], [0, 2], [1, 2], [0, 4]], 3),
    ],
)
def test_all_but_one_of_some_who_all_contradict_each_other_and_one_of_each_other_set(sets, number):
    assert apart([mask_of(one) for one in sets]) == number


@pytest.mark.parametrize(
    ("sets", "choice"),
    [
        ([[0, 3], [1, 3], [2, 3]], [3]),
        ([[0, 1], [1, 2], [2, 3]], [1, 2]),
        ([[0, 1], [0, 2], [1, 4], [2, 5]], [1, 2]),
    ],
)
def test_who_is_in_most_sets_is_chosen_first_and_left_out_if_not_needed_then(sets, choice):
    assert list(members(greedy([mask_of(one) for one in sets]))) == choice


@examples(200)
@given(sets_of_sets, st.integers(0, 1), st.data())
def test_one_member_is_exchanged_so_that_the_first_is_in_or_out_where_that_will_do(
    sets, more, data
):
    unmet = [one for one in sets if one.bit_count() > 1]
    assume(unmet)
    others = data.draw(st.sampled_from(sorted(every_choice(unmet))))
    others |= data.draw(st.sampled_from([0, 0, 1 << data.draw(st.integers(0, SIZE - 1))]))
    room, everyone = others.bit_count() + more, mask_of(range(SIZE))
    bit = min(1 << one for each in unmet for one in members(each))

    def meets(choice):
        return choice.bit_count() <= room and all(one & choice for one in unmet)

    beside, without = _exchanged(unmet, others, bit, room)
    changed = [others & ~(1 << one) for one in members(others)]
    if beside is not None:
        assert not beside & bit and meets(beside | bit)
    else:
        assert not any(meets(one | bit) for one in [others, *changed])
    if without is not None:
        assert not without & bit and meets(without)
    else:
        assert not any(meets(others & ~bit | 1 << one) for one in members(everyone & ~bit))


def test_two_hundred_who_all_contradict_each_other_but_two_take_no_branch():
    pairs = [mask_of(pair) for pair in itertools.combinations(range(200), 2) if pair != (7, 9)]
    search = LeastChoice(1)  # which may look at none
    assert search.below(pairs, 200) == mask_of(range(200)) & ~mask_of((7, 9))


def test_who_stands_beside_all_beside_another_is_taken_unless_a_set_of_three_needs_the_other():
    pairs = [mask_of(one) for one in ([0, 1], [1, 2])]
    assert LeastChoice(1).below(pairs, 3) == mask_of([1])
    wider = [*pairs, mask_of([0, 3, 4]), mask_of([2, 3, 5]), mask_of([0, 4, 5])]
    assert LeastChoice().below(wider, 6).bit_count() == 2
