"""One draft after the other on a terminal: what it says, what it would change, what is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import click

from reconcile.aligning.typed_cells import parse
from reconcile.cli import questions
from reconcile.cli.colour import say
from reconcile.cli.draft_screen import draft_lines
from reconcile.cli.new_row import NewRow, drafted
from reconcile.cli.output import terminal_width
from reconcile.drafting.judged_drafts import (
    ADDED,
    LATER,
    OPEN,
    REJECTED,
    as_part,
    judged_drafts,
    ledger_cells,
)
from reconcile.drafting.known_rows import (
    STATEMENT,
    KnownRow,
    known_rows,
    listed_source,
    standing_line,
)
from reconcile.errors import excerpt
from reconcile.notation.words import several
from reconcile.storage.csv_file import Table
from reconcile.storage.kept_pages import PageError, Pages
from reconcile.storage.ledger import assemble, read_tables
from reconcile.storage.ledger_changes import only_writer, write_files
from reconcile.storage.ledger_files import COLUMNS, LISTS
from reconcile.tables.layout import wrapped

_KEYS = {
    "a": "accept", "c": "change a field", "p": "part of the one before", "s": "same statement",
    "r": "reject", "l": "later", "b": "back", "q": "quit",
}  # fmt: skip
_CHANGED = (
    "source", "via", "published", "since", "as_of", "population", "place", "measure", "basis",
    "figure", "quote", "url", "notes",
)  # fmt: skip
_NAMED = ("source", "population", "place")  # of which the ledger may have the name already


@dataclass(frozen=True)
class Decision:
    """What was decided of a draft in this run, and what takes it back.

    `row` are its cells before; `before` and `written` the bytes of files of the ledger by name,
    None for one that was not there.
    """

    at: int
    row: dict[str, str]
    before: Mapping[str, bytes | None]
    written: Mapping[str, bytes]


class Review:
    """The judging of a file of drafts for one case of a ledger."""

    def __init__(self, ledger: Path, case: str, path: Path) -> None:
        self.ledger, self.case = ledger, case
        self.drafts = judged_drafts(path)
        self.done: list[Decision] = []
        self.put_off: set[int] = set()
        self.known: list[KnownRow] = []  # of the draft that is shown

    def run(self) -> None:
        """Show draft after draft until all are judged or the person stops, then say how many are.

        Raises `click.Abort` for Ctrl-C, after it, `LedgerError` for a ledger that cannot be read
        and `OSError` for what cannot be written.
        """
        read_tables(self.ledger)
        at = self.drafts.next()
        try:
            while at is not None:
                at = self._judged(at)
        except click.Abort as stop:
            click.echo(err=True)
            if isinstance(stop.__context__, KeyboardInterrupt):  # the end of the input is no stop
                self._summary()
                raise
        self._summary()

    def _judged(self, at: int) -> int | None:
        """Ask about one draft until something is decided; the one that is next, None to stop."""
        handlers: dict[str, Callable[[int], bool]] = {
            "a": self._accept, "r": self._reject, "l": self._later, "c": self._change,
            "p": self._part, "s": self._same,
        }  # fmt: skip
        show = True
        while True:
            if show:
                self._show(at)
            key = self._key(at)
            if key == "q":
                return None
            if key == "b":
                before = self._back()
                if before is not None:
                    return before
                show = False
                continue
            show = handlers[key](at)
            if self.drafts.state(at) != OPEN and show:
                return self._next(at + 1)

    def _next(self, start: int) -> int | None:
        """The next draft; one that was put off in this run does not come again."""
        return self.drafts.next(start, without=self.put_off)

    # what is shown

    def _show(self, at: int) -> None:
        tables = read_tables(self.ledger)
        row = self.drafts.rows[at]
        ledger = assemble(self.ledger, tables) if set(tables) - set(LISTS) else None
        if ledger and (listed := listed_source(row["source"], ledger.sources)):
            row["source"] = listed
        self.known = known_rows(parse(ledger), self.case, self._cells(at)) if ledger else []
        lines = draft_lines(self.drafts, at, self.known, self.pages, terminal_width(err=True))
        click.echo("\n" + "\n".join(lines) + "\n", err=True)
        cells = self._cells(at)
        if lacks := questions.lacking(cells):
            click.echo(f"  It lacks {' and '.join(lacks)}, which you are asked for.\n", err=True)
            return
        new = self._drafted(at, tables)
        say(new.issues, err=True)
        if not new.checked.errors:
            say(new.preview(err=True), err=True)

    def _key(self, at: int) -> str:
        """What is to be done with a draft."""
        keys = dict(_KEYS)
        if self._whole(at) is None:
            del keys["p"]
        if self.known:
            keys["s"] += f" as {self.known[0].where}"
        else:
            del keys["s"]
        told = ", ".join(f"[{key}] {words}" for key, words in keys.items())
        click.echo("\n".join(wrapped(told, terminal_width(err=True))), err=True)
        while True:
            key = click.prompt("What to do", err=True).strip().casefold()[:1]
            if key in keys:
                return str(key)
            click.echo(f"  one of {', '.join(keys)}", err=True)

    @cached_property
    def pages(self) -> Pages:
        """The pages of the ledger, in which the words around a draft are looked up."""
        return Pages.of(self.ledger)

    def _cells(self, at: int) -> dict[str, str]:
        """The cells of a draft as `add` takes them."""
        own = ledger_cells(self.drafts.rows[at], COLUMNS)
        return {**own, "case": self.case, "kind": "", "country": "", "side": ""}

    def _drafted(self, at: int, tables: Mapping[str, Table], **more: str) -> NewRow:
        cells = self._cells(at) | more
        kept = {}
        if cells["page"]:
            try:
                kept = {cells["page"]: self.pages.read(cells["page"])}
            except PageError as error:
                click.echo(f"  {error}", err=True)
        return drafted(self.ledger, tables, cells, kept)

    # what is decided; each says whether the draft is to be shown again

    def _accept(self, at: int) -> bool:
        """Add the row, if nothing is wrong with it, after asking for what it lacks."""
        tables, row, cells = read_tables(self.ledger), self.drafts.rows[at], self._cells(at)
        before = dict(row)
        for column in questions.lacking(cells):
            row[column] = questions.answer_for(column, self._cells(at), tables)
        for column in _NAMED:
            row[column] = questions.sure(column, self._cells(at), tables)
        about = {}
        if row["source"] not in questions.Known(tables).sources:
            for column in ("kind", "country", "side"):
                about[column] = questions.answer_for(column, self._cells(at), tables)
        self.drafts.refuse_saved()
        with only_writer(self.ledger):  # who may have added to it while the questions were open
            tables = read_tables(self.ledger)
            name = f"{self.case}.csv"
            line = standing_line(tables[name], self._cells(at)) if name in tables else None
            if line is not None:  # as where review was killed before it wrote the drafts
                click.echo(f"stands already at {self.ledger / name}:{line}", err=True)
                self._decide(at, f"{ADDED} {name}:{line}", Decision(at, before, {}, {}))
                return True
            new = self._drafted(at, tables, **about)
            old = self._bytes(new.changed)
            if not new.checked.errors:
                write_files(self.ledger, new.changed, new.tables)
        if new.checked.errors:
            say(new.issues, err=True)
            click.echo("  the row is not added; change what is wrong with it", err=True)
            return False
        click.echo(f"added {new.at}", err=True)
        self._decide(at, f"{ADDED} {new.name}:{new.line}", Decision(at, before, old, new.changed))
        return True

    def _bytes(self, names: Iterable[str]) -> dict[str, bytes | None]:
        """What files of the ledger hold, by name; None for one that is not there."""
        paths = {name: self.ledger / name for name in names}
        return {name: path.read_bytes() if path.exists() else None for name, path in paths.items()}

    def _reject(self, at: int) -> bool:
        """Say why the draft is no row."""
        reason = click.prompt("Why", err=True).strip()
        self._decide(at, f"no: {reason}", Decision(at, dict(self.drafts.rows[at]), {}, {}))
        return True

    def _later(self, at: int) -> bool:
        self.put_off.add(at)
        self._decide(at, LATER, Decision(at, dict(self.drafts.rows[at]), {}, {}))
        return True

    def _decide(self, at: int, keep: str, decision: Decision) -> None:
        self.drafts.rows[at]["keep"] = keep
        self.drafts.save()
        self.done.append(decision)

    def _change(self, at: int) -> bool:
        """Ask for one cell anew."""
        click.echo(f"  {', '.join(_CHANGED)}", err=True)
        column = click.prompt("Which field", err=True).strip().casefold().replace(" ", "_")
        if column not in _CHANGED:
            begun = [name for name in _CHANGED if column and name.startswith(column)]
            if len(begun) != 1:
                click.echo(f"  {excerpt(column)!r} is not a field", err=True)
                return False
            (column,) = begun
        row, tables = self.drafts.rows[at], read_tables(self.ledger)
        row[column] = questions.answer_for(column, self._cells(at), tables)
        self.drafts.save()
        return True

    def _whole(self, at: int) -> int | None:
        """The draft that one is, or can be made, a part of: the one the file says, or the last."""
        whole = self.drafts.whole(at)
        return whole if whole is not None else (at - 1 if at else None)

    def _part(self, at: int) -> bool:
        """Make the draft a part of the one before: the same statement, of fewer people."""
        whole = self._whole(at)
        if whole is None:
            return False
        rows = self.drafts.rows
        row = rows[at]
        if not row["population"] or row["population"] == rows[whole]["population"]:
            told = f"Who of {excerpt(rows[whole]['population'] or 'those')}"
            row["population"] = click.prompt(told, err=True).strip()
        row.update(as_part(row, rows[whole]) | {"part_of": str(whole)})
        self.drafts.save()
        return True

    def _same(self, at: int) -> bool:
        """Make the draft a relay of a statement that is there: all that a statement shares."""
        row = self.drafts.rows[at]
        known = self.known[0]
        row.update({name: known.cells[name] for name in STATEMENT})
        if known.same and not row["via"]:
            click.echo("  Say who carried it, or reject it if it is the same page.", err=True)
            row["via"] = questions.answer_for("via", self._cells(at), read_tables(self.ledger))
        self.drafts.save()
        return True

    def _back(self) -> int | None:
        """Take the last decision of this run back; the draft that it was about, None if none."""
        if not self.done:
            click.echo("  nothing was decided in this run", err=True)
            return None
        last = self.done[-1]
        with only_writer(self.ledger):
            if self._bytes(last.written) != last.written:
                click.echo("  the ledger was changed since; take the row back there", err=True)
                return None
            self.done.pop()
            kept = {name: data for name, data in last.before.items() if data is not None}
            for name in last.before.keys() - kept.keys():
                (self.ledger / name).unlink()
            write_files(self.ledger, kept)
        self.put_off.discard(last.at)
        self.drafts.rows[last.at] = dict(last.row) | {"keep": ""}
        self.drafts.save()
        return last.at

    def _summary(self) -> None:
        """How many drafts are in each state, and how to go on."""
        counts = self.drafts.counts()
        told = ", ".join(
            f"{counts[state]:,} {words}"
            for state, words in ((ADDED, "added"), (REJECTED, "rejected"), (LATER, "put off"),
                                 (OPEN, "not judged"))
            if counts[state]
        )  # fmt: skip
        click.echo(
            f"{self.drafts.path}: {several(len(self.drafts.rows), 'draft')}: {told or 'none'}"
        )
        if counts[OPEN] or counts[LATER]:
            click.echo(f"go on with: reconcile review {self.drafts.path} --case {self.case}")
