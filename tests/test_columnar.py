"""Columns of text and of numbers, against what plain lists give."""

from typing import NamedTuple
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, strategies as st

from reconcile import first_same as module
from reconcile.columnar import Cells, Columns, firsts, group, grouping, packed
from reconcile.first_same import first_same, mixed, repeated
from reconcile.notation.columns import Count, Key, Text, Truth

TEXTS = st.lists(st.sampled_from(["", "a", "b", "Kursk", "ä"]), max_size=12)


class Said(NamedTuple):
    number: Key
    source: Text
    point: Count
    unknown: Truth


@given(TEXTS, TEXTS)
def test_a_column_of_text_is_its_texts(above, below):
    cells = Cells.of(above)
    assert list(cells) == above == cells.texts.tolist()
    assert cells.used == list(cells.distinct) == list(dict.fromkeys(above))
    assert cells.filled.tolist() == [text != "" for text in above]
    assert cells.among({"a", "ä"}).tolist() == [text in "aä" and text != "" for text in above]
    taken = cells.take(np.arange(len(above))[::-2])
    assert list(taken) == above[::-2]
    assert taken.used == list(dict.fromkeys(above[::-2]))
    assert list(cells.changed(str.upper)) == [text.upper() for text in above]
    assert cells.changed(str.strip) is cells
    assert list(Cells.alike("a", len(above))) == ["a"] * len(above)
    both = Cells.stacked([cells.take(np.arange(len(above))[:3]), Cells.of(below)])
    assert list(both) == above[:3] + below
    assert len(set(both.distinct)) == len(both.distinct)


@given(st.lists(st.tuples(TEXTS.map("".join), st.integers(0, 3), st.floats(0, 2)), max_size=12))
def test_rows_are_numbered_by_what_they_have_in_common(rows):
    text, whole, real = zip(*rows, strict=True) if rows else ((), (), ())
    found = group(Cells.of(text), np.array(whole, dtype=int), np.array(real, dtype=float))
    seen = list(dict.fromkeys(rows))
    assert found.tolist() == [seen.index(row) for row in rows]
    assert group(np.array(text, dtype=object)).tolist() == group(Cells.of(text)).tolist()


FAR = st.integers(-(2**62), 2**62)
DAYS = st.sampled_from([np.inf, -np.inf, np.nan, 738_000.0, 738_001.0, 1e300, 0.5])


@given(st.lists(st.tuples(FAR, FAR, DAYS, st.booleans(), DAYS), max_size=12))
def test_numbers_that_are_far_apart_and_days_are_told_alike(rows):
    rows = [*rows, *rows[:2]]
    columns = zip(*rows, strict=True) if rows else ((),) * 5
    kinds = (np.int64, np.int64, float, bool, float)
    found = group(*(np.array(each, dtype=kind) for each, kind in zip(columns, kinds, strict=True)))
    seen = list(dict.fromkeys(map(repr, rows)))
    assert found.tolist() == [seen.index(repr(row)) for row in rows]
    begins = [found.tolist().index(n) for n in range(len(seen))]
    assert firsts(found).tolist() == grouping(found)[1].tolist() == begins
    assert grouping(found)[0].tolist() == found.tolist()


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=12),
    st.sampled_from((0, 64)),
)
def test_rows_that_are_as_another_one(rows, seldom):
    text, whole = zip(*rows, strict=True) if rows else ((), ())
    with patch.object(module, "_SELDOM", seldom):
        found = repeated(packed(Cells.of(text), np.array(whole, dtype=int)))
    assert found.tolist() == [rows.count(row) > 1 for row in rows]


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from("ab")), max_size=12))
def test_rows_of_groups_that_have_several_values(rows):
    groups, texts = zip(*rows, strict=True) if rows else ((), ())
    found = mixed(np.array(groups, dtype=int), Cells.of(texts).codes)
    values = {number: {text for one, text in rows if one == number} for number in groups}
    assert found.tolist() == [len(values[number]) > 1 for number in groups]


@given(st.lists(st.sampled_from([*range(-3, 3), *range(2**60, 2**60 + 9)]), max_size=40))
def test_what_stands_first_does_not_hang_on_how_many_are_thought_different(keys):
    with patch.multiple(module, _MANY=4, _FEW=2):
        found = first_same(np.array(keys, dtype=np.int64))
    assert found.tolist() == [keys.index(key) for key in keys]


@given(st.integers(0, 255), st.integers(0, 255))
def test_small_numbers_that_are_far_apart_are_told_apart(one, other):
    for kind in (np.int8, np.uint8):
        found = group(np.array([one, other, one], dtype=np.uint8).view(kind), np.array([1, 1, 0]))
        assert found.tolist() == [0, 0 if one == other else 1, 1 if one == other else 2]


def test_days_that_are_not_known_are_one_group():
    assert group(np.array([np.inf, -np.inf, np.inf, np.nan, np.nan])).tolist() == [0, 1, 0, 2, 2]


ROWS = [Said(7, "NIS", 300.0, False), Said(3, "UN", float("inf"), True), Said(9, "NIS", 0.0, False)]


