"""Short texts for people: a figure, a claim, a cut, an estimand, with the marks of the legend."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

from reconcile.aligning.alignment import Alignment
from reconcile.aligning.status import STATUSES, Cut
from reconcile.comparison import Comparison
from reconcile.comparison.reasons import number
from reconcile.notation.dates import in_words

DERIVED, PARTY = "*", "†"
NO_BREAK = "\N{NO-BREAK SPACE}"
FEW = 2
NOT_WRONG = "A claim that has to give is not thereby the wrong one."
_STEERING = re.compile("[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# words of scripts that are written from right to left, and what a name may have between them
RIGHT_TO_LEFT = re.compile(rf"[{_LETTERS}]+(?:[\s\d\"'“”‘’./&+-]+[{_LETTERS}]+)*")


def figure_text(row: Any) -> str:
    """The figure of an estimate as it was said; a derived one as its point with a mark.

    `row` is a row of `Comparison.estimates`, as `itertuples` gives it.
    """
    if row.unknown:
        return "no number"
    if row.derived:
        return f"{derived_text(row.lower, row.point, row.upper)}{DERIVED}"
    return readable(row.figure)


def derived_text(lower: float, point: float, upper: float) -> str:
    """The point of a derived figure; `≥` or `~…+` where it is open above."""
    if not (math.isinf(upper) or math.isnan(upper)):
        return number(point)
    return f"≥{number(point)}" if lower == point else f"~{number(point)}+"


def readable(figure: str) -> str:
    """A canonical figure with the signs that people read."""
    return figure.replace(">=", "≥").replace("<=", "≤")


def source_text(row: Any) -> str:
    """The source's name, marked if it speaks for a party to the conflict."""
    return f"{row.source}{PARTY if row.side else ''}"


def date_text(row: Any) -> str:
    """The as-of date in words."""
    return in_words(row.as_of) if row.as_of else "no date"


def column_date(text: str) -> str:
    """A date for a narrow column, `~15 Jan 2025`; text that is no date as it stands."""
    try:
        return in_words(text).replace("about ", "~") if text else "no date"
    except (ValueError, IndexError):
        return text


def claim_text(row: Any) -> str:
    """One claim with its source and date: `NIS ~300 (13 Jan 2025)`; it breaks after the source."""
    return f"{source_text(row)} {kept(f'{figure_text(row)} ({date_text(row)})')}"


def kept(text: str) -> str:
    """`text` with no-break spaces, so that no line ends within it."""
    return text.replace(" ", NO_BREAK)


def counts_text(lower: float, upper: float, none: str = "none") -> str:
    """The counts from `lower` to `upper`, either NaN where it is open or where there are none."""
    if math.isnan(lower):
        return none
    if math.isnan(upper) or math.isinf(upper):
        return f"≥{number(lower)}"
    return number(lower) if lower == upper else f"{number(lower)}–{number(upper)}"


def since_text(since: str) -> str:
    """From when on it is counted: nothing for a running total from the start."""
    return kept(f"since {in_words(since)}") if since else ""


def subject_text(row: Any) -> str:
    """Population and place of an estimand."""
    return " · ".join(part for part in (row.population, row.place) if part)


def estimand_text(row: Any) -> str:
    """An estimand in full: population, place, measure and from when on."""
    parts = (row.population, row.place, row.measure, since_text(row.since))
    return " · ".join(part for part in parts if part)


def title_text(comparison: Comparison) -> str:
    """What a case is about: its populations, or its name where they are many."""
    populations = list(dict.fromkeys(comparison.estimates["population"]))
    cases = list(dict.fromkeys(comparison.estimates["case"]))
    return joined(populations if len(populations) <= FEW else cases)


def cut_text(comparison: Comparison) -> str:
    """The assumptions that shaped a result: the cut, the window and the age limit."""
    cut = comparison.alignment.cut
    window = f"same time: within {days(comparison.window)}"
    return " · ".join((known_text(cut), window, f"nothing older than {days(cut.max_age)}"))


def nothing_left_text(comparison: Comparison) -> str:
    """What to say where a cut leaves no figure to compare."""
    return f"no figure is left: {cut_text(comparison)}; see reconcile show for the reasons"


def known_text(cut: Cut) -> str:
    """The state of knowledge: what had been published, and had happened, by when."""
    parts = []
    if cut.known_by:
        parts.append(f"published by {in_words(cut.known_by.text)}")
    if cut.as_of:
        parts.append(f"as of {in_words(cut.as_of.text)}")
    return " · ".join(parts) or "everything published"


def days(count: int) -> str:
    """`1 day`, `7 days`."""
    return f"{count:,} day{'' if count == 1 else 's'}"


def left_out_text(comparison: Comparison) -> str:
    """The selected rows that have no part in a result, by status (R4)."""
    counts = comparison.counts
    parts = [f"{counts[name]:,} {name}" for name in STATUSES[1:] if counts[name]]
    total = f"{counts['current']:,} of {sum(counts.values()):,} rows current"
    return total + (f"; left out: {', '.join(parts)}" if parts else "")


def legend(alignment: Alignment, estimates: Iterable[Any]) -> list[str]:
    """What the marks used among `estimates` mean, with what each derived figure comes from."""
    rows = list(estimates)
    derived = [row for row in rows if row.derived]
    lines = [f"{DERIVED} derived: {derivation_text(alignment, row)}" for row in derived]
    if any(row.side for row in rows):
        lines.append(f"{PARTY} speaks for a party to the conflict")
    return lines


def derivation_text(alignment: Alignment, row: Any) -> str:
    """How a derived figure comes from what its source said: `3,000 = killed 300 + wounded 2,700`.

    `row` is an `Estimate`.
    """
    parts = [alignment.estimates.loc[part] for part in alignment.parts_of(row.number)]
    measures = alignment.parsed.ledger.measures
    whole = measures[row.measure].includes
    texts: list[str] = []
    for part in parts:
        inside = measures[part.measure].includes <= whole or part is parts[0]
        sign = "" if not texts else " + " if inside else " − "
        texts.append(f"{sign}{part.measure} {readable(part.figure)}")
    return f"{row.source} {row.measure} {number(row.point)} = {''.join(texts)}"


def times_text(ratio: float) -> str:
    """A ratio as `×1.33`; one too far from 1 for two decimals has two or no digits more."""
    if ratio >= 1000:
        return f"×{ratio:,.0f}"
    return f"×{ratio:.2f}" if ratio >= 0.1 else f"×{ratio:.2g}"


def where_text(where: str) -> str:
    """Places with the file named once: `a.csv:18,20`."""
    lines: dict[str, list[str]] = {}
    for place in where.split():
        file, _, line = place.rpartition(":")
        lines.setdefault(file, []).append(line)
    return " ".join(f"{file}:{','.join(numbers)}" for file, numbers in lines.items())


def visible(text: str) -> str:
    """Text in which nothing can steer a terminal or turn the order of what stands beside it."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)


def joined(names: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    listed = list(names)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"
