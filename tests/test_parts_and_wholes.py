"""Parts that exceed their wholes, against every two statements of one source and day."""

from __future__ import annotations

import csv
import io
from itertools import permutations
from operator import itemgetter

from examples import examples
from hypothesis import given, strategies as st
from ledgers import loaded

from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.comparison.nests import Subject, within
from reconcile.storage.breakdowns import Breakdowns

HEADER = ("source", "published", "since", "population", "place", "measure", "basis", "figure")
ROWS = st.lists(
    st.tuples(
        st.sampled_from("AB"),
        st.sampled_from(("2025-01-01", "2025-01-02")),
        st.sampled_from(("", "", "2024-01-01", "2024-06-01")),
        st.sampled_from(("people", "men, people", "children")),
        st.sampled_from(("", "Kursk, Russia", "Russia", "Town, Kursk, Russia")),
        st.sampled_from(("killed", "wounded", "killed+wounded", "casualties", "deployed")),
        st.sampled_from(("", "", "confirmed", "estimated")),
        st.sampled_from(("10", "20", ">=30", "<15", "12–40", "unknown", "withdrawn")),
    ),
    max_size=9,
    unique_by=itemgetter(slice(-1)),  # no relays
)


@examples(150)
@given(ROWS)
def test_a_part_exceeds_a_whole_where_one_of_all_pairs_does(rows: list[tuple[str, ...]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([HEADER, *rows])
    parsed = parse(loaded(text.getvalue()))
    typed = parsed.typed
    low, high, silent = typed["lower"], typed["upper"], typed["unknown"] | typed["withdrawn"]
    subjects = [
        Subject(at, "case", *row[3:7], typed["since_first"][at], typed["since_last"][at])
        for at, row in enumerate(rows)
    ]
    exceeding = {
        one
        for one, other in permutations(range(len(rows)), 2)
        if rows[one][:2] == rows[other][:2]
        and not silent[[one, other]].any()
        and low[one] > high[other]
        and within(parsed.ledger.measures, subjects[one], subjects[other], Breakdowns())
    }
    issues = check(parsed).issues
    assert {one.row for one in issues if one.message.endswith("which holds it")} == exceeding
