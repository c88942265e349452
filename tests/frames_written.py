"""Frames as CSV and JSON, whole."""

from __future__ import annotations

import pandas as pd

from reconcile.export.plain_text import csv_pieces, json_pieces, listed


def to_csv(frame: pd.DataFrame, *, spreadsheet: bool = False) -> bytes:
    """A frame as the program writes it as CSV."""
    return b"".join(csv_pieces(listed(frame), spreadsheet=spreadsheet))


def to_json(frame: pd.DataFrame) -> bytes:
    """A frame as the program writes it as JSON."""
    return b"".join(json_pieces(listed(frame)))
