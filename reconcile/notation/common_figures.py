"""Many figures at once: those that differ from each other in their numbers alone.

A cell without its numbers is its form: `~1,200` and `~300` have one. `parse_figure` reads one cell
of each form, which says what the numbers in it are; then those of all its cells are put in their
place. What cannot be told so is left to `parse_figure`.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from reconcile.errors import NotationError
from reconcile.notation.figures import LONGEST, Figure, parse_figure

FEW = 8  # cells of one form, below which each is read by itself
_DIGITS = 12  # of a number below the limit of a count
_ZERO, _ONE, _NINE, _COMMA, _NEWLINE, _NUMBER = b"019,\n\0"
_TRIED = ((1111,), (1111, 2222), (1666, 1111, 2222))  # no two alike, and in order for any range


class Alike(NamedTuple):
    """Cells of one form, by their positions: a figure whose numbers are columns.

    `texts` are the canonical ones of `others`, the cells that are not written so.
    """

    cells: np.ndarray
    figure: Figure
    others: np.ndarray
    texts: list[str]


class _Form(NamedTuple):
    """A form, and the figure that it is with the numbers that are tried."""

    text: str
    figure: Figure
    tried: tuple[int, ...]


class _Numbers(NamedTuple):
    """For each number of some cells whether it is written as usual, and as in a canonical text."""

    usual: np.ndarray
    canonical: np.ndarray
    value: np.ndarray


def alike_figures(texts: Sequence[str]) -> Iterator[Alike]:
    """The figures of each form that several of `texts` have; no cell is in two of them."""
    joined = "\n".join(texts).encode(errors="surrogatepass")
    chars = np.frombuffer(joined, dtype=np.uint8)
    ends = np.append(np.flatnonzero(chars == _NEWLINE), len(chars))
    if len(ends) != len(texts) or _NUMBER in joined:
        return
    number = are_digits(chars) | (chars == _COMMA)
    begin, end = runs(number)
    numbers = numbers_at(chars, begin, end)
    cell = np.cumsum(chars == _NEWLINE)[begin]
    count = np.bincount(cell, minlength=len(texts))
    first = np.cumsum(count) - count
    sound = np.bincount(cell, ~numbers.usual, len(texts)) == 0
    sound &= np.diff(ends, prepend=-1) <= LONGEST
    canonical = np.bincount(cell, ~numbers.canonical, len(texts)) == 0
    chars = chars.copy()
    chars[begin], number[begin] = _NUMBER, False
    forms = chars[~number].tobytes().decode(errors="surrogatepass").split("\n")
    for text, cells in _of_one_form(forms):
        if form := _tried(text):
            cells = cells[sound[cells]]
            columns = numbers.value[first[cells][:, None] + np.arange(len(form.tried))]
            possible, figure = _filled(form, columns)
            if possible.any():
                cells, columns = cells[possible], columns[possible]
                other = ~canonical[cells] | (not _is_canonical(form))
                yield Alike(cells, figure, cells[other], list(_texts(form, columns[other])))


def numbers_at(chars: np.ndarray, begin: np.ndarray, end: np.ndarray) -> _Numbers:
    """What each run of digits and commas is as a number."""
    at, commas = (np.flatnonzero(which) for which in (are_digits(chars), chars == _COMMA))
    begun = np.zeros(len(chars), dtype=bool)
    begun[begin] = True
    number, lead, size = np.cumsum(begun) - 1, chars[begin], end - begin
    run, parting = number[at], number[commas]
    digits = np.bincount(run, minlength=len(begin))
    power = np.cumsum(digits)[run] - np.arange(len(at)) - 1
    worth = 10 ** np.minimum(power, _DIGITS).astype(np.int64)
    values = np.bincount(run, (chars[at] - _ZERO) * worth, len(begin)).astype(np.int64)
    apart = np.bincount(parting, (end[parting] - commas) % 4 == 0, len(begin))
    plain = (digits == size) & ((lead >= _ONE) | (size == 1))
    in_threes = (lead >= _ONE) & (size % 4 != 0) & (apart == size - digits) & (apart == size // 4)
    usual = (digits <= _DIGITS) & (plain | in_threes)
    return _Numbers(usual, in_threes | (size <= 3), values)


def runs(which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where each run of those that are true begins and ends."""
    edges = np.flatnonzero(np.diff(which, prepend=False, append=False))
    return edges[::2], edges[1::2]


def are_digits(chars: np.ndarray) -> np.ndarray:
    """Which of these bytes are digits."""
    digits: np.ndarray = (chars >= _ZERO) & (chars <= _NINE)
    return digits


def _of_one_form(forms: list[str]) -> Iterator[tuple[str, np.ndarray]]:
    """The forms that several cells have, and which ones."""
    numbered = defaultdict[str, int](itertools.count().__next__)
    codes = np.fromiter(map(numbered.__getitem__, forms), np.intp, len(forms))
    order = np.argsort(codes, kind="stable")
    edges = np.cumsum([0, *np.bincount(codes)])
    for form, begin, end in zip(numbered, edges[:-1], edges[1:], strict=True):
        if end - begin >= FEW:
            yield form, order[begin:end]


def _tried(text: str) -> _Form | None:
    """A form with numbers that are tried in it, if they are what it says."""
    if not 1 <= text.count("\0") <= len(_TRIED):
        return None
    tried = _TRIED[text.count("\0") - 1]
    try:
        figure = parse_figure(_with(text, map(str, tried)))
    except NotationError:
        return None
    return _Form(text, figure, tried) if set(figure.numbers) <= set(tried) else None


def _with(form: str, numbers: Iterable[str]) -> str:
    """A form with its numbers put in."""
    for number in numbers:
        form = form.replace("\0", number, 1)
    return form


def _filled(form: _Form, columns: np.ndarray) -> tuple[np.ndarray, Figure]:
    """Which rows of numbers may stand in a form, and the figure with the numbers of these."""
    said: dict[str, Any] = {
        name: columns[:, form.tried.index(number)]
        for name in ("low", "best", "high")
        if (number := getattr(form.figure, name)) is not None
    }
    rising, possible = list(said.values()), np.ones(len(columns), dtype=bool)
    for lesser, greater in itertools.pairwise(rising):
        possible &= lesser <= greater
    if form.figure.strict:
        (limit,) = rising  # what is more or fewer than has one number
        possible &= limit > 0
    said = {name: column[possible] for name, column in said.items()}
    return possible, replace(form.figure, **said)


def _is_canonical(form: _Form) -> bool:
    """Whether a cell of this form whose numbers are canonical is so as a whole."""
    return _with(form.text, (f"{number:,}" for number in form.tried)) == str(form.figure)


def _texts(form: _Form, columns: np.ndarray) -> Iterator[str]:
    """The canonical texts of cells of a form, from their numbers."""
    text = str(form.figure)
    for position, number in enumerate(form.tried):
        text = text.replace(f"{number:,}", f"{{{position}:,}}")
    return map(text.format, *columns.T.tolist())
