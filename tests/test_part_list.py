"""parts.csv: what is read of it, and what `check` says of what cannot be."""

import pytest
from ledgers import loaded

from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.cli import run
from reconcile.storage.breakdowns import Breakdown
from reconcile.storage.ledger import load, save
from reconcile.storage.usual_breakdowns import usual_breakdowns

CASE = "source,published,measure,figure,population\nA,2025,killed,1,people\n"
HEADER = "of,whole,breakdown,part,complete\n"
SEX = "population,people,sex,men,yes\npopulation,people,sex,women,yes\n"


def found(parts):
    """The breakdowns that can be used, and the issues of parts.csv."""
    ledger = loaded(CASE, parts=HEADER + parts)
    issues = [each for each in check(parse(ledger)).issues if each.file == "parts.csv"]
    return list(ledger.parts.listed.values()), [
        (each.line, each.check, each.message, each.remedy, each.cell) for each in issues
    ]


def test_breakdowns_are_read_in_the_order_of_the_file():
    districts = 'place,Land,district,"North, Land",\nplace,Land,district,"South, Land",\n'
    assert found(SEX + districts) == (
        [
            Breakdown("population", "people", "sex", ("men", "women"), True),
            Breakdown("place", "Land", "district", ("North, Land", "South, Land"), False),
        ],
        [],
    )


def test_a_part_may_stand_in_two_breakdowns_of_one_whole():
    age = "population,people,age,children,\npopulation,people,age,women,\n"
    listed, issues = found(SEX + age)
    assert [one.name for one in listed] == ["sex", "age"]
    assert issues == []


def test_a_ledger_without_the_file_has_no_breakdowns():
    assert dict(loaded(CASE).parts.listed) == {}
    assert loaded(CASE).parts.outer("place", "Town, Land") == ("Land",)


def test_what_a_name_lies_in_by_breakdowns_and_by_comma():
    parts = SEX + 'population,everybody,kind,people,\npopulation,everybody,kind,"dogs, animals",\n'
    outer = loaded(CASE, parts=HEADER + parts).parts.outer
    assert outer("population", "young, women") == ("women", "people", "everybody")
    assert outer("population", "dogs, animals") == ("everybody", "animals")
    assert outer("place", "women") == ()


@pytest.mark.parametrize(
    ("parts", "issues"),
    [
        (
            "people,people,sex,men,\n" + SEX,
            [(2, "bad-row", "of is 'people'", "of", "write population or place, the column of a "
              "case that whole and part are names of")],
        ),
        (
            "population,people,sex,,yes\n" + SEX,
            [(2, "missing-value", "part is empty", "part", "write the name of the part, as the "
              "rows of a case have it")],
        ),
        (
            ",,,men,yes\n" + SEX,
            [(2, "missing-value", f"{name} is empty", name, None)
             for name in ("of", "whole", "breakdown")],
        ),
        (
            "population,people,sex,children,no\n" + SEX,
            [(2, "bad-row", "complete is 'no'", "complete", "write yes if the parts together are "
              "the whole, or leave it empty")],
        ),
        (
            SEX + "population,people,sex,children,\n",
            [(4, "bad-row", "complete is yes on 2 of the 3 parts of people by sex, and not here",
              "complete", "write yes on every part if together they are the whole, else on none")],
        ),
        (
            SEX + "population,people,sex,men,yes\n",
            [(4, "duplicate-row", "'men' is listed before as a part of people by sex, in line 2",
              "part", "keep one of the two lines")],
        ),
        (
            "population,people,sex,men,\n",
            [(2, "bad-row", "'men' is the only part of people by sex", "part",
              "list its other parts as well, or delete the line")],
        ),
        (
            "population,people,sex,men,,extra\n" + SEX,
            [(2, "bad-row", "6 cells, but the header has 5", "", None)],
        ),
    ],
)  # fmt: skip
def test_a_broken_breakdown_is_told_where_it_is_and_not_used(parts, issues):
    listed, told = found(parts)
    assert listed == []
    assert len(told) == len(issues)
    for (line, name, message, cell, remedy), got in zip(issues, told, strict=True):
        assert (got[0], got[1], got[2], got[4]) == (line, name, message, cell)
        assert remedy in (None, got[3])


@pytest.mark.parametrize(
    ("parts", "lines", "message"),
    [
        (
            "population,people,sex,people,\npopulation,people,sex,women,\n",
            [2],
            "'people' cannot be a part of 'people'",
        ),
        (
            "population,a,x,b,\npopulation,a,x,c,\npopulation,b,y,d,\npopulation,b,y,e,\n"
            "population,d,z,a,\npopulation,d,z,f,\n",
            [2, 4, 6],
            "'b' cannot be a part of 'a', which lies in it: a in d in b",
        ),
        (
            'place,"Town, Land",x,Land,\nplace,"Town, Land",x,Sea,\n',
            [2],
            "'Land' cannot be a part of 'Town, Land', which lies in it: Town, Land in Land",
        ),
    ],
)
def test_a_circle_of_parts(parts, lines, message):
    good = "population,other,sex,men,\npopulation,other,sex,women,\n"
    listed, issues = found(parts + good)
    assert [one.whole for one in listed] == ["other"]
    assert [each[0] for each in issues] == lines
    assert (issues[0][1], issues[0][2], issues[0][4]) == ("bad-row", message, "part")


def test_names_of_another_column_make_no_circle():
    parts = "population,a,x,b,\npopulation,a,x,c,\nplace,b,x,a,\nplace,b,x,c,\n"
    assert [one.of for one in found(parts)[0]] == ["population", "place"]


