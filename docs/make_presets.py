"""Make docs/presets.md from the presets: each has a section with its own words.

python docs/make_presets.py            write docs/presets.md
python docs/make_presets.py --check    write nothing; exit 1 if it would change
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from reconcile.imports import preset, preset_text, presets

PAGE = Path(__file__).resolve().parent / "presets.md"

BEGINNING = """\
# Presets

<!-- Made by docs/make_presets.py from reconcile/imports/presets; edit those instead. -->

The formats that `import --as PRESET` reads: what a row becomes, what is left out and why, the terms
of the data and whom to cite. `import --show PRESET` prints the mapping itself, and
[imports.md](imports.md) says how mappings work: none of these needs code of its own.

Whose figure it is stays with the row: the source is who counted, `via` who carried it. A count of
one event begins with `event` and its number in the place, so that events are never taken for one
another; a running total has no such thing, and its `since` says from when on it runs.
"""


def section(name: str) -> str:
    """One preset: its title, its words, where the format is described, and whom it knows."""
    how = preset(name)
    described = tomllib.loads(preset_text(name)).get("documentation", "")
    parts = [f"## {name}", f"{how.title}.", how.about]
    if how.case:
        parts.append(f"The rows go to the case `{how.case}`, unless `--case` says otherwise.")
    if described:
        parts.append(f"The format is described at <{described}>.")
    if how.sources:
        parts.append("\n".join(_sources(how.sources)))
    return "\n\n".join(parts) + "\n"


def _sources(sources):
    yield "| source | kind | speaks for | rests on |"
    yield "|---|---|---|---|"
    for name, row in sorted(sources.items()):
        cells = (name, row["kind"], row.get("side", ""), row.get("derives_from", ""))
        yield f"| {' | '.join(cells)} |"


def page() -> str:
    """The whole document."""
    return "\n".join((BEGINNING, *map(section, presets())))


def main(arguments: list[str]) -> int:
    """Write the document, or only say whether it would change."""
    text = page()
    if arguments == ["--check"]:
        same = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        print("" if same else "docs/presets.md: not made anew; run python docs/make_presets.py")
        return 0 if same else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
