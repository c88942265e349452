"""The ledger as a Data Package: what frictionless makes of it, and of cells that are wrong."""

import csv
import hashlib
import json
import re
import warnings
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st
from ledgers import write_ledger

from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.errors import LedgerError, NotationError
from reconcile.export import datapackage, patterns
from reconcile.export.dictionary import DESCRIPTIONS
from reconcile.notation.dates import parse_date
from reconcile.notation.figures import parse_figure
from reconcile.notation.measures import Measures
from reconcile.notation.own_measures import measures_from
from reconcile.storage.ledger import load
from reconcile.storage.ledger_files import COLUMNS, KINDS, SOURCE_COLUMNS

LIMIT = csv.field_size_limit()  # frictionless raises it for the whole process
with warnings.catch_warnings():  # libraries below frictionless use what Python will drop
    warnings.simplefilter("ignore", DeprecationWarning)
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
csv.field_size_limit(LIMIT)

ROOT = Path(__file__).parent.parent
CASE = """\
source,via,published,as_of,measure,figure,quote,grade
NIS,CNA,2025-01-13,,killed,~300,"about
300",a
HUR,,2024-12-16,2024-12-14/2024-12-15,killed+wounded,>=30,,
NIS,,2025-02,,deployed,unknown,,b
"""
SOURCES = "source,kind,derives_from\nNIS,intelligence,\nHUR,intelligence,NIS\n"
MEASURES = "measure,label,includes,may_include,within\ndisplaced,driven out,,,\n"


@pytest.fixture(autouse=True)
def the_limit_of_other_tests():
    yield
    csv.field_size_limit(LIMIT)


def packed(folder, data=None):
    """Write the package's descriptor into `folder`."""
    (folder / "datapackage.json").write_bytes(data or datapackage.descriptor(load(folder)))
    return folder / "datapackage.json"


def found(path):
    """What frictionless finds wrong: file, row, column and kind of error."""
    report = frictionless.validate(str(path))
    assert not report.errors
    errors = [
        (Path(task.place).name, error.type, getattr(error, "row_number", None),
         getattr(error, "field_name", None))
        for task in report.tasks for error in task.errors
    ]  # fmt: skip
    assert report.valid == (not errors)
    return errors


def fields(folder, name):
    package = json.loads(datapackage.descriptor(load(folder)))
    (resource,) = (each for each in package["resources"] if each["path"] == name)
    return {field["name"]: field for field in resource["schema"]["fields"]}


def test_the_shipped_ledger_is_valid():
    assert found(ROOT / "estimates" / "datapackage.json") == []


def test_the_shipped_descriptor_is_up_to_date():
    made = datapackage.descriptor(load(ROOT / "estimates"))
    assert (ROOT / "estimates" / "datapackage.json").read_bytes() == made


def test_a_ledger_with_everything_is_valid(tmp_path):
    write_ledger(tmp_path, {"Ärea 51": CASE, "area-51": CASE}, sources=SOURCES, measures=MEASURES)
    assert found(packed(tmp_path)) == []
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [(each["name"], each["path"]) for each in package["resources"]] == [
        ("area-51", "area-51.csv"), ("area-51-2", "Ärea 51.csv"), ("sources", "sources.csv"),
        ("measures", "measures.csv"),
    ]  # fmt: skip


