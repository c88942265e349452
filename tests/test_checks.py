"""What every check finds and what it leaves alone; the ledgers stand inside the tests."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from examples import examples
from hypothesis import HealthCheck, given, strategies as st
from ledgers import loaded

from reconcile.aligning.relays import statements
from reconcile.aligning.typed_cells import Parsed, parse
from reconcile.checks import (
    CHECKS,
    ERROR,
    Check,
    Checked,
    Problem,
    check,
    errors_alone,
    issue_text as show,
    running_totals,
)
from reconcile.checks.blame import fewest
from reconcile.checks.similar_names import UsedName, _pairs
from reconcile.checks.view import View
from reconcile.errors import LedgerError
from reconcile.notation.measures import Measures, wider
from reconcile.storage.csv_file import csv_text
from reconcile.storage.kept_pages import Pages
from reconcile.storage.ledger import load
from reconcile.storage.ledger_files import COLUMNS, NEEDED

TODAY = date(2026, 11, 24)
SOURCES = "source,kind\nNIS,intelligence\nZelenskyy,government\nHUR,intelligence\n"
ROW = {
    "source": "NIS", "published": "2025-01-13", "population": "North Korean troops",
    "place": "Kursk, Russia", "measure": "killed", "figure": "300", "url": "https://unn.ua/en",
}  # fmt: skip


def ledger_of(tmp_path: Path, text: str, **others: str) -> Parsed:
    """The ledger of one case `case.csv`, a `sources.csv` and any `others`, empty for none."""
    files = {"case": text, "sources": SOURCES} | others
    for name, words in files.items():
        if words:
            (tmp_path / f"{name}.csv").write_bytes(words.encode())
    return parse(load(tmp_path))


def case(*rows: dict[str, str]) -> str:
    """The text of a case with all columns; each row is `ROW` but for the cells named."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(ROW | row for row in rows)
    return text.getvalue()


def issues(tmp_path: Path, text: str, **others: str) -> list[tuple[int, str, str]]:
    """Line, check and cell of every issue of a ledger."""
    checked = check(ledger_of(tmp_path, text, **others), TODAY)
    return [(issue.line, issue.check, issue.cell) for issue in checked.issues]


def test_the_registry_has_every_check_once_with_its_meaning_and_remedy() -> None:
    names = [each.name for each in CHECKS]
    assert len(set(names)) == len(names)
    assert {each.severity for each in CHECKS} == {"error", "warning"}
    assert all(each.meaning and each.remedy for each in CHECKS)
    assert not any("Remedy:" in each.meaning + each.remedy for each in CHECKS)


