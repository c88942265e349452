"""`reconcile completion`: the lines by which a shell completes names."""

from __future__ import annotations

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, /, shell: str) -> None:
    """Print the lines by which a shell completes names.

    It then completes commands, options and the names in the ledger.

    Example: reconcile completion bash
    """
    from reconcile.cli import shells

    click.echo(shells.script(context.find_root().command, shell), nl=False)