def test_the_schema_of_a_case(tmp_path):
    write_ledger(tmp_path, CASE, sources=SOURCES)
    package = json.loads(datapackage.descriptor(load(tmp_path)))
    case = package["resources"][0]
    data = (tmp_path / "case.csv").read_bytes()
    assert case["bytes"] == len(data)
    assert case["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    schema = case["schema"]
    assert [field["name"] for field in schema["fields"]] == [
        "source", "via", "published", "as_of", "measure", "figure", "quote", "grade", "population",
    ]  # fmt: skip
    assert schema["fields"][7] == {"name": "grade", "type": "string"}
    assert schema["fields"][1] == {
        "name": "via", "type": "string", "title": "via", "description": "the relay"
    }  # fmt: skip
    assert schema["missingValues"] == [""]
    needed = [f["name"] for f in schema["fields"] if f.get("constraints", {}).get("required")]
    assert needed == ["source", "measure", "figure", "population"]
    assert schema["foreignKeys"] == [
        {"fields": "source", "reference": {"resource": "sources", "fields": "source"}}
    ]


def test_the_schema_of_sources(tmp_path):
    write_ledger(tmp_path, CASE, sources=SOURCES)
    schema = json.loads(datapackage.descriptor(load(tmp_path)))["resources"][1]["schema"]
    assert schema["primaryKey"] == "source"
    assert schema["fields"][1]["constraints"] == {"required": True, "enum": list(KINDS)}
    assert schema["foreignKeys"] == [
        {"fields": "derives_from", "reference": {"resource": "", "fields": "source"}}
    ]


def test_breakdowns_are_part_of_it(tmp_path):
    row = "population,people,sex,{},yes\n"
    header = "of,whole,breakdown,part,complete\n"
    parts = header + row.format("men") + row.format("women")
    write_ledger(tmp_path, CASE, sources=SOURCES, parts=parts)
    assert found(packed(tmp_path)) == []
    schema = json.loads(datapackage.descriptor(load(tmp_path)))["resources"][2]["schema"]
    assert schema["primaryKey"] == ["of", "whole", "breakdown", "part"]
    needed = [f["name"] for f in schema["fields"] if f.get("constraints", {}).get("required")]
    assert needed == schema["primaryKey"]
    (tmp_path / "parts.csv").write_text(parts + row.format("men"))
    assert [error[:2] for error in found(packed(tmp_path))] == [("parts.csv", "primary-key")]


def test_an_origin_that_is_not_listed_gives_no_foreign_key(tmp_path):
    write_ledger(tmp_path, CASE, sources="source,kind,derives_from\nNIS,other,X\nHUR,other,\n")
    schema = json.loads(datapackage.descriptor(load(tmp_path)))["resources"][1]["schema"]
    assert "foreignKeys" not in schema


def test_columns_are_described_in_the_words_of_the_documents():
    text = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")
    table = text.partition("| column of a case ")[2].partition("\n\n")[0]
    rows = (line.strip("|").split("|") for line in table.splitlines()[2:])
    plain = {name.strip(" `"): re.sub(r"[`\[]|\]\(.*?\)", "", words).strip()
             for name, _, words in rows}  # fmt: skip
    assert {name: words for name, words in DESCRIPTIONS["case"].items() if name} == plain
    assert tuple(name for name in DESCRIPTIONS["case"] if name) == COLUMNS
    assert tuple(name for name in DESCRIPTIONS["sources.csv"] if name) == SOURCE_COLUMNS


BROKEN = [
    ("case.csv", "~300", "dozens", ("case.csv", "constraint-error", 2, "figure")),
    ("case.csv", "~300", "4.000", ("case.csv", "constraint-error", 2, "figure")),
    ("case.csv", "~300", "12-Oct", ("case.csv", "constraint-error", 2, "figure")),
    ("case.csv", "~300", "300 killed", ("case.csv", "constraint-error", 2, "figure")),
    ("case.csv", "~300", "-5", ("case.csv", "constraint-error", 2, "figure")),
    ("case.csv", "~300", "", ("case.csv", "constraint-error", 2, "figure")),
    ("case.csv", "2025-01-13", "13.01.2025", ("case.csv", "constraint-error", 2, "published")),
    ("case.csv", "2025-01-13", "2025-13-01", ("case.csv", "constraint-error", 2, "published")),
    ("case.csv", ",killed,", ",deaths,", ("case.csv", "constraint-error", 2, "measure")),
    ("case.csv", "killed+wounded", "killed+deployed",
     ("case.csv", "constraint-error", 3, "measure")),
    ("case.csv", "HUR", "GUR", ("case.csv", "foreign-key", 3, None)),
    ("sources.csv", "NIS,intelligence", "NIS,spies",
     ("sources.csv", "constraint-error", 2, "kind")),
    ("sources.csv", "HUR,intelligence,NIS", "HUR,intelligence,CIA",
     ("sources.csv", "foreign-key", 3, None)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "error"), BROKEN)
def test_a_broken_cell_is_found(tmp_path, name, old, new, error):
    write_ledger(tmp_path, CASE, sources=SOURCES)
    path = packed(tmp_path)
    broken = (tmp_path / name).read_text(encoding="utf-8").replace(old, new, 1)
    (tmp_path / name).write_text(broken, encoding="utf-8", newline="")
    both = found(path)
    assert (name, "hash-count") in [each[:2] for each in both]
    assert error in both


def test_a_broken_cell_of_the_shipped_ledger_is_found(tmp_path):
    for name, data in datapackage.files(load(ROOT / "estimates")).items():
        (tmp_path / name).write_bytes(data.replace(b"NIS,,2024,", b"NIS,,sometime in 2024,"))
    errors = found(tmp_path / "datapackage.json")
    assert ("north-korean-troops.csv", "constraint-error", 6, "published") in errors


def test_a_source_that_is_listed_twice_is_found(tmp_path):
    write_ledger(tmp_path, CASE, sources=f"{SOURCES}HUR,other,\n")
    assert ("sources.csv", "primary-key", 4, None) in found(packed(tmp_path))


VARIANTS = {
    "byte-order mark": lambda text: "\ufeff" + text,
    "CR LF": lambda text: text.replace("\n", "\r\n"),
    "both": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "no last newline": str.rstrip,
    "blank lines": lambda text: text.replace("\nHUR", "\n\nHUR") + "\n\n",
    "blank cells": lambda text: text.replace("\nHUR", "\n" + "," * text[:99].count(",") + "\nHUR"),
    "a header further down": "\n\n{}".format,
    "a header with spaces": lambda text: text.replace("source,", " source ,", 1),
    "white space": lambda text: text.replace("HUR,", " HUR ,").replace("intel", " intel"),
}


@pytest.mark.parametrize("kind", VARIANTS)
def test_files_written_in_other_ways_are_valid(tmp_path, kind):
    write_ledger(tmp_path, CASE, sources=SOURCES)
    for name in ("case.csv", "sources.csv"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(VARIANTS[kind](text), encoding="utf-8", newline="")
    assert check(parse(load(tmp_path))).errors == 0
    assert found(packed(tmp_path)) == []


def test_columns_without_a_name_of_their_own_get_one(tmp_path):
    write_ledger(tmp_path, "source,measure,figure,population,,a,a\nNIS,killed,1,x,,,\n")
    names = list(fields(tmp_path, "case.csv"))
    assert names == ["source", "measure", "figure", "population", "column 5", "a", "column 7 a"]
    assert [each[1] for each in found(packed(tmp_path))] == ["blank-label", "duplicate-label"]


def test_files_are_the_ledger_byte_for_byte(tmp_path):
    write_ledger(tmp_path, CASE, sources=SOURCES, measures=MEASURES)
    (tmp_path / "case.csv").write_bytes(("\ufeff" + CASE).replace("\n", "\r\n").encode())
    made = datapackage.files(load(tmp_path))
    assert list(made) == ["datapackage.json", "case.csv", "sources.csv", "measures.csv"]
    for name in list(made)[1:]:
        assert made[name] == (tmp_path / name).read_bytes()
    assert made["datapackage.json"] == datapackage.descriptor(load(tmp_path))
    assert str(tmp_path).encode() not in made["datapackage.json"]


def test_a_file_that_changed_since_is_refused(tmp_path):
    ledger = load(write_ledger(tmp_path, CASE))
    with (tmp_path / "case.csv").open("a") as file:
        file.write("\n")
    with pytest.raises(LedgerError, match=r"case.csv: was changed while it was being read"):
        datapackage.descriptor(ledger)
    (tmp_path / "case.csv").unlink()
    with pytest.raises(LedgerError, match=r"case.csv: cannot be read: No such file"):
        datapackage.files(ledger)


def whole(pattern, text):
    return re.compile(f"^{pattern}$").match(text)  # as frictionless does


PREFIXES = ["", "~", "≈ ", "about ", "C. ", "an  estimated ", "IN EXCESS OF ", ">", ">= ", "≥",
            "No Fewer than ", "<", "<=", "up to ", "between ", "about between "]  # fmt: skip
UNITS = ["", "k", " K", " \u212a", "m", "M", " mn", "mln", " Million", "MILLIONS", "bn", " billion",
         " billions", " thousand", " ThOUSAND"]  # fmt: skip
NUMBERS = st.builds(
    lambda number, gap, fraction, unit: f"{number:,}".replace(",", gap) + fraction + unit,
    st.integers(0, 10**7), st.sampled_from(["", ",", " ", "\u202f", "'", "’", "_", "  "]),
    st.sampled_from(["", "", ".5", ".05"]), st.sampled_from(UNITS),
)  # fmt: skip
DASHES = st.sampled_from(["-", "–", " — ", " to ", " TO  ", " and ", "−", "\t‑ "])
PLUS = st.sampled_from(["", "", "+", " +", " or more", " And More", " or  over"])
FIGURES = st.one_of(
    st.sampled_from(["unknown", " Withdrawn", "un\u212anown"]),
    st.tuples(st.sampled_from(PREFIXES), NUMBERS, PLUS,
              st.sampled_from(["", "(est)", " (est.)", " (Estimated)"])).map("".join),
    st.tuples(st.sampled_from(PREFIXES), NUMBERS, DASHES, NUMBERS, PLUS,
              st.sampled_from(["", " (est.)"])).map("".join),
    st.tuples(NUMBERS, st.sampled_from([" (", "[", "\u00a0("]), NUMBERS, DASHES, NUMBERS, PLUS,
              st.sampled_from(")]")).map("".join),
)  # fmt: skip
TYPED = st.text("0123456789 ,.'~<>=≥+–-to()kmM/?", max_size=12)


@given(st.one_of(FIGURES, TYPED, st.from_regex(patterns.FIGURE, fullmatch=True)))
@example("1–2M")
@example("1,200 (900–1,500)")
def test_every_figure_that_is_read_fits_the_pattern(text):
    try:
        canonical = str(parse_figure(text))
    except NotationError:
        return
    assert whole(patterns.FIGURE, text)
    assert whole(patterns.FIGURE, f" {canonical}\u00a0")


@given(st.one_of(
    st.from_regex(patterns.DATE, fullmatch=True),
    st.text("0123456789-/~?. ", max_size=14),
    st.dates().map(str),
))  # fmt: skip
def test_every_date_that_is_read_fits_the_pattern(text):
    try:
        parse_date(text)
    except NotationError:
        return
    assert whole(patterns.DATE, text)


OWN = measures_from([
    {"measure": "a.b (c)"}, {"measure": "displaced"}, {"measure": "hurt", "includes": "wounded"},
])  # fmt: skip


@given(
    st.sampled_from([Measures(), OWN]),
    st.lists(st.sampled_from([*OWN, "deaths", "a-b", ""]), min_size=1, max_size=4),
    st.sampled_from(["+", " + ", "+ "]),
)
def test_every_measure_that_is_read_fits_the_pattern(measures, names, sign):
    text = sign.join(names)
    try:
        measures.parse(text)
    except NotationError:
        assert len(set(names)) < len(names) or not whole(patterns.measure(measures), text)
        return
    assert whole(patterns.measure(measures), text)
