"""Which two sources contradict each other most often, as a plain table."""

from __future__ import annotations

from reconcile.comparison.disputes import Disputes
from reconcile.tables.flat import Flat, flat
from reconcile.tables.layout import Shown
from reconcile.wording.dispute_texts import ToldBetween, between_told

_BETWEEN = (
    Shown[ToldBetween]("sources", lambda one: one.sources),
    Shown[ToldBetween]("contradict", lambda one: one.often, True),
    Shown[ToldBetween]("at most apart", lambda one: one.apart, True),
)


def between_sources(disputes: Disputes) -> Flat:
    """The pairs of sources that contradict each other most often."""
    return flat(_BETWEEN, between_told(disputes), whole=True)
