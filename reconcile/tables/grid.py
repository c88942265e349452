"""A table in any of tabulate's formats; apart, so that a table to read does not wait for it."""

from __future__ import annotations

from collections.abc import Sequence

from tabulate import tabulate


def grid(
    headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], style: str
) -> str:
    """A table in one of tabulate's formats; nothing is read as a number."""
    align = ["right" if to_right else "left" for to_right in right]
    return tabulate(
        rows, headers=headings, tablefmt=style, colalign=align if rows else None,
        disable_numparse=True, preserve_whitespace=False,
    )  # fmt: skip