def test_the_ledger_that_is_shipped_has_no_issues() -> None:
    shipped = Path(__file__).parents[1] / "estimates"
    checked = check(parse(load(shipped)), TODAY)
    assert checked.issues == ()
    assert len(checked.ledger.rows) >= 38
    assert not checked.invalid.any()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, []),
        ({"figure": "4.000"}, [("bad-figure", "figure")]),
        ({"figure": "12-Oct"}, [("bad-figure", "figure")]),
        ({"figure": "withdrawn"}, []),
        ({"published": "13/01/2025"}, [("bad-date", "published")]),
        ({"since": "x", "as_of": "y"}, [("bad-date", "since"), ("bad-date", "as_of")]),
        ({"published": "2025-01-15~"}, []),
        ({"source": "Nis"}, [("unknown-source", "source")]),
        ({"measure": "dead"}, [("unknown-measure", "measure")]),
        ({"measure": "wounded+killed"}, []),
        ({"figure": "", "measure": ""},
         [("missing-value", "measure"), ("missing-value", "figure")]),
        ({"population": " "}, [("missing-value", "population")]),
        ({"source": ""}, [("missing-value", "source")]),
        ({"place": "", "published": "", "via": ""}, []),
        ({"since": "2025-01-14"}, [("dates-out-of-order", "since")]),
        ({"since": "2025-01-12", "as_of": "2025-01-11"}, [("dates-out-of-order", "since")]),
        ({"as_of": "2025-01-14"}, [("dates-out-of-order", "as_of")]),
        ({"as_of": "2025-01-14", "published": ""}, []),
        ({"as_of": "2025-01", "published": "2025-01-13"}, []),
        ({"since": "2025-01-12", "as_of": "20250111"}, [("bad-date", "as_of")]),
        ({"quote": "about 3,000"}, [("not-in-quote", "figure")]),
        ({"quote": "four hundred"}, [("not-in-quote", "figure")]),
        ({"quote": "300 deaths in 2025"}, []),
        ({"quote": "no number", "figure": "unknown"}, []),
        ({"quote": "1 000 à 3 000", "figure": "1,000–3,000"}, []),
        ({"quote": "1 000", "figure": "1,000–3,000"}, [("not-in-quote", "figure")]),
        ({"quote": "no number", "figure": "4.000"}, [("bad-figure", "figure")]),
        ({"url": ""}, [("no-url", "url")]),
        ({"url": "www.unn.ua/en"}, [("bad-url", "url")]),
        ({"url": "ftp://unn.ua/en"}, [("bad-url", "url")]),
        ({"url": "javascript:alert(1)"}, [("bad-url", "url")]),
        ({"url": "https:///en"}, [("bad-url", "url")]),
        ({"url": "https://"}, [("bad-url", "url")]),
        ({"url": "https://unn.ua/a b"}, [("bad-url", "url")]),
        ({"url": "https://unn.ua/a\u00a0b"}, [("bad-url", "url")]),
        ({"url": "HTTP://unn.ua:8080/en?a=b,c#d"}, []),
        ({"url": "https://uk.wikipedia.org/wiki/Курськ"}, []),
        ({"via": "Yon\x07hap"}, [("control-character", "via")]),
        ({"via": "Yonhap\n(Seoul)"}, [("control-character", "via")]),
        ({"population": "North\tKorean troops"}, [("control-character", "population")]),
        ({"quote": "300\nand\tmore\r\n", "notes": "a\nb"}, []),
        ({"quote": "300 \x85 more"}, [("control-character", "quote")]),
        ({"notes": "a\u202eb"}, [("control-character", "notes")]),
        ({"notes": "a\u2066b"}, [("control-character", "notes")]),
        ({"notes": "a\u200eb"}, [("control-character", "notes")]),
        ({"quote": "300 \u200fb"}, [("control-character", "quote")]),
        ({"via": "a\u061cb"}, [("control-character", "via")]),
        ({"notes": "a\ufeffb"}, [("control-character", "notes")]),
        ({"notes": "a\ufffdb"}, [("control-character", "notes")]),
        ({"notes": "a\x7fb"}, [("control-character", "notes")]),
        ({"notes": "한국 «цитата» 👤\u200d👤 é"}, []),
        ({"published": "2052-01-13"}, [("future-date", "published")]),
        ({"published": "2052-01-13", "as_of": "x"},
         [("bad-date", "as_of"), ("future-date", "published")]),
        ({"published": "2026-11-24"}, []),
        ({"published": "2026"}, []),
        ({"set_aside": "a misreport", "url": "", "figure": "4.000"},
         [("bad-figure", "figure"), ("no-url", "url")]),
    ],
)  # fmt: skip
def test_one_row(tmp_path: Path, cells: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert issues(tmp_path, case(cells)) == [(2, *each) for each in expected]


def test_today_is_only_looked_at_if_it_is_given(tmp_path: Path) -> None:
    parsed = ledger_of(tmp_path, case({"published": "2052-01-13"}))
    assert check(parsed).issues == ()


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("source,population,measure,figure,url", []),
        ("﻿figure,measure,population,source,url,anything", []),
        ("source,population,measure,figure,url,,", []),
        ("Sourc,population,measure,figure,url", [(1, "bad-header", "Sourc")]),
        ("Sourc,population,measure,figure,url,Surce", [(1, "bad-header", "Sourc")]),
        ("source,population,measure,figure,url,as of", [(1, "bad-header", "as of")]),
        ("source,population,measure,figure,url,Published", [(1, "bad-header", "Published")]),
        ("source,population,measure,figure,url,publisher,note", []),
        ("source,population,measure,url,urls,figure", []),
        ("source,population,measure,figure,url,qoute", [(1, "bad-header", "qoute")]),
        ("source,population,measure,figure,url,bases", [(1, "bad-header", "bases")]),
        ("source,population,measure,figure,url,basis,bases", []),
        ("source,population,measure,figure,url,quote2,quote_en,pages", []),
        ("population,measure,figure,url", [(1, "bad-header", "")]),
        ("source,population,measure,figure,url,source", [(1, "bad-header", "source")]),
        ("source;population;measure;figure;url",
         [(1, "bad-header", "source;population;measure;figure;url")]),
        ("source\tpopulation\tmeasure\tfigure\turl",
         [(1, "bad-header", "source\tpopulation\tmeasure\tfigure\turl")]),
        ("sep=,\nsource,population,measure,figure,url", [(1, "bad-header", "sep=")]),
    ],
)  # fmt: skip
def test_header(tmp_path: Path, header: str, expected: list[tuple[int, str, str]]) -> None:
    width = header.count(",") + 1 if "\n" not in header else 5
    names = header.lstrip("\ufeff").split(",")
    cells = [ROW.get(name, "") for name in names]
    text = f"{header}\n{','.join(cells[:width])}\n"
    assert issues(tmp_path, text) == expected
    checked = check(parse(load(tmp_path)), TODAY)
    assert checked.invalid.all() == bool(expected)


def test_cells_below_no_name_an_empty_file_and_a_header_below_blank_lines(tmp_path: Path) -> None:
    nameless = "\n\nsource,population,measure,figure,url,\nNIS,x,killed,3,https://a.b,left over\n"
    assert issues(tmp_path, nameless) == [(3, "bad-header", "")]
    assert issues(tmp_path, "", empty="\n\n", case=case({})) == [(1, "bad-header", "")]


