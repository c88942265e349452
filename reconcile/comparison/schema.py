"""Every table of a result, its columns declared once: name, kind and meaning (docs/commands/).

CSV, JSON, workbooks, the frames of the library, the documents and the rows that are read again all
come from here. A column is added by a line in its table and by giving it to the function that fills
the table, or by a getter in that line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

from reconcile.comparison.proportions import times
from reconcile.notation.columns import Count, Dated, Day, Key, Ratio, Text, Truth, Whole

NARROWEST, WIDEST = "narrowest", "widest"  # readings of a measure that may include more (R10)

Case = Annotated[Text, "the case, which is the name of its file without .csv"]
Population = Annotated[Text, "who is counted"]
Place = Annotated[Text, "where"]
Measure = Annotated[Text, "what happened to them"]
Basis = Annotated[Text, "how the count was come by; empty: as reported"]
Since = Annotated[Dated, "the first day counted; empty for a running total from the start"]
Where = Annotated[Text, "file:line of the rows, joined by a space"]


def _highest_by_lowest(of: Mapping[str, Any]) -> Any:
    return times(of["high"], of["low"])


class LedgerRow(NamedTuple):
    """A row of the ledger as read, or a figure derived from several (R2, R4): `show`."""

    case: Case
    source: Annotated[Text, "who made the estimate"]
    via: Annotated[Text, "who carried it"]
    published: Annotated[Dated, "when it was said"]
    since: Since
    as_of: Annotated[Dated, "the last day counted, as the row has it"]
    population: Population
    place: Place
    measure: Measure
    basis: Basis
    figure: Annotated[Text, "how many, as it was said"]
    low: Annotated[Count, "the lower number of the figure"]
    best: Annotated[Count, "its best number"]
    high: Annotated[Count, "its higher number"]
    lower: Annotated[Count, "the least count that the figure allows"]
    upper: Annotated[Count, "the greatest count that it allows; empty where it is open"]
    status: Annotated[Text, "whether the row has a part in ranges and discrepancies, or why not"]
    derived_from: Annotated[Text, "for a derived figure, file:line of the rows it comes from"]
    set_aside: Annotated[Text, "why the row is not to be used"]
    waives: Annotated[Text, "names of checks that the row is known to fail"]
    quote: Annotated[Text, "the words that carry the figure"]
    url: Annotated[Text, "where they can be read"]
    page: Annotated[Text, "a copy of that page, kept under pages/ in the ledger"]
    notes: Annotated[Text, "anything"]
    where: Where


class Range(NamedTuple):
    """The range of an estimand (R8): `compare`."""

    estimand: Key
    case: Case
    population: Population
    place: Place
    measure: Measure
    basis: Basis
    since: Since
    as_of_first: Annotated[Day, "the first day that the claims speak of"]
    as_of_last: Annotated[Day, "the last day that they speak of"]
    sources: Annotated[Whole, "how many sources gave a number"]
    origins: Annotated[Whole, "how many origins those rest on"]
    low: Annotated[Count, "the lowest point claimed"]
    low_source: Annotated[Text, "who claims it"]
    median: Annotated[Count, "the median of the points"]
    high: Annotated[Count, "the highest point claimed"]
    high_source: Annotated[Text, "who claims it"]
    open_above: Annotated[Truth, "whether a claim has no upper limit"]
    ratio: Annotated[Ratio, "the highest point by the lowest", _highest_by_lowest]
    agreed_lower: Annotated[Count, "the least count that every claim allows; empty if none is"]
    agreed_upper: Annotated[Count, "the greatest count that every claim allows; empty if open"]
    supported_lower: Annotated[Count, "the least of the counts that the most origins allow"]
    supported_upper: Annotated[Count, "the greatest of them; empty if open"]
    supported_by: Annotated[Whole, "how many origins allow them"]
    supported_ties: Annotated[Whole, "how many separate runs of counts are allowed by as many"]
    verdict: Annotated[Text, "single, agree, timing, undetermined, conflict, or unknown"]


class Discrepancy(NamedTuple):
    """Two current estimates of one estimand, or of nested ones (R5, R6): `discrepancies`.

    A has the lower point; of nested estimands A is the outer claim and B the inner one.
    """

    a: Key
    b: Key
    case: Case
    population: Population
    place: Place
    measure: Measure
    basis: Basis
    since: Since
    source_a: Annotated[Text, "the source with the lower point"]
    figure_a: Annotated[Text, "its figure"]
    as_of_a: Annotated[Dated, "the last day that it counts"]
    where_a: Where
    source_b: Annotated[Text, "the other source"]
    figure_b: Annotated[Text, "its figure"]
    as_of_b: Annotated[Dated, "the last day that it counts"]
    where_b: Where
    difference: Annotated[Count, "B's point less A's"]
    gap: Annotated[Count, "from the bounds of the lower to those of the higher; 0 if they overlap"]
    ratio: Annotated[Ratio, "B's point by A's"]
    days: Annotated[Count, "B's date less A's, from the middle of each"]
    per_day: Annotated[Ratio, "the growth a day that makes both true, where the verdict is timing"]
    verdict: Annotated[Text, "agree, timing, undetermined or conflict"]
    reason: Annotated[Text, "why"]
    within: Annotated[Text, "measure; place; population; since of A, where B lies inside it"]


class SeriesFigure(NamedTuple):
    """One figure in the series of a source for an estimand (R3): `history`."""

    number: Key
    case: Case
    population: Population
    place: Place
    measure: Measure
    basis: Basis
    since: Since
    source: Annotated[Text, "who made the estimate"]
    published: Annotated[Dated, "when it was said"]
    as_of: Annotated[Dated, "the last day counted"]
    figure: Annotated[Text, "how many, as it was said"]
    point: Annotated[Count, "the one number that stands for the figure"]
    lower: Annotated[Count, "the least count that the figure allows"]
    upper: Annotated[Count, "the greatest count that it allows; empty where it is open"]
    change: Annotated[Count, "the point less that of the last figure before it with a number"]
    change_per_day: Annotated[
        Ratio,
        "that by the days between the middles of both dates; in a case that ended, of publication",
    ]
    status: Annotated[Text, "whether it is current, or why not"]
    where: Where


class Contribution(NamedTuple):
    """A source and what it contributed: `sources`."""

    source: Annotated[Text, "who made the estimates"]
    kind: Annotated[Text, "what kind of source it is"]
    side: Annotated[Text, "the party that it speaks for"]
    origin: Annotated[Text, "the source that it rests on in the end, or itself"]
    estimates: Annotated[Whole, "how many statements it made; relays of one are one"]
    estimands: Annotated[Whole, "of how many different counts"]
    first: Annotated[Day, "the first day that they speak of"]
    last: Annotated[Day, "the last day that they speak of"]


class SourceRatio(NamedTuple):
    """How two sources' figures for the same counts compare (R11): `sources --ratios`."""

    source_a: Annotated[Text, "the source by whose figures is divided"]
    source_b: Annotated[Text, "the source whose figures are divided"]
    pairs: Annotated[Whole, "how many figures of both were matched and divided"]
    ratio: Annotated[Ratio, "the median of B's figures by A's"]
    ratio_low: Annotated[Ratio, "the lowest"]
    ratio_high: Annotated[Ratio, "the highest"]


