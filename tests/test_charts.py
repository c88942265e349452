"""Charts: what is drawn is what the comparison says, legible, and the same every time."""

import hashlib
import io
import logging
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import charts_drawn as drawn
import matplotlib as mpl
import numpy as np
import pytest
from ledgers import compared
from matplotlib.patches import Rectangle
from PIL import Image

from reconcile.align import Cut, align
from reconcile.charts import labels, phrases, ranges_chart, save, timeline_chart
from reconcile.charts.style import settings
from reconcile.compare import Selection, compare
from reconcile.dates import parse_date
from reconcile.errors import ReconcileError, SelectionError
from reconcile.ledger import load
from reconcile.parse import parse
from reconcile.tables import words

ROOT = Path(__file__).parent.parent
CHARTS = (ranges_chart, timeline_chart)
HEAD = "source,published,as_of,place,measure,figure\n"


@pytest.fixture(autouse=True)
def no_warning_about_fonts(caplog):
    """Matplotlib warns of missing fonts in its log, which no filter of warnings sees."""
    caplog.set_level(logging.WARNING, "matplotlib")
    yield
    assert not caplog.records


@pytest.fixture(scope="module")
def shipped():
    """The shipped case as known by the end of February 2025, and without a cut."""
    parsed = parse(load(ROOT / "estimates"))
    good = np.zeros(len(parsed.typed), dtype=bool)
    cuts = {"february": Cut(known_by=parse_date("2025-02-28")), "everything": Cut()}
    only = Selection(case=("north-korean-troops",))
    return {name: compare(align(parsed, good, cut), only) for name, cut in cuts.items()}


def table(*rows, head=HEAD):
    return compared(head + "\n".join(rows) + "\n")


KILLED = (
    "Source A,2025-01-01,,Town,killed,~300",
    "Source B,2025-01-02,,Town,killed,250–400",
    "Source C,2025-01-03,,Town,killed,>=320",
    "Source D,2025-01-03,,Town,killed,unknown",
    "Source E,2025-01-03,,Town,killed,<500",
)
DERIVED = (
    "Source A,2025-01-01,,Town,killed,100",
    "Source A,2025-01-01,,Town,wounded,200",
    "Source B,2025-01-01,,Town,killed+wounded,500",
)


# what is drawn: ranges


def test_a_point_for_every_source_lowest_first():
    chart = ranges_chart(table(*KILLED))
    axes = drawn.panel(chart, "Town · killed")
    found = drawn.points(axes)
    assert [x for x, _ in found] == [300, 320, 325, 500]
    assert [y for _, y in found] == sorted(y for _, y in found)
    assert drawn.words(chart).count("no number given") == 1


def test_bounds_are_drawn_from_lower_to_upper():
    axes = drawn.panel(ranges_chart(table(*KILLED)), "Town · killed")
    found = [tuple(line.get_xdata()) for line in drawn.lines(axes, "bounds")]
    assert (270.0, 330.0) in found
    assert (250.0, 400.0) in found
    assert (0.0, 500.0) in found


def test_an_open_end_reaches_the_edge_with_an_arrow():
    axes = drawn.panel(ranges_chart(table(*KILLED)), "Town · killed")
    (head,) = drawn.lines(axes, "arrow")
    assert head.get_xdata()[0] == axes.get_xlim()[1]
    assert head.get_ydata()[0] == drawn.points(axes)[1][1]


def test_no_arrow_without_an_open_end():
    axes = drawn.panel(ranges_chart(table(*KILLED[:2])), "Town · killed")
    assert not drawn.lines(axes, "arrow")


def test_figures_stand_at_their_marks_in_the_words_of_the_source():
    written = drawn.words(ranges_chart(table(*KILLED))).split("\n")
    assert {"~300", "250–400", "≥320", "<500"} <= set(written)


