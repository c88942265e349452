"""What is said of a comparison as a whole: what it is about, its cut, its rows, what it assumes."""

from __future__ import annotations

import numpy as np

from reconcile.aligning.events import Event
from reconcile.aligning.status import STATUSES, Cut
from reconcile.comparison import Comparison
from reconcile.notation.dates import in_words, iso
from reconcile.notation.speech import mark, say, word
from reconcile.notation.words import days, joined, number, percent, say_some
from reconcile.wording.estimand_texts import dotted

FEW = 2  # populations that a title names
NOTHING_CURRENT = "no figure is current, so there is nothing to compare"


_ASSUMED = (
    mark(
        "What the claims leave possible rests on every claim at its own date, with no window; "
        "counts are whole, running totals never fall, and names nest as they say."
    ),
    mark(
        "Relays of one statement are one estimate; a sum is derived from its parts only where "
        "one source gave them all on one occasion."
    ),
    mark(
        "Nothing is weighted by how far a source is trusted, and nothing is averaged; "
        "the median is the lower one, a figure that somebody claims."
    ),
)


def title_text(comparison: Comparison) -> str:
    """What a case is called in `cases.csv`; else its populations, or its name if they are many.

    A population that lies in another of them is not named.

    A title is followed by the population, if there is one alone and the title does not name it.
    """
    populations = comparison.subjects.cells("population").used
    cases = comparison.subjects.cells("case").used
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
    return len(comparison.subjects.cells("population").used) > 1


def known_text(cut: Cut) -> str:
    """The state of knowledge: what had been published, and had happened, by when."""
    published = say("published by {day}", day=in_words(cut.known_by.text)) if cut.known_by else ""
    happened = say("as of {day}", day=in_words(cut.as_of.text)) if cut.as_of else ""
    return dotted(published, happened) or say("everything published")


def as_of_text(comparison: Comparison) -> str:
    """As of when: the cut, and the day of the newest publication inside it."""
    published = comparison.estimates["published_first"]
    dated = published[np.isfinite(published)]
    known = known_text(comparison.alignment.cut)
    if not len(dated):
        return known
    return say("{known}, the newest of {day}", known=known, day=in_words(iso(dated.max())))


def window_text(comparison: Comparison) -> str:
    """What counts as the same time."""
    return say("same time: within {days}", days=days(comparison.window))


def tolerance_text(comparison: Comparison) -> str:
    """What counts as the same number."""
    if not comparison.tolerance:
        return say("same number: exactly")
    return say("same number: within {percent}", percent=percent(comparison.tolerance))


def cut_text(comparison: Comparison) -> str:
    """The assumptions that shaped a result: the cut, window, tolerance and age limit."""
    return dotted(known_text(comparison.alignment.cut), judged_text(comparison))


def judged_text(comparison: Comparison) -> str:
    """What a result goes by, whatever its cut: window, tolerance and age limit."""
    return dotted(window_text(comparison), tolerance_text(comparison), _age_text(comparison))


def _ended(comparison: Comparison) -> tuple[int, list[Event]]:
    """How many cases are compared, and those of them that ended."""
    cases = comparison.subjects.cells("case").used
    events = comparison.alignment.parsed.events
    return len(cases), [events[case] for case in cases if case in events]


def _age_text(comparison: Comparison) -> str:
    """How old a figure may be; of an event that ended none is too old (R3)."""
    cases, ended = _ended(comparison)
    age = days(comparison.alignment.cut.max_age)
    if not ended:
        return say("nothing older than {days}", days=age)
    if len(ended) < cases:
        return say("nothing older than {days} but of what has ended", days=age)
    if cases > 1:
        return say("all have ended")
    return say("ended {day}", day=in_words(iso(ended[0].ended)))


def stale_text(comparison: Comparison) -> str:
    """When a figure of the one case that is compared is stale (R3)."""
    cases, ended = _ended(comparison)
    if cases == len(ended) == 1:
        settled = in_words(iso(ended[0].settled or 0))
        return say("published before {day}, from when counts are taken as complete", day=settled)
    age = days(comparison.alignment.cut.max_age)
    return say("more than {days} older than the newest figure of its count", days=age)


def _age_sentence(comparison: Comparison) -> str:
    """The same as an assumption."""
    cases, ended = _ended(comparison)
    if cases == len(ended) == 1:
        last, settled = in_words(iso(ended[0].ended)), in_words(iso(ended[0].settled or 0))
        if not settled:
            return say(
                "The event ended on {day}: whenever a figure was published, it is of that day at "
                "the latest, and none is stale.",
                day=last,
            )
        return say(
            "The event ended on {day}: whenever a figure was published, it is of that day at the "
            "latest, and none is stale but those published before {settled_day}, which were early "
            "counts.",
            day=last,
            settled_day=settled,
        )
    age = str(comparison.alignment.cut.max_age)
    if ended:
        return say(
            "A figure more than {n} days older than the newest of its kind is stale and has no "
            "part in ranges and discrepancies; of what has ended none is.",
            n=age,
        )
    return say(
        "A figure more than {n} days older than the newest of its kind is stale and has no part in "
        "ranges and discrepancies.",
        n=age,
    )


def status_name(status: str) -> str:
    """A status in the language that is spoken."""
    return word("status", status)


def status_count(status: str, count: int) -> str:
    """How many rows have a status: `2 earlier`."""
    return f"{number(count)} {status_name(status)}"


def nothing_left_text(comparison: Comparison) -> str:
    """What to say where a cut leaves no figure to compare."""
    return f"no figure is left: {cut_text(comparison)}; the status of each row says why"


def left_out_text(comparison: Comparison) -> str:
    """The selected rows that have no part in a result, by status (R4)."""
    counts = comparison.counts
    told = say_some(
        sum(counts.values()),
        "{current} of {n} row current",
        "{current} of {n} rows current",
        current=number(counts["current"]),
    )
    parts = [status_count(name, counts[name]) for name in STATUSES[1:] if counts[name]]
    if not parts:
        return told
    return say("{current_rows}; left out: {others}", current_rows=told, others=", ".join(parts))


def assumptions(comparison: Comparison) -> list[str]:
    """What a comparison takes for granted, in sentences."""
    one_day = say(
        "Where two sources spoke of one day, what they said of the last such day decides."
    )
    return [
        f"{_same_number(comparison)} {one_day}",
        say(
            "A later figure may be higher, since a running total only grows: by as much a day as "
            "some source's own figures rise, or by any number in more than {days} (the window). "
            "How many are missing or captured may fall as well.",
            days=days(comparison.window),
        ),
        _age_sentence(comparison),
        *map(say, _ASSUMED),
    ]


def _same_number(comparison: Comparison) -> str:
    if not comparison.tolerance:
        return say("Figures agree if some count is allowed by both.")
    return say(
        "Figures within {percent} of each other are taken to be the same number (the tolerance).",
        percent=percent(comparison.tolerance),
    )
