"""Pages that are kept with their rows: put there by `add`, looked at by `check`, and copied."""

from __future__ import annotations

import hashlib
import json
import time
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from examples import examples
from hypothesis import given, strategies as st
from ledgers import write_ledger

from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.checks.nearest_words import Sentences
from reconcile.checks.page_quotes import page_findings
from reconcile.cli import run
from reconcile.library.frames import check as library_check
from reconcile.storage.kept_pages import (
    MOST_BYTES,
    PAGES,
    PageError,
    Pages,
    kept_name,
    page_to_keep,
)
from reconcile.storage.ledger import load

HEAD = "source,published,place,measure,figure,quote,url,page\n"
PAGE = (
    "<title>Losses</title><p>The agency said that <b>approximately&nbsp;300</b>\nsoldiers "
    "have died.</p><p>Some 2,700 others were wounded, it said on 13 January.</p>"
)


def named(text: str | bytes, ending: str = ".html") -> str:
    data = text.encode() if isinstance(text, str) else text
    return hashlib.sha256(data).hexdigest() + ending


def kept(folder: Path, *texts: str) -> list[str]:
    """The names under which these pages are kept in a ledger."""
    (folder / PAGES).mkdir(exist_ok=True)
    for text in texts:
        (folder / PAGES / named(text)).write_text(text, encoding="utf-8", newline="")
    return [named(text) for text in texts]


def found(folder: Path, *rows: str) -> list[tuple[str, str]]:
    """What is found of rows: `measure,figure,quote` and the name of a page."""
    lines = (
        f"NIS,2025-01-{day:02},Kursk,{row.replace(';', ',https://example.org/,')}\n"
        for day, row in enumerate(rows, 1)
    )
    write_ledger(folder, HEAD + "".join(lines))
    parsed = parse(load(folder))
    findings = page_findings(parsed, Pages.of(folder), np.ones(len(parsed.ledger.rows), bool))
    problems = {issue.line for issue in check(parsed, date(2026, 1, 1), Pages.of(folder)).only(
        ["quote-not-on-page"]).issues}  # fmt: skip
    assert problems == {each.row + 2 for each in findings if each.problem}
    return [(each.found, each.nearest) for each in findings]


def test_what_is_found_of_a_row(tmp_path: Path) -> None:
    page, other = kept(tmp_path, PAGE, "<p>At least twelve civilians were killed.")
    said = "Some 2,700 others were wounded, it said on 13 January."
    assert found(
        tmp_path,
        f"killed,~300,approximately 300 soldiers;{page}",
        f"killed,~300,“approximately 300 … have died”;{page}",
        f'wounded,2700,"2,700 more were wounded, it said";{page}',
        f'wounded,2800,"2,800 others were wounded, it said";{page}',
        f"wounded,2800,everybody was quite well again;{page}",
        f"killed,12,At least twelve civilians;{page}",
        f"killed,12,;{other}",
        f"killed,13,;{other}",
        f"killed,unknown,;{other}",
        f"killed,unknown,“”;{other}",
        "killed,300,approximately 300;",
    ) == [
        ("found", ""), ("found", ""), ("only the number", said), ("not there", said),
        ("not there", ""), ("found elsewhere", other), ("only the number", ""), ("not there", ""),
        ("no quote", ""), ("no quote", ""),
    ]  # fmt: skip


