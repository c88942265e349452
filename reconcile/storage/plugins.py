"""What other installed packages add, found by their entry points (docs/plugins.md).

Looking for packages takes a moment, so it is done when something is asked for that may be theirs.
What is built in goes before what a package calls by the same name.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from reconcile.errors import ReconcileError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

T = TypeVar("T")


@dataclass(frozen=True)
class Plugin:
    """One `check`, `preset`, `export` or `chart` of another package."""

    kind: str
    name: str
    package: str
    entry: EntryPoint

    def load(self, *wanted: type[T]) -> T:
        """What the package gives, which is one of the types `wanted`; raises `ReconcileError`."""
        with self.blamed():
            found = self.entry.load()
        return self.checked(found, *wanted)

    def checked(self, found: object, *wanted: type[T]) -> T:
        """What the package gave, which has to be of one of the types; raises `ReconcileError`."""
        if not isinstance(found, wanted):
            names = " or a ".join(one.__name__ for one in wanted)
            raise self.wrong(f"gives something of the type {type(found).__name__}, not a {names}")
        return found

    def wrong(self, why: str) -> ReconcileError:
        """The line that says what is wrong with it, and whose it is."""
        return ReconcileError(f"{self.package}: its {self.kind} {self.name!r} {why}")

    @contextmanager
    def blamed(self) -> Iterator[None]:
        """Whatever goes wrong inside is a fault of the package, said in one line."""
        try:
            yield
        except ReconcileError:
            raise
        except (Exception, SystemExit) as error:
            raise self.wrong(f"fails with {type(error).__name__}: {error}") from error


def plugins(kind: str, built_in: Container[str] = ()) -> dict[str, Plugin]:
    """What packages add of a kind by name, in the order of the names, without what is built in."""
    return {each.name: each for each in _installed(kind) if each.name not in built_in}


@cache
def _installed(kind: str) -> tuple[Plugin, ...]:
    """Of two packages with one name the first counts, by their own names."""
    from importlib.metadata import entry_points

    found = dict[str, Plugin]()
    entries = entry_points(group=f"reconcile.{kind}s")
    owned = [(entry.name, entry.dist.name if entry.dist else "?", entry) for entry in entries]
    for name, package, entry in sorted(owned, key=lambda one: one[:2]):
        found.setdefault(name, Plugin(kind, name, package, entry))
    return tuple(found.values())
