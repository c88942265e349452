"""A bound and a contradiction in words and numbers, so that a person can check them by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from reconcile.aligning.estimates import Estimate
from reconcile.bounding.constraints import DAY, LEAST, NEST, PARTS, RECENT, RISE, START, WITHIN
from reconcile.bounding.hull import Reached
from reconcile.notation.dates import in_words, when
from reconcile.notation.measures import Measures, measure_name
from reconcile.notation.speech import digits, mark, say
from reconcile.notation.words import counts, joined, number

_RECENT = mark(
    "those who are so since a day are among all who are so, and the others were so before"
)
_START = mark("what is counted from one vague day on is counted from the same day")


def proof(bound: Reached, rows: Sequence[Estimate]) -> str:
    """A bound as a sum: `at most 4,000 killed+wounded (X on 9 Jan 2025) − at least 900 killed (…)`.

    `rows` are the tree's claims in their order.
    """
    if not bound.terms:
        return say("no claim limits it") if math.isinf(bound.number) else say("no count is below 0")
    parts = list[str]()
    for term in sorted(bound.terms, key=lambda term: (term.times < 0, term.claim)):
        row, factor = rows[term.claim], abs(term.times)
        sign = "−" if term.times < 0 else "+" if parts else ""
        times = "" if factor == 1 else f"{factor:g} × "
        n = f"{digits(times)}{number(term.limit)}"
        limit = say("at least {n}", n=n) if term.kind == LEAST else say("at most {n}", n=n)
        told = f"{limit} {measure_name(row.measure)} ({row.source} {when(row.as_of)})"
        parts.append(f"{sign} {told}".strip())
    total = sum(term.times * term.limit for term in bound.terms)
    told = " ".join(parts)
    if abs(total - bound.number) < 1e-6:
        return told
    return say("{sum}, in whole numbers and not below 0", sum=told)


def facts(bound: Reached) -> list[str]:
    """What the proof of a bound takes to be true of every course of events."""
    kinds = {kind for kind, _ in bound.facts}
    listed = sorted(bound.facts)
    told = [say("a total never falls")] if RISE in kinds else []
    told += [_nesting(names[:2], names[2:]) for kind, names in listed if kind == NEST]
    told += [_within(*names) for kind, names in listed if kind == WITHIN]
    told += [_parts(*names) for kind, names in listed if kind == PARTS]
    told += [say("the figures of one statement are of one day")] if DAY in kinds else []
    told += [say(_START)] if START in kinds else []
    told += [say(_RECENT)] if RECENT in kinds else []
    return list(dict.fromkeys(told))


def _nesting(inner: Sequence[str], outer: Sequence[str]) -> str:
    messages = mark("{part} are among {whole}"), mark("{part} lies in {whole}")
    pairs = [
        say(message, part=one, whole=other)
        for message, one, other in zip(messages, inner, outer, strict=True)
        if one != other
    ]
    return joined(pairs) if pairs else ""


def _parts(whole: str, *names: str) -> str:
    return say("{parts} are parts of {whole} that share nobody", parts=joined(names), whole=whole)


def _within(limit: str, *names: str) -> str:
    if len(names) == 1:
        return say(
            "{measure} does not exceed {limit}",
            measure=measure_name(names[0]), limit=measure_name(limit),
        )  # fmt: skip
    return say(
        "{measures} together do not exceed {limit}",
        measures=", ".join(map(measure_name, names)), limit=measure_name(limit),
    )  # fmt: skip


def readings(rows: Sequence[Estimate], measures: Measures) -> Iterator[str]:
    """How each of these claims was read where it could be read otherwise."""
    for row in rows:
        named = say(
            "{figure} {measure} of {source}",
            figure=digits(row.figure), measure=measure_name(row.measure), source=row.source,
        )  # fmt: skip
        read = list[str]()
        if row.figure.startswith("~"):
            read.append(say("read as {counts}", counts=counts(row.lower, row.upper)))
        if row.since:
            read.append(say("counted from {day} on", day=in_words(row.since)))
        if row.as_of_last > row.as_of_first:
            read.append(say("true on some day {when}", when=when(row.as_of)))
        if measures[row.measure].may_include:
            more = joined(map(measure_name, sorted(measures[row.measure].may_include)))
            read.append(say("with or without {measures}", measures=more))
        if read:
            yield f"{named}, {', '.join(read)}"
