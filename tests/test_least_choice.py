"""What is left out before a least choice is looked for, and what is asked for once only."""

import itertools

import pytest
from examples import examples
from hypothesis import given, strategies as st

from reconcile.bounding.fewest_choices import choices
from reconcile.bounding.hitting_sets import least_sets, mask_of
from reconcile.bounding.least_choice import BRANCH, CutShortError, LeastChoice, simplified

SIZE = 8
sets_of_sets = st.lists(
    st.sets(st.integers(0, SIZE - 1), min_size=1, max_size=4).map(mask_of), max_size=9
)


def least_of(sets):
    """The least number of members that meet all sets."""
    return next(
        size
        for size in range(SIZE + 1)
        if any(
            all(mask_of(chosen) & one for one in sets)
            for chosen in itertools.combinations(range(SIZE), size)
        )
    )


@examples(200)
@given(sets_of_sets)
def test_what_is_left_out_leaves_a_least_choice_and_nothing_more_can_be(sets):
    choice, rest = simplified(sets)
    assert choice.bit_count() + least_of(rest) == least_of(sets)
    assert all(one & choice == 0 and one.bit_count() > 1 for one in rest)
    assert sorted(rest) == sorted(least_sets(rest))
    held = {
        one: {at for at, each in enumerate(rest) if each >> one & 1} for one in range(SIZE)
    }  # fmt: skip
    for one, other in itertools.permutations(range(SIZE), 2):
        assert not held[one] or not held[one] <= held[other]


@examples(100)
@given(st.lists(sets_of_sets, min_size=1, max_size=3))
def test_a_choice_of_fewer_members_is_found_where_there_is_one(asked):
    search = LeastChoice()
    for sets in [*asked, *asked]:
        for size in range(SIZE + 1):
            found = search.below(sets, size)
            assert (found is None) == (least_of(sets) >= size)
            if found is not None:
                assert found.bit_count() == least_of(sets)
                assert all(found & one for one in sets)


# seven who are in three sets each, any two of whom share one: three are needed
FANO = [mask_of(one) for one in ([0, 1, 2], [0, 3, 4], [0, 5, 6], [1, 3, 5], [1, 4, 6], [2, 3, 6],
                                 [2, 4, 5])]  # fmt: skip


def test_what_was_found_is_not_looked_for_again():
    search = LeastChoice(1000)
    assert search.below(FANO, 9).bit_count() == 3
    taken = 1000 - search.left
    assert taken == 2 * BRANCH  # with the first, and without the first with another
    for size, found in ((4, True), (3, False), (1, False), (9, True)):
        assert (search.below(FANO, size) is not None) == found
    # elsewhere it is another part, and beside this one both are known
    other = [one << 7 for one in FANO]
    assert search.below([*FANO, *other], 7).bit_count() == 6
    assert search.below([*other, *FANO], 6) is None
    assert 1000 - search.left == 2 * taken


def test_a_search_ends_where_it_has_looked_at_as_many_as_it_may():
    assert LeastChoice(2 * BRANCH + 1).below(FANO, 9) is not None
    with pytest.raises(CutShortError):
        LeastChoice(2 * BRANCH).below(FANO, 9)
    search = LeastChoice(3)
    search.look()
    search.look()
    with pytest.raises(CutShortError):
        search.look()


def pairs(of):
    """All pairs of so many."""
    return [mask_of(pair) for pair in itertools.combinations(range(of), 2)]


RINGS = [mask_of({n % 17, 7 * n % 19, 3 * n % 13}) for n in range(60)]


@pytest.mark.parametrize(
    ("sets", "more", "told", "looks"),
    [(pairs(40), 0, (39, 40), 381), (pairs(40), 1, (39, 40), 499), (FANO, 0, (3, 7), 97),
     (FANO, 1, (3, 7), 162), (RINGS, 0, (9, 5), 175), (RINGS, 1, (9, 23), 512)],
)  # fmt: skip
def test_no_more_is_looked_at_than_is_needed(sets, more, told, looks):
    search = LeastChoice()
    found = choices(sets, more, 50, search)
    assert (found.least, len(found.sets)) == told
    assert LeastChoice().left - search.left <= looks
