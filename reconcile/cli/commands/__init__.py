"""The commands and their options, by kind; what they do stands in the modules beside this folder.

Those are imported when a command runs, not before: they need pandas, and help must come at once.
"""

from __future__ import annotations

from reconcile.cli.commands.making import chart, completion, export, report
from reconcile.cli.commands.reading import (
    bounds,
    check,
    compare,
    discrepancies,
    history,
    show,
    sources,
)  # fmt: skip
from reconcile.cli.commands.writing import add, import_, init

COMMANDS = (
    check, show, compare, discrepancies, history, bounds, sources, chart, export, report, add,
    import_, init, completion,
)  # fmt: skip
