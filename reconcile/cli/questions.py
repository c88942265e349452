"""Asking on a terminal for what a new row lacks: one question a column, each answer checked."""

from __future__ import annotations

import contextlib
import difflib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import click

from reconcile.drafting.known_rows import nearest_first
from reconcile.errors import NotationError, excerpt
from reconcile.notation.bases import BASES, parse_basis
from reconcile.notation.dates import parse_date
from reconcile.notation.figures import parse_figure
from reconcile.notation.measures import Measures
from reconcile.storage.csv_file import Table
from reconcile.storage.ledger import measures_of
from reconcile.storage.ledger_files import CASES, KINDS, LISTS, MEASURES, SOURCES

NEEDED = ("case", "source", "population", "measure", "figure")
_ALWAYS = (*NEEDED, "kind")
MOST = 24  # names that are offered
_OVER = "if the event is over, the last day on which anyone counted could come to harm"
_HOW = "An empty answer leaves a column empty; Ctrl-C stops, and nothing is written."


@dataclass(frozen=True)
class Question:
    """What is asked for a column: in words, with an example, and what refuses an answer."""

    column: str
    words: str
    check: Callable[[str], object] = str


def lacking(cells: Mapping[str, str]) -> list[str]:
    """The columns that a row cannot do without and that are empty."""
    return [name for name in NEEDED if not cells[name]]


def terminal() -> bool:
    """Whether there is somebody who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asked(cells: Mapping[str, str], tables: Mapping[str, Table]) -> dict[str, str]:
    """`cells` with what the person answers for every column that is empty.

    Of a new case they have `ended` besides, the day on which its event ended, if it has.

    Raises `click.Abort` where the person stops.
    """
    known, measures = Known(tables), measures_of(tables.get(MEASURES))
    found = dict(cells)
    click.echo(_HOW, err=True)
    for question in _questions(measures):
        if found.get(question.column):
            continue
        if question.column in ("kind", "country", "side") and found["source"] in known.sources:
            continue
        if question.column == "ended" and found["case"] in known.told:
            continue
        names = known.names(question.column, found["case"], measures)
        found[question.column] = _answer(question, names, question.column in _ALWAYS)
    return found


def answer_for(column: str, cells: Mapping[str, str], tables: Mapping[str, Table]) -> str:
    """What the person answers for one column of a row, the names like its present cell first.

    An empty answer keeps that cell. Raises `click.Abort` where the person stops.
    """
    measures, now = measures_of(tables.get(MEASURES)), cells.get(column, "")
    (question,) = (each for each in _questions(measures) if each.column == column)
    known = Known(tables)
    names = known.names(column, cells["case"], measures)
    near = nearest_first(now, names, known.full if column == "source" else {})
    return _answer(question, near, column in _ALWAYS, now)


def sure(column: str, cells: Mapping[str, str], tables: Mapping[str, Table]) -> str:
    """The name in a column if the ledger has it or the person says that it is new; or another.

    Raises `click.Abort` where the person stops.
    """
    names = Known(tables).names(column, cells["case"], measures_of(tables.get(MEASURES)))
    now = cells.get(column, "")
    within = any(now.endswith(f", {name}") for name in names)  # it lies in one that is known
    if not names or within or now in ("", *names) or _is_new(now, names):
        return now
    return answer_for(column, cells, tables)


def _questions(measures: Measures) -> Iterator[Question]:
    yield Question("case", "the case it belongs to, one of these or a new one")
    yield Question("ended", f"{_OVER}; empty while it goes on", parse_date)
    yield Question("source", "who made the estimate")
    yield Question("kind", "what this new source is")
    yield Question("country", "the country of this new source")
    yield Question("side", "the party that this new source speaks for, if it does")
    yield Question("via", "who carried it, if someone did")
    yield Question("published", "when it was said, such as 2025-01-13 or 2025-01", parse_date)
    yield Question("since", "the first day counted, if it is no running total", parse_date)
    yield Question("as_of", "the last day counted, if it is not the day of publication", parse_date)
    yield Question("population", "who is counted")
    yield Question("place", "where")
    yield Question("measure", "what happened to them", measures.parse)
    yield Question("basis", "how it was counted, if the source says so", parse_basis)
    yield Question("figure", "how many, as it was said: 300, ~300, >=300, 300-400", parse_figure)
    yield Question("quote", "the words that carry the figure")
    yield Question("url", "where they can be read")
    yield Question("notes", "anything else")


class Known:
    """The names that a ledger holds, for each column."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.cases = {
            name.removesuffix(".csv"): table for name, table in tables.items() if name not in LISTS
        }
        listed = tables[SOURCES].records() if SOURCES in tables else []
        self.full = {row.get("source", ""): row.get("name", "") for row in listed}
        self.sources = self.full.keys()
        events = tables[CASES].records() if CASES in tables else []
        self.told = {*self.cases, *(row.get("case", "") for row in events)}

    def names(self, column: str, case: str, measures: Measures) -> list[str]:
        """The names of a column, those of the case first, the most frequent first."""
        if column == "case":
            return sorted(self.cases)
        if column in ("via", "population", "place", "source"):
            others = [name for name in sorted(self.cases) if name != case]
            cells = [cell for name in (case, *others) for cell in self._cells(name, column)]
            extra = sorted(self.sources) if column == "source" else []
            return [name for name in dict.fromkeys([*cells, *extra]) if name.strip()]
        if column == "kind":
            return list(KINDS)
        if column == "basis":
            return list(BASES[1:])
        if column == "measure":
            used = self._cells(case, column)
            return list(dict.fromkeys([*used, *sorted(measures)]))
        return []

    def _cells(self, case: str, column: str) -> list[str]:
        if case not in self.cases:
            return []
        counts: dict[str, int] = {}
        for row in self.cases[case].records():
            counts[row.get(column, "")] = counts.get(row.get(column, ""), 0) + 1
        return sorted(counts, key=lambda name: -counts[name])