@pytest.mark.parametrize("draw", CHARTS)
def test_only_derived_points_are_hollow(draw):
    chart = draw(table(*DERIVED))
    panels = [axes for axes in chart.figure.axes if axes.get_label() != "key"]
    found = {
        line.get_xdata()[0] if draw is ranges_chart else line.get_ydata()[0]: drawn.hollow(line)
        for axes in panels
        for line in drawn.lines(axes, "point")
    }
    expected = {300.0: True, 500.0: False}
    assert {count: found[count] for count in expected if count in found}
    assert all(found[count] == is_hollow for count, is_hollow in expected.items() if count in found)


def test_a_derived_figure_bears_its_mark_and_says_whence():
    written = drawn.words(ranges_chart(table(*DERIVED)))
    assert "300*" in written
    assert "* derived: Source A killed+wounded 300 = killed 100 + wounded 200." in written


def test_counts_that_all_allow_are_shaded():
    axes = drawn.panel(ranges_chart(table(*KILLED[:3])), "Town · killed")
    (band,) = [patch for patch in axes.findobj(Rectangle) if patch.get_label() == "agreed"]
    assert (band.get_x(), band.get_x() + band.get_width()) == (320, 330)


@pytest.mark.parametrize(
    "rows",
    [
        ("Source A,2025-01-01,,Town,killed,300", "Source B,2025-01-01,,Town,killed,400"),
        ("Source A,2025-01-01,,Town,killed,~300",),
        ("Source A,2025-01-01,,Town,killed,~300", "Source B,2025-01-01,,Town,killed,unknown"),
    ],
    ids=["none", "one source", "one number"],
)
def test_nothing_is_shaded_where_no_two_sources_allow_it(rows):
    axes = drawn.panel(ranges_chart(table(*rows)), "Town · killed")
    assert not [patch for patch in axes.findobj(Rectangle) if patch.get_label() == "agreed"]


def test_the_verdict_is_a_word():
    written = drawn.words(ranges_chart(table(*DERIVED))).split("\n")
    assert written.count("conflict") == 1
    assert written.count("single") == 2


def test_stale_and_earlier_figures_are_counted_not_drawn():
    chart = ranges_chart(
        table(
            "Source A,2024-01-01,,Town,killed,111",
            "Source A,2025-01-01,,Town,killed,300",
            "Source B,2023-01-01,,Town,killed,222",
        )
    )
    assert [x for x, _ in drawn.points(drawn.panel(chart, "Town · killed"))] == [300]
    assert "Not drawn, see the timeline: 1 stale, 1 earlier." in drawn.words(chart)


def test_panels_follow_the_order_of_the_ranges(shipped):
    comparison = shipped["february"]
    titles = drawn.titles(ranges_chart(comparison))
    assert len(titles) == len(comparison.ranges)
    assert titles[:3] == [
        "Kursk, Russia · deployed",
        "Kursk, Russia · killed",
        "Kursk, Russia · killed · since 19 Dec 2024",
    ]


def test_points_of_the_shipped_case(shipped):
    comparison = shipped["february"]
    chart = ranges_chart(comparison)
    axes = drawn.panel(chart, "Kursk, Russia · killed or wounded")
    assert [x for x, _ in drawn.points(axes)] == [1100, 3000, 4000, 4000]
    total = sum(len(drawn.points(axes)) for axes in chart.figure.axes if axes.get_label() != "key")
    assert total == int((~comparison.current["unknown"]).sum())


def test_an_axis_begins_at_0(shipped):
    chart = ranges_chart(shipped["february"])
    assert drawn.panel(chart, "Kursk, Russia · killed").get_xlim()[0] == 0


def test_an_axis_for_a_narrow_band_does_not_and_says_so(shipped):
    chart = ranges_chart(shipped["february"])
    assert drawn.panel(chart, "Kursk, Russia · deployed").get_xlim()[0] == 10_000
    assert "people; axis does not begin at 0" in drawn.words(chart)


def test_neighbours_of_one_size_share_an_axis():
    chart = ranges_chart(
        table(
            "Source A,2025-01-01,,Town,killed,300",
            "Source A,2025-01-02,,Town,wounded,900",
            "Source A,2025-01-03,,Town,missing,90000",
        )
    )
    ends = {axes.get_label(): axes.get_xlim()[1] for axes in chart.figure.axes}
    assert ends["Town · killed"] == ends["Town · wounded"] < ends["Town · missing"]


