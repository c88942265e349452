"""What is said to change a verdict does, and nothing that would is left out: by running it."""

import random
import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product

import pytest
from ledgers import compared

from reconcile.wording.explanations import explanation
from reconcile.wording.pair_texts import claimed_pairs

HEADER = "source,place,published,measure,figure"
FIGURES = ("1", "3", "4", ">=4", "2–5", "<4", "9", "unknown")
DATES = (
    "2025-01-01", "2025-01-02", "2025-01-04", "2025-01-09", "2025-01", "2025-01-02/2025-01-05", "",
)  # fmt: skip
MEASURES = ("killed", "killed+wounded")
CLAIMS = list(product(DATES, MEASURES, FIGURES))
EXACT = ("2024-12-01", "2025-03-01")  # beyond every window
ONE_DAY = "what both said of the last day of which both spoke decides"
# windows for which it is said what would change: up to the last at which one of the dates matters
ASKED = (0, 1, 2, 4, 7, 8, 12)
WINDOWS = range(40)  # no two of the dates are further apart


def chosen(count, *values):
    """So many of all combinations of values, the same in every run."""
    return random.Random(0).sample(list(product(*values)), count)


class Pairs:
    """Pairs of claims, each in a place of its own, so that one ledger holds them all."""

    def __init__(self, pairs):
        rows = [
            f"{source},{number},{','.join(claim)}"
            for number, pair in enumerate(pairs) for source, claim in zip("AB", pair, strict=True)
        ]  # fmt: skip
        comparison = compared("\n".join([HEADER, *rows]))
        self.with_window = cache(lambda window: replace(comparison, window=window))
        self.of_window = cache(self._of_window)

    def _of_window(self, window):
        """The pairs by their numbers; nested counts are only where they contradict."""
        found = claimed_pairs(self.with_window(window))
        by_number = {int(pair.a.place): pair for pair in found}
        assert len(by_number) == len(found)
        return by_number

    def verdict(self, number, window):
        pair = self.of_window(window).get(number)
        return pair.row.verdict if pair else "none"

    def notes(self, number, window):
        """What is said of a pair, by how it begins: used, it would change, no window changes it."""
        pair = self.of_window(window).get(number)
        if pair is None:
            return {}
        told = explanation(self.with_window(window), pair)
        return {note.partition(": ")[0]: note.partition(": ")[2] for note in told}


def of(*pair):
    """What is said of one pair with the usual window."""
    return Pairs([pair]).notes(0, 7)


def windows_told(said):
    """The windows that are said to give another verdict: each with which, if that is said."""
    made = {"a conflict": "conflict", "a matter of timing": "timing"}
    told = {}
    for change in said.split("; "):
        found = re.fullmatch(
            r"(?:a window|one) of (?:less than (\d+) days?|(\d+) days? or more)"
            r"(?: \(it is \d+ days?\))?(?: would make it (.*))?", change,
        )  # fmt: skip
        if found:
            below, above, *which = found.groups()
            chosen = range(int(below)) if below else range(int(above), len(WINDOWS))
            told |= dict.fromkeys(chosen, made.get(which[0], which[0]))
    return told


def test_every_window_that_is_named_gives_another_verdict_and_no_other_does():
    wanted = chosen(60, CLAIMS, CLAIMS)
    pairs = Pairs(wanted)
    for (number, pair), window in product(enumerate(wanted), ASKED):
        said = pairs.notes(number, window)
        if not said:
            continue
        named = windows_told(said.get("it would change", ""))
        for asked in WINDOWS:
            found = pairs.verdict(number, asked)
            changed = found != pairs.verdict(number, window)
            assert changed == (asked in named), (pair, asked, found, said)
            if named.get(asked):
                assert found == named[asked]
        assert ("no window changes it" in said) == (not named)


def test_bounds_as_much_wider_as_is_said_are_enough_and_no_less():
    wanted = chosen(40, DATES, DATES, MEASURES, MEASURES, range(1, 7), range(1, 7))
    widths = range(7)
    pairs = Pairs(
        ((a, one, f"{low}–{low + by}" if by else f"{low}"), (b, other, f"{low + gap}"))
        for a, b, one, other, low, gap in wanted for by in widths
    )  # fmt: skip
    enough_is_said = 0
    for at, window in product(range(len(wanted)), ASKED):
        first = at * len(widths)
        said = pairs.notes(first, window).get("it would change", "")
        if found := re.search(
            r"bounds wider by (\d+) together, at which the two would (agree|be)", said
        ):
            widened = [pairs.verdict(first + by, window) for by in range(1, int(found[1]) + 1)]
            enough = "agree" if found[2] == "agree" else "none"
            assert [by == enough for by in widened] == [False] * (len(widened) - 1) + [True]
            enough_is_said += 1
    assert enough_is_said > 20


