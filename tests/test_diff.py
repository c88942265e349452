"""R14: what became of every row between two ledgers, and why each range is another."""

import csv
import io
import random
from collections import Counter

import pytest
from examples import examples
from hypothesis import given, strategies as st
from ledgers import compared, framed

from reconcile.columnar import Cells
from reconcile.comparison.causes import CAUSES
from reconcile.comparison.changes import MEASURED
from reconcile.comparison.difference import Difference, applied
from reconcile.comparison.ledger_rows import as_written
from reconcile.comparison.row_changes import CHANGES
from reconcile.comparison.schema import ChangedRow
from reconcile.comparison.selection import Selection
from reconcile.notation.columns import names_of
from reconcile.storage.ledger_files import COLUMNS

EMPTY = {
    **dict.fromkeys(COLUMNS, ""), "source": "A", "published": "2025-01-01",
    "population": "soldiers", "place": "Town", "measure": "killed", "figure": "100",
}  # fmt: skip
HEAD = "source,published,place,measure,figure,set_aside\n"


def text_of(rows):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]) if rows else list(COLUMNS), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def between(old, new, **settings):
    return Difference(*(compared(text_of(rows), **settings) for rows in (old, new)))


def row(**cells):
    return {**EMPTY, **cells}


def classes(found):
    return found.table["class"].tolist()


def causes(old, new, **settings):
    """Why each range in town is another, by measure."""
    found = framed(Difference(compared(old, **settings), compared(new, **settings)).estimands)
    found = found[found["place"].isin(["", "Town"])]
    return dict(zip(found["measure"], found["cause"], strict=True))


@pytest.mark.parametrize(
    ("cells", "then", "change", "others"),
    [
        ({}, {}, "same", ""),
        ({}, {"figure": "110"}, "corrected", "figure"),
        ({}, {"published": "2025-01-02"}, "corrected", "published"),
        ({}, {"since": "2024-12-01"}, "corrected", "since"),
        ({"figure": "~2,700"}, {"figure": "about 2,700"}, "edited", "figure"),
        ({}, {"published": "2025-01-01?"}, "edited", "published"),
        ({}, {"as_of": "2025-01-01"}, "edited", "as_of"),
        ({}, {"as_of": "2025-01-02"}, "corrected", "as_of"),
        ({}, {"figure": "4.000"}, "corrected", "figure"),
        ({}, {"notes": "read again"}, "edited", "notes"),
        ({}, {"place": "Town, Land"}, "edited", "place"),
        ({}, {"basis": "confirmed"}, "edited", "basis"),
        ({}, {"source": "B"}, "edited", "source"),
        ({}, {"source": "B", "figure": "7"}, "new removed", ""),
        ({"url": "u"}, {"source": "B", "via": "C"}, "edited", "source, via"),
        ({}, {"figure": "7", "published": "2025-01-09"}, "new removed", ""),
        ({"url": "u"}, {"figure": "7", "published": "2025-01-09"}, "corrected",
         "published, figure"),
        ({}, {"published": "2025-01-09", "url": "v"}, "new removed", ""),
        ({}, {"figure": "7", "url": "v", "notes": "n"}, "corrected", "figure, url, notes"),
        ({}, {"set_aside": "misread"}, "set-aside", "set_aside"),
        ({}, {"set_aside": "misread", "figure": "9"}, "set-aside", "figure, set_aside"),
        ({"set_aside": "misread"}, {"set_aside": ""}, "restored", "set_aside"),
        ({"set_aside": "misread"}, {"set_aside": "a duplicate"}, "edited", "set_aside"),
        ({}, {"figure": "withdrawn"}, "withdrawn", "figure"),
        ({"figure": "withdrawn"}, {"figure": "5"}, "restored", "figure"),
    ],
)  # fmt: skip
def test_what_becomes_of_a_row(cells, then, change, others):
    before = row(**cells)
    after = {**before, **then}
    other = row(source="Z", figure="3", notes="besides")
    found = between([before, other], [after, other])
    table = framed(found.table)[found.table["source"] != "Z"]
    assert " ".join(table["class"]) == change
    assert table["cells"].tolist()[0] == others


def test_a_row_that_takes_a_figure_back_comes_in():
    old = [row(), row(figure="90", published="2024-12-01"), row(source="B")]
    gone = row(figure="withdrawn", published="2025-02-01")
    found = between(old, [*old, gone])
    assert classes(found) == ["withdrawn", "withdrawn", "same", "new"]
    assert found.table["taken_back_by"].tolist()[:2] == ["case.csv:5", "case.csv:5"]
    back = between([*old, gone], old)
    assert classes(back) == ["restored", "restored", "same", "removed"]
    assert back.table["taken_back_by"].tolist()[:2] == ["case.csv:5", "case.csv:5"]


