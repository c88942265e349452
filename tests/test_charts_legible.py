"""Charts of any ledger are legible, and say what they leave out or refuse to draw."""

import io
import logging
from itertools import product

import charts_drawn as drawn
import numpy as np
import pytest
from charts_drawn import CHARTS, HEAD, shown, table
from ledgers import compared
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from reconcile.charts.page import labels
from reconcile.charts.page.picture_files import save
from reconcile.charts.page.sheet import Style, evenly
from reconcile.charts.ranges import ranges_chart
from reconcile.charts.timeline import timeline_chart
from reconcile.errors import SelectionError


@pytest.fixture(autouse=True)
def no_warning_about_fonts(caplog):
    """Matplotlib warns of missing fonts in its log, which no filter of warnings sees."""
    caplog.set_level(logging.WARNING, "matplotlib")
    yield
    assert not caplog.records


LONG = "A name of a source that goes on and on until it is some eighty characters long"
MARKUP = r"Costs $5 a_b^{2} $\alpha$ 100% #1 & ~x~"
LEDGERS = {
    "sixty sources": [
        f"Source {n},2025-01-{1 + n % 28:02},,Town,killed,{90 + 7 * n}" for n in range(60)
    ],
    "forty moving": [
        f"Source {n},2025-0{1 + m}-{1 + n % 28:02},,Town,killed,~{90 + 7 * n + 50 * m}"
        for n in range(40)
        for m in range(2)
    ],
    "a hundred sources": [f"Source {n},2025-01-01,,Town,killed,{90 + n}" for n in range(100)],
    "a hundred without a number": [
        *(f"Source {n},2025-01-01,,Town,killed,unknown" for n in range(100)),
        "Source A,2025-01-01,,Town,killed,4",
        "Source B,2025-01-01,,Town,killed,9",
    ],
    "long names": [
        *(f"{LONG} {n},2025-01-0{1 + n},,Town,killed,~{100 + 70 * n}" for n in range(5)),
        *(f"{'Unbroken' * 10}{n},2025-02-0{1 + n},,Town,killed,>={100 + 70 * n}" for n in range(3)),
    ],
    "long subjects": [
        f"Source {n},2025-01-09,2024-12-15/2025-01-01~,{LONG} {'place' * 30},killed,~{30 + n}"
        for n in range(3)
    ],
    "one to ten million": [
        "Source A,2025-01-01,,Town,killed,1",
        "Source B,2025-01-02,,Town,killed,10 million",
        "Source C,2025-01-03,,Town,killed,5000",
        "Source A,2025-02-01,,Town,killed,7",
    ],
    "greatest counts": [
        "Source A,2025-01-01,,Town,killed,999999999999",
        "Source B,2025-01-02,,Town,killed,999999999001",
        f'{LONG},2025-01-03,,Town,wounded,"900000000000 (800000000000–999999999999)"',
        f'{LONG},2025-01-04,,Town,wounded,"900000000000 (800000000000–999999999999)"',
    ],
    "open ends": [
        "Source A,2025-01-01,,Town,killed,>=300",
        "Source B,2025-01-02,,Town,killed,>500",
        "Source A,2025-01-09,,Town,killed,10000–12000+",
    ],
    "unknown": ["Source A,2025-01-01,,Town,killed,unknown", "Source B,2025,,Town,killed,unknown"],
    "one row": ["Source A,2025-01-01,,,killed,5"],
    "nobody": ["Source A,2025-01-01,,,killed,0", "Source B,2025-01-02,,,killed,0"],
    "undated": ["Source A,,,Town,killed,5", "Source B,,,Town,killed,7"],
    "hardly dated": ["Source A,,,Town,killed,5", "Source B,2025,,Town,killed,7"],
    "markup": [f'"{MARKUP}",2025-01-01,,"{MARKUP}",killed,5', "_x_,2025-01-01,,$,killed,9"],
    "scripts": [
        "국가정보원,2025-01-01,,쿠르스크,killed,7",
        "Главное управление разведки,2025-01-01,,Курск,killed,9",
        "\u202eturned\u200b,2025-01-01,,Курск,killed,10",
    ],
    "right to left": [
        f"{name} {n},2025-01-0{1 + n},,{name},{measure},~{100 + 70 * n}"
        for n in range(8)
        for name in ("مكتب تنسيق الشؤون الإنسانية للأمم المتحدة", "משרד הבריאות")
        for measure in ("killed", "wounded")
    ],
    "all of history": [
        "Source A,0001-01-01,,Town,killed,5",
        "Source B,9999-12-31,,Town,killed,50",
        "Source C,2025-01/2025-03~,,Town,killed,~70",
    ],
    "one day": [f"Source {n},2025-01-05,,Town,killed,{300 + n}" for n in range(9)],
    "many panels": [
        f"Source {m},2025-01-0{1 + m},,Place {n},killed,{(n + 1) * (m + 2) * 10}"
        for n in range(42)
        for m in range(2 + n % 3)
    ],
}  # fmt: skip


