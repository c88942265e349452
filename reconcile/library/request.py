"""A ledger and options as a person gives them to the library, as the comparison they ask for."""

from __future__ import annotations

import datetime
import difflib
import operator
import os
from collections.abc import Callable, Sequence
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, TypedDict

import numpy as np

from reconcile.aligning.alignment import Alignment, align
from reconcile.aligning.status import Cut
from reconcile.aligning.typed_cells import Parsed, parse
from reconcile.checks import Checked, errors_alone
from reconcile.checks.issue_text import refusal
from reconcile.comparison import Comparison, Selection, compare
from reconcile.comparison.selection import with_sums
from reconcile.errors import LedgerError, NotationError, ReconcileError, SelectionError
from reconcile.notation.choices import BY, Choices, parse_percent
from reconcile.notation.dates import LAST_DAY, Date, parse_date
from reconcile.storage.ledger import Ledger, load
from reconcile.wording.case_texts import nothing_left_text


class Options(TypedDict, total=False):
    """What to take of a ledger and how to judge it: the options of the commands, with `_` for `-`.

    Names are texts, several of them a sequence; dates are days or texts as on the command line. An
    option that is None is one that is not given.
    """

    case: str | Sequence[str] | None
    population: str | Sequence[str] | None
    place: str | Sequence[str] | None
    measure: str | Sequence[str] | None
    basis: str | Sequence[str] | None
    source: str | Sequence[str] | None
    as_of: str | datetime.date | None
    known_by: str | datetime.date | None
    max_age: int | None
    window: int | None
    by: str | None
    tolerance: float | str | Fraction | Decimal | None
    strict: bool


def compared(ledger: Ledger | str | os.PathLike[str], options: Options) -> Comparison:
    """The comparison asked for (R1 to R6, R8); rows with errors have no part in it.

    Raises `ReconcileError` for a ledger that cannot be read, an option that is wrong, a name that
    the ledger does not hold, and with the option `strict` for a ledger with errors.
    """
    chosen, aligned = _aligned(ledger, options)
    return compare(aligned, Selection.of(chosen), chosen.window, chosen.tolerance, chosen.by)


def compared_with_sums(
    ledger: Ledger | str | os.PathLike[str], options: Options
) -> tuple[Comparison, tuple[str, ...]]:
    """As `compared`; and the measures asked for if one is a sum that no row uses (`with_sums`)."""
    chosen, aligned = _aligned(ledger, options)
    selection, sums = with_sums(aligned.parsed.ledger, Selection.of(chosen))
    return compare(aligned, selection, chosen.window, chosen.tolerance, chosen.by), sums


def _aligned(
    ledger: Ledger | str | os.PathLike[str], options: Options
) -> tuple[Choices, Alignment]:
    chosen = choices(options)
    parsed, checked = in_order(ledger, chosen)
    return chosen, align(parsed, checked.invalid, Cut.of(chosen))


def in_order(ledger: Ledger | str | os.PathLike[str], chosen: Choices) -> tuple[Parsed, Checked]:
    """The ledger parsed and checked; raises `ReconcileError` for errors where none may be."""
    parsed, checked = read(ledger)
    if chosen.strict and checked.errors:
        raise ReconcileError(refusal(checked))
    return parsed, checked


def with_figures(comparison: Comparison, *, current: bool = False) -> Comparison:
    """The comparison, unless nothing is left in its cut, or nothing `current`: `SelectionError`."""
    if not len(comparison.current) if current else comparison.empty:
        raise SelectionError(nothing_left_text(comparison))
    return comparison


def ledger_of(ledger: Ledger | str | os.PathLike[str]) -> Ledger:
    """The ledger itself, or the one in that folder; raises `LedgerError`."""
    if isinstance(ledger, Ledger):
        return ledger
    if isinstance(ledger, str | os.PathLike) and isinstance(os.fspath(ledger), str):
        if not _can_be_a_path(ledger):
            raise LedgerError(f"{_kind(ledger)} is no path of a folder")
        return load(Path(ledger))
    raise LedgerError(f"{_kind(ledger)} is no ledger; give a Ledger or the path of its folder")


