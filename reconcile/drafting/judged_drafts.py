"""A file of drafts while somebody judges them: what was decided of each stands in the file itself.

The column `keep` is empty for a draft that nobody has judged, `later` for one put off, `no: …` for
one rejected, with the reason, and `added …` for one that stands in the ledger, with where. So
judging stops anywhere and goes on from the file.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reconcile.drafting.drafts_file import DRAFT_COLUMNS
from reconcile.errors import InputError, LedgerError
from reconcile.storage.csv_file import csv_text, read_table
from reconcile.storage.files import digest_of, write_whole
from reconcile.storage.formula_guard import harmless, unguarded

OPEN, LATER, REJECTED, ADDED = "", "later", "rejected", "added"
_NEEDED = ("measure", "figure", "quote", "keep")


@dataclass
class JudgedDrafts:
    """The drafts of a file, in its order, as cells by column; `header` are its columns."""

    path: Path
    header: tuple[str, ...]
    rows: list[dict[str, str]]
    sha256: str  # of the file as it was read or written last

    def state(self, at: int) -> str:
        """What was decided of a draft: `OPEN`, `LATER`, `REJECTED` or `ADDED`.

        What a person has written besides is not decided: a row enters the ledger by review alone.
        """
        word = self.rows[at]["keep"].casefold().partition(" ")[0].strip(":,;")
        return {"later": LATER, "no": REJECTED, "added": ADDED}.get(word, OPEN)

    def counts(self) -> Counter[str]:
        """How many drafts are in each state."""
        return Counter(self.state(at) for at in range(len(self.rows)))

    def next(self, start: int = 0, without: Collection[int] = ()) -> int | None:
        """The next draft to judge from `start` on, then from the first; those put off come last.

        Those of `without` do not come again.
        """
        order = sorted(range(len(self.rows)), key=lambda at: (at < start, at))
        for state in (OPEN, LATER):
            for at in order:
                if self.state(at) == state and at not in without:
                    return at
        return None

    def whole(self, at: int) -> int | None:
        """The draft that this one is a part of, by its number from 0, if the file says so."""
        said = self.rows[at].get("part_of", "")
        number = int(said) if said.isdecimal() and len(said) < 9 else -1
        return number if 0 <= number < len(self.rows) and number != at else None

    def number_in_quote(self, at: int) -> tuple[int, int]:
        """Where in its quote the number of a draft stands; (0, 0) where the file does not say."""
        row = self.rows[at]
        try:
            start, first, last = int(row["start"]), int(row["number_start"]), int(row["number_end"])
        except ValueError:
            return 0, 0
        found = first - start, last - start
        return found if 0 <= found[0] < found[1] <= len(row["quote"]) else (0, 0)

    def refuse_saved(self) -> None:
        """Raise `InputError` if somebody else has saved the file since."""
        if digest_of(self.path) != self.sha256:
            raise InputError(
                f"{self.path}: somebody else has saved it; begin review again, which goes on there"
            )

    def save(self) -> None:
        """Write the file whole, as `draft` does.

        Raises `OSError`; and `InputError` if somebody else has saved it, which would be lost.
        """
        self.refuse_saved()
        cells = ([harmless(row.get(name, "")) for name in self.header] for row in self.rows)
        data = csv_text(self.header, cells).encode("utf-8-sig")
        write_whole(self.path, data)
        self.sha256 = hashlib.sha256(data).hexdigest()


def judged_drafts(path: Path) -> JudgedDrafts:
    """The drafts of a file that `draft` has written, whatever a person has changed in it.

    Raises `InputError` for what is no such file, with what to do.
    """
    if not path.exists():
        raise InputError(f"{path}: no such file; make it with draft ARTICLE --output {path}")
    try:
        table = read_table(path)
    except LedgerError as error:
        raise InputError(str(error)) from None
    if missing := [name for name in _NEEDED if name not in table.columns]:
        raise InputError(
            f"{path}:1: has no column {', '.join(missing)}; make it with draft ARTICLE --output"
        )
    rows = [{name: unguarded(cell) for name, cell in record.items()} for record in table.records()]
    header = tuple(dict.fromkeys((*filter(None, table.header), *DRAFT_COLUMNS)))
    return JudgedDrafts(
        path, header, [dict.fromkeys(header, "") | row for row in rows], table.sha256
    )


def as_part(part: Mapping[str, str], whole: Mapping[str, str]) -> dict[str, str]:
    """The cells of a draft that is a part of another: what the whole has and it lacks is the same.

    Its population lies among that of the whole: *police officers* of *people* become `police
    officers, people`.
    """
    shared = ("source", "via", "published", "since", "as_of", "place", "basis", "url", "page")
    filled = {name: part.get(name) or whole.get(name, "") for name in shared}
    own, all_of_them = part.get("population", ""), whole.get("population", "")
    if own and all_of_them and own != all_of_them and not own.endswith(f", {all_of_them}"):
        filled["population"] = f"{own}, {all_of_them}"
    return {**part, **filled}


def ledger_cells(row: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    """The cells of a draft that the ledger has columns for."""
    return {name: " ".join(row.get(name, "").split()) for name in columns}