class SideRatio(NamedTuple):
    """How the figures of a side's sources compare to all others' (R11): `sources --by-side`."""

    side: Annotated[Text, "the side for which the sources speak whose figures are divided"]
    counted: Annotated[Text, "the side whose people are counted"]
    own: Annotated[Truth, "whether those are the same side"]
    pairs: Annotated[Whole, "how many figures were matched with one of another source and divided"]
    ratio: Annotated[Ratio, "the median of the side's figures by the others'"]
    ratio_low: Annotated[Ratio, "where the exact interval of the median begins"]
    ratio_high: Annotated[Ratio, "where it ends"]
    coverage: Annotated[Ratio, "in how many of all cases such an interval holds the median"]


class CopiedSeries(NamedTuple):
    """A series that is copied, calculated or carried forward (R13): `sources --series`."""

    case: Case
    population: Population
    place: Place
    measure: Measure
    basis: Basis
    since: Since
    source: Annotated[Text, "whose figures they are"]
    kind: Annotated[Text, "equal, multiple, line or carried"]
    follows_source: Annotated[Text, "whose figures they follow; of a carried value, whose moved"]
    follows: Annotated[Text, "what those count, as far as it is something else"]
    factor: Annotated[Ratio, "by how much those are multiplied"]
    per_day: Annotated[Ratio, "how much a straight line rises a day"]
    dates: Annotated[Whole, "on how many dates both spoke, or of how many the series is"]
    off: Annotated[Whole, "on how many of them it is not so"]
    off_where: Annotated[Text, "file:line of the values that are off, joined by a space"]
    should_be: Annotated[Text, "what these would be, in the same order"]
    where: Annotated[Text, "file:line of the rows of the series, joined by a space"]
    follows_where: Annotated[Text, "the same of the series that it follows"]
    reason: Annotated[Text, "the arithmetic"]
    proposal: Annotated[Text, "what to write where, if it is what it looks like"]


