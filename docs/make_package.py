"""Make estimates/datapackage.json, which describes the shipped ledger, from its files.

python docs/make_package.py            write estimates/datapackage.json
python docs/make_package.py --check    write nothing; exit 1 if it would change
"""

from __future__ import annotations

import sys
from pathlib import Path

from reconcile.export import datapackage
from reconcile.storage.ledger import load

LEDGER = Path(__file__).resolve().parent.parent / "estimates"


def main(arguments: list[str]) -> int:
    """Write the descriptor, or only say whether it would change."""
    path = LEDGER / datapackage.DESCRIPTOR
    made = datapackage.descriptor(load(LEDGER))
    if arguments == ["--check"]:
        same = path.exists() and path.read_bytes() == made
        print("" if same else f"{path}: not made anew; run python docs/make_package.py")
        return 0 if same else 1
    path.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
