"""A counted number with what its sentence says of it, as a draft, and what is doubtful in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reconcile.drafting.amounts import Amount
from reconcile.drafting.attachment import Counted
from reconcile.drafting.attribution import Attribution, told_back
from reconcile.drafting.bounds_said import SaidFigure, said
from reconcile.drafting.dates_said import SaidDate, dates_of
from reconcile.drafting.draft_row import DraftRow
from reconcile.drafting.parts import Part
from reconcile.drafting.sentence import Sentence
from reconcile.drafting.whereabouts import places_of, population_of
from reconcile.drafting.whose_figure import Speaker, carries, name_of, spoken_on, whose

_BASES = ("confirmed", "identified", "recorded", "probable")
# Words of the sentence that make a figure doubtful, and what is said of it then.
_DOUBTS = {
    "denied": "the sentence may deny the figure",
    "expected": "feared, possible or expected, perhaps not counted",
    "earlier": "perhaps an earlier figure that the text repeats",
}


class Context(NamedTuple):
    """What was read last: the drafts of that sentence, and who spoke by then.

    `first` is the position of the first of `rows` in all of the text, which was `published` then.
    """

    published: str
    rows: tuple[DraftRow, ...] = ()
    speaker: Speaker = Speaker()
    first: int = 0

    @property
    def end(self) -> int:
        """The position of the next draft."""
        return self.first + len(self.rows)

    @property
    def measures(self) -> frozenset[str]:
        """The measures of the sentence read last."""
        return frozenset(row.measure for row in self.rows)


def rows_of(
    of: Sentence, counted: Sequence[tuple[Counted, Part, Amount | None]],
    known: Sequence[Attribution], before: Context,
) -> Context:  # fmt: skip
    """The drafts of a sentence, in which `known` speak; or those before it, if it is of them."""
    dates = dates_of(of, before.published, known) if counted or known else []
    rows = [_row(of, one, part, upto, known, dates, before) for one, part, upto in counted]
    speaker = _speaker(of, known, dates, before)
    if rows or not (back := told_back(of)):
        return Context(before.published, tuple(rows), speaker, before.end)
    named = name_of(of, back)
    return before._replace(rows=_told(before, named), speaker=Speaker(named, "", True))


def _speaker(
    of: Sentence, known: Sequence[Attribution], dates: Sequence[SaidDate], before: Context
) -> Speaker:
    """Who spoke last, once a sentence is read; a pronoun is whoever spoke before."""
    names = [one for one in known if not one.pronoun and of.has("names", one.start, one.end)]
    if not names:
        pronoun = bool(known) and all(one.pronoun for one in known)
        return before.speaker._replace(alone=before.speaker.alone and pronoun)
    own = [one for one in names if not carries(of, one)] or names
    name = name_of(of, own[-1])
    return Speaker(name, spoken_on(own[-1], dates), len(own) == len(known))


def _told(before: Context, source: str) -> tuple[DraftRow, ...]:
    """The drafts of the sentence before, with the source that the next one names."""
    told = f"whose figure: {source}, by the sentence that follows"
    return tuple(
        row if row.source else row._replace(source=source, doubts=f"{told}; {row.doubts}")
        for row in before.rows
    )


def _row(
    of: Sentence, one: Counted, part: Part, upto: Amount | None, known: Sequence[Attribution],
    dates: Sequence[SaidDate], before: Context,
) -> DraftRow:  # fmt: skip
    figure = said(of, one, upto)
    start, end = _clause(one, part, figure)
    number = of.folded.span(one.amount.start, figure.number_end)
    quote = of.folded.span(start, end)
    by = whose(of, known, (start, end), dates, before.speaker)
    places = places_of(of, start, end, known)
    as_of, since, undated = _when(dates, start, end)
    vague = one.amount.value is None
    doubts = [
        *by.doubts,
        *_doubted(of, one, part),
        *(text for kind, text in _DOUBTS.items() if _says(of, kind)),
        *([f"place: {' or '.join(places[:3])}"] if len(places) > 1 else []),
        *([f"{undated}: the day needs the date of the text"] if undated else []),
    ]
    return DraftRow(
        *quote, *number, part.measure, figure.figure, figure.lower, figure.upper, figure.approx,
        vague, by.source, by.via, population_of(of, one, figure.number_end),
        places[0] if places else "",
        by.published or before.published, as_of, since, _basis(of, start, end),
        None if part.of is None else before.end + part.of,
        of.folded.given[slice(*quote)],
        of.given(one.amount.start, one.amount.end) if vague else "", "; ".join(doubts),
    )  # fmt: skip


def _says(of: Sentence, kind: str) -> bool:
    """Whether a word of this kind stands in the sentence, and is no month: may, May."""
    return any(
        mark.kind == kind
        and not (
            of.text[mark.start : mark.end] in of.words.months
            and of.given(mark.start, mark.start + 1).isupper()
        )
        for mark in of.marks
    )


def _doubted(of: Sentence, one: Counted, part: Part) -> list[str]:
    """What is doubtful in what the number counts."""
    trigger = one.trigger
    lost = trigger is not None and of.has("lost", trigger.start, trigger.end)
    return [
        *(["lost: killed, or captured, wounded or missing too"] if lost else []),
        *([f"the sentence does not say of what; taken for {part.measure}"] if one.alone else []),
        *(["what is counted may not be people"] if one.head.kind == "unknown" else []),
    ]


def _clause(one: Counted, part: Part, figure: SaidFigure) -> tuple[int, int]:
    """The shortest stretch with the number, its qualifier and, but for a part, its outcome."""
    trigger = one.trigger
    if part.of is not None or trigger is None:
        return figure.start, figure.end
    return min(figure.start, trigger.start), max(figure.end, trigger.end)


def _when(dates: Sequence[SaidDate], start: int, end: int) -> tuple[str, str, str]:
    """The last and the first day counted, and the word for a day that cannot be worked out."""

    def far(one: SaidDate) -> int:
        return max(one.start - end, start - one.end, 0)

    since = min((one for one in dates if one.since), key=far, default=None)
    as_of = min((one for one in dates if not one.since and not one.spoken), key=far, default=None)
    undated = as_of.word if as_of and not as_of.written else ""
    return as_of.written if as_of else "", since.written if since else "", undated


def _basis(of: Sentence, start: int, end: int) -> str:
    return next((basis for basis in _BASES if of.has(basis, start, end)), "")