class BoundsRow(NamedTuple):
    """What the claims leave possible for an estimand on a day (R10): `bounds`."""

    case: Case
    population: Population
    place: Place
    measure: Measure
    basis: Basis
    since: Since
    as_of: Annotated[Day, "the day"]
    lower: Annotated[Count, "the least count that is possible if at most `wrong` origins are wrong"]
    upper: Annotated[Count, "the greatest such count; empty where nothing limits it"]
    lower_from: Annotated[Text, "file:line of the rows that the least rests on"]
    upper_from: Annotated[Text, "file:line of the rows that the greatest rests on"]
    wrong: Annotated[Whole, "how many origins at least are wrong, 0 if all claims can hold"]
    of: Annotated[Whole, "of how many, whose claims bear on each other"]
    next_lower: Annotated[Count, "the least count that is possible if one origin more is wrong"]
    next_upper: Annotated[Count, "the greatest such count; empty where nothing limits it"]
    reading: Annotated[Text, "narrowest or widest, of a measure that may include more"]


class SettlementRow(NamedTuple):
    """What is possible on a day if just some origins are set aside: `bounds --settlements`.

    A measure that may include more has the least count of its narrowest reading and the greatest of
    its widest.
    """

    group: Annotated[Whole, "the number of a group of connected contradictions"]
    settlement: Annotated[Whole, "the number of the settlement in its group"]
    set_aside: Annotated[Text, "the origins without whom the others can hold, joined by `; `"]
    kept: Annotated[Whole, "how many origins stay"]
    case: Case
    population: Population
    place: Place
    measure: Measure
    basis: Basis
    since: Since
    as_of: Annotated[Day, "the day"]
    lower: Annotated[Count, "the least count that is possible without them"]
    upper: Annotated[Count, "the greatest such count; empty where nothing limits it"]


class ContradictingClaim(NamedTuple):
    """A claim in a smallest set that cannot hold together (R10): `bounds --contradictions`."""

    number: Key
    set: Annotated[Whole, "the number of the set"]
    where: Where
    source: Annotated[Text, "who made the estimate"]
    population: Population
    place: Place
    measure: Measure
    basis: Basis
    as_of: Annotated[Dated, "the last day counted"]
    figure: Annotated[Text, "how many, as it was said"]


class RangeWithout(NamedTuple):
    """A range that is another if an origin is left out (R12): `sources --without`."""

    case: Case
    population: Population
    place: Place
    measure: Measure
    basis: Basis
    since: Since
    low: Annotated[Count, "the lowest point claimed"]
    low_without: Annotated[Count, "the same without the origin"]
    high: Annotated[Count, "the highest point claimed"]
    high_without: Annotated[Count, "the same without the origin"]
    open_above: Annotated[Truth, "whether a claim has no upper limit"]
    open_above_without: Annotated[Truth, "the same without the origin"]
    agreed_lower: Annotated[Count, "the least count that every claim allows; empty if none is"]
    agreed_lower_without: Annotated[Count, "the same without the origin"]
    agreed_upper: Annotated[Count, "the greatest count that every claim allows; empty if open"]
    agreed_upper_without: Annotated[Count, "the same without the origin"]
    verdict: Annotated[Text, "single, agree, timing, undetermined, conflict, or unknown"]
    verdict_without: Annotated[Text, "the same without the origin"]


