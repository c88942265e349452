"""Columns by HXL tag: a mapping names a tag with some attributes, a file may have more of them.

The syntax and the matching are those of libhxl: https://hxlstandard.org/standard/1-1final/.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reconcile.storage.extras import needed


def finder(columns: Sequence[str]) -> Callable[[str], int | None]:
    """A function that gives the number of the column for a tag pattern; needs the extra `hxl`.

    A column with exactly these attributes goes before one that has more; else the first counts.
    """
    hxl = needed("hxl", "hxl", "reading HXL")
    parsed: list[Any] = [hxl.model.Column.parse(tag) if tag else None for tag in columns]

    def number_of(name: str) -> int | None:
        if not name.startswith("#"):
            return None
        pattern = hxl.model.TagPattern.parse(name)
        fits = [number for number, column in enumerate(parsed) if column and pattern.match(column)]
        wanted = set(pattern.include_attributes)
        exact = [number for number in fits if set(parsed[number].attributes) == wanted]
        return next(iter(exact or fits), None)

    return number_of
