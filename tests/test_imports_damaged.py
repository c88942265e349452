"""Damaged files, and files made to harm: every row comes out, or one line says why not."""

import io
import json
import random
import tracemalloc
import zipfile

import pytest
from examples import examples
from hypothesis import given, strategies as st
from importing import GENERIC, rows_of, workbook

from reconcile.errors import InputError
from reconcile.imports import read
from reconcile.imports.mapping import mapping_of
from reconcile.imports.objects import objects
from reconcile.imports.records import records_of

SHEET = "xl/worksheets/sheet2.xml"
DAYS = [("source", "date", "best"), *(("Police", f"2024-03-0{day}", day) for day in range(1, 7))]
FIGURES = f'{GENERIC}\n[input]\nsheet = "Sheet1"\n'


def remade(data, changed):
    """A workbook with parts changed: texts or bytes by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for part in old.namelist():
            new.writestr(part, changed.get(part, old.read(part)))
    return made.getvalue()


def sheet(data):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return book.read(SHEET).decode()


BOOK = workbook(*DAYS)
TEXT = sheet(BOOK)


def altered(old, new):
    assert old in TEXT
    return remade(BOOK, {SHEET: TEXT.replace(old, new, 1)})


@pytest.mark.parametrize("said", ["A1:C2", "A1", "A1:A7", "A1:XFD1048576"])
def test_a_sheet_is_read_whole_whatever_it_says_of_its_size(take, tmp_path, said):
    data = altered('<dimension ref="A1:C7"', f'<dimension ref="{said}"')
    assert take(data, mapping=FIGURES, name="in.xlsx")[0] == 0
    assert [row["figure"] for row in rows_of(tmp_path)] == list("123456")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('<row r="4"', '<row r="2000000000"', "line 1, has a row '2000000000' behind row 3"),
        ('<row r="4"', '<row r="2"', "line 1, has a row '2' behind row 3, where no sheet has one"),
        ('<row r="4"', '<row r="3"', "line 1, has a row '3' behind row 3"),
        ('<row r="4"', '<row r="1e3"', "line 1, has a row '1e3' behind row 3"),
        ('r="B4"', 'r="B9"', "line 1, has a cell 'B9' in row 4, where it has none"),
        ('r="B4"', 'r="A4"', "line 1, has a cell 'A4' in row 4"),
        ('r="B4"', 'r="XFE4"', "line 1, has a cell 'XFE4' in row 4"),
        ("<v>3</v>", "<v>5x</v>", "line 1, has '5x' for a value, which is none"),
        ("<v>3</v>", f"<v>{'3' * 500_000}x</v>", "line 1, has '333"),
        ("<v>3</v>", "<v>1_0</v>", "line 1, has '1_0' for a value"),
        ("<v>3</v>", "<v>inf</v>", "line 1, has 'inf' for a value"),
        ("<v>3</v>", "<v>3", "line 1, is not XML: mismatched tag"),
        ("<worksheet", "<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet", "line 1, has a document type"),
        ("<v>3</v>", "<v>&a;</v>", "line 1, is not XML: undefined entity"),
        ("<v>3</v>", "<x>" * 200 + "</x>" * 200, "line 1, is nested too deeply"),
        ("<v>3</v>", f"<v>{'3' * 2**21}</v>", "line 1, has a text longer than a cell can hold"),
        ("<v>3</v>", f"<!--{'3' * 2**21}-->", "line 1, has a tag or a comment that never ends"),
        ("<v>3</v>", f"<v a='{'3' * 2**21}'/>", "line 1, has a tag or a comment that never ends"),
    ],
)  # fmt: skip
def test_what_no_sheet_holds_is_refused_with_its_place(take, tmp_path, old, new, told):
    status, out, err = take(altered(old, new), mapping=FIGURES, name="in.xlsx")
    assert (status, out) == (2, "")
    assert err.startswith(f"reconcile: in.xlsx:1: {SHEET}, {told}") and err.count("\n") == 1
    assert not (tmp_path / "l").exists()


POLICE = 't="inlineStr"><is><t>Police</t></is>'


def test_strings_are_those_of_the_table_of_strings(take):
    data = altered(POLICE, 't="s"><v>-1</v>')
    assert "has '-1' for a value, which is none" in take(data, mapping=FIGURES, name="in.xlsx")[2]
    data = altered(POLICE, 't="s"><v>99</v>')
    status, _, err = take(data, mapping=FIGURES, name="in.xlsx")
    assert (status, err.count("\n")) == (2, 1)
    assert err.startswith("reconcile: in.xlsx:1: is not a workbook of the XLSX format, or damaged")


def test_a_cell_that_shows_an_error_is_none(take):
    data = altered('t="n"><v>3</v>', 't="e"><v>#N/A</v>')
    status, _, err = take(data, mapping=FIGURES, name="in.xlsx")
    assert status == 1 and "in.xlsx:4: refused: C4 holds an error; mend it in the sheet" in err


def test_a_row_far_below_costs_no_more_than_the_rows_of_a_sheet(take, tmp_path):
    last = TEXT.replace('<row r="7"', '<row r="1048576"')
    for column in "ABC":
        last = last.replace(f'r="{column}7"', f'r="{column}1048576"')
    assert take(remade(BOOK, {SHEET: last}), mapping=FIGURES, name="in.xlsx")[0] == 0
    assert len(rows_of(tmp_path)) == 6


@pytest.mark.parametrize("filler", ["<!--{}-->", "<v>{}</v>", "<v a='{}'/>"])
def test_a_bomb_is_refused_before_it_is_unpacked(filler):
    before, after = (TEXT[:-30] + filler + TEXT[-30:]).split("{}")
    data = remade(BOOK, {SHEET: f"{before}{'3' * (96 * 2**20)}{after}"})
    tracemalloc.start()
    with pytest.raises(InputError, match=SHEET):
        read("in.xlsx", data, mapping_of("m", FIGURES), {})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 * 2**20


def test_what_is_larger_than_the_most_is_not_unpacked(monkeypatch, take):
    monkeypatch.setattr("reconcile.imports.sheets.MOST", 2**12)
    told = take(BOOK, mapping=FIGURES, name="in.xlsx")[2]
    assert told.startswith("reconcile: in.xlsx:1: is 0 MiB unpacked, and the most is 0; split it")


def test_a_workbook_with_a_password_is_told_so(take):
    told = take(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999, name="in.xlsx")[2]
    assert told == (
        "reconcile: in.xlsx:1: has a password, or is of before 2007; save it as XLSX without one\n"
    )


def damaged(chance):
    """A workbook with a few characters of its parts, or bytes of its archive, changed."""
    with zipfile.ZipFile(io.BytesIO(BOOK)) as book:
        parts = {name: bytearray(book.read(name)) for name in book.namelist()}
    if chance.random() < 0.2:
        data = bytearray(BOOK)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data[: chance.choice((len(data), chance.randrange(len(data))))])
    name = chance.choice([SHEET, SHEET, "xl/workbook.xml", "xl/styles.xml", *parts])
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(parts[name]))
        new = chance.choice([b"", b"<", b">", b"-1", b"9" * 20, b"x", b'"', b"&", b"E9", b"\xff"])
        parts[name][at : at + chance.choice((0, 1, 1, 8))] = new
    return remade(BOOK, {name: bytes(parts[name])})


def test_damaged_workbooks_give_rows_or_one_line():
    mapping, refused = mapping_of("m", FIGURES), 0
    for seed in range(300):
        try:
            read("in.xlsx", damaged(random.Random(seed)), mapping, {})
        except InputError as error:
            refused += 1
            assert str(error).startswith("in.xlsx:") and "\n" not in str(error)
    assert refused > 150


# JSON


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[{"a": 1}]\n[{"a": 2}]', "2: is not JSON: '[{\"a\": 2}]' stands here, not the end of"),
        ('[{"a": 1},\n {"a": 2}', "2: is not JSON: it is cut off, not a comma or ]"),
        ('[{"a": 1}\n {"a": 2}]', "2: is not JSON: '{\"a\": 2}]' stands here, not a comma or ]"),
        ('[{"a": 1}]\nand more', "2: is not JSON: 'and more' stands here, not the end of the"),
        ('[{"a": 1},\n]', "2: is not JSON: ']' stands here, not another object"),
        ('[{"a": 1},,{"a": 2}]', "1: is not JSON: Expecting value"),
        ('[{"a": 1,\n"a": 2}]', "1: two keys are called 'a' here"),
        ('[{"x": [{"a": 1, "a": 2}]}]', "1: two keys are called 'a' here"),
        ('[{"a.b": 1, "a": {"b": 2}}]', "1: two keys are called 'a.b' here"),
        ('{"a": 1} {"a": 2}', "1: is not JSON: '{\"a\": 2}' stands here, not a new line"),
        ('{"a": 1}\n{"a": ', "2: is not JSON: Expecting value"),
        ('[{"a": "\\ud800"}]', "1: half of a character stands here"),
        ('{"a":' * 50 + "1" + "}" * 50, "1: objects lie too deep in one another"),
        ("[" * 100_000, "1: is not JSON that can be read: it is nested too deeply"),
        ('[{"a": "x\n"}]', "1: is not JSON: Invalid control character at"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_json_to_its_end_is_refused(text, told):
    with pytest.raises(InputError) as refused:
        list(objects("in.json", text))
    assert str(refused.value).startswith(f"in.json:{told}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"d": {"i": [{"a": 1}]}', "1: is not JSON: it is cut off, not a comma or }"),
        ('{"d": {"i": [{"a": 1}]},\n"d": 3}', "2: two keys are called 'd' here"),
        ('{"d": {"i": [{"a": 1}], "i": []}}', "1: two keys are called 'i' here"),
        ('{"d": {"i": [{"a": 1}]}}\nx', "2: is not JSON: 'x' stands here, not the end of the"),
        ('{"d": {"i": {"a": 1}}}', "1: is not JSON: '{\"a\": 1}}}' stands here, not an array"),
        ('{"d": {"j": []}}', "1: has no 'i' to find the rows in; see [input] of the mapping"),
        ('{"d" {"i": []}}', "1: is not JSON: '{\"i\": []}}' stands here, not a colon"),
    ],
)  # fmt: skip
def test_rows_below_keys_are_read_with_all_that_is_around_them(text, told):
    good = '{"e": [1, {}], "d": {"x": 1, "i": [{"a": 1}], "y": []}, "z": 0}'
    assert list(objects("in.json", good, "d.i")) == [(1, {"a": "1"})]
    with pytest.raises(InputError) as refused:
        list(objects("in.json", text, "d.i"))
    assert str(refused.value).startswith(f"in.json:{told}")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@given(st.lists(st.dictionaries(st.text("ab", max_size=3), JSON), max_size=4), st.data())
@examples(30)
def test_json_that_is_cut_off_never_loses_rows(values, data):
    text = json.dumps(values, indent=data.draw(st.sampled_from([None, 1])))
    assert len(list(objects("in.json", text))) == len(values)
    cut = data.draw(st.integers(1, len(text) - 1))
    with pytest.raises(InputError, match=r"^in\.json:[0-9]+: "):
        list(objects("in.json", text[:cut]))


def test_objects_of_a_key_each_take_no_more_than_they_hold():
    text = "[" + ",".join(f'{{"k{n}": {n}}}' for n in range(12_000)) + "]"
    found = records_of("in.json", text.encode(), mapping_of("m", GENERIC).input)
    tracemalloc.start()
    rows = list(found.rows)
    assert tracemalloc.get_traced_memory()[0] < 8 * 2**20
    tracemalloc.stop()
    assert len(found.columns) == len(rows) == 12_000
    assert [*rows[7].cells[7:9], len(rows[7].cells)] == ["7", "", 12_000]
    more = "[" + ",".join(f'{{"k{n}": {n}}}' for n in range(17_000)) + "]"
    with pytest.raises(InputError, match="is the first to make more than 16,384 different keys"):
        list(objects("in.json", more))


def test_a_header_of_many_columns_costs_rows_no_more_than_their_cells():
    text = "source,date,best" + "," * 100_000 + "\n" + "A,2024,1\n" * 500
    found = records_of("in.csv", text.encode(), mapping_of("m", GENERIC).input)
    assert sum(len(row.cells) for row in found.rows) == 1500


def test_packed_bytes_of_another_method_are_one_line(take):
    data = bytearray(BOOK)
    central = data.index(b"PK\1\2")
    data[central + 10], data[8] = 97, 97  # a way of packing that there is not
    status, _, err = take(bytes(data), mapping=FIGURES, name="in.xlsx")
    assert (status, err.count("\n")) == (2, 1)
