"""The tolerance of R5 against its definition in fractions: who is the same number as whom."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, strategies as st

from reconcile.comparison.tolerance import (
    allowing,
    allows,
    loosened,
    loosened_whole,
    matching_counts,
    needed,
)

COUNT = st.integers(0, 400) | st.integers(0, 10**12 - 1)
PERCENT = st.sampled_from([*map(Fraction, ("0", "0.5", "1", "2", "30", "99", "100"))])
COUNTS = st.tuples(COUNT, COUNT).map(sorted)


def sides(tolerance):
    """What a bound is multiplied by: half the tolerance less, and more."""
    half = tolerance / 200
    return 1 - half, 1 + half


@given(COUNTS, PERCENT)
@example([199, 201], Fraction(1))
@example([198, 201], Fraction(1))
@example([0, 1], Fraction(100))
@example([1, 3], Fraction(100))
def test_two_figures_match_where_their_loosened_bounds_overlap(counts, tolerance):
    high, low = counts
    less, more = sides(tolerance)
    match = low * less <= high * more
    assert allows(low, high, tolerance) == match
    assert allows(high, low, tolerance) and allows(low, math.inf, tolerance)
    lows, highs = np.array([low, high, low], float), np.array([high, low, math.inf])
    assert allowing(lows, highs, tolerance).tolist() == [match, True, True]


@given(COUNT, PERCENT)
def test_next_to_where_a_match_ends_whole_numbers_decide(high, tolerance):
    less, more = sides(tolerance)
    last = math.floor(high * more / less)
    lows, highs = np.array([last, last + 1], float), np.array([high, high], float)
    assert allowing(lows, highs, tolerance).tolist() == [True, False]


@given(COUNTS, PERCENT)
@example([199, 201], Fraction(1))
@example([1, 3], Fraction(100))
def test_counts_that_match_all_are_those_that_match_both_ends(counts, tolerance):
    low, high = counts
    assert matching_counts(low, high, tolerance) == (low, high)
    found = matching_counts(high, low, tolerance)
    if low == high or not allows(high, low, tolerance):
        assert found == ((low, high) if low == high else None)
        return
    less, more = sides(tolerance)
    for count in (found[0] - 1, found[0], found[1], found[1] + 1):
        both = high * less <= Fraction(count) * more and Fraction(count) * less <= low * more
        assert both == (found[0] <= count <= found[1])


@given(COUNTS)
def test_what_is_needed_is_the_least_tolerance_at_which_they_match(counts):
    low, high = counts
    if not 0 < low < high:
        return
    enough = needed(low, high)
    assert allows(high, low, enough)
    assert not allows(high, low, enough - Fraction(1, 10**15))


@pytest.mark.parametrize(
    ("lower", "upper", "tolerance", "exact", "whole"),
    [
        (100, 200, "0", (100, 200), (100, 200)),
        (100, 200, "1", (99.5, 201), (100, 201)),
        (300, 500, "1", (298.5, 502.5), (299, 503)),
        (70, 90, "1", (69.65, 90.45), (70, 90)),
        (0, math.inf, "1", (0, math.inf), (0, math.inf)),
        (10**11, math.inf, "2", (99 * 10**9, math.inf), (99 * 10**9, math.inf)),
    ],
)
def test_bounds_are_loosened_by_half_the_tolerance(lower, upper, tolerance, exact, whole):
    assert loosened(lower, upper, Fraction(tolerance)) == pytest.approx(exact, rel=1e-12)
    assert loosened_whole(lower, upper, Fraction(tolerance)) == whole


@given(COUNTS, PERCENT)
def test_bounds_of_figures_that_match_overlap_when_loosened_to_whole_counts(counts, tolerance):
    high, low = counts
    if allows(low, high, tolerance):
        least, _ = loosened_whole(low, low, tolerance)
        _, most = loosened_whole(high, high, tolerance)
        assert least <= most