def _answer(question: Question, names: Sequence[str], needed: bool, now: str = "") -> str:
    """An answer that the column can hold; it is asked again until there is one.

    If there is something in it `now`, an empty answer keeps that and `-` empties it.
    """
    offered = [name for name in names if name.isprintable()][:MOST]
    _offer(question, offered, needed, now)
    while True:
        with _completing(names):
            text = click.prompt(question.column, default="", show_default=False, err=True).strip()
        if text.isdecimal() and 0 < int(text) <= len(offered):
            text = offered[int(text) - 1]
        if now and text == "":
            return now
        text = "" if now and text == "-" else text
        problem = _problem(question, text, needed)
        if problem:
            click.echo(f"  {problem}", err=True)
        elif not names or text in ("", *names) or _is_new(text, names):
            return text


def _offer(question: Question, offered: Sequence[str], needed: bool, now: str) -> None:
    """The question, and the names that answer it, each with a number."""
    may = "" if needed else " (may be empty)"
    if now:
        empties = "" if needed else ", - empties it"
        may = f" (now {excerpt(now)!r}: an empty answer keeps it{empties})"
    click.echo(f"\n{question.column}: {question.words}{may}", err=True)
    for number, name in enumerate(offered, 1):
        click.echo(f"  {number:>2} {excerpt(name, 70)}", err=True)


def _problem(question: Question, text: str, needed: bool) -> str:
    if not text:
        return "a row cannot do without it" if needed else ""
    try:
        question.check(text)
    except NotationError as error:
        return str(error)
    return ""


def _is_new(text: str, names: Sequence[str]) -> bool:
    """Whether a name that is not known is meant as it stands; a near one is offered."""
    near = difflib.get_close_matches(text, names, 1, 0.6)
    hint = f"; did you mean {excerpt(near[0])!r}?" if near else ""
    click.echo(f"  {excerpt(text)!r} is not in the ledger{hint}", err=True)
    return click.confirm("  Is it new?", default=not near, err=True)


@contextmanager
def _completing(names: Sequence[str]) -> Iterator[None]:
    """Let the tab key complete the names, where Python has readline."""
    try:
        import readline
    except ImportError:
        yield
        return
    before = readline.get_completer()

    def complete(begun: str, number: int) -> str | None:
        fit = [name for name in names if name.casefold().startswith(begun.casefold())]
        return fit[number] if number < len(fit) else None

    with contextlib.suppress(Exception):
        readline.set_completer(complete)
        readline.set_completer_delims("")
        readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
