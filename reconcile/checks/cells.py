"""The checks that see one row at a time: its notations, names and dates."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.aligning.typed_cells import DATES
from reconcile.checks import case_list, measure_list, part_list, source_list as listed
from reconcile.checks.issue import Problem
from reconcile.checks.source_list import missing_sources
from reconcile.checks.view import View, chosen
from reconcile.errors import excerpt
from reconcile.storage.ledger_files import NEEDED

_WANTED = {
    "source": "write who made the estimate, as listed in sources.csv",
    "population": "write who is counted, narrowest first, as in officers, North Korean troops",
    "measure": "write what happened to them, as in killed or killed+wounded",
    "figure": "write the number, or unknown if the source spoke and gave none",
}


def bad_figure(view: View) -> Iterator[Problem]:
    """The figure is not in the notation of figures, or could be read in two ways.

    Nothing is guessed: a number that one reader takes for thousands and another for units has to
    be written so that there is one way to read it. docs/ledger.md has the whole notation.

    Remedy: write a number as in `300`, `~300`, `>=300`, `<300`, `300–400`, `350 (300–400)`,
    `1.2 million`, or `unknown` or `withdrawn`.
    """
    yield from _faults(view, ("figure",))


def bad_date(view: View) -> Iterator[Problem]:
    """A cell of `published`, `since` or `as_of` is not a date, or one of cases.csv.

    Remedy: write `2025-01-13`, `2025-01`, `2025` or `2025-01-13/2025-01-20`, with `~` at the end
    if it is approximate or `?` if it is uncertain; leave the cell empty if nothing is known.
    """
    yield from _faults(view, DATES)
    yield from case_list.wrong_days(view)


def unknown_measure(view: View) -> Iterator[Problem]:
    """The measure is neither built in, nor a sum of outcomes, nor listed in measures.csv.

    A measure of measures.csv that includes such a one, or lies within it, is none itself.

    Remedy: write one of the measures that there are, or list a new one in measures.csv.
    """
    yield from _faults(view, ("measure",))
    yield from measure_list.unmeasured(view)


def unknown_basis(view: View) -> Iterator[Problem]:
    """The basis is none of those that there are.

    A basis says how a count was come by, and figures of different bases are never set against each
    other: a word of one's own would make a count that nothing is compared with.

    Remedy: write `identified`, `confirmed`, `probable`, `recorded` or `estimated`, or leave the
    cell empty for a count as it was reported.
    """
    yield from _faults(view, ("basis",))


def _faults(view: View, columns: tuple[str, ...]) -> Iterator[Problem]:
    for fault in view.parsed.faults:
        if fault.column in columns and view.legible[fault.row]:
            yield Problem(fault.problem, fault.remedy, fault.row, fault.column)


def unknown_source(view: View) -> Iterator[Problem]:
    """The source has no entry in sources.csv.

    Its rows count, as those of a source that rests on itself. One that is written in two ways
    counts as two that confirm each other, so every name is best listed once, with its kind and
    with the source that it derives from, if any.

    Remedy: write the name as it is listed, or add a line for the source to sources.csv;
    `reconcile sources --add-missing` adds all that are missing at once.
    """
    codes, names = view.text("source")
    unlisted = {each.source: each for each in missing_sources(view.ledger, view.legible)}
    there = " in sources.csv" if view.ledger.sources_table else ": there is no sources.csv"
    for row in chosen(view.holds("source", unlisted.__contains__) & view.legible):
        name = names[codes[row]]
        near = unlisted[name].near
        message = f"{excerpt(name)!r} is not listed{there}"
        remedy = f"did you mean {near}? if not, list it" if near else "list it"
        yield Problem(
            message, f"{remedy}, or all with reconcile sources --add-missing", row, "source"
        )
    yield from listed.unlisted(view)


def missing_value(view: View) -> Iterator[Problem]:
    """A cell is empty that has to be filled.

    Who said it, who is counted, what happened to them and how many: without one of these a row
    says nothing that could be compared.

    Remedy: fill the cell. Where the source gave no number, the figure is `unknown`.
    """
    for column in NEEDED:
        for row in chosen(~view.holds(column, bool) & view.legible):
            yield Problem(f"{column} is empty", _WANTED[column], row, column)
    yield from listed.missing(view)
    yield from case_list.unnamed_cases(view)
    yield from part_list.unnamed_parts(view)
    yield from measure_list.unnamed_measures(view)


def dates_out_of_order(view: View) -> Iterator[Problem]:
    """The dates of a row cannot be in this order.

    Counting begins (`since`) before it ends (`as_of`), and nobody can say on one day what had
    happened by a later one (`published`). In cases.csv an event begins (`began`) before it ends
    (`ended`), and its counts are complete (`settled`) only then. A date is later only if the whole
    span of days that it may be lies after the whole span of the other.

    Remedy: correct the date that is wrong; a year mistyped in January is the usual cause.
    """
    typed = view.parsed.typed
    published, since, as_of = (view.given(name) & view.legible for name in DATES)
    for later, earlier, rows in (
        ("since", "as_of", since & as_of),
        ("since", "published", since & published & ~as_of),
        ("as_of", "published", as_of & published),
    ):
        late = typed[f"{later}_first"] > typed[f"{earlier}_last"]
        for row in chosen(rows & late):
            one, other = typed.cells(later)[row], typed.cells(earlier)[row]
            message = f"{later} {one} is later than {earlier} {other}"
            yield Problem(message, f"correct {later} or {earlier}", row, later)
    yield from case_list.days_out_of_order(view)


def future_date(view: View) -> Iterator[Problem]:
    """A date lies in the future.

    Only done where the day of today is known, as it is on the command line.

    Remedy: correct the date; a year mistyped is the usual cause.
    """
    assert view.today is not None  # without it the check is not run
    typed = view.parsed.typed
    for column in DATES:
        late = typed[f"{column}_first"] > view.today
        for row in chosen(view.given(column) & view.legible & late):
            message = f"{column} {typed.cells(column)[row]} has not come yet"
            yield Problem(message, "correct the date", row, column)
