"""A chart as pictures: none too tall, each named by what it counts, a source alike on all."""

import charts_drawn as drawn
import pytest
from charts_drawn import CHARTS, shipped, shown, table
from ledgers import compared, write_ledger

from reconcile.charts.page.looks import looks_of
from reconcile.charts.ranges import ranges_chart
from reconcile.charts.timeline import timeline_chart
from reconcile.cli import run
from reconcile.report import PAGE, WEB, is_of_report, report

TALLEST = 2400
COUNTS = [
    f"Source {m},2025-01-0{1 + m},,Place {n:02},killed,{(n + 1) * (m + 2) * 10}"
    for n in range(30)
    for m in range(3)
]
HEAD = "source,published,as_of,place,measure,figure\n"


def heights(chart):
    return [picture.figure.canvas.get_width_height(physical=True)[1] for picture in chart.pictures]


@pytest.mark.parametrize("draw", CHARTS)
@pytest.mark.parametrize(
    "case", ["mina-2015", "north-korean-troops", "russian-losses-in-ukraine", "counts", "sources"]
)
def test_no_picture_is_too_tall(draw, case):
    many = [f"Source {n},2025-01-01,,Town,killed,{90 + 7 * n}" for n in range(60)]
    made = {"counts": COUNTS, "sources": many}
    chart = draw(table(*made[case]) if case in made else shipped("everything", case))
    assert max(heights(chart)) <= TALLEST
    assert drawn.clipped(chart) == drawn.overlapping(chart) == []
    names = [picture.name for picture in chart.pictures]
    assert names[0] == "" and len(set(names)) == len(names)


def test_what_has_no_room_goes_on_in_pictures_named_by_their_first_count():
    chart = ranges_chart(table(*COUNTS))
    assert drawn.titles(chart) == [f"Place {n:02} · killed" for n in range(30)]
    assert len(chart.pictures) > 2
    for picture in chart.more:
        first = drawn.titles(type(chart)(picture.figure, "", ""))[0]
        assert picture.name == first.lower().replace(" · ", "-").replace(" ", "-")
        assert f"continued. {first}" in picture.alt


def test_names_that_are_alike_or_have_no_latin_letters_are_told_apart():
    rows = [row.replace("Place", "마을").replace("killed", "killed") for row in COUNTS]
    alike = [row.replace("Place ", "Place" + "-" * (n % 7)) for n, row in enumerate(COUNTS)]
    for each in (rows, alike):
        names = [picture.name for picture in ranges_chart(table(*each)).pictures]
        assert len(set(names)) == len(names) > 2
        assert all(is_of_report(f"ranges-{name}.png") for name in names[1:])


def test_files_are_written_beside_each_other(tmp_path, capsys):
    write_ledger(tmp_path, HEAD + "\n".join(COUNTS) + "\n")
    file = tmp_path / "made.svg"
    assert run(["--ledger", str(tmp_path), "chart", "ranges", "--output", str(file)]) == 0
    made = sorted(path.name for path in tmp_path.glob("*.svg"))
    assert made[0].startswith("made-place-") and made[-1] == "made.svg"
    assert capsys.readouterr().err.count("wrote") == len(made) > 2


def test_the_report_and_its_pages_have_every_picture():
    files = report(compared(HEAD + "\n".join(COUNTS[:21]) + "\n"))
    more = [name for name in files if name.startswith("ranges-")]
    assert more and more[0].endswith(".png")
    assert all(map(is_of_report, files))
    assert not is_of_report("notes.png") and not is_of_report("ranges-../x.png")
    for name in more:
        assert f"]({name})" in files[PAGE].decode()
        assert f'id="{name.removesuffix(".png")}"' in files[WEB].decode()


def test_a_source_has_one_look_on_all_charts_of_a_case():
    comparison = shipped("everything")
    looks = looks_of(comparison)
    assert len(set(looks.values())) == len(looks)
    sources = {number: one.source for number, one in comparison.by_number.items()}
    for draw in (ranges_chart, timeline_chart):
        seen = 0
        for axes in drawn.panels(draw(comparison)):
            for mark in drawn.lines(axes, "point"):
                look = looks[sources[mark.claim_of_reconcile]]
                assert (mark.get_color(), mark.get_marker()) == (look.tone, look.form)
                seen += 1
        assert seen > 10


def test_no_figure_is_written_into_what_it_allows():
    chart = shown(ranges_chart, "everything", "mina-2015")
    renderer = chart.figure.canvas.get_renderer()
    bars = [
        bar.get_window_extent(renderer)
        for axes in drawn.panels(chart)
        for bar in drawn.lines(axes, "bounds")
    ]
    assert bars
    for text in drawn.texts(chart):
        box = text.get_window_extent(renderer)
        for bar in bars:
            assert not (
                min(box.x1, bar.x1) > max(box.x0, bar.x0)
                and min(box.y1, bar.y1) > max(box.y0, bar.y0)
            ), text.get_text()


def test_figures_of_one_source_are_whole():
    figures = ("1,300,000–1,400,000", "125,000–150,000", "1,200,000 (900,000–1,500,000)")
    rows = [f'Source A,2025-01-01,,Place {n},killed,"{one}"' for n, one in enumerate(figures)]
    shown = drawn.texts(ranges_chart(table(*rows)))
    said = " ".join(each.get_text().replace("\n", " ") for each in shown)
    assert all(one in said for one in figures)
    assert "…" not in said
