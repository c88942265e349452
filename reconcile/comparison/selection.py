"""Which estimates a person asked for, by exact names."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from reconcile.aligning.typed_cells import Parsed
from reconcile.columnar import Cells, Columns
from reconcile.errors import NotationError, SelectionError, excerpt
from reconcile.notation.choices import Choices
from reconcile.storage.ledger import Ledger


@dataclass(frozen=True)
class Selection:
    """Names to keep of each column; an empty one keeps all. Of one column any, of all columns."""

    case: tuple[str, ...] = ()
    population: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    source: tuple[str, ...] = ()

    @classmethod
    def of(cls, chosen: Choices) -> Selection:
        """The names that a person asked for."""
        return cls(*(getattr(chosen, field.name) for field in fields(cls)))

    def rows(self, parsed: Parsed) -> np.ndarray:
        """Which rows of a ledger are selected; measures and bases are those they were read as."""
        read = {name: parsed.typed.column(name) for name in ("measure", "basis")}
        return self.mask(parsed.ledger.rows.assign(**read))

    def mask(self, rows: Columns) -> np.ndarray:
        """Which of the rows, which have these columns, are selected."""
        kept = np.ones(len(rows), dtype=bool)
        for name, wanted in vars(self).items():
            if wanted:
                kept &= rows.cells(name).among(wanted)
        return kept

    def __str__(self) -> str:
        return ", ".join(
            f"{name} {' or '.join(names)}" for name, names in vars(self).items() if names
        )


@dataclass(frozen=True)
class Sieve:
    """Which results are told: those of any of these verdicts, of all if none is named, whose ratio
    is `ratio` at least, whichever of two figures is the higher.
    """

    verdicts: tuple[str, ...] = ()
    ratio: float = 1.0

    def mask(self, verdict: Cells, ratio: np.ndarray) -> np.ndarray:
        """Which results, of these verdicts and ratios, are told."""
        kept = np.ones(len(ratio), dtype=bool)
        if self.verdicts:
            kept &= verdict.among(self.verdicts)
        if self.ratio > 1:
            kept &= (ratio >= self.ratio) | (ratio <= 1 / self.ratio)
        return kept

    def __str__(self) -> str:
        named = f"verdict {' or '.join(self.verdicts)}" if self.verdicts else ""
        least = f"ratio {self.ratio:g} or more" if self.ratio > 1 else ""
        return ", ".join(filter(None, (named, least)))


EVERYTHING = Sieve()


def known(selection: Selection, *ledgers: Ledger) -> Selection:
    """The selection with its measures in canonical form, every name being one of the ledgers'.

    Raises `SelectionError`, with the nearest name, for one that none of them holds.
    """
    chosen = {}
    for name, wanted in vars(selection).items():
        texts = [text for ledger in ledgers for text in ledger.rows.cells(name).distinct]
        names = list(dict.fromkeys(texts if name == "basis" else filter(None, texts)))
        if name == "measure":
            names = sorted({_measure(text, *ledgers) for text in names})
            wanted = tuple(_measure(text, *ledgers) for text in wanted)
        for text in wanted:
            if text not in names:
                raise SelectionError(unknown(name, text, names))
        chosen[name] = wanted
    return Selection(**chosen)


def with_sums(ledger: Ledger, selection: Selection) -> tuple[Selection, tuple[str, ...]]:
    """The selection, and the measures asked for if one of them is a sum that no row uses.

    Then the selection is of no measure: what is possible for such a sum rests on all others (R10).
    """
    used = {_measure(text, ledger) for text in ledger.rows.cells("measure").distinct}
    asked = tuple(_measure(text, ledger) for text in selection.measure)
    if not any(name not in used and _is_measure(ledger, name) for name in asked):
        return selection, ()
    known(replace(selection, measure=tuple(name for name in asked if name in used)), ledger)
    if strange := [name for name in asked if name not in used and not _is_measure(ledger, name)]:
        raise SelectionError(unknown("measure", strange[0], sorted(used)))
    return replace(selection, measure=()), asked


def _is_measure(ledger: Ledger, text: str) -> bool:
    """Whether a text is the canonical name of a measure of the ledger."""
    try:
        return ledger.measures.parse(text) == text
    except NotationError:
        return False


def _measure(text: str, *ledgers: Ledger) -> str:
    """The canonical name of a measure of the first of the ledgers that knows it."""
    for ledger in ledgers:
        try:
            return ledger.measures.parse(text)
        except NotationError:
            continue
    return text


def unknown(column: str, text: str, names: Sequence[str]) -> str:
    """What to say of a name that was asked for in a column and that is not among `names`."""
    near = difflib.get_close_matches(text, names, 3, 0.5)
    word = re.compile(rf"\b{re.escape(text)}", re.IGNORECASE)
    same = [name for name in names if name.casefold() == text.casefold()]
    guesses = same or list(dict.fromkeys([*near, *filter(word.search, names)]))[:3]
    hint = f"did you mean {' or '.join(map(repr, guesses))}?" if guesses else (
        f"known are {', '.join(map(repr, sorted(names)[:8]))}" + ("…" if len(names) > 8 else "")
        if names else "no row has any"
    )  # fmt: skip
    return f"{column} {excerpt(text)!r} is not in the ledger; {hint}"
