"""The rows of a ledger with a row of HXL tags, by which humanitarian tools know the columns.

The tags are those of the HXL standard 1.1, https://hxlstandard.org/standard/1-1final/, with
attributes of our own where it has none (docs/exports.md).
"""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from reconcile.export.text import to_csv

TAGS = {
    "case": "#crisis+name",
    "source": "#meta+source",
    "via": "#meta+source+via",
    "published": "#date+published",
    "since": "#date+start",
    "as_of": "#date+end",
    "population": "#group+name",
    "place": "#loc+name",
    "measure": "#indicator+name",
    "figure": "#indicator+figure",
    "quote": "#description+quote",
    "url": "#meta+url",
    "notes": "#description+notes",
    "set_aside": "#status+set_aside",
    "waives": "#meta+waives",
}


def to_hxl(frame: pd.DataFrame) -> bytes:
    """Return the table `ledger` as CSV with a second row of HXL tags, in UTF-8.

    A further column of the ledger gets the tag `#meta` with its name as an attribute.
    """
    tags = [TAGS.get(str(name)) or f"#meta+{_attribute(str(name))}" for name in frame.columns]
    tagged = pd.DataFrame([tags], columns=frame.columns)
    return to_csv(pd.concat([tagged, frame.astype(object)], ignore_index=True))


def _attribute(name: str) -> str:
    """A name in the letters that an attribute may have."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "x_" + re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