def test_a_bad_header_is_said_once_and_not_again_in_every_row(tmp_path: Path) -> None:
    text = "source,population,measure\n,,\nNobody,,dead\nNIS,x,killed,3\n"
    checked = check(ledger_of(tmp_path, text, other=case({})), TODAY)
    assert [(issue.file, issue.check) for issue in checked.issues] == [("case.csv", "bad-header")]
    assert checked.invalid.tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("row", "cell", "remedy"),
    [
        ("NIS,troops,killed,3,000,https://a.b", "figure", '"3,000"'),
        ("NIS,troops,killed,>=10,000+,https://a.b", "figure", '">=10,000+"'),
        ("NIS,officers, troops,killed,3,https://a.b", "population", '"officers, troops"'),
        ("NIS,troops,killed,3,https://a.b,more", "", "double quotes"),
        ("NIS,troops,killed,3", "", "a comma for every empty cell"),
        ("NIS", "", "a comma for every empty cell"),
    ],
)
def test_a_row_of_another_width(tmp_path: Path, row: str, cell: str, remedy: str) -> None:
    text = f"source,population,measure,figure,url\n{row}\nNIS,troops,killed,3,https://a.b,,\n"
    checked = check(ledger_of(tmp_path, text), TODAY)
    assert [(each.line, each.check, each.cell) for each in checked.issues] == [(2, "bad-row", cell)]
    assert remedy in checked.issues[0].remedy
    assert checked.invalid.tolist() == [True, False]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ("source,kind\nNIS,intelligence\n", []),
        ("source,kind,derives_from\nNIS,media,HUR\nHUR,military,\n", []),
        ("source,kind\nNIS,spies\n", [(2, "bad-row", "kind")]),
        ("source,kind\nNIS,\n", [(2, "missing-value", "kind")]),
        ("source,kind\nNIS,media\n\n,media\n", [(4, "missing-value", "source")]),
        ("source,kind\nNIS,media\nNIS,military\n", [(3, "duplicate-row", "source")]),
        ("source,kind\nNIS,media,x\nNIS,media\n", [(2, "bad-row", "")]),
        ("source,kind,derives_from\nNIS,media,XYZ\n", [(2, "unknown-source", "derives_from")]),
        ("source,kind,derives_from\nNIS,media,NIS\n", [(2, "bad-row", "derives_from")]),
        ("source,kind,derives_from\nNIS,media,A\nA,media,B\nB,media,A\n",
         [(3, "bad-row", "derives_from"), (4, "bad-row", "derives_from")]),
        ("source,kind,url\nNIS,media,nis.go.kr\n", [(2, "bad-url", "url")]),
        ('source,kind,notes\nNIS,media,"a\nb"\n"H\nUR",media,\n',
         [(4, "control-character", "source")]),
        ("name,kind\nNIS,media\n", [(1, "bad-header", "")]),
        ("source,kind,Name\nNIS,media,x\n", [(1, "bad-header", "Name")]),
    ],
)  # fmt: skip
def test_sources(tmp_path: Path, sources: str, expected: list[tuple[int, str, str]]) -> None:
    checked = check(ledger_of(tmp_path, case({}), sources=sources), TODAY)
    assert [(each.line, each.check, each.cell) for each in checked.issues] == expected
    assert {each.file for each in checked.issues} <= {"sources.csv"}
    assert not checked.invalid.any()


def test_an_unlisted_source_is_told_apart_from_a_misspelt_one(tmp_path: Path) -> None:
    text = case({"source": "Zelensky"}, {"source": "Ministry, of Defence"})
    remedies = [each.remedy for each in check(ledger_of(tmp_path, text)).issues]
    assert remedies == [
        "did you mean Zelenskyy? if not, list it, or all with reconcile sources --add-missing",
        "list it, or all with reconcile sources --add-missing",
    ]
    (tmp_path / "sources.csv").unlink()
    messages = [each.message for each in check(parse(load(tmp_path))).issues]
    assert messages[0] == "'Zelensky' is not listed: there is no sources.csv"


def test_columns_that_are_not_read_may_hold_line_breaks_but_no_controls(tmp_path: Path) -> None:
    text = "source,population,measure,figure,url,remark\nNIS,x,killed,3,https://a.b,"
    assert issues(tmp_path, text + '"a\n\tb"\n') == []
    assert issues(tmp_path, text + "a\u202eb\n") == [(2, "control-character", "remark")]


def test_measures_csv_is_looked_at_too(tmp_path: Path) -> None:
    measures = "measure,label,includ,extra\nmutilated,,,a\u202eb\n"
    expected = [(1, "bad-header", "includ")]
    assert issues(tmp_path, case({}), measures=measures) == expected
    measures = measures.replace("includ", "includes") + "poisoned,x\n"
    expected = [(2, "control-character", "extra"), (3, "bad-row", "")]
    assert issues(tmp_path, case({"measure": "mutilated"}), measures=measures) == expected


