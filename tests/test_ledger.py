"""The ledger: exact lines, text that stays text, files that cannot be read, writing back."""

import csv
import hashlib
import io

import pytest
from hypothesis import given, strategies as st
from ledgers import loaded, write_ledger

from reconcile.errors import LedgerError
from reconcile.storage.appending import appended_rows
from reconcile.storage.csv_file import csv_text, table_of
from reconcile.storage.ledger import case_text, load, save
from reconcile.storage.ledger_files import COLUMNS

HEADER = "source,population,measure,figure,notes"


def lines_of(text):
    """The line of every row of one case, for a text of its rows."""
    return loaded(f"{HEADER}\n{text}").rows["line"].tolist()


ROW = "A,P,killed,3,"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        (f"{ROW}\n{ROW}\n", [2, 3]),
        (f"{ROW}\n{ROW}", [2, 3]),
        (f'{ROW}"a\nb"\n{ROW}\n', [2, 4]),
        (f'{ROW}"a\r\nb"\n{ROW}\n', [2, 4]),
        (f'{ROW}"a\rb"\n{ROW}\n', [2, 4]),
        (f'{ROW}"a\n\nb\r\r\nc"\n{ROW}\n{ROW}\n', [2, 7, 8]),
        (f'"A\n",P,killed,3,"\n"\n{ROW}\n', [2, 5]),
        (f"\n\n{ROW}\n\n{ROW}\n\n", [4, 6]),
        (f"{ROW}\n,,,,\n{ROW}\n", [2, 4]),
        (f"{ROW}\n , ,\t,,\n   \n{ROW}\n", [2, 5]),
        (f'{ROW}"a\nb"\n\n{ROW}"c\nd"\n,,,,\n{ROW}\n', [2, 5, 8]),
        (f"{ROW}a\u2028b\x0bc\x85\n{ROW}\n", [2, 3]),
    ],
)
def test_every_row_has_its_physical_line(text, lines):
    assert lines_of(text) == lines


def test_lines_in_a_file_with_carriage_returns():
    text = f'{HEADER}\r\n{ROW}"a\r\nb"\r\n\r\n{ROW}\r\n'
    assert loaded(text).rows["line"].tolist() == [2, 5]


def test_lines_do_not_move_with_a_byte_order_mark_or_a_header_further_down():
    assert loaded(f"\ufeff{HEADER}\n{ROW}\n").rows["line"].tolist() == [2]
    ledger = loaded(f"\n,,\n{HEADER}\n{ROW}\n")
    assert ledger.tables[0].header_line == 3
    assert ledger.rows["line"].tolist() == [4]


CELL = st.text(st.sampled_from("a\"',;\n\r \t€"), max_size=5)


@given(st.lists(st.tuples(CELL, CELL) | st.none(), max_size=6))
def test_lines_of_any_cells_against_a_line_by_line_count(records):
    """None is a blank line; a record begins after all line ends before it."""
    lines, text = [], "first,second\n"
    for record in records:
        if record and "".join(record).strip():
            lines.append(len(io.StringIO(text, newline="").readlines()) + 1)
        cells = ('"' + cell.replace('"', '""') + '"' for cell in record or ())
        text += ",".join(cells) + "\n"
    assert table_of("case.csv", text.encode()).lines.tolist() == lines


def test_any_column_order_and_further_columns():
    ledger = loaded(
        "figure,weather,measure,source,population,Grid Ref\n"
        "300,snow,killed,A,P,38T\n"
        '"1,000",,wounded,B,P,\n'
    )
    assert ledger.rows["figure"].tolist() == ["300", "1,000"]
    assert ledger.rows["source"].tolist() == ["A", "B"]
    assert ledger.rows["weather"].tolist() == ["snow", ""]
    assert ledger.rows["via"].tolist() == ["", ""]
    assert ledger.extra_columns == ("weather", "Grid Ref")
    assert case_text(ledger, "case").splitlines()[1] == "300,snow,killed,A,P,38T"


def test_a_further_column_of_one_case_is_empty_in_the_others():
    ledger = loaded(
        {
            "a": "source,population,measure,figure,x\nA,P,killed,1,here\n",
            "b": "source,population,measure,figure,y\nA,P,killed,2,there\n",
        }
    )
    assert [list(row) for row in zip(*map(ledger.rows.cells, ("case", "x", "y")), strict=True)] == [
        ["a", "here", ""],
        ["b", "", "there"],
    ]
    assert ledger.where([0, 1]) == "a.csv:2 b.csv:2"


@pytest.mark.parametrize("word", ["NA", "None", "nan", "NaN", "null", "N/A", "-inf", "TRUE", "1e5"])
def test_words_that_others_read_as_missing_stay_text(word):
    ledger = loaded(f"source,population,measure,figure,x\n{word},{word},{word},{word},{word}\n")
    for name in ("source", "population", "measure", "figure", "x"):
        assert ledger.rows[name].tolist() == [word]
    assert list(ledger.sources) == [word]


