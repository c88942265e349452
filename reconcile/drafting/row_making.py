"""A counted number with what its sentence says of it, as a draft, and what is doubtful in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reconcile.drafting.amounts import Amount
from reconcile.drafting.attachment import Counted
from reconcile.drafting.attribution import Attribution, attributions, source_of, told_back
from reconcile.drafting.bounds_said import SaidFigure, said
from reconcile.drafting.dates_said import SaidDate, dates_of
from reconcile.drafting.draft_row import DraftRow
from reconcile.drafting.parts import Part
from reconcile.drafting.sentence import Sentence
from reconcile.drafting.whereabouts import places_of, population_of

_BASES = ("confirmed", "identified", "recorded", "probable")
# Words of the sentence that make a figure doubtful, and what is said of it then.
_DOUBTS = {
    "denied": "the sentence may deny the figure",
    "expected": "feared, possible or expected, perhaps not counted",
    "earlier": "perhaps an earlier figure that the text repeats",
}


class Context(NamedTuple):
    """What was read so far: the day of the text, its drafts, and the source that was named last.

    `last` is the position of the first draft of the sentence read last.
    """

    published: str
    rows: tuple[DraftRow, ...] = ()
    source: str = ""
    last: int = 0


class Whose(NamedTuple):
    """Who said a figure and who carried it, with what is doubtful in that."""

    source: str
    via: str
    doubts: tuple[str, ...]


def rows_of(
    of: Sentence, counted: Sequence[tuple[Counted, Part, Amount | None]], before: Context
) -> Context:
    """The drafts so far and those of a sentence."""
    known = attributions(of)
    dates = dates_of(of, before.published) if counted else []
    rows = [
        _row(of, one, part, said(of, one, upto), known, dates, before)
        for one, part, upto in counted
    ]
    names = [one for one in known if not one.pronoun and of.has("names", one.start, one.end)]
    source = _name(of, names[-1]) if names else before.source
    if rows or not (back := told_back(of)):
        return Context(before.published, (*before.rows, *rows), source, len(before.rows))
    return before._replace(rows=_told(before, _name(of, back)), source=_name(of, back))


def _told(before: Context, source: str) -> tuple[DraftRow, ...]:
    """The drafts so far, those of the last sentence with the source that the next one names."""
    told = f"whose figure: {source}, by the sentence that follows"
    rows = [
        row if row.source else row._replace(source=source, doubts=f"{told}; {row.doubts}")
        for row in before.rows[before.last :]
    ]
    return (*before.rows[: before.last], *rows)


def _row(
    of: Sentence, one: Counted, part: Part, figure: SaidFigure, known: Sequence[Attribution],
    dates: Sequence[SaidDate], before: Context,
) -> DraftRow:  # fmt: skip
    start, end = _clause(one, part, figure)
    number = of.folded.span(one.amount.start, figure.number_end)
    quote = of.folded.span(start, end)
    whose = _whose(of, known, start, end, before.source)
    places = places_of(of, start, end)
    as_of, since, undated = _when(dates, start, end)
    vague = one.amount.value is None
    doubts = [
        *whose.doubts,
        *(text for kind, text in _DOUBTS.items() if of.has(kind, of.start, of.end)),
        *([f"place: {' or '.join(places[:3])}"] if len(places) > 1 else []),
        *([f"{undated}: the day needs the date of the text"] if undated else []),
        *(["what is counted may not be people"] if one.head.kind == "unknown" else []),
    ]
    return DraftRow(
        *quote, *number, part.measure, figure.figure, figure.lower, figure.upper, figure.approx,
        vague, whose.source, whose.via, population_of(of, one, figure.number_end),
        places[0] if places else "",
        before.published, as_of, since, _basis(of, start, end),
        None if part.of is None else len(before.rows) + part.of,
        of.folded.given[slice(*quote)],
        of.given(one.amount.start, one.amount.end) if vague else "", "; ".join(doubts),
    )  # fmt: skip


def _clause(one: Counted, part: Part, figure: SaidFigure) -> tuple[int, int]:
    """The shortest stretch with the number, its qualifier and, but for a part, its outcome."""
    trigger = one.trigger
    if part.of is not None or trigger is None:
        return figure.start, figure.end
    return min(figure.start, trigger.start), max(figure.end, trigger.end)


def _name(of: Sentence, one: Attribution) -> str:
    return " ".join(of.given(one.start, one.end).split())


def _whose(of: Sentence, known: Sequence[Attribution], start: int, end: int, last: str) -> Whose:
    """The source of a figure; who only carried it is named beside another."""
    one = source_of(of, known, start, end)
    agencies = [(m.start, m.end) for m in of.marks if m.kind == "agency"]
    if one is None:
        before = f"; {last} was named before" if last else ""
        return Whose("", "", (f"whose figure: the sentence does not say{before}",))
    if one.pronoun:
        word = of.given(one.start, one.end)
        told = f"whose figure: {word!r} taken for {last}" if last else f"whose figure: {word!r}"
        return Whose(last, "", (told,))
    name = _name(of, one)
    others = [_name(of, other) for other in known if other != one and not other.pronoun]
    doubts = [f"whose figure: {name} or {others[0]}"] if others else []
    away = [place for place in agencies if place[1] <= one.start or place[0] >= one.end]
    via = of.given(*away[0]) if away else ""
    return Whose(name, via, tuple(doubts))


def _when(dates: Sequence[SaidDate], start: int, end: int) -> tuple[str, str, str]:
    """The last and the first day counted, and the word for a day that cannot be worked out."""

    def far(one: SaidDate) -> int:
        return max(one.start - end, start - one.end, 0)

    since = min((one for one in dates if one.since), key=far, default=None)
    as_of = min((one for one in dates if not one.since), key=far, default=None)
    undated = as_of.word if as_of and not as_of.written else ""
    return as_of.written if as_of else "", since.written if since else "", undated


def _basis(of: Sentence, start: int, end: int) -> str:
    return next((basis for basis in _BASES if of.has(basis, start, end)), "")
