"""Pairs judged in blocks are as those judged at once; ends do not depend on the order of rows."""

import random
import tracemalloc
from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import test_plain_parts
import test_plain_rules
from examples import examples
from hypothesis import given, strategies as st
from ledgers import compared, framed

from reconcile.comparison import nest_conflicts, pairs, verdicts
from reconcile.comparison.selection import EVERYTHING, Sieve
from reconcile.export import named_tables, plain_text
from reconcile.export.plain_text import csv_pieces
from reconcile.tables.many import FIRST, text as many_text

HEADER = "source,published,place,measure,figure\n"
ROWS = [
    f"{name},2025-01-{day:02d},{place},killed,{figure}\n"
    for number, (name, figure) in enumerate(
        (("A", 100), ("B", 300), ("C", 100), ("D", 300), ("E", 200), ("F", ">250"), ("G", "~90"))
    )
    for place, day in (("Town", 1 + 9 * (number % 3)), ("Village", 5))
]


def told(rows):
    """What is said of the ends and of the pairs furthest apart, by the names of sources."""
    comparison = compared(HEADER + "".join(rows))
    source = {number: one.source for number, one in comparison.by_number.items()}
    keys = ["place", "measure"]
    ranges = framed(comparison.ranges)
    named = {number: tuple(row) for number, row in zip(ranges.index, ranges[keys].to_numpy())}  # noqa: B905
    columns = [*keys, "low_source", "high_source", "verdict", "agreed_lower", "supported_by"]
    furthest = {
        named[number]: [
            (pair.verdict, pair.ratio, source[pair.a], source[pair.b]) for pair in found
        ]
        for number, found in comparison.furthest_pairs.items()
    }
    frame = framed(comparison.discrepancies)[["place", "source_a", "source_b", "verdict", "reason"]]
    return (
        sorted(map(str, ranges[columns].to_numpy().tolist())), furthest,
        sorted(map(str, frame.to_numpy().tolist())),
    )  # fmt: skip


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8])
def test_blocks_of_any_size_are_joined_to_the_same(size, monkeypatch):
    whole = told(ROWS)
    assert {len(found) for found in whole[1].values()} >= {2}
    monkeypatch.setattr(verdicts, "BLOCK", size)
    assert told(ROWS) == whole


@given(st.integers(0, 10**6))
@examples(15)
def test_the_ends_of_a_range_do_not_depend_on_the_order_of_the_rows(seed):
    rows = ROWS.copy()
    random.Random(seed).shuffle(rows)
    assert told(rows)[0] == told(ROWS)[0]


@pytest.mark.parametrize("size", [1, 3, 8, 1000])
@pytest.mark.parametrize("sieve", [EVERYTHING, Sieve(("timing", "agree")), Sieve((), 2.5)])
def test_the_worst_are_the_first_of_all_pairs(size, sieve, monkeypatch):
    many = [row.replace(name, f"{name}{more}", 1) for row in ROWS for name in row[0]
            for more in range(3)]  # fmt: skip
    comparison = replace(compared(HEADER + "".join(many)), sieve=sieve)
    every = framed(comparison.discrepancies)
    assert len(every) > 60
    monkeypatch.setattr(verdicts, "BLOCK", size)
    monkeypatch.setattr(pairs, "WORST", 50)
    again = replace(comparison)  # which has made nothing yet
    pd.testing.assert_frame_equal(framed(again.pairs.worst(50)), every[:50])
    pd.testing.assert_frame_equal(framed(again.discrepancies), every)
    assert again.pairs.tally == Counter(every["verdict"])
    assert again.pairs.tally == comparison.pairs.tally


def test_of_many_pairs_only_those_that_are_told_are_put_into_words(monkeypatch):
    made = list[int]()
    whole = pairs.Reasons.of
    monkeypatch.setattr(pairs.Reasons, "of", lambda *of: made.append(1) or whole(*of))
    rows = [f"S{number},2025-01-01,Town,killed,{100 + number}\n" for number in range(40)]
    text = many_text(compared(HEADER + "".join(rows)), "discrepancies", 80)
    assert "780 pairs of figures" in text
    assert len(made) == FIRST


@given(test_plain_parts.ledgers() | test_plain_rules.ledgers(), st.sampled_from((1, 3, 1000)))
@examples(30)
def test_pairs_that_are_judged_anew_in_their_order_are_the_same(made, spoken):
    """Those of one estimand, of nested ones and of sums of parts, a few in words at a time."""
    text, *parts, asked = made
    comparison = compared(text, sources=test_plain_rules.SOURCES, parts="".join(parts), **asked)
    every = framed(comparison.discrepancies)  # of so few all are kept while they are counted
    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((pairs, "SPOKEN"), (verdicts, "BLOCK"), (nest_conflicts, "BLOCK")):
            patch.setattr(module, name, spoken)
        blocks = [*replace(comparison).pairs.in_order()]
    assert all(len(block) <= spoken for block in blocks)
    pd.testing.assert_frame_equal(pd.concat(map(framed, blocks)), every)


@given(test_plain_parts.ledgers(), st.randoms())
@examples(20)
def test_the_places_of_many_estimates_are_those_of_each(made, random):
    text, *parts, asked = made
    found = compared(text, parts="".join(parts), **asked).alignment
    numbers = [*range(len(found.estimates) + len(found.sums.estimates))] * 2
    random.shuffle(numbers)
    assert found.wheres(np.array(numbers, dtype=int)) == [found.where(each) for each in numbers]
    assert found.wheres(np.array([], dtype=int)) == []


def test_a_table_for_programs_has_few_pairs_in_words_at_a_time(monkeypatch):
    """The memory that it takes grows by no more than the order of the pairs, which is numbers."""
    for module, name in ((verdicts, "BLOCK"), (pairs, "SPOKEN"), (plain_text, "PIECE")):
        monkeypatch.setattr(module, name, 200)
    few, many = (taken_by(sources) for sources in (40, 120))
    assert (few[0], many[0]) == (780, 7140)
    assert many[1] - few[1] < 150 * (many[0] - few[0])  # bytes a pair; in words it takes 3,000


def taken_by(sources):
    """How many pairs these sources make, and how many bytes it takes at most to write them."""
    rows = (f"S{n},2025-01-01,Town,killed,{100 + n}\n" for n in range(sources))
    comparison = compared(HEADER + "".join(rows))
    comparison.rule, comparison.current  # noqa: B018  # what the comparison itself keeps
    tracemalloc.start()
    written = sum(
        piece.count(b"\n")
        for piece in csv_pieces(named_tables.listing(comparison, "discrepancies"))
    )
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return written - 1, most
