"""What import refuses as a whole."""

import pytest
from importing import GENERIC, rows_of

# what is refused as a whole


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("in.csv", b"date\n" + b"2024-01-01\n" * 500 + b"\0\n", "in.csv:502: holds the char"),
        ("in.json", b'[{"date": "2024",\n "a": "\\\\\\u0000"}]', "in.json:2: holds the char"),
        ("in.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "in.csv:1: is a binary file, or not UTF-8"),
        ("in.csv", b"source,date,best\nCaf\xe9,2024,3\n", "in.csv:2: is not UTF-8 (byte 0xe9)"),
        ("in.csv", b"PK\x03\x04", "in.csv:1: is a workbook or an archive"),
        ("in.csv", b"", "in.csv:1: holds no rows"),
        ("in.csv", b"source,date,best\nA,\"2024,3\n", "in.csv:2: is not CSV: unexpected end"),
        ("in.csv", b"source,source\nA,B\n", "in.csv:1: has two columns 'source'; say in [col"),
        ("in.csv", b"country,deaths\nA,3\n", "in.csv:1: has no column source, date, best, which"),
        ("in.json", b'{"rows": [', "in.json:1: is not JSON"),
        ("in.json", b"[\n{\"a\": 1},\n3]", 'in.json:3: "3" is no object with names'),
        ("in.json", b"[]", "in.json:1: holds no objects"),
        ("in.xlsx", b"source,date,best\n", "in.xlsx:1: is not a workbook of the XLSX format"),
    ],
)  # fmt: skip
def test_a_file_of_another_format_is_one_line(take, tmp_path, name, text, told):
    status, out, err = take(text, name=name)
    assert (status, out) == (2, "")
    assert err.startswith(f"reconcile: {told}") and err.count("\n") == 1
    assert not (tmp_path / "l").exists()


