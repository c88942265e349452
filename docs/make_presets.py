"""Make docs/presets.md and docs/presets/ from the presets: each has a page with its own words.

python docs/make_presets.py            write docs/presets.md and docs/presets/
python docs/make_presets.py --check    write nothing; exit 1 if it would change
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from made_pages import settle

from reconcile.imports import preset, preset_text, presets

DOCS = Path(__file__).resolve().parent

BEGINNING = """\
# Presets

<!-- Made by docs/make_presets.py from reconcile/imports/presets; edit those instead. -->

The formats that `import --as PRESET` reads: what a row becomes, what is left out and why, the terms
of the data and whom to cite. `import --show PRESET` prints the mapping itself, and
[mappings.md](mappings.md) says how mappings work: none of these needs code of its own.

Whose figure it is stays with the row: the source is who counted, `via` who carried it. A count of
one event begins with `event` and its number in the place, so that events are never taken for one
another; a running total has no such thing, and its `since` says from when on it runs.
"""


def page(name: str) -> str:
    """The page of one preset: title, words, where the format is described, whom it knows."""
    how = preset(name)
    described = tomllib.loads(preset_text(name)).get("documentation", "")
    parts = [f"# {name}", f"{how.title}.", how.about]
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


def overview() -> str:
    """Every preset in a line."""
    lines = (f"| [{name}](presets/{name}.md) | {preset(name).title} |" for name in presets())
    return "\n".join((BEGINNING, "| preset | format |", "|---|---|", *lines)) + "\n"


def main(arguments: list[str]) -> int:
    """Write the documents, or only say whether they would change."""
    made = {DOCS / "presets.md": overview()}
    made |= {DOCS / "presets" / f"{name}.md": page(name) for name in presets()}
    return settle(made, (DOCS / "presets").glob("*.md"), arguments == ["--check"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
