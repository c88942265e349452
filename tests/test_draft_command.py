"""`draft` on the command line: texts, pages, passages, answers, and what is no article."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reconcile.cli import reconcile
from reconcile.drafting import drafts_of
from reconcile.drafting.drafts_file import DRAFT_COLUMNS
from reconcile.errors import ReconcileError

TEXT = """Ferry sinks off the coast

At least 31 people were killed on Monday, including nine police officers, police said. \
The ministry denied that 200 had drowned.
"""
PAGE = f"""<!doctype html><html lang="en"><head><title>Ferry sinks off the coast</title>
<meta property="og:site_name" content="The Daily Example">
<meta property="article:published_time" content="2025-01-15T10:00:00Z">
<script>document.write("<p>500 people were killed.</p>")</script></head>
<body><nav>900 people were killed elsewhere</nav><article><h1>Ferry sinks off the coast</h1>
<p>{TEXT.splitlines()[2]}</p>
<p>The ferry carried passengers and cars between two islands. It had left the port in the morning,
and the weather was fine, the company that runs it said in a statement.</p></article></body></html>
"""


def drafted(*options: str, given: str | bytes = TEXT) -> Result:
    return CliRunner().invoke(reconcile, ["draft", "-", *options], input=given)


def failure(*options: str, given: str | bytes) -> str:
    result = drafted(*options, given=given)
    assert isinstance(result.exception, ReconcileError)
    return str(result.exception)


def test_a_text_becomes_rows_in_the_ledgers_columns() -> None:
    result = drafted("--format", "csv", "--published", "2025-01-15", "--via", "Radio")
    rows = list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == DRAFT_COLUMNS
    first, part, denied = rows
    assert (first["measure"], first["figure"], first["source"]) == ("killed", ">=31", "police")
    assert (first["as_of"], first["published"], first["via"]) == (
        "2025-01-13",
        "2025-01-15",
        "Radio",
    )
    assert (part["figure"], part["part_of"], part["population"]) == ("9", "0", "police officers")
    assert "deny" in denied["doubts"]
    assert {row["keep"] for row in rows} == {""}


def test_offsets_are_of_the_text_as_given() -> None:
    for row in json.loads(drafted("--format", "json").stdout):
        assert TEXT[row["start"] : row["end"]] == row["quote"]


def test_the_table_sets_off_clause_and_number() -> None:
    assert "[At least ⟨31⟩ people were killed]" in drafted().stdout


def test_a_saved_page_says_title_outlet_and_day(tmp_path: Path) -> None:
    output = tmp_path / "drafts.csv"
    result = drafted("--output", str(output), given=PAGE)
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(output.read_text(encoding="utf-8-sig"))))
    assert [row["figure"] for row in rows] == [">=31", "9", "200"]
    assert {row["via"] for row in rows} == {"The Daily Example"}
    assert {row["published"] for row in rows} == {"2025-01-15"}


def test_passages_are_lines_in_and_out() -> None:
    lines = [
        {"id": "a", "text": "Ein Erdbeben tötete 12.921 Menschen.", "lang": "de"},
        {"id": 7, "text": "Un séisme a tué 12 921 personnes.", "published": None},
        {"id": "c", "text": "Nothing happened."},
    ]
    given = "\n".join(json.dumps(line) for line in lines)
    found = [json.loads(line) for line in drafted("--jsonl", given=given).stdout.splitlines()]
    assert [one["id"] for one in found] == ["a", 7, "c"]
    assert [[row["lower"] for row in one["rows"]] for one in found] == [[12921], [12921], []]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "standard input:2: no JSON"),
        ('{"id": "a"}', "standard input:2: an id and a text are needed"),
        ('{"id": "a", "text": "x", "lang": "nl"}', "standard input:2: lang is 'nl'"),
        ("[" * 100_000, "standard input:2: no JSON"),
    ],
)
def test_a_malformed_line_is_told_with_its_number(line: str, told: str) -> None:
    given = '{"id": "a", "text": "Two men died."}\n' + line
    assert failure("--jsonl", given=given).startswith("standard input: 1 line left out")
    result = drafted("--jsonl", given=given + '\n{"id": "b", "text": "Two men died."}')
    assert told in result.stderr
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xff\xfe5 dead", "byte 0 is not UTF-8; save it as UTF-8"),
        (b"5 dead\0", "no text; give plain text, HTML or a PDF with text"),
        (b"<html><script>5 dead</script></html>", "no article found in the page"),
        (b"%PDF-1.7 broken", "the PDF cannot be read"),
        ("W zamachu w Kabulu zgin\u0119\u0142o 27 os\u00f3b".encode(), "in none of the languages"),
        (b"x" * 20_000_001, "20 MB is no article"),
    ],
)
def test_what_is_no_article_is_told(data: bytes, told: str) -> None:
    assert told in failure(given=data)


ANSWER = {"start": 27, "end": 57, "number_start": 36, "number_end": 38, "measure": "killed"}


def answered(tmp_path: Path, **row: object) -> Result:
    file = tmp_path / "answers.jsonl"
    file.write_text(json.dumps({**ANSWER, **row}), encoding="utf-8")
    return drafted("--from", str(file), "--format", "json")


def test_an_answer_passes_if_its_words_stand_in_the_text(tmp_path: Path) -> None:
    (row,) = json.loads(answered(tmp_path, figure=">=31", source="police").stdout)
    assert (row["quote"], row["lower"], row["upper"]) == (TEXT[27:57], 31, None)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"figure": "32"}, "32 is not in '31'"),
        ({"figure": "31", "quote": "31 were killed"}, "not the quote"),
        ({"figure": "31", "number_start": 2}, "the number does not lie within the quote"),
        ({"figure": "31", "end": 9000}, "end is no place in the text"),
        ({"figure": "4.000"}, "4.000"),
        ({"figure": "31", "measure": "dead"}, "killed"),
    ],
)
def test_an_answer_that_does_not_stand_is_left_out(
    tmp_path: Path, row: dict[str, object], told: str
) -> None:
    result = answered(tmp_path, **row)
    assert result.exit_code == 1
    assert told in result.stderr
    assert json.loads(result.stdout) == []


def test_a_passage_in_another_language_is_told() -> None:
    given = '{"id": 1, "text": "W zamachu w Kabulu zgin\\u0119\\u0142o 27 os\\u00f3b."}'
    result = drafted("--jsonl", given=given)
    assert json.loads(result.stdout) == {"id": 1, "rows": []}
    assert "1 passage without drafts, the first standard input:1: in none" in result.stderr


def test_cells_of_a_draft_run_nothing_in_a_spreadsheet() -> None:
    result = drafted("--format", "csv", given='"=cmd()" said: 5 people died.')
    assert ",=" not in result.stdout


def test_what_is_between_languages_is_drafted_in_the_one_asked_for() -> None:
    assert [row.figure for row in drafts_of("12,500 dead", "en")] == ["12,500"]
    assert [row.figure for row in drafts_of("12.500 Tote", "de")] == ["12,500"]
    assert drafts_of("12.500 dead", "en") == []


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentencex", None)
    assert "draft needs sentencex; install it with" in failure(given=TEXT)
