"""Colour for a terminal: words that say it already are set off, and nothing else is changed.

The tables are plain text. What is coloured is found again in their lines, so that without colour
nothing is lost, and no width is disturbed.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from typing import Any

import click

from reconcile.cli.streams import below
from reconcile.wording.characters import shown

_VERDICTS: Mapping[str, Mapping[str, Any]] = {
    "conflict": {"fg": "red", "bold": True},
    "undetermined": {"fg": "magenta"},
    "timing": {"fg": "cyan"},
    "agree": {"fg": "green"},
}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    **_VERDICTS,
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "magenta", "bold": True},
    "marks": {"fg": "red", "bold": True},
    "remedy": {"fg": "green"},
    "where": {"bold": True},
    "refused": {"fg": "red", "bold": True},
}
_NAMES = "|".join(_VERDICTS)
# a verdict at the end of a row of a table, or one that opens the lines of a pair
_LINES = (
    re.compile(rf"(?<=  )(?P<verdict>{_NAMES})$"),
    re.compile(rf"^(?: {{4}})?(?P<verdict>{_NAMES})(?=: | · )"),
    re.compile(
        r"^(?P<where>\S.*:\d+:) "
        r"(?:(?P<error>error)|(?P<warning>warning)|(?P<refused>refused))(?=: )"
    ),
    re.compile(r"^ {5,}\| +(?P<marks>\^+)$"),
    re.compile(r"^ {5,}(?P<remedy>= .*)$"),
)


def wanted(*, err: bool = False) -> bool:
    """Whether the stream is to be coloured.

    `--no-color` and NO_COLOR say no, then FORCE_COLOR yes; else a terminal is coloured that can be.
    """
    context = click.get_current_context(silent=True)
    if os.environ.get("NO_COLOR") or (context and context.find_root().color is False):
        return False
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return True
    stream = sys.stderr if err else sys.stdout
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def say(text: str, *, err: bool = False) -> None:
    """Print text that ends its own lines, coloured where that is wanted."""
    if wanted(err=err):
        stream = below(sys.stderr if err else sys.stdout)
        click.echo(styled(shown(text)), nl=False, file=stream, color=True)
    else:
        click.echo(text, nl=False, err=err)


def styled(text: str) -> str:
    """The text with colours; without them it is the same text."""
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    for pattern in _LINES:
        if found := pattern.search(line):
            return _set_off(line, found)
    return line


def _set_off(line: str, found: re.Match[str]) -> str:
    """The parts of the line that the pattern names, each in its style."""
    parts, end = list[str](), 0
    for name, words in found.groupdict().items():
        if words is None:
            continue
        style = _STYLES[words if name == "verdict" else name]
        parts += [line[end : found.start(name)], click.style(words, **style)]
        end = found.end(name)
    return "".join([*parts, line[end:]])
