"""Names in the letters that other formats allow: a to z, digits, and a mark between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container


def identifier(text: str, mark: str) -> str:
    """`text` in plain letters, with `mark` for all else between them; empty if nothing is left."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", mark, letters).strip(mark)


def unused(name: str, taken: Container[str], mark: str) -> str:
    """`name`, with a number from 2 on behind `mark` where it is taken."""
    tried, number = name, 2
    while tried in taken:
        tried, number = f"{name}{mark}{number}", number + 1
    return tried
