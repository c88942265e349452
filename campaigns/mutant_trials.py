"""The tests of a rule on a changed copy of the code: the quickest that run the changed line first.

Each run is a fork of a process that has loaded the libraries, but nothing of the project.
"""

from __future__ import annotations

import ast
import compileall
import json
import multiprocessing
import os
import py_compile
import resource
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import coverage
import pytest

LONGEST = 1200  # seconds that a run may take; a mutant that hangs it is noticed
BEGINNING = 60.0  # seconds of the processor that it may take until its first test
ROOM = 8 << 30  # bytes of addresses that they may ask for
LIBRARIES = ("babel.numbers", "highspy", "hypothesis.strategies", "numpy", "pandas", "re2")
ASKED = [
    "-x", "-q", "-oaddopts=", "-pno:xdist", "-pno:cacheprovider", "--assert=plain", "--tb=short",
]  # fmt: skip


@dataclass(frozen=True)
class Known:
    """How long each test takes without a mutant, and which tests run which lines of a module."""

    seconds: dict[str, float]
    lines: dict[str, dict[str, list[str]]]

    def order(self, module: str, lines: range) -> dict[str, tuple[bool, float]]:
        """The tests by whether they run none of these lines, then by how long they take."""
        reached = self.lines[module]
        running = {test for line in lines for test in reached.get(str(line), ())}
        return {test: (test not in running, taken) for test, taken in self.seconds.items()}

    def within(self, files: Sequence[str]) -> Known:
        """The same of the tests in these files."""
        own = {test: taken for test, taken in self.seconds.items() if _file(test) in files}
        return Known(own, self.lines)


def _file(test: str) -> str:
    return test.partition("::")[0]


@dataclass(frozen=True)
class Sorted:
    """Has the tests run in this order, and ends the run where one hangs."""

    order: dict[str, tuple[bool, float]]
    profile = "unshrunk"

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort what was collected; a test that the mutant itself has renamed comes first."""
        items.sort(key=lambda item: self._of(item))

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Give a test thirty times as long as it took with few examples, and ten seconds."""
        _, taken = self._of(item)
        signal.setitimer(signal.ITIMER_PROF, 10 + 30 * taken)
        yield

    def _of(self, item: pytest.Item) -> tuple[bool, float]:
        return self.order.get(item.nodeid, (False, 0.0))


class Watched:
    """Writes down, for `Known`, what the tests run of these modules and how long they take.

    They are tried with few examples: with all of them they are run by the suite.
    """

    profile = "few"

    def __init__(self, modules: Sequence[str], written: Path) -> None:
        self.modules = modules
        self.written = written

    def pytest_configure(self, config: pytest.Config) -> None:
        """Begin to watch."""
        self._seen = coverage.Coverage(data_file=None, include=self.modules, config_file=False)
        self._seconds = dict[str, float]()
        self._seen.start()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Say whose the lines are that run now."""
        self._seen.switch_context(item.nodeid)
        signal.setitimer(signal.ITIMER_PROF, 0)
        begun = time.process_time()
        yield
        self._seconds[item.nodeid] = time.process_time() - begun

    def pytest_unconfigure(self) -> None:
        """Write it down."""
        self._seen.stop()
        data = self._seen.get_data()
        lines = {module: data.contexts_by_lineno(module) for module in self.modules}
        self.written.write_text(json.dumps([self._seconds, lines]), "utf-8")


def ready() -> None:
    """Have the libraries loaded once, for all runs."""
    multiprocessing.get_context("forkserver").set_forkserver_preload([__name__, *LIBRARIES])


def copied(project: Path, folder: Path) -> Path:
    """Copy the project to a folder that is not there yet, compiled so that a change is seen."""
    shutil.copytree(project, folder, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    for part in ("reconcile", "tests"):
        by_content = py_compile.PycInvalidationMode.CHECKED_HASH
        compileall.compile_dir(folder / part, quiet=1, invalidation_mode=by_content)
    return folder


def known(copy: Path, modules: Sequence[str], files: Sequence[str]) -> Known:
    """Watch the tests as they are; ends the campaign where one of them fails already."""
    paths = {str(copy / "reconcile" / module): module for module in modules}
    written = copy / "known.json"
    if not passes(copy, files, Watched(list(paths), written)):
        sys.exit(f"the tests fail without a mutant: {_end_of_words(copy)}")
    seconds, lines = json.loads(written.read_text("utf-8"))
    return Known(seconds, {module: lines[path] for path, module in paths.items()})


def passes(copy: Path, files: Sequence[str], plugin: Sorted | Watched) -> bool:
    """Say whether the tests in these files pass on this copy."""
    context = multiprocessing.get_context("forkserver")
    run = context.Process(target=_run, args=(copy, list(files), plugin))
    run.start()
    run.join(LONGEST)
    if run.exitcode is None:
        run.kill()
        run.join()
    status = run.exitcode
    if status is None or status < 0:  # it hung
        return False
    if status not in (0, 1, 2):  # 2: the mutant cannot even be imported
        sys.exit(f"pytest ended with {status}: {_end_of_words(copy)}")
    return status == 0


def _run(copy: Path, files: list[str], plugin: Sorted | Watched) -> None:
    os.chdir(copy)
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(copy))
    os.environ["PYTHONPATH"] = str(copy)
    words = os.open("words.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(words, stream)
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    signal.setitimer(signal.ITIMER_PROF, BEGINNING)
    profile = f"--hypothesis-profile={plugin.profile}"
    sys.exit(int(pytest.main([*ASKED, profile, *files], plugins=[plugin])))


def _end_of_words(copy: Path) -> str:
    return (copy / "words.txt").read_text("utf-8", "replace")[-2000:]


def statement(source: str, number: int) -> range:
    """The lines of the smallest statement that holds this one; of a compound one its head."""
    found = range(number, number + 1)
    smallest = None
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt):
            lines = range(node.lineno, _last(node) + 1)
            if number in lines and (smallest is None or len(lines) < smallest):
                found, smallest = lines, len(lines)
    return found


def _last(node: ast.stmt) -> int:
    body = getattr(node, "body", None)
    end = node.end_lineno or node.lineno
    return max(node.lineno, body[0].lineno - 1) if body else end
