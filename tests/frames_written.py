"""Frames as text and as columns, as tests write them down."""

import pandas as pd

from reconcile.columnar import Columns
from reconcile.export.plain_text import Listing, csv_pieces, json_pieces, listed_rows


def columns_of(frame: pd.DataFrame) -> Columns:
    """A frame as columns, its cells as they are."""
    return Columns({str(name): frame[name].to_numpy() for name in frame}, length=len(frame))


def listing(frame: pd.DataFrame) -> Listing:
    """A frame without its index."""
    cells = [frame.iloc[:, at].tolist() for at in range(frame.shape[1])]
    return listed_rows([str(name) for name in frame.columns], zip(*cells, strict=True))


def to_csv(frame: pd.DataFrame, *, spreadsheet: bool = False) -> bytes:
    return b"".join(csv_pieces(listing(frame), spreadsheet=spreadsheet))


def to_json(frame: pd.DataFrame) -> bytes:
    return b"".join(json_pieces(listing(frame)))
