"""The gallery of files that fail each check, the page made from it, and how issues are shown."""

import csv
import importlib.util
import io
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import pytest
from examples import examples
from hypothesis import given, strategies as st
from wcwidth import wcswidth

from reconcile.aligning.typed_cells import parse
from reconcile.checks import CHECKS, Checked, check, issue_text as show, lines as module
from reconcile.checks.lines import Excerpt, Lines, visible, window
from reconcile.storage.csv_file import table_of
from reconcile.storage.kept_pages import Pages
from reconcile.storage.ledger import assemble, load
from reconcile.storage.ledger_files import SOURCES

ROOT = Path(__file__).parents[1]
NAMES = [each.name for each in CHECKS]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """docs/make_checks.py; with `--expect` it writes what this file compares with."""
    spec = importlib.util.spec_from_file_location("make_checks", ROOT / "docs" / "make_checks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "docs")
        spec.loader.exec_module(module)
    return module


def test_every_check_has_a_folder_and_every_folder_a_check(maker: ModuleType) -> None:
    assert sorted(path.name for path in maker.GALLERY.iterdir() if path.is_dir()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_gallery_shows_exactly_what_is_expected(maker: ModuleType, name: str) -> None:
    expected = maker.GALLERY / name / "expected.txt"
    assert expected.exists(), "make it with: python docs/make_checks.py --expect"
    assert maker.shown(maker.GALLERY / name) == expected.read_bytes().decode()


@pytest.mark.parametrize("name", NAMES)
def test_the_gallery_fails_the_check_it_stands_for_and_no_other(
    maker: ModuleType, name: str
) -> None:
    files = maker.files_of(maker.GALLERY / name)
    tables = {file: table_of(Path("estimates", file), data) for file, data in files.items()}
    pages = Pages.of(maker.GALLERY / name)
    checked = check(parse(assemble(Path("estimates"), tables)), maker.TODAY, pages)
    assert {issue.check for issue in checked.issues} == {name}
    own = {path.name for path in (maker.GALLERY / name).glob("*.csv")}
    assert {issue.file for issue in checked.issues} == own - {"measures.csv"}


def test_the_pages_are_up_to_date_and_say_everything(
    maker: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert maker.main(["--check"]) == 0, capsys.readouterr().out
    overview = (maker.DOCS / "checks.md").read_bytes().decode()
    for each in CHECKS:
        assert f"](checks/{each.name}.md)" in overview
        page = (maker.DOCS / "checks" / f"{each.name}.md").read_bytes().decode()
        assert each.meaning in page
        assert each.remedy in page
        assert maker.shown(maker.GALLERY / each.name) in page


def test_a_page_that_is_out_of_date_is_noticed_and_made_again(
    maker: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = tmp_path / "docs"
    monkeypatch.setattr(maker, "DOCS", docs)
    monkeypatch.setattr(sys.modules[maker.settle.__module__], "ROOT", tmp_path)
    (docs / "checks").mkdir(parents=True)
    assert maker.main(["--check"]) == 1
    assert not (docs / "checks.md").exists()
    assert maker.main([]) == 0
    assert maker.main(["--check"]) == 0
    (docs / "checks" / "gone.md").write_text("of a check that is no more")
    assert maker.main(["--check"]) == 1
    assert maker.main([]) == 0
    assert not (docs / "checks" / "gone.md").exists()
    assert maker.main(["--wrong"]) == 2


# How issues are shown.

HEADER = "source,population,measure,figure,url,quote,notes\n"


def checked_of(tmp_path: Path, text: str) -> Checked:
    (tmp_path / "case.csv").write_bytes(text.encode())
    (tmp_path / SOURCES).write_text("source,kind\nNIS,intelligence\n")
    return check(parse(load(tmp_path)), date(2026, 11, 24))


@pytest.mark.parametrize(
    ("row", "line", "marks"),
    [
        ("NIS,troops,killed,4.000,https://a.b,,",
         "    2 | NIS,troops,killed,4.000,https://a.b,,",
         "      |                   ^^^^^"),
        ('NIS,"a ""b"", c",killed,"4.000",https://a.b,,',
         '    2 | NIS,"a ""b"", c",killed,"4.000",https://a.b,,',
         "      |                         ^^^^^^^"),
        ("NIS,북한군,killed,4.000,https://a.b,,",
         "    2 | NIS,북한군,killed,4.000,https://a.b,,",
         "      |                   ^^^^^"),
        ("NIS,troops,killed,四千人,https://a.b,,",
         "    2 | NIS,troops,killed,四千人,https://a.b,,",
         "      |                   ^^^^^^"),
        ("NIS,troops,killed,\u00e9e\u0301,https://a.b,,",
         "    2 | NIS,troops,killed,\u00e9e\u0301,https://a.b,,",
         "      |                   ^^"),
        ("NIS,troops,killed\t,4.000,https://a.b,,",
         "    2 | NIS,troops,killed␉,4.000,https://a.b,,",
         "      |                    ^^^^^"),
        ("NIS,troops,killed,,https://a.b,,",
         "    2 | NIS,troops,killed,,https://a.b,,",
         "      |                   ^"),
        ("NIS,troops,killed,300,,,",
         "    2 | NIS,troops,killed,300,,,",
         "      |                       ^"),
        ("NIS,troops,killed,300",
         "    2 | NIS,troops,killed,300",
         "      |                      ^"),
        ("NIS,troops,killed,300,https://a.b,,,x,y",
         "    2 | NIS,troops,killed,300,https://a.b,,,x,y",
         "      |                                     ^^^"),
        ('NIS,troops,"kil\nled",300,https://a.b,,',
         '    2 | NIS,troops,"kil',
         "      |            ^^^^"),
        ('NIS,"tr\noops",killed,"4.000",https://a.b,,',
         '    3 | oops",killed,"4.000",https://a.b,,',
         "      |              ^^^^^^^"),
        ('NIS,troops,killed,300,https://a.b,"3\n0""0\n\n300",a\u202eb',
         '    5 | 300",a�b',
         "      |      ^^^"),
        ("NIS,troops,killed,300,https://a.b,,\x1b[31mred\x7f\x85",
         "    2 | NIS,troops,killed,300,https://a.b,,␛[31mred␡�",
         "      |                                    ^^^^^^^^^^"),
    ],
)  # fmt: skip
def test_the_mark_stands_under_the_cell(tmp_path: Path, row: str, line: str, marks: str) -> None:
    for newline in ("\n", "\r\n"):
        text = (HEADER + row + "\n").replace("\n", newline)
        shown = show.text(checked_of(tmp_path, text)).splitlines()
        assert shown[0].startswith(f"{tmp_path}/case.csv:2: ")
        assert shown[1:3] == [line, marks]


def test_a_long_line_is_cut_around_the_cell(tmp_path: Path) -> None:
    text = f"{HEADER}NIS,{'troops and ' * 9},killed,4.000,https://{'a' * 90},,\n"
    checked = checked_of(tmp_path, text)
    assert show.text(checked, width=50).splitlines()[1:3] == [
        "    2 | …roops and ,killed,4.000,https://aaaaaaaa…",
        "      |                    ^^^^^",
    ]
    line, marks = window(Excerpt(1, "a" * 10 + "b" * 5 + "c" * 200, 10, 15), 50)
    assert (line, marks) == ("a" * 10 + "b" * 5 + "c" * 34 + "…", " " * 10 + "^" * 5)
    assert max(map(len, show.text(checked, width=500).splitlines()[1:])) > 200


def test_a_file_that_has_changed_since_is_not_quoted(tmp_path: Path) -> None:
    checked = checked_of(tmp_path, HEADER + "NIS,troops,killed,4.000,https://a.b,,\n")
    before = show.text(checked)
    data = (tmp_path / "case.csv").read_bytes()
    (tmp_path / "case.csv").write_bytes(b"\n" + data)
    assert " | " not in show.text(checked)
    assert show.text(checked, unsaved={"case.csv": data}) == before
    (tmp_path / "case.csv").unlink()
    assert show.text(checked).splitlines()[1] == "      = write 4,000 if the point parts thousands"


def test_nothing_is_printed_of_a_ledger_without_issues(tmp_path: Path) -> None:
    checked = checked_of(tmp_path, HEADER + "NIS,troops,killed,300,https://a.b,,\n")
    assert show.text(checked) == show.github(checked) == ""
    assert show.issue_rows(checked) == []
    assert show.summary(checked) == "no issues in 1 row of 1 case"


def test_the_summary_counts_errors_and_warnings_apart(tmp_path: Path) -> None:
    text = f"{HEADER}NIS,troops,killed,4.000,,,\nNIS,troops,dead,300,https://a.b,,\n"
    checked = checked_of(tmp_path, text)
    assert show.summary(checked) == "2 errors and 1 warning in 2 rows of 1 case"
    assert show.summary(checked_of(tmp_path, f"{HEADER}NIS,troops,killed,3,,,\n")) == (
        "1 warning in 1 row of 1 case"
    )


def test_many_warnings_of_one_check_in_one_file_are_a_line_in_text_only(tmp_path: Path) -> None:
    few, many = (
        checked_of(tmp_path, HEADER + "NIS,troops,killed,4.000,,,\n" * number)
        for number in (10, 1011)
    )
    assert show.text(few).count("[no-url]") == 10
    shown = show.text(many)
    assert shown.count("[bad-figure]") == 1011
    (line,) = [line for line in shown.splitlines() if "[no-url]" in line]
    assert line == (
        f"{tmp_path}/case.csv:2: warning: [no-url] 1,011 of these, the first here; "
        "reconcile check --only no-url shows them"
    )
    assert show.text(many.only(["no-url"]), whole=True).count("[no-url]") == 1011
    assert show.github(many).count("title=no-url") == len(show.issue_rows(many)) / 2 == 1011


def test_issues_are_counted_by_check_errors_first(tmp_path: Path) -> None:
    text = f"{HEADER}NIS,troops,killed,4.000,,,\nHUR,troops,killed,5,,,\n"
    checked = checked_of(tmp_path, text)
    counted = [
        ("bad-figure", "error", 1),
        ("no-url", "warning", 2),
        ("unknown-source", "warning", 1),
    ]
    assert show.counts(checked) == counted
    assert show.counts_text(checked) == (
        "        1  error    bad-figure\n        2  warning  no-url\n"
        "        1  warning  unknown-source\n"
    )
    only = checked.only(["no-url", "unknown-source"])
    assert (only.errors, only.warnings, only.left_out) == (0, 3, 1)


def test_github_is_told_in_its_own_escapes(tmp_path: Path) -> None:
    folder = tmp_path / "a,b:c%"
    folder.mkdir()
    checked = checked_of(folder, HEADER + "NIS,troops,killed,100%,https://a.b,,\n")
    path = str(tmp_path).replace(":", "%3A").replace(",", "%2C")
    assert show.github(checked) == (
        f"::error file={path}/a%2Cb%3Ac%25/case.csv,line=2,title=bad-figure"
        "::'100%25' is a rate or a share, which is no count; write the count if the source gave "
        "one, else unknown, and keep the words in quote\n"
    )


def test_the_table_has_a_row_for_each_issue(tmp_path: Path) -> None:
    checked = checked_of(tmp_path, HEADER + "NIS,troops,killed,4.000,https://a.b,,\n")
    assert [row._asdict() for row in show.issue_rows(checked)] == [
        {
            "file": str(tmp_path / "case.csv"), "line": 2, "severity": "error",
            "check": "bad-figure", "cell": "figure",
            "message": "'4.000' is ambiguous: a point can part thousands or begin decimals",
        }
    ]  # fmt: skip


def quoted(cell: str) -> str:
    """A cell in quotes where it needs them; the csv module forgets some for a lone \\r."""
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set('",\r\n') else cell


@examples(100)
@given(
    rows=st.lists(
        st.lists(st.text('ab",\n\r é한', max_size=5), min_size=2, max_size=4),
        min_size=1,
        max_size=5,
    ),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    block=st.sampled_from([1, 2, 5, 1 << 14]),
)
def test_every_cell_is_found_on_its_line(rows: list[list[str]], ending: str, block: int) -> None:
    text = "".join(",".join(map(quoted, row)) + ending for row in [["x", "y"], *rows])
    table = table_of(Path("case.csv"), text.encode())
    physical = io.StringIO(text, newline="").readlines()
    lines = Lines(text.encode())
    kept = [row for row in rows if "".join(row).strip()]
    for row, line in zip(kept, table.lines.tolist(), strict=True):
        for column, cell in enumerate(row):
            with patch.object(module, "_BLOCK", block):
                found = lines.excerpt(line, column)
            assert found.text == physical[found.line - 1].rstrip("\r\n")
            written = found.text[found.start : found.end]
            if not set(cell) & set("\r\n"):
                assert (next(csv.reader([written]), []) or [""]) == [cell]
            elif cell.replace('"', "").strip("\r\n ,"):
                assert written.startswith('"')


@given(
    parts=st.tuples(*[st.text('ab한é\t\u202e\u0301",', max_size=n) for n in (60, 60, 60)]),
    columns=st.integers(20, 90),
)
def test_a_window_is_no_wider_than_it_may_be(parts: tuple[str, str, str], columns: int) -> None:
    before, cell, after = parts
    start, end = len(before), len(before) + len(cell)
    line, marks = window(Excerpt(1, before + cell + after, start, end), columns)
    assert wcswidth(line) <= columns
    assert line == visible(before + cell + after) or "…" in line
    assert marks.strip() == "^" * max(len(marks.strip()), 1)
    at = len(marks) - len(marks.strip())
    assert visible(cell)[:3] in line
    assert at <= columns


def test_of_a_long_line_only_what_is_near_the_cell_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A line of thousands of cells may have an issue in each."""
    looked = list[int]()
    monkeypatch.setattr(module, "wcswidth", lambda text: looked.append(len(text)) or len(text))
    lines = Lines(",".join(f"cell {at}" for at in range(5_000)).encode())
    for column in range(0, 5_000, 50):
        found = lines.excerpt(1, column)
        line, marks = window(found, 40)
        at = marks.index("^")
        assert line[at : at + marks.count("^")] == f"cell {column}"
    assert sum(looked) < 100 * 40 * 100
    assert len(lines._records) == 1
