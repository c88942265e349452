"""The row of an estimate, and its figure in the notation."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from reconcile.columnar import Cells, Columns
from reconcile.notation.columns import (
    Count,
    Day,
    Key,
    Text,
    Truth,
    Whole,
)
from reconcile.notation.figures import Figure

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
    said: Annotated[Text, "how many, as it was said; by the first of its parts if derived"]
    point: Annotated[Count, "the one number that stands for the figure"]
    lower: Annotated[Count, "the least count that the figure allows"]
    upper: Annotated[Count, "the greatest count that it allows, infinite where it is open"]
    unknown: Annotated[Truth, "something was said, and no number"]
    withdrawn: Annotated[Truth, "the source took its figure back"]
    derived: Annotated[Truth, "it follows from other statements of its source (R2)"]
    estimand: Annotated[Whole, "the number of the estimand"]
    status: Annotated[Whole, "the code of its status (R3)"]
    taken_back: Annotated[Truth, "a later withdrawal of its source took it back"]

    @property
    def figure(self) -> str:
        """How many, as it was said, or as it follows if it is derived."""
        counts = self.lower, self.point, self.upper
        return str(as_figure(*counts)) if self.derived else self.said


def figures(estimates: Columns) -> Cells:
    """The figure of each of the estimates, as `Estimate.figure` has it."""
    derived = np.flatnonzero(estimates["derived"])
    counts = (estimates[name][derived].tolist() for name in ("lower", "point", "upper"))
    texts = Cells.of(str(as_figure(*each)) for each in zip(*counts, strict=True))
    return estimates.cells("said").replaced(derived, texts)


def as_figure(lower: float, point: float, upper: float) -> Figure:
    """A derived figure in the notation, so that its text reads back as the same bounds."""
    least, middle = int(lower), int(point) if point == int(point) else None
    if upper == np.inf:
        if middle is not None and least < middle:
            return Figure(low=least, best=middle, high=middle, open_above=True)
        strict = middle is not None and least == middle + 1
        return Figure(low=middle if strict else least, strict=strict)
    most = int(upper)
    if least == most:
        return Figure(best=least)
    inside = middle is not None and least <= middle <= most
    return Figure(low=least, best=middle if inside else None, high=most)
