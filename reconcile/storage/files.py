"""Files and folders written whole or not at all, and on the disk before anybody is told.

What is written is filled under a temporary name in the same folder, forced to the disk, and takes
the real name in one step, so a reader or a later run never meets half of it. Whatever goes wrong,
the old content stays and the temporary is removed; where the process was killed the next one that
writes there removes it. docs/reliability.md says what is promised.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from reconcile.storage.exchange import exchange
from reconcile.storage.folder_lock import locked

Content = bytes | Iterable[bytes]  # of a file: all of it, or pieces that are made on the way
_NO_FORCING = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES)


def write_whole(path: Path, data: Content) -> None:
    """Write `data` to `path` so that the file is either the old one or the new one, whole.

    The name is given when the last piece is on the disk: what is raised where a piece is made
    leaves all as it was.

    A file that exists keeps its permission bits, and its owner as far as the system allows; a new
    one gets those of the umask. A symbolic link stays, and what it points to is replaced. What
    cannot be replaced, such as a pipe or `/dev/null`, is written to directly.

    Raises `OSError` (`FileNotFoundError`, `PermissionError`, ...) that names `path` as given:
    no such folder, a folder in its place, a file protected against writing, a full disk.
    """
    with speaking_of(path):
        about = _about(path)
        if about is None or stat.S_ISREG(about.st_mode):
            target = Path(os.path.realpath(path))
            with alone_in(target.parent):
                replace_file(target, data)
        else:
            with path.open("wb") as file:
                file.writelines(pieces_of(data))


def pieces_of(data: Content) -> Iterable[bytes]:
    """The content of a file in pieces."""
    return (data,) if isinstance(data, bytes) else data


def replace_file(target: Path, data: Content) -> None:
    """As `write_whole`, of a file that is no link, by whoever is `alone_in` its folder."""
    refuse_protected(target)
    temporary = temporary_in(target.parent)
    try:
        write_new(temporary, data, target)
        temporary.replace(target)
    except BaseException:
        # A name that could not be made, below a file for instance, cannot be removed either.
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    force_folder(target.parent)


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a file's bytes; None if there is no such file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def refuse_protected(target: Path) -> None:
    """Raise `PermissionError` for a file that is there and may not be written to."""
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))


def write_new(path: Path, data: Content, like: Path) -> None:
    """Write a file that is not there yet and force it to the disk.

    It has the permission bits and the owner of `like`, or what is usual if there is no such file.
    """
    about = _about(like)
    # Closed to others until the old file's bits are known to hold; the umask cuts the rest.
    closed = 0o666 if about is None else 0o600
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, closed)) as file:
        file.writelines(pieces_of(data))
        file.flush()
        if about is not None:
            keep_access(path, about)
        os.fsync(file.fileno())


@contextmanager
def replace_entries(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to fill; in the end what is in it takes its place in `folder`.

    Each entry, a file or a folder, replaces the one of its name there, which is deleted with all
    that is in it; others stay. `folder` is created with its parents if need be. An entry is
    exchanged in one step where the system has one (Linux, macOS), folders first; if one cannot be,
    those before it are put back. If the block raises, all stays as it was.

    Raises `OSError` that names the place in `folder` as given, not the temporary.
    """
    with _filled(folder, folder) as (fresh, target):
        yield fresh
        _force_tree(fresh)
        _put_all(fresh, target)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder to fill; in the end it takes the name `path`, whole and in one step.

    So nothing is left beside it, whenever the process is killed after that. The parents of `path`
    are created if need be. If the block raises, all stays as it was.

    Raises `OSError` that names the place in `path`; that too if `path` is there by then, or ends
    in `..`, which is no name.
    """
    if path.name == os.pardir:
        message = "is not there, and a new folder cannot be called '..'; write its name"
        raise OSError(errno.EINVAL, message, str(path))
    with _filled(path.parent, path) as (fresh, target):
        yield fresh
        _force_tree(fresh)
        fresh.rename(target / path.name)


@contextmanager
def _filled(folder: Path, named: Path) -> Iterator[tuple[Path, Path]]:
    """A new temporary folder in `folder`, which errors name as `named`, and where `folder` is.

    What is left of it in the end is deleted.
    """
    with speaking_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
        target = Path(os.path.realpath(folder))
    with alone_in(target):
        fresh = temporary_in(target)
        try:
            with _speaking_for(fresh, named):
                fresh.mkdir()
                yield fresh, target
                force_folder(target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def refuse_unwritable(folder: Path) -> None:
    """Raise the `OSError` that making a folder in `folder` would end in; nothing is left behind.

    For work that takes long before it is written: what cannot be written is said at once.
    """
    with speaking_of(folder):
        target = Path(os.path.realpath(folder))
        there = next(path for path in (target, *target.parents) if path.exists())
        with alone_in(there):
            trial = temporary_in(there)
            trial.mkdir()
            trial.rmdir()


def refuse_missing(folder: Path) -> None:
    """Raise the `OSError` that writing a file into a folder would end in, if it is none."""
    with speaking_of(folder):
        if not stat.S_ISDIR(folder.stat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, "This is a file, not a folder")
    refuse_unwritable(folder)


def refuse_irreplaceable(folder: Path) -> None:
    """Raise the `OSError` for which a folder cannot be replaced as it stands.

    It is a link (what it leads to is not ours), it is a file or lies below one, or the working
    directory is in it: deleting that is never what was meant.
    """
    with speaking_of(folder):
        if folder.is_symlink():
            raise OSError(errno.EINVAL, "is a link to somewhere else; remove it, or name another")
        about = _about(folder)
        if about is not None and not stat.S_ISDIR(about.st_mode):
            raise NotADirectoryError(errno.ENOTDIR, "This is a file, not a folder")
        if Path.cwd().is_relative_to(Path(os.path.realpath(folder))):
            raise OSError(errno.EBUSY, "The working directory is in this folder, so it stays")


@contextmanager
def speaking_of(path: Path) -> Iterator[None]:
    """Make every `OSError` inside name `path`, not the temporary the user never heard of."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


