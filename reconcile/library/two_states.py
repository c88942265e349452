"""Two states of a ledger as a person names them, and what changed between them (R14)."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from reconcile.aligning.alignment import align
from reconcile.aligning.status import Cut
from reconcile.comparison import Comparison, Selection
from reconcile.comparison.difference import Difference
from reconcile.comparison.selection import known
from reconcile.errors import NoFolderError, NotationError, SelectionError
from reconcile.library.request import in_order, ledger_of
from reconcile.notation.choices import Choices
from reconcile.notation.dates import Date, parse_date
from reconcile.storage.ledger import Ledger
from reconcile.storage.revisions import load_revision

REVISION = "git:"
Place = Ledger | str | os.PathLike[str]  # where a ledger is, or the ledger itself


@dataclass(frozen=True)
class LedgerState:
    """A ledger, and by when those of its rows were published that count; None for all of them."""

    ledger: Ledger
    known_by: Date | None = None


def two_states(old: Place, new: Place, ledger: Place) -> tuple[LedgerState, LedgerState]:
    """The two states that `old` and `new` name; what both name is read once.

    Each is a ledger, its folder, `git:REVISION` for the folder `ledger` as it was then, or nothing
    for `ledger` itself; `@DATE` behind any of them is that state as known by the date. Raises
    `LedgerError` and `SelectionError` for what is not there.
    """
    (one, day), (other, later) = (_parted(place) for place in (old, new))
    ends = [ledger if isinstance(place, str) and not place else place for place in (one, other)]
    first = _loaded(ends[0], ledger)
    second = first if _same_place(*ends) else _loaded(ends[1], ledger)
    return LedgerState(first, day), LedgerState(second, later)


def _same_place(one: Place, other: Place) -> bool:
    if isinstance(one, str | os.PathLike) and isinstance(other, str | os.PathLike):
        return os.fspath(one) == os.fspath(other)
    return one is other


def difference(old: LedgerState, new: LedgerState, chosen: Choices) -> Difference:
    """What changed from one state to another, of what is chosen; rows with errors have no part.

    A date of `known_by` holds for a state that has none of its own. Raises `SelectionError` for a
    name that neither ledger holds and for a choice that nothing in either matches, and with the
    option `strict` `ReconcileError` for a ledger with errors.
    """
    selection = known(Selection.of(chosen), old.ledger, new.ledger)
    found = Difference(*(_compared(state, chosen, selection) for state in (old, new)))
    if not found.rows and str(selection):
        raise SelectionError(f"nothing matches {selection} in either")
    return found


def _compared(state: LedgerState, chosen: Choices, selection: Selection) -> Comparison:
    parsed, checked = in_order(state.ledger, chosen)
    cut = Cut.of(chosen)
    cut = replace(cut, known_by=state.known_by or cut.known_by)
    aligned = align(parsed, checked.invalid, cut)
    return Comparison(aligned, selection, chosen.window, chosen.tolerance)


def _parted(place: Place) -> tuple[Place, Date | None]:
    """A ledger, or a text parted into where it is and the date behind its last `@`."""
    text = os.fspath(place) if isinstance(place, str | os.PathLike) else None
    if not isinstance(text, str):
        return place, None
    # an empty one is no folder, though Path takes it for one; of a long one Path.is_dir() fails
    if os.path.isdir(text or REVISION):  # noqa: PTH112
        return text, None
    before, at, day = text.rpartition("@")
    if not at:
        return text, None
    try:
        return before, parse_date(day)
    except NotationError as error:
        if text.startswith(REVISION):  # git has an @ of its own: HEAD@{1}
            return text, None
        raise SelectionError(f"{text}: {error}") from None


def _loaded(place: Place, ledger: Place) -> Ledger:
    """The ledger at a place; `ledger` is the one whose revisions are meant."""
    if not isinstance(place, str) or not place.startswith(REVISION):
        try:
            return ledger_of(place)
        except NoFolderError as error:
            if place == ledger:
                raise
            raise SelectionError(f"{error}; name a folder, @DATE or git:REVISION") from None
    folder = ledger.folder if isinstance(ledger, Ledger) else Path(ledger)
    return load_revision(folder, place.removeprefix(REVISION))