T, R = "North Korean troops", "Russia"
LATER = {"published": "2025-04-30"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # duplicate-row: same in all that matters, as it is read and not as it is written
        ([{}, {}], [(3, "duplicate-row")]),
        ([{}, {"figure": " 300", "quote": "300", "url": "https://a.b", "notes": "x"}],
         [(3, "duplicate-row")]),
        ([{"measure": "killed+wounded"}, {"measure": "wounded + killed", "as_of": "2025-01-13"}],
         [(3, "duplicate-row")]),
        ([{}, {}, {}], [(3, "duplicate-row"), (4, "duplicate-row")]),
        ([{}, {"via": "CNA"}], []),
        ([{"figure": "300"}, {"figure": "300–400"}], []),
        ([{"set_aside": "x"}, {}, {"set_aside": "x"}], []),
        ([{"figure": "4.000"}, {"figure": "4.000"}], [(2, "bad-figure"), (3, "bad-figure")]),
        ([{"figure": "4.000"}, {}, {}], [(2, "bad-figure"), (4, "duplicate-row")]),
        # total-falls
        ([{"figure": "400"}, {"figure": "300", **LATER}], [(3, "total-falls")]),
        ([{"figure": "300", **LATER}, {"figure": "400"}], [(2, "total-falls")]),
        ([{"figure": "300–400"}, {"figure": "300", **LATER}], []),
        ([{"figure": ">300"}, {"figure": "300", **LATER}], [(3, "total-falls")]),
        ([{"figure": "400"}, {"figure": "300", **LATER, "source": "HUR"}], []),
        ([{"figure": "400"}, {"figure": "300", **LATER, "place": R}], []),
        ([{"figure": "400"}, {"figure": "300", **LATER, "since": "2025-01"}], []),
        ([{"figure": "400"}, {"figure": "300", **LATER, "set_aside": "x"}], []),
        ([{"figure": "400"}, {"figure": "unknown", **LATER}], []),
        ([{"figure": "400"}, {"figure": "withdrawn", **LATER},
          {"figure": "300", "published": "2025-05"}], []),
        ([{"figure": "400"}, {"figure": "350", "published": "2025-01-20", "as_of": "2025-01-13"},
          {"figure": "360", **LATER}], []),
        ([{"figure": "400", "as_of": "2025-01"}, {"figure": "300", "as_of": "2025-01-13"}], []),
        ([{"figure": "400", "published": ""}, {"figure": "300", **LATER}], []),
        ([{"figure": "400", "as_of": "2025-01-01"},
          {"figure": "300", "as_of": "2025-01-01/2025-01-02"}], []),
        ([{"figure": "400"}, {"figure": "500", "published": "2025-02"},
          {"figure": "450", **LATER}], [(4, "total-falls")]),
        ([{"figure": "400"}, {"figure": ">=100", "published": "2025-02"},
          {"figure": "300", **LATER}], [(4, "total-falls")]),
        # relays-disagree and lost-qualifier
        ([{"via": "CNA"}, {"via": "UPI", "figure": "400"}, {"via": "AFP", "figure": "200"},
          {"via": "DPA"}], [(3, "relays-disagree"), (4, "relays-disagree")]),
        ([{"via": "UPI", "figure": "withdrawn"}, {"via": "DPA", "figure": "100–150"},
          {"via": "CNA", "figure": "100–400"}, {"via": "AFP", "figure": "300–400"}],
         [(5, "relays-disagree")]),
        ([{"via": "CNA"}, {"via": "UPI", "figure": "400"}], [(3, "relays-disagree")]),
        ([{"via": "CNA", "figure": "100–400"}, {"via": "UPI", "figure": "100–150"},
          {"via": "AFP", "figure": "300–400"}], [(4, "relays-disagree")]),
        ([{"via": "CNA"}, {"via": "UPI", "figure": "withdrawn"}], []),
        ([{"via": "CNA"}, {"via": "UPI", "figure": "~300"}, {"via": "AFP"}],
         [(3, "lost-qualifier")]),
        ([{"via": "CNA", "figure": "unknown"}, {"via": "UPI", "figure": "~300"},
          {"via": "AFP", "figure": ">=300"}], [(4, "lost-qualifier")]),
        ([{"via": "CNA", "figure": "<=300"}, {"via": "UPI", "figure": ">=300", **LATER}], []),
        # total-taken-for-part
        ([{"via": "CNA", "measure": "killed+wounded"}, {"via": "UPI", "measure": "wounded"}],
         [(3, "total-taken-for-part")]),
        ([{"via": "CNA"}, {"via": "UPI", "measure": "casualties"}], [(2, "total-taken-for-part")]),
        ([{"via": "CNA", "measure": "killed+wounded"}, {"via": "CNA"}, {"via": "UPI"}], []),
        ([{"via": "CNA"}, {"via": "UPI", "measure": "deployed"}], []),
        ([{"via": "CNA", "figure": "0"},
          {"via": "UPI", "measure": "casualties", "figure": "0"}], []),
        ([{"via": "CNA"}, {"via": "UPI", "measure": "casualties", "place": R}], []),
        ([{"via": "CNA"}, {"via": "UPI", "measure": "casualties", "source": "HUR"}], []),
        ([{"via": "CNA"}, {"via": "UPI", "measure": "wounded"}], []),
    ],
)  # fmt: skip
def test_rows_beside_each_other(
    tmp_path: Path, rows: list[dict[str, str]], expected: list[tuple[int, str]]
) -> None:
    assert [each[:2] for each in issues(tmp_path, case(*rows))] == expected


def part(measure: str, figure: str, **cells: str) -> dict[str, str]:
    return {"measure": measure, "figure": figure, **cells}


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([part("killed+wounded", "300"), part("killed", "400")], [3]),
        ([part("killed+wounded", "300"), part("killed", "300")], []),
        ([part("killed+wounded", "~300"), part("killed", "320")], []),
        ([part("killed+wounded", "300"), part("killed", "unknown")], []),
        ([part("killed+wounded", "300"), part("killed", "400", via="CNA")], [3]),
        ([part("killed+wounded", "300"), part("killed", "400", **LATER)], []),
        ([part("killed+wounded", "300"), part("killed", "400", source="HUR")], []),
        ([part("killed+wounded", "300"), part("killed", "400", as_of="2025-01-12")], []),
        ([part("casualties", "300"), part("wounded", "400"), part("missing", "400")], [3]),
        ([part("killed+wounded+missing+captured", "300"), part("casualties", "400")], [3]),
        ([part("deployed", "300"), part("captured", "400"), part("wounded", "400")], [3]),
        ([part("deployed", "300", since="2025"), part("captured", "400", since="2025")], []),
        ([part("killed+wounded", "3", since="2025"), part("killed", "4", since="2025")], [3]),
        ([part("killed", "400"), part("killed", "300", place=R)], [2]),
        ([part("killed", "400", place=R), part("killed", "300")], []),
        ([part("killed", "400", place="Russia,"), part("killed", "300", place="")], []),
        ([part("killed", "400", population=f"officers, {T}"), part("killed", "300")], [2]),
        ([part("killed", "400", population=f"officers, {T}"),
          part("casualties", "300", place=R)], [2]),
        # sums: the parts are more than the whole, or less though they are all of it
        ([part("killed+wounded", "4,000"), part("killed", "300"), part("wounded", "2,700")], [2]),
        ([part("killed+wounded", "3,000"), part("killed", "300"), part("wounded", "2,700")], []),
        ([part("killed+wounded", "2,000"), part("killed", "300"), part("wounded", "1,900")], [2]),
        ([part("killed+wounded+missing", "9"), part("killed", "5"), part("wounded", "3")], []),
        ([part("killed+wounded+missing", "7"), part("killed", "5"), part("wounded", "3")], [2]),
        ([part("killed+wounded", ">=3,000"), part("killed", "300"), part("wounded", "~2,700")], []),
        ([part("casualties", "3,500"), part("killed", "300"), part("wounded", "2,700")], []),
        ([part("casualties", "2,800"), part("killed", "300"), part("wounded", "2,700")], [2]),
        ([part("deployed", "9"), part("killed", "5"), part("missing", "5")], [2]),
        ([part("deployed", "9"), part("killed", "5"), part("wounded", "5")], []),
        ([part("deployed", "9", since="2025"), part("killed", "5", since="2025"),
          part("missing", "5", since="2025")], []),
        ([part("killed+wounded", "300"), part("killed", "400"), part("wounded", "1")], [3]),
    ],
)  # fmt: skip
def test_a_part_is_no_more_than_the_whole(
    tmp_path: Path, rows: list[dict[str, str]], lines: list[int]
) -> None:
    expected = [(line, "part-exceeds-whole", "figure") for line in lines]
    assert issues(tmp_path, case(*rows)) == expected


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Yonhap", "YONHAP", True),
        ("Yonhap", "Yonhapp", True),
        ("Yonhap", "Yonhip", True),
        ("Yonhap", "Yonhpa", True),
        ("Yonhap", "Ynohpa", False),
        ("Kyiv Independent", "Kyiv-Independent", True),
        ("El País", "El Pais", True),
        ("Курськ", "курскь", True),
        ("Донецьк", "Донецк", True),
        ("Iran", "Iraq", False),
        ("IRAN", "Iran", True),
        ("Gambia", "Zambia", True),
        ("Source A", "Source B", False),
        ("Source A", "Source", False),
        ("Corps I", "Corps II", False),
        ("Corps II", "Corps III", False),
        ("Corps III", "Corps XIII", False),
        ("Corps Fox", "Corps Fix", True),
        ("Brigade 155", "Brigade 156", False),
        ("Brigade 155", "Brigade 15", False),
        ("Brigade 155", "brigade155", True),
        ("हिन्दी", "हन्दी", False),
        ("한국일보", "한국 일보", True),
        ("CNA", "UPI", False),
    ],
)
def test_names_that_look_alike(tmp_path: Path, one: str, other: str, alike: bool) -> None:
    for column in ("via", "place", "population"):
        rows = [{column: one}, {column: other, **LATER}]
        assert issues(tmp_path, case(*rows)) == [(3, "look-alike", column)] * alike


