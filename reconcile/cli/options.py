"""The options that commands share; this file imports neither pandas nor matplotlib."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from reconcile.cli import offers
from reconcile.errors import NotationError, SelectionError
from reconcile.notation.choices import BY, MAX_AGE, TOLERANCE, WINDOW, Choices, parse_percent
from reconcile.notation.dates import LAST_DAY, Date, parse_date
from reconcile.notation.speech import ENGLISH, LANGUAGES
from reconcile.storage.plugins import plugins
from reconcile.wording.verdict_words import MEANT

F = TypeVar("F", bound=Callable[..., Any])
FILE = click.Path(dir_okay=False, path_type=Path)

TABLE_FORMATS = (
    "asciidoc", "colon_grid", "double_grid", "double_outline", "fancy_grid", "fancy_outline",
    "github", "grid", "heavy_grid", "heavy_outline", "html", "jira", "latex", "latex_booktabs",
    "latex_longtable", "latex_raw", "mediawiki", "mixed_grid", "mixed_outline", "moinmoin",
    "orgtbl", "outline", "pipe", "plain", "presto", "pretty", "psql", "rounded_grid",
    "rounded_outline", "rst", "simple", "simple_grid", "simple_outline", "textile", "tsv",
    "unsafehtml", "youtrack",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Asked(Choices):
    """What a person asked for: of which ledger, in what state, and of a table its form and file."""

    ledger: Path
    style: str | None = None
    output: Path | None = None
    verdict: tuple[str, ...] = ()
    min_ratio: float = 1.0
    all: bool = False

    @property
    def form(self) -> str:
        """The format of a table: by its name, or by that of the file."""
        suffix = self.output.suffix.lower() if self.output else ""
        return self.style or {".csv": "csv", ".json": "json"}.get(suffix, "text")

    def to_be_explained(self) -> None:
        """Raise `SelectionError` for another form than text, the only one of explanations."""
        if self.form != "text":
            raise SelectionError(
                "--explain is told as text; leave out --format, and .csv or .json in --output"
            )


class DateType(click.ParamType[Date]):
    """A date of the ledger's notation."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> Date:
        """Read the option's text; raises as click's own types do."""
        if isinstance(value, Date):
            return value
        try:
            return parse_date(value)
        except NotationError as error:
            raise click.BadParameter(str(error), ctx, param) from None


class Extensible(click.Choice[str]):
    """A choice of what is built in and of what other packages add (docs/plugins.md)."""

    case_sensitive = True

    def __init__(self, kind: str, built_in: Iterable[str]) -> None:
        self.kind, self.built_in = kind, tuple(built_in)

    @property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]  # nobody sets it
        """All names; packages are looked for only when somebody wants to know."""
        return (*self.built_in, *plugins(self.kind, self.built_in))

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Take a name; raises as click's own choice does."""
        return str(value) if value in self.built_in else super().convert(value, param, ctx)


class Percent(click.ParamType[Fraction]):
    """An exact number of percent."""

    name = "percent"

    def convert(self, value: Any, param: Any, ctx: Any) -> Fraction:
        """Read the option's text; raises as click's own types do."""
        try:
            return value if isinstance(value, Fraction) else parse_percent(value)
        except NotationError as error:
            raise click.BadParameter(str(error), ctx, param) from None


class TableFormat(click.ParamType[str]):
    """`text`, `csv`, `json` or one of tabulate's formats."""

    name = "format"
    known = ("text", "csv", "json", *TABLE_FORMATS)

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Take a known format; raises with the known ones."""
        if value in self.known:
            return str(value)
        raise click.BadParameter(f"{value!r} is not one of {', '.join(self.known)}", ctx, param)

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem[str]]:
        """What a shell offers: the formats that begin so."""
        return [CompletionItem(name) for name in self.known if name.startswith(incomplete)]


def _together(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    return lambda function: reduce(
        lambda wrapped, one: one(wrapped), reversed(decorators), function
    )


def _days(_: Any, __: Any, value: int) -> int:
    """A number of days that can be reckoned with: no two days lie further apart."""
    return min(value, LAST_DAY)


def _names(name: str, what: str) -> Callable[[F], F]:
    return click.option(
        f"--{name}", multiple=True, metavar="NAME", help=f"Only this {what}; repeatable.",
        shell_complete=offers.names(name),
    )  # fmt: skip


selection = _together(
    _names("case", "case (the name of its file without .csv)"),
    _names("population", "population"),
    _names("place", "place, not those within it"),
    _names("measure", "measure"),
    _names("basis", "basis; an empty one for counts as reported"),
    _names("source", "source"),
    click.option("--as-of", type=DateType(), help="What had happened by this date."),
    click.option("--known-by", type=DateType(), help="What had been published by this date."),
    click.option(
        "--max-age", type=click.IntRange(0), default=MAX_AGE, show_default=True, metavar="DAYS",
        callback=_days, help="Leave out figures this much older than the newest of their kind.",
    ),
    click.option(
        "--window", type=click.IntRange(0), default=WINDOW, show_default=True, metavar="DAYS",
        callback=_days, help="What counts as the same time.",
    ),
    click.option(
        "--tolerance", type=Percent(), default=str(TOLERANCE), show_default=True, metavar="PERCENT",
        help="What counts as the same number; 0 is exactly.",
    ),
    click.option("--strict", is_flag=True, help="Refuse a ledger with errors."),
)  # fmt: skip

table = _together(
    click.option(
        "--format", "style", type=TableFormat(), metavar="FORMAT",
        help="text (default), csv, json, or any of tabulate's: github, grid, html, latex, …",
    ),
    click.option(
        "--output", type=FILE, metavar="FILE",
        help="Write to a file; one ending in .csv or .json is written as such.",
    ),
)  # fmt: skip

sifting = _together(
    click.option(
        "--verdict", multiple=True, type=click.Choice([*MEANT]), metavar="VERDICT",
        help="Only conflict, undetermined, timing, agree, single or unknown; repeatable.",
    ),
    click.option(
        "--min-ratio", type=click.FloatRange(1), default=1.0, metavar="RATIO",
        help="Only what is this many times apart, or more.",
    ),
    click.option(
        "--all", is_flag=True,
        help="Print all entries; of more than 200 it is else the 20 furthest apart.",
    ),
)  # fmt: skip

history_days = click.option(
    "--by", type=click.Choice(BY),
    help="Over the days of publication, or those spoken of; by default publication for an event "
    "that ended.",
)  # fmt: skip

language = click.option(
    "--lang", type=click.Choice(tuple(LANGUAGES)), default=ENGLISH, show_default=True,
    help="The language of what is written: "
    f"{', '.join(f'{code} {name}' for code, name in LANGUAGES.items())}.",
)  # fmt: skip

explained = click.option(
    "--explain", is_flag=True,
    help="Say of each result what it uses, how it follows, and what would change it.",
)  # fmt: skip

leaving_out = click.option(
    "--without", metavar="NAME", shell_complete=offers.offering(offers.origins),
    help="Leave out this origin, or the one that this source rests on; show what changes.",
)  # fmt: skip
