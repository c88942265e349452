"""The guard that keeps text from running as a formula in a spreadsheet, and its way back.

A cell of a CSV file that begins with =, +, - or @, also in full width, also after blanks, is a
formula to a spreadsheet, and a formula can send what is in the sheet elsewhere or start a program.
Ledgers hold words copied from anywhere, so such cells, and those that begin with a tab or a line
end, get an apostrophe in front: with it they are text. This is the advice of OWASP, "CSV
Injection", https://owasp.org/www-community/attacks/CSV_Injection. Quotes do not help, they are gone
before the cell is read, or stand in the middle of it where a semicolon or a tab parts cells: there
`a;=1+1` is two cells, whatever is around it. So what follows one of these, a quotation mark or a
line end is guarded as if it were a cell.
"""

from __future__ import annotations

from reconcile.notation.late_pattern import late_pattern

# What may end a cell, or begin one, in a file that is read as other than it was written.
_PARTS = late_pattern(r"([;\t\r\n\"]+)")
# Blanks a spreadsheet may skip before it looks for a formula, rather too many than too few, and
# apostrophes, so that the one that is put in front can be told from others.
_FORMULA = late_pattern(r"['\x00-\x20\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")
_NUMBER = late_pattern(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_BEGUN = late_pattern(r"'*[\t\r\n]")


def harmless(text: str) -> str:
    """Return `text` such that a spreadsheet shows it and does not run it.

    The apostrophe can be seen, and Excel drops it from a cell that is edited, so a guarded file is
    for looking at, or for `unguarded`. A plain number such as -5 or +1,200.5 is a number to every
    spreadsheet and stays as it is.
    """
    if not _PARTS.search(text) and not _FORMULA.match(text):
        return text  # as most are
    first, *rest = _PARTS.split(text)
    inner = [f"'{part}" if _runs(part.strip(" ")) else part for part in rest]
    return "".join(["'" * _leads(first, text), first, *inner])


def unguarded(text: str) -> str:
    """Return the text that `harmless` made `text` of."""
    first, *rest = _PARTS.split(text)
    if first.startswith("'") and _leads(first[1:], text[1:]):
        first = first[1:]
    inner = [
        part[1:] if part.startswith("'") and _runs(part[1:].strip(" ")) else part for part in rest
    ]
    return "".join([first, *inner])


def _runs(part: str) -> bool:
    """Whether a spreadsheet would take it for a formula where it is a cell of its own."""
    return bool(_FORMULA.match(part)) and not _NUMBER.fullmatch(part)


def _leads(first: str, text: str) -> bool:
    """Whether a whole cell that begins so is a formula: a number is none if it is all of it."""
    return (bool(_FORMULA.match(first)) and not _NUMBER.fullmatch(text)) or _begun(text)


def _begun(text: str) -> bool:
    """Whether it begins with a tab or the end of a line, behind which anything may stand."""
    return bool(_BEGUN.match(text))
