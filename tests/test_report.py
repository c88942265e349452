"""The report: whole or not at all, the same bytes, and a page that shows text as it is."""

import csv
import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from digests import digest
from ledgers import compared, write_ledger
from PIL import Image

from reconcile.cli import run
from reconcile.comparison.schema import TABLES
from reconcile.notation.columns import names_of
from reconcile.report import FILES, PAGE, WEB, is_of_report, report
from reconcile.report.markdown_text import escape

ROOT = Path(__file__).parent.parent
CASE = """source,via,published,place,measure,figure,url,quote,set_aside
NIS,CNA,2025-01-13,Kursk,killed,~300,https://example.org/a?b=1&c=(2),"at | least $5_000$ <b>",
NIS,CNA,2025-01-13,Kursk,wounded,"2,700",javascript:alert(1),,
HUR,,2025-01-09,Kursk,killed+wounded,"4,000",https://example.org/c,,
NIS,UPI,2025-01-13,Kursk,wounded,"3,000",https://example.org/d,,took the total
"""
RATIOS = "source,published,place,measure,figure\n" + "".join(
    f"A,2025-01-0{day},Here,killed,{day}\nB,2025-01-0{day},Here,killed,{2 * day}\n"
    for day in range(1, 4)
)
SOURCES = "source,kind,side\nNIS,intelligence,\nHUR,intelligence,Ukraine\n"


@pytest.fixture(scope="module")
def files():
    return report(compared(CASE, sources=SOURCES))


@pytest.fixture
def ledger(tmp_path):
    """A small ledger whose report has every file, in a folder of the test's."""
    (tmp_path / "ledger").mkdir()
    return write_ledger(tmp_path / "ledger", RATIOS)


@pytest.fixture(scope="module")
def page(files):
    return files[PAGE].decode()


def test_the_files_are_those_announced(files):
    # no two of these sources speak of one count often enough for ratios
    more = {"bounds-kursk-wounded.png"}  # for which one picture has no room
    assert set(files) - more == set(FILES) - {"ratios.png"}


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("ranges.csv", names_of(TABLES["ranges"])),
        ("discrepancies.csv", names_of(TABLES["discrepancies"])),
        ("bounds.csv", names_of(TABLES["bounds"])),
        ("settlements.csv", names_of(TABLES["settlements"])),
        ("contradictions.csv", names_of(TABLES["contradictions"])),
        ("history.csv", names_of(TABLES["history"])),
        ("sources.csv", names_of(TABLES["sources"])),
        ("ratios.csv", names_of(TABLES["ratios"])),
        ("estimates.csv", names_of(TABLES["estimates"])),
    ],
)
def test_tables_have_the_exact_columns(files, name, columns):
    table = list(csv.reader(io.StringIO(files[name].decode("utf-8-sig"))))
    assert tuple(table[0]) == columns
    assert (len(table) > 1) == (name != "ratios.csv")


def test_the_page_says_what_the_claims_leave_possible(page):
    part = page.partition("## What the claims leave possible")[2].partition("\n## ")[0]
    assert "The 3 claims cannot all hold: no number fits all." in part
    assert "At least 1 of 2 sources must be wrong (1 of 3 statements)" in part
    assert "![" in part and "](bounds.png)" in part


def test_a_case_with_ratios_has_their_chart():
    made = report(compared(RATIOS, window=0))
    assert set(made) == set(FILES)
    assert "](ratios.png)" in made[PAGE].decode()
    assert made["ratios.csv"].decode("utf-8-sig").splitlines()[1] == "A,B,3,2,2,2"


def test_the_page_names_ranges_reasons_sources_relays_dates_links(page):
    for text in (
        "# soldiers",
        "| Kursk   | killed+wounded |",
        "**contradict**, soldiers · Kursk · killed+wounded: NIS 3,000\\*",
        "`case.csv:2 case.csv:3` `case.csv:4`",
        "| CNA   | 2025-01-13  |",
        "[link](https://example.org/a?b=1&c=%282%29)",
        "`case.csv:5` NIS wounded 3,000: took the total",
        "within 7 days",
        "derived: NIS killed+wounded 3,000 = killed \\~300 + wounded 2,700",
        "![soldiers: what each source says",
    ):
        assert text in page, text


