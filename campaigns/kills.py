"""Commands that write, killed at every call of the system that writes, and at random moments.

    python -m campaigns.kills [--only TEXT] [--points N] [--random N] [--seed N]

Each command runs in a folder of its own. It is killed (SIGKILL) or told that the disk is full as it
makes a call, or killed at some moment of its work; then the folder has to be as before or as after,
what was reported as written has to be there, and the same command given again has to leave the
folder as if nothing had happened, without a temporary. The calls are interrupted by strace. Exits
with 1 if a promise is not kept.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from campaigns.asking import parser_of, table
from campaigns.running import Done, Running
from campaigns.scenarios import (
    SCENARIOS,
    Scenario,
    as_read,
    between,
    fresh,
    is_one_of_two,
    is_temporary,
    run_here,
    tree,
)

CALLS = (
    "write", "pwrite64", "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir",
    "mkdirat", "rmdir", "fsync", "fdatasync", "ftruncate", "chmod", "fchmod", "fchmodat", "chown",
    "fchown", "fchownat", "link", "linkat", "symlink", "symlinkat", "flock",
)  # fmt: skip
KILLED = "signal=SIGKILL"
# what a full disk, a broken disk and a folder that may not be written to say of a call
ERRORS = {
    "write": "error=ENOSPC", "fsync": "error=EIO", "mkdir": "error=EACCES", "rename": "error=EIO",
    "renameat2": "error=EINVAL",
}  # fmt: skip
TOLD = re.compile(rb"^(?:added|wrote|made) ", re.MULTILINE)


class Point(NamedTuple):
    """Where a command is interrupted: at which call of this name, and how."""

    call: str
    number: int
    how: str


class Trial:
    """A command, the folder it begins from and the one it ends in."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self.scenario, self.work = scenario, folder / "work"
        self.begin, self.end = folder / "begin", folder / "end"
        self.begin.mkdir()
        scenario.prepare(self.begin)
        self.points = self._traced(folder / "trace")
        self.seconds = self._measured()
        self.before, self.after = tree(self.begin), tree(self.end)
        assert self.before != self.after
        self.between = between(self.scenario, self.before, self.after)

    def _run(self, folder: Path, traced: Sequence[str] = (), seconds: float | None = None) -> Done:
        return Running(folder, self.scenario.words, self.scenario.typed, traced).ended(seconds)

    def _measured(self) -> float:
        """How long a run takes that nobody interrupts."""
        fresh(self.end, self.begin)
        start = time.monotonic()
        done = self._run(self.end)
        assert done.status == self.scenario.status, done
        return time.monotonic() - start

    def _traced(self, trace: Path) -> list[Point]:
        """The points of a run that nobody interrupts."""
        fresh(self.end, self.begin)
        done = self._run(self.end, _watched(CALLS, "-o", str(trace)))
        assert done.status == self.scenario.status, done
        counts: dict[str, int] = collections.Counter()
        for line in trace.read_text(errors="replace").splitlines():
            if found := re.match(r"(?:\d+ +)?(\w+)\(", line):
                counts[found[1]] += 1
        return [
            Point(call, number, how)
            for call, count in counts.items()
            for how in (KILLED, ERRORS.get(call))
            if how
            for number in range(1, count + 1)
        ]

    def at(self, point: Point) -> list[str]:
        """What is not as promised when the command is interrupted there."""
        fresh(self.work, self.begin)
        inject = f"inject={point.call}:{point.how}:when={point.number}"
        done = self._run(self.work, _watched((point.call,), "-o", os.devnull, "-e", inject))
        return [
            f"{point.call} {point.number}, {point.how}: {fault}" for fault in self._faults(done)
        ]

    def after_seconds(self, seconds: float) -> list[str]:
        """What is not as promised when the command is killed after so long."""
        fresh(self.work, self.begin)
        done = self._run(self.work, seconds=seconds)
        return [f"after {seconds:.3f} s: {fault}" for fault in self._faults(done)]

    def _faults(self, done: Done) -> Iterator[str]:
        found, killed = as_read(self.work), done.status < 0
        if not is_one_of_two(self.scenario, found, self.before, self.after):
            yield f"neither as before nor as after: {_unlike(found, self.before, self.after)}"
        if TOLD.search(done.printed) and found not in (self.after, *self.between):
            yield "reported as written, and is not there"
        if not killed:
            if done.status not in (self.scenario.status, 2):
                yield f"exit status {done.status}"
            if b"Traceback" in done.printed:
                yield "a traceback"
            if left := [name for name in tree(self.work) if is_temporary(name)]:
                yield f"left although it was not killed: {left[0]}"
        if self.scenario.typed:
            self._run(self.work)
        else:
            run_here(self.scenario.words, self.work)
        if tree(self.work) != self.after:
            yield "not as after when the command is given again"
        for left in self.work.rglob(".reconcile-*"):
            yield f"never cleared: {left.name}"


def _unlike(found: dict[str, bytes], *others: dict[str, bytes]) -> str:
    """The files in which something is neither of two."""
    names = sorted({name for files in (found, *others) for name in files})
    return ", ".join(
        f"{name} {'gone' if name not in found else 'as ' + _which(found[name], name, others)}"
        for name in names
        if len({files.get(name) for files in others}) > 1
    )


def _which(data: bytes, name: str, others: tuple[dict[str, bytes], ...]) -> str:
    told = [word for word, files in zip(("before", "after"), others, strict=True)
            if files.get(name) == data]  # fmt: skip
    return " and ".join(told) or "neither"


def _watched(calls: Sequence[str], *more: str) -> list[str]:
    watched = f"trace={','.join(f'?{call}' for call in calls)}"
    return ["strace", "-f", "-e", watched, *more]


def _some(points: list[Point], most: int) -> list[Point]:
    """At most so many of the points, from all of them, or all if there is no limit."""
    if not most or len(points) <= most:
        return points
    return [points[number * len(points) // most] for number in range(most)]


def _interrupted(
    name: str, asked: argparse.Namespace, chance: random.Random
) -> tuple[list[int], list[str]]:
    """How often a command was interrupted at a call and at random, and what was wrong then."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(SCENARIOS[name], Path(folder))
        points = _some(trial.points, asked.points)
        moments = [chance.uniform(0, trial.seconds) for _ in range(asked.random)]
        faults = [fault for point in points for fault in trial.at(point)]
        faults += [fault for moment in moments for fault in trial.after_seconds(moment)]
    return [len(points), len(moments)], faults


def main() -> int:
    """Interrupt the commands that were asked for; 1 if a promise is not kept."""
    parser = parser_of("kills", __doc__, "commands")
    parser.add_argument("--points", type=int, default=0, help="at most so many calls of each")
    parser.add_argument("--random", type=int, default=10, help="kills of each at random moments")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    asked = parser.parse_args()
    if not shutil.which("strace"):
        print("there is no strace here, with which calls are interrupted", file=sys.stderr)
        return 2
    chance, names = random.Random(asked.seed), (name for name in SCENARIOS if asked.only in name)
    found = ((name, *_interrupted(name, asked, chance)) for name in names)
    return table("command | at calls | at random | promises not kept", found)


if __name__ == "__main__":
    sys.exit(main())