def test_the_deployed_never_share_an_axis_with_the_dead():
    chart = ranges_chart(
        table(
            "Source A,2025-01-01,,Town,deployed,1000",
            "Source A,2025-01-02,,Town,killed,300",
        )
    )
    ends = {axes.get_label(): axes.get_xlim()[1] for axes in chart.figure.axes}
    assert ends["Town · deployed"] != ends["Town · killed"]


def test_a_source_that_speaks_for_a_party_is_marked(shipped):
    written = drawn.words(ranges_chart(shipped["february"]))
    assert "Zelenskyy†\n" in written
    assert "† speaks for a party to the conflict: HUR, Ukrainian" in written
    assert "NIS†" not in written


# what is drawn: timelines


def test_a_point_for_every_dated_figure_at_its_day():
    chart = timeline_chart(
        table(
            "Source A,2025-01-01,,Town,killed,300",
            "Source A,2025-02-01,,Town,killed,>=400",
            "Source B,2025-01-15,,Town,killed,~350",
        )
    )
    axes = drawn.panel(chart, "Town · killed")
    day = parse_date("2025-01-01").first
    assert sorted(drawn.points(axes)) == [(day, 300), (day + 14, 350), (day + 31, 400)]
    (head,) = drawn.lines(axes, "arrow")
    assert head.get_xdata()[0] == day + 31
    assert head.get_ydata()[0] > 400
    bounds = [tuple(line.get_ydata()) for line in drawn.lines(axes, "bounds")]
    assert (345.0, 355.0) in bounds


def test_a_line_holds_a_figure_until_the_next():
    chart = timeline_chart(
        table(
            "Source A,2025-01-01,,Town,killed,300",
            "Source A,2025-02-01,,Town,killed,400",
            "Source A,2025-03-01,,Town,killed,450",
        )
    )
    (line,) = drawn.lines(drawn.panel(chart, "Town · killed"), "step")
    day = parse_date("2025-01-01").first
    corners = list(dict.fromkeys(zip(line.get_xdata(), line.get_ydata(), strict=True)))
    assert corners == [
        (day, 300),
        (day + 31, 300),
        (day + 31, 400),
        (day + 59, 400),
        (day + 59, 450),
    ]


def test_a_vague_date_is_a_bar_over_its_days():
    chart = timeline_chart(
        table("Source A,,2025-01,Town,killed,300", "Source A,,2025-04-10,Town,killed,400")
    )
    axes = drawn.panel(chart, "Town · killed")
    (bar,) = drawn.lines(axes, "vague")
    month = parse_date("2025-01")
    assert tuple(bar.get_xdata()) == (month.first, month.last)
    assert drawn.points(axes) == [(parse_date("2025-04-10").first, 400)]


def test_a_year_does_not_stretch_the_axis_and_has_an_arrow(shipped):
    axes = drawn.panel(timeline_chart(shipped["february"]), "Russia · deployed")
    (bar,) = drawn.lines(axes, "vague")
    assert axes.get_xlim()[0] > parse_date("2024-10").first
    assert bar.get_xdata()[0] == axes.get_xlim()[0]
    assert bar.get_xdata()[1] == parse_date("2024").last
    assert axes.get_xlim()[0] in [line.get_xdata()[0] for line in drawn.lines(axes, "arrow")]


def test_a_figure_replaced_for_its_date_is_a_cross_off_the_line():
    chart = timeline_chart(
        table(
            "Source A,2025-01-02,2025-01-01,Town,killed,300",
            "Source A,2025-01-09,2025-01-01,Town,killed,350",
            "Source A,2025-02-01,,Town,killed,400",
        )
    )
    axes = drawn.panel(chart, "Town · killed")
    (cross,) = drawn.lines(axes, "superseded")
    assert cross.get_ydata()[0] == 300
    (line,) = drawn.lines(axes, "step")
    assert 300 not in line.get_ydata()


