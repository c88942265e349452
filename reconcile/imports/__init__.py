"""Rows from other people's files, by a mapping (docs/imports.md).

`read` turns a file into rows for a ledger or reasons why not; `planned` sets them against a ledger
and its checks, and says what its files would become. Nothing is written here.
"""

from collections.abc import Mapping

from reconcile.imports.mapping import FormatMapping, preset, preset_text, presets, read_mapping
from reconcile.imports.outcomes import Outcome, made
from reconcile.imports.plan import Plan, Wanted, planned
from reconcile.imports.records import records_of

__all__ = [
    "FormatMapping", "Outcome", "Plan", "Wanted", "planned", "preset", "preset_text",
    "presets", "read", "read_mapping",
]  # fmt: skip


def read(name: str, data: bytes, mapping: FormatMapping, given: Mapping[str, str]) -> Outcome:
    """What becomes of every input row of the file called `name`; `given` as for `made`.

    Raises `InputError` for a file that is not of the mapping's format, with the line.
    """
    return made(records_of(name, data, mapping.input), mapping, given)
