"""A ledger as it was at a revision of git, read from the repository; nothing is checked out."""

from __future__ import annotations

import os
from pathlib import Path

from reconcile.errors import LedgerError, NoFolderError, excerpt
from reconcile.storage.case_names import refuse_names
from reconcile.storage.csv_file import Table, table_of
from reconcile.storage.ledger import Ledger, assemble


def load_revision(folder: Path, revision: str) -> Ledger:
    """The ledger that `folder` held at a revision of its repository: `HEAD~3`, a tag, a commit.

    Its own folder is called `git:REVISION`, so that an error in it says which one is meant. Raises
    `LedgerError` where git, the repository, the revision or the folder in it is not there, and for
    what is not a folder of CSV text.
    """
    if not folder.is_dir():
        raise NoFolderError(f"{folder}: no such folder")
    _git(folder, f"{folder}: is in no repository of git", "rev-parse", "--show-prefix")
    wrong = f"{excerpt(revision)!r} is no revision of the repository of {folder}"
    # what begins with a dash is never taken for an option
    commit = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not revision.isprintable():
        raise LedgerError(wrong)
    name = _git(folder, f"{wrong}; git log lists them", *commit).decode().strip()
    listed = _git(folder, f"{folder}: cannot be read at {revision}", "ls-tree", "-z", name)
    then = Path(f"git:{revision}")
    return assemble(then, _tables(folder, then, listed))


def _tables(folder: Path, then: Path, listed: bytes) -> dict[str, Table]:
    """The CSV files of what `git ls-tree -z` lists, by name, in the order of their names."""
    if not listed:
        raise LedgerError(f"{then}: there was no folder {folder} then, or nothing was in it")
    blobs = dict[str, str]()
    for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
        about, _, name = entry.partition("\t")
        if name.lower().endswith(".csv") and not name.startswith("."):
            blobs[name] = about.split()[2]
    refuse_names(then, sorted(blobs))
    return {
        name: table_of(
            then / name,
            _git(folder, f"{then / name}: cannot be read", "cat-file", "blob", blobs[name]),
        )
        for name in sorted(blobs)
    }


def _git(folder: Path, wrong: str, *arguments: str) -> bytes:
    """What git answers in `folder`; raises `LedgerError` with what is `wrong` and git's words."""
    import subprocess  # most commands ask nothing of git

    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, check=False,
            stdin=subprocess.DEVNULL, env=_environment(),
        )  # fmt: skip
    except OSError:
        raise LedgerError("git is not found; install it, or name a folder") from None
    if done.returncode:
        said = excerpt(done.stderr.decode("utf-8", "replace"), 200)
        raise LedgerError(f"{wrong}{f' ({said})' if said else ''}")
    return done.stdout


def _environment() -> dict[str, str]:
    """The variables for git: its words in English, nothing fetched, the repository of the folder.

    Within a hook they name another repository, which need not be that of the ledger.
    """
    others = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
    kept = {name: text for name, text in os.environ.items() if name not in others}
    return {**kept, "LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1"}