def test_names_are_compared_part_by_part_and_once_each(tmp_path: Path) -> None:
    rows = [
        {"place": "Kursk, Russia"}, {"place": "kursk, Russia", **LATER}, {"place": "Russia,Kursk"},
        {"place": "Kursk,Russia"}, {"place": "kursk, Russia", "published": "2025-06"},
        {"place": "Russja", "set_aside": "x"}, {"via": "Zelensky"}, {"source": "Zelenskyy"},
    ]  # fmt: skip
    found = [each for each in issues(tmp_path, case(*rows)) if each[1] == "look-alike"]
    assert found == [
        (3, "look-alike", "place"), (4, "look-alike", "place"), (5, "look-alike", "place"),
        (9, "look-alike", "source"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Health  Ministry", "Health Ministry", ("Health␣␣Ministry", "Health␣Ministry")),
        ("Health\u00a0Ministry", "Health Ministry", ("Health<U+00A0>Ministry", "Health␣Ministry")),
        ("Cafe\u0301 Libre", "Café Libre", ("Cafe<U+0301>␣Libre", "Café␣Libre")),
        ("x" * 70 + "y", "x" * 70, ("x" * 70 + "y", "x" * 70)),
    ],
)
def test_names_that_would_be_told_alike_are_spelt(
    tmp_path: Path, one: str, other: str, told: tuple[str, str]
) -> None:
    text = case({"via": other}, {"via": one, **LATER})
    found = [
        each.message
        for each in check(ledger_of(tmp_path, text), TODAY).issues
        if each.check == "look-alike"
    ]
    assert found == [f"{told[0]!r} looks like {told[1]!r} (case.csv:2)"]


def test_a_comma_too_many_makes_another_name(tmp_path: Path) -> None:
    rows = [{"place": "Kursk, Russia"}, {"place": "Kursk, Russia,", **LATER}]
    assert issues(tmp_path, case(*rows)) == [(3, "look-alike", "place")]


def test_the_later_of_two_names_is_the_one_that_is_used_later(tmp_path: Path) -> None:
    rows = [{"via": "Zelenskyy"}, {"via": "Zelensky"}, {"source": "Zelenskyy"}]
    found = [each for each in issues(tmp_path, case(*rows)) if each[1] == "look-alike"]
    assert found == [(3, "look-alike", "via")]


def test_invalid_rows_have_no_part_in_comparisons(tmp_path: Path) -> None:
    rows = [
        {"figure": "400", "via": "\x07"},
        {"figure": "300", **LATER},
        {"via": "yonhap", "figure": "3.000"},
    ]
    checked = check(ledger_of(tmp_path, case(*rows)), TODAY)
    assert [(each.line, each.check) for each in checked.issues] == [
        (2, "control-character"), (4, "bad-figure"),
    ]  # fmt: skip
    assert checked.invalid.tolist() == [True, False, True]
    assert (checked.errors, checked.warnings, checked.left_out) == (2, 0, 2)
    assert checked.first_left_out == "case.csv:2"


