"""Which cells are alike, told from their bytes where they stand, without making texts of them.

A cell is taken in words of eight bytes. A cell of at most eight is its own key; longer ones are
hashed, and then compared word by word with the first that has the same hash.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from reconcile.first_same import first_same

WORD = 8  # bytes; that many have to stand before the first cell
MOST_BYTES = 1 << 15  # bytes of a cell; one that is longer is not worth so many steps for all
_ODD = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
_AT_ONCE = 1 << 13  # texts


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


def places_of(words: np.ndarray, start: np.ndarray, length: np.ndarray) -> Places:
    """These cells with a key each, which is the same for cells that are alike."""
    order = _by_size(length)
    sizes = length[order]
    taken = _taken(words, start[order], sizes)
    _, keys = next(taken)
    for begin, word in taken:
        mixed = (keys[begin:] + sizes[begin:].astype(np.uint64)) * _ODD
        keys[begin:] = mixed ^ (mixed >> _HALF) ^ word
    key = np.empty_like(keys)
    key[order] = keys
    return Places(start, length, key)


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
    at, begin = start + length - WORD, 0
    before = np.maximum((WORD - length) * 8, 0).astype(np.uint64)  # bits that are not of the cell
    yield 0, words[at] >> before
    size = (length + (WORD - 1)) // WORD
    for taken in range(1, int(size.max(initial=0))):
        more = int(np.searchsorted(size, taken, side="right"))
        at, begin = np.maximum(at[more - begin :] - WORD, start[more:]), more
        yield begin, words[at]


def first_alike(words: np.ndarray, places: Places) -> np.ndarray | None:
    """For each cell the position of the first one that is alike; None if a hash is of two texts."""
    first, length = first_same(places.key), places.length
    if (length[first] != length).any():
        return None
    again = np.flatnonzero((first != np.arange(len(first))) & (length > WORD))
    again = again[_by_size(length[again])]
    own = _taken(words, places.start[again], length[again])
    other = _taken(words, places.start[first[again]], length[again])
    same = ((one == two).all() for (_, one), (_, two) in zip(own, other, strict=True))
    return first if all(same) else None


def texts_of(data: bytes, places: Places) -> list[str]:
    """The texts of cells without newlines; raises `UnicodeDecodeError`."""
    texts = list[str]()
    for begin in range(0, len(places.key), _AT_ONCE):
        starts, lengths, _ = places.take(slice(begin, begin + _AT_ONCE))
        ends = (starts + lengths).tolist()
        cells = [data[start:end] for start, end in zip(starts.tolist(), ends, strict=True)]
        texts += b"\n".join(cells).decode().split("\n")
    return texts
