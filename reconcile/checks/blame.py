"""The fewest rows to blame where earlier and later ones contradict each other in pairs."""

from __future__ import annotations

import numpy as np


def fewest(contradict: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which later and which earlier rows to blame, so that the rest do not contradict each other.

    `contradict` (bool, later rows by earlier rows) says which pairs cannot both be right. As many
    rows have to be blamed as there are pairs in a largest matching of the two sides (D. König,
    "Gráfok és mátrixok", 1931), which is found by augmenting paths. Of several smallest sets it is
    the one with the latest rows. A row that is both earlier and later is blamed at most once if
    contradicting is transitive, as falling is (R. P. Dilworth, 1950).
    """
    bits = np.packbits(contradict, axis=1, bitorder="little")
    against = [int.from_bytes(row.tobytes(), "little") for row in bits]
    earlier_of, later_of = dict[int, int](), dict[int, int]()  # the matching, both ways
    free, spent = (1 << contradict.shape[1]) - 1, 0  # earlier rows, as bits of a number
    for start in range(len(against)):
        path, seen, came = [start], spent, dict[int, int]()
        while path:
            last = path[-1]
            if not (fit := against[last] & ~seen):
                path.pop()
                continue
            fit = fit & free or fit
            bit = fit & -fit
            earlier = bit.bit_length() - 1
            seen |= bit
            came[earlier] = last
            if bit & free:
                free ^= bit
                _augment(earlier, came, earlier_of, later_of)
                break
            path.append(later_of[earlier])
        else:
            spent = seen  # from these no path leads to a row that is free, now or later
    blamed = np.zeros(contradict.shape[1], dtype=bool)
    blamed[[earlier for earlier in later_of if spent >> earlier & 1]] = True
    late = np.zeros(contradict.shape[0], dtype=bool)
    late[[later for later, earlier in earlier_of.items() if not blamed[earlier]]] = True
    return late, blamed


def _augment(
    earlier: int, came: dict[int, int], earlier_of: dict[int, int], later_of: dict[int, int]
) -> None:
    """Match the path that leads to `earlier`, a row that was free, the other way round."""
    while True:
        later = came[earlier]
        before = earlier_of.get(later)
        earlier_of[later], later_of[earlier] = earlier, later
        if before is None:
            return
        earlier = before
