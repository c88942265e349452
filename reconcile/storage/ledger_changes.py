"""Several files of a ledger changed together, by one writer at a time, whole or not at all.

One file takes its new content in one step. Of several the new contents are first put into a folder
beside them, `.reconcile-change`, and forced to the disk; from then on the change is made, whatever
becomes of the process: who reads the ledger reads what waits there, and who writes next puts it in
its place first.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from reconcile.errors import LedgerError
from reconcile.storage.csv_file import Table
from reconcile.storage.files import (
    alone_in,
    digest_of,
    force_folder,
    keep_access,
    refuse_protected,
    replace_file,
    speaking_of,
    temporary_in,
    write_new,
    write_whole,
)
from reconcile.storage.linked_files import is_ledger_file

CHANGE, _LIST = ".reconcile-change", "files.json"
_FOLDERS = ("", "pages")  # where a change may be


class _Waiting(NamedTuple):
    """A file of a change that is not in its place yet: its name, and the digest of what is there.

    Without a digest no file was there.
    """

    name: str
    before: str | None
    content: Path


@contextmanager
def only_writer(ledger: Path) -> Iterator[None]:
    """Be the only one who changes a ledger, after finishing what a writer that was killed began.

    For the moment of reading once more, checking and writing; never while a person is asked.
    """
    with alone_in(Path(os.path.realpath(ledger))):
        _finish(ledger)
        yield


def write_files(
    ledger: Path, changed: Mapping[str, bytes], read: Mapping[str, Table] | None = None
) -> None:
    """Write these files of a ledger, by name, all of them or none, as its `only_writer`.

    With `read`, the files as they were read, one that somebody has saved since, with an editor for
    instance, is never written over. Raises `LedgerError` for that and `OSError` as `write_whole`.
    """
    before = {name: _bytes(ledger / name) for name in changed}
    if read is not None:
        for name in before:
            _refuse_saved(ledger / name, before[name], read.get(name))
    wanted = {name: data for name, data in changed.items() if before[name] != data}
    for name in wanted:
        _refuse_unwritable(ledger, name)
    if len(wanted) > 1:
        _commit(ledger, wanted, before)
        try:
            _finish(ledger)
        except KeyboardInterrupt:
            _finish(ledger)  # the change is made already: the rest of it takes no time
            raise
        except OSError:
            _undo(ledger, {name: before[name] for name in wanted})
            raise
    else:
        for name, data in wanted.items():
            with speaking_of(ledger / name):
                _put(ledger, name, data)


def waiting(ledger: Path) -> dict[str, Path]:
    """The contents of files, by name, that a writer which was killed has left to be put in place.

    Where somebody writes meanwhile, one of them may be in its place a moment later.
    """
    return {each.name: each.content for each in _waiting(ledger) if _is_before(ledger, each)}


def _refuse_unwritable(ledger: Path, name: str) -> None:
    """Raise `OSError` for a file that is protected, `LedgerError` for one that leads elsewhere."""
    if not _is_own(ledger, name):
        raise LedgerError(f"{ledger / name}: leads out of the ledger; put the file itself there")
    with speaking_of(ledger / name):
        refuse_protected(ledger / name)


def _refuse_saved(path: Path, data: bytes | None, table: Table | None) -> None:
    """Raise `LedgerError` for a file of the ledger that is not as it was read.

    A page has a name that says what is in it, so there is nothing that could be lost.
    """
    if (
        path.suffix == ".csv"
        and path.parent.name != "pages"
        and _digest(data) != (table.sha256 if table else None)
    ):
        raise LedgerError(
            f"{path}: somebody has saved it in this moment, so nothing is written; "
            "give the same command again"
        )


def _commit(ledger: Path, changed: Mapping[str, bytes], before: Mapping[str, bytes | None]) -> None:
    """Put the change beside the files it will replace; from the last step on it is made."""
    fresh = temporary_in(ledger)
    try:
        with speaking_of(ledger):
            fresh.mkdir()
            keep_access(fresh, ledger.stat())  # another of its writers may have to finish it
        for number, (name, data) in enumerate(changed.items()):
            with speaking_of(ledger / name):
                write_new(fresh / str(number), data, ledger / name)
        listed = [[name, _digest(before[name])] for name in changed]
        with speaking_of(ledger):
            write_new(fresh / _LIST, json.dumps(listed).encode(), fresh / _LIST)
            force_folder(fresh)
            fresh.rename(ledger / CHANGE)
            force_folder(ledger)
    except BaseException:
        for left in (fresh, ledger / CHANGE):
            shutil.rmtree(left, ignore_errors=True)
        raise


def _finish(ledger: Path) -> None:
    """Put what waits in its place; a file that somebody has saved since stays as he saved it."""
    change = ledger / CHANGE
    if not os.path.lexists(change):
        return
    if change.is_symlink() or not change.is_dir():
        raise LedgerError(f"{change}: is no change that reconcile has begun; remove it")
    for each in _waiting(ledger):
        if _is_before(ledger, each):
            with speaking_of(ledger / each.name):
                _put(ledger, each.name, each.content.read_bytes(), each.content)
    force_folder(ledger)
    shutil.rmtree(change)
    force_folder(ledger)


def _undo(ledger: Path, before: Mapping[str, bytes | None]) -> None:
    """Make a change that could not be finished one that never was, as far as that can be done."""
    with contextlib.suppress(OSError):
        for name, data in before.items():
            if data is None:
                (ledger / name).unlink(missing_ok=True)
            elif _bytes(ledger / name) != data:
                _put(ledger, name, data)
        shutil.rmtree(ledger / CHANGE)


def _put(ledger: Path, name: str, data: bytes, ready: Path | None = None) -> None:
    """Give a file of the ledger its new content in one step; it may be `ready` in a file beside."""
    path = ledger / name
    path.parent.mkdir(exist_ok=True)
    target = Path(os.path.realpath(path))
    if target.parent != Path(os.path.realpath(ledger)):
        write_whole(target, data)
    elif ready is None:
        replace_file(target, data)
    else:
        ready.replace(target)


def _waiting(ledger: Path) -> list[_Waiting]:
    """What is listed as waiting; a ledger is other people's too, so its names are not trusted."""
    change = ledger / CHANGE
    if not change.is_dir() or change.is_symlink():
        return []
    try:
        listed = json.loads((change / _LIST).read_bytes())
        found = [
            _Waiting(str(name), before, change / str(number))
            for number, (name, before) in enumerate(listed)
        ]
    except (OSError, ValueError, TypeError, RecursionError):
        return []
    return [
        each
        for each in found
        if _is_own(ledger, each.name) and each.content.is_file() and not each.content.is_symlink()
    ]


def _is_own(ledger: Path, name: str) -> bool:
    """Whether this is the name of a file of the ledger, and leads to nothing else."""
    folder, _, own = name.rpartition("/")
    path = ledger / name
    if folder not in _FOLDERS or not own.isprintable() or own.startswith("."):
        return False
    if set(own) & set('<>:"/\\|?*') or not (folder or own.endswith(".csv")):
        return False
    inside = Path(os.path.realpath(path)) == Path(os.path.realpath(ledger)) / name
    return inside or is_ledger_file(path)


def _is_before(ledger: Path, each: _Waiting) -> bool:
    return digest_of(ledger / each.name) == each.before


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()