def test_pages_that_cannot_be_looked_at(tmp_path: Path) -> None:
    page, altered = kept(tmp_path, PAGE, "<p>300 died")
    (tmp_path / PAGES / altered).write_text("<p>400 died")
    (tmp_path / PAGES / "by-hand.html").write_text("<p>300 died")
    (tmp_path / PAGES / "picture.png").write_bytes(b"300 died")
    (tmp_path / PAGES / "folder.html").mkdir()
    (tmp_path / "outside.html").write_text("<p>300 died")
    (tmp_path / PAGES / "link.html").symlink_to(tmp_path / "outside.html")
    (tmp_path / PAGES / "circle.html").symlink_to(tmp_path / PAGES / "circle.html")
    with (tmp_path / PAGES / "large.html").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    expected = {
        page: "found elsewhere", altered: "altered", "by-hand.html": "found",
        "picture.png": "unreadable", "folder.html": "bad name", "link.html": "bad name",
        "circle.html": "missing", "large.html": "unreadable", "nowhere.html": "missing",
        "x" * 300 + ".html": "missing", "../outside.html": "bad name", "..": "bad name",
        "/etc/passwd": "bad name", "C:\\x.html": "bad name", f"pages/{page}": "bad name",
        "a\u202eb.html": "bad name",
    }  # fmt: skip
    rows = [f"killed,300,300 died;{name}" for name in expected]
    assert [each for each, _ in found(tmp_path, *rows)] == list(expected.values())


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("../x.html", "write the name of a file in pages/, such as 3f0a….html"),
        ("pages/x.html", "write x.html alone"),
        ("pages/../x.html", "write the name of a file in pages/, such as 3f0a….html"),
    ],
)
def test_a_name_that_leads_elsewhere_is_never_opened(
    tmp_path: Path, name: str, remedy: str
) -> None:
    with pytest.raises(PageError) as error:
        Pages.of(tmp_path).read(name)
    assert (error.value.kind, error.value.remedy) == ("bad name", remedy)


def test_the_pages_are_looked_at_only_where_they_are_asked_for(tmp_path: Path) -> None:
    found(tmp_path, "killed,300,300 died;nowhere.html")
    parsed = parse(load(tmp_path))
    assert check(parsed).issues == ()
    assert library_check(tmp_path)["check"].tolist() == ["quote-not-on-page"]
    text = (tmp_path / "case.csv").read_text().replace("page,", "page,notes,waives,")
    waiving = text.replace("nowhere.html", "nowhere.html,the page is lost,quote-not-on-page")
    (tmp_path / "case.csv").write_text(waiving)
    assert check(parse(load(tmp_path))).issues == ()  # nor is the waiver called stale
    assert library_check(tmp_path).empty


def test_a_ledger_with_pages_is_read_as_before(tmp_path: Path) -> None:
    write_ledger(tmp_path, "source,published,measure,figure\nNIS,2025-01-13,killed,300\n")
    before = load(tmp_path).rows
    kept(tmp_path, PAGE)
    after = load(tmp_path).rows
    assert after.names == before.names
    assert all(after[name].tolist() == before[name].tolist() for name in before.names)


# the nearest sentence


def test_the_nearest_sentence_has_the_words_in_their_order() -> None:
    text = (
        "Officials spoke on Monday. Of the soldiers, 300 were killed in the fighting near Kursk! "
        "Killed were 300 of the soldiers.\nNobody else was hurt"
    )
    sentences = Sentences(text)
    assert sentences.nearest("300 soldiers were killed in fighting near Kursk") == (
        "Of the soldiers, 300 were killed in the fighting near Kursk!"
    )
    assert sentences.nearest("wholly other words") == ""
    assert sentences.nearest("") == ""
    assert Sentences("").nearest("300") == ""
    assert (
        Sentences("死者は300人だった。負傷者は不明。").nearest("死者300人") == "死者は300人だった。"
    )


@given(st.text("ab. \n", max_size=400), st.text("ab ", max_size=20))
@examples(50)
def test_the_nearest_sentence_is_one_of_the_text(text: str, quote: str) -> None:
    assert Sentences(text).nearest(quote) in ("", *Sentences(text).texts)


