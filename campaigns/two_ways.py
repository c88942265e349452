"""Readers that read in two ways, for few and for many: both have to find the same."""

from __future__ import annotations

import csv
import io
from unittest.mock import patch

from campaigns.reader import Reader, as_bytes
from campaigns.samples import CASE, FIGURE_WORDS, FIGURES, GRID
from reconcile.errors import NotationError
from reconcile.notation import common_figures, figure_columns
from reconcile.notation.figures import parse_figure
from reconcile.storage.csv_columns import read_columns


def _one(text: str) -> str:
    """A figure, or what is wrong with it, read by itself."""
    try:
        return f"{text} is {parse_figure(text)}"
    except NotationError as error:
        return str(error)


def _figures(text: str) -> None:
    """Figures on lines, read together and one by one."""
    texts = list(filter(None, text.split("\n")))
    with patch.object(figure_columns, "MANY", 0), patch.object(common_figures, "FEW", 1):
        found = figure_columns.read_figures(texts)
    for at, (cell, figure) in enumerate(zip(texts, found.columns["figure"], strict=True)):
        together = str(found.refused[at]) if at in found.refused else f"{cell} is {figure}"
        assert together == _one(cell), (together, _one(cell))


def _columns(text: str) -> None:
    """A CSV file, read by columns, if it is so regular, and by records."""
    data = as_bytes(text)
    found = read_columns(data)
    if found is None:
        return
    lines = io.StringIO(data.decode("utf-8-sig"), newline="")
    header, *rows = csv.reader(lines, strict=True)
    while rows and not rows[-1]:  # blank lines behind the last record
        rows.pop()
    columns = [[texts[code] for code in codes.tolist()] for codes, texts in found.columns]
    assert (list(found.header), list(zip(*columns, strict=True))) == (
        header,
        list(map(tuple, rows)),
    )


PLAIN = 'source,figure,quote\nA,"1,200","said ""1,200"""\n"B, C",300,\n,,x\n' * 3
TWO_WAYS = (
    Reader("figures, together", _figures, ["\n".join(FIGURES), "\n".join(FIGURES[:8] * 3)], 4,
           words=(*FIGURE_WORDS, "\n", "\n~1,200\n~4,700\n")),
    Reader("CSV by columns", _columns, (PLAIN, PLAIN.replace("\n", "\r\n"), CASE, GRID), 2,
           words=('"', '""', ",", "\n", "\r\n", "\r", '","', '"\n"', "\0", "\ufeff", "a" * 70)),
)  # fmt: skip
