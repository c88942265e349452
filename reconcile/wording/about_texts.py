"""What is said about a case beside its figures: where and when it was, how new it is, by whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from reconcile.aligning.events import read_day
from reconcile.comparison import Comparison
from reconcile.notation.addresses import is_address
from reconcile.notation.dates import days_to, in_words, iso
from reconcile.notation.speech import say
from reconcile.notation.words import joined, say_some
from reconcile.storage.ledger_files import ListedCase
from reconcile.wording.case_texts import known_text
from reconcile.wording.estimand_texts import dotted, endings

_MOST_PLACES = 3


class About(NamedTuple):
    """A case in words: where and when, the newest figure, who compiled it, what it is about.

    `url` is an address of the web or empty, as all are of which nothing is known.
    """

    where_when: str
    newest: str
    compiled: str
    summary: str
    url: str


def about(comparison: Comparison) -> About:
    """What is said about the one case that is compared."""
    (case,) = comparison.subjects.cells("case").used
    blank = ListedCase(*[""] * len(ListedCase._fields))
    listed = comparison.alignment.parsed.ledger.cases.get(case, blank)
    when = _event_text(listed) or _figures_text(comparison)
    compiled = (
        say("Compiled by {compiler}.", compiler=listed.compiled_by) if listed.compiled_by else ""
    )
    url = listed.url if is_address(listed.url) else ""
    where = _where(comparison.estimates.cells("place"))
    return About(dotted(where, when), newest_text(comparison), compiled, listed.summary, url)


def newest_text(comparison: Comparison) -> str:
    """When the newest figure was published, and the cut if there is one."""
    cut = comparison.alignment.cut
    published = comparison.estimates["published_first"]
    dated = published[np.isfinite(published)]
    if len(dated):
        newest = in_words(iso(dated.max()))
        told = [say("The newest figure was published {day}.", day=newest)]
    else:
        told = [say("The newest figure was published on no known day.")]
    if cut.known_by or cut.as_of:
        told.append(say("Cut: {known}.", known=known_text(cut)))
    return " ".join(told)


def _where(places: Iterable[str]) -> str:
    """The places that lie in no other of them."""
    names = [name for name in dict.fromkeys(places) if name]
    known = set(names)
    outer = [name for name in names if known.isdisjoint(endings(name))]
    if len(outer) > _MOST_PLACES:
        return say_some(len(outer), "{n} place", "{n} places")
    return joined(outer) if outer else ""


def _event_text(listed: ListedCase) -> str:
    """When the event was, by cases.csv; nothing where it does not say."""
    began, ended = (read_day(text) for text in (listed.began, listed.ended))
    if began and ended and began.text != ended.text:
        return days_to(in_words(began.text), in_words(ended.text))
    if ended:
        return in_words(ended.text)
    return say("since {day}", day=in_words(began.text)) if began else ""


def _figures_text(comparison: Comparison) -> str:
    """Between which days the figures speak."""
    estimates = comparison.estimates
    days = np.concatenate([estimates["as_of_first"], estimates["as_of_last"]])
    dated = days[np.isfinite(days)]
    if not len(dated):
        return ""
    first, last = (in_words(iso(day)) for day in (dated.min(), dated.max()))
    return say("figures of {days}", days=first if first == last else days_to(first, last))
