"""A bound and a contradiction in words and numbers, so that a person can check them by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from reconcile.aligning.estimates import Estimate
from reconcile.bounding.constraints import DAY, LEAST, NEST, PARTS, RECENT, RISE, START, WITHIN
from reconcile.bounding.hull import Reached
from reconcile.notation.dates import in_words, when
from reconcile.notation.measures import Measures
from reconcile.notation.words import counts, joined, number

_RECENT = "those who are so since a day are among all who are so, and the others were so before"

_START = "what is counted from one vague day on is counted from the same day"


def proof(bound: Reached, rows: Sequence[Estimate]) -> str:
    """A bound as a sum: `at most 4,000 killed+wounded (X on 9 Jan 2025) − at least 900 killed (…)`.

    `rows` are the tree's claims in their order.
    """
    if not bound.terms:
        return "no claim limits it" if math.isinf(bound.number) else "no count is below 0"
    parts = list[str]()
    for term in sorted(bound.terms, key=lambda term: (term.times < 0, term.claim)):
        row, factor = rows[term.claim], abs(term.times)
        sign = "−" if term.times < 0 else "+" if parts else ""
        times = "" if factor == 1 else f"{factor:g} × "
        side = "at least" if term.kind == LEAST else "at most"
        said = f"({row.source} {when(row.as_of)})"
        told = f"{side} {times}{number(term.limit)} {row.measure} {said}"
        parts.append(f"{sign} {told}".strip())
    total = sum(term.times * term.limit for term in bound.terms)
    off = "" if abs(total - bound.number) < 1e-6 else ", in whole numbers and not below 0"
    return f"{' '.join(parts)}{off}"


def facts(bound: Reached) -> list[str]:
    """What the proof of a bound takes to be true of every course of events."""
    kinds = {kind for kind, _ in bound.facts}
    listed = sorted(bound.facts)
    told = ["a total never falls"] if RISE in kinds else []
    told += [_nesting(names[:2], names[2:]) for kind, names in listed if kind == NEST]
    told += [_within(*names) for kind, names in listed if kind == WITHIN]
    told += [_parts(*names) for kind, names in listed if kind == PARTS]
    told += ["the figures of one statement are of one day"] if DAY in kinds else []
    told += [_START] if START in kinds else []
    told += [_RECENT] if RECENT in kinds else []
    return list(dict.fromkeys(told))


def _nesting(inner: Sequence[str], outer: Sequence[str]) -> str:
    pairs = [
        f"{one} {verb} {other}"
        for verb, one, other in zip(("are among", "lies in"), inner, outer, strict=True)
        if one != other
    ]
    return " and ".join(pairs)


def _parts(whole: str, *names: str) -> str:
    return f"{joined(names)} are parts of {whole} that share nobody"


def _within(limit: str, *names: str) -> str:
    if len(names) == 1:
        return f"{names[0]} does not exceed {limit}"
    return f"{', '.join(names)} together do not exceed {limit}"


def readings(rows: Sequence[Estimate], measures: Measures) -> Iterator[str]:
    """How each of these claims was read where it could be read otherwise."""
    for row in rows:
        named = f"{row.figure} {row.measure} of {row.source}"
        read = [f"read as {counts(row.lower, row.upper)}"] if row.figure.startswith("~") else []
        if row.since:
            read.append(f"counted from {in_words(row.since)} on")
        if row.as_of_last > row.as_of_first:
            read.append(f"true on some day {when(row.as_of)}")
        if measures[row.measure].may_include:
            more = " and ".join(sorted(measures[row.measure].may_include))
            read.append(f"with or without {more}")
        if read:
            yield f"{named}, {', '.join(read)}"