def _can_be_a_path(given: str | os.PathLike[str]) -> bool:
    """Whether a system can have such a path: without a NUL or half of a pair of surrogates."""
    try:
        return b"\0" not in os.fsencode(given)
    except UnicodeEncodeError:
        return False


def read(ledger: Ledger | str | os.PathLike[str]) -> tuple[Parsed, Checked]:
    """The ledger parsed and its errors, found once for each `Ledger`: none of them changes."""
    ledger = ledger_of(ledger)
    kept = vars(ledger)
    if "_read" not in kept:
        parsed = parse(ledger)
        kept["_read"] = (parsed, errors_alone(parsed))
    found: tuple[Parsed, Checked] = kept["_read"]
    return found


def date_of(name: str, given: object) -> Date:
    """The date that the argument `name` was given, as a text or a day; raises `ReconcileError`."""
    if isinstance(given, np.datetime64):
        given = given.astype("datetime64[us]").item() or given  # None where it is not a time
    if isinstance(given, datetime.date) and given == given:  # pandas has one that is not itself
        if isinstance(given, datetime.datetime):
            if given.time() != datetime.time():
                raise _wrong(name, f"{_kind(given)} has a time of day; give its date()")
            given = given.date()
        given = given.isoformat()
    if not isinstance(given, str):
        raise _wrong(
            name, f"{_kind(given)} is no date; give a datetime.date, or a text such as '2025-01'"
        )
    try:
        return parse_date(given)
    except NotationError as error:
        raise _wrong(name, str(error)) from None


def choices(options: Options) -> Choices:
    """What the options ask; one that is None, and one that is not given, asks what is usual.

    Raises `ReconcileError` for one that is wrong.
    """
    read: dict[str, Callable[[str, object], object]] = {
        "as_of": date_of, "known_by": date_of, "max_age": _days, "window": _days,
        "by": _by,
        "tolerance": _percent,
        "strict": _truth,
    }  # fmt: skip
    known = [field.name for field in fields(Choices)]
    for name in options:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
            raise ReconcileError(f"{name!r} is no option; {hint}")
    given: dict[str, Any] = {
        name: read.get(name, _names)(name, value)
        for name in known
        if (value := options.get(name)) is not None
    }
    return Choices(**given)


def several(value: object) -> tuple[Any, ...]:
    """What a value holds; a text, and whatever cannot be gone through, is one by itself."""
    try:
        return (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]
    except TypeError:
        return (value,)


def _names(name: str, value: object) -> tuple[str, ...]:
    """One text or several; any other thing is refused."""
    found = several(value)
    for text in found:
        if not isinstance(text, str):
            raise _wrong(name, f"{_kind(text)} is no name; give a text, or a sequence of them")
    return found


def _days(name: str, value: object) -> int:
    """A whole number of days; truth values are not one."""
    try:
        days = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        days = None
    if days is None or isinstance(value, bool):
        raise _wrong(name, f"{_kind(value)} is not a whole number of days")
    if days < 0:
        raise _wrong(name, f"{days} is not in the range x>=0")
    return min(days, LAST_DAY)  # no two days lie further apart


def _by(name: str, value: object) -> str:
    """One of the days over which a history can run."""
    if isinstance(value, str) and value in BY:
        return value
    raise _wrong(name, f"{_kind(value)} is not one of {', '.join(map(repr, BY))}")


def _truth(name: str, value: object) -> bool:
    """True or False; numbers, texts and arrays are neither."""
    if not isinstance(value, bool | np.bool_):
        raise _wrong(name, f"{_kind(value)} is neither True nor False")
    return bool(value)


def _percent(name: str, value: object) -> Fraction:
    """A number of percent, or its text; truth values are none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal | Fraction):
        raise _wrong(name, f"{_kind(value)} is not a number of percent")
    try:
        return parse_percent(str(value))
    except NotationError as error:
        raise _wrong(name, str(error)) from None


def _wrong(name: str, why: str) -> ReconcileError:
    """What to say of the value of an argument."""
    return ReconcileError(f"{name}: {why}")


def _kind(value: object) -> str:
    """A value that should be another: a short one as written, else what it is."""
    shown = repr(value)
    return shown if len(shown) <= 40 and "\n" not in shown else f"a {type(value).__name__}"