def test_all_panels_have_one_axis_of_days(shipped):
    chart = timeline_chart(shipped["everything"])
    axes = [axes for axes in chart.figure.axes if axes.get_label() != "key"]
    assert len(axes) > 4
    assert len({each.get_xlim() for each in axes}) == 1


def test_lines_are_named_at_their_ends(shipped):
    written = drawn.words(timeline_chart(shipped["everything"])).split("\n")
    assert "NIS ~2,000" in written
    assert "Western officials ~1,000 (stale)" in written
    assert "Zelenskyy† 4,000 (stale)" in written


def test_counts_with_one_dated_figure_are_left_out_and_counted():
    chart = timeline_chart(
        table(
            "Source A,2025-01-01,,Town,killed,300",
            "Source A,2025-02-01,,Town,killed,400",
            "Source A,2025-02-02,,Town,captured,20",
        )
    )
    assert drawn.titles(chart) == ["Town · killed"]
    assert "Panels left out, with one dated figure or none: 1." in drawn.words(chart)


def test_what_has_no_date_or_number_is_named():
    chart = timeline_chart(
        table(
            "Source A,2025-01-01,,Town,killed,300",
            "Source A,2025-02-01,,Town,killed,400",
            "Source B,,,Town,killed,>=70",
            "Source C,2025-01-05,,Town,killed,unknown",
            "Source D,2025-01-05,,Town,killed,90",
            "Source D,2025-01-09,,Town,killed,withdrawn",
        )
    )
    written = drawn.words(chart)
    assert "No number given: Source C (5 Jan 2025)." in written
    assert "Withdrawn: Source D (9 Jan 2025)." in written
    assert "No date given: Source B ≥70." in written
    assert "Source D 90 (withdrawn)" in written


def test_months_do_not_depend_on_the_locale(shipped):
    written = drawn.words(timeline_chart(shipped["everything"])).split("\n")
    assert {"Nov 2024", "Dec", "Jan 2025"} <= set(written)


# captions and alternative texts


@pytest.mark.parametrize("draw", CHARTS)
def test_the_caption_names_cut_window_and_age(shipped, draw):
    cut = drawn.words(draw(shipped["february"]))
    assert "Published by 28 Feb 2025 · same time: within 7 days · nothing older than 90 days" in cut
    assert "No cut: everything published" in drawn.words(draw(shipped["everything"]))


@pytest.mark.parametrize("draw", CHARTS)
def test_the_caption_names_sources_with_their_relays(shipped, draw):
    written = drawn.words(draw(shipped["february"]))
    assert "NIS (National Intelligence Service of the Republic of Korea; via CNA" in written
    assert "Western officials (via BBC)" in written


def test_the_alternative_text_of_ranges(shipped):
    alt = ranges_chart(shipped["february"]).alt
    assert alt.startswith("North Korean troops: what each source says. Published by 28 Feb 2025")
    assert (
        "Kursk, Russia · killed: 2 sources, from 300 (NIS) to 1,000 (Western officials); "
        "no count is allowed by all. Verdict: conflict."
    ) in alt
    assert "JoongAng Ilbo alone, 2,000; NIS gave no number. Verdict: single." in alt


def test_the_alternative_text_of_a_timeline(shipped):
    alt = timeline_chart(shipped["everything"]).alt
    assert "NIS ≥100 (19 Dec 2024), ~300 (13 Jan 2025), ~600 (30 Apr 2025)" in alt
    assert "Western officials ~1,000 (about 15 Jan 2025, stale)" in alt


def test_charts_and_tables_have_the_same_words(shipped):
    for comparison in shipped.values():
        assert phrases.cut_text(comparison) == words.cut_text(comparison)
        for row in comparison.estimates.itertuples():
            assert phrases.figure_text(row) == words.figure_text(row)
            assert phrases.date_text(row) == words.date_text(row)
            if row.derived:
                alignment = comparison.alignment
                told = words.derivation_text(alignment, row)
                assert phrases.derivation_text(alignment, row) == told