def test_exact_dates_of_those_that_are_named_settle_it():
    wanted = chosen(40, CLAIMS, CLAIMS)
    exact = [
        [(first, *one[1:]), (second, *other[1:])]
        for one, other in wanted
        for first in (one[0], *EXACT) for second in (other[0], *EXACT)
    ]  # fmt: skip
    pairs, settled = Pairs(exact), 0
    for at, window in product(range(len(wanted)), ASKED):
        said = pairs.notes(9 * at, window).get("it would change", "")
        if found := re.search(r"an exact date of (\w)(?: and of (\w))?", said):
            firsts, seconds = ((1, 2) if name in found.groups() else (0,) for name in "AB")
            for first, second in product(firsts, seconds):
                verdict = pairs.verdict(9 * at + 3 * first + second, window)
                assert verdict in ("conflict", "timing", "none")
                settled += 1
    assert settled > 20


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (("2025-01-01", "300"), ("2025-01-01", "400"), ONE_DAY),
        (("2025-01-09", "300"), ("2025-01-01", "400"), "the higher figure is not later"),
        (("2025-01-01", "300"), ("2025-01-01", "~300"), "the bounds overlap"),
        (("2025-01-01", "300"), ("2025-01-01", "unknown"), "B gave no number"),
        (("2025-01-01", "300"), ("", "400"), "B gave no date"),
        (("", "300"), ("", "400"), "A and B gave no date"),
    ],
)
def test_why_no_window_changes_it(one, other, why):
    said = of(*((date, "killed", figure) for date, figure in (one, other)))
    assert said["no window changes it"] == why
    assert "window" not in said.get("it would change", "")


@pytest.mark.parametrize("tolerance", [1, 8])
def test_at_the_tolerance_that_is_named_the_verdict_is_the_one_told_and_just_below_it_another(
    tolerance,
):
    figures = ("951", "980–985", "1000", ">=1031", "<1000")
    told = set()
    for one, other in product(product(DATES, MEASURES, figures), repeat=2):
        if random.Random(f"{one}{other}").random() > 0.02:
            continue
        usual = Pairs([(one, other)]).with_window(7)

        def judged(asked, usual=usual):
            made = replace(usual, tolerance=Fraction(asked))
            return [(each.row.verdict, explanation(made, each)) for each in claimed_pairs(made)]

        said = " ".join(line for _, lines in judged(tolerance) for line in lines)
        named = re.search(
            r"a tolerance of (less than )?([\d.]+) %(?: or more)? \(it is (\d+) %\) would make it "
            r"(?:a |a matter of )?(conflict|timing|undetermined|agreement)", said,
        )  # fmt: skip
        assert bool(named) == ("a tolerance of" in said), said
        if not named:
            continue
        less, at, now, made = named.groups()
        assert int(now) == tolerance
        before, after = ("agree" if made == "agreement" else made), judged(tolerance)[0][0]
        found = [judged(asked) for asked in (Fraction(at) - Fraction(1, 100), Fraction(at))]
        # nested counts are told only where they contradict
        verdicts = [each[0][0] if each else "agree" for each in found]
        assert verdicts == ([before, after] if less else [after, before]), (one, other, said)
        told.add((bool(less), made))
    assert len(told) > 1


@pytest.mark.parametrize("figure", ["5", "5–9", ">=5"])
def test_no_tolerance_is_named_at_which_none_and_some_are_the_same(figure):
    said = of(("2025-01-01", "killed", "0"), ("2025-01-02", "killed", figure))["it would change"]
    assert "a window" in said and "tolerance" not in said


def test_another_verdict_is_named_where_dates_are_vague():
    said = of(("2025-01-01", "killed", "3"), ("2025-01-04/2025-01-12", "killed", "9"))
    assert said["it would change"] == (
        "a window of less than 3 days (it is 7 days) would make it a matter of timing; an exact "
        "date of B; bounds wider by 6 together, at which the two would agree"
    )
