"""Every reader of the package, with good inputs to begin from."""

from __future__ import annotations

import json
import re
import tempfile
from functools import cache
from pathlib import Path

from campaigns import samples
from campaigns.file_readers import FILE_READERS
from campaigns.file_samples import HTML_WORDS
from campaigns.reader import Reader, as_bytes
from campaigns.two_ways import TWO_WAYS
from reconcile.aligning.alignment import align
from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.checks.issue_text import text as issues_text
from reconcile.drafting import drafts_of, lexicon as lexicon_files
from reconcile.drafting.answers import answers_in, checked_answers
from reconcile.drafting.drafts_file import drafts_csv
from reconcile.drafting.judged_drafts import judged_drafts
from reconcile.drafting.pages import read_page
from reconcile.drafting.passages import read_passage
from reconcile.imports import Wanted, planned, preset, preset_text, presets, read
from reconcile.imports.mapping import FormatMapping, mapping_of
from reconcile.notation.bases import parse_basis
from reconcile.notation.choices import parse_percent
from reconcile.notation.dates import parse_date
from reconcile.notation.figures import parse_figure
from reconcile.notation.measures import OUTCOMES, Measures
from reconcile.notation.numbers import missing_numbers
from reconcile.notation.quoted_words import folded, pieces, stands_in
from reconcile.storage.csv_file import table_of
from reconcile.storage.formula_guard import harmless, unguarded
from reconcile.storage.ledger import assemble
from reconcile.storage.page_text import html_text, page_text


def _figure(text: str) -> None:
    figure = parse_figure(text)
    assert parse_figure(str(figure)) == figure


def _date(text: str) -> None:
    date = parse_date(text)
    assert parse_date(date.text) == date


def _checked(name: str, text: str) -> None:
    folder = Path("ledger")
    files = {"case.csv": samples.CASE, **samples.LISTS, name: text}
    tables = {
        each: table_of(folder / each, as_bytes(content)) for each, content in sorted(files.items())
    }
    parsed = parse(assemble(folder, tables))
    checked = check(parsed)
    issues_text(checked, 80, {each: as_bytes(content) for each, content in files.items()})
    align(parsed, checked.invalid)


def _ledger_reader(name: str, good: str) -> Reader:
    return Reader(
        name, lambda text: _checked(name, text), (good,), 32, rf"ledger/{re.escape(name)}:"
    )


@cache
def _mapping(name: str) -> FormatMapping:
    return preset(name) if name else mapping_of("m", samples.RULES)


def _imported(file: str, how: str, good: str) -> Reader:
    def taken(text: str) -> object:
        return read(file, as_bytes(text), _mapping(how), {})

    name, cost = f"import of {file}{f' as {how}' * bool(how)}", 8 if how == "hxl" else 1
    return Reader(name, taken, (good,), cost, r"in\.\w+:\d+:")


IMPORTS = (
    *(_imported(name, "", good) for name, good in (
        ("in.csv", samples.GRID), ("in.tsv", samples.GRID.replace(",", "\t")),
        ("in.json", samples.ROWS), ("in.jsonl", samples.ROWS[2:-1].replace("},\n", "}\n")),
    )),
    *(_imported(name, how, good) for how, (name, good) in samples.OF_PRESETS.items()),
)  # fmt: skip


def _into_ledger(text: str) -> object:
    """Rows of an import, set against a ledger that is not there yet, with all checks."""
    mapping = _mapping("reconcile")
    found = read("in.csv", as_bytes(text), mapping, {})
    return planned(Path("no folder"), found, mapping, Wanted(kind="media"))


def _words_of(language: str) -> list[str]:
    """The words that a language's file lists."""
    path = Path(lexicon_files.__file__).parent / "languages" / f"{language}.toml"
    return sorted(set(re.findall(r"[^\W\d_]+", path.read_text(encoding="utf-8"))))


def _drafting(language: str, good: str) -> Reader:
    words = [f"{word} " for word in _words_of(language)]
    return Reader(
        f"drafts: {language}", lambda text: drafts_of(text, language),
        (good, samples.ARTICLE), 8, "", words,
    )  # fmt: skip


def _answers(text: str) -> None:
    for rows in answers_in(iter(text.splitlines()), "a").values():
        checked_answers(rows, samples.ARTICLE, "en")


def _stands(text: str) -> None:
    """A quote, and below it the page that it is looked up in."""
    quote, _, page = text.partition("\n")
    stands_in(pieces(quote), folded(page))


def _guarded(text: str) -> None:
    assert unguarded(harmless(text)) == text


def _judged(text: str) -> object:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "drafts.csv"
        path.write_bytes(as_bytes(text))
        drafts = judged_drafts(path)
    for at in range(len(drafts.rows)):
        drafts.whole(at), drafts.number_in_quote(at), drafts.state(at)
    return drafts.next()


PRESETS = [preset_text(name) for name in presets()]
DRAFTS = drafts_csv(drafts_of(samples.ARTICLE, "en")).decode()
READERS = (
    Reader("figures", _figure, samples.FIGURES, words=samples.FIGURE_WORDS),
    Reader("dates", _date, samples.DATES, words=samples.DATE_WORDS),
    Reader("measures", Measures().parse, samples.MEASURES, words=(*OUTCOMES, "+", " or ", "/")),
    Reader("bases", parse_basis, ("identified", "confirmed", "as reported")),
    Reader("percent", parse_percent, ("1", "0.5", "1/3", "100")),
    Reader("numbers in quotes", lambda text: missing_numbers((300, 12), text), samples.QUOTES,
           words=samples.FIGURE_WORDS),
    Reader("quotes on pages", _stands, [f"300 killed\n{text}" for text in samples.QUOTES]),
    Reader("formulas", _guarded, ("=1+1", "-300", "a;=1", "\t@SUM(A1)")),
    _ledger_reader("case.csv", samples.CASE),
    *(_ledger_reader(name, good) for name, good in samples.LISTS.items()),
    Reader("mappings", lambda text: mapping_of("m", text),
           (samples.MAPPING, samples.RULES, *PRESETS), 1, r"m:", samples.MAPPING_WORDS),
    *IMPORTS,
    Reader("import into a ledger", _into_ledger, (samples.OWN,), 32, r"in\.csv:\d+:"),
    *(_drafting(language, good) for language, good in samples.ARTICLES.items()),
    Reader("passages", lambda text: read_passage(text, "p:1"),
           (json.dumps({"id": 1, "text": samples.ARTICLE, "lang": "en"}),), 1, r"p:1:"),
    Reader("answers", _answers, (samples.ANSWERS,), 1, r"a:\d+:", samples.FIGURES),
    Reader("drafts to judge", _judged, (DRAFTS,), 2, ".*drafts.csv:"),
    Reader("text of a page", lambda text: html_text(as_bytes(text)), (samples.HTML,), 1, "the page",
           HTML_WORDS),
    Reader("plain page", lambda text: page_text("p.txt", as_bytes(text)), (samples.ARTICLE,), 1,
           "the page"),
    Reader("article", lambda text: read_page("a.html", as_bytes(text)), (samples.HTML,), 64,
           "a.html:", HTML_WORDS),
    *TWO_WAYS,
    *FILE_READERS,
)  # fmt: skip
