"""The house: a file imports only from lower floors, and help costs no numpy."""

import ast
import graphlib
import subprocess
import sys

import pytest
from house import FLOOR_OF, PACKAGE, house, modules, parsed, room

from reconcile.charts import KINDS


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


def twice(named):
    """The names that several things have, with those."""
    things = {}
    for name, thing in named:
        things.setdefault(name, []).append(thing)
    return {name: found for name, found in things.items() if len(found) > 1}


def nodes(*kinds):
    """Every node of these kinds in the package, with the file that it stands in."""
    for path in modules().values():
        for node in parsed(path):
            if isinstance(node, kinds):
                yield path.relative_to(PACKAGE).as_posix(), node


def test_no_two_modules_have_one_name():
    # a room may: charts/ranges/ shows what comparison/ranges.py reckons
    named = ((path.stem, name) for name, path in modules().items() if path.stem != "__init__")
    assert twice(named) == {}


def test_no_class_name_is_given_twice():
    assert twice((node.name, file) for file, node in nodes(ast.ClassDef)) == {}


def test_no_file_and_no_function_is_too_long_to_be_read_at_once():
    lines = {name: path.read_text(encoding="utf-8").count("\n") for name, path in modules().items()}
    assert {name: long for name, long in lines.items() if long > 400} == {}
    long = [
        f"{file}: {node.name}"
        for file, node in nodes(ast.FunctionDef, ast.AsyncFunctionDef)
        if node.end_lineno - node.lineno >= 60
    ]
    assert long == []


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
def test_help_imports_neither_numpy_nor_matplotlib(arguments):
    code = (
        "import sys; from reconcile.cli import run\n"
        f"status = run({arguments!r})\n"
        "slow = {'highspy', 'jinja2', 'numpy', 'pandas', 'matplotlib', 'tabulate'}\n"
        "heavy = sorted(slow & set(sys.modules))\n"
        "print('LOADED', status, heavy)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED 0 []"


@pytest.mark.parametrize("command", ["check", "show", "compare", "history", "discrepancies"])
def test_commands_on_a_small_ledger_need_no_pandas(command):
    code = (
        "import sys; sys.modules['pandas'] = None\n"  # to import it fails
        "from reconcile.cli import run\n"
        f"assert run(['--ledger', 'estimates', {command!r}]) == 0"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=PACKAGE.parent
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_tables_do_not_import_matplotlib():
    code = "import sys, reconcile.cli.shown_table; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


CHART_FLOORS = (
    ("page",),
    ("days",),
    tuple(KINDS),
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
