"""The least and greatest counts by day, and of how many the solver has to be asked for them."""

import math

import pytest
from ledgers import compared

from reconcile.bounding.extremes import extremes
from reconcile.bounding.histories import Histories, SumsShown
from reconcile.bounding.program import Program
from reconcile.bounding.trees import trees

HEADER = "source,as_of,since,population,place,measure,figure"
OPEN = math.inf
DAYS = range(1, 9)
LOW = ["1,,L,killed,>=1", "4,,L,killed,>=4", "6,,L,killed,>=6", "8,,L,killed,>=6"]


class Asked(Histories):
    """Histories that count the questions; if `forgetful` none is remembered."""

    times = 0
    forgetful = True

    def ask(self, entries, sign):
        """One more."""
        self.times += 1
        return super().ask(entries, sign)

    def shown(self, sums, sign):
        """As far as it is remembered."""
        return (Forgotten if self.forgetful else SumsShown)(self, sums, sign)


class Forgotten(SumsShown):
    """Nothing is."""

    def see(self, known):
        """Look away."""


class Remembering(Asked):
    """What one history shows need not be asked."""

    forgetful = False


def limits(rows, sign, measure="killed", place="L", days=DAYS, kind=Asked):
    """The limits of a count on each of these days, and how often the solver was asked."""
    told = [row.split(",") for row in rows]
    rows = [
        f'S{number},2025-01-0{day},{since and "2025-01-0" + since},P,"{place.replace(";", ",")}",'
        f"{measured},{figure}"
        for number, (day, since, place, measured, figure) in enumerate(told)
    ]
    comparison = compared("\n".join([HEADER, *rows, ""]))
    (tree,) = trees(comparison)
    program = Program(comparison.alignment.parsed.ledger.measures, tree)
    program.hold(range(len(rows)))
    known = kind(program)
    known.hold(range(len(rows)))
    (target,) = (
        one for one in tree.targets
        if (one.measure, one.place) == (measure, place.replace(";", ",")) and one.total
    )  # fmt: skip
    first = min(claim.as_of_first for claim in tree.claims) - int(min(told)[0])
    found = extremes(known, target, [first + day for day in days], sign)
    return [one.number for one in found], known.times


UP = [1, 1, 1, 4, 4, 6, 6, 6]
MISSING = {"measure": "missing"}
TOWN = ["3,,T; L,killed,>=1", "6,,T; L,killed,<=7"]


@pytest.mark.parametrize(
    ("rows", "sign", "of", "counts"),
    [
        ([], 1, {}, UP),
        ([], -1, {}, [OPEN] * 8),
        (["4,,L,killed,<=9"], 1, {}, UP),
        (["4,,L,killed,<=9"], -1, {}, [9] * 4 + [OPEN] * 4),
        (["4,,L,killed+wounded,<=9"], -1, {}, [9] * 4 + [OPEN] * 4),
        (["4,,L,deployed,<=9"], -1, {}, [9] * 4 + [OPEN] * 4),
        (["4,,L,killed,<=9", "8,6,L,killed,<=3"], -1, {}, [9] * 4 + [OPEN] * 4),
        (["4,,L,killed,<=9", *TOWN], -1, {}, [9] * 4 + [OPEN] * 4),
        (["4,,L,killed,<=9", *TOWN], -1, {"place": "T; L"}, [7] * 6 + [OPEN] * 2),
        (["8,,L,killed,<=9", *TOWN[:1]], -1, {"place": "T; L"}, [9] * 8),
        (["4,,L,deployed,<=9", "2,,L,missing,<=2"], -1, MISSING | {"days": (1, 2, 4, 6)},
         [8, 2, 5, OPEN]),
        (["4,,L,missing,>=2", "6,,L,missing,>=3"], 1, MISSING | {"days": (1, 4, 6)},
         [0, 2, 3]),
    ],
)  # fmt: skip
def test_limits_and_how_many_questions_they_take(rows, sign, of, counts):
    """Where a claim by itself limits a running total one question finds the first day without a
    limit; days with the same limit as another take none if one history shows it.
    """
    asked = sum(one < OPEN for one in counts) + (OPEN in counts)
    assert limits([*LOW, *rows], sign, **of) == (counts, asked)
    again, fewer = limits([*LOW, *rows], sign, **of, kind=Remembering)
    assert again == counts
    assert not any(math.copysign(1, one) < 0 for one in again), "none is minus nothing"
    assert fewer < asked or len(set(counts)) == len(counts) or counts == [OPEN] * 8


@pytest.mark.parametrize("kind", [Asked, Remembering])
def test_what_nothing_limits_is_not_asked_of_the_solver(kind):
    rows = ["1,,L,missing,>=1", "4,,L,killed,<=9", "4,,L,missing,4", "8,,L,killed+missing,<=20"]
    told, asked = limits(rows, -1, "missing", days=(1, 4, 8), kind=kind)
    assert (told, asked) == ([OPEN, 4, 20], 2)
    both = ["1,,L,killed,1", "4,,L,killed+missing,>=10", "8,,L,killed,<=20"]
    assert limits(both, -1, "killed+missing", days=(1, 4, 8), kind=kind) == ([OPEN] * 3, 0)