@contextmanager
def _speaking_for(temporary: Path, folder: Path) -> Iterator[None]:
    """Make every `OSError` that names something in the temporary name its place in `folder`.

    One that names nothing, as on a full disk, names the folder.
    """
    try:
        yield
    except OSError as error:
        named = Path(error.filename or temporary)
        if not named.is_relative_to(temporary):
            raise
        place = folder / named.relative_to(temporary)
        raise OSError(error.errno, error.strerror or str(error), str(place)) from error


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Be the only one who writes in a folder; what killed writers have left there is cleared."""
    with locked(folder) as held:
        if held:  # so whoever made a temporary that is there cannot be alive
            for left in folder.glob(".reconcile-*.tmp"):
                _delete(left)
        yield


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def temporary_in(folder: Path) -> Path:
    """A name for what is being written in a folder, as `alone_in` knows it."""
    return folder / f".reconcile-{secrets.token_hex(8)}.tmp"


def force_folder(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = None
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FORCING:
            raise
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _force_tree(folder: Path) -> None:
    """Force a folder and all that is in it to the disk."""
    for path in folder.iterdir():
        if path.is_dir():
            _force_tree(path)
        else:
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    force_folder(folder)


def _put_all(fresh: Path, target: Path) -> None:
    """Let what is in `fresh` and what has its names in `target` change places, all or nothing."""
    done = list[Path]()
    try:
        for entry in sorted(fresh.iterdir(), key=lambda path: (not path.is_dir(), path.name)):
            place = target / entry.name
            about = _about(place)
            if about is not None:
                keep_access(entry, about)
            _change_places(entry, place)
            done.append(entry)
    except BaseException:
        for entry in reversed(done):
            _change_places(entry, target / entry.name)
        raise


def _change_places(entry: Path, place: Path) -> None:
    """Exchange two names, of which one may be missing."""
    if not os.path.lexists(place):
        entry.rename(place)
    elif not os.path.lexists(entry):
        place.rename(entry)
    elif not exchange(entry, place):
        aside = entry.with_name(".before")
        place.rename(aside)
        try:
            entry.rename(place)
        except BaseException:
            aside.rename(place)
            raise
        aside.rename(entry)


def _about(path: Path) -> os.stat_result | None:
    """What the system knows of what is at `path`, links followed; None if there is nothing."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def keep_access(path: Path, about: os.stat_result) -> None:
    """Give `path` the owner, as far as the system allows, and the permission bits of another."""
    now = path.stat()
    if hasattr(os, "chown") and (now.st_uid, now.st_gid) != (about.st_uid, about.st_gid):
        for user in (about.st_uid, -1):  # the group may be kept where the owner may not
            with contextlib.suppress(PermissionError):
                os.chown(path, user, about.st_gid)
                break
    path.chmod(stat.S_IMODE(about.st_mode))
