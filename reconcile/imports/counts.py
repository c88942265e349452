"""Numbers of an input row as a figure in the ledger's notation (docs/imports.md, "Figures")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.errors import excerpt
from reconcile.imports.rules import RefusedError
from reconcile.notation.figures import LIMIT

QUALIFIERS = ("", "~", ">", ">=", "<", "<=")


@dataclass(frozen=True)
class Numbers:
    """How numbers are written: the separator of thousands, and texts that mean no number."""

    thousands: str = ""
    absent: tuple[str, ...] = ()

    def count(self, name: str, text: str) -> int | None:
        """A whole number, None where there is none; raises `RefusedError` for anything else."""
        if not text or text in self.absent:
            return None
        digits = text
        if self.thousands and re.fullmatch(_grouped(self.thousands), text):
            digits = text.replace(self.thousands, "")
        if re.fullmatch(r"[0-9]+(?:\.0+)?", digits):
            number = int(digits.partition(".")[0])
            if number < LIMIT:
                return number
        raise RefusedError(f"{name} {excerpt(text)!r} {_fault(digits)}")


def _grouped(separator: str) -> str:
    return rf"[0-9]{{1,3}}(?:{re.escape(separator)}[0-9]{{3}})+(?:\.0+)?"


def _fault(text: str) -> str:
    if re.fullmatch(r"[0-9]+(?:\.0+)?", text):
        return "is more than any count of people"
    if re.fullmatch(r"[-\N{MINUS SIGN}][0-9.]+", text):
        return "is negative; a count cannot be below zero"
    if re.fullmatch(r"[0-9]*\.[0-9]+", text):
        return "is not a whole number; people are counted whole"
    return "is not a number; say in [numbers] what separates thousands, or means none"


def figure(low: int | None, best: int | None, high: int | None, qualifier: str = "") -> str:
    """The figure that says these numbers and no more; empty if there is none.

    `best (low–high)`, `low–high`, `>=low`, `<=high` or `best`; a single number may have a
    qualifier. A bound that is not given is not made up. Raises `RefusedError` for numbers that no
    figure can say.
    """
    given = [number for number in (low, best, high) if number is not None]
    if qualifier not in QUALIFIERS:
        known = ", ".join(QUALIFIERS[1:])
        raise RefusedError(f"{excerpt(qualifier)!r} is not a qualifier; qualifiers are {known}")
    if given != sorted(given):
        raise RefusedError(f"low, best and high are not in order: {_written(given)}")
    if not given:
        return ""
    if qualifier:
        if len(given) > 1 or best is None:
            raise RefusedError(f"{qualifier} stands before one number, here are {_written(given)}")
        return f"{qualifier}{best:,}"
    return _unqualified(low, best, high)


def _unqualified(low: int | None, best: int | None, high: int | None) -> str:
    if best is None:
        if low is None or high is None:
            return f"<={high:,}" if low is None else f">={low:,}"
        return f"{low:,}" if low == high else f"{low:,}\N{EN DASH}{high:,}"
    if low is None and high is None:
        return f"{best:,}"
    if low is None or high is None:
        raise RefusedError(
            f"best {best:,} with only one limit cannot be said in one figure; map one of the two"
        )
    return f"{best:,}" if low == high else f"{best:,} ({low:,}\N{EN DASH}{high:,})"


def _written(numbers: Sequence[int]) -> str:
    return ", ".join(f"{number:,}" for number in numbers)