def test_white_space_around_a_cell_is_no_part_of_it():
    ledger = loaded("source , population,measure,figure\n A,P\u00a0,killed,\t300 \n")
    assert [ledger.rows[name].tolist() for name in ("source", "population", "figure")] == [
        ["A"], ["P"], ["300"],
    ]  # fmt: skip


def test_rows_that_have_not_as_many_cells_as_the_header_are_marked():
    ledger = loaded(f"{HEADER}\n{ROW}\nA,P,killed\n{ROW},,\n{ROW},more\n")
    assert ledger.rows["whole"].tolist() == [True, False, True, False]
    assert ledger.rows["figure"].tolist() == ["3", "", "3", "3"]


def test_cases_come_in_the_order_of_their_names():
    ledger = loaded({"b": f"{HEADER}\n{ROW}\n", "a": f"{HEADER}\n{ROW}\n{ROW}\n"})
    assert ledger.rows["case"].tolist() == ["a", "a", "b"]
    assert [table.name for table in ledger.tables] == ["a.csv", "b.csv"]


def test_a_table_knows_the_digest_of_its_bytes():
    data = f"{HEADER}\n{ROW}\n".encode()
    assert table_of("case.csv", data).sha256 == hashlib.sha256(data).hexdigest()


def test_sources_and_their_origins():
    ledger = loaded(
        f"{HEADER}\n{ROW}\n",
        sources="source,kind,side,derives_from\n"
        "A,government,X,\nB,media,,A\nC,media,,B\nD,media,,E\nE,media,,D\nF,ngo,,elsewhere\n"
        "A,media,,C\n",
    )
    assert {name: source.origin for name, source in ledger.sources.items()} == {
        "A": "A",
        "B": "A",
        "C": "A",
        "D": "D",
        "E": "E",
        "F": "elsewhere",
    }
    assert (ledger.sources["A"].kind, ledger.sources["A"].side) == ("government", "X")


def test_a_ledger_without_sources_or_rows():
    assert loaded(f"{HEADER}\n", sources="").sources == {}
    assert len(loaded(f"{HEADER}\n").rows) == 0
    assert len(loaded("").rows) == 0


def refused(folder):
    with pytest.raises(LedgerError) as error:
        load(folder)
    return str(error.value)


def test_folders_that_hold_no_ledger(tmp_path):
    missing = tmp_path / "missing"
    assert refused(missing) == (f"{missing}: no such folder")
    nothing = f"{tmp_path}: holds no case; a case is a CSV file beside sources.csv"
    assert refused(tmp_path) == nothing
    (tmp_path / "sources.csv").write_text("source\nA\n")
    (tmp_path / "notes.txt").write_text("nothing")
    assert refused(tmp_path) == nothing
    assert refused(tmp_path / "notes.txt").startswith(f"{tmp_path / 'notes.txt'}: not a folder; ")


def test_a_folder_with_the_name_of_a_case(tmp_path):
    (tmp_path / "case.csv").mkdir()
    assert refused(tmp_path).startswith(f"{tmp_path / 'case.csv'}: is not a file")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfea\0", "is UTF-16; save it as CSV UTF-8"),
        ("a,b".encode("utf-16-be"), "is a binary file, not CSV text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is a binary file, not CSV text"),
    ],
)
def test_files_that_are_no_text(tmp_path, data, message):
    (tmp_path / "case.csv").write_bytes(data)
    assert refused(tmp_path) == f"{tmp_path / 'case.csv'}: {message}"


LONG = "x" * (csv.field_size_limit() + 1)
UNCLOSED = "a quoted cell is never closed; add the closing quote"
FOLLOWS = 'text follows a closing quote; write a quote inside a quoted cell as ""'


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"a,b\n1,\xff\n", 2, "is not UTF-8 (byte 0xff); save it as CSV UTF-8"),
        (b"\xef\xbb\xbfa,b\n1,2\n3\xe9,4\n", 3, "is not UTF-8 (byte 0xe9); save it as CSV UTF-8"),
        (b"a,b\n\xe2\x82", 2, "is not UTF-8 (byte 0xe2); save it as CSV UTF-8"),
        (b'a,b\n1,2\n"3,4\n5,6\n', 3, UNCLOSED),
        (b'a,b\n"1\n1",2\n\n3,"4\n5,6\n', 5, UNCLOSED),
        (b'"a,b\n1,2\n', 1, UNCLOSED),
        (b'a,b\n1,"2"3\n', 2, FOLLOWS),
        (b'a,b\n"x\ny",1\n5,"6\n" 7\n', 4, FOLLOWS),
        (
            f"a,b\n1,2\n3,{LONG}\n".encode(),
            3,
            "a cell is longer than 131,072 characters; is a closing quote missing?",
        ),
    ],
)
def test_files_that_cannot_be_read_name_the_line(tmp_path, data, line, message):
    (tmp_path / "case.csv").write_bytes(data)
    assert refused(tmp_path) == f"{tmp_path / 'case.csv'}:{line}: {message}"


