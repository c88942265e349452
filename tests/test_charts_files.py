"""Charts as files: captions, alternative texts, formats, and the same bytes every time."""

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import charts_drawn as drawn
import matplotlib as mpl
import pytest
from charts_drawn import CHARTS, DERIVED, ESTIMATES, shipped, shown, table
from digests import digest
from PIL import Image

from reconcile.charts import KINDS
from reconcile.charts.page.picture_files import save
from reconcile.charts.page.style import settings
from reconcile.charts.ranges import ranges_chart
from reconcile.charts.timeline import timeline_chart
from reconcile.cli import run
from reconcile.errors import ReconcileError

# captions and alternative texts


@pytest.mark.parametrize("draw", CHARTS)
def test_the_caption_names_cut_window_and_age(draw):
    cut = drawn.words(shown(draw, "february"))
    whole = drawn.words(shown(draw, "everything"))
    window = " · same time: within 7 days · same number: within 1 % · nothing older than 90 days"
    assert "Published by 28 Feb 2025" in cut
    assert "No cut: everything published" in whole
    bounded = draw is drawn.bounded_chart  # in which every claim counts at its own date
    assert (window in cut, window in whole) == (not bounded, not bounded)


@pytest.mark.parametrize("draw", CHARTS)
def test_the_caption_names_sources_with_their_relays(draw):
    written = drawn.words(shown(draw, "february"))
    assert "NIS (National Intelligence Service of the Republic of Korea; via CNA" in written
    assert "Western officials (via BBC)" in written


def test_the_alternative_text_of_ranges():
    alt = shown(ranges_chart, "february").alt
    assert alt.startswith(
        "North Korean troops in Russia: what each source says. Published by 28 Feb 2025"
    )
    assert (
        "Kursk, Russia · killed: 2 sources, from ~300 (NIS) to ~1,000 (Western officials); "
        "no number fits all. Verdict: contradict."
    ) in alt
    assert "JoongAng Ilbo alone, 1,000–3,000; NIS gave no number. Verdict: one source only." in alt


def test_the_alternative_text_of_a_timeline():
    alt = shown(timeline_chart, "everything").alt
    assert "NIS ≥100 (19 Dec 2024), ~300 (13 Jan 2025), ~600 (30 Apr 2025)" in alt
    assert "Western officials ~1,000 (about 15 Jan 2025, stale)" in alt


# files


@pytest.mark.parametrize("draw", CHARTS)
def test_a_png_is_wide_and_holds_title_and_text(draw):
    chart = shown(draw, "february")
    image = Image.open(io.BytesIO(save(chart, "png")))
    assert image.width == 1800
    assert image.text["Title"] == "North Korean troops in Russia"
    assert image.text["Description"] == chart.alt
    assert image.text["Software"] == "Reconcile"
    assert not {"Creation Time", "date:create"} & set(image.text)


@pytest.mark.parametrize("draw", CHARTS)
def test_an_svg_holds_title_and_text_and_no_date(draw):
    chart = shown(draw, "february")
    data = save(chart, "svg")
    root = ElementTree.fromstring(data)
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == chart.title
    assert root.findtext(f"{space}desc") == chart.alt
    assert b"dc:date" not in data
    assert b"Matplotlib" not in data


def test_the_format_is_that_of_the_path():
    chart = shown(ranges_chart, "february")
    assert digest(save(chart, Path("some.where/ranges.SVG"))) == digest(save(chart, "svg"))
    assert save(chart, "ranges.png")[:4] == b"\x89PNG"


@pytest.mark.parametrize("target", ["pdf", "chart.jpeg", "chart", ""])
def test_other_formats_are_refused(target):
    with pytest.raises(ReconcileError, match=r"end it in \.png or \.svg"):
        save(shown(ranges_chart, "february"), target)


@pytest.mark.parametrize("draw", CHARTS)
def test_the_same_bytes_twice_in_either_order(draw):
    one, other = draw(table(*DERIVED)), draw(table(*DERIVED))
    png, svg = digest(save(one, "png")), digest(save(one, "svg"))
    assert digest(save(other, "svg")) == svg
    assert digest(save(other, "png")) == png
    assert digest(save(one, "png")) == png


AGAIN = """
import hashlib, sys
import numpy as np
from reconcile.aligning.alignment import align
from reconcile.aligning.status import Cut
from reconcile.bounding import bounds
from reconcile.charts.bounds import bounds_chart
from reconcile.charts.discrepancies import discrepancies_chart
from reconcile.charts.ranges import ranges_chart
from reconcile.charts.page.picture_files import save
from reconcile.charts.timeline import timeline_chart
from reconcile.cli import run
from reconcile.comparison import Selection, compare
from reconcile.notation.dates import parse_date
from reconcile.storage.ledger import load
from reconcile.aligning.typed_cells import parse

parsed = parse(load(sys.argv[1]))
cut = Cut(known_by=parse_date("2025-02-28"))
only = Selection(case=("north-korean-troops",))
comparison = compare(align(parsed, np.zeros(len(parsed.typed), dtype=bool), cut), only)
bounded = lambda one: bounds_chart(bounds(one))
for draw in (ranges_chart, timeline_chart, discrepancies_chart, bounded):
    for form in ("png", "svg"):
        print(hashlib.sha256(save(draw(comparison), form)).hexdigest())
"""


def test_the_same_bytes_in_another_process_on_another_machine(tmp_path):
    settings_of_another = tmp_path / "matplotlibrc"
    settings_of_another.write_text(
        "font.size: 20\npath.sketch: 1, 100, 2\ntext.usetex: True\n", encoding="utf-8"
    )
    other = {"PYTHONHASHSEED": "77", "LC_ALL": "C", "MATPLOTLIBRC": str(settings_of_another)}
    done = subprocess.run(
        [sys.executable, "-c", AGAIN, str(ESTIMATES)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **other},
        cwd=ESTIMATES.parent,
    )
    here = [
        hashlib.sha256(save(draw(shipped("february")), form)).hexdigest()
        for draw in CHARTS
        for form in ("png", "svg")
    ]
    assert done.stdout.split() == here


def test_settings_of_others_stay_as_they_were():
    before = dict(mpl.rcParams)
    save(ranges_chart(shipped("february")), "svg")
    with settings():
        assert mpl.rcParams["svg.hashsalt"] == "reconcile"
    assert dict(mpl.rcParams) == before


def test_charts_do_not_import_pyplot():
    code = "import sys, reconcile.charts; print('matplotlib.pyplot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_draws_a_comparison(kind):
    chart = KINDS[kind].draw(table(*DERIVED))
    assert save(chart, "svg").startswith(b"<?xml")
    assert chart.alt.startswith(f"{chart.title}: ")


def test_help_offers_every_kind(capsys):
    assert run(["chart", "--help"]) == 0
    assert f"{{{'|'.join(KINDS)}}}" in capsys.readouterr().out
