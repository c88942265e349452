"""The house: a file imports only from lower floors, and help costs no pandas."""

import graphlib
import subprocess
import sys

import pytest
from house import FLOOR_OF, house, room


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