def test_of_identical_rows_as_many_are_the_same_as_there_are_on_both_sides():
    assert classes(between([row()] * 3, [row()] * 2)) == ["same", "same", "removed"]
    assert classes(between([row()], [row()] * 2)) == ["same", "new"]


def test_a_row_that_another_joins_is_not_taken_for_it():
    # one row has another figure, and one that says what it said before is new
    old = [row(url="u")]
    found = between(old, [row(url="u", figure="120"), row(url="u", published="2025-02-01")])
    assert classes(found) == ["corrected", "new"]
    found = between(old, [row(url="v", figure="120"), row(url="u", published="2025-02-01")])
    assert classes(found) == ["new", "corrected"]


def test_a_row_in_another_file_is_edited():
    text = text_of([row()])
    found = Difference(compared({"one": text}), compared({"two": text}))
    assert framed(found.table)[
        ["class", "cells", "where_old", "where_new"]
    ].to_numpy().tolist() == [["edited", "case", "one.csv:2", "two.csv:2"]]


def test_a_row_that_is_mended_in_its_number_of_cells_is_edited():
    text = text_of([row()])
    found = Difference(compared(text[:-1] + ",more\n"), compared(text))
    assert found.table["cells"].tolist() == ["number of cells"]
    assert classes(found) == ["edited"]


def test_two_dates_of_one_ledger():
    rows = [
        row(), row(source="B", published="2025-02-03"), row(source="C", published=""),
        row(published="2025-02-10", figure="withdrawn"), row(source="D", published="2025-03-01"),
    ]  # fmt: skip
    text = text_of(rows)
    found = Difference(compared(text, known_by="2025-01"), compared(text, known_by="2025-02"))
    assert classes(found) == ["withdrawn", "new", "same", "new"]
    back = Difference(compared(text, known_by="2025-02"), compared(text, known_by="2025-01"))
    assert classes(back) == ["restored", "same", "removed", "removed"]


def test_only_rows_that_are_selected_before_or_after():
    old, new = [row(), row(source="B")], [row(place="City"), row(source="B", figure="7")]
    found = between(old, new)
    chosen = Difference(*(
        type(one)(one.alignment, Selection(place=("City",))) for one in (found.before, found.after)
    ))  # fmt: skip
    assert chosen.table["source"].tolist() == ["A"]
    assert chosen.estimands["place"].tolist() == ["City"]


# -- every row in exactly one class, and nothing left out

SOME = {
    "source": "AB", "via": ["", "R"], "published": ["2025-01-01", "2025-01-05", "2025-02"],
    "as_of": ["", "2025-01-01"], "place": ["", "Town"], "figure": ["100", "~100", "withdrawn", "x"],
    "measure": ["killed", "wounded", "killed+wounded"], "url": ["", "u", "v"],
    "set_aside": ["", "misread"], "notes": ["", "n"], "basis": ["", "confirmed"],
    "own": ["", "1"],
}  # fmt: skip
ROWS = st.lists(
    st.fixed_dictionaries({name: st.sampled_from(list(texts)) for name, texts in SOME.items()}).map(
        lambda cells: {**EMPTY, **cells}
    ),
    min_size=1, max_size=7,
)  # fmt: skip


def edited(rows, draw):
    """The rows with a few random edits."""
    rows = [dict(each) for each in rows]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(rows) - 1))
        kind = draw(st.sampled_from(["cell", "cell", "gone", "twice"]))
        if kind == "cell":
            name = draw(st.sampled_from(sorted(SOME)))
            rows[at][name] = draw(st.sampled_from(list(SOME[name])))
        elif kind == "twice":
            rows.insert(at, dict(rows[at]))
        elif len(rows) > 1:
            del rows[at]
    return draw(st.permutations(rows))


@st.composite
def pairs(draw):
    """A ledger, and what a few edits or a wholly other hand made of it."""
    old = draw(ROWS)
    return old, edited(old, draw) if draw(st.booleans()) else draw(ROWS)


def placed(comparison):
    """The rows as the file has them, each with its place."""
    rows = as_written(comparison.alignment, Selection())
    ledger = comparison.alignment.parsed.ledger
    return rows.assign(where=Cells.of(ledger.where([number]) for number in range(len(rows))))


def every_row_is_in_one_class_and_the_table_applied_to_the_old_gives_the_new(found):
    before, after = placed(found.before), placed(found.after)
    old, new, table = framed(before), framed(after), framed(found.table)
    for name, rows, absent in (("where_old", old, "new"), ("where_new", new, "removed")):
        assert sorted(filter(None, table[name])) == sorted(rows["where"])
        assert ((table[name] == "") == (table["class"] == absent)).all()
    assert set(table["class"]) <= set(CHANGES)
    made = framed(applied(before, found.table))
    assert Counter(map(tuple, made[list(new)].to_numpy().tolist())) == Counter(
        map(tuple, new.to_numpy().tolist())
    )
    # what is in both is in both, as often as it is
    cells = (Counter(map(tuple, rows[list(old)[:-1]].to_numpy().tolist())) for rows in (old, new))
    alike = table["cells"].eq("") & ~table["class"].isin(["new", "removed"])
    assert alike.sum() == (next(cells) & next(cells)).total()
    assert set(table["class"][alike]) <= {"same", "withdrawn", "restored"}


