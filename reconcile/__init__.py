"""Reconcile conflicting casualty figures: how far apart the comparable ones are, and why.

The names of `__all__` are the library (docs/library.md); everything else is internal and may
change at any time. They are loaded when they are first used: help must come at once.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, which takes longer to load than all before Ctrl-C is heard

__version__ = "0.1.0"

__all__ = [
    "Ledger",
    "ReconcileError",
    "__version__",
    "align",
    "bounds",
    "bounds_chart",
    "changes",
    "check",
    "compare",
    "contradictions",
    "copied_series",
    "days",
    "diff",
    "discrepancies",
    "discrepancies_chart",
    "history",
    "load",
    "ranges_chart",
    "ratios",
    "ratios_chart",
    "save",
    "settlements",
    "side_ratios",
    "sources",
    "timeline_chart",
]

if TYPE_CHECKING:
    from reconcile.errors import ReconcileError
    from reconcile.library.chart_functions import (
        bounds_chart,
        discrepancies_chart,
        ranges_chart,
        ratios_chart,
        save,
        timeline_chart,
    )
    from reconcile.library.frames import (
        align,
        bounds,
        changes,
        check,
        compare,
        contradictions,
        copied_series,
        days,
        diff,
        discrepancies,
        history,
        load,
        ratios,
        settlements,
        side_ratios,
        sources,
    )
    from reconcile.storage.ledger import Ledger
else:  # a type checker would take any name for one that is here

    def __getattr__(name: str) -> object:
        from importlib import import_module

        homes = {
            "errors": ("ReconcileError",),
            "storage.ledger": ("Ledger",),
            "library.chart_functions": (
                "bounds_chart", "discrepancies_chart", "ranges_chart", "ratios_chart", "save",
                "timeline_chart",
            ),
        }  # fmt: skip
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = (home for home, names in homes.items() if name in names)
        return getattr(import_module(f"reconcile.{next(found, 'library.frames')}"), name)

    def __dir__() -> list[str]:
        return list(__all__)
