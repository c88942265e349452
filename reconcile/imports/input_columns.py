"""What templates, conditions and rules give for all rows of a file, column by column.

Whatever is made of a text is made once for each distinct one. What is refused stands in the place
of its text, so that every row comes to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from reconcile.imports.rules import Condition, Reference, RefusedError, Rule, Template

Given = TypeVar("Given")
Found = TypeVar("Found")
Column = str | Sequence[str]  # one text for all rows, or one for each
MadeText = str | RefusedError


Known = dict[Given | RefusedError, Found | RefusedError]


def once_each(
    make: Callable[[Given], Found], given: Sequence[Given | RefusedError],
    known: Known[Given, Found] | None = None,
) -> list[Found | RefusedError]:  # fmt: skip
    """What is made of each, in order, made once of equal ones; `known` is made already."""
    known = {} if known is None else known
    for one in set(given) - known.keys():
        try:
            known[one] = one if isinstance(one, RefusedError) else make(one)
        except RefusedError as reason:
            known[one] = reason
    return list(map(known.__getitem__, given))


@dataclass(frozen=True)
class InputColumns:
    """The columns of a file by the names that templates have for them.

    Rows are named by their numbers, from 0. What a rule made is kept, as several rows of the ledger
    may be made by one rule.
    """

    columns: Mapping[str, Column]
    made: dict[int, Known[str, str]] = field(default_factory=dict)

    def texts(self, template: Template, rows: Sequence[int]) -> list[str]:
        """What a template gives for these rows."""
        form, columns = "", list[Iterable[str]]()
        for part in template.parts:
            found = self._referred(part, rows) if isinstance(part, Reference) else part
            if isinstance(found, str):
                form += found.replace("{", "{{").replace("}", "}}")
            else:
                form += "{}"
                columns.append(found)
        if not columns:
            return [form.format().strip()] * len(rows)
        return list(map(str.strip, columns[0] if form == "{}" else map(form.format, *columns)))

    def holding(self, conditions: Iterable[Condition], rows: Sequence[int]) -> Sequence[int]:
        """Those of the rows for which all of the conditions hold."""
        for condition in conditions:
            held = once_each(condition.holds, self.texts(condition.template, rows))
            rows = [row for row, holds in zip(rows, held, strict=True) if holds]
        return rows

    def first_texts(self, rules: Iterable[Rule], rows: Sequence[int]) -> list[MadeText]:
        """For each of these rows what the first of the rules gives that gives anything."""
        found: dict[int, MadeText] = {}
        for rule in rules:
            open_rows = [row for row in rows if row not in found] if found else rows
            held = self.holding(rule.when, open_rows)
            known = self.made.setdefault(id(rule), {})
            texts = once_each(rule.cell, self.texts(rule.template, held), known)
            found.update((row, text) for row, text in zip(held, texts, strict=True) if text)
        return [found.get(row, "") for row in rows]

    def _referred(self, reference: Reference, rows: Sequence[int]) -> str | list[str]:
        """What a reference gives for these rows: of several columns the first with a text."""
        given = [self.columns.get(name, "") for name in reference.names]
        first, *others = [
            one if isinstance(one, str) else list(map(one.__getitem__, rows)) for one in given
        ]
        for other in others:
            if isinstance(first, str) and isinstance(other, str):
                first = first or other
            elif not isinstance(first, str) or not first:
                behind = [other] * len(rows) if isinstance(other, str) else other
                before = [first] * len(rows) if isinstance(first, str) else first
                first = [one or two for one, two in zip(before, behind, strict=True)]
        return first
