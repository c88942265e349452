"""The test files that a change can touch, one a line: those that import a changed module.

    python .ci/touched.py FILE...    the files that were changed, as paths from the top

An import counts through other modules too, but not through the floors on which everything meets
(`cli`, `library`, `report`), or every change would touch every test; a change of those floors
counts. A test that imports such a floor, and nothing of the room that was changed, is left out.
A file that is no module counts for its package, or for the tests that name it.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
sys.path.insert(0, str(TESTS))

from house import PACKAGE, house, imports_of, modules, room  # noqa: E402

WHERE_ALL_MEETS = {"", "cli", "library", "report"}  # "" is `import reconcile` itself


def imports() -> dict[str, set[str]]:
    """Every module of the package and of the tests, with those of them that it imports."""
    tests = {path.stem: path for path in TESTS.glob("*.py")}
    known = {*modules(), *tests}
    return house() | {name: imports_of(path, known) & known for name, path in tests.items()}


def touched(changed: set[str]) -> set[str]:
    """The names of the test files from which a changed module is reached."""
    imported, seen, ahead = imports(), set[str](), sorted(changed)
    while ahead:
        name = ahead.pop()
        if name not in seen:
            seen.add(name)
            ahead += (one for one in imported if name in imported[one] and not wide(one, name))
    rooms = {room_of(name) for name in changed}
    return {
        name
        for name in seen & imported.keys()
        if name.startswith("test_")
        and (
            name in changed
            or not meets(imported[name])
            or rooms & set(map(room_of, imported[name]))
        )
    }


def room_of(module: str) -> str | None:
    """The room of a module of the package; None for a module of the tests."""
    return room(module) if module.split(".")[0] == PACKAGE.name else None


def wide(importer: str, module: str) -> bool:
    """Whether a floor on which everything meets imports a module of another."""
    return room_of(importer) in WHERE_ALL_MEETS - {room_of(module)}


def meets(imported: set[str]) -> bool:
    """Whether one of the modules is of a floor on which everything meets."""
    return not WHERE_ALL_MEETS.isdisjoint(map(room_of, imported))


def of_file(path: Path) -> set[str]:
    """The modules, or else the test files, that a changed file stands for."""
    by_path = {file: name for name, file in modules().items()}
    if path.parent == TESTS and path.suffix == ".py":
        return {path.stem}
    if path.is_relative_to(PACKAGE):
        homes = (path, *(folder / "__init__.py" for folder in path.parents))
        return {next(by_path[home] for home in homes if home in by_path)}
    naming = {test.stem for test in TESTS.glob("test_*.py") if path.name in test.read_text("utf-8")}
    return naming | ({"test_documents"} if path.suffix == ".md" else set())


def main(names: list[str]) -> int:
    """Print the test files for the changed files."""
    found = touched(set[str]().union(*(of_file(ROOT / name) for name in names)))
    for name in sorted(found):
        if (path := TESTS / f"{name}.py").exists():
            print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
