"""What is said of an estimand: who is counted where, what happened to them, and from when on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reconcile.aligning.estimates import Estimate
from reconcile.comparison.schema import CopiedSeries, Discrepancy, LedgerRow, Range, SeriesFigure
from reconcile.notation.bases import basis_name
from reconcile.notation.dates import in_words
from reconcile.notation.measures import BUILT_IN, Measures, measure_name
from reconcile.notation.speech import say
from reconcile.notation.words import clauses
from reconcile.wording.characters import kept

# rows that name one
Estimand = Estimate | Range | Discrepancy | SeriesFigure | LedgerRow | CopiedSeries


def since_text(since: str) -> str:
    """From when on it is counted: nothing for a running total from the start."""
    return kept(since_words(since))


def since_words(since: str) -> str:
    """The same in words between which a line may end."""
    return say("since {day}", day=in_words(since)) if since else ""


def subject_text(row: Estimand) -> str:
    """Population and place of an estimand."""
    return dotted(row.population, row.place)


def counted_text(row: Estimand, label: str = "") -> str:
    """What happened to those counted, and how the count was come by: `killed (identified)`.

    The measure is called by its `label`, or by its name where none is given.
    """
    named = label or measure_name(row.measure)
    return f"{named} ({basis_name(row.basis)})" if row.basis else named


def labels(measures: Measures, rows: Iterable[Estimand]) -> list[str]:
    """What the ledger's own measures among those of `rows` are called in words, in a line."""
    names = dict.fromkeys(part for row in rows for part in row.measure.split("+"))
    own = (measures[name] for name in names if name not in BUILT_IN)
    told = [f"{one.name}: {one.label}" for one in own if one.label != one.name]
    return [clauses(told)] if told else []


def measure_text(row: Estimand) -> str:
    """What is counted, how, and from when on."""
    return " ".join(part for part in (counted_text(row), since_text(row.since)) if part)


def estimand_text(row: Estimand, *, population: bool = True) -> str:
    """An estimand in full; a `population` that is the only one need not be named."""
    whom = row.population if population else ""
    return dotted(whom, row.place, counted_text(row), since_text(row.since))


def endings(name: str) -> Iterator[str]:
    """What follows each comma of a name: `Mina, Saudi Arabia` lies in `Saudi Arabia`."""
    while name:
        _, _, name = name.partition(", ")
        yield name


def dotted(*parts: str) -> str:
    """The names of something, from wide to narrow; what is empty is not named."""
    return " · ".join(part for part in parts if part)
