"""Names that are not one file everywhere, and links in the folder of the reports."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from ledgers import write_ledger

from reconcile.cli import run
from reconcile.cli.report_folder import other_cases
from reconcile.errors import LedgerError
from reconcile.report import WEB
from reconcile.report.feed import FEED
from reconcile.report.html import MADE
from reconcile.storage.case_names import OF_REPORTS, refuse_names
from reconcile.storage.kept_pages import PageError, Pages, page_name

CASE = "source,published,measure,figure\nA,2025,killed,3\n"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("CON.csv", "CON is a device on some systems; call it my-CON.csv"),
        ("aux.csv", "aux is a device on some systems; call it my-aux.csv"),
        ("nul.2024.csv", "nul.2024 is a device"),
        ("lpt1.csv", "lpt1 is a device"),
        ("com0.csv", "com0 is a device"),
        ("index.html.csv", "a report has a file index.html; call it my-index.html.csv"),
        ("FEED.XML.csv", "a report has a file FEED.XML"),
        ("a..csv", "'a.' cannot be a case: some systems drop a blank or a dot at an end"),
        ("a .csv", "call it a.csv"),
        (" a.csv", "call it a.csv"),
        ("..csv", "give it a name of plain letters"),
        ("../a.csv", "give it a name of plain letters"),
        ("/a.csv", "give it a name of plain letters"),
        ("a\\b.csv", "give it a name of plain letters"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_safe_everywhere_is_refused_where_it_stands(
    name: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(LedgerError) as caught:
        refuse_names(tmp_path, [name])
    assert str(caught.value).startswith(f"{tmp_path / name}: ")
    assert told in str(caught.value)


@pytest.mark.parametrize("case", ["a" * 197, "д" * 99])
def test_a_name_that_is_too_long_for_some_systems_is_refused_in_short(
    case: str, tmp_path: Path
) -> None:
    with pytest.raises(LedgerError) as caught:
        refuse_names(tmp_path, [f"{case}.csv"])
    assert str(caught.value) == (
        f"{tmp_path}: {case[:59]}… is too long a name for a case; give it a name of plain letters"
    )


def test_usual_names_are_taken(tmp_path: Path) -> None:
    names = ["com.csv", "console.csv", "auxiliary.csv", "a.b.csv", "Київ 2022.csv", "sources.csv"]
    refuse_names(tmp_path, names)


@pytest.mark.parametrize("pair", [("War.csv", "war.csv"), ("Me\u0301xico.csv", "M\xe9xico.csv")])
def test_two_names_that_are_one_somewhere_are_refused(
    pair: tuple[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write_ledger(tmp_path, {pair[0].removesuffix(".csv"): CASE})
    row = ["--source", "A", "--population", "soldiers", "--measure", "killed", "--figure", "1"]
    assert (
        run(["--ledger", str(tmp_path), "add", "--case", pair[1].removesuffix(".csv"), *row]) == 2
    )
    told = f"{tmp_path / pair[1]}: is the same name as {pair[0]} on some systems; give it another"
    assert capfd.readouterr().err == f"reconcile: {told}\n"


def test_the_names_of_reports_are_those_that_a_report_has() -> None:
    assert set(OF_REPORTS) == {WEB, FEED}


@pytest.mark.parametrize("name", ["case", WEB, FEED])
def test_a_link_in_the_folder_of_the_reports_is_not_followed(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "l").mkdir()
    write_ledger(tmp_path / "l", CASE)
    (tmp_path / "precious").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).symlink_to(tmp_path / "precious")
    words = ["--ledger", str(tmp_path / "l"), "report", "--feed", "--output", str(tmp_path / "out")]
    assert run(words) == 2
    assert f"{tmp_path / 'out' / name}: is a link to somewhere else" in capfd.readouterr().err
    assert list((tmp_path / "precious").iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("name", [WEB, FEED])
def test_what_never_ends_is_not_read(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "l").mkdir()
    write_ledger(tmp_path / "l", CASE)
    (tmp_path / "out").mkdir()
    os.mkfifo(tmp_path / "out" / name)
    words = ["--ledger", str(tmp_path / "l"), "report", "--feed", "--output", str(tmp_path / "out")]
    assert run(words) == 2
    assert f"{tmp_path / 'out' / name}: is not a" in capfd.readouterr().err


def test_of_a_folder_of_pages_that_is_a_link_only_kept_pages_are_read(tmp_path: Path) -> None:
    page = b"<p>seen</p>"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "l").mkdir()
    (tmp_path / "l" / "pages").symlink_to(tmp_path / "elsewhere")
    for name in ("secret.html", page_name(page, ".html")):
        (tmp_path / "elsewhere" / name).write_bytes(page)
    pages = Pages.of(tmp_path / "l")
    assert pages.read(page_name(page, ".html")) == page
    with pytest.raises(PageError, match="is not a file in pages/"):
        pages.read("secret.html")


def test_an_index_names_only_folders_that_are_there(tmp_path: Path) -> None:
    for name in ("kept", ".reconcile-0123456789abcdef.tmp", "elsewhere"):
        (tmp_path / "out" / name).mkdir(parents=True)
        (tmp_path / "out" / name / WEB).write_text(MADE)
    (tmp_path / "out" / "elsewhere").rename(tmp_path / "elsewhere")
    (tmp_path / "out" / "linked").symlink_to(tmp_path / "elsewhere")
    assert other_cases(tmp_path / "out", []) == ["kept"]