def test_a_page_of_a_million_characters_takes_seconds(tmp_path: Path) -> None:
    sentence = "At least {} soldiers were killed in the fighting near the border on Monday. "
    text = "<p>" + "".join(sentence.format(number) for number in range(1000, 14_000))
    (page,) = kept(tmp_path, text)
    rows = [
        f'killed,{number},"at most {number:,} soldiers were killed";{page}'
        for number in range(1000, 1028)
    ]
    assert len(text) > 1_000_000
    began = time.process_time()
    outcomes = found(tmp_path, *rows)  # looked at twice
    assert time.process_time() - began < 20
    assert outcomes[0] == ("only the number", sentence.format(1000).strip())


# the commands


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    folder = tmp_path / "estimates"
    folder.mkdir()
    (tmp_path / "saved.html").write_text(PAGE)
    write_ledger(folder, HEAD.replace("\n", ",population\n") + "NIS,2025-01-01,Kursk,killed,1,,,,")
    return folder


def add(ledger: Path, *words: str) -> int:
    row = [
        "--case", "case", "--source", "NIS", "--published", "2025-01-13", "--population",
        "soldiers", "--place", "Kursk", "--measure", "killed", "--figure", "~300", "--url",
        "https://example.org/",
    ]  # fmt: skip
    return run(["--ledger", str(ledger), "add", *row, *words])


def test_add_keeps_the_page_with_the_row(ledger: Path, capfd: pytest.CaptureFixture[str]) -> None:
    saved = ledger.parent / "saved.html"
    assert add(ledger, "--page", str(saved), "--quote", "approximately 300 soldiers") == 0
    assert add(ledger, "--page", str(saved), "--quote", "about 300", "--figure", "~310") == 0
    (copy,) = (ledger / PAGES).iterdir()
    assert copy.name == named(PAGE)
    assert copy.read_bytes() == PAGE.encode()
    rows = load(ledger).rows
    assert rows["page"].tolist() == ["", named(PAGE), named(PAGE)]
    told = capfd.readouterr().err
    assert told.count("[quote-not-on-page]") == 1
    assert "case.csv:4: warning: [quote-not-on-page] the quote 'about 300' does not" in told


def test_nothing_is_kept_where_nothing_is_written(ledger: Path) -> None:
    saved = str(ledger.parent / "saved.html")
    assert add(ledger, "--page", saved, "--dry-run") == 0
    assert add(ledger, "--page", saved, "--figure", "4.000") == 1
    assert not (ledger / PAGES).exists()


def test_no_other_page_is_looked_at_when_a_row_is_added(
    ledger: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = (ledger / "case.csv").read_text()
    (ledger / "case.csv").write_text(f"{text}\nNIS,2025-01-02,Kursk,killed,1,,,x.html,soldiers\n")
    assert add(ledger, "--page", str(ledger.parent / "saved.html")) == 0
    assert "x.html" not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("none.html", None, "no such file; save the page first, as HTML for instance"),
        ("empty.html", b" \n", "is empty; save the page again"),
        ("large.html", b"1" * (MOST_BYTES + 1), "is larger than 32 MB; keep a smaller copy"),
        ("page", b"300", "let it end in .html, .txt, .pdf or .warc"),
        ("page.", b"300", "let it end in .html, .txt, .pdf or .warc"),
        ("a/b.html", b"300", ""),
    ],
)
def test_a_page_that_cannot_be_kept(
    ledger: Path, capfd: pytest.CaptureFixture[str], name: str, data: bytes | None, told: str
) -> None:
    path = ledger.parent / name
    path.parent.mkdir(exist_ok=True)
    if data is not None:
        path.write_bytes(data)
    assert add(ledger, "--page", str(path)) == (2 if told else 0)
    err = capfd.readouterr().err
    assert told in err
    assert len(err.splitlines()) == bool(told)


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.HTML", ".html"), ("2025.01.13.pdf", ".pdf"), ("a.warc.gz", ".warc.gz"), ("a.gz", ".gz"),
     ("a b.c d.txt", ".txt")],
)  # fmt: skip
def test_the_ending_says_what_a_page_is(tmp_path: Path, name: str, ending: str) -> None:
    (tmp_path / name).write_bytes(b"300")
    assert page_to_keep(tmp_path / name) == (named(b"300", ending), b"300")


