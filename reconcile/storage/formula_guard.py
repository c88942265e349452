"""The guard that keeps text from running as a formula in a spreadsheet, and its way back.

A cell of a CSV file that begins with =, +, - or @, also in full width, also after blanks, is a
formula to a spreadsheet, and a formula can send what is in the sheet elsewhere or start a program.
Ledgers hold words copied from anywhere, so such cells, and those that begin with a tab or a line
end, get an apostrophe in front: with it they are text. This is the advice of OWASP, "CSV
Injection", https://owasp.org/www-community/attacks/CSV_Injection. Quotes do not help, they are gone
before the cell is read.
"""

from __future__ import annotations

import re

# Blanks a spreadsheet may skip before it looks for a formula; rather too many than too few.
_BLANK = r"[\x00-\x20\s\u200b-\u200f\u2060\ufeff]*"
# Apostrophes in front belong to it, so that the one that is put there can be told from others.
_FORMULA = re.compile(rf"'*(?:[\t\r\n]|{_BLANK}[=+\-@＝＋－＠])")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")


def harmless(text: str) -> str:
    """Return `text` such that a spreadsheet shows it and does not run it.

    The apostrophe can be seen, and Excel drops it from a cell that is edited, so a guarded file is
    for looking at, or for `unguarded`. A plain number such as -5 or +1,200.5 is a number to every
    spreadsheet and stays as it is.
    """
    return f"'{text}" if _runs(text) else text


def unguarded(text: str) -> str:
    """Return the text that `harmless` made `text` of."""
    return text[1:] if text.startswith("'") and _runs(text[1:]) else text


def _runs(text: str) -> bool:
    return bool(_FORMULA.match(text)) and not _NUMBER.fullmatch(text)