# files


@pytest.mark.parametrize("draw", CHARTS)
def test_a_png_is_wide_and_holds_title_and_text(shipped, draw):
    chart = draw(shipped["february"])
    image = Image.open(io.BytesIO(save(chart, "png")))
    assert image.width == 1800
    assert image.text["Title"] == "North Korean troops"
    assert image.text["Description"] == chart.alt
    assert image.text["Software"] == "Reconcile"
    assert not {"Creation Time", "date:create"} & set(image.text)


@pytest.mark.parametrize("draw", CHARTS)
def test_an_svg_holds_title_and_text_and_no_date(shipped, draw):
    chart = draw(shipped["february"])
    data = save(chart, "svg")
    root = ElementTree.fromstring(data)
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == chart.title
    assert root.findtext(f"{space}desc") == chart.alt
    assert b"dc:date" not in data
    assert b"Matplotlib" not in data


def test_the_format_is_that_of_the_path(shipped):
    chart = ranges_chart(shipped["february"])
    assert save(chart, Path("some.where/ranges.SVG")) == save(chart, "svg")
    assert save(chart, "ranges.png")[:4] == b"\x89PNG"


@pytest.mark.parametrize("target", ["pdf", "chart.jpeg", "chart", ""])
def test_other_formats_are_refused(shipped, target):
    with pytest.raises(ReconcileError, match=r"end it in \.png or \.svg"):
        save(ranges_chart(shipped["february"]), target)


@pytest.mark.parametrize("draw", CHARTS)
def test_the_same_bytes_twice_in_either_order(shipped, draw):
    one, other = draw(shipped["everything"]), draw(shipped["everything"])
    png, svg = save(one, "png"), save(one, "svg")
    assert save(other, "svg") == svg
    assert save(other, "png") == png
    assert save(one, "png") == png


AGAIN = """
import hashlib, sys
import numpy as np
from reconcile.align import Cut, align
from reconcile.charts import ranges_chart, save, timeline_chart
from reconcile.compare import compare
from reconcile.dates import parse_date
from reconcile.ledger import load
from reconcile.parse import parse

parsed = parse(load(sys.argv[1]))
cut = Cut(known_by=parse_date("2025-02-28"))
comparison = compare(align(parsed, np.zeros(len(parsed.typed), dtype=bool), cut))
for draw in (ranges_chart, timeline_chart):
    for form in ("png", "svg"):
        print(hashlib.sha256(save(draw(comparison), form)).hexdigest())
"""


def test_the_same_bytes_in_another_process(tmp_path):
    for name in ("north-korean-troops.csv", "sources.csv"):
        (tmp_path / name).write_bytes((ROOT / "estimates" / name).read_bytes())
    (tmp_path / "matplotlibrc").write_text(
        "font.size: 20\npath.sketch: 1, 100, 2\ntext.usetex: True\n", encoding="utf-8"
    )
    digests = []
    for seed, own in (("1", False), ("2", True)):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
        environment |= {"MATPLOTLIBRC": str(tmp_path / "matplotlibrc")} if own else {}
        done = subprocess.run(
            [sys.executable, "-c", AGAIN, str(tmp_path)],
            capture_output=True, text=True, check=True, env=environment, cwd=ROOT,
        )  # fmt: skip
        digests.append(done.stdout.split())
    assert len(digests[0]) == 4
    assert digests[0] == digests[1]
    parsed = parse(load(tmp_path))
    cut = Cut(known_by=parse_date("2025-02-28"))
    comparison = compare(align(parsed, np.zeros(len(parsed.typed), dtype=bool), cut))
    here = save(timeline_chart(comparison), "svg")
    assert hashlib.sha256(here).hexdigest() == digests[0][3]


def test_settings_of_others_stay_as_they_were(shipped):
    before = dict(mpl.rcParams)
    save(ranges_chart(shipped["february"]), "svg")
    with settings():
        assert mpl.rcParams["svg.hashsalt"] == "reconcile"
    assert dict(mpl.rcParams) == before


