"""What a notebook shows of a ledger, of results and of charts, and charts in somebody's figure."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from ledgers import TWO, write_ledger
from matplotlib.figure import Figure
from matplotlib.text import Text

import reconcile
from reconcile.checks.issue_text import IssueRow
from reconcile.comparison.schema import TABLES
from reconcile.library.result_frame import SHOWN
from reconcile.notation.columns import names_of

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "estimates"


@pytest.fixture
def folder(tmp_path):
    return write_ledger(tmp_path, TWO)


def test_every_result_says_which_of_its_columns_are_shown():
    assert set(SHOWN) == {*TABLES.values(), IssueRow} - {TABLES["without"]}
    for table, names in SHOWN.items():
        assert set(names) <= set(names_of(table))


def test_a_result_shows_in_text_and_in_a_notebook_what_tells_its_rows_apart(folder):
    frame = reconcile.compare(folder)
    assert repr(frame).splitlines() == [
        "1 row, 24 columns",
        "case case · population soldiers · place Here · measure killed",
        "   sources low high verdict",
        "0        2 250  300  timing",
    ]
    story = reconcile.history(write_ledger(folder, TWO.replace("100,100", "<b>,100")))
    shown = reconcile.align(folder)._repr_html_()
    assert "<th>figure</th>" in shown
    assert "<td>&lt;b&gt;</td>" in shown
    assert "<th>where</th>" not in shown
    assert "<th>" not in reconcile.ratios(folder)._repr_html_()
    assert type(story[story["change"] > 0]) is type(story.copy()) is pd.DataFrame
    long = reconcile.align(SHIPPED)
    assert len(repr(long).splitlines()) < 20
    assert long._repr_html_().count("<tr") < 30
    assert len(long) > 100


def test_a_ledger_shows_its_cases(folder):
    (folder / "cases.csv").write_text("case,title\ncase,War <& peace>\n")
    ledger = reconcile.load(folder)
    assert repr(ledger) == f"<Ledger {str(folder)!r}: 1 case, 3 rows>"
    shown = "<td>case</td><td>War &lt;&amp; peace&gt;</td><td>3</td>"
    assert shown in ledger._repr_html_()


def test_a_cell_shows_the_picture_without_pyplot(folder):
    code = f"""
import sys
import reconcile
figure = reconcile.ranges_chart({str(folder)!r})
data, shown = figure._repr_png_()
assert data[:8] == bytes([137]) + b"PNG" + bytes([13, 10, 26, 10])
assert shown["width"] == 900 and "Here" in shown["alt"]
assert figure._repr_html_() is None
assert "matplotlib.pyplot" not in sys.modules and "IPython" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_a_cell_shows_all_pictures_of_a_chart_that_has_several(tmp_path):
    rows = [f"{source},2025-01-01,Town {town},killed,{town + 1}"
            for town in range(40) for source in "AB"]  # fmt: skip
    text = "\n".join(["source,published,place,measure,figure", *rows, ""])
    figure = reconcile.ranges_chart(write_ledger(tmp_path, text))
    assert len(figure.chart.pictures) > 1
    assert figure._repr_html_().count("<img ") == len(figure.chart.pictures)
    with pytest.raises(reconcile.ReconcileError, match=r"ax: the chart has \d pictures"):
        reconcile.ranges_chart(tmp_path, ax=Figure((20, 90)).subfigures())


@pytest.mark.parametrize(
    "name", ["ranges_chart", "timeline_chart", "discrepancies_chart", "bounds_chart"]
)
def test_a_chart_is_drawn_where_it_is_told(name, folder):
    function = getattr(reconcile, name)
    own = function(folder)
    figure = Figure((24, 24))
    left, right = figure.subfigures(1, 2)
    assert function(folder, ax=left) is figure
    axes = right.subplots()
    assert function(folder, ax=axes) is figure
    assert not axes.axison
    words = [text.get_text() for text in own.findobj(Text)]
    for half in (left, right):
        drawn = [text.get_text() for text in half.findobj(Text)]
        assert set(words) <= set(drawn)
        figure.draw_without_rendering()
        inner = half.bbox.padded(1)
        for text in half.findobj(Text):
            if text.get_text() and text.get_visible() and text.axes is not axes:
                box = text.get_window_extent()
                assert inner.contains(box.x0, box.y0)
                assert inner.contains(box.x1, box.y1)


def test_a_place_that_is_none_or_too_small_is_refused(folder):
    figure = Figure((6, 4))
    with pytest.raises(reconcile.ReconcileError, match=r"^ax: there is room for 4\.\d by 3\.\d in"):
        reconcile.ranges_chart(folder, ax=figure.subplots())
    with pytest.raises(reconcile.ReconcileError, match=r"^ax: a list is no place; give an Axes or"):
        reconcile.ranges_chart(folder, ax=[figure])
