"""A row may be kept although it fails a check, if it says which and why."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from ledgers import loaded

from reconcile.aligning.typed_cells import Parsed, parse
from reconcile.checks import CHECKS, check
from reconcile.checks.waivers import named
from reconcile.storage.kept_pages import Pages
from reconcile.storage.ledger import load
from reconcile.storage.ledger_files import COLUMNS

TODAY = date(2026, 11, 24)
ROW = {
    "source": "NIS", "published": "2025-01-13", "population": "North Korean troops",
    "place": "Kursk, Russia", "measure": "killed", "figure": "300", "url": "https://unn.ua/en",
    "notes": "kept on purpose",
}  # fmt: skip
# rows of which one fails the check, but for those that cannot be read
FAILING: dict[str, list[dict[str, str]]] = {
    "dates-out-of-order": [{"since": "2025-01-14"}],
    "duplicate-row": [{}, {}],
    "control-character": [{"via": "Yon\thap"}],
    "unknown-source": [{"source": "Nis"}],
    "not-in-quote": [{"quote": "four hundred"}],
    "quote-not-on-page": [{"page": "../saved.html"}],
    "bad-url": [{"url": "nis.go.kr"}],
    "total-falls": [{"figure": "400"}, {"published": "2025-04-30"}],
    "part-exceeds-whole": [{"figure": "200", "measure": "casualties"}, {}],
    "looks-ended": [{"published": "2025-01-13"}, {"published": "2021-01-13"}],
    "relays-disagree": [{"figure": "400"}, {"via": "CNA"}],
    "lost-qualifier": [{"figure": "~300"}, {"via": "CNA"}],
    "total-taken-for-part": [{"measure": "casualties"}, {"via": "CNA"}],
    "look-alike": [{"via": "Yonhap"}, {"via": "YONHAP", "published": "2025-04-30"}],
    "no-url": [{"url": ""}],
    "future-date": [{"published": "2052-01-13"}],
    "copied-series": [
        {"published": f"2025-01-{day:02}", "measure": measure, "figure": f"{deaths * times}"}
        for day, deaths in enumerate((300, 340, 395, 401, 460, 533, 590, 702), 13)
        for times, measure in ((1, "killed"), (3, "wounded"))
    ],
    "later-than-link": [{"url": "https://example.org/2025/01/04/x"}],
}


def ledger_of(tmp_path: Path, *rows: dict[str, str]) -> Parsed:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(ROW | row for row in rows)
    (tmp_path / "case.csv").write_bytes(text.getvalue().encode())
    (tmp_path / "sources.csv").write_text("source,kind\nNIS,intelligence\n")
    return parse(load(tmp_path))


def issues(tmp_path: Path, *rows: dict[str, str]) -> list[tuple[int, str]]:
    found = check(ledger_of(tmp_path, *rows), TODAY, Pages.of(tmp_path)).issues
    return [(issue.line, issue.check) for issue in found]


def test_every_check_that_can_be_waived_has_an_example() -> None:
    assert [each.name for each in CHECKS if each.waivable] == list(FAILING)


@pytest.mark.parametrize("name", FAILING)
def test_a_waiver_silences_its_check_in_its_row(tmp_path: Path, name: str) -> None:
    rows = FAILING[name]
    ((line, found),) = issues(tmp_path, *rows)
    assert found == name

    def with_waiver(of: str) -> list[tuple[int, str]]:
        waived = [row | {"waives": of} if at == line else row for at, row in enumerate(rows, 2)]
        return issues(tmp_path, *waived)

    assert with_waiver(name) == []
    other = with_waiver("bad-url" if name != "bad-url" else "no-url")
    assert other == [(line, name), (line, "stale-waiver")]


def test_a_row_whose_errors_are_waived_is_valid(tmp_path: Path) -> None:
    both = "control-character; dates-out-of-order"
    row = {"via": "Yon\thap", "since": "2025-01-14", "waives": both}
    assert not check(ledger_of(tmp_path, row)).invalid.any()
    later = {"published": "2025-04-30", "figure": "200", "since": "2025-01-14"}
    assert issues(tmp_path, row, later) == [(3, "total-falls")]
    assert check(ledger_of(tmp_path, row | {"waives": "control-character"})).invalid.all()


@pytest.mark.parametrize(
    "name",
    ["bad-header", "bad-row", "bad-figure", "bad-date", "unknown-measure", "missing-value",
     "stale-waiver"],
)  # fmt: skip
def test_what_cannot_be_read_cannot_be_waived(tmp_path: Path, name: str) -> None:
    assert issues(tmp_path, {"waives": name}) == [(2, "stale-waiver")]
    bad = {"figure": "4.000", "published": "x", "measure": "z", "population": ""}
    checked = check(ledger_of(tmp_path, bad | {"waives": name}))
    assert name == "stale-waiver" or checked.invalid.all()
    assert [issue.check for issue in checked.issues] == [
        "bad-figure", "bad-date", "unknown-measure", "missing-value", "stale-waiver",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "message", "remedy"),
    [
        ({"waives": "no-url"}, "the row does not fail no-url", "delete no-url from waives"),
        ({"waives": "no_url", "url": "https://a.b"}, "'no_url' is not a check",
         "did you mean no-url?"),
        ({"waives": "everything"}, "'everything' is not a check", "checks are bad-header, "),
        ({"waives": "no-url", "url": "", "notes": ""}, "notes does not say why no-url is waived",
         "write the reason into notes"),
        ({"waives": "bad-figure"}, "bad-figure cannot be waived", "correct the row and delete"),
    ],
)  # fmt: skip
def test_a_stale_waiver_says_why_it_is_one(
    tmp_path: Path, cells: dict[str, str], message: str, remedy: str
) -> None:
    (issue,) = check(ledger_of(tmp_path, cells), TODAY).issues
    assert (issue.check, issue.cell, issue.message) == ("stale-waiver", "waives", message)
    assert issue.remedy.startswith(remedy)


def test_names_are_parted_by_commas_semicolons_spaces_and_line_breaks() -> None:
    assert named(" no-url,bad-url;look-alike  total-falls\nno-url;") == [
        "no-url", "bad-url", "look-alike", "total-falls",
    ]  # fmt: skip
    assert named("") == []


def test_a_waiver_is_not_stale_where_the_check_could_not_be_made(tmp_path: Path) -> None:
    falling = {"published": "2025-04-30", "figure": "200", "waives": "total-falls"}
    assert issues(tmp_path, {}, falling) == []
    assert issues(tmp_path, {"figure": "4.000"}, falling) == [(2, "bad-figure")]
    assert issues(tmp_path, {"set_aside": "x"}, falling) == [(3, "stale-waiver")]
    assert issues(tmp_path, {"set_aside": "x", "figure": "4.000"}, falling) == [
        (2, "bad-figure"), (3, "stale-waiver"),
    ]  # fmt: skip
    future = ledger_of(tmp_path, {"published": "2052-01-13", "waives": "future-date"})
    assert check(future).issues == ()
    assert check(future, TODAY).issues == ()


def test_a_waiver_in_a_row_that_is_set_aside_covers_what_is_looked_at_there(tmp_path: Path) -> None:
    aside = {"set_aside": "a misreport", "url": "", "via": "CNA"}
    assert issues(tmp_path, aside | {"waives": "no-url"}) == []
    assert issues(tmp_path, {}, aside | {"waives": "no-url, lost-qualifier"}) == [
        (3, "stale-waiver"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "told"), [("no", True), ("0", True), ("False", True), ("misread", False), ("", False)]
)
def test_a_row_that_is_set_aside_for_no(cell: str, told: bool) -> None:
    text = f"source,published,measure,figure,url,set_aside\nA,2025,killed,1,https://a.b,{cell}\n"
    found = [
        (each.check, each.cell, each.message, each.remedy)
        for each in check(parse(loaded(text))).issues
    ]
    message = f"the row is set aside, for the reason {cell!r}"
    remedy = "leave the cell empty if the row is to be used, or write why it is not"
    assert found == [("stale-waiver", "set_aside", message, remedy)] * told
