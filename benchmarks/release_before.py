"""The package as it was in the release before, to be measured in turns with what it is."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tasks import ROOT

BEFORE = "f8a786c"  # the last commit of the release before, which adjusted claims


def before(folder: Path) -> Path:
    """The package as it was in the release before, unpacked in a folder."""
    packed = subprocess.run(
        ("git", "archive", BEFORE, "reconcile"), cwd=ROOT, capture_output=True, check=True
    )
    subprocess.run(("tar", "-x", "-C", str(folder)), input=packed.stdout, check=True)
    return folder
