"""The readings of a measure that may include more, in words (R10)."""

from __future__ import annotations

from reconcile.comparison.schema import NARROWEST, WIDEST

READINGS = {NARROWEST: "in its narrowest reading", WIDEST: "in its widest reading"}
