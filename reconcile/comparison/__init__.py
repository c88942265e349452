"""Ranges, discrepancies and all else that current estimates say (R5 to R9, R11 to R14).

What is named here is loaded when it is first used: checks need a few modules of this room alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["Comparison", "Selection", "compare"]

if TYPE_CHECKING:
    from reconcile.comparison.result import Comparison, compare
    from reconcile.comparison.selection import Selection
else:  # a type checker would take any name for one that is here

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from reconcile.comparison import result

        return getattr(result, name)
