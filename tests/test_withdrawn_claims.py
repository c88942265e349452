"""What one claim more or less would change, against ledgers without its row (R10)."""

import random

import pytest
from ledgers import compared, write_ledger

from reconcile.bounding import bounds
from reconcile.bounding.hull import Side
from reconcile.bounding.withdrawn_claims import limits_without, wrong_without
from reconcile.cli import run
from reconcile.tables import bounds_table

HEADER = "source,published,population,place,measure,figure"
MEASURES = ("killed", "wounded", "killed+wounded")


def invented(seed, claims, sources=3):
    """Rows of which no two are of one statement."""
    draw = random.Random(seed)
    rows = {}
    for _ in range(claims):
        subject = (f"S{draw.randrange(sources)},2025-01-{draw.randint(1, 5):02},people,Land,"
                   f"{draw.choice(MEASURES)}")  # fmt: skip
        rows[subject] = f"{draw.choice(('>=', '<=', ''))}{draw.choice((1, 2, 4, 7, 12))}"
    return [f"{subject},{figure}" for subject, figure in rows.items()]


def found(rows):
    return bounds(compared("\n".join([HEADER, *rows])))


def line_of(result, estimate):
    return int(result.comparison.alignment.where(estimate).rpartition(":")[2])


def without(rows, line):
    return [row for number, row in enumerate(rows, 2) if number != line]


def test_a_limit_without_a_claim_is_that_of_the_ledger_without_its_row():
    looked_at = 0
    for seed in range(12):
        rows = invented(seed, 4)
        result = found(rows)
        (tree,) = result.trees
        for entry in () if tree.wrong else tree.bounds:
            target = tree.tree.targets.index(entry.target)
            for sign, reached in ((1, entry.low), (-1, entry.high)):
                for one in limits_without(tree, Side(target, sign), entry.day, reached):
                    fewer = found(without(rows, line_of(result, one.estimate)))
                    for each in fewer.trees[0].bounds:  # its day or its measure may be gone
                        if (each.target.measure, each.day) == (entry.target.measure, entry.day):
                            assert (each.low if sign > 0 else each.high).number == one.number
                            looked_at += 1
    assert looked_at > 20


@pytest.mark.parametrize("seed", range(12))
def test_how_many_must_be_wrong_without_a_claim(seed):
    rows = invented(seed, 7, sources=4)
    result = found(rows)
    (tree,) = result.trees
    told = wrong_without(tree)
    assert bool(told) == bool(tree.wrong)
    for one in told:
        fewer = found(without(rows, line_of(result, one.estimate)))
        assert sum(each.wrong for each in fewer.trees) == one.wrong
        left = sum(len(each.contradictions) for each in fewer.trees)
        assert len(tree.contradictions) - left == one.gone


def test_what_would_change_is_told_with_lines():
    rows = ("A,2025-01-01,people,Land,killed,100", "B,2025-01-01,people,Land,killed,<=150",
            "C,2025-01-01,people,Land,killed,<=150")  # fmt: skip
    told = " ".join(bounds_table.text(found(rows), 100, explain=True).split())
    assert "at least 100 would be 0 without A 100 killed (line 2)" in told
    assert "at most 100 would be 150 without A 100 killed (line 2)" in told
    both = bounds_table.text(found([*rows, "D,2025-01-01,people,Land,killed,100"]), 100, True)
    assert "at most 100 would be no other without" in " ".join(both.split())


def test_which_claim_undoes_which_contradictions():
    rows = ("A,2025-01-01,people,Land,killed,100", "B,2025-01-01,people,Land,killed,200",
            "C,2025-01-01,people,Land,killed,200")  # fmt: skip
    told = " ".join(bounds_table.text(found(rows), 100, explain=True).split())
    assert (
        "without A 100 (1 Jan 2025) killed, case.csv:2: 2 of 2 contradictions gone, nobody has to "
        "be wrong" in told
    )
    assert (
        "without B 200 (1 Jan 2025) killed, case.csv:3: 1 of 2 contradictions gone, at least 1 of "
        "3 sources wrong" in told
    )


def test_a_few_contradictions_are_told_and_where_the_others_are(tmp_path, capsys):
    rows = [f"S{at},2025-01-01,people,Land,killed,{100 * at}" for at in range(1, 6)]
    few = bounds_table.text(found(rows), 100)
    assert few.count("  - S") == 5
    assert "and 5 more: reconcile bounds --contradictions" in few
    folder = write_ledger(tmp_path, "\n".join([HEADER, *rows]))
    assert run(["--ledger", str(folder), "bounds", "--contradictions"]) == 0
    every = capsys.readouterr().out
    assert every.count("  - S") == 10
    assert "more:" not in every
