"""The row of an estimate, and rows of frames as what they are declared to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar

import numpy as np

from reconcile.columnar import Cells, Columns
from reconcile.notation.columns import (
    Count,
    Day,
    Key,
    Kind,
    Text,
    Truth,
    Whole,
    columns_of,
    fields_of,
    names_of,
)

if TYPE_CHECKING:
    import pandas as pd

R = TypeVar("R", bound=NamedTuple)
ESTIMAND = ("case", "population", "place", "measure", "basis", "since")


class Estimate(NamedTuple):
    """A statement, or a figure derived from statements of its source: `Alignment.estimates`.

    Days are ordinals, infinite where there is no date. `status` is a code of `STATUSES`.
    """

    number: Key
    case: Annotated[Text, "the case"]
    population: Annotated[Text, "who is counted"]
    place: Annotated[Text, "where"]
    source: Annotated[Text, "who made the estimate"]
    measure: Annotated[Text, "what happened to them"]
    basis: Annotated[Text, "how the count was come by; empty: as reported"]
    origin: Annotated[Text, "the source that this one rests on in the end, or itself"]
    side: Annotated[Text, "the party that the source speaks for"]
    since: Annotated[Day, "the first day counted; empty for a running total from the start"]
    published: Annotated[Day, "when it was said"]
    as_of: Annotated[Day, "the last day counted"]
    since_first: Annotated[Count, "the first day that since may be"]
    since_last: Annotated[Count, "the last day that since may be"]
    published_first: Annotated[Count, "the first day that published may be"]
    published_last: Annotated[Count, "the last day that published may be"]
    as_of_first: Annotated[Count, "the first day that as_of may be"]
    as_of_last: Annotated[Count, "the last day that as_of may be"]
    at_end: Annotated[Truth, "it counts to the end of a case that ended"]
    figure: Annotated[Text, "how many, as it was said"]
    point: Annotated[Count, "the one number that stands for the figure"]
    lower: Annotated[Count, "the least count that the figure allows"]
    upper: Annotated[Count, "the greatest count that it allows, infinite where it is open"]
    unknown: Annotated[Truth, "something was said, and no number"]
    withdrawn: Annotated[Truth, "the source took its figure back"]
    derived: Annotated[Truth, "it follows from other statements of its source (R2)"]
    estimand: Annotated[Whole, "the number of the estimand"]
    status: Annotated[Whole, "the code of its status (R3)"]
    taken_back: Annotated[Truth, "a later withdrawal of its source took it back"]


def columns_from(frame: pd.DataFrame) -> Columns:
    """The columns of a frame; its index is the numbers of the rows."""
    columns = {
        str(name): Cells.of(cells) if cells.dtype.kind not in "biuf" else cells.to_numpy()
        for name, cells in frame.items()
    }
    return Columns(columns, frame.index.to_numpy(dtype=np.int64))


def frame_from(columns: Columns) -> pd.DataFrame:
    """A frame of columns; its index is the numbers of the rows."""
    import pandas as pd

    return pd.DataFrame({name: columns[name] for name in columns.names}, columns.numbers)


def rows_of(row: type[R], frame: pd.DataFrame) -> list[R]:
    """The rows of `frame` as what they are; keys are the levels of its index, in their order.

    The frame has the columns of `row`, in any order, and may have others.
    """
    levels = iter(range(frame.index.nlevels))
    cells = [
        frame.index.get_level_values(next(levels))
        if column.kind is Kind.KEY
        else frame[column.name]
        for column in fields_of(row)
    ]
    return [row(*each) for each in zip(*(column.tolist() for column in cells), strict=True)]


def frame_of(
    row: type[NamedTuple], columns: Mapping[str, Any] | pd.DataFrame, index: pd.Index | None = None
) -> pd.DataFrame:
    """A frame of the columns of `row`, in their order and types, from those of `columns` by name.

    `columns` may hold others too, which columns with a getter can be made of.
    """
    import pandas as pd

    frame = pd.DataFrame(columns, index=index)
    given = {column.name: column.kind.dtype for column in columns_of(row) if column.get is None}
    frame = frame.astype(given)
    for column in columns_of(row):
        if column.get is not None:
            frame[column.name] = column.get(frame)
    return frame[list(names_of(row))]