def test_charts_do_not_import_pyplot():
    code = "import sys, reconcile.charts; print('matplotlib.pyplot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# every ledger is legible


LONG = "A name of a source that goes on and on until it is some eighty characters long"
MARKUP = r"Costs $5 a_b^{2} $\alpha$ 100% #1 & ~x~"
LEDGERS = {
    "sixty sources": [f"Source {n},2025-01-{1 + n % 28:02},,Town,killed,{90 + 7 * n}" for n in range(60)],
    "sixty moving": [
        f"Source {n},2025-0{1 + m}-{1 + n % 28:02},,Town,killed,~{90 + 7 * n + 50 * m}"
        for n in range(60)
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
        f"Source {n},2025-01-0{1 + n},2024-12-15/2025-01-01~,{LONG} {'place' * 30},killed,~{300 + n}"
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
    "all of history": [
        "Source A,0001-01-01,,Town,killed,5",
        "Source B,9999-12-31,,Town,killed,50",
        "Source C,2025-01/2025-03~,,Town,killed,~70",
    ],
    "one day": [f"Source {n},2025-01-05,,Town,killed,{300 + n}" for n in range(9)],
    "many panels": [
        f"Source {m},2025-01-0{1 + m},,Place {n},killed,{(n + 1) * (m + 2) * 10}"
        for n in range(42)
        for m in range(1 + n % 3)
    ],
}  # fmt: skip


@pytest.mark.parametrize("draw", CHARTS)
@pytest.mark.parametrize("name", LEDGERS)
def test_no_text_is_clipped_or_lies_on_another(name, draw):
    chart = draw(table(*LEDGERS[name]))
    assert drawn.texts(chart)
    assert drawn.clipped(chart) == []
    assert drawn.overlapping(chart) == []


@pytest.mark.parametrize("draw", CHARTS)
@pytest.mark.parametrize("cut", ["february", "everything"])
def test_the_shipped_case_is_legible(shipped, cut, draw):
    chart = draw(shipped[cut])
    assert drawn.clipped(chart) == []
    assert drawn.overlapping(chart) == []
    assert min(text.get_fontsize() for text in drawn.texts(chart)) >= 8


@pytest.mark.parametrize("draw", CHARTS)
def test_nothing_is_read_as_mathematics(draw):
    chart = draw(table(*LEDGERS["markup"]))
    assert not any(text.get_parse_math() for text in drawn.texts(chart))
    assert f"{MARKUP} · killed" in drawn.words(chart)
    assert f"{MARKUP} 5" in drawn.words(chart) or MARKUP in drawn.words(chart).split("\n")


def test_the_alternative_text_keeps_letters_that_no_font_has():
    chart = ranges_chart(table("\U0001f600 국,2025-01-01,,Town,killed,7"))
    image = Image.open(io.BytesIO(save(chart, "png")))
    assert "\U0001f600 국 alone, 7" in image.text["Description"]


def test_letters_that_no_font_has_are_boxes_and_said_to_be(monkeypatch):
    monkeypatch.setattr(labels, "_others", dict)
    written = drawn.words(ranges_chart(table("국가,2025-01-01,,Town,killed,7")))
    assert "□□" in written.split("\n")
    assert "□ stands for a letter that no font on this machine has." in written


def test_another_font_is_asked_for_what_dejavu_lacks(monkeypatch):
    monkeypatch.setattr(labels, "_letters", lambda bold: frozenset(map(ord, "abc …")))
    monkeypatch.setattr(labels, "_others", lambda: {"DejaVu Serif": frozenset({ord("x")})})
    assert labels.clean("ax by") == "ax b□"
    assert labels.font("ax", 8).get_family() == ["DejaVu Sans", "DejaVu Serif"]
    assert labels.font("ab", 8).get_file().endswith("DejaVuSans.ttf")


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
    with pytest.raises(SelectionError, match="choose one with --case: one, two"):
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