def test_a_file_that_is_too_large_is_not_read(take, monkeypatch):
    monkeypatch.setattr("reconcile.imports.records.MOST", 2**20)
    status, _, err = take("source,date,best\n" + "Police,2024-03-01,12\n" * 60_000)
    assert status == 2 and err.startswith("reconcile: in.csv:1: is more than 1 MiB")


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ("title = 3", 'how.toml:1: title must be a text, as in title = "3"'),
        ("title = \n", "how.toml: is not a TOML file: Invalid value (at line 1, column 9)"),
        ('title = "x"', "how.toml:1: has no [[rows]]"),
        ('[[rows]]\nfigure = "3"', "how.toml:1: has no title"),
        ('title = "x"\ntitel = "y"', "how.toml:2: 'titel' is no key; did you mean title?"),
        ('title = "x"\n[dates]\nformat = []', "how.toml:3: 'format' is no key in [dates]; did you"),
        ('title = "x"\n[count]\n[[rows]]\nbest = "3"', "how.toml:4: [count] gives the figure"),
        ('title = "x"\n[count]\ntotals = "weekly"', "how.toml:3: totals 'weekly' is not one of"),
        ('title = "x"\n[columns]\na = 0', "how.toml:3: the first column is 1"),
        ('title = "x"\n[dates]\nformats = ["days since May"]', "how.toml:3: 'days since May' na"),
        ('title = "x"\n[input]\nformat = "pdf"', "how.toml:3: 'pdf' is no format; formats are"),
        ('title = "x"\n[input]\nskip = -1', "how.toml:3: skip must be a whole number, as in"),
        ('title = "x"\n[input]\nkeep = "no"', "how.toml:3: keep must be true or false"),
        ('title = "x"\n[input]\ndelimiter = ";;"', "how.toml:3: ';;' is not one character"),
        ('title = "x"\nrows = 3', "how.toml:2: rows is written [[rows]], once for each"),
        ('title = "x"\n[[rows]]\nsource = "A"', "how.toml:2: [[rows]] needs a figure, or low,"),
        ('title = "x"\n[[rows]]\nfigure = "3"\nlow = "2"', "how.toml:3: [[rows]] has both a"),
        ('title = "x"\n[[rows]]\nfigure = "3"\nSource = "A"', "how.toml:4: the column is call"),
        ('title = "x"\n[[rows]]\nfigure = {txt = "3"}', "how.toml:3: 'txt' is no key in [row"),
        ('title = "x"\n[[rows]]\nfigure = {text = "3", list = "a"}', "how.toml:3: there is no"),
        ('title = "x"\n[[rows]]\nfigure = {text = "3", pattern = "("}', "how.toml:3: pattern is"),
        ('title = "x"\n[[rows]]\nfigure = {text = "3", pattern = "3", give = "\\\\1"}',
         "how.toml:3: the pattern has no group 1"),
        ('title = "x"\n[[rows]]\nfigure = {text = "3", mark = "!"}', "how.toml:3: mark '!' is"),
        ('title = "x"\n[[rows]]\nfigure = "3"\nwhen = {text = "{a}"}', "how.toml:4: a condition"),
        ('title = "x"\n[[rows]]\nfigure = {text = "3", pattern = "3", give = "\\\\g<"}',
         "how.toml:3: \\g means nothing; write \\\\ for a backslash"),
        ('title = "x"\n[[rows]]\nfigure = {text = "3", pattern = "3", give = "\\\\g<x>"}',
         "how.toml:3: the pattern has no group x"),
        ('title = "x"\n[[rows]]\nfigure = {text = "3", pattern = "(?=3)3"}',
         "how.toml:3: pattern is no regular expression that is read here: invalid perl operator"),
        ('title = "x"\n[[rows]]\nfigure = {text = "3", pattern = "\\\\b3"}',
         "how.toml:3: pattern is no regular expression that is read here: \\b is not the same"),
        ('title = "x"\n[[rows]]\nfigure = {text = "3", pattern = "[\\\\W]"}',
         "how.toml:3: pattern is no regular expression that is read here: \\W cannot stand with"),
        (f'title = "x"\n[[rows]]\nfigure = {{text = "3", pattern = "{"a" * 3000}"}}',
         "how.toml:3: pattern is no regular expression that is read here: it is longer than 2,000"),
        ("title = " + "[" * 1000, "how.toml:1: is nested too deeply; a mapping is not"),
        (f'title = "x"\n[input]\nskip = {"9" * 5000}', "how.toml:3: holds a number that is too"),
        ('title = "x"\n[input]\nskip = 99999999999999999999', "how.toml:3: skip is more than 1,0"),
        (f'title = "{"x" * 2**18}"', "how.toml:1: is longer than 262,144 characters; it is no"),
        ('title = "x"\n[input]\nencoding = "undefined"', "how.toml:3: the encoding 'undefined'"),
        ('title = "x"\n[input]\nencoding = "punycode"', "how.toml:3: the encoding 'punycode'"),
        ('title = "x"\n[input]\nencoding = "hex"', "how.toml:3: the encoding 'hex' is not known"),
        ('title = "x"\n[input]\nencoding = "utf-7"', "how.toml:3: the encoding 'utf-7' is not k"),
        ('title = "x"\n[input]\nencoding = "a\\u0000"', "how.toml:3: the encoding 'a"),
        ('title = "x"\n[input]\ndelimiter = "\\n"', "how.toml:3: '' is not one character betw"),
        ('title = "x"\n[dates]\nformats = ["%Y%Y"]', "how.toml:3: '%Y%Y' asks for one thing twi"),
        ('title = "x"\n[dates]\nformats = ["%Q"]', "how.toml:3: '%Q' is no format; a % stands"),
        ('title = "x"\n[dates]\nformats = ["%"]', "how.toml:3: '%' is no format; a % stands"),
        ('title = "x"\n[dates]\nformats = ["day"]', "how.toml:3: 'day' names no part of a date"),
        ('title = "x"\n[[skip]]\nwhy = "y"', "how.toml:2: [[skip]] needs when and why"),
        ('title = "x"\n[sources.A]\nkynd = "ngo"', "how.toml:3: 'kynd' is no key in [sources.A]"),
        ('title = "x"\n[sources.A]\nkind = "medium"\n[[rows]]\nfigure = "3"',
         "how.toml:3: kind 'medium' is not one of intelligence, military, gove"),
    ],
)  # fmt: skip
def test_a_mapping_with_a_fault_is_one_line(take, mapping, told):
    status, out, err = take("a\n1\n", mapping=mapping)
    assert (status, out) == (2, "")
    assert err.startswith(f"reconcile: {told}") and err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--as", "nothing"], "there is no preset 'nothing'; there are "),
        (["--set", "place"], "--set 'place' is not NAME=TEXT"),
        (["--case", "sources"], "'sources' cannot be the name of a case"),
        (["--kind", "medium"], "--kind medium: [bad-row] 'medium' is not a kind of source"),
        (["--edition", "1.2.2024"], "Invalid value for '--edition'"),
    ],
)
def test_wrong_options_are_one_line(take, tmp_path, arguments, told):
    status, out, err = take("source,date,best\nFire brigade,2024-03-01,12\n", *arguments)
    assert (status, out) == (2, "")
    assert err.startswith(f"reconcile: {told}") and err.count("\n") == 1
    assert not (tmp_path / "l").exists()


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ("parts", "'parts' cannot be the name of a case; say with --case where rows go"),
        ("../town", "l/../town.csv: cannot be a case; give it a name of plain letters"),
        (
            "a" * 197,
            f"l: {'a' * 59}… is too long a name for a case; give it a name of plain letters",
        ),
    ],
)
def test_a_row_whose_case_can_be_no_file_is_refused_where_it_stands(take, case, told):
    text = f"source,date,best,case\nPolice,2024-03-01,12,town\nPolice,2024-03-02,13,{case}\n"
    mapping = GENERIC.replace('case = "town"\n', "") + 'case = "{case}"\n'
    status, out, err = take(text, "--partial", mapping=mapping)
    assert (status, err.splitlines()[0]) == (1, f"in.csv:3: refused: {told}")
    assert "1  became rows of the ledger" in out