OPPOSITE = {
    "new": "removed", "removed": "new", "set-aside": "restored", "restored": "set-aside withdrawn",
    "withdrawn": "restored", "same": "same", "corrected": "corrected", "edited": "edited",
}  # fmt: skip


def the_way_back_is_the_opposite(there):
    back = Difference(there.after, there.before)
    ways = {
        (row["where_new"], row["where_old"]): row for row in framed(back.table).to_dict("records")
    }
    for each in framed(there.table).to_dict("records"):
        other = ways.pop((each["where_old"], each["where_new"]))
        assert other["class"] in OPPOSITE[each["class"]].split()
        assert other["cells"] == each["cells"]
    assert not ways


def every_estimand_is_told_and_what_is_another_has_a_cause(found):
    for change, told in zip(found.changes, framed(found.estimands).to_dict("records"), strict=True):
        assert bool(told["cause"]) == change.changed
        assert set(told["cause"].split("; ")) - {""} <= set(CAUSES) - {"the lists of the ledger"}
        assert bool(told["rows_old"] or told["rows_new"]) == change.changed
    same = set(framed(found.table).loc[found.table["class"] == "same", "where_new"])
    assert not same & {at for rows in found.estimands["rows_new"] for at in rows.split()}
    for name, comparison in (("before", found.before), ("after", found.after)):
        own = framed(found.estimands)[framed(found.estimands)[f"verdict_{name}"] != ""]
        told = own[[f"{each}_{name}" for each in MEASURED]].to_numpy().tolist()
        ranges = framed(comparison.ranges)[list(MEASURED)].to_numpy().tolist()
        assert sorted(map(str, told)) == sorted(map(str, ranges))


@examples(60)
@given(pairs())
def test_every_row_and_every_estimand_of_random_edits(both):
    found = between(*both)
    every_row_is_in_one_class_and_the_table_applied_to_the_old_gives_the_new(found)
    the_way_back_is_the_opposite(found)
    every_estimand_is_told_and_what_is_another_has_a_cause(found)


KINDS = {
    "corrected": [("figure", "7"), ("published", "2031-01-01"), ("as_of", "2030-05-01")],
    "edited": [("notes", "n"), ("url", "https://example.org"), ("place", "City"), ("via", "R")],
    "set-aside": [("set_aside", "misread")],
    "withdrawn": [("figure", "withdrawn")],
    "same": [("notes", "")],
}


def test_each_of_a_thousand_random_edits_is_in_exactly_one_class():
    chance = random.Random(14)
    old, new, expected = [], [], Counter()
    for number in range(1000):
        each = row(place=f"Town {number}", source=f"S{number % 40}", figure=str(1000 + number))
        kind = chance.choice([*KINDS, "new", "removed"])
        expected[kind, each["figure"]] += 1
        if kind != "new":
            old.append(each)
        if kind in KINDS:
            new.append({**each, **dict([chance.choice(KINDS[kind])])})
        elif kind == "new":
            new.append(each)
    chance.shuffle(new)
    found = framed(between(old, new).table)
    figures = found["figure_old"].where(found["figure_old"] != "", found["figure_new"])
    assert Counter(zip(found["class"], figures, strict=True)) == expected


# -- what it did to the ranges, and why

ONE = HEAD + "A,2025-01-01,Town,killed,100,\nB,2025-01-01,Town,killed,300,\n"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (ONE, ONE, ""),
        (ONE, ONE + "C,2025-01-03,Town,killed,900,\n", "a new source"),
        (ONE, ONE + "B,2025-01-03,Town,killed,900,\n", "a later count"),
        (ONE, ONE.replace("300", "310"), "a correction"),
        (ONE, ONE.replace(",300,", ",300,misread"), "a row set aside"),
        (ONE.replace(",300,", ",300,misread"), ONE, "a row restored"),
        (ONE, ONE.replace("B,2025-01-01,Town,killed,300,\n", ""), "a row removed"),
        (ONE, ONE + "B,2025-01-09,Town,killed,withdrawn,\n", "a retraction"),
        (ONE, ONE.replace("B,2025-01-01,Town", "B,2025-01-01,City"), "another definition or basis"),
        (ONE + "C,2025-01-03,Town,killed,200,\n",
         ONE.replace("B,2025", "C,2025") + "C,2025-01-03,Town,killed,200,\n",
         "another source or relay named"),
        (ONE, ONE + "B,2025-06-01,Town,killed,310,\n",
         "a later count; the age of a count"),
        (ONE + "C,2025-01-02,City,killed,1,\n", ONE + "C,2025-01-02,Town,killed,700,\n",
         "a first count"),
    ],
)  # fmt: skip
def test_why_a_range_is_another(old, new, why):
    found = causes(old, new)["killed"]
    assert found == why