def test_a_ledger_with_measures_of_its_own():
    ledger = loaded(f"{HEADER}\n{ROW}\n", measures="measure,includes\nfatal, killed + missing \n")
    assert ledger.measures["fatal"].includes == {"killed", "missing"}


ANY_CELL = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0")
    | st.sampled_from('",;\n\r\ufeff\u00a0'),
    max_size=8,
)
NAMES = ("source", "figure", "population", "case", "line", "x y")


@given(st.lists(st.lists(ANY_CELL, min_size=len(NAMES), max_size=len(NAMES)), max_size=4))
def test_what_is_saved_loads_as_the_same_rows(tmp_path_factory, cells):
    folder = tmp_path_factory.mktemp("ledger")
    text = csv_text(NAMES, cells)
    first = load(write_ledger(folder, text, sources=csv_text(["source", "name"], [["A", "b\rc"]])))
    save(first, folder / "again")
    again = load(folder / "again")
    kept = [[cell.strip() for cell in row] for row in cells if "".join(row).strip()]
    for ledger in (first, again):
        table = ledger.tables[0]
        found = zip(*(table.columns[name] for name in NAMES), strict=True)
        assert [[cell.strip() for cell in row] for row in found] == kept
        assert ledger.rows["source"].tolist() == [row[0] for row in kept]
        assert ledger.rows["x y"].tolist() == [row[-1] for row in kept]
        assert ledger.sources["A"].name == "b\rc"


@pytest.mark.parametrize("cell", ["a\rb", "a\nb", "a\r\nb", 'a"b', "a,b", "\r"])
def test_every_cell_that_needs_quotes_gets_them(cell):
    # before Python 3.13 its csv writer leaves a lone carriage return bare
    text = csv_text(["x", "y"], [[cell, "z"]])
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["x", "y"], [cell, "z"]]
    assert text.endswith(",z\n")


NEW = {"figure": "~40", "source": "B", "notes": 'said "so", twice\nand again'}


@pytest.mark.parametrize(
    ("data", "behind"),
    [
        (b"source,figure,notes\nA,3,\n", b'B,~40,"said ""so"", twice\nand again"\n'),
        (b"source,figure,notes\nA,3,", b'\nB,~40,"said ""so"", twice\nand again"\n'),
        (b"source,figure,notes", b'\nB,~40,"said ""so"", twice\nand again"\n'),
        (b"source,figure,notes\r\nA,3,\r\n", b'B,~40,"said ""so"", twice\nand again"\r\n'),
        (b"source,figure,notes\r\nA,3,", b'\r\nB,~40,"said ""so"", twice\nand again"\r\n'),
        (
            b"\xef\xbb\xbfnotes, figure ,x,source\n",
            b'"said ""so"", twice\nand again",~40,,B\n',
        ),
    ],
)
def test_a_row_is_written_behind_the_last_and_nothing_else_changes(tmp_path, data, behind):
    path = tmp_path / "case.csv"
    path.write_bytes(data)
    assert appended_rows(path, [NEW], COLUMNS) == data + behind
    path.write_bytes(appended_rows(path, [NEW], COLUMNS))
    rows = load(tmp_path).rows
    assert [rows.cells(name)[len(rows) - 1] for name in ("source", "figure", "notes")] == [
        "B",
        "~40",
        'said "so", twice\nand again',
    ]


def test_a_row_for_a_case_that_is_not_there_yet(tmp_path):
    data = appended_rows(tmp_path / "new.csv", [{"source": "A", "figure": "3"}], COLUMNS)
    assert data.decode() == ",".join(COLUMNS) + "\nA,,,,,,,,,3,,,,,,\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_column_that_is_not_there_yet_is_put_behind_the_last(tmp_path, newline):
    path = tmp_path / "case.csv"
    before = '\ufeff\nsource,figure,x\n\n"a\nb",3,\nC,"4""",\u2028,,\nD\n,,\nE,5,"z"'
    path.write_bytes(before.replace("\n", newline).encode())
    data = appended_rows(path, [{"source": "A", "url": "u", "via": "v", "place": ""}], COLUMNS)
    after = (
        '\ufeff\nsource,figure,x,via,url\n\n"a\nb",3,,,\nC,"4""",\u2028,,,,\nD,,\n,,\nE,5,"z",,\n'
        "A,,,v,u\n"
    )
    ending = "\r\n" if newline == "\r\n" else "\n"
    old, new = after.removesuffix("A,,,v,u\n")[:-1], f"{ending}A,,,v,u{ending}"
    assert data.decode() == old.replace("\n", newline) + new