def test_the_table_of_pages(ledger: Path, capfd: pytest.CaptureFixture[str]) -> None:
    saved = str(ledger.parent / "saved.html")
    add(ledger, "--page", saved, "--quote", "approximately 300 soldiers")
    add(ledger, "--page", saved, "--quote", "some soldiers have died", "--figure", "~310")
    capfd.readouterr()
    page, command = named(PAGE), ["--ledger", str(ledger), "check", "--pages"]
    nearest = "The agency said that approximately 300 soldiers have died."
    assert run([*command, "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out) == [
        {"file": f"{ledger}/case.csv", "line": 3, "page": page, "found": "found", "nearest": None},
        {"file": f"{ledger}/case.csv", "line": 4, "page": page, "found": "not there",
         "nearest": nearest},
    ]  # fmt: skip
    assert run([*command, "--format", "csv"]) == 0
    assert capfd.readouterr().out.splitlines()[0] == "file,line,page,found,nearest"
    assert run(command) == 0
    out = capfd.readouterr().out
    assert out.endswith("2 rows with a page: 1 found and 1 not there\n")
    assert f"    {nearest}\n" in out
    assert run([*command, "--strict"]) == 1
    assert run([*command, "--summary"]) == 2
    assert run(["--ledger", str(ledger), "check", "--format", "grid"]) == 2
    assert capfd.readouterr().err.splitlines() == [
        "reconcile: --pages is a table of its own; leave out --only and --summary; see reconcile "
        "check --help",
        "reconcile: --format is one of text, json, github without --pages; see reconcile check "
        "--help",
    ]


def test_a_ledger_without_pages_says_so(ledger: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for style in ("text", "csv", "json", "github"):
        assert run(["--ledger", str(ledger), "check", "--pages", "--format", style]) == 0
    assert capfd.readouterr().out.startswith(
        "no row has a page\nfile,line,page,found,nearest\n[]\n"
    )


def test_a_report_has_copies_only_where_they_are_wanted(
    ledger: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    add(ledger, "--page", str(ledger.parent / "saved.html"))
    text = (ledger / "case.csv").read_text()
    (ledger / PAGES / "by hand.txt").write_text("300")
    lines = [f"NIS,2025-01-{day},Kursk,killed,300,,,{page},soldiers\n" for day, page in
             ((14, "by hand.txt"), (15, "../case.csv"), (16, "none.html"))]  # fmt: skip
    (ledger / "case.csv").write_text(text + "".join(lines))
    folder = ledger.parent / "reports"
    command = ["--ledger", str(ledger), "report", "--output", str(folder)]
    for wanted in (True, False):
        assert run([*command, *(["--with-pages"] if wanted else [])]) == 0
        html = (folder / "case" / "index.html").read_text(encoding="utf-8")
        markdown = (folder / "case" / "README.md").read_text(encoding="utf-8")
        names = [named(PAGE), named("300", ".txt")]
        for name in names:
            assert (f'<a href="pages/{name}" download>' in html) == wanted
            assert (f"[copy](pages/{name})" in markdown) == wanted
        copies = folder / "case" / PAGES
        there = sorted(path.name for path in copies.iterdir()) if copies.exists() else []
        assert there == (sorted(names) if wanted else [])
    assert ", 2 pages\n" in capfd.readouterr().out
    (folder / "case" / PAGES).mkdir()
    (folder / "case" / PAGES / "mine.txt").write_text("300")
    assert run(command) == 2
    assert (folder / "case" / PAGES / "mine.txt").exists()


def test_a_page_named_by_hand_gets_the_name_of_its_bytes() -> None:
    assert kept_name("a b.HTML", b"300") == named(b"300", ".html")
    assert kept_name("ab", b"300") == named(b"300", "")
    assert kept_name(named(b"300", ".pdf"), b"300") == named(b"300", ".pdf")
