"""Mutation testing of the rules: `python -m campaigns.mutants` (docs/reliability.md).

One small change is made in a copy of the code, `<` to `<=`, `and` to `or`, 1 to 2, and the tests of
that rule are run. A test that fails has noticed: the mutant is killed. One that survives is a line
that no test holds, or a change that changes nothing; of those that are known to change nothing,
campaigns/survivors.toml says why. Ends with 1 if fewer than 92 of 100 were killed.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from queue import SimpleQueue

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import MutationVisitor
from cosmic_ray.plugins import get_operator

from campaigns.mutant_trials import Known, Sorted, copied, known, passes, ready, statement

ROOT = Path(__file__).resolve().parent.parent
ENOUGH = 0.92  # of the mutants that change something

# What a slip of the hand or of the mind looks like; the rest of the library's operators mostly
# make code that fails at once, which tells nothing of the tests.
OPERATORS = (
    *(
        f"core/ReplaceComparisonOperator_{pair}"
        for pair in (
            "Lt_LtE", "Lt_Gt", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_Lt", "GtE_Gt", "GtE_Lt",
            "Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is",
        )
    ),
    *(
        f"core/ReplaceBinaryOperator_{pair}"
        for pair in (
            "Add_Sub", "Sub_Add", "Mul_Div", "Mul_Add", "Div_Mul", "FloorDiv_Mul", "Mod_Mul",
            "Pow_Mul", "BitOr_BitAnd", "BitAnd_BitOr", "Sub_BitOr",
        )
    ),
    "core/ReplaceAndWithOr", "core/ReplaceOrWithAnd", "core/AddNot",
    "core/ReplaceUnaryOperator_Delete_Not", "core/ReplaceUnaryOperator_USub_UAdd",
    "core/ReplaceTrueWithFalse", "core/ReplaceFalseWithTrue",
    "core/ReplaceBreakWithContinue", "core/ReplaceContinueWithBreak",
    "core/NumberReplacer", "core/ZeroIterationForLoop",
)  # fmt: skip

RULES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # the code of a rule, its tests
    "figures": (
        ("notation/figures.py", "notation/common_figures.py", "notation/figure_columns.py"),
        ("figures", "figure_columns", "sums"),
    ),
    "dates": (("notation/dates.py",), ("dates", "ended")),
    "measures": (
        ("notation/measures.py",),
        ("measures", "own_measures", "bounds_corners", "sums", "across"),
    ),
    "relays": (("aligning/relays.py",), ("sums", "align", "ranges", "plain_rules")),
    "sums": (
        ("aligning/sums.py", "aligning/part_sums.py", "aligning/added_parts.py"),
        ("parts", "sums", "bases", "plain_parts"),
    ),
    "alignment": (
        ("aligning/alignment.py", "aligning/status.py", "aligning/estimates.py"),
        ("worked_example", "rows", "ended", "align", "sums", "ranges", "plain_rules"),
    ),
    "verdicts": (
        (
            "comparison/verdicts.py", "comparison/common_days.py", "comparison/tolerance.py",
            "comparison/series.py",
        ),
        ("tolerance", "verdicts", "worked_example", "worlds_verdicts", "ended", "across",
         "explanations", "blocks_and_ties", "common_days", "plain_rules"),
    ),
    "ranges": (
        ("comparison/ranges.py", "comparison/support.py"),
        ("worked_example", "ranges", "plain_rules"),
    ),
    "bounds": (
        (
            "bounding/constraints.py", "bounding/contradictions.py", "bounding/extremes.py",
            "bounding/factor.py", "bounding/fewest_choices.py", "bounding/hitting_sets.py",
            "bounding/hull.py", "bounding/least_choice.py", "bounding/profiles.py",
            "bounding/settlements.py", "bounding/vague_days.py",
        ),
        ("hitting_sets", "least_choice", "bounds_searches", "constraints", "profiles", "extremes",
         "bounds_corners", "histories", "worlds_possible", "worlds", "bounds"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: rule, module (below reconcile/), the code with it, the line before and after."""

    rule: str
    module: str
    code: str
    number: int
    line: str
    changed: str

    def __str__(self) -> str:
        """Give the place and the change, as the list of survivors has it."""
        return f"reconcile/{self.module}:{self.number}: {self.line}  ->  {self.changed}"


def changes_of(module: str) -> Iterator[tuple[str, int]]:
    """Every place of a module that an operator changes: the operator's name, and which place."""
    nodes = list(ast_nodes(get_ast(_source(module))))
    for name in OPERATORS:
        operator = get_operator(name)()
        places = sum(len(list(operator.mutation_positions(node))) for node in nodes)
        yield from ((name, occurrence) for occurrence in range(places))


def mutant_of(rule: str, module: str, change: tuple[str, int]) -> Mutant | None:
    """Make one change; none where it changes nothing, as annotations do nothing when run."""
    (name, occurrence), source = change, _source(module)
    code = MutationVisitor.mutate_code(source, get_operator(name)(), occurrence)
    if _what_runs(code) in (_what_runs(source), None):
        return None
    return Mutant(rule, module, code, *_difference(source, code))


def _source(module: str) -> str:
    return (ROOT / "reconcile" / module).read_text("utf-8")


