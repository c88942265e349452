"""A column of figures is what its cells are one at a time."""

from __future__ import annotations

import math

import pytest
from examples import examples
from hypothesis import example, given, strategies as st

from reconcile.errors import NotationError
from reconcile.notation import common_figures, figure_columns
from reconcile.notation.common_figures import alike_figures
from reconcile.notation.figure_columns import read_figures
from reconcile.notation.figures import Figure, parse_figure

NUMBER = st.integers(0, 10**13) | st.sampled_from([0, 1, 5, 10, 25, 999, 1000, 4700, 10**12 - 1])
WRITTEN = st.sampled_from(["{}", "{:,}", "0{}", "{}0,000", "{:,}0", ",{}", "{:_}", "{}k", "{}.5"])
AS_NUMBER = st.builds(str.format, WRITTEN, NUMBER) | st.sampled_from(
    ["1,00", "1,0000", "00", "٣٠٠"]
)
FORM = st.sampled_from(
    ("{0}", "~{0}", "about {0}", ">{0}", "<{0}", ">={0}", "up to {0}", "{0}+", "~{0}+",
     "{0} (est.)", "{0}–{1}", "{0}-{1}", "{0} to {1}", "between {0} and {1}", "{0} and {1}",
     "~{0}–{1}", "{0}–{1}+", ">{0}–{1}", "{0} {1}", "{0}.{1}", "{0}'{1}", "{0}–{1} thousand",
     "{0}–{1}–{2}", "–{0}", "{0} ({1}–{2})", "~{0} [{1}–{2}+]", "{0}/{1}", "{0}\n{1}", "{0}\0",
     "é{0}", "", "unknown", "~~{0}", "{0} killed", "{0},{1}", "about  {0} ", "\ud800{0}")
)  # fmt: skip
CELL = st.builds(str.format, FORM, AS_NUMBER, AS_NUMBER, AS_NUMBER)


def one(text: str) -> Figure | NotationError:
    try:
        return parse_figure(text) if text else Figure(word="withdrawn")
    except NotationError as error:
        return error


def assert_read_alike(texts: list[str]) -> None:
    found = read_figures(texts)
    for cell, text in enumerate(texts):
        figure = one(text)
        if isinstance(figure, NotationError):
            assert str(found.refused[cell]) == str(figure)
            figure = Figure(word="withdrawn")
        else:
            assert cell not in found.refused
        for name, column in found.columns.items():
            wanted = str(figure) if name == "figure" else getattr(figure, name, None)
            if name == "read":
                wanted = bool(text) and cell not in found.refused
            elif wanted is None:
                wanted = math.inf if name == "upper" else math.nan
            assert column[cell] == wanted or (wanted != wanted and column[cell] != column[cell])


@examples(200)
@given(st.lists(CELL | st.text(max_size=4), max_size=8))
@example(["1,200", "300", "1200"])
@example(["9–5", "5–9", "7–7", "1–1,000,000,000,000"])
@example(["3 (1–4)", "9 (1–4)", "9 (1–4+)", "3 (4–1)"])
@example(["<0", "<1", "<=0", ">0"])
@example(["1\n2", "3", "3"])
@example(["4\0", "~5", "~6"])
@example(["1" * 121, f"about {'1,' * 60}1", "2" * 12, "2" * 13])
@example(["~0", "~10", "~4,700", "~999,999,999,999"])
def test_a_column_is_its_cells(texts: list[str]) -> None:
    assert_read_alike(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figure_columns, "MANY", 0)
        patch.setattr(common_figures, "FEW", 1)
        assert_read_alike(texts)


@pytest.mark.parametrize(
    ("form", "numbers"), [("about {}", 1), ("{}", 1), ("{}–{}", 2), ("{1} ({0}–{2})", 3)]
)
def test_cells_of_one_form_are_read_together(form: str, numbers: int) -> None:
    texts = [form.format(*(f"{at * 100 + more:,}" for more in range(3))) for at in range(20)]
    (alike,) = alike_figures([*texts, "unknown", "1.5 million"])
    assert alike.cells.tolist() == list(range(20))
    canonical = [str(parse_figure(text)) for text in texts]
    other = [cell for cell, text in enumerate(texts) if text != canonical[cell]]
    assert (alike.others.tolist(), alike.texts) == (other, [canonical[cell] for cell in other])
    assert len(alike.figure.numbers) == numbers


def test_a_form_of_few_cells_is_not() -> None:
    few = common_figures.FEW
    before = ["unknown"] * few  # not those before it count, but its own
    assert not list(alike_figures([*before, *(f"~{number}" for number in range(1, few))]))
    assert list(alike_figures([*before, *(f"~{number}" for number in range(few))]))
