"""Text in lines and columns: what is broken by textwrap is as wcwidth would break it."""

from __future__ import annotations

import sys

from hypothesis import given, strategies as st
from wcwidth import width, wrap

from reconcile.tables import layout
from reconcile.tables.layout import PLAIN, Shown, TableShape, laid, wrapped
from reconcile.wording.characters import NO_BREAK

SIGNS = [sign for sign in map(chr, range(sys.maxunicode + 1)) if PLAIN.fullmatch(sign)]
TEXTS = st.lists(
    st.sampled_from(["a", "b-c", "é", "300", "–", "+", " ", "  ", NO_BREAK]), max_size=60
)


def test_signs_that_are_taken_as_plain_take_one_cell_each() -> None:
    assert {width(sign) for sign in SIGNS} == {1}
    assert {width(f"a{sign}b") for sign in SIGNS} == {3}
    assert set("Zoé · 1,234–5,678† ×1.33 ≥7 −5") <= set(SIGNS)
    assert not {"\t", "\n", "\x1b", "\u0301", "\u200b", "\u202e", "字", "\U0001f600"} & set(SIGNS)


@given(TEXTS.map("".join), st.integers(20, 40), st.sampled_from(["", "  ", "    "]))
def test_lines_of_plain_text_are_those_of_wcwidth(text: str, columns: int, indent: str) -> None:
    lines = wrap(
        text, columns, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
    assert wrapped(text, columns, indent) == [line.replace(NO_BREAK, " ") for line in lines]


@given(st.lists(TEXTS.map("".join), min_size=1, max_size=3), st.integers(4, 12), st.booleans())
def test_cells_of_plain_text_are_those_of_wcwidth(
    texts: list[str], widest: int, right: bool
) -> None:
    shape = TableShape((Shown[str]("", str, right, widest), Shown("", str, False, 90)), ())
    told = laid(shape, texts, 120)
    layout._placed.cache_clear()  # what was placed once is placed again
    plain, layout.PLAIN = layout.PLAIN, layout.late_pattern("")
    try:
        assert laid(shape, texts, 120) == told
    finally:
        layout.PLAIN = plain
        layout._placed.cache_clear()


def test_a_cell_is_as_wide_as_its_column() -> None:
    shape = TableShape((Shown[str]("", str, True, 9), Shown("", lambda _: "|", False, 1)), ())
    assert laid(shape, ["字", "ab", "é†"], 20).rows == [["字  |"], ["ab  |"], ["é†  |"]]
