"""Ranges, discrepancies and all else that current estimates say (R5 to R9, R11 to R14)."""

from reconcile.comparison.result import Comparison, compare
from reconcile.comparison.selection import Selection

__all__ = ["Comparison", "Selection", "compare"]
