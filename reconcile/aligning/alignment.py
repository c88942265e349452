"""Which figures answer the same question, and which of them are current at a cut (R1 to R4).

`align(parsed, invalid, cut)` gives every row of the ledger one status and every statement, put
together from its relays or derived from its parts, its place in the source's history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from reconcile.aligning.relays import ESTIMAND, Statements, statements
from reconcile.aligning.sums import Given, derive
from reconcile.aligning.typed_cells import Parsed, group
from reconcile.notation.dates import Date
from reconcile.notation.figures import Figure
from reconcile.storage.ledger import Source

STATUSES = (
    "current", "stale", "earlier", "superseded", "withdrawn", "set-aside", "outside-cut", "invalid",
)  # fmt: skip
CURRENT, STALE, EARLIER, SUPERSEDED, WITHDRAWN, SET_ASIDE, OUTSIDE_CUT, INVALID = range(8)


@dataclass(frozen=True)
class Cut:
    """A state of knowledge (R3): what had happened by `as_of` and been published by `known_by`.

    `max_age` is the age in days, against the newest of its estimand, past which a figure is stale.
    """

    as_of: Date | None = None
    known_by: Date | None = None
    max_age: int = 90

    def inside(self, typed: pd.DataFrame) -> np.ndarray:
        """Which rows are inside: those whose date does not begin after it, and those without."""
        inside = np.ones(len(typed), dtype=bool)
        for limit, name in ((self.as_of, "as_of_first"), (self.known_by, "published_first")):
            if limit is not None:
                inside &= typed[name].to_numpy() <= limit.last
        return inside


@dataclass(frozen=True)
class Alignment:
    """The trial balance of a ledger at a cut (R4).

    `status` has a code of `STATUSES` for every row of the ledger. `estimates` has a row for every
    statement and every derived figure, in the order of the ledger, with the columns `case`,
    `population`, `place`, `measure`, `since` (text; together the estimand), `estimand` (number),
    `source`, `origin`, `side`, `published`, `as_of`, `figure` (text), `point`, `lower`, `upper`
    (counts, float), `unknown`, `withdrawn`, `derived`, `taken_back` (bool; a later withdrawal of
    its source took it back), `status` (code), and the `_first` and `_last` days of `published`,
    `since` and `as_of`.
    """

    parsed: Parsed
    cut: Cut
    status: np.ndarray
    estimates: pd.DataFrame
    members: np.ndarray
    starts: np.ndarray
    parts: Sequence[np.ndarray]

    def parts_of(self, estimate: int) -> list[int]:
        """The estimates that a derived one comes from: what is added first, then what is taken."""
        first = len(self.estimates) - len(self.parts)
        return self.parts[estimate - first].tolist() if estimate >= first else []

    def rows_of(self, estimate: int) -> list[int]:
        """The ledger rows that the estimate rests on, in the ledger's order."""
        members = self.members[self.starts[estimate] : self.starts[estimate + 1]]
        return sorted(members.tolist())

    def where(self, estimate: int) -> str:
        """The places `file:line` that the estimate rests on."""
        return self.parsed.ledger.where(self.rows_of(estimate))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows of the ledger have each status; they add up to all of them (R4)."""
        tally = np.bincount(self.status, minlength=len(STATUSES)).tolist()
        return dict(zip(STATUSES, tally, strict=True))


def align(parsed: Parsed, invalid: np.ndarray, cut: Cut | None = None) -> Alignment:
    """Give every row its status at `cut` and every statement its place in a history (R1 to R4).

    `invalid` says for each row of the ledger whether it has an error; such rows have no part. A
    row with a cell that could not be parsed is invalid in any case.
    """
    cut = cut or Cut()
    status = np.full(len(invalid), CURRENT, dtype=np.int8)
    status[~cut.inside(parsed.typed)] = OUTSIDE_CUT
    set_aside = parsed.ledger.rows["set_aside"]
    status[(set_aside != "").to_numpy()] = SET_ASIDE
    unread = ~parsed.typed["read"].to_numpy()
    unread[[fault.row for fault in parsed.faults]] = True
    status[invalid | unread] = INVALID
    said = statements(parsed, status == CURRENT)
    combined = _with_derived(parsed, said, (status == CURRENT) | (status == OUTSIDE_CUT))
    estimates = _described(parsed, combined.frame)
    codes, taken_back = _standing(combined, estimates, cut.max_age)
    estimates["status"], estimates["taken_back"] = codes, taken_back
    base = len(said.frame)
    members = np.repeat(np.arange(base), np.diff(said.starts))
    status[said.members] = codes[:base][members]
    return Alignment(
        parsed, cut, status, estimates, combined.members, combined.starts, combined.parts
    )


@dataclass(frozen=True)
class _Combined:
    """Statements, then derived figures; `parts` are the statements of each derived figure."""

    frame: pd.DataFrame
    members: np.ndarray
    starts: np.ndarray
    parts: Sequence[np.ndarray]


def _with_derived(parsed: Parsed, said: Statements, in_use: np.ndarray) -> _Combined:
    """The statements and what follows from them (R2)."""
    frame = said.frame
    given, wanted, key = _given(parsed, frame, in_use)
    derived = derive(parsed.ledger.measures, given, wanted) if len(key) else []
    frame = frame.assign(derived=False)
    if not derived:
        return _Combined(frame, said.members, said.starts, ())
    names = list(parsed.typed["measure"].cat.categories)
    blocks, parts = [frame], list[np.ndarray]()
    for found in derived:
        block = frame.iloc[found.parts[:, 0]].assign(
            measure=names.index(found.measure), estimand=-1, lower=found.lower, upper=found.upper,
            point=found.point, unknown=False, withdrawn=False, derived=True,
            figure=[
                str(as_figure(*counts))
                for counts in zip(found.lower, found.point, found.upper, strict=True)
            ],
        )  # fmt: skip
        blocks.append(block)
        parts += list(found.parts)
    rows = [np.concatenate([_members(said, part) for part in each]) for each in parts]
    sizes = np.concatenate([np.diff(said.starts), [len(each) for each in rows]])
    starts = np.append(0, np.cumsum(sizes))
    members = np.concatenate([said.members, *rows])
    return _Combined(pd.concat(blocks, ignore_index=True), members, starts, parts)


def _members(said: Statements, statement: int) -> np.ndarray:
    return said.members[said.starts[statement] : said.starts[statement + 1]]


def _given(
    parsed: Parsed, frame: pd.DataFrame, in_use: np.ndarray
) -> tuple[Given, np.ndarray, np.ndarray]:
    """What each source gave on one occasion, where it gave more than one measure.

    A case uses the measures of all its rows `in_use`, inside the cut or not.
    """
    key, measure = frame["key"].to_numpy(), frame["measure"].to_numpy()
    several = np.bincount(key, minlength=1)[key] > 1
    measures = parsed.typed["measure"].cat.codes.to_numpy()
    present = np.unique(measures[in_use])
    codes = np.searchsorted(present, measure)
    names = parsed.typed["measure"].cat.categories
    cases = parsed.ledger.rows["case"].cat.codes.to_numpy()
    case = cases[frame["row"].to_numpy()]
    used = np.zeros((cases.max(initial=0) + 1, len(present)), dtype=bool)
    used[cases[in_use], np.searchsorted(present, measures[in_use])] = True
    line, keys = pd.factorize(key[several])
    slot = np.full((len(keys), len(present)), -1)
    slot[line, codes[several]] = np.flatnonzero(several)
    case_of = np.zeros(len(keys), dtype=int)
    case_of[line] = case[several]
    usable = ~(frame["unknown"] | frame["withdrawn"]).to_numpy()
    counts = (frame[name].to_numpy() for name in ("lower", "upper", "point"))
    given = Given([names[code] for code in present], slot, usable, *counts)
    return given, used[case_of], keys


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


def _described(parsed: Parsed, frame: pd.DataFrame) -> pd.DataFrame:
    """The estimates with the text of their estimand, source and dates."""
    rows = frame["row"].to_numpy()
    text, typed = parsed.ledger.rows, parsed.typed
    columns: dict[str, object] = {
        name: text[name].cat.categories.to_numpy()[text[name].cat.codes.to_numpy()[rows]]
        for name in ("case", "population", "place", "source")
    }
    names = typed["measure"].cat.categories.to_numpy()
    columns["measure"] = names[frame["measure"].to_numpy()]
    sources = parsed.ledger.sources
    codes = text["source"].cat.codes.to_numpy()[rows]
    for name in ("origin", "side"):
        known = [
            getattr(sources.get(source) or Source(source, origin=source), name)
            for source in text["source"].cat.categories
        ]
        columns[name] = np.array(known, dtype=object)[codes]
    for name in ("since", "published", "as_of"):
        columns[name] = typed[name].to_numpy()[rows]
    for name in ("since", "published", "as_of"):
        for end in ("first", "last"):
            columns[f"{name}_{end}"] = typed[f"{name}_{end}"].to_numpy()[rows]
    for name in ("figure", "point", "lower", "upper", "unknown", "withdrawn", "derived"):
        columns[name] = frame[name].to_numpy()
    parts = [np.asarray(columns[name]) for name in ESTIMAND[:4]]
    estimand = group(*parts, np.asarray(columns["since_first"]), np.asarray(columns["since_last"]))
    columns["estimand"] = estimand
    # one text for one span: two rows may write the same first day differently
    first = np.unique(estimand, return_index=True)[1]
    columns["since"] = np.asarray(columns["since"])[first][estimand]
    return pd.DataFrame(columns, copy=False)


def _standing(
    combined: _Combined, estimates: pd.DataFrame, max_age: int
) -> tuple[np.ndarray, np.ndarray]:
    """The status of every estimate (R3): one current figure for a source and estimand.

    With it, which statements a withdrawal took back.
    """
    holder = group(estimates["source"].to_numpy(), estimates["estimand"].to_numpy())
    dates = [
        np.where(np.isinf(day := estimates[name].to_numpy()), -np.inf, day)
        for name in ("published_first", "published_last", "as_of_first", "as_of_last")
    ]
    withdrawn = estimates["withdrawn"].to_numpy()
    codes = np.full(len(estimates), CURRENT, dtype=np.int8)
    takes_part = np.ones(len(estimates), dtype=bool)
    _rank(holder, dates, withdrawn, codes, takes_part)
    taken_back = np.zeros(len(estimates), dtype=bool)
    base = len(estimates) - len(combined.parts)
    taken_back[:base] = _taken_back(
        holder[:base], [days[:base] for days in dates], withdrawn[:base]
    )
    if combined.parts:
        void = (codes[:base] == SUPERSEDED) | taken_back[:base]
        hollow = np.zeros(len(codes), dtype=bool)
        hollow[base:] = [void[parts].any() for parts in combined.parts]
        codes[:] = CURRENT
        _rank(holder, dates, withdrawn, codes, ~hollow)
        codes[hollow] = SUPERSEDED
    _age(estimates, codes, max_age)
    return codes, taken_back


def _rank(
    holder: np.ndarray, dates: Sequence[np.ndarray], withdrawn: np.ndarray, codes: np.ndarray,
    takes_part: np.ndarray,
) -> None:  # fmt: skip
    """Set the codes of the estimates that take part, each against the later ones of its holder."""
    chosen = np.flatnonzero(takes_part)
    order = chosen[np.lexsort([values[chosen] for values in (*dates, holder)])]
    followed = np.append(holder[order][1:] == holder[order][:-1], False)[: len(order)]
    same_day = followed.copy()
    for day in dates[2:]:
        same_day[:-1] &= day[order][1:] == day[order][:-1]
    codes[order[followed]] = EARLIER
    codes[order[same_day]] = SUPERSEDED
    codes[chosen[withdrawn[chosen]]] = WITHDRAWN


def _taken_back(
    holder: np.ndarray, dates: Sequence[np.ndarray], withdrawn: np.ndarray
) -> np.ndarray:
    """Which statements a withdrawal took back: itself and all that its holder had before it."""
    place = np.empty(len(holder), dtype=int)
    place[np.lexsort([*dates, holder])] = np.arange(len(holder))
    gone = np.flatnonzero(withdrawn)
    last_gone = np.full(holder.max(initial=0) + 1, -1)
    np.maximum.at(last_gone, holder[gone], place[gone])
    taken: np.ndarray = place <= last_gone[holder]
    return taken


def _age(estimates: pd.DataFrame, codes: np.ndarray, max_age: int) -> None:
    """Mark current estimates stale that are more than `max_age` days older than the newest."""
    current = np.flatnonzero(codes == CURRENT)
    last = estimates["as_of_last"].to_numpy()[current]
    dated = np.isfinite(last)
    current, last = current[dated], last[dated]
    estimand = estimates["estimand"].to_numpy()
    newest = np.full(estimand.max(initial=-1) + 1, -np.inf)
    np.maximum.at(newest, estimand[current], last)
    codes[current[newest[estimand[current]] - last > max_age]] = STALE