# what a hundred sources leave possible takes seconds to find, and looks like what sixty do
PICTURES = [
    (name, draw)
    for name, draw in product(LEDGERS, CHARTS)
    if (name, draw) != ("a hundred sources", drawn.bounded_chart)
]


@pytest.mark.parametrize(("name", "draw"), PICTURES)
def test_no_text_is_clipped_or_lies_on_another(name, draw):
    chart = draw(table(*LEDGERS[name]))
    assert drawn.texts(chart)
    assert drawn.clipped(chart) == []
    assert drawn.overlapping(chart) == []


@pytest.mark.parametrize("draw", CHARTS)
@pytest.mark.parametrize("cut", ["february", "everything"])
def test_the_shipped_case_is_legible(cut, draw):
    chart = shown(draw, cut)
    assert drawn.clipped(chart) == []
    assert drawn.overlapping(chart) == []
    assert min(text.get_fontsize() for text in drawn.texts(chart)) >= 8


@pytest.mark.parametrize("draw", CHARTS)
def test_nothing_is_read_as_mathematics(draw):
    chart = draw(table(*LEDGERS["markup"], f'Source B,2025-01-02,,"{MARKUP}",killed,7'))
    assert not any(text.get_parse_math() for text in drawn.texts(chart))
    assert f"{MARKUP} · killed" in drawn.words(chart)
    assert {MARKUP, f"{MARKUP} 5"} & set(drawn.words(chart).split("\n"))


def test_the_alternative_text_keeps_letters_that_no_font_has():
    chart = ranges_chart(table("\U0001f600 국,2025-01-01,,Town,killed,7"))
    image = Image.open(io.BytesIO(save(chart, "png")))
    assert "\U0001f600 국 alone, 7" in image.text["Description"]


def test_names_in_letters_that_no_font_has_are_spelt_and_said_to_be(monkeypatch):
    monkeypatch.setattr(labels, "_others", lambda bold: {})
    written = drawn.words(ranges_chart(table("국가,2025-01-01,,Town,killed,7")))
    assert "GugGa" in written.split("\n")
    said = "Names for whose letters this machine has no font are spelt in Latin letters."
    assert said in written
    assert "□" not in written


def test_a_letter_without_a_spelling_has_its_number(monkeypatch):
    monkeypatch.setattr(labels, "_others", lambda bold: {})
    assert labels.clean("A\U0002a8bc B\u0359") == "AU+2A8BC B"
    assert labels.clean("\u202eA\u200b") == "\N{REPLACEMENT CHARACTER}A\N{REPLACEMENT CHARACTER}"


def test_a_figure_keeps_its_place_beside_a_name_from_right_to_left():
    mark = "\N{LEFT-TO-RIGHT MARK}"
    name = "وزارة الصحة"
    assert labels.wrapped(f"{name} ~200", 9, 9) == (f"{mark}{name}{mark} ~200",)
    assert labels.wrapped("NIS ~200", 9, 9) == ("NIS ~200",)
    listed = labels.wrapped(f"{name}, {name} 5", 9, 9)
    assert listed == (f"{mark}{name}{mark}, {name}{mark} 5",)


def test_a_name_whose_letters_join_is_measured_as_it_is_drawn():
    name = "مكتب تنسيق الشؤون الإنسانية"
    apart = sum(labels._advance(char, False) for char in name) * 9 / 72
    drawn_wide = drawn_width(name, 9)
    assert labels.width(name, 9) == pytest.approx(drawn_wide, rel=0.02)
    assert apart > 1.1 * drawn_wide


