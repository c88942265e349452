"""Which estimates a person asked for, by exact names."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

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

    def mask(self, frame: pd.DataFrame) -> np.ndarray:
        """Which rows of `frame`, which has these columns, are selected."""
        kept = np.ones(len(frame), dtype=bool)
        for name, wanted in vars(self).items():
            if wanted:
                kept &= frame[name].isin(wanted).to_numpy()
        return kept

    def __str__(self) -> str:
        return ", ".join(
            f"{name} {' or '.join(names)}" for name, names in vars(self).items() if names
        )


def known(ledger: Ledger, selection: Selection) -> Selection:
    """The selection with its measures in canonical form, every name being one of the ledger's.

    Raises `SelectionError`, with the nearest name, for one that the ledger does not hold.
    """
    chosen = {}
    for name, wanted in vars(selection).items():
        names = [str(text) for text in ledger.rows[name].cat.categories]
        names = names if name == "basis" else [text for text in names if text]
        if name == "measure":
            names = sorted({_measure(ledger, text) for text in names})
            wanted = tuple(_measure(ledger, text) for text in wanted)
        for text in wanted:
            if text not in names:
                raise SelectionError(unknown(name, text, names))
        chosen[name] = wanted
    return Selection(**chosen)


def _measure(ledger: Ledger, text: str) -> str:
    try:
        return ledger.measures.parse(text)
    except NotationError:
        return text


def unknown(column: str, text: str, names: Sequence[str]) -> str:
    """What to say of a name that the option `--column` was given and that is not among `names`."""
    near = difflib.get_close_matches(text, names, 3, 0.5)
    word = re.compile(rf"\b{re.escape(text)}", re.IGNORECASE)
    same = [name for name in names if name.casefold() == text.casefold()]
    guesses = same or list(dict.fromkeys([*near, *filter(word.search, names)]))[:3]
    hint = f"did you mean {' or '.join(map(repr, guesses))}?" if guesses else (
        f"known are {', '.join(map(repr, sorted(names)[:8]))}" + ("…" if len(names) > 8 else "")
        if names else "no row has any"
    )  # fmt: skip
    return f"--{column} {excerpt(text)!r} is not in the ledger; {hint}"
