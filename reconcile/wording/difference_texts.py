"""What is said of what changed (R14): the two states, what became of a row, why a range moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reconcile.comparison.causes import AGE, LISTS, Cause
from reconcile.comparison.difference import Difference
from reconcile.comparison.row_changes import CHANGES, SAME, RowChange
from reconcile.comparison.schema import ChangedRow
from reconcile.errors import excerpt
from reconcile.notation.bases import basis_name
from reconcile.notation.dates import in_words
from reconcile.notation.measures import measure_name
from reconcile.notation.speech import mark, mark_word, say, say_of, word
from reconcile.notation.words import headed, joined, number, say_some
from reconcile.wording.case_texts import judged_text, known_text
from reconcile.wording.change_texts import ChangedRange, as_before_text, changed_ranges
from reconcile.wording.characters import kept
from reconcile.wording.claim_texts import (
    claim_text,
    column_date,
    date_text,
    figure_text,
    readable,
    speaks_for_a_party,
    where_text,
)
from reconcile.wording.estimand_texts import dotted, since_text, subject_text

MOST = 5  # causes that are told of one count
MEANINGS = {
    mark_word("class", "new"): mark("not there before"),
    mark_word("class", "corrected"): mark("another figure or date of the same statement"),
    mark_word("class", "withdrawn"): mark("its source took the figure back"),
    mark_word("class", "set-aside"): mark("not to be used any more, for the reason given"),
    mark_word("class", "restored"): mark("to be used again"),
    mark_word("class", "removed"): mark("not there any more"),
    mark_word("class", "edited"): mark("another cell"),
}


class ToldRow(NamedTuple):
    """A row that is not the same: what it says, and what is another, each cell in words."""

    row: ChangedRow
    said: str
    others: tuple[str, ...]

    @property
    def where(self) -> str:
        """Where it is, or was."""
        return self.row.where_new or self.row.where_old


def state_texts(found: Difference) -> list[str]:
    """The two states, and what both are judged by."""
    texts = []
    for name, comparison in (("before", found.before), ("after", found.after)):
        alignment = comparison.alignment
        told = f"{alignment.parsed.ledger.folder}, {known_text(alignment.cut)}"
        texts.append(headed(name, told))
    return [*texts, judged_text(found.after)]


def since_text_of(found: Difference) -> str:
    """Since when: the day by which the state before was known, or else what it is."""
    alignment = found.before.alignment
    known_by = alignment.cut.known_by
    return in_words(known_by.text) if known_by else str(alignment.parsed.ledger.folder)


def tally_of_rows(found: Difference) -> str:
    """How many rows are of each class: `3 of 40 rows are not as before: 2 new, 1 removed`."""
    counts = found.counts
    total, same = sum(counts.values()), counts[SAME]
    if same == total:
        return say_some(total, "{n} row, all as before", "{n} rows, all as before")
    parts = ", ".join(
        f"{number(counts[name])} {word('class', name)}" for name in CHANGES[1:] if counts[name]
    )
    return say_some(
        total,
        "{n} row: {classes}, {same} as before",
        "{n} rows: {classes}, {same} as before",
        classes=parts,
        same=number(same),
    )


def lists_text(found: Difference) -> str:
    """Which of the lists of the ledger are others; empty if none is."""
    if not found.lists:
        return ""
    return say_of(
        len(found.lists),
        "{files} is not as before",
        "{files} are not as before",
        files=joined(found.lists),
    )


def told_rows(found: Difference) -> list[ToldRow]:
    """The rows that are not the same, class by class as in `CHANGES`."""
    typed = zip(found.rows, found.table.rows(ChangedRow), strict=True)
    changed = [(change, row) for change, row in typed if change.change != SAME]
    several_populations = len({row.population for _, row in changed}) > 1
    told = [
        ToldRow(row, _said(row, several_populations), tuple(_others(found, change)))
        for change, row in changed
    ]
    return sorted(told, key=lambda each: CHANGES.index(each.row.class_))


def changed_with_causes(found: Difference) -> tuple[list[ChangedRange], list[list[str]]]:
    """The counts that change, those of one place together, and why each does."""
    changed = changed_ranges(found.before, found.after, found.changes)
    causes = [found.causes[at] for at, change in enumerate(found.changes) if change.changed]
    subjects = [(one.named.row.case, subject_text(one.named.row)) for one in changed]
    first = {subject: at for at, subject in reversed(list(enumerate(subjects)))}
    order = sorted(range(len(changed)), key=lambda at: first[subjects[at]])
    return (
        [changed[at] for at in order],
        [list(_cause_texts(found, causes[at])) for at in order],
    )


def rest_of_counts(found: Difference) -> str:
    """How many counts are as before."""
    changed = sum(change.changed for change in found.changes)
    return as_before_text(len(found.changes) - changed, changed)


def party_text(found: Difference) -> list[str]:
    """What the mark of a party means, where one of the sources that are named is one."""
    claims = (claim for each in found.causes.values() for cause in each for claim in cause[-2:])
    return [speaks_for_a_party()] if any(claim and claim.side for claim in claims) else []


def _cause_texts(found: Difference, causes: tuple[Cause, ...]) -> Iterator[str]:
    """Each cause in words, the first of many, and how many more there are."""
    for cause in causes[:MOST]:
        why = word("cause", cause.why)
        told = headed(why, _claims_text(cause)) if cause.source else why
        if cause.why == LISTS and found.lists:
            told = headed(told, joined(found.lists))
        yield f"{told}  {_places(found, cause)}".rstrip()
    if (more := len(causes) - MOST) > 0:
        yield say("and {n} more", n=number(more))


def _claims_text(cause: Cause) -> str:
    """What the source claimed before and claims after."""
    before, after = cause.before, cause.after
    if cause.why == AGE:
        named = before or after
        assert named  # a cause that names a source has one of its claims
        age = say("now too old") if before else say("no longer too old")
        return f"{claim_text(named)}, {kept(age)}"
    if before and after:
        then = say("then {figure} ({day})", figure=figure_text(after), day=date_text(after))
        return f"{claim_text(before)}, {kept(then)}"
    if before:
        return f"{claim_text(before)}, {kept(say('then nothing'))}"
    assert after  # a cause that names a source has one of its claims
    return claim_text(after)


def _places(found: Difference, cause: Cause) -> str:
    """Where the rows are that a cause is about; of rows that are gone where they were."""
    after = where_text(found.where([cause], 1))
    if after or not cause.rows:
        return after
    return say("{rows} before", rows=where_text(found.where([cause], 0)))


def _said(row: ChangedRow, population: bool) -> str:
    """What a row says; whom it counts only if a `population` has to be named."""
    figure = readable(row.figure_new or row.figure_old)
    source = (
        say("{source} via {relay}", source=row.source, relay=row.via) if row.via else row.source
    )
    counted = measure_name(row.measure)
    counted = f"{counted} ({basis_name(row.basis)})" if row.basis else counted
    day = column_date(row.as_of or row.published)
    whom = row.population if population else ""
    return dotted(source, whom, row.place, f"{counted} {kept(f'{figure} ({day})')}", _since(row))


def _since(row: ChangedRow) -> str:
    try:
        return since_text(row.since)
    except (ValueError, IndexError):  # a cell that is no date
        return say("since {day}", day=row.since)


def _others(found: Difference, change: RowChange) -> Iterator[str]:
    """Each cell that is another: what it was and what it is."""
    ledgers = [one.alignment.parsed.ledger.rows for one in (found.before, found.after)]
    for name in change.cells:
        if name in ledgers[0] or name in ledgers[1]:
            was, now = (
                excerpt(rows.cells(name)[row], 40) if name in rows and row is not None else ""
                for rows, row in zip(ledgers, (change.old, change.new), strict=True)
            )
            empty = say("empty")
            yield f"{word('column', name.replace('_', ' '))}: {was or empty} → {now or empty}"
        else:
            yield word("column", name)
    if change.by:
        rows = where_text(found.placed(change.by, change.by_end))
        yield say("withdrawn by {rows}", rows=rows)
