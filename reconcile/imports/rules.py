"""How one cell of the ledger is made from an input row (docs/mappings.md, "Rules").

A template holds columns in braces; a rule turns what a template gives by a pattern, a list or date
formats; a condition says whether a template gives one of some texts. All of them are values.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache

from reconcile.errors import excerpt
from reconcile.imports.matching import Rewriting, TextPattern

MOST_CELL = 2**17  # characters: more in one cell no ledger is read with
Record = Mapping[str, str]


class RefusedError(Exception):
    """An input row, or one figure of it, that makes no row of the ledger; its text says why."""


@dataclass(frozen=True)
class Reference:
    """A column named in a template: the first of `names` that is there and not empty counts."""

    names: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True)
class Template:
    """Texts and references in turn."""

    parts: tuple[str | Reference, ...] = ()

    @property
    def references(self) -> Iterator[Reference]:
        """The columns that it names."""
        return (part for part in self.parts if isinstance(part, Reference))

    def fill(self, record: Record) -> str:
        """The text for one input row."""
        return "".join(
            part if isinstance(part, str) else
            next((text for name in part.names if (text := record.get(name, ""))), "")
            for part in self.parts
        ).strip()  # fmt: skip


def template(text: str) -> Template:
    """Read `{column}`, `{one|other}` and `{column?}` among other text."""
    parts = list[str | Reference]()
    for number, piece in enumerate(re.split(r"\{([^{}]*)\}", text)):
        if number % 2:
            names = tuple(name.strip() for name in piece.removesuffix("?").split("|"))
            parts.append(Reference(names, piece.endswith("?")))
        elif piece:
            parts.append(piece)
    return Template(tuple(parts))


@dataclass(frozen=True)
class Condition:
    """Holds if what the template gives is one of `texts`, or matches `pattern`, as a whole."""

    template: Template
    texts: tuple[str, ...] = ()
    negated: bool = False
    pattern: TextPattern | None = None

    def holds(self, text: str) -> bool:
        """Whether it holds for an input row for which the template gives this text."""
        found = self.pattern.matches(text) if self.pattern else text in self.texts
        return found != self.negated


@dataclass(frozen=True)
class Rule:
    """One way to make a cell, where its conditions hold."""

    template: Template
    when: tuple[Condition, ...] = ()
    replace: tuple[tuple[str, str], ...] = ()
    rewriting: Rewriting | None = None
    otherwise: str = ""
    values: Mapping[str, str] | None = None
    list_name: str = ""
    keep_unlisted: bool = False
    formats: tuple[str, ...] = field(default=())
    precision: str = "day"
    around: int = 0
    mark: str = ""

    def cell(self, text: str) -> str:
        """The cell that is made of what the template gives; it may be empty.

        Raises `RefusedError` for a text that the rule does not know.
        """
        if self._plain:
            return _fitting(text) or self.otherwise
        for old, new in self.replace:
            text = _fitting(text).replace(old, new)
        text = _fitting(text)
        if self.rewriting is not None:
            text = self.rewriting.text(text).strip()
        if text and self.values is not None:
            text = self._listed(text)
        if text and self.formats:
            text = dated(text, self.formats)
        if text and self.precision != "day":
            text = text[: {"month": 7, "year": 4}[self.precision]]
        if text and self.around:
            text = spread(text, self.around)
        return text + self.mark if text else self.otherwise

    @cached_property
    def _plain(self) -> bool:
        """Whether a text is taken as it is."""
        turned = self.replace, self.rewriting, self.formats, self.around, self.mark
        return not any(turned) and self.values is None and self.precision == "day"

    def _listed(self, text: str) -> str:
        assert self.values is not None
        if text in self.values or self.keep_unlisted:
            return self.values.get(text, text)
        raise RefusedError(
            f"{excerpt(text)!r} does not stand in the list {self.list_name} of the mapping; "
            "add it there"
        )


def _fitting(text: str) -> str:
    """The text, if a cell of a ledger can hold it; raises `RefusedError`."""
    if len(text) > MOST_CELL:
        raise RefusedError(
            f"is longer than {MOST_CELL:,} characters ({excerpt(text, 30)!r}); a cell cannot be"
        )
    return text


_LONGEST_DATE = 100  # characters
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def dated(text: str, formats: Sequence[str]) -> str:
    """A date in the ledger's notation, as precise as the first of the formats that fits.

    An ISO date of a day is taken as it is. `excel` and `days since DATE` read the numbers of days.
    Raises `RefusedError` if no format fits.
    """
    if _ISO.fullmatch(text):
        return text
    for form in formats if len(text) <= _LONGEST_DATE else ():
        if zero := zero_of(form):
            if day := _day_of_number(text, zero, _EXCEL_FIRST if form == "excel" else -math.inf):
                return day
            continue
        try:
            day = _day(text, form)
        except ValueError:
            continue
        if "%d" in form or "%j" in form:
            return day
        return day[:7] if "%m" in form or "%b" in form.lower() else day[:4]
    raise RefusedError(f"{excerpt(text)!r} is no date of the form {' or '.join(formats)}")


def _day(text: str, form: str) -> str:
    """The day that a text names in a format of strptime; raises `ValueError` for none.

    Behind an ISO date the time of day is read once for all days that have it.
    """
    clock = form.removeprefix(_ISO_FORM)
    if clock == form or not _CLOCK.fullmatch(clock) or not _ISO.fullmatch(text[:10]):
        return datetime.strptime(text, form).date().isoformat()
    if not _is_time(text[10:], clock):
        raise ValueError(text)
    return date.fromisoformat(text[:10]).isoformat()


_ISO_FORM, _CLOCK = "%Y-%m-%d", re.compile("[ T](?:%[HIMSfp]|[^%])*")


@lru_cache
def _is_time(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)
    except ValueError:
        return False
    return True


# Excel takes 1900 for a leap year: from 1 March 1900 on, its day 0 is this one
_EXCEL_ZERO, _EXCEL_FIRST = date(1899, 12, 30), 61


def zero_of(form: str) -> date | None:
    """Day 0 of a format of day numbers, `excel` or `days since 2014-07-01`; None for another one.

    Raises `ValueError` if what stands behind `days since` is no day.
    """
    if form == "excel":
        return _EXCEL_ZERO
    return date.fromisoformat(form[len(_SINCE) :].strip()) if form.startswith(_SINCE) else None


_SINCE = "days since "


def _day_of_number(text: str, zero: date, first: float) -> str:
    """The day of a number from `first` on, whose fraction is the time of day; empty for no day."""
    if not re.fullmatch(r"-?[0-9]{1,7}(?:\.[0-9]+)?", text):
        return ""
    number = math.floor(Decimal(text))
    try:
        return "" if number < first else (zero + timedelta(number)).isoformat()
    except OverflowError:
        return ""


def spread(text: str, days: int) -> str:
    """The interval from `days` days before a day to as many after it.

    What is no day stays as it is: the checks of the ledger say what is wrong with it.
    """
    try:
        day, reach = date.fromisoformat(text), timedelta(days)
        return f"{day - reach}/{day + reach}"
    except (ValueError, OverflowError):
        return text
