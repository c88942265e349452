"""The chart of ranges: for every count, what each source says now, lowest first."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.charts.captions import ranges_alt, ranges_caption, span_text
from reconcile.charts.claims import Claim, Subjects, by_point, claims_of, subjects, thinned
from reconcile.charts.joins import Join, joins_of, lanes, uprights
from reconcile.charts.key import Key
from reconcile.charts.labels import height, named, widest, wrapped
from reconcile.charts.log_scale import log_text
from reconcile.charts.marks import SIGNS
from reconcile.charts.range_axes import Entry, axes_of
from reconcile.charts.range_panel import AXIS, Columns, RangePanel, Row
from reconcile.charts.scales import Scale
from reconcile.charts.sheet import INNER, Block, Chart, caption_block, page, title_block
from reconcile.charts.style import HEAD, SMALL, TEXT, settings
from reconcile.comparison import Comparison
from reconcile.comparison.reasons import number
from reconcile.errors import SelectionError

MOST_PANELS, MOST_SOURCES, MOST_ROWS = 40, 60, 1000
_NAME, _DATE = 2.35, 1.4  # inches at most


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
    joins = _joins(comparison, drawn)
    panels = _panels(drawn, joins)
    claims = [claim for entry in drawn for claim in entry.claims]
    verdicts = [entry.range.verdict for entry in drawn] + [j.verdict for j in sum(joins, ())]
    caption = ranges_caption(comparison, claims, verdicts)
    notes = [*_left_out(len(entries) - len(drawn), panels), *_axes_text(panels)]
    title = named_as.title
    blocks: list[Block] = [
        *title_block(title, f"What each source says, lowest first. Case: {named_as.case}"),
        _key(drawn, joins),
        *panels,
        caption_block([*caption[:2], *notes, *caption[2:]], [entry.title for entry in drawn]),
    ]
    alt = ranges_alt(comparison, title, [(e.title, e.range, e.silent) for e in entries])
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


def _axes_text(panels: Sequence[RangePanel]) -> list[str]:
    """Said where a panel leaves the numbers of its axis to the next, or where it is logarithmic."""
    shared = any(panel.scale and not panel.axis for panel in panels)
    far = any(panel.scale and panel.scale.first for panel in panels)
    said = (
        ("A panel without numbers at its axis has the axis of the next one.", shared),
        (log_text("figure"), far),
    )
    return [words for words, needed in said if needed]


def _joins(comparison: Comparison, entries: Sequence[Entry]) -> list[tuple[Join, ...]]:
    """The brackets of every entry, between the rows that are drawn."""
    rows = [[row.claim.number if row.claim else None for row in _rows(each)] for each in entries]
    pairs = [comparison.furthest_pairs.get(entry.range.Index, ()) for entry in entries]
    return [joins_of(each, own) for each, own in zip(pairs, rows, strict=True)]


def _columns(entries: Sequence[Entry], joins: Sequence[Join]) -> Columns:
    """Room for the names and dates and for the brackets, and the rest for the counts."""
    claims = [claim for entry in entries for claim in entry.claims]
    names = [line for c in claims for line in named(c.source, c.mark, TEXT, _NAME, 2)]
    dates = [line for c in claims for line in wrapped(c.date, SMALL, _DATE, 2)]
    name, date = max(widest(names, TEXT), 1.3), max(widest(dates, SMALL), 0.9)
    start, wide = name + 0.15 + date + 0.3, lanes(joins)
    return Columns(name + 0.15, start, INNER - start - (sum(wide) or 0.15), uprights(wide))


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


def _panels(entries: Sequence[Entry], joins: Sequence[tuple[Join, ...]]) -> list[RangePanel]:
    """Every entry with its rows, its brackets and its axis."""
    columns = _columns(entries, [join for each in joins for join in each])
    axes = axes_of(entries, columns.length)
    return [
        _panel(entry, each, columns, axis)
        for entry, each, axis in zip(entries, joins, axes, strict=True)
    ]


def _panel(
    entry: Entry, joins: tuple[Join, ...], columns: Columns, axis: tuple[Scale | None, bool]
) -> RangePanel:
    scale, numbered = axis
    return RangePanel(
        wrapped(entry.title, HEAD, INNER - 1.3, 3, bold=True),
        entry.range.verdict,
        _details(entry),
        _rows(entry),
        columns,
        scale,
        entry.agreed,
        AXIS if numbered else 0.0,
        joins,
    )


def _details(entry: Entry) -> tuple[str, ...]:
    """Who is at each end and what all allow, where there is more than one to speak of."""
    return wrapped(span_text(entry.range), SMALL, INNER, 3) if entry.range.sources > 1 else ()


def _key(entries: Sequence[Entry], joins: Sequence[tuple[Join, ...]]) -> Key:
    """The marks that are on the page."""
    claims = [claim for entry in entries for claim in entry.claims if claim.counted]
    used = (
        ("given", "figure as given", any(not claim.derived for claim in claims)),
        ("derived", "* derived figure", any(claim.derived for claim in claims)),
        ("bounds", "counts it allows", any(claim.lower < claim.top for claim in claims)),
        ("open", "no upper limit given", any(claim.open for claim in claims)),
        ("agreed", "counts that all allow", any(entry.agreed for entry in entries)),
    )
    verdicts = {join.verdict for each in joins for join in each}
    brackets = ((f"join {name}", f"{name}, furthest apart") for name in SIGNS if name in verdicts)
    return Key((*((kind, words) for kind, words, drawn in used if drawn), *brackets), between=0.04)
