"""What `reconcile` says where no command is named: what the ledger holds, and what to type next."""

from __future__ import annotations

import shlex
from pathlib import Path

from reconcile.aligning.alignment import align
from reconcile.aligning.typed_cells import parse
from reconcile.checks import check
from reconcile.cli.colour import say
from reconcile.cli.output import terminal_width
from reconcile.cli.progress import stages
from reconcile.comparison import compare
from reconcile.storage.ledger import load
from reconcile.tables import overview_table


def show_overview(ledger: Path, named: bool) -> None:
    """Print the overview; where there is no ledger, how to begin.

    `named` is whether the commands to go on with have to name the ledger.

    Raises `LedgerError` for a ledger that is there and cannot be read.
    """
    if not ledger.exists() or (ledger.is_dir() and not any(ledger.glob("*.[cC][sS][vV]"))):
        say(overview_table.beginning(ledger, terminal_width()))
        return
    command = f"reconcile --ledger {shlex.quote(str(ledger))}" if named else "reconcile"
    with stages(("reading", "checking", "comparing")) as begin:
        begin("reading")
        parsed = parse(load(ledger))
        begin("checking")
        checked = check(parsed)
        begin("comparing")
        found = compare(align(parsed, checked.invalid))
        told = overview_table.text(found, checked, command, terminal_width())
    say(told)
