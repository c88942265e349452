"""Completion in bash, zsh and fish: click's, for names that hold spaces and commas.

A shell runs the program with the line so far in its environment; the answers are lines. Bash puts
an answer into the line as it is, so here it is quoted as the person has begun to; the other shells
quote it themselves. Nothing is ever said on standard error.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from click import Command
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)

NAME, VARIABLE = "reconcile", "_RECONCILE_COMPLETE"
LEDGER = "RECONCILE_LEDGER"

_BASH = """\
%(complete_func)s() {
    local kind value
    COMPREPLY=()
    while IFS=, read -r kind value; do
        case $kind in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" \\
        %(complete_var)s=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_FISH = """\
function %(complete_func)s
    set -l line (commandline -cp | string join " ")
    for item in (env COMP_LINE="$line" %(complete_var)s=fish_complete %(prog_name)s 2>/dev/null)
        set -l parts (string split -m 1 "," -- $item)
        switch $parts[1]
            case dir
                __fish_complete_directories $parts[2]
            case file
                __fish_complete_path $parts[2]
            case plain
                echo $parts[2]
        end
    end
end
complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class Line(NamedTuple):
    """A line up to the cursor: its words, and the last one, which is begun and may be empty.

    The shell replaces that word from its character `start` on; `quote` is open there or empty.
    """

    words: list[str]
    begun: str
    start: int
    quote: str

    @property
    def option(self) -> str:
        """The `--name=` before a value that is begun, which is no part of it."""
        name, sign, _ = self.begun.partition("=")
        return name + sign if sign and name.startswith("-") else ""


def line_of(text: str, breaks: str = "") -> Line:
    """Read a line as a shell does; words may also be replaced from behind one of `breaks` on."""
    words, word, start, quote = list[str](), None, 0, ""
    chars = iter(text)
    for char in chars:
        if not quote and char.isspace():
            words += [] if word is None else [word]
            word, start = None, 0
            continue
        word = word or ""
        if char == quote:
            quote = ""
        elif not quote and char in "\"'":
            quote, start = char, len(word)
        elif char == "\\" and quote != "'":
            word += _escaped(next(chars, ""), quote)
        else:
            word += char
            start = len(word) if not quote and char in breaks else start
    return Line(words, word or "", start, quote)


def _escaped(char: str, quote: str) -> str:
    """What a backslash and this character stand for."""
    return char if not quote or char in '"\\$`' else "\\" + char


def quoted(text: str, quote: str) -> str:
    """A text as bash reads it behind this quote, or behind none."""
    if quote == "'":
        return text.replace("'", r"'\''")
    if quote:
        return re.sub(r'(["\\$`])', r"\\\1", text)
    return re.sub(r"([^\w@%+=:,./-])", r"\\\1", text)


class _Whole(ShellComplete):
    """Completion from the whole line, which the shell hands over in COMP_LINE."""

    line: Line

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is begun, and that one."""
        breaks = os.environ.get("COMP_WORDBREAKS", "")
        self.line = line_of(os.environ.get("COMP_LINE", ""), breaks)
        words = list(itertools.dropwhile(_sets, self.line.words))
        _heed(itertools.takewhile(_sets, self.line.words))
        return words[1:], self.line.begun


class Bash(_Whole, BashComplete):
    """Bash, which replaces the last word from behind a quote, an equals sign or a colon on."""

    source_template = _BASH

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """The rest of the value from where bash replaces it, quoted."""
        before = max(self.line.start - len(self.line.option), 0)
        return f"{item.type},{quoted(str(item.value)[before:], self.line.quote)}"


class Zsh(ZshComplete):
    """Zsh, which replaces the whole word, `--name=` and all, and quotes it."""

    source_template = ZshComplete.source_template.replace("env ", 'env COMP_LINE="$LBUFFER" ', 1)
    option = ""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words as click has them; what is set before the command stands in the line only."""
        line = line_of(os.environ.get("COMP_LINE", ""))
        before = line.words[: len(line.words) - int(os.environ["COMP_CWORD"])]
        _heed(itertools.takewhile(_sets, reversed(before)))
        words, begun = super().get_completion_args()
        self.option = Line(words, begun, 0, "").option
        return words, begun

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """The value behind the name of its option."""
        return super().format_completion(_behind(self.option, item))


class Fish(_Whole, FishComplete):
    """Fish, which replaces the whole word as well."""

    source_template = _FISH

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """The value behind the name of its option."""
        return super().format_completion(_behind(self.line.option, item))


def _sets(word: str) -> bool:
    """Whether it is a `VARIABLE=value` before a command."""
    return re.match(r"\w+=", word) is not None


def _heed(settings: Iterable[str]) -> None:
    """The ledger is the one that is set on the line, if one is."""
    for setting in settings:
        name, _, value = setting.partition("=")
        if name == LEDGER:
            os.environ[LEDGER] = value


def _behind(option: str, item: CompletionItem[Any]) -> CompletionItem[Any]:
    return CompletionItem(f"{option}{item.value}", item.type, item.help)


SHELLS = {"bash": Bash, "zsh": Zsh, "fish": Fish}


def register() -> None:
    """Let click use these for the shells."""
    for name, shell in SHELLS.items():
        add_completion_class(shell, name)


def script(command: Command, shell: str) -> str:
    """The lines by which a shell learns to complete the command."""
    return SHELLS[shell](command, {}, NAME, VARIABLE).source()
