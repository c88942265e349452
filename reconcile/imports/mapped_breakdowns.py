"""The breakdowns that a mapping names: what of its rows is a part of what (docs/mappings.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reconcile.errors import InputError
from reconcile.imports.fields import TomlTable
from reconcile.imports.rules import template
from reconcile.storage.breakdowns import OF, Breakdown
from reconcile.storage.csv_file import Table
from reconcile.storage.usual_breakdowns import usual


def breakdown_of(table: TomlTable, constants: Mapping[str, str]) -> Breakdown:
    """One of [[breakdowns]]: a usual one, or with parts of its own; raises `InputError`."""
    if table.has("usual"):
        table.only("usual", "whole")
        try:
            found = usual(table.text("usual"), table.text("whole"))
        except InputError as error:
            raise table.error("usual", str(error)) from None
    else:
        table.only("of", "whole", "breakdown", "parts", "complete")
        of = table.choice("of", *OF)
        texts = table.text("whole"), table.text("breakdown"), table.texts("parts")
        if not all(texts) or len(texts[2]) < 2:
            raise table.error(
                "breakdowns", "[[breakdowns]] needs usual, or whole, breakdown and two parts"
            )
        found = Breakdown(of, *texts, table.flag("complete"))
    for text in (found.whole, *found.parts):
        for name in (name for of in template(text).references for name in of.names):
            if name not in constants:
                problem = f"{name!r} is not in [constants], and a breakdown has no other columns"
                raise table.error("breakdowns", problem)
    return found


def unlisted_parts(
    breakdowns: Sequence[Breakdown], texts: Mapping[str, str], listed: Table | None
) -> Iterator[dict[str, str]]:
    """The rows for parts.csv, in which `texts` stand for names in braces.

    A breakdown of which parts.csv has a row is as its owner wants it.
    """
    there = {
        tuple(row.get(name, "") for name in ("of", "whole", "breakdown"))
        for row in (listed.records() if listed else ())
    }
    for one in breakdowns:
        whole, *parts = (template(text).fill(texts) for text in (one.whole, *one.parts))
        filled = one._replace(whole=whole, parts=tuple(parts))
        if (filled.of, whole, filled.name) not in there:
            yield from filled.rows
