"""The lowest version of every dependency that pyproject.toml allows, as constraints of pip."""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"
BOUNDED = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?>=([^,<]+),<.+")


def lower_bounds() -> dict[str, str]:
    """The lowest version by the name of each dependency, those of extras too.

    Raises `ValueError` for one that is not `name>=lowest,<first that is too high`.
    """
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    extras = (each for extra in project["optional-dependencies"].values() for each in extra)
    found = dict[str, str]()
    for text in (*project["dependencies"], *extras):
        if text.startswith(f"{project['name']}["):
            continue
        bounded = BOUNDED.fullmatch(text)
        if not bounded:
            raise ValueError(f"{text}: write name>=lowest,<too high")
        if found.setdefault(bounded[1], bounded[2]) != bounded[2]:
            raise ValueError(f"{bounded[1]} has two lower bounds")
    return found


if __name__ == "__main__":
    for name, version in lower_bounds().items():
        print(f"{name}=={version}")