@pytest.mark.parametrize("needed", ["today", "pages"])
def test_errors_alone_leave_out_a_check_that_needs_what_is_not_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, needed: str
) -> None:
    def wants(view: View) -> Iterator[Problem]:
        assert getattr(view, needed) is not None
        yield Problem("it is given", "nothing", 0, "figure")

    theirs = Check(ERROR, wants, **{f"needs_{needed}": True})
    monkeypatch.setattr("reconcile.checks.all_checks", lambda: (*CHECKS, theirs))
    parsed = ledger_of(tmp_path, case({"figure": "3.000"}, LATER))
    for checked in (errors_alone(parsed), check(parsed)):
        assert [each.check for each in checked.issues] == ["bad-figure"]
    found = check(parsed, TODAY, Pages.of(tmp_path)).issues
    assert [each.check for each in found] == ["bad-figure", "wants"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_are_physical_lines(tmp_path: Path, newline: str, mark: str) -> None:
    text = (
        f'{mark}\nsource,population,measure,figure,quote,url\n\nNIS,x,killed,3,"one\n""two""\n3",'
        "https://a.b\nNIS,x,killed,bad,,https://a.b\n,,,,,\n\nNIS,x,killed,worse,,https://a.b"
    )
    found = issues(tmp_path, text.replace("\n", newline))
    assert found == [(7, "bad-figure", "figure"), (10, "bad-figure", "figure")]


def test_several_cases_are_sorted_by_file_line_and_check(tmp_path: Path) -> None:
    bad = case({"url": "", "figure": "x", "measure": "y"}, {"url": "x"})
    checked = check(ledger_of(tmp_path, bad, another=bad, sources=SOURCES + "A,b\n"), TODAY)
    one = [(2, "bad-figure"), (2, "unknown-measure"), (2, "no-url"), (3, "bad-url")]
    assert [(each.file, each.line, each.check) for each in checked.issues] == [
        *(("another.csv", *each) for each in one), *(("case.csv", *each) for each in one),
        ("sources.csv", 5, "bad-row"),
    ]  # fmt: skip


# Against brute force: what the checks find by sorting and hashing, found by comparing all pairs.

FIGURES = st.sampled_from(["1", "3", "2–4", ">=2", "<3", "unknown", "withdrawn"])
DAYS = st.sampled_from(["", "2025-01-01", "2025-01-02", "2025-01-03", "2025-01-01/2025-01-02"])
brief = examples(100, suppress_health_check=[HealthCheck.function_scoped_fixture])


def told(checked: Checked, parsed: Parsed) -> list[dict[str, Any]]:
    """The statements of the valid rows, as dictionaries."""
    valid = ~checked.invalid & ~parsed.ledger.rows.cells("set_aside").filled
    said = statements(parsed, valid).columns
    text, typed = (each.take(said["row"]) for each in (parsed.ledger.rows, parsed.typed))
    spans = [name for name in typed.names if name.endswith(("_first", "_last"))]
    columns = {
        **{name: said[name] for name in ("row", "lower", "upper", "unknown", "withdrawn")},
        **{name: text[name] for name in ("source", "population", "place")},
        **{name: typed[name] for name in (*spans, "measure")},
    }
    rows = zip(*(column.tolist() for column in columns.values()), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def failing(checked: Checked, name: str) -> set[int]:
    return {each.row for each in checked.issues if each.check == name}


def span(one: dict[str, Any], *names: str) -> tuple[float, ...]:
    return tuple(one[f"{name}_{end}"] for name in names for end in ("last", "first"))


def covers(pairs: set[tuple[int, int]]) -> list[set[int]]:
    """The smallest sets of rows that have one row of every pair, found by trying all sets."""
    rows = sorted({row for pair in pairs for row in pair})
    for size in range(len(rows) + 1):
        sets = [set(each) for each in combinations(rows, size)]
        if found := [each for each in sets if all(each & {*pair} for pair in pairs)]:
            return found
    raise AssertionError("all rows are such a set")


def latest(found: set[int], pairs: set[tuple[int, int]]) -> bool:
    """Whether of the smallest sets this is the one with the latest rows: of any other one every
    row that is not in this set is earlier than one that is.
    """
    return all(
        any((row, later) in pairs for later in found - other)
        for other in covers(pairs) for row in other - found
    )  # fmt: skip


@brief
@given(rows=st.lists(st.tuples(FIGURES, DAYS, DAYS, st.sampled_from(["NIS", "HUR"])), max_size=8))
def test_total_falls_names_a_smallest_set_and_of_these_the_latest(
    tmp_path: Path, rows: list[tuple[str, str, str, str]]
) -> None:
    names = ("figure", "as_of", "published", "source")
    parsed = ledger_of(tmp_path, case(*(dict(zip(names, row, strict=True)) for row in rows)))
    checked = check(parsed, TODAY)
    said = told(checked, parsed)

    def rank(one: dict[str, Any]) -> tuple[float, ...]:
        return span(one, "as_of", "published")

    def counts(one: dict[str, Any]) -> bool:
        return not one["unknown"] and not one["withdrawn"] and not any(
            span(one, "as_of") == span(two, "as_of") and rank(two) > rank(one)
            for two in said if two["source"] == one["source"]
        )  # fmt: skip

    pairs = {
        (earlier["row"], later["row"])
        for later in said
        for earlier in said
        if later["source"] == earlier["source"] and counts(later) and counts(earlier)
        and later["as_of_first"] > earlier["as_of_last"] and later["upper"] < earlier["lower"]
        and not any(
            two["withdrawn"] and rank(earlier) < rank(two) < rank(later)
            for two in said if two["source"] == later["source"]
        )
    }  # fmt: skip
    found = failing(checked, "total-falls")
    assert found in covers(pairs)
    assert latest(found, pairs)


BOXES = st.tuples(*[st.tuples(st.integers(0, 9), st.integers(0, 2)) for _ in range(2)])


@given(boxes=st.lists(BOXES, max_size=10))
def test_blame_is_a_smallest_set_and_of_these_the_latest(
    boxes: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    def falls(one: int, two: int) -> bool:
        (day, days), (_, _) = boxes[one]
        (_, _), (low, _) = boxes[one]
        return day + days < boxes[two][0][0] and low > sum(boxes[two][1])

    every = range(len(boxes))
    pairs = {(one, two) for one in every for two in every if falls(one, two)}
    contradict = np.array([[falls(one, two) for one in every] for two in every], dtype=bool)
    later, earlier = fewest(contradict.reshape(len(boxes), len(boxes)))
    assert not (later & earlier).any()
    found = {*np.flatnonzero(later | earlier).tolist()}
    assert found in covers(pairs)
    assert latest(found, pairs)


def falling(*figures: str, **cells: str) -> Checked:
    """What is wrong with the figures of one source, a day apart."""
    given = {"measure": "killed", **cells}
    lines = "".join(
        f'A,2025-01-{day:02},{given["measure"]},"{figure}",https://a.b\n'
        for day, figure in enumerate(figures, 1)
    )
    return check(parse(loaded(f"source,published,measure,figure,url\n{lines}")), TODAY)


def test_of_nine_totals_with_one_mistyped_that_one_is_named() -> None:
    totals = ["1,000", "11,000", *(f"1,{hundreds}00" for hundreds in range(3, 10))]
    (issue,) = falling(*totals).issues
    assert (issue.line, issue.check, issue.cell) == (3, "total-falls", "figure")
    assert issue.message == (
        "11,000 is more than the same source's later 1,300 (case.csv:4): "
        "a running total cannot fall"
    )


@pytest.mark.parametrize(
    ("figures", "lines"),
    [
        (["10", "5"], [3]),
        (["5", "10", "6", "7"], [3]),
        (["5", "6", "1", "7", "8"], [4]),
        (["5", "6", "3", "4"], [4, 5]),
        (["100", "1", "110", "2", "120"], [3, 5]),
        (["10–20", ">=15", "12–14", "16"], [4]),
    ],
)
def test_the_fewest_rows_are_named_and_of_as_few_the_later(
    figures: list[str], lines: list[int]
) -> None:
    assert [issue.line for issue in falling(*figures).issues] == lines


@pytest.mark.parametrize("measure", ["missing", "captured", "killed+missing"])
def test_a_measure_that_may_fall_is_never_said_to(measure: str) -> None:
    assert falling(">60", "30–40", "30", measure=measure).issues == ()
    assert [issue.line for issue in falling(">60", "30–40", "30").issues] == [2]


def test_in_a_very_long_series_every_row_below_an_earlier_one_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert [issue.line for issue in falling("1", "9", "2", "3", "10").issues] == [3]
    monkeypatch.setattr(running_totals, "MOST_PAIRS", 9)
    messages = [issue.message for issue in falling("1", "9", "2", "3", "10").issues]
    assert messages == [
        f"{figure} is less than the same source's earlier 9 (case.csv:3): "
        "a running total cannot fall" for figure in (2, 3)
    ]  # fmt: skip


def test_a_count_since_a_day_exceeds_the_total_of_the_same_occasion() -> None:
    rows = [("", "killed", "5"), ("2025-02-03", "killed", "6"), ("2025-02-01", "killed", "4")]
    rows += [("2025-02", "killed+wounded", "2"), ("2025-02-05/2025-02-06", "wounded", "9")]
    lines = "".join(
        f"A,2025-03-01,{since},{what},{count},https://a.b\n" for since, what, count in rows
    )
    text = f"source,published,since,measure,figure,url\n{lines}"
    found = check(parse(loaded(text)), TODAY).issues
    assert [(one.line, one.check, one.message) for one in found] == [
        (
            3, "part-exceeds-whole",
            "6 killed since 3 Feb 2025 is more than 4 killed since 1 Feb 2025 (case.csv:4), "
            "which holds it",
        ),
    ]  # fmt: skip


PARTS = [
    "killed",
    "wounded",
    "captured",
    "killed+wounded",
    "killed+captured",
    "casualties",
    "deployed",
]


@brief
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["1", "2", "3", "2–4", ">=3", "5", "7", "unknown"]),
            st.sampled_from(PARTS),
            st.sampled_from(["", "Russia", "Kursk, Russia"]),
            st.sampled_from(["troops", "officers, troops"]),
            st.sampled_from(["", "2025-01-01"]),
        ),
        max_size=8,
    )
)
def test_a_part_exceeds_its_whole_where_comparing_all_pairs_finds_it(
    tmp_path: Path, rows: list[tuple[str, str, str, str, str]]
) -> None:
    names = ("figure", "measure", "place", "population", "since")
    parsed = ledger_of(tmp_path, case(*(dict(zip(names, row, strict=True)) for row in rows)))
    checked = check(parsed, TODAY)
    said = [one for one in told(checked, parsed) if not one["unknown"]]

    def holds(inner: dict[str, Any], outer: dict[str, Any]) -> bool:
        return (
            Measures().inside(inner["measure"], outer["measure"])
            and span(inner, "since") == span(outer, "since")
            and all(
                outer[name] in (inner[name], *filter(None, wider(inner[name])))
                for name in ("place", "population")
            )
            and (outer["measure"] in (inner["measure"], "killed+wounded", "killed+captured",
                                      "casualties") or inner["since_first"] == -np.inf)
        )  # fmt: skip

    def lies_in_total(inner: dict[str, Any], outer: dict[str, Any]) -> bool:
        later = inner["since_first"] > outer["since_first"] == -np.inf
        alike = {**inner, **{f"since_{end}": outer[f"since_{end}"] for end in ("first", "last")}}
        return bool(later) and holds(alike, outer)

    parts = {
        inner["row"]
        for inner, outer in product(said, said)
        if inner["lower"] > outer["upper"] and (holds(inner, outer) or lies_in_total(inner, outer))
    }
    wholes = set()
    for outer in said:
        needed = Measures()[outer["measure"]].includes
        if outer["measure"] == "deployed":
            needed = frozenset(("killed", "captured"))
        beside = [
            one for one in said
            if one["measure"] in needed - {outer["measure"]} and holds(one, outer)
            and all(one[name] == outer[name] for name in ("place", "population"))
        ]  # fmt: skip
        least, most = (sum(one[end] for one in beside) for end in ("lower", "upper"))
        complete = len(beside) == len(needed) and "+" in outer["measure"]
        wrong = least > outer["upper"] or (complete and most < outer["lower"])
        if wrong and len(beside) > 1 and not any(one["lower"] > outer["upper"] for one in beside):
            wholes.add(outer["row"])
    assert failing(checked, "part-exceeds-whole") == parts | wholes