def drawn_width(text, size):
    figure = Figure(dpi=200)
    canvas = FigureCanvasAgg(figure)
    artist = figure.text(0, 0, text, fontproperties=labels.font(text, size))
    return artist.get_window_extent(canvas.get_renderer()).width / 200


def test_tall_lines_are_set_no_further_apart():
    name = "مكتب تنسيق الشؤون الإنسانية للأمم المتحدة"
    style = Style(9)
    parts = evenly(labels.wrapped(f"{name} {name}", 9, 1.5), style)
    assert len(parts) > 2
    places = [below for below, _, _ in parts]
    assert list(np.diff(places)) == pytest.approx([labels.height(1, 9)] * (len(parts) - 1))
    assert evenly(["NIS", "~300"], style) == [(0.0, ["NIS", "~300"], style)]


def test_no_glyph_is_lacking_whatever_the_machine_has(monkeypatch):
    monkeypatch.setattr(labels, "_others", lambda bold: {})
    names = [
        "국가정보원",
        "参考消息",
        "กระทรวงกลาโหม",
        "रक्षा मंत्रालय",
        "ጦር ሠራዊት",
        "\U0001f600",
        "وزارة الدفاع",
    ]
    rows = [f"{name},2025-01-0{n},,Town {name},killed,{n}00" for n, name in enumerate(names, 1)]
    for draw in CHARTS:
        chart = draw(table(*rows))
        letters = {ord(char) for char in drawn.words(chart) if char != "\n"}
        assert letters <= labels._letters(False)


@pytest.fixture
def fallbacks(monkeypatch):
    """A font that matplotlib brings, in place of those that a machine may have."""
    labels._others.cache_clear()
    monkeypatch.setattr(labels, "FALLBACKS", ("No Such Font", "STIXGeneral"))
    yield
    labels._others.cache_clear()


def test_another_font_is_asked_for_what_dejavu_lacks(fallbacks):
    assert labels.clean("ᶄ국") == "ᶄGug"
    assert labels.font("Source ᶄ", 8).get_family() == ["DejaVu Sans", "STIXGeneral"]
    assert labels.font("Source", 8).get_file().endswith("DejaVuSans.ttf")
    chart = timeline_chart(table("Source ᶄ,2025-01-01,,Town ᶄ\u0359,killed,7"))
    assert "Source ᶄ 7" in drawn.words(chart)
    assert save(chart, "svg") != save(timeline_chart(table("Source,2025-01-01,,,killed,7")), "svg")


def test_what_finds_no_room_is_counted():
    written = drawn.words(ranges_chart(table(*LEDGERS["a hundred sources"])))
    assert "40 more sources, not drawn" in written
    assert "Sources left out for want of room, neither lowest nor highest: 40." in written
    assert "\nSource 0\n" in written
    assert "\nSource 99\n" in written
    panels = ranges_chart(table(*LEDGERS["many panels"]))
    assert len(drawn.titles(panels)) == 40
    assert "Panels left out for want of room, with the fewest sources: 2." in drawn.words(panels)


# refusals


@pytest.mark.parametrize("draw", CHARTS)
def test_several_cases_are_refused(draw):
    rows = HEAD + "Source A,2025-01-01,,Town,killed,5\n"
    comparison = compared({"one": rows, "two": rows})
    with pytest.raises(SelectionError, match="choose one of them: one, two"):
        draw(comparison)


def test_ranges_of_nothing_current_are_refused():
    comparison = table(
        "Source A,2025-01-01,,Town,killed,5", "Source A,2025-01-02,,Town,killed,withdrawn"
    )
    with pytest.raises(SelectionError, match="no figure that is selected is current"):
        ranges_chart(comparison)
    assert "Withdrawn: Source A (2 Jan 2025)." in drawn.words(timeline_chart(comparison))


@pytest.mark.parametrize("draw", CHARTS)
def test_a_cut_before_everything_is_refused(draw):
    comparison = compared(HEAD + "Source A,2025-01-01,,Town,killed,5\n", known_by="2020-01-01")
    with pytest.raises(SelectionError, match="widen the selection or cut"):
        draw(comparison)
