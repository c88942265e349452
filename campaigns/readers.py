"""Every reader of the package, with good inputs to begin from."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from reconcile.aligning.alignment import align
from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.checks.issue_text import text as issues_text
from reconcile.drafting import drafts_of
from reconcile.drafting.answers import answers_in
from reconcile.drafting.pages import read_page
from reconcile.drafting.passages import read_passage
from reconcile.imports import preset, read
from reconcile.imports.mapping import FormatMapping, mapping_of
from reconcile.notation.bases import parse_basis
from reconcile.notation.choices import parse_percent
from reconcile.notation.dates import parse_date
from reconcile.notation.figures import parse_figure
from reconcile.notation.measures import Measures
from reconcile.notation.numbers import missing_numbers
from reconcile.storage.csv_file import table_of
from reconcile.storage.ledger import assemble
from reconcile.storage.page_text import html_text, page_text

ROOT = Path(__file__).parent.parent
ESTIMATES = ROOT / "estimates"


class Reader(NamedTuple):
    """What reads a text, good texts, what an input costs, and how a refusal begins."""

    name: str
    read: Callable[[str], object]
    good: Sequence[str]
    cost: int = 1
    place: str = ""

    def placed(self, message: str) -> bool:
        """Whether a refusal says where."""
        return re.match(self.place, message) is not None


FIGURES = (
    "300", "~2,700", ">3,000", ">=3,000", "<500", "10,000–12,000+", "~10,000–12,000",
    "1,200 (900–1,500)", "1.2 million", "600,000–1M", "2,000 (est.)", "unknown", "withdrawn",
    "4.000", "12-Oct", "dozens", "between 300 and 400", "about 2 thousand or more", "nearly 300",
)  # fmt: skip
DATES = ("2025-01-13", "2025-01", "2025", "2025-01-13/2025-01-20", "2025-01~", "2025?", "1900-02")
MEASURES = ("killed", "killed+wounded", "casualties", "deployed", "deaths", "killed + missing")
QUOTES = (
    "three hundred and twelve dead, 2,700 wounded", "trecento morti e 1.200 feriti",
    "近三万人死亡, 12万", "от 300 до 400 тысяч погибших", "عدد القتلى ٣٠٠ شخص",
    "two dozen; no casualties; 1.2 million",
)  # fmt: skip
CASE = (ESTIMATES / "north-korean-troops.csv").read_text(encoding="utf-8")
LISTS = {
    "sources.csv": "source,name,kind,derives_from,side\nNIS,N,intelligence,,\n"
    "CNA,C,media,NIS,Kyiv\n",
    "measures.csv": "measure,label,includes,may_include,within,may_fall\nlost,l,killed+missing,,,\n"
    "maimed,m,,wounded,deployed,\nhurt,h,wounded;x,,lost,yes\nx,x,,,,\n",
    "cases.csv": "case,title,began,ended,settled\ncase,T,2024,2025-03,2026\n",
    "parts.csv": "of,whole,breakdown,part,complete\nplace,Russia,by,\"Kursk, Russia\",yes\n"
    "place,Russia,by,rest,yes\npopulation,people,sex,men,\npopulation,people,sex,women,\n",
}  # fmt: skip
MAPPING = (ROOT / "docs" / "importing" / "daily.toml").read_text(encoding="utf-8")
RULES = """
title = "one count a row"
case = "town"
[input]
keep = true
[dates]
formats = ["%d.%m.%Y", "%B %Y", "excel", "days since 2014-07-01"]
[numbers]
thousands = ","
absent = ["-"]
[constants]
people = "civilians"
[[skip]]
when = { text = "{source}", matches = "not .*" }
why = "no source"
[[rows]]
source = [{ text = "{source}", pattern = '([^(]+?)( \\(.*\\))?', give = '\\1' }, "A"]
via = { text = "{source}", pattern = '.* \\((.+)\\)', give = '\\g<1>' }
as_of = "{date}"
population = "{people}"
place = { text = "Town, {x.y?}", replace = { "," = ", " } }
measure = "killed"
low = "{low?}"
best = "{best}"
high = "{high?}"
"""
ROWS = """[{"source": "A (B)", "date": "2024-03-01", "best": 12, "x": {"y": [1, "z"]}},
 {"source": "C", "date": "13.03.2024", "best": "1,200", "low": 900, "high": 1500.0}]"""
GRID = """source,date,best,low,high
Police (Reuters),2024-03-01,12,,
"Police, 2",13.03.2024,"1,200",900,1500
C,45352,1e3,-,
"""
TAGGED = "Who,When,Dead\n#meta+source,#date,#affected+killed\nA,2024-03-01,12\nB,2024-03-02,13\n"
ECONOMIST = (ROOT / "tests" / "data" / "economist-ukraine-estimates.csv").read_text("utf-8")
ARTICLE = (
    "SEOUL, 13 January 2025 (Reuters) - About 300 North Korean soldiers were killed and 2,700 "
    "wounded in Kursk, including 20 women, the National Intelligence Service said on Monday. At "
    "least 12 of them, among them two officers, were captured. Kyiv put the toll at up to 4,000 "
    "dead or wounded.\n"
)  # fmt: skip
ARTICLES = (
    ARTICLE,
    "Mindestens 300 Soldaten wurden getötet und 2.700 verletzt, sagte der Sprecher.\n",
    "Погибли 300 человек, ещё не менее 27 ранены, сообщило министерство.\n",
)
HTML = (
    '<html><head><meta charset="utf-8"><title>x</title></head><body>'
    f"<p>{ARTICLE}</p><table><tr><td>3</table>"
)


def _figure(text: str) -> None:
    figure = parse_figure(text)
    assert parse_figure(str(figure)) == figure


def _date(text: str) -> None:
    date = parse_date(text)
    assert parse_date(date.text) == date


def _checked(name: str, text: str) -> None:
    folder = Path("ledger")
    files = {"case.csv": CASE[:3000], **LISTS, name: text}
    tables = {
        each: table_of(folder / each, content.encode("utf-8", "surrogatepass"))
        for each, content in sorted(files.items())
    }
    parsed = parse(assemble(folder, tables))
    checked = check(parsed)
    issues_text(checked, 80, {each: content.encode() for each, content in files.items()})
    align(parsed, checked.invalid)


def _ledger_reader(name: str, good: str) -> Reader:
    return Reader(
        name, lambda text: _checked(name, text), (good,), 40, rf"ledger/{re.escape(name)}:"
    )


@cache
def _mapping(name: str) -> FormatMapping:
    return preset(name) if name else mapping_of("m", RULES)


def _imported(file: str, how: str, good: str) -> Reader:
    def taken(text: str) -> object:
        return read(file, text.encode(), _mapping(how), {})

    return Reader(f"import of {file}{f' as {how}' * bool(how)}", taken, (good,), 4, r"in\.\w+:\d+:")


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<dimension ref="A1:C2"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>source</t></is>'
    '</c><c r="B1" t="inlineStr"><is><t>date</t></is></c><c r="C1" t="inlineStr"><is><t>best</t>'
    '</is></c></row><row r="2"><c r="A2" t="inlineStr"><is><r><t>A</t></r></is></c><c r="B2" s="0">'
    '<v>45352</v></c><c r="C2"><v>12</v></c></row><row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" '
    't="d"><v>2024-03-01</v></c><c r="C3"><f>1+1</f></c></row></sheetData></worksheet>'
)  # fmt: skip


@cache
def _parts() -> dict[str, bytes]:
    import openpyxl

    book, data = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["A", 1])
    book.save(data)
    with zipfile.ZipFile(data) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def _workbook(text: str) -> object:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for name, content in _parts().items():
            made.writestr(name, text.encode() if name.endswith("sheet1.xml") else content)
    return read("in.xlsx", data.getvalue(), _mapping(""), {})


IMPORTS = (
    _imported("in.csv", "", GRID), _imported("in.tsv", "", GRID.replace(",", "\t")),
    _imported("in.json", "", ROWS), _imported("in.csv", "hxl", TAGGED),
    _imported("in.csv", "economist", ECONOMIST[:1500]),
)  # fmt: skip
READERS = (
    Reader("figures", _figure, FIGURES),
    Reader("dates", _date, DATES),
    Reader("measures", Measures().parse, MEASURES),
    Reader("bases", parse_basis, ("identified", "confirmed", "as reported")),
    Reader("percent", parse_percent, ("1", "0.5", "1/3", "100")),
    Reader("numbers in quotes", lambda text: missing_numbers((300, 12), text), QUOTES, 2),
    _ledger_reader("case.csv", CASE[:3000]),
    *(_ledger_reader(name, good) for name, good in LISTS.items()),
    Reader("mappings", lambda text: mapping_of("m", text), (MAPPING, RULES), 4, r"m:"),
    *IMPORTS,
    Reader("import of a workbook", _workbook, (SHEET,), 20, r"in\.xlsx:\d+:"),
    Reader("drafts in English", lambda text: drafts_of(text, "en"), ARTICLES, 20),
    Reader("drafts in German", lambda text: drafts_of(text, "de"), ARTICLES, 20),
    Reader("drafts in Russian", lambda text: drafts_of(text, "ru"), ARTICLES, 20),
    Reader("passages", lambda text: read_passage(text, "p:1"),
           (json.dumps({"id": 1, "text": ARTICLE, "lang": "en"}),), 1, r"p:1:"),
    Reader("answers", lambda text: answers_in(iter(text.splitlines()), "a"),
           (json.dumps({"id": "1", "rows": [{"figure": "3", "quote": "3 dead"}]}),), 1, r"a:\d+:"),
    Reader("text of a page", lambda text: html_text(text.encode()), (HTML,), 2),
    Reader("plain page", lambda text: page_text("p.txt", text.encode()), (ARTICLE,), 2, "the page"),
    Reader("article", lambda text: read_page("a.html", text.encode()), (HTML,), 40, "a.html:"),
)  # fmt: skip
