"""What holds what, for whole columns: the same as going through the lists row by row."""

from itertools import product

import numpy as np
from examples import examples
from hypothesis import given, strategies as st

from reconcile.checks.holding import CodeLists, combined

LISTS = st.lists(st.lists(st.integers(0, 9), max_size=3), min_size=3, max_size=3)
ROWS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=6)


@examples(60)
@given(first=LISTS, second=LISTS, rows=ROWS)
def test_every_row_stands_beside_every_combination(
    first: list[list[int]], second: list[list[int]], rows: list[tuple[int, int]]
) -> None:
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    found = combined(columns, [CodeLists.of(first), CodeLists.of(second)])
    assert list(zip(*(column.tolist() for column in found), strict=True)) == [
        (at, *members)
        for at, (one, two) in enumerate(rows)
        for members in product(first[one], second[two])
    ]


@examples(60)
@given(st.lists(st.lists(st.integers(0, 7), max_size=2), min_size=8, max_size=8))
def test_codes_are_linked_by_chains_of_lists(lists: list[list[int]]) -> None:
    linked = [{at} for at in range(len(lists))]
    for at, members in enumerate(lists):
        for member in members:
            both = linked[at] | linked[member]
            for one in both:
                linked[one] = both
    found = CodeLists.of(lists).linked.tolist()
    assert [{at for at, other in enumerate(found) if other == one} for one in found] == linked