@pytest.mark.parametrize(
    ("name", "told"),
    [("A\x01", "U+0001 (a control character)"), ('"A\nB"', "U+000A (a line break)"),
     ("A\u202e", "U+202E (RIGHT-TO-LEFT OVERRIDE)")],
)  # fmt: skip
def test_a_source_that_cannot_be_listed_is_refused_in_each_row_of_it(take, tmp_path, name, told):
    """The line of `sources.csv` that would have been written is nobody's to mend."""
    text = f"source,date,best\nPolice,2024-03-01,12\n{name},2024-03-01,3\n{name},2024-03-02,4\n"
    status, _, err = take(text, "--kind", "ngo", "--partial")
    wide = name.count("\n")
    why = f"refused: [control-character] source: the cell holds {told}; delete it"
    lines = [line for line in err.splitlines() if "refused" in line]
    assert status == 1
    assert [line.startswith(f"in.csv:{at}: {why}") for line, at in
            zip(lines, (3, 4 + wide), strict=True)] == [True, True]  # fmt: skip
    assert [row["source"] for row in rows_of(tmp_path, "sources")] == ["Police"]
    assert [row["source"] for row in rows_of(tmp_path)] == ["Police"]


@pytest.mark.parametrize("there", [False, True])
def test_a_header_that_no_file_of_a_ledger_may_have_is_told_where_it_stands(take, tmp_path, there):
    """In the input, on its line, with its cell, not in the file that would have been written."""
    kept = GENERIC.replace("[constants]", "[input]\nkeep = true\nskip = 1\n[constants]")
    if there:
        assert take("source,date,best\nPolice,2024-03-01,12\n")[0] == 0
    before = rows_of(tmp_path) if there else None
    status, out, err = take(
        'made by,,,\nsource,date,best,"a;source;figure"\nPolice,2024-03-02,12,x\n', mapping=kept
    )
    assert (status, out) == (2, "")
    assert err == (
        "reconcile: in.csv:2: [bad-header] a;source;figure: the cells are parted by semicolons; "
        "save the file as CSV with commas, or leave the column out, with ignore in [input] of the "
        "mapping\n"
    )
    assert (rows_of(tmp_path) if there else None) == before
    if there:
        case = tmp_path / "l" / "town.csv"
        case.write_text(case.read_text().replace("\n", ",x,x\n"))
        err = take("source,date,best\nPolice,2024-03-03,9\n")[2]
        assert err.startswith("reconcile: l/town.csv:1: [bad-header] the column 'x' stands twice; ")


