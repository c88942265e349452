"""The chart of ranges: for every count, what each source says now, lowest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reconcile.charts.captions import ranges_alt, ranges_caption, span_text
from reconcile.charts.claims import (
    Claim,
    Subjects,
    by_point,
    claims_of,
    subjects,
    thinned,
)
from reconcile.charts.key import Key
from reconcile.charts.labels import height, named, widest, width, wrapped
from reconcile.charts.range_panel import AXIS, DOT, Columns, RangePanel, Row, figure_words
from reconcile.charts.scales import Need, Scale, count_scale, is_narrow
from reconcile.charts.sheet import INNER, Block, Chart, caption_block, page, title_block
from reconcile.charts.style import HEAD, SMALL, TEXT, settings
from reconcile.comparison import Comparison
from reconcile.comparison.reasons import number
from reconcile.errors import SelectionError

MOST_PANELS, MOST_SOURCES, MOST_ROWS = 40, 60, 1000
ALIKE = 5  # panels share an axis if no greatest count is more than this many times another
_NAME, _DATE = 2.35, 1.4  # inches at most


@dataclass(frozen=True)
class Entry:
    """One estimand: its row of `Comparison.ranges` and its current claims, lowest first."""

    title: str
    kind: str
    range: Any
    claims: tuple[Claim, ...]

    @property
    def narrow(self) -> bool:
        """An axis from 0 would hide how its sources differ."""
        counts = [count for claim in self.claims if claim.counted for count in _ends(claim)]
        return self.range.sources > 1 and is_narrow(counts)

    @property
    def silent(self) -> list[str]:
        """The sources that gave no number."""
        return [claim.source for claim in self.claims if not claim.counted]

    @property
    def most(self) -> float:
        """The greatest count of its axis, or 0."""
        return max((claim.top for claim in self.claims if claim.counted), default=0.0)


def ranges_chart(comparison: Comparison) -> Chart:
    """Draw the ranges (R8) of one case: a panel an estimand, a line a source, from low to high.

    It shows `Comparison.ranges` and the current estimates they are made of. Beyond 40 panels or
    60 sources in one it draws those with most sources, or the lowest and the highest, and says
    how many it leaves out. Raises `SelectionError` if there are several cases or nothing current.
    """
    named_as = subjects(comparison)
    entries = _entries(comparison, named_as)
    if not entries:
        raise SelectionError("no figure that is selected is current; move the cut, or see history")
    drawn = _chosen(entries)
    columns = _columns(drawn)
    panels = _panels(drawn, columns)
    claims = [claim for entry in drawn for claim in entry.claims]
    caption = ranges_caption(comparison, claims, [entry.range.verdict for entry in drawn])
    notes = [*_left_out(len(entries) - len(drawn), panels), *_shared(panels)]
    title = named_as.title
    blocks: list[Block] = [
        *title_block(title, f"What each source says, lowest first. Case: {named_as.case}"),
        _key(drawn),
        *panels,
        caption_block([*caption[:2], *notes, *caption[2:]], [entry.title for entry in drawn]),
    ]
    spans = [(entry.title, entry.range, entry.silent) for entry in entries]
    alt = ranges_alt(comparison, title, spans)
    with settings():
        return Chart(page(blocks), title, alt)


def _entries(comparison: Comparison, named_as: Subjects) -> list[Entry]:
    claims = claims_of(comparison.current)
    titles, kinds = named_as.titles, named_as.kinds
    return [
        Entry(titles[row.Index], kinds[row.Index], row, tuple(by_point(claims[row.Index])))
        for row in comparison.ranges.itertuples()
    ]


def _chosen(entries: Sequence[Entry]) -> list[Entry]:
    """Those with most sources where there are too many for one page, in their order."""
    order = sorted(range(len(entries)), key=lambda place: (-len(entries[place].claims), place))
    kept, rows = list[int](), 0
    for place in order[:MOST_PANELS]:
        rows += min(len(entries[place].claims), MOST_SOURCES)
        if kept and rows > MOST_ROWS:
            break
        kept.append(place)
    return [entries[place] for place in sorted(kept)]


def _left_out(panels: int, drawn: Sequence[RangePanel]) -> list[str]:
    """What is not on the page for want of room."""
    sources = sum(row.left_out for panel in drawn for row in panel.rows)
    said = (
        ("Panels left out for want of room, with the fewest sources", panels),
        ("Sources left out for want of room, neither lowest nor highest", sources),
    )
    return [f"{words}: {count:,}." for words, count in said if count]


def _shared(panels: Sequence[RangePanel]) -> list[str]:
    """Said where a panel leaves the numbers of its axis to the next."""
    shared = any(panel.scale and not panel.axis for panel in panels)
    return ["A panel without numbers at its axis has the axis of the next one."] if shared else []


def _columns(entries: Sequence[Entry]) -> Columns:
    """Room for the names and dates, and the rest for the counts."""
    claims = [claim for entry in entries for claim in entry.claims]
    names = [line for c in claims for line in named(c.source, c.mark, TEXT, _NAME, 2)]
    dates = [line for c in claims for line in wrapped(c.date, SMALL, _DATE, 2)]
    name, date = max(widest(names, TEXT), 1.3), max(widest(dates, SMALL), 0.9)
    start = name + 0.15 + date + 0.3
    return Columns(name + 0.15, start, INNER - start - 0.15)


def _rows(entry: Entry) -> tuple[Row, ...]:
    low, left_out, high = thinned(entry.claims, MOST_SOURCES)
    rows = [_row(claim) for claim in low]
    if left_out:
        words = f"{number(left_out)} more sources, not drawn"
        rows.append(Row((words,), (), None, height(1, TEXT) + 0.1, left_out))
    return (*rows, *(_row(claim) for claim in high))


def _row(claim: Claim) -> Row:
    name = named(claim.source, claim.mark, TEXT, _NAME, 2)
    date = wrapped(claim.date, SMALL, _DATE, 2)
    return Row(name, date, claim, height(max(len(name), len(date)), TEXT) + 0.1)


def _ends(claim: Claim) -> tuple[float, float]:
    return min(claim.point, claim.lower), claim.top


def _needs(entry: Entry, length: float) -> list[Need]:
    """Every count with the room that its figure, and an arrow, take beside it."""
    return [
        Need(claim.top, DOT + width(figure_words(claim, length), TEXT) + _beyond(claim))
        for claim in entry.claims
        if claim.counted
    ]


def _beyond(claim: Claim) -> float:
    """Room for an arrow, or a little air."""
    return 0.5 if claim.open else 0.05


def _panels(entries: Sequence[Entry], columns: Columns) -> list[RangePanel]:
    """Every entry with its rows and its axis; neighbours of one kind share an axis if alike."""
    panels = []
    for run in _runs(entries):
        scale = _scale(run, columns.length)
        panels += [_panel(entry, columns, scale, last=entry is run[-1]) for entry in run]
    return panels


def _panel(entry: Entry, columns: Columns, scale: Scale | None, *, last: bool) -> RangePanel:
    return RangePanel(
        wrapped(entry.title, HEAD, INNER - 1.3, 3, bold=True),
        entry.range.verdict,
        _details(entry),
        _rows(entry),
        columns,
        scale,
        _agreed(entry),
        AXIS if last else 0.0,
    )


def _details(entry: Entry) -> tuple[str, ...]:
    """Who is at each end and what all allow, where there is more than one to speak of."""
    return wrapped(span_text(entry.range), SMALL, INNER, 3) if entry.range.sources > 1 else ()


def _agreed(entry: Entry) -> tuple[float, float] | None:
    """The counts that all allow, where there is more than one source to allow them."""
    row = entry.range
    if row.sources < 2 or row.agreed_lower != row.agreed_lower:
        return None
    return float(row.agreed_lower), float(row.agreed_upper)


def _runs(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Neighbours that one axis serves without misleading."""
    runs = [[entries[0]]]
    for before, entry in pairwise(entries):
        tops = [each.most for each in (*runs[-1], entry)]
        alike = min(tops) > 0 and max(tops) <= ALIKE * min(tops)
        if alike and before.kind == entry.kind and not (before.narrow or entry.narrow):
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return runs


def _scale(run: Sequence[Entry], length: float) -> Scale | None:
    needs = [need for entry in run for need in _needs(entry, length)]
    if not needs:
        return None
    least = min(_ends(claim)[0] for entry in run for claim in entry.claims if claim.counted)
    return count_scale(needs, least if run[0].narrow else 0.0, length)


def _key(entries: Sequence[Entry]) -> Key:
    """The marks that are on the page."""
    claims = [claim for entry in entries for claim in entry.claims if claim.counted]
    used = (
        ("given", "figure as given", any(not claim.derived for claim in claims)),
        ("derived", "* derived figure", any(claim.derived for claim in claims)),
        ("bounds", "counts it allows", any(claim.lower < claim.top for claim in claims)),
        ("open", "no upper limit given", any(claim.open for claim in claims)),
        ("agreed", "counts that all allow", any(map(_agreed, entries))),
    )
    return Key(tuple((kind, words) for kind, words, drawn in used if drawn))
