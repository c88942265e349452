"""The house: a file imports only from lower floors, and help costs no pandas."""

import ast
import graphlib
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "reconcile"
FLOORS = (
    ("errors",),
    ("notation",),
    ("storage",),
    ("aligning",),
    ("checks", "comparison"),
    ("imports",),
    ("bounding",),
    ("wording",),
    ("tables", "charts", "export"),
    ("report", "library"),
    ("cli",),
    ("__main__",),
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def module_name(path):
    parts = ["reconcile", *path.relative_to(PACKAGE).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path, modules):
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            submodules = names & modules
            found |= submodules
            if len(submodules) < len(names):
                found.add(node.module)
    return {name for name in found if name.split(".")[0] == "reconcile"}


def house():
    paths = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
    return {name: imports_of(path, set(paths)) for name, path in paths.items()}


def room(module):
    return module.split(".")[1] if "." in module else ""


def test_every_room_has_a_floor():
    assert {room(module) for module in house()} - {""} == set(FLOOR_OF)


def test_imports_go_down():
    for module, imported in house().items():
        for other in imported:
            if room(other) and room(module) and room(module) != room(other):
                assert FLOOR_OF[room(other)] < FLOOR_OF[room(module)], f"{module} imports {other}"


def test_no_circles():
    graph = {
        module: {other for other in imported if other != module}
        for module, imported in house().items()
    }
    order = list(graphlib.TopologicalSorter(graph).static_order())
    assert set(order) >= set(graph)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["compare", "--help"],
        ["chart", "--help"],
        ["add", "--help"],
        ["completion", "zsh"],
    ],
    ids=" ".join,
)
def test_help_imports_neither_pandas_nor_matplotlib(arguments):
    code = (
        "import sys; from reconcile.cli import run\n"
        f"status = run({arguments!r})\n"
        "slow = {'highspy', 'jinja2', 'numpy', 'pandas', 'matplotlib', 'tabulate'}\n"
        "heavy = sorted(slow & set(sys.modules))\n"
        "print('LOADED', status, heavy)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED 0 []"


def test_tables_do_not_import_matplotlib():
    code = "import sys, reconcile.cli.work; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


CHART_FLOORS = (
    ("page",),
    ("days",),
    ("ranges", "timeline", "discrepancies", "ratios", "bounds"),
)
CHART_FLOOR_OF = {room: number for number, rooms in enumerate(CHART_FLOORS) for room in rooms}


def chart_room(module):
    parts = module.split(".")
    return parts[2] if parts[1:2] == ["charts"] and len(parts) > 2 else ""


def test_a_kind_of_chart_stands_on_what_all_share_and_on_no_other_kind():
    for module, imported in house().items():
        own = chart_room(module)
        for other in filter(None, map(chart_room, imported)):
            if own and own != other:
                floors = CHART_FLOOR_OF[other], CHART_FLOOR_OF[own]
                assert floors[0] < floors[1], f"{module} imports {other}"
    assert {chart_room(module) for module in house()} - {""} == set(CHART_FLOOR_OF)
