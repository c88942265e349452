"""The claims of one count on one scale from nought, for a page as narrow as a telephone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.charts.page.claims import Claim, by_point, thinned
from reconcile.charts.page.looks import Look, looks_of
from reconcile.comparison.schema import Range
from reconcile.notation.speech import say
from reconcile.report.anchors import Anchors, Ref

MOST = 10
# each form of a point as a path around 0, some 10 pixels wide
_FORMS = {
    "o": "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z", "s": "M-4-4H4V4H-4z",
    "D": "M0-5.2L5.2 0L0 5.2L-5.2 0z", "^": "M0-5L5 4.2H-5z", "v": "M0 5L5-4.2H-5z",
}  # fmt: skip
_WIDEST = 92.0  # per cent, so that the highest mark and an arrow after it have room
_THINNEST = 1.0  # of a band of one count


@dataclass(frozen=True)
class Strip:
    """One claim: who, what, when, its rows, and its counts in per cent of the width.

    `point` is empty where no number was given; `upper` is 100 where no upper limit was (`open`).
    Its mark has the `form` and the `tone` of its source on all charts of the case.
    """

    source: str
    form: str
    tone: str
    figure: str
    date: str
    refs: tuple[Ref, ...]
    derived: bool
    open: bool
    point: str
    lower: str
    upper: str


@dataclass(frozen=True)
class Strips:
    """The claims from the lowest to the highest, how many are left out before the one numbered
    `gap`, and where the counts that all of them allow begin, and how wide they are, in per cent
    (empty where there are none).
    """

    claims: tuple[Strip, ...]
    left_out: int
    gap: int
    shared: str
    width: str


def strips(row: Range, claims: Sequence[Claim], anchors: Anchors) -> Strips:
    """The strips of an estimand: `row` is its range (R8), `claims` are its current claims."""
    low, left_out, high = thinned(by_point(claims), MOST)
    looks = looks_of(anchors.comparison)
    top = max((claim.top for claim in claims if claim.counted), default=0.0)
    shown = tuple(_strip(claim, top, anchors, looks[claim.source]) for claim in (*low, *high))
    if math.isnan(row.agreed_lower):
        return Strips(shown, left_out, len(low), "", "")
    upper = math.inf if math.isnan(row.agreed_upper) else row.agreed_upper
    first, last = _share(row.agreed_lower, top), _share(upper, top)
    spare = max(0.0, _THINNEST - (last - first)) / 2  # on either side
    band = _text(max(0.0, first - spare)), _text(last - first + 2 * spare)
    return Strips(shown, left_out, len(low), *band)


def _strip(claim: Claim, top: float, anchors: Anchors, look: Look) -> Strip:
    ends = [
        _text(_share(count, top)) if claim.counted else ""
        for count in (claim.point, claim.lower, claim.upper)
    ]
    return Strip(
        f"{claim.source}{claim.mark}", _FORMS[look.form], look.tone,
        claim.figure or say("no number given"), claim.date,
        anchors.refs(claim.number), claim.derived, claim.open, *ends,
    )  # fmt: skip


def _share(count: float, top: float) -> float:
    """A count in per cent of the width."""
    share = 100.0 if math.isinf(count) else _WIDEST * count / top if top else 0.0
    return min(share, 100.0)


def _text(share: float) -> str:
    return f"{share:.2f}".rstrip("0").rstrip(".")
