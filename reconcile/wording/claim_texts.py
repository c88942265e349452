"""What is said of one claim: its figure, source, date and lines, with the marks of the legend."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.estimates import Estimate
from reconcile.comparison.written_sums import written_sum
from reconcile.notation.dates import in_words
from reconcile.notation.speech import digits, mark_word, say, word
from reconcile.notation.words import number
from reconcile.storage.ledger import Ledger
from reconcile.wording.characters import kept
from reconcile.wording.estimand_texts import counted_text

DERIVED, PARTY = "*", "†"
_WORDS = (mark_word("figure", "unknown"), mark_word("figure", "withdrawn"))


def speaks_for_a_party() -> str:
    """What the mark of a party means."""
    return say("† speaks for a party to the conflict")


def figure_text(row: Estimate) -> str:
    """The figure of an estimate as it was said; a derived one as its point with a mark."""
    if row.unknown:
        return say("no number")
    if row.derived:
        return f"{derived_text(row.lower, row.point, row.upper)}{DERIVED}"
    return readable(row.figure)


def derived_text(lower: float, point: float, upper: float) -> str:
    """The point of a derived figure; `≥` or `~…+` where it is open above."""
    if math.isfinite(upper):
        return number(point)
    return f"≥{number(point)}" if lower == point else f"~{number(point)}+"


def readable(figure: str) -> str:
    """A canonical figure with the signs that people read."""
    if figure in _WORDS:
        return word("figure", figure)
    return digits(figure.replace(">=", "≥").replace("<=", "≤"))


def source_text(row: Estimate) -> str:
    """The source's name, marked if it speaks for a party to the conflict."""
    return f"{row.source}{PARTY if row.side else ''}"


def date_text(row: Estimate) -> str:
    """The as-of date in words."""
    return day_text(row.as_of)


def told_day_text(row: Estimate) -> str:
    """The day that tells a claim from others of its count.

    That is the day of its as-of date, but where a case ended, as of which all count the same: there
    it is the day of publication.
    """
    if row.at_end:
        return published_text(row.published)
    return date_text(row)


def published_text(text: str) -> str:
    """When a figure was published: on a day, within a month or a year, between days, about one."""
    told = day_text(text)
    if not text:
        return told
    if text.endswith("~"):
        return say("published about {day}", day=day_text(text.removesuffix("~")))
    first, slash, last = text.partition("/")
    if slash and first.count("-") == last.count("-") == 2:
        ends = {"first_day": day_text(first), "last_day": day_text(last)}
        return say("published {first_day} to {last_day}", **ends)
    if text.count("-") < 2:
        return say("published {month_or_year}", month_or_year=told)
    return say("published {day}", day=told)


def day_text(text: str) -> str:
    """A canonical date in words, or that there is none."""
    return in_words(text) or say("no date")


def column_date(text: str) -> str:
    """A date for a narrow column, `~15 Jan 2025`; text that is no date as it stands."""
    try:
        told = day_text(text.removesuffix("~"))
        return f"~{told}" if text.endswith("~") else told
    except (ValueError, IndexError):
        return text


def claim_text(row: Estimate) -> str:
    """One claim with its source and date: `NIS ~300 (13 Jan 2025)`; it breaks after the source."""
    return f"{source_text(row)} {kept(f'{figure_text(row)} ({told_day_text(row)})')}"


def counts_text(lower: float, upper: float, none: str | None = None) -> str:
    """The counts from `lower` to `upper`, either NaN where it is open or where there are none."""
    if math.isnan(lower):
        return say("none") if none is None else none
    if not math.isfinite(upper):
        return f"≥{number(lower)}"
    return number(lower) if lower == upper else f"{number(lower)}–{number(upper)}"


def where_text(where: str) -> str:
    """Places with the file named once: `a.csv:18,20`."""
    lines: dict[str, list[str]] = {}
    for at in where.split():
        file, _, line = at.rpartition(":")
        lines.setdefault(file, []).append(line)
    return " ".join(f"{file}:{','.join(numbers)}" for file, numbers in lines.items())


def lines_of(where: str) -> list[str]:
    """The lines of places, without their files."""
    return [at.rpartition(":")[2] for at in where.split()]


def legend(alignment: Alignment, estimates: Iterable[Estimate]) -> list[str]:
    """What the marks used among `estimates` mean, with what each derived figure comes from."""
    rows = list(estimates)
    derived = [row for row in rows if row.derived]
    lines = [say("* derived: {sum}", sum=text) for text in derivation_texts(alignment, derived)]
    return [*lines, *([speaks_for_a_party()] if any(row.side for row in rows) else [])]


def derivation_texts(alignment: Alignment, derived: Sequence[Estimate]) -> list[str]:
    """How derived figures come from others: `NIS killed+wounded 3,000 = killed 300 + …`."""
    ledger, grounds = alignment.parsed.ledger, alignment.grounds(derived)
    return [_derivation(ledger, *each) for each in zip(derived, grounds, strict=True)]


def _derivation(ledger: Ledger, row: Estimate, parts: Sequence[Estimate]) -> str:
    if sum_ := written_sum(row, parts, ledger.parts):
        return f"{row.source} {counted_text(row)}: {sum_}"
    measures = ledger.measures
    whole = measures[row.measure].includes
    texts: list[str] = []
    for part in parts:
        inside = measures[part.measure].includes <= whole or part is parts[0]
        sign = "" if not texts else " + " if inside else " − "
        texts.append(f"{sign}{counted_text(part)} {readable(part.figure)}")
    return f"{row.source} {counted_text(row)} {number(row.point)} = {''.join(texts)}"