def one_edit(one: str, other: str) -> bool:
    """Whether one letter is put in, left out or replaced, or two are swapped, tried out."""
    edits = {one[:at] + one[at + 1 :] for at in range(len(one))}
    edits |= {one[:at] + new + one[at:] for at in range(len(one) + 1) for new in "ab1"}
    edits |= {one[:at] + new + one[at + 1 :] for at in range(len(one)) for new in "ab1"}
    edits |= {
        one[:at] + one[at + 1] + one[at] + one[at + 2 :]
        for at in range(len(one) - 1)
        if "1" not in one[at : at + 2]
    }
    return other in edits


@brief
@given(texts=st.lists(st.text("ab1", min_size=4, max_size=8), unique=True, max_size=20))
def test_look_alike_is_what_comparing_all_pairs_finds(texts: list[str]) -> None:
    names = [UsedName(text, row, "via") for row, text in enumerate(texts)]
    expected = {
        later.text
        for earlier, later in combinations(names, 2)
        if one_edit(earlier.text, later.text)
        and [char for char in earlier.text if char == "1"] == [
            char for char in later.text if char == "1"
        ]
        and min(sum(map(str.isalpha, each.text)) for each in (earlier, later)) >= 5
    }  # fmt: skip
    assert {later.text for later, _ in _pairs(names)} == expected