def test_rows_become_columns_and_rows_again():
    columns = Columns.of(Said, ROWS)
    assert columns.names == ("source", "point", "unknown")
    assert columns.numbers.tolist() == [7, 3, 9]
    assert columns.rows(Said) == ROWS
    assert columns.cells("source").codes.tolist() == [0, 1, 0]
    assert columns["unknown"].dtype == bool
    assert Columns.of(Said, []).rows(Said) == []
    assert type(columns.rows(Said)[0].point) is float


def test_rows_are_taken_with_their_numbers():
    columns = Columns.of(Said, ROWS)
    assert columns.take(columns["point"] < 400).rows(Said) == [ROWS[0], ROWS[2]]
    assert columns.take([2, 0]).rows(Said) == [ROWS[2], ROWS[0]]
    assert columns.positions([3, 8, 7]).tolist() == [1, -1, 0]
    assert len(columns.take([])) == 0
    assert columns.at([9, 7, 9]).rows(Said) == [ROWS[2], ROWS[0], ROWS[2]]
    with pytest.raises(KeyError, match="8"):
        columns.at([9, 8])
    assert columns.take([]).positions([3]).tolist() == [-1]
    assert columns.first_of_each("source").rows(Said) == ROWS[:2]
    assert columns.take([2, 0, 1]).first_of_each("source").rows(Said) == [ROWS[2], ROWS[1]]


def test_rows_that_were_given_no_numbers_have_those_from_0_on():
    columns = Columns({"point": np.array([5, 6, 7])})
    assert columns.numbers.tolist() == [0, 1, 2]
    assert columns.take([2, 0]).numbers.tolist() == [2, 0]
    assert columns.take([2, 0]).take([1]).only(("point",)).numbers.tolist() == [0]
    assert columns.take([2, 0]).numbered().numbers.tolist() == [0, 1]
    assert columns.only(()).take([1, 2]).numbers.tolist() == [1, 2]
    with pytest.raises(AssertionError):
        columns.only(()).assign(other=np.array([1]))


@pytest.mark.parametrize("rows", [[2, 0, 2], [2, 0, 2, 2, 0]])
def test_only_texts_that_a_row_has_are_asked(rows):
    asked = list[str]()
    cells = Cells.of("abcd").take(np.array(rows))
    made = cells.each(lambda text: asked.append(text) or text.upper(), object)
    assert made.tolist() == ["CA"[row == 0] for row in rows]
    assert asked == ["a", "c"]


def test_texts_have_ranks_in_their_order():
    assert Cells.of("bacab").ranks.tolist() == [1, 0, 2, 0, 1]


def test_rows_are_put_in_the_place_of_others():
    columns = Columns.of(Said, ROWS)
    others = Columns({"source": Cells.of(["HUR", "UN"]), "point": np.array([1.0, 2.0])})
    made = columns.replaced(np.array([2, 0]), others)
    assert made["source"].tolist() == ["UN", "UN", "HUR"]
    assert made["point"].tolist() == [2.0, np.inf, 1.0]
    assert made["unknown"].tolist() == columns["unknown"].tolist()
    assert columns["point"].tolist() == [300.0, np.inf, 0.0]
    assert columns.grouped("source", "unknown").tolist() == [0, 1, 0]
    cells = columns.cells("source")
    assert list(cells.replaced(np.array([False, True, False]), Cells.of(["NIS"]))) == ["NIS"] * 3
    assert cells.replaced(np.zeros(3, dtype=bool), Cells.of([])) is cells
    with pytest.raises(TypeError, match="source is no column of text"):
        columns.replaced(np.array([0]), Columns({"source": np.zeros(1)}))


def test_blocks_are_stacked():
    columns = Columns.of(Said, ROWS)
    blocks = [columns.take([2]), columns.take([]), columns.take([0, 1])]
    assert Columns.stacked(blocks).rows(Said) == [ROWS[2], ROWS[0], ROWS[1]]
    assert Columns.stacked(blocks).numbered().numbers.tolist() == [0, 1, 2]


def test_columns_are_put_beside_others():
    columns = Columns.of(Said, ROWS).assign(point=np.zeros(3), note=Cells.of("xyx"))
    assert columns.names == ("source", "point", "unknown", "note")
    assert columns["note"].tolist() == ["x", "y", "x"]
    assert columns.only(["note"]).names == ("note",)
    assert len(columns.only([])) == len(columns)
    assert "note" in columns
    assert "other" not in columns
    with pytest.raises(TypeError, match="point is no column of text"):
        columns.cells("point")
    with pytest.raises(AssertionError):
        columns.assign(point=np.zeros(2))


@given(st.lists(st.sampled_from("abc")), st.lists(st.booleans(), min_size=9))
def test_in_order_is_the_column_of_its_texts(texts: list[str], keep: list[bool]) -> None:
    kept = [at for at, wanted in zip(range(len(texts)), keep, strict=False) if wanted]
    taken = Cells.of(texts).take(np.array(kept, dtype=int))
    again, anew = taken.in_order(), Cells.of(texts[at] for at in kept)
    assert (again.codes.tolist(), again.distinct) == (anew.codes.tolist(), anew.distinct)
