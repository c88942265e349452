"""What is said about a case beside its figures: where and when it was, how new it is, by whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from reconcile.aligning.events import read_day
from reconcile.comparison import Comparison
from reconcile.notation.addresses import is_address
from reconcile.notation.dates import in_words, iso
from reconcile.notation.words import joined, several
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
    (case,) = comparison.estimates["case"].unique()
    blank = ListedCase(*[""] * len(ListedCase._fields))
    listed = comparison.alignment.parsed.ledger.cases.get(case, blank)
    when = _event_text(listed) or _figures_text(comparison)
    compiled = f"Compiled by {listed.compiled_by}." if listed.compiled_by else ""
    url = listed.url if is_address(listed.url) else ""
    where = _where(comparison.estimates["place"])
    return About(dotted(where, when), newest_text(comparison), compiled, listed.summary, url)


def newest_text(comparison: Comparison) -> str:
    """When the newest figure was published, and the cut if there is one."""
    cut = comparison.alignment.cut
    known = f" Cut: {known_text(cut)}." if cut.known_by or cut.as_of else ""
    published = comparison.estimates["published_first"].to_numpy()
    dated = published[np.isfinite(published)]
    newest = f"{in_words(iso(dated.max()))}" if len(dated) else "on no known day"
    return f"The newest figure was published {newest}.{known}"


def _where(places: Iterable[str]) -> str:
    """The places that lie in no other of them."""
    names = [name for name in dict.fromkeys(places) if name]
    known = set(names)
    outer = [name for name in names if known.isdisjoint(endings(name))]
    if len(outer) > _MOST_PLACES:
        return several(len(outer), "place")
    return joined(outer) if outer else ""


def _event_text(listed: ListedCase) -> str:
    """When the event was, by cases.csv; nothing where it does not say."""
    began, ended = (read_day(text) for text in (listed.began, listed.ended))
    if began and ended and began.text != ended.text:
        return f"{in_words(began.text)} to {in_words(ended.text)}"
    if ended:
        return in_words(ended.text)
    return f"since {in_words(began.text)}" if began else ""


def _figures_text(comparison: Comparison) -> str:
    """Between which days the figures speak."""
    days = comparison.estimates[["as_of_first", "as_of_last"]].to_numpy(dtype=float)
    dated = days[np.isfinite(days)]
    if not len(dated):
        return ""
    first, last = (in_words(iso(day)) for day in (dated.min(), dated.max()))
    return f"figures of {first}" if first == last else f"figures of {first} to {last}"