def test_digits_of_any_script_tell_names_apart() -> None:
    texts = ["Бригада 12", "Бригада 13", "Бригаде 12", "Brigade 12", "Brigáde 12"]
    names = [UsedName(text, row, "via") for row, text in enumerate(texts)]
    found = [(later.text, earlier.text) for later, earlier in _pairs(names)]
    assert found == [("Бригаде 12", "Бригада 12"), ("Brigáde 12", "Brigade 12")]


CELLS = st.one_of(
    st.sampled_from(["", "NIS", "300", "~300", "2025", "killed", "no-url", "https://a.b", "x, y"]),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=6),
)


@brief
@given(
    header=st.lists(st.sampled_from([*COLUMNS, "", "Figure", "note"]), min_size=1, max_size=9),
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=9), max_size=6),
    sources=st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=3),
)
def test_nothing_that_a_file_holds_stops_the_checks(
    tmp_path: Path, header: list[str], rows: list[list[str]], sources: list[list[str]]
) -> None:
    listed = csv_text(["source", "kind", "derives_from"], sources)
    try:
        parsed = ledger_of(tmp_path, csv_text([*NEEDED, *header], rows), sources=listed)
    except LedgerError:
        return
    checked = check(parsed, TODAY)
    wrong = {each.row for each in checked.issues if each.severity == "error" and each.row >= 0}
    broken = any(each.check == "bad-header" and each.file == "case.csv" for each in checked.issues)
    assert set(np.flatnonzero(checked.invalid)) == (
        set(range(len(checked.invalid))) if broken else wrong
    )
    shown = show.text(checked)
    assert shown.count(": [") >= len(checked.issues)
    assert show.github(checked).count("\n") == len(checked.issues) == len(show.issue_rows(checked))
    assert not any(ord(char) < 32 and char != "\n" for char in shown)


@pytest.mark.parametrize(
    ("dates", "url", "found"),
    [
        ({"as_of": "2022-04-23"}, "https://example.org/world/2022/03/24/losses/", ["as_of"]),
        ({"as_of": "2022-04-23"}, "https://example.org/losses-2022-03-24", ["as_of"]),
        ({"published": "2022-04"}, "https://example.org/2022/03/24/x", ["published"]),
        ({"as_of": "2022-04-22", "published": "2022-04-23"}, "https://example.org/2022/03/24/x",
         ["as_of", "published"]),
        ({"as_of": "2022-03-25"}, "https://example.org/2022/03/24/x", []),
        ({"as_of": "2022-03"}, "https://example.org/2022/03/01/x", []),
        ({"as_of": "2022-04-23"}, "https://example.org/2022/13/24/x", []),
        ({"as_of": "2022-04-23"}, "https://example.org/2022/03/241/x", []),
        ({"as_of": "2022-04-23"}, "https://example.org/2022/03/24/x?on=/2022/05/01", []),
        ({}, "https://example.org/2022/03/24/x", []),
    ],
)  # fmt: skip
def test_dates_after_the_day_in_the_address(dates, url, found):
    cells = {"as_of": "", "published": ""} | dates
    text = (
        "source,as_of,published,measure,figure,url\n"
        f"A,{cells['as_of']},{cells['published']},killed,3,{url}\n"
    )
    issues = check(parse(loaded(text))).issues
    late = [issue for issue in issues if issue.check == "later-than-link"]
    assert [issue.cell for issue in late] == found
    assert all("is later than 2022-03-24, the day in the address" in one.message for one in late)
