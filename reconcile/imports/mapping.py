"""A mapping: how the rows of somebody else's format become rows of a ledger (docs/mappings.md).

It is a TOML file, so that a new format needs no code. `read_mapping` reads one, `preset` one that
comes with the package; a key that is not known is refused with its line.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from reconcile.errors import InputError, excerpt
from reconcile.imports.counts import Numbers
from reconcile.imports.fields import TomlTable
from reconcile.imports.mapped_breakdowns import breakdown_of
from reconcile.imports.matching import PatternError, Rewriting, rewriting_of
from reconcile.imports.rules import Condition, Reference, Rule, template, zero_of
from reconcile.notation.words import joined
from reconcile.storage.breakdowns import Breakdown
from reconcile.storage.ledger_files import COLUMNS, KINDS, SOURCE_COLUMNS
from reconcile.storage.plugins import plugins

MOST_TEXT = 2**18  # characters of a mapping: a list of all districts of a country is half of it
# Python's encodings that are none of files, or that can make what no file can hold
_NO_ENCODINGS = ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7")
_CONDITIONS = ("is", "is_not", "matches", "matches_not")
_NO_DELIMITERS = ('"', "\r", "\n")
FORMATS = ("csv", "tsv", "json", "xlsx", "hxl")
DATES = ("published", "since", "as_of")
COUNTS = ("low", "best", "high", "qualifier")
_TEXTS = ("title", "about", "documentation", "case")
_RULE = (
    "text", "when", "replace", "pattern", "give", "otherwise", "list", "unlisted", "formats",
    "precision", "around", "mark",
)  # fmt: skip


@dataclass(frozen=True)
class Input:
    """How the file is read: its format where its name does not tell, and what is above its rows."""

    format: str = ""
    encoding: str = "utf-8-sig"
    delimiter: str = ""
    skip: int = 0
    header_rows: int = 1
    sheet: tuple[str, ...] = ()
    records: str = ""
    keep: bool = False
    ignore: tuple[str, ...] = ()
    guarded: bool = False


@dataclass(frozen=True)
class Skip:
    """Input rows that give no row, and why."""

    when: tuple[Condition, ...]
    why: str


@dataclass(frozen=True)
class Count:
    """That input rows are one person or incident each: what each adds, one if nothing is said.

    `totals` are `running`, up to each day, or `daily`, of each day alone.
    """

    amount: tuple[Rule, ...] = ()
    totals: str = "running"


@dataclass(frozen=True)
class RowRules:
    """The rules for one of the ledger rows that an input row becomes: cell by column."""

    cells: Mapping[str, tuple[Rule, ...]]
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class FormatMapping:
    """A mapping as read: nothing is left of the file's form.

    `rows` are the rules in their order, `sources` the rows for `sources.csv` by name, `columns` the
    numbers, from 1, of columns that go by their place in the file, `constants` what can be named in
    templates like a column; the names in `breakdowns` are templates of constants alone.
    """

    name: str
    title: str
    rows: tuple[RowRules, ...]
    about: str = ""
    case: str = ""
    input: Input = field(default_factory=Input)
    numbers: Numbers = field(default_factory=Numbers)
    columns: Mapping[str, int] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    count: Count | None = None
    skips: tuple[Skip, ...] = ()
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    breakdowns: tuple[Breakdown, ...] = ()

    def references(self) -> Iterator[Reference]:
        """Every column that some template names."""
        for skip in self.skips:
            yield from _named(skip.when)
        chains = [self.count.amount] if self.count else []
        for rules in self.rows:
            yield from _named(rules.when)
            chains += rules.cells.values()
        for rule in (rule for chain in chains for rule in chain):
            yield from rule.template.references
            yield from _named(rule.when)


def _named(conditions: tuple[Condition, ...]) -> Iterator[Reference]:
    for condition in conditions:
        yield from condition.template.references


PRESETS = Path(__file__).parent / "presets"


def presets() -> list[str]:
    """The names of the presets, of this package and of others."""
    return sorted({*_own_presets(), *plugins("preset")})


def _own_presets() -> set[str]:
    return {path.stem for path in PRESETS.glob("*.toml")}


def preset_text(name: str) -> str:
    """The TOML text of a preset; raises `InputError` for a name that is none."""
    if name in _own_presets():
        return (PRESETS / f"{name}.toml").read_text(encoding="utf-8")
    if name not in presets():
        raise InputError(f"there is no preset {name!r}; there are {', '.join(presets())}")
    plugin = plugins("preset")[name]
    found = plugin.load(str, Path)
    with plugin.blamed():
        return found.read_text(encoding="utf-8") if isinstance(found, Path) else str(found)


def preset(name: str) -> FormatMapping:
    """The mapping that a preset is; raises `InputError` for a name that is none."""
    text = preset_text(name)
    try:
        return mapping_of(name, text)
    except InputError as error:
        if name in _own_presets():
            raise
        raise plugins("preset")[name].wrong(f"cannot be read: {error}") from None


def read_mapping(path: Path) -> FormatMapping:
    """Read a mapping; raises `InputError` with the line of what is not understood."""
    try:
        return mapping_of(str(path), path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not UTF-8 text; a mapping is a TOML file") from None


def mapping_of(name: str, text: str) -> FormatMapping:
    """The mapping that `text` holds; raises `InputError` with the line."""
    whole = TomlTable(name, text, _toml(name, text))
    whole.only(
        *_TEXTS, "input", "columns", "dates", "numbers", "constants", "lists", "sources",
        "count", "skip", "breakdowns", "every", "rows",
    )  # fmt: skip
    dates, numbers, lists = whole.table("dates"), whole.table("numbers"), whole.table("lists")
    dates.only("formats")
    numbers.only("thousands", "absent")
    maker = _Maker(
        _formats(dates), {key: lists.table(key) for key in lists.keys}, whole.has("count")
    )
    constants = whole.table("constants").all_texts()
    found = FormatMapping(
        name, whole.text("title"), tuple(map(maker.row, _rows(whole))),
        about=whole.text("about").strip(), case=whole.text("case"),
        input=_input(whole.table("input")),
        numbers=Numbers(numbers.text("thousands"), numbers.texts("absent")),
        columns=_columns(whole.table("columns")),
        constants=constants,
        count=maker.count(whole.table("count")) if whole.has("count") else None,
        skips=tuple(map(maker.skip, whole.tables("skip"))),
        sources=_sources(whole.table("sources")),
        breakdowns=tuple(breakdown_of(one, constants) for one in whole.tables("breakdowns")),
    )  # fmt: skip
    if not found.title or not found.rows:
        missing = "[[rows]]" if found.title else "title"
        raise InputError(f"{name}:1: has no {missing}; a mapping needs a title and [[rows]]")
    return found


def _toml(name: str, text: str) -> dict[str, Any]:
    """What the text holds; raises `InputError` for what is no TOML, or more than a mapping is."""
    if len(text) > MOST_TEXT:
        raise InputError(f"{name}:1: is longer than {MOST_TEXT:,} characters; it is no mapping")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name}: is not a TOML file: {error}") from None
    except RecursionError:
        raise InputError(f"{name}:1: is nested too deeply; a mapping is not") from None
    except ValueError:  # a number of more digits than Python reads
        long = re.search(r"[0-9_]{1000}", text)
        line = text.count("\n", 0, long.start() if long else 0) + 1
        raise InputError(f"{name}:{line}: holds a number that is too long") from None


def _rows(whole: TomlTable) -> list[TomlTable]:
    """The tables of [[rows]], each with the cells of [every] that it does not have itself."""
    shared = whole.table("every").values
    return [replace(row, values={**shared, **row.values}) for row in whole.tables("rows")]


def _input(table: TomlTable) -> Input:
    table.only(*Input.__dataclass_fields__)
    form = table.text("format")
    if form and form not in FORMATS:
        raise table.error("format", f"{form!r} is no format; formats are {', '.join(FORMATS)}")
    delimiter = table.text("delimiter")
    if len(delimiter) > 1 or delimiter in _NO_DELIMITERS:
        raise table.error("delimiter", f"{excerpt(delimiter)!r} is not one character between cells")
    header_rows = table.number("header_rows") if table.has("header_rows") else 1
    return Input(
        form, _encoding(table), delimiter, table.number("skip"),
        header_rows, table.texts("sheet"), table.text("records"), table.flag("keep"),
        table.texts("ignore"), table.flag("guarded"),
    )  # fmt: skip


def _encoding(table: TomlTable) -> str:
    """An encoding of text that Python knows; raises `InputError` for what is none."""
    name = table.text("encoding") or "utf-8-sig"
    try:
        known = codecs.lookup(name).name
        b"a".decode(name, "replace")
    except (LookupError, ValueError):  # none, not one of text, or with a NUL
        known = ""
    if not known or known in _NO_ENCODINGS:
        raise table.error("encoding", f"the encoding {excerpt(name)!r} is not known")
    return name


def _columns(table: TomlTable) -> dict[str, int]:
    """The numbers of columns by the names that templates have for them."""
    found = {name: table.number(name) for name in table.keys}
    if first := next((name for name, number in found.items() if not number), ""):
        raise table.error(first, "the first column is 1")
    return found


def _sources(table: TomlTable) -> dict[str, dict[str, str]]:
    found = {}
    for name in table.keys:
        one = table.table(name)
        one.only(*SOURCE_COLUMNS[1:])
        one.choice("kind", "", *KINDS)
        found[name] = {"source": name, **one.all_texts()}
    return found


@dataclass(frozen=True)
class _Maker:
    """Makes rules out of tables, with the date formats and lists of the mapping.

    Rows of a mapping that counts have no figures of their own.
    """

    formats: tuple[str, ...]
    lists: Mapping[str, TomlTable]
    counted: bool
    chains: dict[tuple[str, int], tuple[Rule, ...]] = field(default_factory=dict)

    def skip(self, table: TomlTable) -> Skip:
        table.only("when", "why")
        if not table.text("why") or not table.has("when"):
            raise table.error("skip", "[[skip]] needs when and why")
        return Skip(self.when(table), table.text("why"))

    def count(self, table: TomlTable) -> Count:
        table.only("sum", "totals")
        return Count(self.chain(table, "sum"), table.choice("totals", "running", "daily"))

    def row(self, table: TomlTable) -> RowRules:
        cells = {key: self.chain(table, key) for key in table.keys if key != "when"}
        numbers = {"figure", *COUNTS} & set(cells)
        if self.counted and numbers:
            raise table.error(min(numbers), "[count] gives the figure; say sum there, if need be")
        if not self.counted and not numbers - {"qualifier"}:
            raise table.error("rows", "[[rows]] needs a figure, or low, best or high")
        if "figure" in cells and set(COUNTS) & set(cells):
            raise table.error("figure", "[[rows]] has both a figure and low, best, high")
        own = set(cells) - {"case"} - set(COUNTS)
        if guess := [key for key in own if key.lower() in COLUMNS and key not in COLUMNS]:
            raise table.error(guess[0], f"the column is called {guess[0].lower()}")
        return RowRules(cells, self.when(table))

    def chain(self, table: TomlTable, key: str) -> tuple[Rule, ...]:
        if not table.has(key):
            return ()
        known = key, id(table.values[key])  # the same value for all [[rows]] if it is in [every]
        if known not in self.chains:
            self.chains[known] = tuple(self.rule(one, key) for one in table.chain(key, "text"))
        return self.chains[known]

    def rule(self, table: TomlTable, key: str) -> Rule:
        table.only(*_RULE)
        text = template(table.text("text"))
        dated = key in DATES and any(text.references)
        formats = _formats(table) if table.has("formats") else self.formats
        values = self.values(table)
        return Rule(
            text, self.when(table), tuple(table.table("replace").all_texts().items()),
            _rewriting(table),
            table.text("otherwise"), values, table.text("list"),
            table.choice("unlisted", "refuse", "keep") == "keep",
            formats if dated else (), table.choice("precision", "day", "month", "year"),
            table.number("around"),
            table.choice("mark", "", "~", "?"),
        )  # fmt: skip

    def values(self, table: TomlTable) -> Mapping[str, str] | None:
        if not table.has("list"):
            return None
        name = table.text("list")
        if name not in self.lists:
            known = ", ".join(self.lists) or "none"
            raise table.error("list", f"there is no list {name!r} in [lists]; there are {known}")
        return self.lists[name].all_texts()

    def when(self, table: TomlTable) -> tuple[Condition, ...]:
        return tuple(map(_condition, table.chain("when", "")))


def _formats(table: TomlTable) -> tuple[str, ...]:
    """The formats of dates; raises `InputError` for days since what is no day."""
    formats = table.texts("formats")
    for form in formats:
        try:
            zero = zero_of(form)
        except ValueError:
            example = '"days since 2014-07-01"'
            raise table.error(
                "formats", f"{excerpt(form)!r} names no day; write {example}"
            ) from None
        if zero is None and (problem := _fault_of_format(form)):
            raise table.error("formats", f"{excerpt(form)!r} {problem}, as in %d.%m.%Y")
    return formats


def _fault_of_format(form: str) -> str:
    """What is wrong with a format of dates as strptime reads them, if anything is."""
    if len(form) > 100:
        return "is too long for a format"
    try:
        datetime.strptime("", form)
    except re.error:
        return "asks for one thing twice; name each once"
    except ValueError as error:
        if "directive" in str(error) or "stray" in str(error):
            return "is no format; a % stands before a letter that means something"
    return "" if "%" in form else "names no part of a date"


def _rewriting(table: TomlTable) -> Rewriting | None:
    """What a rule makes of its pattern; what matches as a whole if it does not say."""
    pattern = table.pattern("pattern")
    if pattern is None:
        return None
    try:
        return rewriting_of(pattern, table.text("give") or r"\g<0>")
    except PatternError as error:
        raise table.error("give", str(error)) from None


def _condition(table: TomlTable) -> Condition:
    kinds = [key for key in _CONDITIONS if table.has(key)]
    table.only("text", *_CONDITIONS)
    if len(kinds) != 1 or not table.has("text"):
        raise table.error("when", f"a condition needs text and one of {joined(_CONDITIONS, 'or')}")
    (kind,), text = kinds, template(table.text("text"))
    negated = kind.endswith("_not")
    if kind.startswith("matches"):
        return Condition(text, negated=negated, pattern=table.pattern(kind))
    return Condition(text, table.texts(kind), negated=negated)
