"""Rows in the order of columns of whole numbers."""

import numpy as np
from hypothesis import given, strategies as st

from reconcile.stable_order import in_halves, stable_order

NUMBERS = st.one_of(st.integers(0, 2), st.integers(-9, 2**20), st.integers(-(2**63), 2**63 - 1))
TABLES = st.integers(0, 20).flatmap(
    lambda rows: st.lists(st.lists(NUMBERS, min_size=rows, max_size=rows), min_size=1, max_size=5)
)


@given(TABLES)
def test_rows_are_in_the_order_of_their_numbers_and_alike_ones_stay(columns):
    expected = sorted(range(len(columns[0])), key=lambda row: [each[row] for each in columns])
    assert stable_order(*(np.array(each, dtype=np.int64) for each in columns)).tolist() == expected


def test_small_numbers_are_not_packed_as_small_ones():
    codes = np.array([127, -128, 0] * 50, dtype=np.int8)
    assert stable_order(codes, codes).tolist() == np.argsort(codes, kind="stable").tolist()


COUNTS = st.one_of(
    st.integers(0, 9).map(lambda twice: twice / 2),
    st.integers(0, 2 * 10**15).map(lambda twice: twice / 2),
    st.sampled_from([np.inf, np.nan]),
)


@given(st.lists(COUNTS))
def test_counts_are_in_order_with_those_that_are_infinite_and_then_those_that_are_none_behind(
    found,
):
    counts = np.array(found, dtype=float)
    assert stable_order(in_halves(counts)).tolist() == np.argsort(counts, kind="stable").tolist()
