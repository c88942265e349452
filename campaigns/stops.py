"""Commands stopped by Ctrl-C as they call a function, at moments spread over the whole of each.

    python -m campaigns.stops [--only TEXT] [--points N]

Each command runs in this process, in a folder of its own. When it is stopped it has to end with
status 130 and without a traceback, and leave the folder as before or as after, without a temporary
(of a report each of its entries). Exits with 1 if a promise is not kept.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from campaigns.asking import parser_of, table
from campaigns.scenarios import (
    LEDGER,
    SCENARIOS,
    Scenario,
    fresh,
    is_one_of_two,
    is_temporary,
    tree,
)

READING: Mapping[str, Scenario] = {
    f"{words[0]} into a file": Scenario(
        ("--ledger", "l", *words, "--output", name), {**LEDGER, name: "old\n"}
    )
    for words, name in (
        (("bounds",), "made.csv"),
        (("compare",), "made.txt"),
        (("discrepancies",), "made.json"),
        (("history",), "made.html"),
        (("check",), "made.txt"),
        (("sources", "--ratios"), "made.csv"),
    )
}


class Stop:
    """A Ctrl-C at a call of a function by its number, from 1; with 0 the calls are counted."""

    def __init__(self, at: int) -> None:
        self.calls, self.at = 0, at

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        """What Python calls for each function that is called."""
        self.calls += event == "call"
        if event == "call" and self.calls == self.at:
            sys.settrace(None)
            raise KeyboardInterrupt


def stopped(words: Sequence[str], folder: Path, stop: Stop) -> tuple[int, str]:
    """The exit status of a command that runs in a folder, and what it says on standard error."""
    from reconcile.cli import run

    said = io.StringIO()
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(said),
    ):
        sys.settrace(stop)
        try:
            status = run(words)
        except KeyboardInterrupt:  # behind the last line of the run, where `__main__` meets it
            status = 130
        finally:
            sys.settrace(None)
    return status, said.getvalue()


class Trial:
    """A command, the folder it begins from, and the one that it ends in if nobody stops it."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self.scenario, self.work, self.begin = scenario, folder / "work", folder / "begin"
        self.begin.mkdir()
        scenario.prepare(self.begin)
        self.before, whole = tree(self.begin), Stop(0)
        for _ in range(2):  # what is imported and kept at the first is not called again
            whole = Stop(0)
            fresh(self.work, self.begin)
            self.status, _ = stopped(scenario.words, self.work, whole)
        self.after, self.calls = tree(self.work), whole.calls

    def faults(self, at: int) -> Iterator[str]:
        """What is not as promised when the command is stopped at this call."""
        fresh(self.work, self.begin)
        stop = Stop(at)
        status, said = stopped(self.scenario.words, self.work, stop)
        found = tree(self.work)
        done = (status, found) == (self.status, self.after)  # before it heard of it
        if status != 130 and not done:
            yield f"exit status {status}"
        if "Traceback" in said:
            yield "a traceback"
        if not is_one_of_two(self.scenario, found, self.before, self.after):
            yield "neither as before nor as after"
        if left := [name for name in found if is_temporary(name)]:
            yield f"left: {left[0]}"


def _spread(scenario: Scenario, number: int) -> tuple[list[int], list[str]]:
    """How many calls a command makes, at how many it was stopped, and what was wrong then."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(scenario, Path(folder))
        points = [1 + nth * trial.calls // number for nth in range(number)]
        faults = [f"at call {at}: {fault}" for at in points for fault in trial.faults(at)]
    return [trial.calls, len(points)], faults


def main() -> int:
    """Stop the commands that were asked for; 1 if a promise is not kept."""
    parser = parser_of("stops", __doc__, "commands")
    parser.add_argument("--points", type=int, default=40, help="how many calls of each")
    asked = parser.parse_args()
    found = (
        (name, *_spread(scenario, asked.points))
        for name, scenario in {**SCENARIOS, **READING}.items()
        if asked.only in name and not scenario.typed  # which a person answers on a terminal
    )
    return table("command | calls | stopped at | promises not kept", found)


if __name__ == "__main__":
    sys.exit(main())