@pytest.mark.parametrize(
    ("name", "header", "told"),
    [
        ("town", "source,as_of,population,place,measure,figrue",
         "'figrue' is not a column; did you mean figure?"),
        ("town", "source,as_of,population,plcae,measure,figure",
         "'plcae' is not a column; did you mean place?"),
        ("town", "source,as_of,place,measure,figure", "there is no column population; add"),
        ("sources", "soruce,kind", "'soruce' is not a column; did you mean source?"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("more", [(), ("--partial",), ("--dry-run",)])
def test_nothing_is_put_beside_a_column_that_is_misspelt(take, tmp_path, name, header, told, more):
    """Such a column would make the header right, and leave the rows below it without a cell."""
    (tmp_path / "l").mkdir()
    (tmp_path / "l" / "sources.csv").write_text("source,kind\nA,media\n")
    there = tmp_path / "l" / f"{name}.csv"
    there.write_text(f"{header}\n")
    before = {path.name: path.read_bytes() for path in (tmp_path / "l").iterdir()}
    status, out, err = take("source,date,best\nPolice,2024-03-01,12\n", *more)
    assert (status, out) == (2, "")
    assert err.startswith(f"reconcile: l/{name}.csv:1: [bad-header] {told}")
    assert err.count("\n") == 1
    assert {path.name: path.read_bytes() for path in (tmp_path / "l").iterdir()} == before


def test_a_file_of_a_case_that_holds_nothing_gets_rows(take, tmp_path):
    (tmp_path / "l").mkdir()
    (tmp_path / "l" / "town.csv").write_text("")
    assert take("source,date,best\nPolice,2024-03-01,12\n")[0] == 0
    assert [row["figure"] for row in rows_of(tmp_path)] == ["12"]


@pytest.mark.parametrize("there", [False, True])
def test_a_control_character_in_the_name_of_a_further_column_is_told(take, tmp_path, there):
    kept = GENERIC.replace("[constants]", "[input]\nkeep = true\n[constants]")
    if there:
        assert take("source,date,best,seen\nPolice,2024-03-01,12,x\n", mapping=kept)[0] == 0
    before = rows_of(tmp_path) if there else None
    text = "source,date,best,seen,by\x01whom\nPolice,2024-03-02,13,x,{}\n"
    status, out, err = take(text.format("y"), mapping=kept)
    assert (status, out) == (2, "")
    assert err == (
        "reconcile: in.csv:1: [control-character] by\N{REPLACEMENT CHARACTER}whom: the cell holds "
        "U+0001 (a control character); delete it, or write a space for it, or leave the column "
        "out, with ignore in [input] of the mapping\n"
    )
    assert (rows_of(tmp_path) if there else None) == before
    if there:  # of a column without a cell nothing is kept then
        assert take(text.format(""), mapping=kept)[0] == 0


def test_a_control_character_that_a_header_has_already_is_told_where_it_stands(take, tmp_path):
    assert take("source,date,best\nPolice,2024-03-01,12\n")[0] == 0
    case = tmp_path / "l" / "town.csv"
    header, row = case.read_text().splitlines()
    case.write_text(f"{header},by\x01whom\n{row},\n")
    status, _, err = take("source,date,best\nPolice,2024-03-02,13\n")
    assert status == 2
    assert err.startswith("reconcile: l/town.csv:1: [control-character] by")


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('[sources.A]\nkind = "ngo"\nderives_from = "A"',
         "how.toml: the source 'A': [bad-row] derives_from: 'A' derives from itself in the end; "),
        ('[sources.A]\nkind = "ngo"\nname = "\\u0001"',
         "how.toml: the source 'A': [control-character] name: the cell holds U+0001"),
        ('[[breakdowns]]\nof = "place"\nwhole = "A"\nbreakdown = "\\u0001"\nparts = ["B", "C"]',
         "how.toml: a row for parts.csv: [control-character] breakdown: the cell holds U+0001"),
    ],
)  # fmt: skip
def test_what_a_mapping_adds_to_a_list_is_told_with_the_mapping(take, tmp_path, entry, told):
    status, out, err = take("source,date,best\nA,2024-03-01,12\n", mapping=GENERIC + entry)
    assert (status, out) == (2, "")
    assert err.startswith(f"reconcile: {told}") and err.count("\n") == 1
    assert not (tmp_path / "l").exists()


def test_more_columns_than_a_ledger_can_keep_are_refused(take):
    names = [f"x{at}" for at in range(1_001)]
    text = (
        f"source,date,best,{','.join(names)}\nPolice,2024-03-01,12,{','.join('1' for _ in names)}\n"
    )
    kept = GENERIC.replace("[constants]", "[input]\nkeep = true\n[constants]")
    status, _, err = take(text, mapping=kept)
    assert (status, err.count("\n")) == (2, 1)
    assert err.startswith("reconcile: in.csv:1: has 1,001 columns besides those that the mapping")
    ignored = kept.replace("keep = true", 'keep = true\nignore = ["x7"]')
    assert take(text, mapping=ignored)[0] == 0


def test_a_case_has_to_be_named(take):
    told = "reconcile: say with --case which case the rows go to\n"
    nameless = GENERIC.replace('case = "town"\n', "")
    assert take("source,date,best\nPolice,2024-03-01,12\n", mapping=nameless) == (2, "", told)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Police,2024-02-30,12", "[bad-date] "),
        ("Police,yesterday,12", "[bad-date] "),
        ("Police,2024-03-01,1.5", "best '1.5' is not a whole number; people are counted whole"),
        ("Police,2024-03-01,1000000000000", "best '1000000000000' is more than any count of pe"),
        ("Police,2024-03-01", "has 2 cells where the header has 3; is a quote missing?"),
        ("Police,2024-03-01,1,2", "has 4 cells where the header has 3; is a quote missing?"),
        (",2024-03-01,1", "[missing-value] "),
    ],
)
def test_a_row_that_does_not_fit_is_told_with_its_line(take, row, told):
    status, _, err = take(f'source,date,best\n"Police",2024-03-01,"12"\n\n{row}\n')
    assert status == 1
    assert err.startswith(f"in.csv:4: refused: {told}")
    assert err.endswith(f"    4 | {row}\n")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (f"Police,2024-03-01,{'9' * 4301}", f"best '{'9' * 59}…' is more than any count of people"),
        (f"Police,2024-03-01,{'9' * 4301}.5", f"best '{'9' * 59}…' is not a whole number"),
        (f"Police,2024-03-01,1e{'9' * 4301}", f"best '1e{'9' * 57}…' is not a number"),
        (f"Police,{'9' * 4301},1", f"[bad-date] as_of: '{'9' * 59}…' is not a date"),
    ],
)
def test_a_number_of_any_length_is_told_in_one_line(take, row, told):
    status, _, err = take(f"source,date,best\n{row}\n")
    assert status == 1 and err.startswith(f"in.csv:2: refused: {told}")