class ChangedRow(NamedTuple):
    """A row of either ledger, and what became of it (R14): `diff`.

    The cells are those after, of a row that was removed those before; a program that takes away
    each row of `where_old` and puts these in its place has the rows after.
    """

    class_: Annotated[
        Text, "same, new, corrected, withdrawn, set-aside, restored, removed or edited"
    ]
    case: Case
    source: Annotated[Text, "who made the estimate"]
    via: Annotated[Text, "who carried it"]
    published: Annotated[Dated, "when it was said, as the row has it"]
    since: Annotated[Dated, "the first day counted, as the row has it"]
    as_of: Annotated[Dated, "the last day counted, as the row has it"]
    population: Population
    place: Place
    measure: Annotated[Text, "what happened to them, as the row has it"]
    basis: Basis
    figure_old: Annotated[Text, "how many, as it was said before; empty for a new row"]
    figure_new: Annotated[Text, "how many, as it is said after; empty for a row that was removed"]
    cells: Annotated[Text, "the names of the cells that are others, joined by a comma"]
    taken_back_by: Annotated[Text, "file:line of the rows that withdraw, or withdrew, the figure"]
    set_aside: Annotated[Text, "why the row is not to be used"]
    waives: Annotated[Text, "names of checks that the row is known to fail"]
    quote: Annotated[Text, "the words that carry the figure"]
    url: Annotated[Text, "where they can be read"]
    page: Annotated[Text, "a copy of that page, kept under pages/ in the ledger"]
    notes: Annotated[Text, "anything"]
    where_old: Annotated[Text, "file:line of the row before; empty for a new row"]
    where_new: Annotated[Text, "file:line of the row after; empty for a row that was removed"]


class ChangedEstimand(NamedTuple):
    """An estimand before and after, and why it is another (R14): `diff --estimands`."""

    case: Case
    population: Population
    place: Place
    measure: Measure
    basis: Basis
    since: Since
    low_before: Annotated[Count, "the lowest point claimed, before"]
    low_after: Annotated[Count, "the same after"]
    high_before: Annotated[Count, "the highest point claimed, before"]
    high_after: Annotated[Count, "the same after"]
    open_above_before: Annotated[Truth, "whether a claim has no upper limit, before"]
    open_above_after: Annotated[Truth, "the same after"]
    agreed_lower_before: Annotated[Count, "the least count that every claim allows, before"]
    agreed_lower_after: Annotated[Count, "the same after"]
    agreed_upper_before: Annotated[Count, "the greatest count that every claim allows, before"]
    agreed_upper_after: Annotated[Count, "the same after"]
    verdict_before: Annotated[Text, "the verdict before; empty where there was no claim"]
    verdict_after: Annotated[Text, "the verdict after; empty where there is no claim"]
    cause: Annotated[Text, "why it is another; empty if all of these are as before"]
    rows_old: Annotated[Text, "file:line before of the rows that made the difference"]
    rows_new: Annotated[Text, "file:line after of the rows that made the difference"]


TABLES: Mapping[str, type[NamedTuple]] = {
    "estimates": LedgerRow,
    "ranges": Range,
    "discrepancies": Discrepancy,
    "history": SeriesFigure,
    "sources": Contribution,
    "ratios": SourceRatio,
    "side_ratios": SideRatio,
    "series": CopiedSeries,
    "bounds": BoundsRow,
    "settlements": SettlementRow,
    "contradictions": ContradictingClaim,
    "without": RangeWithout,
    "changed rows": ChangedRow,
    "changed estimands": ChangedEstimand,
}
