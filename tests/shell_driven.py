"""A real shell in a terminal of its own, with a person at the keys."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 30.0  # seconds
STARTS = {
    "bash": (["bash", "--noprofile", "--norc", "-i"], 'eval "$(reconcile completion bash)"'),
    "zsh": (
        ["zsh", "-f", "-i"],
        'autoload -Uz compinit; compinit -u -D; eval "$(reconcile completion zsh)"',
    ),
    "fish": (["fish", "--no-config", "-i"], "reconcile completion fish | source"),
}


class Keys:
    """A shell at whose keys lines are typed; `said` is what the command then was given."""

    def __init__(self, terminal: int, told: Path) -> None:
        self.terminal, self.told, self.shown = terminal, told, b""

    def said(self, line: str) -> list[str]:
        """The arguments that the command gets from `line`, in which a tab completes."""
        self.told.unlink(missing_ok=True)
        os.write(self.terminal, f"{line}\r".encode())
        self.wait(self.told.exists)
        return json.loads(self.told.read_text())

    def wait(self, done: Callable[[], bool]) -> None:
        """Look at what the shell shows until `done`."""
        until = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < until, self.shown.decode(errors="replace")
            if select.select([self.terminal], [], [], 0.02)[0]:
                with contextlib.suppress(OSError):
                    self.shown += os.read(self.terminal, 65536)


@contextlib.contextmanager
def keys(shell: str, folder: Path) -> Iterator[Keys]:
    """The shell in `folder`, with completion; there `reconcile` notes its arguments in a file."""
    told, commands = folder / "told.json", folder / "commands"
    commands.mkdir()
    stub = commands / "reconcile"
    stub.write_text(
        f"#!{sys.executable}\n"
        "import json, os, pathlib, sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "if '_RECONCILE_COMPLETE' in os.environ or sys.argv[1] == 'completion':\n"
        "    from reconcile.cli import main\n"
        "    main()\n"
        f"told = pathlib.Path({str(told)!r})\n"
        "told.with_suffix('.part').write_text(json.dumps(sys.argv[1:]))\n"
        "told.with_suffix('.part').rename(told)\n"
    )
    stub.chmod(0o755)
    words, setup = STARTS[shell]
    environment = {
        "PATH": f"{commands}:{os.environ['PATH']}", "HOME": str(folder), "TERM": "xterm",
        "LC_ALL": "C.UTF-8", "PS1": "> ", "HISTFILE": "", "COLUMNS": "200",
    }  # fmt: skip
    ours, theirs = pty.openpty()
    # the first of a session that opens a terminal has it for its own, as a shell must
    opened = [str(shutil.which("sh")), "-c", 'exec "$@" <"$0" >"$0" 2>&1', os.ttyname(theirs)]
    process = subprocess.Popen(
        [*opened, *words], cwd=folder, env=environment, start_new_session=True
    )
    os.close(theirs)
    try:
        person = Keys(ours, told)
        assert person.said(f"{setup}; reconcile ready") == ["ready"]
        yield person
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(ours)
