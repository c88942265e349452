"""A ledger from text that stands inside the test, and what is made of it."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd

from reconcile.aligning.alignment import Alignment, align
from reconcile.aligning.estimates import figures
from reconcile.aligning.status import Cut
from reconcile.aligning.typed_cells import Parsed, parse
from reconcile.columnar import Columns
from reconcile.comparison import Comparison, compare
from reconcile.notation.dates import parse_date
from reconcile.storage.ledger import Ledger, load
from reconcile.storage.ledger_files import NEEDED

POPULATION = "soldiers"
# two sources of one count, one of which speaks twice
TWO = """\
source,published,place,measure,figure,quote,url
A,2025-01-01,Here,killed,100,100 dead,https://example.org/1
B,2025-01-03,Here,killed,~250,about 250,https://example.org/2
A,2025-02-01,Here,killed,>=300,at least 300,https://example.org/3
"""


def write_ledger(
    folder: Path,
    cases: str | Mapping[str, str],
    *,
    sources: str | None = None,
    measures: str | None = None,
    listed: str | None = None,
    parts: str | None = None,
) -> Path:
    """Write the cases (one text is `case.csv`) and their sources to `folder`.

    A case whose header has no `population` gets that column, `soldiers` in every row. Where
    `sources` is not given, every source that the cases name is listed. `listed` is
    cases.csv, `parts` is parts.csv.
    """
    cases = {"case": cases} if isinstance(cases, str) else cases
    texts = {name: _peopled(text) for name, text in cases.items()}
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    known = sources_text(*texts.values()) if sources is None else sources
    (folder / "sources.csv").write_text(known, encoding="utf-8", newline="")
    if measures is not None:
        (folder / "measures.csv").write_text(measures, encoding="utf-8", newline="")
    if listed is not None:
        (folder / "cases.csv").write_text(listed, encoding="utf-8", newline="")
    if parts is not None:
        (folder / "parts.csv").write_text(parts, encoding="utf-8", newline="")
    return folder


def sources_text(*cases: str) -> str:
    """A `sources.csv` that lists every source of the cases."""
    rows = [row for text in cases for row in csv.DictReader(io.StringIO(text, newline=""))]
    names = sorted({(row.get("source") or "").strip() for row in rows} - {""})
    return _text([["source", "name", "kind"], *([name, name, "other"] for name in names)])


def _peopled(text: str) -> str:
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
    if not rows or "population" in map(str.strip, rows[0]):
        return text
    return _text([[*rows[0], "population"], *([*row, POPULATION] for row in rows[1:])])


def _text(rows: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def loaded(cases: str | Mapping[str, str], **others: str) -> Ledger:
    """The ledger of these texts; `sources`, `measures`, `listed`, `parts` as for it."""
    with tempfile.TemporaryDirectory() as folder:
        return load(write_ledger(Path(folder), cases, **others))


def broken(parsed: Parsed) -> np.ndarray:
    """Which rows cannot be worked with: a cell is missing, one too many or not in its notation."""
    rows = parsed.ledger.rows
    bad = ~(rows["whole"] & parsed.typed["read"])
    for name in NEEDED:
        bad |= ~rows.cells(name).filled
    bad[[fault.row for fault in parsed.faults]] = True
    return bad


def aligned(
    cases: str | Mapping[str, str],
    *,
    as_of: str | None = None,
    known_by: str | None = None,
    max_age: int = 90,
    **others: str,
) -> Alignment:
    """The alignment of these texts at a cut whose dates are given as text."""
    parsed = parse(loaded(cases, **others))
    days = (parse_date(text) if text else None for text in (as_of, known_by))
    return align(parsed, broken(parsed), Cut(*days, max_age))


def compared(
    cases: str | Mapping[str, str],
    *,
    window: int = 7,
    tolerance: float | str = 1,
    by: str = "",
    **settings: str | int,
) -> Comparison:
    """The comparison of everything in these texts; `settings` as for `aligned`."""
    return compare(aligned(cases, **settings), window=window, tolerance=Fraction(tolerance), by=by)


def framed(table: Columns) -> pd.DataFrame:
    """A table as a frame, for tests that look things up; its index is the numbers of the rows.

    That of discrepancies is the numbers of both estimates, `a` and `b`; estimates have a figure.
    """
    if "said" in table:
        table = table.assign(figure=figures(table))
    frame = pd.DataFrame({name: table[name] for name in table.names}, table.numbers)
    return frame.set_index(["a", "b"]) if "where_a" in table and "a" in table else frame


def statuses(cases: str | Mapping[str, str], **settings: str | int) -> list[str]:
    """The status of every row of these texts, in the order of the ledger."""
    return list(compared(cases, **settings).given.cells("status"))
