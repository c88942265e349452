"""What the commands that set two states of a ledger against each other share."""

from __future__ import annotations

from reconcile.cli.options import Asked
from reconcile.cli.progress import stages
from reconcile.cli.work import say_what_is_left_out
from reconcile.comparison import Comparison
from reconcile.comparison.difference import Difference
from reconcile.library.request import read
from reconcile.library.two_states import difference, two_states


def differing(asked: Asked, old: str, new: str) -> Difference:
    """What changed from one state of a ledger to another; rows with errors are left out of each.

    Exits with 1 instead if the person wants ledgers without errors.
    """
    with stages(("reading", "checking")) as begin:
        begin("reading")
        states = two_states(old, new, asked.ledger)
        begin("checking")
        checked = [read(state.ledger)[1] for state in states]
    for each in checked[: 1 if checked[0] is checked[1] else 2]:
        say_what_is_left_out(asked, each)
    return difference(*states, asked)


def as_it_was(asked: Asked, since: str) -> Comparison:
    """The comparison of another state of the ledger.

    Rows with errors are left out of it, and told of unless it is the ledger itself.
    """
    with stages(("reading the state before",)):
        was, now = two_states(since, "", asked.ledger)
        checked = read(was.ledger)[1]
    if was.ledger is not now.ledger:
        say_what_is_left_out(asked, checked)
    return difference(was, now, asked).before
