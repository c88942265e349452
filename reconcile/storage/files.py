"""Files and folders written whole or not at all.

A reader, or a later run, never meets half a table or half a report: what is written is filled
under a temporary name in the same folder and takes the real name in one step. Whatever goes
wrong, the old content stays and the temporary is removed.
"""

import contextlib
import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that the file is either the old one or the new one, whole.

    A file that exists keeps its permission bits, a new one gets those of the umask. A symbolic
    link stays, and what it points to is replaced. What cannot be replaced, such as a pipe or
    `/dev/null`, is written to directly.

    Raises `OSError` (`FileNotFoundError`, `PermissionError`, ...) that names `path` as given:
    no such folder, a folder in its place, a file protected against writing, a full disk.
    """
    with _speaking_of(path):
        mode = _mode(path)
        if mode is None or stat.S_ISREG(mode):
            _replace(Path(os.path.realpath(path)), data, mode)
        else:
            path.write_bytes(data)


def write_all(folder: Path, changed: Mapping[str, bytes]) -> None:
    """Write these files of `folder`, by name, all of them, or leave them all as they were.

    Raises `OSError` as `write_whole` does.
    """
    before = {name: (folder / name).read_bytes() for name in changed if (folder / name).exists()}
    written = list[str]()
    try:
        for name, data in changed.items():
            write_whole(folder / name, data)
            written.append(name)
    except OSError:
        for name in written:
            if name in before:
                write_whole(folder / name, before[name])
            else:
                (folder / name).unlink()
        raise


@contextlib.contextmanager
def replace_folder(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to fill; it takes the place of `folder` when the block ends well.

    The folder yielded stands beside `folder`, whose parents are created if need be. At the end
    the old folder is moved aside, the new one takes its name and its permission bits, and the
    old one is deleted, with everything in it. If the block raises, or the new folder cannot be
    put in place, the old one stays or comes back as it was.

    Raises `OSError` that names `folder` as given: `NotADirectoryError` if it is a file or lies
    below one, an error with `errno.EBUSY` if the working directory is in it (deleting that is
    never what was meant), `PermissionError` and the like. What the block raises is not changed.
    """
    with _speaking_of(folder):
        target = _replaceable(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = _beside(target)
        fresh.mkdir()
    try:
        yield fresh
        with _speaking_of(folder):
            aside = _swap(fresh, target)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    if aside is not None:
        _delete_old(aside, folder)


def refuse_unwritable(folder: Path) -> None:
    """Raise the `OSError` that making a folder in `folder` would end in; nothing is left behind.

    For work that takes long before it is written: what cannot be written is said at once.
    """
    with _speaking_of(folder):
        target = Path(os.path.realpath(folder))
        there = next(path for path in (target, *target.parents) if path.exists())
        trial = _beside(there / "trial")
        trial.mkdir()
        trial.rmdir()


def refuse_irreplaceable(folder: Path) -> None:
    """Raise the `OSError` with which `replace_folder` refuses a folder as it stands."""
    with _speaking_of(folder):
        _replaceable(folder)


@contextlib.contextmanager
def _speaking_of(path: Path) -> Iterator[None]:
    """Make every `OSError` inside name `path`, not the temporary the user never heard of."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


def _mode(path: Path) -> int | None:
    """Return the mode of what is at `path`, links followed; None if there is nothing."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _beside(target: Path) -> Path:
    # Not made from the target's name, which may already be as long as a name can be.
    return target.with_name(f".reconcile-{secrets.token_hex(8)}.tmp")


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    temporary = _beside(target)
    try:
        # Closed to others until the old file's bits are known to hold; the umask cuts the rest.
        temporary.touch(mode=0o666 if mode is None else 0o600, exist_ok=False)
        temporary.write_bytes(data)
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
    except BaseException:
        # A name that could not be made, below a file for instance, cannot be removed either.
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _replaceable(folder: Path) -> Path:
    """Return where `folder` really is, links followed, if a new folder may take its place."""
    mode = _mode(folder)
    if mode is not None and not stat.S_ISDIR(mode):
        raise NotADirectoryError(errno.ENOTDIR, "This is a file, not a folder")
    target = Path(os.path.realpath(folder))
    if Path.cwd().is_relative_to(target):
        raise OSError(errno.EBUSY, "The working directory is in this folder, so it stays")
    if folder.name in ("", ".."):  # a folder above what was asked for is never replaced
        raise OSError(errno.EINVAL, "This is not the name of a folder")
    return target


def _swap(fresh: Path, target: Path) -> Path | None:
    """Put `fresh` in the place of `target`; return where the old one is now, None if none was."""
    mode = _mode(target)
    aside = _beside(target)
    try:
        if mode is not None:
            fresh.chmod(stat.S_IMODE(mode))
            target.rename(aside)
        fresh.rename(target)
    except BaseException:
        if aside.exists() and not target.exists():
            aside.rename(target)
        raise
    return None if mode is None else aside


def _delete_old(aside: Path, folder: Path) -> None:
    try:
        shutil.rmtree(aside)
    except OSError as error:
        said = f"The new folder is in place, but the old one could not be deleted from {aside}"
        raise OSError(error.errno, said, str(folder)) from error
