"""Which names the files of a ledger may have: those that are one file, and one folder of a report,
on every system."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from reconcile.errors import LedgerError, excerpt
from reconcile.storage.ledger_files import LISTS

# what Windows takes for a device, with any ending
_DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{port}{at}" for port in ("com", "lpt") for at in range(10)
}
OF_REPORTS = ("index.html", "feed.xml")  # beside the folders of the cases
_PLAIN = "give it a name of plain letters"


def refuse_name(folder: Path, name: str) -> None:
    """Raise `LedgerError` for the name of a CSV file that is not safe to read or to write."""
    if not name.isprintable():
        shown = name.encode("ascii", "backslashreplace").decode()
        raise LedgerError(f"{folder}: a file is called {shown!r}; {_PLAIN}")
    own = name.lower() if name.lower() in LISTS else name[:-4] + ".csv"
    if name != own:
        raise LedgerError(f"{folder / name}: is not read under this name; call it {own}")
    if name.startswith(".") or set(name) & set('<>:"/\\|?*'):
        raise LedgerError(f"{folder / name}: cannot be a case; {_PLAIN}")
    case = name.removesuffix(".csv")
    if case != case.strip() or case.endswith("."):
        raise LedgerError(
            f"{folder / name}: {case!r} cannot be a case: some systems drop a blank or a dot at an "
            f"end; call it {case.strip(' .')}.csv"
        )
    if case.partition(".")[0].rstrip().lower() in _DEVICES:
        raise LedgerError(f"{folder / name}: {case} is a device on some systems; call it my-{name}")
    if case.lower() in OF_REPORTS:
        raise LedgerError(f"{folder / name}: a report has a file {case}; call it my-{name}")
    if len(name.encode()) > 200:
        raise LedgerError(f"{folder}: {excerpt(name)} is too long a name for a case; {_PLAIN}")


def refuse_names(folder: Path, names: Sequence[str]) -> None:
    """Raise `LedgerError` for names of files of a ledger of which one is not safe, or two are one.

    On some systems capitals do not matter, nor how an accent is put together.
    """
    seen = dict[str, str]()
    for name in names:
        refuse_name(folder, name)
        same = seen.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if same != name:
            raise LedgerError(
                f"{folder / name}: is the same name as {same} on some systems; give it another"
            )
