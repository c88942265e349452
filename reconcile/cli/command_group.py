"""The group of all commands, of which a command is imported when it is the one that is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Commands(Mapping[str, click.Command]):
    """Commands by name; each is the `command` of a module of `package` that is named like it.

    One whose name is a word of Python has a module with `_` behind it.
    """

    def __init__(self, package: str, told: Mapping[str, str]) -> None:
        self.package, self.told = package, told
        self._made: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self.told:
            raise KeyError(name)
        if name not in self._made:
            module = f"{name}_" if name == "import" else name
            self._made[name] = plain(import_module(f"{self.package}.{module}").command)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.told)

    def __len__(self) -> int:
        return len(self.told)


class ReaderGoneError(Exception):
    """Nobody reads what is printed any more, as in `| head`, which is no fault."""


class CommandGroup(click.Group):
    """A group whose help and completion say of commands what is `told`, without importing them."""

    commands: Commands  # type: ignore[assignment]  # it is only read

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; raises `ReaderGoneError` where click would end the process with 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderGoneError from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of the commands."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(self.commands.told.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """What a shell offers: the commands that begin so, or the options."""
        from click.shell_completion import CompletionItem

        told = self.commands.told
        found = [CompletionItem(n, help=told[n]) for n in sorted(told) if n.startswith(incomplete)]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]


def without_colour(context: click.Context, _: click.Parameter, asked: bool) -> None:
    """The callback of `--no-color`, for the whole run."""
    if asked:
        context.find_root().color = False


def plain(command: click.Command) -> click.Command:
    """The command with a `--no-color` of its own, for those who write it behind the command.

    What is written into its options has to be text; only files may be called otherwise.
    """
    command.params.append(
        click.Option(
            ["--no-color"], is_flag=True, hidden=True, is_eager=True, expose_value=False,
            callback=without_colour,
        )
    )  # fmt: skip
    if (act := command.callback) is not None:

        @wraps(act)
        def with_text(*values: Any, **given: Any) -> Any:
            for one in command.params:
                if isinstance(one, click.Option) and not isinstance(one.type, click.Path):
                    _refuse_other_text(one, given.get(one.name or ""))
            return act(*values, **given)

        command.callback = with_text
    return command


def _refuse_other_text(option: click.Option, value: Any) -> None:
    """Raise `click.BadParameter` for what the system has passed on that is not UTF-8."""
    for text in value if isinstance(value, tuple) else (value,):
        if isinstance(text, str) and any("\ud800" <= char <= "\udfff" for char in text):
            raise click.BadParameter("this is not text in UTF-8; write it in UTF-8", param=option)