def test_a_cell_that_is_longer_than_a_ledger_holds_is_refused(take):
    told = take(f"source,date,best\n{'P' * 131_073},2024-03-01,1\n")[2]
    assert told == "reconcile: in.csv:2: is not CSV: field larger than field limit (131072)\n"
    text = f'[{{"source": "{"P" * 131_073}", "date": "2024-03-01", "best": 1}}]'
    told = take(text, name="in.json")[2]
    assert told.startswith("in.json:1: refused: source is longer than 131,072 characters ('PPPP")


def test_what_replaces_a_text_cannot_make_it_grow_without_end(take):
    how = GENERIC.replace(
        'source = "{source}"',
        'source = {text = "{source}", replace = {"P" = "QQQQQQQQ", "Q" = "RRRRRRRR", "R" = '
        '"SSSSSSSS", "S" = "TTTTTTTT", "T" = "UUUUUUUU", "U" = "VVVVVVVV", "V" = "WWWWWWWW"}}',
    )
    told = take("source,date,best\nP,2024-03-01,1\n", mapping=how)[2]
    assert told.startswith("in.csv:2: refused: source is longer than 131,072 characters ('VVV")


def test_a_pattern_takes_no_longer_than_its_text(take, tmp_path):
    how = GENERIC.replace(
        'source = "{source}"', 'source = {text = "{source}", pattern = "(a+)+", otherwise = "B"}'
    )
    text = "source,date,best\n" + "a" * 41 + "!,2024-03-01,1\n" + "a" * 41 + ",2024-03-02,2\n"
    assert take(text, "--kind", "ngo", mapping=how)[0] == 0
    assert [row["source"] for row in rows_of(tmp_path)] == ["B", "a" * 41]


def test_letters_and_digits_of_every_script_are_letters_and_digits(take, tmp_path):
    how = GENERIC.replace(
        'source = "{source}"',
        r"""source = {text = "{source}", pattern = '(\w+)\s\(é([^\s\d]+)\)', give = 'ü \2 \1'}""",
    )
    text = "source,date,best\nMédecins\u00a0(éX),2024-03-01,1\n"
    assert take(text, "--kind", "ngo", mapping=how)[0] == 0
    assert rows_of(tmp_path)[0]["source"] == "ü X Médecins"


def test_a_row_of_a_source_that_nobody_lists_goes_in_with_a_warning(take, tmp_path):
    status, out, err = take("source,date,best\nFire brigade,2024-03-01,12\n")
    assert (status, err) == (0, "")
    assert "2 warnings for the new rows" in out  # it has no address either
    assert rows_of(tmp_path)[0]["source"] == "Fire brigade"


def test_lines_are_physical_lines(take):
    text = 'source,date,best\n"Police",2024-03-01,"1\n2"\nPolice,2024-03-02,-1\n'
    err = take(text)[2]
    assert "in.csv:2: refused: best '1 2' is not a number" in err
    assert "in.csv:4: refused: best '-1' is negative" in err


def test_the_list_of_refused_rows_holds_no_formula(take, tmp_path):
    text = '[{"source": "=1+1", "date": "a;=2+2", "best": -1, "@x": "-3"}]'
    assert take(text, "--refused", str(tmp_path / "refused.csv"), name="in.json")[0] == 1
    header, row = (tmp_path / "refused.csv").read_text(encoding="utf-8").splitlines()
    assert header == "line,reason,source,date,best,'@x"
    assert row.endswith(",'=1+1,a;'=2+2,-1,-3")
