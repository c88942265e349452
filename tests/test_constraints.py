"""The rows of the program against people: what may happen to each of them, and nothing else.

What happens is a sum over people, each of whom is counted on some days and not on others. So a row
has to hold for each alone; and a sum of counts that is below 0 for nobody is not below 0 in the
program either. Counting them is all that is taken from docs/method.md here.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
import pytest
from ledgers import compared

from reconcile.bounding.constraints import LEAST, MOST
from reconcile.bounding.program import Program
from reconcile.bounding.trees import trees

HEADER = "source,since,as_of,population,place,measure,figure"
NEVER = 99
DAYS = range(1, 7)
LAND, TOWN, OFFICERS = ("P", "L"), ("P", "T, L"), ("officers, P", "L")
MEN, WOMEN, WEST, EAST = ("men", "L"), ("women", "L"), ("P", "West"), ("P", "East")


class Spell(NamedTuple):
    """The days from which on, and until before which, somebody is counted somewhere."""

    begin: int
    end: int = NEVER


Person = Mapping[tuple[str, tuple[str, str]], Spell]  # by outcome and node


def befallen(outcome: str, *homes: tuple[tuple[str, str], ...]) -> Iterator[Person]:
    """Whom it befell for good, in all nodes of a home alike."""
    for home, begin in itertools.product(homes, DAYS):
        yield {(outcome, node): Spell(begin) for node in home}


def so_for_a_time(outcome: str, *homes: tuple[tuple[str, str], ...]) -> Iterator[Person]:
    """Who was so for some days, or is so still."""
    for home, days in itertools.product(homes, itertools.combinations([*DAYS, NEVER], 2)):
        yield {(outcome, node): Spell(*days) for node in home}


def sent_and_killed(*ways: tuple[tuple[str, str], ...]) -> Iterator[Person]:
    """Who was sent and perhaps killed later; to a place within the first perhaps only later."""
    anew = {TOWN, WEST, EAST}
    for nodes in ways:
        for days in itertools.product(DAYS, repeat=len(nodes)):
            sent_on = dict(zip(nodes, days, strict=True))
            at_once = {one for node, one in sent_on.items() if node not in anew}
            if list(days) != sorted(days) or len(at_once) > 1:
                continue
            sent = {("deployed", node): Spell(one) for node, one in sent_on.items()}
            yield sent
            for killed in range(days[-1], DAYS[-1] + 1):
                yield {**sent, **{("killed", node): Spell(killed) for node in nodes}}
                yield {**sent, ("killed", nodes[0]): Spell(killed)}  # elsewhere


def lost(node: tuple[str, str]) -> Iterator[Person]:
    """Who was sent, then missing for some days, then perhaps killed."""
    for sent, begin, end, dead in itertools.combinations_with_replacement([*DAYS, NEVER], 4):
        spells = {"deployed": Spell(sent), "missing": Spell(begin, end), "killed": Spell(dead)}
        yield {(one, node): spell for one, spell in spells.items()}


class Case(NamedTuple):
    """Rows of a ledger (node, measure, day, since), and whom it may tell of."""

    rows: tuple[tuple[tuple[str, str], str, str, str], ...]
    people: tuple[Person, ...]
    most: int = 4  # counts in a sum; longer ones the rows may not know
    parts: str = ""


BOTH = "population,P,sex,men,{0}\npopulation,P,sex,women,{0}\n"
PLACES = "place,L,side,West,{0}\nplace,L,side,East,{0}\n"
PARTS = "of,whole,breakdown,part,complete\n"
CASES = {
    "a total never falls, and grows outside as inside": Case(
        ((TOWN, "killed", "02", ""), (LAND, "killed", "04", ""), (LAND, "killed", "05", "")),
        (*befallen("killed", (TOWN, LAND), (LAND,)),),
    ),
    "the missing of a day inside are missing outside": Case(
        ((TOWN, "missing", "02", ""), (LAND, "missing", "04", "")),
        (*so_for_a_time("missing", (TOWN, LAND), (LAND,)),),
    ),
    "those sent to a place may have been sent before": Case(
        ((TOWN, "deployed", "02", ""), (LAND, "deployed", "04", ""), (TOWN, "killed", "04", "")),
        (*sent_and_killed((LAND, TOWN), (LAND,)),),
        3,
    ),
    "those sent in a population were sent with it": Case(
        ((OFFICERS, "deployed", "02", ""), (LAND, "deployed", "04", ""),
         (OFFICERS, "killed", "04", "")),
        (*sent_and_killed((LAND, OFFICERS), (LAND,)),),
    ),
    "whoever is missing was sent and is not killed": Case(
        ((LAND, "deployed", "02", ""), (LAND, "missing", "04", ""), (LAND, "killed", "05", "")),
        (*lost(LAND),),
        3,
    ),
    "the missing since a day": Case(
        ((LAND, "missing", "05", "03"), (LAND, "missing", "02", ""), (LAND, "missing", "03", "")),
        (*so_for_a_time("missing", (LAND,)),),
    ),
    "the missing since two days": Case(
        ((LAND, "missing", "05", "03"), (LAND, "missing", "05", "05"), (LAND, "missing", "04", "")),
        (*so_for_a_time("missing", (LAND,)),),
    ),
    "the missing inside since a day": Case(
        ((TOWN, "missing", "03", "03"), (LAND, "missing", "04", "03")),
        (*so_for_a_time("missing", (TOWN, LAND), (LAND,)),),
        3,
    ),
    "the missing since a vague day and since the last that it may be": Case(
        ((LAND, "missing", "05", "02/2025-01-03"), (LAND, "missing", "05", "03")),
        (*so_for_a_time("missing", (LAND,)),),
        2,
    ),
    "the missing since a vague day": Case(
        ((LAND, "missing", "05", "02/2025-01-04"), (LAND, "missing", "03", "")),
        (*so_for_a_time("missing", (LAND,)),),
        2,
    ),
    "those killed since a vague day": Case(
        ((TOWN, "killed", "05", "02/2025-01-04"), (LAND, "killed", "05", "")),
        (*befallen("killed", (TOWN, LAND), (LAND,)),),
    ),
    "of those killed since a vague day some by its ends": Case(
        ((LAND, "killed", "05", "02/2025-01-04"), (LAND, "killed", "02", ""),
         (LAND, "killed", "04", "")),
        (*befallen("killed", (LAND,)),),
    ),
    "those sent in populations and to a place since a vague day": Case(
        ((TOWN, "deployed", "05", "02/2025-01-04"), (OFFICERS, "deployed", "05", ""),
         (LAND, "deployed", "05", "")),
        (*sent_and_killed((LAND, TOWN), (LAND,), (LAND, OFFICERS), (LAND, OFFICERS, TOWN)),),
        3,
    ),
    "those sent and killed by a vague day": Case(
        ((LAND, "killed", "02/2025-01-04", ""), (LAND, "deployed", "02/2025-01-04", "")),
        (*sent_and_killed((LAND,)),),
    ),
    "those sent since a vague day": Case(
        ((TOWN, "deployed", "05", "02/2025-01-04"), (LAND, "deployed", "05", "")),
        (*sent_and_killed((LAND, TOWN), (LAND,)),),
    ),
    "the missing of a vague day": Case(
        ((LAND, "missing", "02/2025-01-04", ""), (LAND, "missing", "03", "02")),
        (*so_for_a_time("missing", (LAND,)),),
        2,
    ),
    "those killed by a vague day": Case(
        ((LAND, "killed", "02/2025-01-04", ""), (LAND, "missing+killed", "02/2025-01-04", "")),
        (*befallen("killed", (LAND,)), *so_for_a_time("missing", (LAND,))),
    ),
    **{
        f"parts of a {of} and {'nobody' if complete else 'others'} besides": Case(
            tuple((node, "killed", when, "") for node in (*parts, LAND) for when in ("02", "04")),
            (*befallen("killed", *((one, LAND) for one in parts), *besides),),
            6,
            PARTS + text.format(complete),
        )
        for of, parts, text in (("population", (MEN, WOMEN), BOTH), ("place", (WEST, EAST), PLACES))
        for complete, besides in (("yes", ()), ("", ((LAND,),)))
    },
    "parts of a place to which people are sent one after the other": Case(
        tuple((node, "deployed", when, "") for node in (WEST, EAST, LAND) for when in ("02", "04")),
        (*sent_and_killed((LAND, WEST, EAST), (LAND, EAST, WEST), (LAND,)),),
        6,
        PARTS + PLACES.format(""),
    ),
    "parts of a population that were sent": Case(
        tuple((node, "deployed", when, "") for node in (MEN, WOMEN, LAND) for when in ("02", "04")),
        (*sent_and_killed((MEN, LAND), (WOMEN, LAND), (LAND,)),),
        6,
        PARTS + BOTH.format(""),
    ),
    "parts of a population that are missing": Case(
        tuple((node, "missing", when, "") for node in (MEN, WOMEN, LAND) for when in ("02", "04")),
        (*so_for_a_time("missing", (MEN, LAND), (WOMEN, LAND), (LAND,)),),
        6,
        PARTS + BOTH.format(""),
    ),
}  # fmt: skip


def program_of(case: Case) -> Program:
    """The program of the one tree; rows of vague days are of one source, others each of its own."""
    rows = list[str]()
    for number, ((people, place), measure, when, since) in enumerate(case.rows):
        source = "one" if "/" in when else f"S{number}"
        dates = f"{since and '2025-01-' + since},2025-01-{when}"
        rows.append(f'{source},{dates},"{people}","{place}",{measure},5')
    comparison = compared("\n".join([HEADER, *rows, ""]), parts=case.parts or None)
    (tree,) = trees(comparison)
    return Program(comparison.alignment.parsed.ledger.measures, tree)


def ordinal(day: int) -> int:
    return date(2025, 1, 1).toordinal() + day - 1


def counted(program: Program, person: Person, when: Mapping[object, int]) -> np.ndarray:
    """One person, counted; `when` has the days that vague dates and first days mean."""
    grid, tree, found = program.grid, program.tree, np.zeros(program.grid.size)

    def is_so(track: str, node: int, day: float) -> bool:
        recent = next((one for one in grid.recent if one.name == track), None)
        spell = person.get((recent.of if recent else track, tree.nodes[node]), Spell(NEVER))
        since = when[recent.first, recent.last] if recent else -NEVER
        return since <= spell.begin <= day - ordinal(1) + 1 < spell.end

    for node, track in itertools.product(range(len(tree.nodes)), grid.tracks):
        for day in grid.days:
            found[grid.columns(node, (track,), day)] = is_so(track, node, day)
        for start in grid.starts:
            if track not in grid.falling:
                before = ordinal(when[start]) - 1
                found[grid.before(start, node, (track,))] = is_so(track, node, before)
    for claim, node in zip(program.claims, program.nodes, strict=True):
        if claim.occasion in grid.occasions:
            for track in grid.tracks:
                day = ordinal(when[claim.occasion])
                found[grid.own(claim.occasion, (track,))] = is_so(track, node, day)
    return found


def everyone(program: Program, case: Case) -> np.ndarray:
    """All people as vague dates may mean, one a row, each once."""
    grid = program.grid
    spans = {each: each for each in (*grid.starts, *((one[1:]) for one in grid.recent))}
    spans |= {
        one.occasion: (one.as_of_first, one.as_of_last)
        for one in program.claims
        if one.occasion in grid.occasions
    }
    days = [[int(day) - ordinal(1) + 1 for day in np.arange(a, b + 1)] for a, b in spans.values()]
    meant = [dict(zip(spans, each, strict=True)) for each in itertools.product(*days)]
    return np.unique([counted(program, one, when) for one in case.people for when in meant], axis=0)


def sums_never_below_zero(people: np.ndarray, most: int, told: range) -> Iterator[dict[int, float]]:
    """Sums of a few counts, added or taken off, that are below 0 for nobody.

    Of the counts that are `told` of some may be of nobody at all.
    """
    some = people.any(axis=0)
    columns = np.flatnonzero(some).tolist()
    yield from ({column: -1.0} for column in np.flatnonzero(~some).tolist() if column in told)
    for size in range(2, most + 1):
        signs = np.array([*itertools.product((1.0, -1.0), repeat=size)])
        signs = signs[(signs < 0).any(axis=1)]
        for chosen in itertools.combinations(columns, size):
            for each in signs[(people[:, chosen] @ signs.T >= 0).all(axis=0)]:
                yield dict(zip(chosen, each.tolist(), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_the_rows_are_what_may_happen_to_each_of_many_people(name):
    program = program_of(CASES[name])
    people, rows = everyone(program, CASES[name]), program.rows
    for at, kind in enumerate(rows.kind):
        if kind not in (LEAST, MOST):
            span = slice(rows.starts[at], rows.starts[at + 1])
            sums = people[:, rows.columns[span]] @ rows.values[span]
            assert ((rows.lower[at] <= sums) & (sums <= rows.upper[at])).all()
    program.hold(())
    tried = 0
    for costs in sums_never_below_zero(people, CASES[name].most, range(program.grid.totals)):
        answer = program.ask(costs)
        assert answer is not None and answer.value == 0, costs
        tried += 1
    assert tried
