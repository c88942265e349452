"""Breakdowns that many sources use, offered to new ledgers and to mappings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from reconcile.errors import InputError
from reconcile.storage.breakdowns import Breakdown

_FILE = Path(__file__).parent / "usual_breakdowns.toml"


@cache
def usual_breakdowns() -> Mapping[str, Breakdown]:
    """The usual breakdowns by name, each of the whole that it mostly divides."""
    import tomllib  # few ledgers name a breakdown

    listed = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        name: Breakdown(
            one["of"], one["whole"], name.replace("-", " "), tuple(one["parts"]), one["complete"]
        )
        for name, one in listed.items()
    }


def usual(name: str, whole: str = "") -> Breakdown:
    """The usual breakdown of this name, of `whole` if that is given; raises `InputError`."""
    known = usual_breakdowns()
    if name not in known:
        raise InputError(f"there is no breakdown {name!r}; there are {', '.join(known)}")
    found = known[name]
    return found._replace(whole=whole) if whole else found
