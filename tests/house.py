"""The package as its imports have it: its floors, its rooms, and which module imports which."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "reconcile"
# From the ground up; a file imports only from its own room and from lower floors.
FLOORS = (
    ("errors",),
    ("notation",),
    ("first_same", "stable_order", "stretches"),
    ("columnar",),
    ("storage",),
    ("aligning",),
    ("comparison",),
    ("checks",),
    ("imports", "drafting"),
    ("bounding",),
    ("wording",),
    ("tables", "charts", "export"),
    ("report", "library"),
    ("cli",),
    ("__main__",),
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def modules(package: Path = PACKAGE) -> dict[str, Path]:
    """The file of every module of the package, by its full name."""
    return {_name(path, package): path for path in sorted(package.rglob("*.py"))}


def _name(path: Path, package: Path) -> str:
    parts = [package.name, *path.relative_to(package).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path, known: set[str]) -> set[str]:
    """The modules that a file imports, also within functions; of packages those it names."""
    return set(_imported(parsed(path), known))


@cache
def parsed(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file, which is not changed while the tests run."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def _imported(nodes: Iterable[ast.AST], known: set[str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "a relative import"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from names & known
            if names - known:
                yield node.module


def house(package: Path = PACKAGE) -> dict[str, set[str]]:
    """Every module of the package, with the modules of the package that it imports."""
    paths = modules(package)
    return {name: imports_of(path, set(paths)) & set(paths) for name, path in paths.items()}


def room(module: str) -> str:
    """The room of a module: `charts` for `reconcile.charts.claims`; nothing for the package."""
    return module.split(".")[1] if "." in module else ""


def rooms() -> dict[str, set[str]]:
    """Every room from the ground up, with the other rooms that its files import."""
    found: dict[str, set[str]] = {name: set() for floor in FLOORS for name in floor}
    for module, imported in house().items():
        if room(module):
            found[room(module)] |= {room(other) for other in imported} - {room(module), ""}
    return found
