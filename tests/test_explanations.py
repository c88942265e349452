"""What is said to change a verdict does, and nothing that would is left out: by running it."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st
from ledgers import compared

from reconcile.wording.explanations import explanation
from reconcile.wording.pair_texts import claimed_pairs

HEADER = "source,published,measure,figure"
FIGURES = st.sampled_from(["1", "3", "4", ">=4", "2–5", "<4", "9", "unknown"])
DATES = st.sampled_from(
    ["2025-01-01", "2025-01-02", "2025-01-04", "2025-01-09", "2025-01", "2025-01-02/2025-01-05", ""]
)
MEASURES = st.sampled_from(["killed", "killed+wounded"])
CLAIMS = st.tuples(DATES, MEASURES, FIGURES)
WINDOWS = range(40)  # no two of the dates are further apart


def ledger(*claims):
    rows = (f"{source},{','.join(claim)}" for source, claim in zip("AB", claims, strict=True))
    return "\n".join([HEADER, *rows])


def pair_of(comparison):
    """The pair of two claims, if it is one: nested counts are only where they contradict."""
    found = claimed_pairs(comparison)
    assert len(found) <= 1
    return found[0] if found else None


def verdict(comparison):
    pair = pair_of(comparison)
    return pair.row.verdict if pair else "none"


def notes(comparison):
    """What is said of a pair, by how it begins: used, it would change, no window changes it."""
    pair = pair_of(comparison)
    if pair is None:
        return {}
    told = explanation(comparison.alignment, comparison.window, pair.row, (pair.a, pair.b))
    return {note.partition(": ")[0]: note.partition(": ")[2] for note in told}


def of(*claims, window=7):
    return compared(ledger(*claims), window=window)


def windows_told(said):
    """The windows that are said to give another verdict: each with which, if that is said."""
    made = {"a conflict": "conflict", "a matter of timing": "timing"}
    told = {}
    for change in said.split("; "):
        found = re.fullmatch(
            r"(?:a window|one) of (?:less than (\d+) days?|(\d+) days? or more)"
            r"(?: \(it is \d+ days?\)| would make it (.*)| (a matter of timing))?", change,
        )  # fmt: skip
        if found:
            below, above, *which = found.groups()
            chosen = range(int(below)) if below else range(int(above), len(WINDOWS))
            told |= dict.fromkeys(chosen, made.get(which[0] or which[1]))
    return told


@settings(deadline=None, max_examples=60)
@given(CLAIMS, CLAIMS, st.integers(0, 12))
def test_every_window_that_is_named_gives_another_verdict_and_no_other_does(one, other, window):
    comparison = of(one, other, window=window)
    said = notes(comparison)
    if not said:
        return
    named = windows_told(said.get("it would change", ""))
    for asked in WINDOWS:
        found = verdict(replace(comparison, window=asked))
        assert (found != verdict(comparison)) == (asked in named), (asked, found, said)
        if named.get(asked):
            assert found == named[asked]
    assert ("no window changes it" in said) == (not named)


@settings(deadline=None, max_examples=60)
@given(DATES, DATES, MEASURES, MEASURES, st.integers(1, 6), st.integers(1, 6), st.integers(0, 12))
def test_bounds_as_much_wider_as_is_said_are_enough_and_no_less(a, b, one, other, low, gap, window):
    high = (b, other, f"{low + gap}")
    said = notes(of((a, one, f"{low}"), high, window=window)).get("it would change", "")
    if found := re.search(
        r"bounds wider by (\d+) together, at which the two would (agree|be)", said
    ):
        widened = [
            verdict(of((a, one, f"{low}–{low + by}"), high, window=window))
            for by in range(1, int(found[1]) + 1)
        ]
        enough = "agree" if found[2] == "agree" else "none"
        assert [by == enough for by in widened] == [False] * (len(widened) - 1) + [True]


@settings(deadline=None, max_examples=40)
@given(CLAIMS, CLAIMS, st.integers(0, 12))
def test_exact_dates_of_those_that_are_named_settle_it(one, other, window):
    said = notes(of(one, other, window=window)).get("it would change", "")
    if found := re.search(r"an exact date of (\w)(?: and of (\w))?", said):
        days = ("2025-01-02", "2025-01-20")
        for first in days if "A" in found.groups() else [one[0]]:
            for second in days if "B" in found.groups() else [other[0]]:
                exact = of((first, *one[1:]), (second, *other[1:]), window=window)
                assert verdict(exact) in ("conflict", "timing", "none")


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (("2025-01-01", "300"), ("2025-01-01", "400"), "the higher figure is not later"),
        (("2025-01-09", "300"), ("2025-01-01", "400"), "the higher figure is not later"),
        (("2025-01-01", "300"), ("2025-01-01", "~300"), "the bounds overlap"),
        (("2025-01-01", "300"), ("2025-01-01", "unknown"), "B gave no number"),
        (("2025-01-01", "300"), ("", "400"), "B gave no date"),
        (("", "300"), ("", "400"), "A and B gave no date"),
    ],
)
def test_why_no_window_changes_it(one, other, why):
    said = notes(of(*((date, "killed", figure) for date, figure in (one, other))))
    assert said["no window changes it"] == why
    assert "window" not in said.get("it would change", "")


def test_both_other_verdicts_are_named_where_dates_are_vague():
    said = notes(of(("2025-01-01", "killed", "3"), ("2025-01-04/2025-01-12", "killed", "9")))
    assert said["it would change"] == (
        "a window of 11 days or more would make it a conflict; one of less than 3 days a matter of "
        "timing; an exact date of B; bounds wider by 6 together, at which the two would agree"
    )