def test_a_header_that_cannot_be_read_is_the_only_issue():
    ledger = loaded(CASE, parts="of,whole,sex,part\n" + "population,people,sex,men\n")
    assert dict(ledger.parts.listed) == {}
    issues = [each for each in check(parse(ledger)).issues if each.file == "parts.csv"]
    assert [each.check for each in issues] == ["bad-header"]


def test_a_name_that_is_almost_that_of_a_row():
    case = CASE + "A,2025,killed,1,Men\n"
    issues = check(parse(loaded(case, parts=HEADER + SEX))).issues
    assert [
        (each.file, each.line, each.message, each.remedy)
        for each in issues
        if each.check == "look-alike"
    ] == [("parts.csv", 2, "'men' looks like 'Men' (case.csv:3)", "write Men, as the rows have it")]


def test_a_part_with_its_whole_or_without_it():
    case = 'A,2025,killed,1,"women, people"\nA,2025,killed,1,men\n'
    case += 'A,2025,killed,1,old\nA,2025,killed,1,"young,  people"\n'
    age = 'population,people,age,"old, people",\npopulation,people,age,"young, people",\n'
    issues = check(parse(loaded(CASE + case, parts=HEADER + SEX + age))).issues
    assert [(each.line, each.message) for each in issues if each.check == "look-alike"] == [
        (3, "'women, people' looks like 'women', a part in parts.csv"),
        (5, "'old' looks like 'old, people', a part in parts.csv"),
        (5, "'young,␣people' looks like 'young,␣␣people' (case.csv:6)"),
    ]


def test_it_is_saved_with_the_ledger(tmp_path):
    save(loaded(CASE, parts=HEADER + SEX), tmp_path)
    assert (tmp_path / "parts.csv").read_text() == HEADER + SEX
    assert load(tmp_path).parts.listed[("population", "people", "sex")].parts == ("men", "women")


def test_usual_breakdowns_are_offered_to_a_new_ledger(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["init", "mine", "--breakdown", "sex-and-age", "--breakdown", "status=folk"]) == 0
    assert "made mine/parts.csv: which parts share nobody" in capsys.readouterr().out
    listed = load("mine").parts.listed
    assert [(one.whole, one.name, len(one.parts), one.complete) for one in listed.values()] == [
        ("civilians", "sex and age", 6, True),
        ("folk", "status", 3, True),
    ]
    assert run(["init", "other", "--breakdown", "sex"]) == 2
    assert capsys.readouterr().err == (
        "reconcile: there is no breakdown 'sex'; there are sex-and-age, adults-and-children, "
        "status\n"
    )
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("name", list(usual_breakdowns()))
def test_every_usual_breakdown_can_be_used(name):
    one = usual_breakdowns()[name]
    text = "\n".join(",".join(row.values()) for row in one.rows) + "\n"
    assert found(text) == ([one], [])


MAPPING = """title = "A sheet"
case = "sheet"
[constants]
whom = "people"
[sources.A]
kind = "other"
[[breakdowns]]
whole = "{whom}"
breakdown = "sex"
parts = ["men, {whom}", "women, {whom}"]
complete = true
[[breakdowns]]
usual = "status"
whole = "{whom}"
[[rows]]
source = "A"
population = "men, {whom}"
measure = "killed"
published = "2025-01-01"
figure = "{men}"
"""


def imported(tmp_path, mapping, *options):
    (tmp_path / "map.toml").write_text(mapping)
    (tmp_path / "sheet.csv").write_text("men\n5\n")
    return run(
        ["--ledger", str(tmp_path / "l"), "import", str(tmp_path / "sheet.csv"), "--mapping",
         str(tmp_path / "map.toml"), *options]
    )  # fmt: skip


def test_a_mapping_brings_its_breakdowns(tmp_path):
    assert imported(tmp_path, MAPPING, "--set", "whom=folk") == 0
    listed = load(tmp_path / "l").parts.listed
    assert list(listed) == [("population", "folk", "sex"), ("population", "folk", "status")]
    assert listed[("population", "folk", "sex")].parts == ("men, folk", "women, folk")
    before = (tmp_path / "l" / "parts.csv").read_text()
    (tmp_path / "l" / "parts.csv").write_text(before.replace("sex,", "by sex,"))
    changed = (tmp_path / "l" / "parts.csv").read_text()
    assert imported(tmp_path, MAPPING, "--set", "whom=folk") == 0  # nothing new, nothing written
    assert (tmp_path / "l" / "parts.csv").read_text() == changed


@pytest.mark.parametrize(
    ("wrong", "line", "told"),
    [
        (MAPPING.replace('"status"', '"state"'), 13, "there is no breakdown 'state'"),
        (MAPPING.replace('breakdown = "sex"\n', ""), 7, "[[breakdowns]] needs usual, or whole"),
        (MAPPING.replace('"{whom}"\nbreak', '"{men}"\nbreak'), 7, "'men' is not in [constants]"),
        (MAPPING.replace('whole = "{whom}"\nbreak', 'of = "sex"\nwhole = "x"\nbreak'), 8,
         "of 'sex' is not one of population, place"),
    ],
)  # fmt: skip
def test_a_breakdown_of_a_mapping_that_cannot_be(tmp_path, capsys, wrong, line, told):
    assert imported(tmp_path, wrong) == 2
    assert capsys.readouterr().err.startswith(f"reconcile: {tmp_path / 'map.toml'}:{line}: {told}")
