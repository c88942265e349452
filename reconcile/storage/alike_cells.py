"""Which cells are alike, told from their bytes where they stand, without making texts of them.

A cell is taken in words of eight bytes. A cell of at most eight is its own key; longer ones are
hashed, and then compared word by word with the first that has the same hash.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from reconcile.first_same import first_same

WORD = 8  # bytes; that many have to stand before the first cell
MOST_BYTES = 1 << 15  # bytes of a cell; one that is longer is not worth so many steps for all
_ODD = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
_BYTES = 1 << 17  # gone through at once, so that they stay in the cache
_NEWLINE = ord("\n")


class Places(NamedTuple):
    """Where cells stand in a file, how many bytes they have, and their keys."""

    start: np.ndarray
    length: np.ndarray
    key: np.ndarray

    def take(self, rows: np.ndarray | slice) -> Places:
        """The cells at these positions."""
        return Places(self.start[rows], self.length[rows], self.key[rows])


def words_in(data: bytes) -> np.ndarray:
    """The word that begins at each byte of `data`."""
    return np.ndarray((max(len(data) - WORD + 1, 0),), "<u8", data, strides=(1,))


def alike_among(
    words: np.ndarray, start: np.ndarray, length: np.ndarray, column: np.ndarray
) -> tuple[Places, np.ndarray] | None:
    """These cells with a key each, and for each the first one that is alike.

    They are alike if the numbers in `column` are the same too. None if a key is of two texts.
    """
    order = _by_size(length)
    sizes = length[order]
    taken = list(_taken(words, start[order], sizes))
    key = np.empty(len(order), dtype=np.uint64)
    key[order] = _mixed(taken, sizes.astype(np.uint64))
    key ^= column
    first = first_same(key)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    of_first, own = place[first[order]], length == length[first]
    same = ((word[of_first[begin:] - begin] == word).all() for begin, word in taken)
    return (Places(start, length, key), first) if own.all() and all(same) else None


def _mixed(taken: Sequence[tuple[int, np.ndarray]], sizes: np.ndarray) -> np.ndarray:
    """The words of each cell in one."""
    keys: np.ndarray = taken[0][1].copy()
    for number, (begin, word) in enumerate(taken[1:]):
        key = keys[begin:]
        if not number:
            key += sizes[begin:]
        key *= _ODD
        key ^= key >> _HALF
        key ^= word
    return keys


def _by_size(length: np.ndarray) -> np.ndarray:
    """The cells in the order of how many words they have."""
    return np.argsort(((length + (WORD - 1)) // WORD).astype(np.uint16), kind="stable")


def _taken(
    words: np.ndarray, start: np.ndarray, length: np.ndarray
) -> Iterator[tuple[int, np.ndarray]]:
    """The last word of all cells, then the one before in those that are longer, and so on.

    The cells are in the order of their sizes, and from where on words are taken is given with
    them. A first word that is not whole overlaps with the one behind it.
    """
    size = (length + (WORD - 1)) // WORD
    most = int(size[-1]) if len(size) else 0
    # how many are not longer
    edges = np.searchsorted(size, np.arange(max(most, 1) + 1), "right").tolist()
    at, begin, short = start + length - WORD, 0, edges[1]
    last = words[at]
    others = (WORD - length[:short]) * 8  # bits that are not of the cell
    last[:short] >>= others.astype(np.uint64)
    yield 0, last
    for more in edges[1:-1]:
        at, begin = np.maximum(at[more - begin :] - WORD, start[more:]), more
        yield begin, words[at]


def first_alike(data: bytes, places: Places) -> np.ndarray | None:
    """For each cell the position of the first one that is alike; None if a key is of two texts."""
    first, length = first_same(places.key), places.length
    if (length[first] != length).any():
        return None
    again, size = np.flatnonzero((first != np.arange(len(first))) & (length > WORD)), WORD
    while len(again):
        longer = length[again] > 2 * size
        rows, again = again[~longer], again[longer]
        if not _are_as(_pieces(data, size), places, rows, first[rows]):
            return None
        size *= 2
    return first


def _pieces(data: bytes, size: int) -> np.ndarray:
    """The piece of `size` bytes that begins at each byte of `data`."""
    return np.ndarray((max(len(data) - size + 1, 0),), f"V{size}", data, strides=(1,))


def _are_as(pieces: np.ndarray, places: Places, rows: np.ndarray, others: np.ndarray) -> bool:
    """Whether the cells of `rows` say what `others` say, which are as long.

    They are of one piece at least and of two at most, so that the first and the last one, which
    may overlap, are all of it.
    """
    size = pieces.itemsize
    step = max(_BYTES // size, 1)
    for begin in range(0, len(rows), step):
        some = rows[begin : begin + step]
        own, other = places.start[some], places.start[others[begin : begin + step]]
        last = places.length[some] - size
        for behind in (0, last):
            one, two = pieces[own + behind], pieces[other + behind]
            if (one.view(np.uint64) != two.view(np.uint64)).any():
                return False
    return True


def texts_of(data: bytes, places: Places, doubled: bool) -> list[str]:
    """The texts of cells without newlines; raises `UnicodeDecodeError`.

    If quotes are doubled in them, the texts have one for each two.
    """
    chars, texts = np.frombuffer(data, dtype=np.uint8), list[str]()
    # with one character behind each, for which a newline is put
    ends = np.cumsum(places.length + 1, dtype=np.int64)
    edges = np.searchsorted(ends, np.arange(0, ends[-1], _BYTES), side="right")
    for begin, end in itertools.pairwise([*np.unique(edges).tolist(), len(ends)]):
        start, length, _ = places.take(slice(begin, end))
        behind = ends[begin:end] - (ends[begin] - length[0] - 1)
        at = np.repeat(start + length + 1 - behind, length + 1)
        at += np.arange(len(at))
        cells = chars.take(at)
        cells[behind - 1] = _NEWLINE
        text = cells[:-1].tobytes().decode()
        texts += (text.replace('""', '"') if doubled else text).split("\n")
    return texts