def test_a_first_count_is_of_a_source_that_spoke_of_something_else_before():
    assert causes(ONE, ONE + "A,2025-01-03,Town,wounded,9,\n")["wounded"] == "a first count"
    assert causes(ONE, ONE + "C,2025-01-03,Town,wounded,9,\n")["wounded"] == "a new source"


def test_another_figure_for_the_same_day_is_a_correction_and_another_relay_is_none():
    head = "source,via,published,as_of,measure,figure\n"
    old = head + "A,,2025-01-02,2025-01-01,killed,100\n"
    later = old + "A,,2025-01-05,2025-01-01,killed,120\n"
    assert causes(old, later)["killed"] == "a correction"
    relayed = old + "A,R,2025-01-02,2025-01-01,killed,at least 90\n"
    assert causes(old, relayed)["killed"] == ""
    relayed = old + "A,R,2025-01-02,2025-01-01,killed,130\n"
    assert causes(old, relayed)["killed"] == "another relay"
    # of an event that ended every figure is of its last day
    listed = "case,ended\ncase,2024-12-31\n"
    assert causes(old, later, listed=listed)["killed"] == "a later count"


def test_a_measure_that_comes_into_use_makes_a_sum():
    old = HEAD + "A,2025-01-01,Town,killed,100,\nA,2025-01-01,Town,wounded,300,\n"
    new = compared(old + "B,2025-01-01,City,killed+wounded,5,\n")
    found = framed(Difference(compared(old), new).estimands)
    town = found[found["place"] == "Town"].set_index("measure")
    assert town.loc["killed+wounded", "cause"] == "a measure that is used or not"
    assert town.loc["killed+wounded", "rows_new"] == "case.csv:4"
    assert town.loc["killed", "cause"] == ""


def test_counts_of_different_bases_are_told_apart():
    text = "source,published,measure,basis,figure\nA,2025-01-01,killed,,100\n"
    old = text + "A,2025-01-01,killed,identified,80\n"
    found = Difference(compared(old), compared(old.replace("80", "85"))).estimands
    assert found["basis"].tolist() == ["", "identified"]
    assert found["low_before"].tolist() == [100, 80]
    assert found["low_after"].tolist() == [100, 85]
    assert found["cause"].tolist() == ["", "a correction"]


def test_a_count_is_too_old_beside_those_that_are_newer_alone():
    later = ONE + "C,2025-02-01,Town,killed,310,\nD,2025-06-01,Town,killed,320,\n"
    found = Difference(compared(ONE), compared(later))
    (causes,) = found.causes.values()
    aged = [cause for cause in causes if cause.why == "the age of a count"]
    assert [cause.source for cause in aged] == ["A", "B"]
    assert {found.where([cause], 1) for cause in aged} == {"case.csv:5"}
    (back,) = Difference(compared(later), compared(ONE)).causes.values()
    assert {cause.why for cause in back} == {"the age of a count", "a row removed"}


def test_the_lists_can_make_the_difference():
    sources = "source,kind,derives_from\nA,media,\nB,media,{}\n"
    old, new = (compared(ONE, sources=sources.format(on)) for on in ("", "A"))
    found = Difference(old, new)
    assert found.counts["same"] == 2
    assert found.estimands["cause"].tolist() == ["the lists of the ledger"]
    assert found.estimands["verdict_after"].tolist() == ["single"]
    assert found.lists == ("sources.csv",)
    assert not found.nothing


def test_a_count_of_another_day_can_turn_a_verdict():
    # of their current counts nothing is sure, until it is known how they stood on one day
    text = HEAD + "A,2025-01-05,Town,killed,100,\nB,2025-01-09,Town,killed,150,\n"
    more = text + "B,2025-01-05,Town,killed,140,\n"
    found = Difference(compared(text), compared(more))
    (told,) = framed(found.estimands).to_dict("records")
    assert (told["verdict_before"], told["verdict_after"]) == ("undetermined", "conflict")
    assert told["cause"] == "a count of another day"
    assert (told["rows_old"], told["rows_new"]) == ("", "case.csv:4")


def test_the_rows_have_the_columns_that_are_declared_and_those_of_the_ledger():
    found = between([{**row(), "own": "1"}], [{**row(), "other": "2"}])
    own = names_of(ChangedRow)
    assert found.table.names in ((*own, "other", "own"), (*own, "own", "other"))
    assert found.table["cells"].tolist() == ["own, other"]
