"""The last day of which two series both speak, against sets of days."""

import numpy as np
import pytest
from examples import examples
from hypothesis import given, strategies as st

from reconcile.columnar import Columns
from reconcile.comparison import common_days
from reconcile.comparison.common_days import last_common_days

DAY = st.integers(1, 12) | st.integers(1, 400)


@st.composite
def spoken_days(draw):
    """The days of which each series of two estimands speaks, and pairs of series of one of them."""
    series = draw(st.lists(st.sets(DAY, max_size=90), min_size=1, max_size=12))
    one = draw(st.lists(st.integers(0, len(series) - 1), max_size=30))
    other = [draw(st.sampled_from(range(at % 2, len(series), 2))) for at in one]
    return series, [one, other]


def rows_of(series, order):
    """The columns of these series, of which every other one is of one estimand."""
    rows = [(at, at % 2, day) for at, days in enumerate(series) for day in days]
    rows = [rows[at] for at in order(len(rows))]
    cells = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return Columns(dict(zip(("series", "estimand", "day"), cells, strict=True)))


@pytest.mark.parametrize(("room", "marks"), [(1, 1), (100, 200), (1 << 25, 1 << 27)])
@examples(60)
@given(spoken_days(), st.randoms(use_true_random=False))
def test_the_last_day_that_both_have(room, marks, drawn, random):
    series, pairs = drawn
    rows = rows_of(series, lambda count: random.sample(range(count), count))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(common_days, "ROOM", room)
        patch.setattr(common_days, "MARKS", marks)
        found = last_common_days(rows, np.array(pairs, dtype=np.int64))
    assert found.tolist() == [
        max(series[one] & series[other], default=-1) for one, other in zip(*pairs, strict=True)
    ]
