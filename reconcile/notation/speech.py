"""The language in which a page, a report or a chart speaks to its reader.

The code says everything in English, in whole messages; `say`, `say_of` and `word` give them in the
language of the block `speaking` that they are called in, by its catalogue in
`reconcile/languages/` (gettext) and by what Unicode's CLDR knows of its numbers and dates (Babel).
Outside such a block they give the English words, and nothing is read. Names, quotes and notes are
never translated: they are the ledger's.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from gettext import GNUTranslations
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeVar, cast

from reconcile.errors import SelectionError

if TYPE_CHECKING:
    from datetime import date

    from babel import Locale

Says = TypeVar("Says", bound=Callable[..., str])
ENGLISH = "en"
LANGUAGES = {
    ENGLISH: "English", "fr": "French", "uk": "Ukrainian", "ko": "Korean", "ar": "Arabic",
}  # fmt: skip
# which fields of a day are read, as CLDR names them
DAY, MONTH, YEAR, TICK_DAY, TICK_MONTH = "yMMMd", "yMMM", "y", "MMMd", "MMM"

_REMEMBERED = 10_000  # texts that `said_once` keeps


@dataclass(frozen=True)
class Speech:
    """A language other than English: what its catalogue says, its numbers, dates and lists.

    Digits are Western ones in every language, those of the figures as they were published.
    """

    code: str
    told: GNUTranslations

    @cached_property
    def locale(self) -> Locale:
        """What CLDR knows of the language."""
        from babel import Locale

        return Locale.parse(self.code)

    @cached_property
    def marks(self) -> dict[int, str]:
        """How the comma and the point of an English number are written."""
        from babel.numbers import get_decimal_symbol, get_group_symbol

        group, point = get_group_symbol(self.locale), get_decimal_symbol(self.locale)
        return str.maketrans({",": group, ".": point})

    def day(self, day: date, fields: str) -> str:
        """Those `fields` of a day that are to be read."""
        from babel.dates import format_skeleton

        told = format_skeleton(fields, day, locale=self.locale)
        # the first of a month is an ordinal in French, which CLDR does not tell
        first = self.code == "fr" and day.day == 1 and fields in (DAY, TICK_DAY)
        return told.replace("1", "1er", 1) if first else told

    def listed(self, names: Sequence[str], last: str) -> str:
        """Names in a row."""
        from babel.lists import format_list

        return format_list(names, "or" if last == "or" else "standard", self.locale)


_SPEECH = ContextVar[Speech | None]("the language that is spoken", default=None)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Within the block all is said in the language of this code, one of `LANGUAGES`.

    Raises `SelectionError` for another code.
    """
    if code not in LANGUAGES:
        raise SelectionError(f"no language {code!r}; there are {', '.join(LANGUAGES)}")
    token = _SPEECH.set(None if code == ENGLISH else _speech(code))
    try:
        yield
    finally:
        _SPEECH.reset(token)


@lru_cache
def _speech(code: str) -> Speech:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    file = resources.files("reconcile") / "languages" / code / "LC_MESSAGES" / "reconcile.po"
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(file.read_bytes()), locale=code))
    compiled.seek(0)
    return Speech(code, GNUTranslations(compiled))


def spoken_code() -> str:
    """The code of the language that is spoken."""
    speech = _SPEECH.get()
    return speech.code if speech else ENGLISH


def right_to_left() -> bool:
    """Whether what is spoken is written from right to left."""
    speech = _SPEECH.get()
    return speech is not None and speech.locale.text_direction == "rtl"


def say(message: str, /, **values: str) -> str:
    """The message in the language that is spoken, with the `values` in their places."""
    speech = _SPEECH.get()
    told = speech.told.gettext(message) if speech else message
    if not values:
        return told
    return _ended(told.format_map(values)) if speech else told.format_map(values)


def say_of(count: float, one: str, many: str, /, **values: str) -> str:
    """The message for so many: `one`, or `many`, or another form that the language has."""
    speech = _SPEECH.get()
    if speech:
        return _ended(speech.told.ngettext(one, many, int(count)).format_map(values))
    return (one if count == 1 else many).format_map(values)


def _ended(text: str) -> str:
    """A sentence that ends with a day which ends with a full stop of its own, as `2025 р.` does."""
    return text[:-1] if text.endswith("..") and not text.endswith("...") else text


def word(context: str, message: str, /) -> str:
    """A short text that means one thing here and elsewhere another, by the `context`."""
    speech = _SPEECH.get()
    return speech.told.pgettext(context, message) if speech else message


def said_once(function: Says) -> Says:
    """What the function says, made once in each language for what it is asked: of days and counts
    the same ones come up in line after line. It must rest on nothing else.
    """
    made = lru_cache(_REMEMBERED)(lambda _, *asked: function(*asked))

    @wraps(function)
    def told(*asked: Any) -> str:
        return made(_SPEECH.get(), *asked)

    return cast("Says", told)


def mark(message: str) -> str:
    """The message itself, which is said later: so that catalogues know of it."""
    return message


def mark_word(context: str, message: str) -> str:
    """The same of a text that `word` says."""
    return message


def digits(text: str) -> str:
    """A number as English writes it, `1,234.5`, as the language that is spoken writes it."""
    speech = _SPEECH.get()
    return text.translate(speech.marks) if speech else text


def day_said(day: date, fields: str) -> str:
    """Those `fields` of a day, one of `DAY` and its like, in the language that is spoken.

    Nothing where that is English, whose days are written without a library.
    """
    speech = _SPEECH.get()
    return speech.day(day, fields) if speech else ""


def names_said(names: Sequence[str], last: str) -> str:
    """Several names in a row in the language that is spoken; nothing where that is English."""
    speech = _SPEECH.get()
    return speech.listed(names, last) if speech else ""
