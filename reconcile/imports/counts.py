"""Numbers of an input row as a figure in the ledger's notation (docs/mappings.md, "Figures")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reconcile.errors import excerpt
from reconcile.imports.rules import RefusedError
from reconcile.notation.figures import LIMIT

QUALIFIERS = ("", "~", ">", ">=", "<", "<=")
_MINUS = "-\N{MINUS SIGN}"
# a whole number as programs write one: 17, 17.0, 2e+05, 1.5E6; the exponent is at most 99
_WRITTEN = re.compile(rf"([{_MINUS}]?)([0-9]+(?:\.[0-9]+)?(?:[eE]\+?[0-9]{{1,2}})?)")
_LONGEST = 120  # of what is read as a number: no count of people comes near
_AMBIGUOUS = re.compile(rf"[{_MINUS}]?[0-9]{{1,3}}\.000")  # 4.000 is 4 here and 4,000 there


@dataclass(frozen=True)
class Numbers:
    """How numbers are written: the separator of thousands, and texts that mean no number."""

    thousands: str = ""
    absent: tuple[str, ...] = ()

    def count(self, name: str, text: str) -> int | None:
        """A whole number, None where there is none; raises `RefusedError` for anything else."""
        number = self.signed(name, text)
        if number is not None and number < 0:
            raise RefusedError(f"{name} {excerpt(text)!r} {NEGATIVE}")
        return number

    def signed(self, name: str, text: str) -> int | None:
        """As `count`, but a number below zero, as a low limit may be, is given as well."""
        if not text or text in self.absent:
            return None
        digits = text
        if self.thousands and re.fullmatch(_grouped(self.thousands), text):
            digits = text.replace(self.thousands, "")
        elif not self.thousands and _AMBIGUOUS.fullmatch(text):
            raise RefusedError(
                f"{name} {excerpt(text)!r} is ambiguous; say in [numbers] what separates thousands"
            )
        number = _whole(digits)
        if number is None or abs(number) >= LIMIT:
            raise RefusedError(f"{name} {excerpt(text)!r} {_fault(digits)}")
        return number

    def low(self, text: str, best: int | None) -> tuple[int | None, str]:
        """The low limit, and a note if it was below zero.

        Below zero it is 0 where there is a best, which is a count; without one it is refused, as
        the point of the range would change.
        """
        number = self.signed("low", text)
        if number is None or number >= 0:
            return number, ""
        if best is None:
            raise RefusedError(f"low {excerpt(text)!r} {NEGATIVE}, and there is no best above it")
        return 0, f"the low limit was {text}, and is 0 here: a count cannot be below zero"


NEGATIVE = "is negative; a count cannot be below zero, and a difference (excess deaths) is no count"


def _whole(text: str) -> int | None:
    """The whole number that a text is, to the last digit; None if it is none."""
    match = _WRITTEN.fullmatch(text)
    if match is None or len(text) > _LONGEST:
        return None
    number = Decimal(match[2])
    if number != number.to_integral_value():
        return None
    return -int(number) if match[1] else int(number)


def said(text: str) -> str:
    """A figure as it was said; what is only another way to write a whole number is that number.

    `17.0` is 17 and `2e+05` is 200000. Anything else is for the notation to read or to refuse.
    """
    number = None if text.isdecimal() or _AMBIGUOUS.fullmatch(text) else _whole(text)
    return text if number is None else str(number)


def _grouped(separator: str) -> str:
    return rf"[{_MINUS}]?[0-9]{{1,3}}(?:{re.escape(separator)}[0-9]{{3}})+(?:\.0+)?"


def _fault(text: str) -> str:
    if _whole(text) is not None or (len(text) > _LONGEST and text.isdecimal()):
        return "is more than any count of people"
    if re.fullmatch(rf"[{_MINUS}][0-9.]+", text):
        return NEGATIVE
    if re.fullmatch(r"[0-9]*\.[0-9]+(?:[eE]\+?[0-9]{1,2})?", text):
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
