"""Pages that are made from something else: written, or compared with what they should be."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def settle(made: dict[Path, str], present: Iterable[Path], check: bool) -> int:
    """Write every page that is not what it should be, and delete those present that are not made.

    With `check` nothing is done but said; 1 if something would change, else 0.
    """
    stale = [path for path, text in made.items() if not path.exists() or _read(path) != text]
    gone = sorted(path for path in present if path not in made)
    for path in (*stale, *gone):
        print(f"{path.relative_to(ROOT)} {'is not up to date' if check else 'made again'}")
    if check:
        return int(bool(stale or gone))
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made[path].encode())
    for path in gone:
        path.unlink()
    return 0


def _read(path: Path) -> str:
    return path.read_bytes().decode()
