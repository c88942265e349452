"""Whole processes, measured one after the other in turns: time, processor time, peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True)
class Task:
    """One process to measure."""

    name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """What one run took: seconds by the clock, seconds of processors, MiB at the highest.

    `told` is what it printed.
    """

    seconds: float
    processor: float
    memory: float
    told: str


class Measured(NamedTuple):
    """Seconds of a processor that a task took on so many rows, of few estimands or of many."""

    task: str
    few: bool
    rows: int
    seconds: float


Samples = dict[str, list[Sample]]


def keep_bytecode(folder: Path) -> None:
    """Keep bytecode in a folder, as after any first run, and none of it beside the sources."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")


def once(task: Task, folder: Path) -> Sample:
    """Run a task to its end; ends everything if it fails."""
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(task.arguments, cwd=folder, stdout=told, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            sys.exit(f"{task.name} failed: {errors.read().decode()}")
        told.seek(0)
        text = told.read().decode()
    return Sample(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text)


def in_turns(tasks: Sequence[Task], rounds: int, folder: Path, warm: bool = True) -> Samples:
    """Run the tasks A B C A B C, after one round that is not counted if they are to be `warm`."""
    samples: Samples = {task.name: [] for task in tasks}
    for number in range(0 if warm else 1, rounds + 1):
        for task in tasks:
            _say(f"{task.name} {number}/{rounds}")
            sample = once(task, folder)
            if number:
                samples[task.name].append(sample)
    _say("")
    return samples


def _say(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{text}", end="\033[K", file=sys.stderr, flush=True)


def median(samples: Sequence[Sample], what: str) -> float:
    return statistics.median(getattr(sample, what) for sample in samples)


def ratio(ours: Sequence[Sample], theirs: Sequence[Sample], what: str) -> tuple[float, ...]:
    """Median, lowest and highest of the ratios of the runs that stood next to each other."""
    each = [
        getattr(one, what) / getattr(other, what) for one, other in zip(ours, theirs, strict=True)
    ]
    return statistics.median(each), min(each), max(each)
