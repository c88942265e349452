"""What is said of a comparison as a whole: what it is about, its cut, its rows, what it assumes."""

from __future__ import annotations

import numpy as np

from reconcile.aligning.events import Event
from reconcile.aligning.status import STATUSES, Cut
from reconcile.comparison import Comparison
from reconcile.notation.dates import in_words, iso
from reconcile.notation.words import days, joined, percent, several
from reconcile.wording.estimand_texts import dotted

FEW = 2  # populations that a title names
NOTHING_CURRENT = "no figure is current, so there is nothing to compare"


def title_text(comparison: Comparison) -> str:
    """What a case is called in `cases.csv`; else its populations, or its name if they are many.

    A population that lies in another of them is not named.

    A title is followed by the population, if there is one alone and the title does not name it.
    """
    populations = list(dict.fromkeys(comparison.estimates["population"]))
    cases = list(dict.fromkeys(comparison.estimates["case"]))
    listed = comparison.alignment.parsed.ledger.cases
    title = listed[cases[0]].title if len(cases) == 1 and cases[0] in listed else ""
    if not title:
        outer = comparison.alignment.parsed.ledger.parts.outer
        wholes = [one for one in populations if not {*outer("population", one)} & {*populations}]
        return joined(wholes if 0 < len(wholes) <= FEW else cases)
    named = len(populations) > 1 or populations[0].casefold() in title.casefold()
    return title if named else dotted(title, populations[0])


def several_populations(comparison: Comparison) -> bool:
    """Whether a count has to say whom it is of."""
    return len(set(comparison.estimates["population"])) > 1


def known_text(cut: Cut) -> str:
    """The state of knowledge: what had been published, and had happened, by when."""
    published = f"published by {in_words(cut.known_by.text)}" if cut.known_by else ""
    happened = f"as of {in_words(cut.as_of.text)}" if cut.as_of else ""
    return dotted(published, happened) or "everything published"


def as_of_text(comparison: Comparison) -> str:
    """As of when: the cut, and the day of the newest publication inside it."""
    published = comparison.estimates["published_first"].to_numpy()
    dated = published[np.isfinite(published)]
    newest = f", the newest of {in_words(iso(dated.max()))}" if len(dated) else ""
    return f"{known_text(comparison.alignment.cut)}{newest}"


def window_text(comparison: Comparison) -> str:
    """What counts as the same time."""
    return f"same time: within {days(comparison.window)}"


def tolerance_text(comparison: Comparison) -> str:
    """What counts as the same number."""
    within = f"within {percent(comparison.tolerance)}" if comparison.tolerance else "exactly"
    return f"same number: {within}"


def cut_text(comparison: Comparison) -> str:
    """The assumptions that shaped a result: the cut, window, tolerance and age limit."""
    return dotted(known_text(comparison.alignment.cut), judged_text(comparison))


def judged_text(comparison: Comparison) -> str:
    """What a result goes by, whatever its cut: window, tolerance and age limit."""
    return dotted(window_text(comparison), tolerance_text(comparison), _age_text(comparison))


def _ended(comparison: Comparison) -> tuple[int, list[Event]]:
    """How many cases are compared, and those of them that ended."""
    cases = comparison.estimates["case"].unique().tolist()
    events = comparison.alignment.parsed.events
    return len(cases), [events[case] for case in cases if case in events]


def _age_text(comparison: Comparison) -> str:
    """How old a figure may be; of an event that ended none is too old (R3)."""
    cases, ended = _ended(comparison)
    age = f"nothing older than {days(comparison.alignment.cut.max_age)}"
    if not ended:
        return age
    if len(ended) < cases:
        return f"{age} but of what has ended"
    return f"ended {in_words(iso(ended[0].ended))}" if cases == 1 else "all have ended"


def stale_text(comparison: Comparison) -> str:
    """When a figure of the one case that is compared is stale (R3)."""
    cases, ended = _ended(comparison)
    if cases == len(ended) == 1:
        settled = in_words(iso(ended[0].settled or 0))
        return f"published before {settled}, from when counts are taken as complete"
    age = days(comparison.alignment.cut.max_age)
    return f"more than {age} older than the newest figure of its count"


def _age_sentence(comparison: Comparison) -> str:
    """The same as an assumption."""
    cases, ended = _ended(comparison)
    if cases == len(ended) == 1:
        last, settled = in_words(iso(ended[0].ended)), in_words(iso(ended[0].settled or 0))
        early = f" but those published before {settled}, which were early counts" if settled else ""
        return (
            f"The event ended on {last}: whenever a figure was published, it is of that day at the "
            f"latest, and none is stale{early}."
        )
    besides = "; of what has ended none is" if ended else ""
    return (
        f"A figure more than {comparison.alignment.cut.max_age} days older than the newest of its "
        f"kind is stale and has no part in ranges and discrepancies{besides}."
    )


def nothing_left_text(comparison: Comparison) -> str:
    """What to say where a cut leaves no figure to compare."""
    return f"no figure is left: {cut_text(comparison)}; the status of each row says why"


def left_out_text(comparison: Comparison) -> str:
    """The selected rows that have no part in a result, by status (R4)."""
    counts = comparison.counts
    parts = [f"{counts[name]:,} {name}" for name in STATUSES[1:] if counts[name]]
    total = f"{counts['current']:,} of {several(sum(counts.values()), 'row')} current"
    return total + (f"; left out: {', '.join(parts)}" if parts else "")


def assumptions(comparison: Comparison) -> list[str]:
    """What a comparison takes for granted, in sentences."""
    return [
        f"{_same_number(comparison)} Where two sources spoke of one day, what they said of the "
        "last such day decides.",
        "A later figure may be higher, since a running total only grows: by as much a day as some "
        f"source's own figures rise, or by any number in more than {days(comparison.window)} (the "
        "window). How many are missing or captured may fall as well.",
        _age_sentence(comparison),
        "What the claims leave possible rests on every claim at its own date, with no window; "
        "counts are whole, running totals never fall, and names nest as they say.",
        "Relays of one statement are one estimate; a sum is derived from its parts only where "
        "one source gave them all on one occasion.",
        "Nothing is weighted by how far a source is trusted, and nothing is averaged; "
        "the median is the lower one, a figure that somebody claims.",
    ]


def _same_number(comparison: Comparison) -> str:
    if not comparison.tolerance:
        return "Figures agree if some count is allowed by both."
    return (
        f"Figures within {percent(comparison.tolerance)} of each other are taken to be the same "
        "number (the tolerance)."
    )
