"""Make docs/images/house.svg and the table of rooms in docs/architecture.md from the imports.

    python docs/make_architecture.py            write them
    python docs/make_architecture.py --check    write nothing; exit 1 if something would change

Every name in the page of the form `reconcile/ROOM/FILE.py:FUNCTION` must be one that the file has.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from house import FLOOR_OF, FLOORS, PACKAGE, rooms  # noqa: E402

PAGE = ROOT / "docs" / "architecture.md"
PICTURE = ROOT / "docs" / "images" / "house.svg"
TABLE = re.compile(r"<!-- rooms -->\n.*?<!-- end -->", re.DOTALL)
STEP = re.compile(r"`(reconcile/[\w/]+\.py):([\w.]+)`")
ROW, LEFT, WIDE, HIGH = 34, 34, 108, 24  # of the picture: pitch, margin, size of a box
STYLE = (
    "text{font:14px sans-serif;fill:#1a1a1a}.floor{fill:#666}rect{fill:#eef3f8;stroke:#33658a}"
    "path{fill:none;stroke:#33658a;stroke-width:1.3}polygon{fill:#33658a}"
)


def direct(imported: dict[str, set[str]]) -> dict[str, list[str]]:
    """The imports of each room without those that a longer way leads to as well."""
    below: dict[str, set[str]] = {}
    for room, others in imported.items():  # from the ground up
        below[room] = others.union(*(below[other] for other in others))
    return {
        room: sorted(
            others - set().union(*(below[other] for other in others)), key=_from_the_ground
        )
        for room, others in imported.items()
    }


def _from_the_ground(room: str) -> tuple[int, str]:
    return FLOOR_OF[room], room


def picture(imported: dict[str, set[str]]) -> str:
    """The rooms, the highest first, with arcs to the rooms that they import."""
    order = [room for floor in reversed(FLOORS) for room in floor]
    middle = {room: 20 + ROW * number for number, room in enumerate(order)}
    drawn, edge = [], LEFT + WIDE
    for room in order:
        y, floor = middle[room], FLOOR_OF[room]
        drawn.append(f'<text class="floor" x="6" y="{y + 5}">{floor}</text>')
        drawn.append(
            f'<rect x="{LEFT}" y="{y - HIGH // 2}" width="{WIDE}" height="{HIGH}" rx="4"/>'
        )
        drawn.append(f'<text x="{LEFT + 8}" y="{y + 5}">{room}</text>')
    for room, others in direct(imported).items():
        for number, other in enumerate(others):
            start, end = middle[room] + 3 + 3 * number, middle[other] - 4
            bend = edge + 24 + (end - start) * 2 // 3
            drawn.append(
                f'<path d="M{edge} {start}C{bend} {start} {bend} {end} {edge + 6} {end}"/>'
            )
            drawn.append(
                f'<polygon points="{edge} {end} {edge + 8} {end - 4} {edge + 8} {end + 4}"/>'
            )
    height = ROW * len(order) + 8
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 {height}" width="320">',
            f"<title>The rooms of the package and what they import</title><style>{STYLE}</style>",
            f'<rect width="320" height="{height}" style="fill:#fff;stroke:none"/>',
            *drawn, "</svg>\n",
        ]
    )  # fmt: skip


def table(imported: dict[str, set[str]]) -> str:
    """The rooms from the ground up: what each knows, and all that it imports."""
    lines = ["<!-- rooms -->", "| floor | room | what it knows | imports |", "|---|---|---|---|"]
    for room, others in imported.items():
        named = " ".join(f"`{other}`" for other in sorted(others, key=_from_the_ground))
        lines.append(f"| {FLOOR_OF[room]} | `{room}` | {_knows(room)} | {named} |")
    return "\n".join([*lines, "<!-- end -->"])


def _knows(room: str) -> str:
    """The first sentence of what a room says of itself."""
    path = PACKAGE / room / "__init__.py"
    path = path if path.exists() else PACKAGE / f"{room}.py"
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return re.split(r"(?<=\.)\s", " ".join(said.partition("\n\n")[0].split()))[0].rstrip(".")


def lost(page: str) -> list[str]:
    """The names of functions and classes in the page that no file has."""
    return [f"{file}:{name}" for file, name in STEP.findall(page) if not _has(ROOT / file, name)]


def _has(path: Path, name: str) -> bool:
    body: list[ast.stmt] = ast.parse(path.read_text("utf-8")).body if path.exists() else []
    for part in name.split("."):
        found = [each for each in body if getattr(each, "name", None) == part]
        if not found:
            return False
        body = getattr(found[0], "body", [])
    return True


def main(arguments: list[str]) -> int:
    """Write the picture and the table, or compare them; the exit status."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    imported, page = rooms(), PAGE.read_text(encoding="utf-8")
    made = {PICTURE: picture(imported), PAGE: TABLE.sub(lambda _: table(imported), page)}
    missing = lost(page)
    for name in missing:
        print(f"{PAGE.relative_to(ROOT)}: there is no {name}")
    changed = [path for path, text in made.items() if not path.exists() or _read(path) != text]
    for path in changed:
        name = path.relative_to(ROOT)
        print(f"{name} is not up to date" if arguments else f"{name} written")
        if not arguments:
            path.write_bytes(made[path].encode())
    return int(bool(missing) or (bool(changed) and bool(arguments)))


def _read(path: Path) -> str:
    return path.read_bytes().decode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
