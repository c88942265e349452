"""The campaign of mutants finds a slip that a test holds, and one that none does."""

import pytest

from campaigns import mutants
from campaigns.mutant_trials import Known, statement

SMALL = "comparison/tolerance.py"
DATES = {"dates": (("notation/dates.py",), ("dates",))}


def test_a_change_of_an_annotation_or_of_nothing_is_no_mutant():
    changes = list(mutants.changes_of(SMALL))
    found = [one for change in changes if (one := mutants.mutant_of("verdicts", SMALL, change))]
    assert len(changes) > len(found) > 50
    assert len({mutant.code for mutant in found}) > 50
    assert all(mutant.line != mutant.changed for mutant in found)
    assert not any("frozen" in mutant.line or "->" in mutant.line for mutant in found)


def test_the_same_seed_draws_the_same(monkeypatch):
    monkeypatch.setattr(mutants, "RULES", {"one": (("bounding/series_breaks.py",), ())})
    drawn = [mutants.sample(["one"], 3, seed) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_slip_is_noticed_and_a_change_that_changes_nothing_is_not(monkeypatch, capsys):
    monkeypatch.setattr(mutants, "RULES", DATES)
    slip = next(one for one in mutants.sample(["dates"], 200, 1)
                if one.line.startswith("return ") and "<" in one.line)  # fmt: skip
    nothing = mutants.Mutant(
        slip.rule, slip.module, slip.code.replace(slip.changed, slip.line), 1, "a", "a too"
    )
    dead = mutants._run([slip, nothing], jobs=1)
    assert dead == [True, False]
    assert not mutants.report([slip, nothing], dead)
    assert "killed: 1 of 2 that change something, 50.0%" in capsys.readouterr().out


def test_the_quickest_of_those_that_run_the_line_are_asked_first():
    seconds = {"a::slow": 9.0, "b::quick": 1.0, "b::other": 0.1, "c::no": 0.1}
    lines = {"2": ["a::slow"], "4": ["b::quick", "c::no"], "5": ["b::other"]}
    known = Known(seconds, {"a.py": lines}).within(["a", "b"])
    order = known.order("a.py", range(2, 5))
    assert sorted(order, key=order.__getitem__) == ["b::quick", "a::slow", "b::other"]


CODE = """\
def f():
    if (a
            and b):
        c(
            1)
"""


@pytest.mark.parametrize(("line", "lines"), [(1, [1]), (2, [2, 3]), (3, [2, 3]), (5, [4, 5])])
def test_a_changed_line_is_run_where_its_statement_is(line, lines):
    assert [*statement(CODE, line)] == lines


def test_every_known_survivor_is_a_change_of_a_line_that_is_there():
    known = mutants._reasons()
    assert known
    for module, line, changed in known:
        lines = (mutants.ROOT / "reconcile" / module).read_text("utf-8").splitlines()
        assert line in {each.strip() for each in lines}, (module, line)
        assert changed != line


@pytest.mark.parametrize("rule", mutants.RULES)
def test_the_code_and_the_tests_of_a_rule_are_there(rule):
    modules, tests = mutants.RULES[rule]
    assert all((mutants.ROOT / "reconcile" / module).is_file() for module in modules)
    assert all((mutants.ROOT / "tests" / f"test_{name}.py").is_file() for name in tests)
