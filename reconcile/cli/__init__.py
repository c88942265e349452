"""The command line: `reconcile [--ledger DIR] COMMAND`.

Exit status: 0 done, 1 the data has what you asked to be told of, 2 wrong usage or unreadable input,
130 stopped by Ctrl-C.
This floor imports neither pandas nor matplotlib until a command runs, so that help comes at once.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Sequence

import click
from click.core import ParameterSource

from reconcile import __version__
from reconcile.cli.command_group import CommandGroup, Commands, ReaderGoneError, without_colour
from reconcile.cli.standard_files import open_standard_files
from reconcile.cli.stopping import every_stop_heard
from reconcile.cli.streams import PLAIN_WIDTH, harmless_streams
from reconcile.errors import NoFolderError, ReconcileError

STOPPED = 130  # the exit status of what Ctrl-C ends, as a shell has it

# what the list of commands says of each, which is how the text of the command itself begins
COMMANDS = {
    "add": "Add one row to a case, checked before it is written.",
    "bounds": "Show what all the claims leave possible at each date.",
    "chart": "Draw a chart of one case as PNG or SVG.",
    "check": "Say what is wrong in the ledger, line by line.",
    "compare": "Show the range of every estimand, and who claims what.",
    "completion": "Print the lines by which a shell completes names.",
    "diff": "Show what changed from OLD to NEW, and why.",
    "discrepancies": "Show how far apart figures are and why, worst first.",
    "draft": "Propose rows from the article or text in FILE.",
    "export": "Write a table as spreadsheets and other tools read it.",
    "history": "Show each source's figures over time, and the change.",
    "import": "Take the rows of somebody else's FILE.",
    "init": "Make a new ledger with one example row.",
    "report": "Write tables, charts and pages of every case.",
    "review": "Accept, change or reject the drafts in DRAFTS one by one.",
    "show": "Show the rows as read: bounds, status, file and line.",
    "sources": "Show the sources, and what each contributes.",
}


@click.group(
    cls=CommandGroup,
    commands=Commands(__name__, COMMANDS),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="reconcile")
@click.option(
    "--ledger", type=click.Path(), default="estimates", show_default=True,
    envvar="RECONCILE_LEDGER", show_envvar=True, metavar="DIR", help="The folder of CSV files.",
)  # fmt: skip
@click.option(
    "--no-color", is_flag=True, is_eager=True, expose_value=False, callback=without_colour,
    help="Print without colours, as NO_COLOR does.",
)  # fmt: skip
@click.pass_context
def reconcile(context: click.Context, ledger: str) -> None:
    """Reconcile published figures on the killed, wounded, missing or sent.

    Keeps each figure as a dated, attributed row of a plain CSV ledger, works out which of them
    answer the same question, and says how far apart those are and why. Without a command it says
    what the ledger holds. Example: reconcile --ledger estimates
    """
    from pathlib import Path  # help and the version need none

    context.obj = Path(ledger)
    if context.invoked_subcommand is None:
        from reconcile.cli import overview

        source = context.get_parameter_source("ledger")
        overview.show_overview(context.obj, source is ParameterSource.COMMANDLINE)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    open_standard_files()
    status = run(arguments)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process ends: there is nothing to stop
    gc.freeze()  # and nothing is gained by looking for circles once more
    if status == STOPPED:
        _leave_as_it_is()
    sys.exit(status)


def _leave_as_it_is() -> None:
    """End the process without clearing away what it holds.

    A library that was stopped while it loaded, as matplotlib's for fonts, would abort there.
    """
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
    atexit._run_exitfuncs()
    os._exit(STOPPED)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; every error that a person can mend is one line on stderr."""
    if "_RECONCILE_COMPLETE" in os.environ:  # a shell asks how a line may go on
        from reconcile.cli import shells

        shells.register()
    with harmless_streams():
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    # help that is piped is as wide as on a terminal of 80 cells, whatever COLUMNS says
    width = None if sys.stdout.isatty() else PLAIN_WIDTH - 2
    try:
        with every_stop_heard():
            status = reconcile.main(
                arguments, prog_name="reconcile", standalone_mode=False, terminal_width=width
            )
            sys.stdout.flush()
        return int(status or 0)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "reconcile"
        message = " ".join(error.format_message().split()).removesuffix(".")
        link = " See" if message.endswith("?") else "; see"
        return _refuse(f"{message}{link} {path} --help")
    except click.ClickException as error:
        return _refuse(error.format_message())
    except ReconcileError as error:
        hint = "; name the ledger with --ledger, or make one with init"
        return _refuse(f"{error}{hint if isinstance(error, NoFolderError) else ''}")
    except (BrokenPipeError, ReaderGoneError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _refuse(f"{error.filename or 'output'}: {error.strerror or error}")
    except (click.Abort, KeyboardInterrupt):
        return _refuse("stopped", STOPPED)
    except Exception:
        sys.excepthook(*sys.exc_info())
        click.echo(
            "This is a fault of reconcile, not of your ledger. Please report it as CONTRIBUTING.md "
            "says, with the lines above and the rows that bring it about.", err=True,
        )  # fmt: skip
        return 70


def _refuse(message: str, status: int = 2) -> int:
    line = " ".join(message.split())
    with contextlib.suppress(OSError):
        click.echo(f"reconcile: {line}", err=True)
    return status
