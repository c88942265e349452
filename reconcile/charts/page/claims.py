"""What a chart draws: the claims and counts of a comparison, taken as they are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reconcile.aligning.estimates import Estimate
from reconcile.aligning.status import STATUSES
from reconcile.columnar import Columns
from reconcile.comparison import Comparison
from reconcile.comparison.schema import Range
from reconcile.errors import SelectionError
from reconcile.notation.measures import label_text
from reconcile.notation.words import number
from reconcile.wording.answer import by_weight
from reconcile.wording.case_texts import status_name, title_text
from reconcile.wording.claim_texts import PARTY, day_text, figure_text, told_day_text
from reconcile.wording.estimand_texts import counted_text, dotted, since_words


@dataclass(frozen=True, slots=True)
class Claim:
    """One estimate as a chart shows it.

    `number` is its number in `Alignment.estimates`; `figure` and `date` are words; `point`,
    `lower`, `upper` are counts (NaN for no number, infinite for open), `first` and `last` the days
    it speaks of, or was published on (infinite where there is no date); `status` is one of
    `STATUSES`.
    """

    number: int
    source: str
    side: str
    figure: str
    date: str
    first: float
    last: float
    point: float
    lower: float
    upper: float
    derived: bool
    status: str

    @property
    def mark(self) -> str:
        """The mark of a source that speaks for a party, or nothing."""
        return PARTY if self.side else ""

    @property
    def counted(self) -> bool:
        """It gave a number."""
        return not math.isnan(self.point)

    @property
    def dated(self) -> bool:
        """It has a date."""
        return math.isfinite(self.first)

    @property
    def open(self) -> bool:
        """It gave a number and no upper limit."""
        return self.counted and math.isinf(self.upper)

    @property
    def top(self) -> float:
        """The greatest count it gave: its upper limit, or its point where it is open."""
        return self.point if self.open else max(self.point, self.upper)


def claims_of(estimates: Columns, *, published: bool = False) -> dict[int, list[Claim]]:
    """The claims of each estimand, in the order of the `estimates`.

    Their dates are the days spoken of, or those of publication if `published`; in words always the
    day that tells a claim from others of its count.
    """
    found: dict[int, list[Claim]] = {}
    for row in estimates.rows(Estimate):
        found.setdefault(row.estimand, []).append(_claim(row, published))
    return found


def _claim(row: Estimate, published: bool) -> Claim:
    silent = row.unknown or row.withdrawn
    words = status_name("withdrawn") if row.withdrawn else "" if row.unknown else figure_text(row)
    counts = (math.nan,) * 3 if silent else (row.point, row.lower, row.upper)
    date = day_text(row.published) if published else told_day_text(row)
    first = row.published_first if published else row.as_of_first
    last = row.published_last if published else row.as_of_last
    return Claim(
        row.number, row.source, row.side, words, date, first, last, *counts, row.derived,
        STATUSES[row.status],
    )  # fmt: skip


def one_case(comparison: Comparison) -> str:
    """The case that is compared; raises `SelectionError` if there are several, or no estimates."""
    cases = sorted(comparison.estimates.cells("case").used)
    if len(cases) > 1:
        shown = ", ".join(cases[:8]) + (" …" if len(cases) > 8 else "")
        raise SelectionError(
            f"a chart shows one case, and this is {number(len(cases))}; choose one of them: {shown}"
        )
    if not cases:
        raise SelectionError("nothing that can be drawn is selected; widen the selection or cut")
    return str(cases[0])


@dataclass(frozen=True)
class Subjects:
    """The words of one case: its name, what it is about, and the titles of its estimands.

    Estimands of one of `kinds`, as the dead and the wounded are, may share an axis. Those of a part
    have in `below` how deep below their whole they stand, and their title there, in short names.
    """

    case: str
    title: str
    titles: Mapping[int, str]
    kinds: Mapping[int, str]
    below: Mapping[int, tuple[int, str]]


def subjects(comparison: Comparison) -> Subjects:
    """What each estimand of the comparison is called; raises `SelectionError` as `one_case`."""
    case, measures = one_case(comparison), comparison.alignment.parsed.ledger.measures
    rows = comparison.estimates.first_of_each("estimand").rows(Estimate)
    several = len({row.population for row in rows}) > 1
    titles, kinds, below = {}, {}, {}
    for row in rows:
        measure = measures[row.measure]
        since = since_words(row.since)
        label = counted_text(row, label_text(measures, row.measure))
        whom = row.population if several else ""
        titles[row.estimand] = dotted(whom, row.place, label, since)
        if (read := comparison.order.of(row.case, row.population, row.place)).depth:
            names = read.part or whom, read.part_of_place or row.place
            below[row.estimand] = read.depth, dotted(*names, label, since)
        outcomes = measure.includes or measure.may_include
        kinds[row.estimand] = "outcome" if outcomes else measure.name
    return Subjects(case, title_text(comparison), titles, kinds, below)


def paged(comparison: Comparison, estimands: Iterable[int]) -> list[int]:
    """Estimands in the order of a page; those of which nothing is current come last."""
    place = {one.row.estimand: at for at, one in enumerate(by_weight(comparison))}
    return sorted(estimands, key=lambda number: place.get(number, len(place)))


@dataclass(frozen=True)
class DrawnRange:
    """One estimand: its title, its kind, its row of `Comparison.ranges`, and its current claims.

    Where it stands `depth` below its whole it is `short`; these are 0 and its title otherwise.
    """

    title: str
    kind: str
    range: Range
    claims: tuple[Claim, ...]
    depth: int
    short: str

    @property
    def counted(self) -> list[Claim]:
        """The claims with a number."""
        return [claim for claim in self.claims if claim.counted]


def claimed_ranges(comparison: Comparison, named_as: Subjects) -> list[DrawnRange]:
    """Every estimand in the order of a page, its claims lowest first."""
    claims = {number: tuple(by_point(c)) for number, c in claims_of(comparison.current).items()}
    found, whole = list[DrawnRange](), ("", "")
    for one in by_weight(comparison):
        number, root = one.row.estimand, (one.reading.population, one.reading.place)
        title, kind = named_as.titles[number], named_as.kinds[number]
        # a short name is told apart only where it follows its own whole
        below = named_as.below.get(number) if root == whole else None
        found.append(DrawnRange(title, kind, one.row, claims[number], *(below or (0, title))))
        whole = whole if below else root
    return found


def by_point(claims: Iterable[Claim]) -> list[Claim]:
    """Lowest first, those without a number last; equal ones by the names of their sources."""
    return sorted(
        claims, key=lambda claim: (claim.point if claim.counted else math.inf, claim.source)
    )


def thinned(claims: Sequence[Claim], most: int) -> tuple[list[Claim], int, list[Claim]]:
    """The first claims to show, how many are left out after them, and the ones to show then.

    `claims` are in the order of `by_point`; the lowest and the highest of them are kept, and of
    those without a number what there is room for.
    """
    if len(claims) <= most:
        return list(claims), 0, []
    counted = [claim for claim in claims if claim.counted]
    silent = claims[len(counted) :][: max(most - len(counted), most // 6)]
    room = most - len(silent)
    if len(counted) <= room:
        return [*counted, *silent], len(claims) - len(counted) - len(silent), []
    low, high = counted[: room - room // 2], counted[len(counted) - room // 2 :]
    return low, len(claims) - room - len(silent), [*high, *silent]