def test_the_page_shows_text_as_it_is_and_no_foreign_link(page):
    assert "at \\| least \\$5\\_000\\$ \\<b\\>" in page
    assert "javascript:alert(1)" in page
    assert "](javascript" not in page


def test_the_page_names_the_digests_of_the_ledger(page):
    # the text helper adds the population, so the digest is that of what it wrote
    digests = [cell for cell in page.split() if len(cell) == 64]
    assert hashlib.sha256(SOURCES.encode()).hexdigest() in digests
    assert len(digests) == 2


def test_escape_leaves_one_line_of_plain_text():
    assert escape("a\n  *b* ~c~ [d](e)") == "a \\*b\\* \\~c\\~ \\[d\\](e)"


def made_elsewhere(ledger, folder, seed, zone, locale):
    """The report of a ledger, made in `folder` by a process with another hash seed and place."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
    words = ["-m", "reconcile", "--ledger", ledger, "report", "--output", folder]
    subprocess.run([sys.executable, *words], env=environment, check=True, capture_output=True)
    return folder


def test_same_bytes_in_another_process(ledger, tmp_path):
    one, other = (
        contents(made_elsewhere(ledger, tmp_path / seed, seed, zone, locale), packed=True)
        for seed, zone, locale in (("1", "UTC", "C"), ("2", "Asia/Seoul", "C.UTF-8"))
    )
    assert one == other


def test_the_committed_report_is_what_the_program_makes(tmp_path):
    shipped = made_elsewhere(ROOT / "estimates", tmp_path, "3", "America/St_Johns", "C")
    made, kept = contents(shipped), contents(ROOT / "reports")
    cases = {path.stem for path in (ROOT / "estimates").glob("*.csv")} - {"sources", "cases"}
    assert all(name == WEB or is_of_report(name.partition("/")[2]) for name in made)
    assert {name.partition("/")[0] for name in made} == {WEB, *cases}
    assert made == kept


def contents(folder, packed=False):
    """A digest of every file in a folder, of PNG as they are packed or as they look."""
    read = Path.read_bytes if packed else unpacked
    return {
        path.relative_to(folder).as_posix(): digest(read(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def unpacked(path):
    """A PNG as its texts and dots: how they are packed depends on the machine's zlib."""
    if path.suffix != ".png":
        return path.read_bytes()
    image = Image.open(path)
    return repr((image.size, sorted(image.info.items()))).encode() + image.tobytes()


def test_a_report_replaces_its_folder_and_no_other(ledger, tmp_path, capfd):
    words = ["--ledger", str(ledger), "report", "--output", str(tmp_path / "out")]
    case = tmp_path / "out" / "case"
    case.mkdir(parents=True)
    (case / "letters.txt").write_text("keep me")
    assert run(words) == 2
    assert "holds letters.txt, which is not of a report" in capfd.readouterr().err
    assert [path.name for path in case.iterdir()] == ["letters.txt"]
    (case / "letters.txt").unlink()
    (case / PAGE).write_text("old")
    assert run(words) == 0
    assert (case / PAGE).read_text(encoding="utf-8") != "old"
    capfd.readouterr()


def test_a_case_without_a_current_figure_leaves_the_others_their_pages(tmp_path, capfd):
    head = "source,published,place,measure,figure\n"
    cases = {
        "gone": f"{head}A,2025-01-01,Here,killed,withdrawn\n",
        "kept": f"{head}A,2025-01-01,Here,killed,7\n",
        "wrong": f"{head}A,2025-01-01,Here,killed,dozens\n",
    }
    ledger = write_ledger(tmp_path, cases)
    words = ["--ledger", str(ledger), "report", "--output", str(tmp_path / "out")]
    assert run(words) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [WEB, "kept"]
    assert capfd.readouterr().err.splitlines()[1:] == [
        "reconcile: no page of gone: no figure is current",
        "reconcile: no page of wrong: no figure is current",
    ]
    assert run([*words, "--case", "gone"]) == 2
    assert "no figure is left" in capfd.readouterr().err


def test_nothing_is_written_if_a_chart_fails(ledger, tmp_path, monkeypatch, capfd):
    monkeypatch.setattr("reconcile.report.drawings.timeline_chart", lambda _: 1 // 0)
    assert run(["--ledger", str(ledger), "report", "--output", str(tmp_path / "out")]) == 70
    assert [path.name for path in tmp_path.iterdir()] == ["ledger"]
    capfd.readouterr()