def _what_runs(source: str) -> str | None:
    """Give the code without annotations and `@dataclass(...)`; None if it cannot be read.

    The operators of the library take the stars of `{**x}` for a power, and the one of `f(*, x)` for
    a product. What `zip` is told of lengths only guards: they never differ.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        if isinstance(node, ast.ClassDef):
            node.decorator_list = []
        if isinstance(node, ast.arg):
            node.annotation = None
        if isinstance(node, ast.arguments):
            node.args = [*node.posonlyargs, *node.args, *node.kwonlyargs]
            node.posonlyargs, node.kwonlyargs = [], []
            node.defaults += [one for one in node.kw_defaults if one]
            node.kw_defaults = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "zip":
            node.keywords = []
        if isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
    return ast.dump(tree)


def _difference(before: str, after: str) -> tuple[int, str, str]:
    """Give the number of the first line that differs, and how it was and is."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    for number, (old, new) in enumerate(pairs, start=1):
        if old != new:
            return number, old.strip(), new.strip()
    raise ValueError("no line differs")


def sample(rules: list[str], number: int, seed: int) -> list[Mutant]:
    """Draw so many mutants of each rule, without putting back; the same for the same seed."""
    drawn = []
    for rule in rules:
        places = [(module, change) for module in RULES[rule][0] for change in changes_of(module)]
        random.Random(f"{seed} {rule}").shuffle(places)
        made = (mutant_of(rule, *place) for place in places)
        some = islice((mutant for mutant in made if mutant), number)
        drawn += sorted(some, key=str)
    return drawn


def _run(mutants: list[Mutant], jobs: int) -> list[bool]:
    """Say of each mutant whether a test of its rule fails with it."""
    ready()
    with tempfile.TemporaryDirectory() as work, ThreadPoolExecutor(jobs) as pool:
        copies: SimpleQueue[Path] = SimpleQueue()
        for job in range(jobs):
            copies.put(copied(ROOT, Path(work) / str(job)))
        rules = sorted({mutant.rule for mutant in mutants})
        modules = [module for rule in rules for module in RULES[rule][0]]
        files = sorted({file for rule in rules for file in _files(rule)})
        every = known(Path(work) / "0", modules, files)
        as_it_is = {rule: every.within(_files(rule)) for rule in rules}

        def judge(mutant: Mutant) -> bool:
            copy = copies.get()
            try:
                dead = _killed(mutant, copy, as_it_is[mutant.rule])
            finally:
                copies.put(copy)
            print("." if dead else f"\nsurvived: {mutant}", end="", file=sys.stderr, flush=True)
            return dead

        return list(pool.map(judge, mutants))


def _killed(mutant: Mutant, copy: Path, as_it_is: Known) -> bool:
    file = copy / "reconcile" / mutant.module
    before = file.read_bytes()
    order = as_it_is.order(mutant.module, statement(before.decode(), mutant.number))
    file.write_text(mutant.code, "utf-8")
    try:
        return not passes(copy, _files(mutant.rule), Sorted(order))
    finally:
        file.write_bytes(before)


def _files(rule: str) -> list[str]:
    return [f"tests/test_{name}.py" for name in RULES[rule][1]]


def _reasons() -> dict[tuple[str, str, str], str]:
    """Why a change changes nothing, by module, line and changed line."""
    entries = tomllib.loads((ROOT / "campaigns" / "survivors.toml").read_text("utf-8"))
    return {
        (entry["module"], entry["line"], entry["changed"]): entry["reason"]
        for entry in entries.get("same", [])
    }


def report(mutants: list[Mutant], dead: list[bool]) -> bool:
    """Print the table of the rules and the survivors; say whether enough were killed."""
    reasons = _reasons()
    alive = [mutant for mutant, gone in zip(mutants, dead, strict=True) if not gone]
    known = {m: reasons.get((m.module, m.line, m.changed)) for m in alive}
    print("| rule | mutants | killed | the same | survived |\n|---|--:|--:|--:|--:|")
    rules = list(dict.fromkeys(mutant.rule for mutant in mutants))
    for rule in rules:
        of = [mutant for mutant in mutants if mutant.rule == rule]
        left = [mutant for mutant in alive if mutant.rule == rule]
        same = sum(known[mutant] is not None for mutant in left)
        print(f"| {rule} | {len(of)} | {len(of) - len(left)} | {same} | {len(left) - same} |")
    for mutant in alive:
        print(f"{mutant}\n    {known[mutant] or 'survived'}")
    different = len(mutants) - sum(reason is not None for reason in known.values())
    share = dead.count(True) / different if different else 1.0
    print(f"killed: {dead.count(True)} of {different} that change something, {share:.1%}")
    return share >= ENOUGH


def main() -> None:
    """Draw, run, report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("rules", nargs="*", choices=[*RULES, []], help="(default: all)")
    parser.add_argument("--number", type=int, default=20, help="mutants a rule (default: 20)")
    parser.add_argument("--seed", type=int, default=1, help="(default: 1)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    mutants = sample(chosen.rules or list(RULES), chosen.number, chosen.seed)
    sys.exit(not report(mutants, _run(mutants, chosen.jobs)))


if __name__ == "__main__":
    main()
