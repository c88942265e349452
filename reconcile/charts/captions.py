"""The sentences of a chart: its caption and the text that stands for it where it is not seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reconcile.aligning.status import STATUSES
from reconcile.charts.claims import Claim
from reconcile.charts.joins import apart_text, joined_pairs
from reconcile.comparison import Comparison
from reconcile.comparison.reasons import counts, number
from reconcile.comparison.verdicts import VERDICTS as VERDICT_NAMES, Pair
from reconcile.errors import excerpt
from reconcile.notation.words import days, joined
from reconcile.wording.case_texts import cut_text
from reconcile.wording.claim_texts import DERIVED, PARTY, claim_text, derivation_text

VERDICTS = {
    "conflict": "at least two of the figures cannot both be true",
    "timing": "the figures differ, and all can be true, since the higher ones are later",
    "undetermined": "the dates are too vague to tell whether all can be true",
    "agree": "there are counts that all the figures allow",
    "single": "one source, or several that rest on one",
    "unknown": "no source gave a number",
}
_MOST_DERIVED, _MOST_SOURCES, _NAME = 8, 40, 60


def span_text(row: Any) -> str:
    """Who claims least and most, and what all allow; `row` is a row of `Comparison.ranges`."""
    if not row.sources:
        return ""
    sources = f"{number(row.sources)} source{'' if row.sources == 1 else 's'}"
    if row.origins != row.sources:
        sources += f" resting on {number(row.origins)}"
    if row.low == row.high:
        text = f"{sources}, {'all ' if row.sources > 1 else ''}at {number(row.low)}"
    else:
        low, high = excerpt(row.low_source, _NAME), excerpt(row.high_source, _NAME)
        text = f"{sources}, from {number(row.low)} ({low}) to {number(row.high)} ({high})"
    if row.open_above:
        text += ", without an upper limit"
    return f"{text}; {allowed_text(row)}." if row.sources > 1 else f"{text}."


def allowed_text(row: Any) -> str:
    """The counts that all claims allow, in words."""
    if row.agreed_lower != row.agreed_lower:
        return "no count is allowed by all"
    upper = row.agreed_upper if row.agreed_upper == row.agreed_upper else float("inf")
    return f"all allow {counts(row.agreed_lower, upper)}"


def conditions(comparison: Comparison) -> str:
    """The cut, the window and the greatest age."""
    text, cut = cut_text(comparison), comparison.alignment.cut
    if cut.as_of is None and cut.known_by is None:
        return f"No cut: {text}."
    return f"{text[0].upper()}{text[1:]}."


def ranges_caption(
    comparison: Comparison, claims: Sequence[Claim], verdicts: Iterable[str]
) -> list[str]:
    """The paragraphs under a chart of ranges that shows `claims`."""
    used = set(verdicts)
    meaning = "; ".join(f"{name}: {text}" for name, text in VERDICTS.items() if name in used)
    return [
        conditions(comparison) + _older(comparison),
        f"{meaning[0].upper()}{meaning[1:]}.",
        *footnotes(comparison, claims),
        sources_text(comparison, claims),
    ]


def _older(comparison: Comparison) -> str:
    """What is known and not drawn, because a later figure of its source or a newer one is."""
    status = comparison.estimates["status"]
    parts = []
    for name in ("stale", "earlier", "superseded", "withdrawn"):
        count = int((status == STATUSES.index(name)).sum())
        parts += [f"{number(count)} {name}"] if count else []
    return f" Not drawn, see the timeline: {', '.join(parts)}." if parts else ""


def footnotes(comparison: Comparison, claims: Sequence[Claim]) -> list[str]:
    """What the marks * and † mean for those who bear them."""
    notes = list[str]()
    derived = [claim.number for claim in claims if claim.derived]
    if derived:
        rows = [comparison.by_number[number] for number in derived[:_MOST_DERIVED]]
        texts = [derivation_text(comparison.alignment, row) for row in rows]
        more = len(derived) - len(texts)
        texts += [f"and {number(more)} more"] if more > 0 else []
        notes.append(f"{DERIVED} derived: {'; '.join(texts)}.")
    sides: dict[str, list[str]] = {}
    for source, side in sorted({(claim.source, claim.side) for claim in claims if claim.side}):
        sides.setdefault(side, []).append(excerpt(source, _NAME))
    if sides:
        parts = [f"{_listed(names)} for {side}" for side, names in sides.items()]
        notes.append(f"{PARTY} speaks for a party to the conflict: {'; '.join(parts)}.")
    return notes


def _listed(names: Sequence[str], most: int = 10) -> str:
    if len(names) <= most:
        return joined(names)
    return joined([*names[:most], f"{number(len(names) - most)} more"])


def sources_text(comparison: Comparison, claims: Sequence[Claim]) -> str:
    """The sources by name with those who relayed them; an abbreviation is written out."""
    ledger = comparison.alignment.parsed.ledger
    relay = ledger.rows["via"].cat
    codes, names = relay.codes.to_numpy(), list(relay.categories)
    via: dict[str, set[str]] = {}
    for claim in claims:
        rows = comparison.alignment.rows_of(claim.number)
        via.setdefault(claim.source, set()).update(names[codes[row]] for row in rows)
    parts = []
    for source in sorted(via, key=str.casefold)[:_MOST_SOURCES]:
        known = ledger.sources.get(source)
        full = known.name if known and source.isupper() and known.name != source else ""
        relays = f"via {_listed(sorted(via[source] - {''}), 6)}" if via[source] - {""} else ""
        extra = "; ".join(excerpt(text, 90) for text in (full, relays) if text)
        parts.append(excerpt(source, _NAME) + (f" ({extra})" if extra else ""))
    more = len(via) - len(parts)
    return f"Sources: {', '.join(parts)}{f' and {number(more)} more' if more > 0 else ''}."


def ranges_alt(
    comparison: Comparison, title: str, entries: Iterable[tuple[str, Any, Sequence[str]]]
) -> str:
    """A chart of ranges in sentences: what is counted, who is at each end, the verdict.

    `entries` are the title of an estimand, its row of `Comparison.ranges` and the sources that
    gave no number.
    """
    sentences = [f"{title}: what each source says. {conditions(comparison)}"]
    for name, row, silent in entries:
        parts = [span_text(row).rstrip(".")] if row.sources else []
        if row.sources == 1:
            end = ", without an upper limit" if row.open_above else ""
            parts = [f"{row.low_source} alone, {number(row.low)}{end}"]
        parts += [f"{_listed(silent)} gave no number"] if silent else []
        sentences.append(f"{name}: {'; '.join(parts)}. Verdict: {row.verdict}.")
        sentences += [
            _pair_text(comparison, pair)
            for pair in joined_pairs(comparison.furthest_pairs.get(row.Index, ()))
        ]
    return " ".join(sentences).replace("\N{NO-BREAK SPACE}", " ")


def _pair_text(comparison: Comparison, pair: Pair) -> str:
    verdict = VERDICT_NAMES[pair.verdict].capitalize()
    sides = joined(claim_text(comparison.claims[number]) for number in (pair.a, pair.b))
    return f"{verdict}, furthest apart: {sides}, {apart_text(pair, signed=False)}."


def timeline_caption(
    comparison: Comparison, claims: Sequence[Claim], left_out: Sequence[str]
) -> list[str]:
    """The paragraphs under a timeline that shows `claims`; `left_out` says what it does not."""
    notes = ["A line holds each figure until the source's next one; each source has its own form."]
    if any(claim.status == "stale" for claim in claims):
        age = days(comparison.alignment.cut.max_age)
        notes.append(f"Stale: more than {age} older than the newest figure of its count.")
    return [
        conditions(comparison),
        " ".join([*notes, *left_out]),
        *footnotes(comparison, claims),
        sources_text(comparison, claims),
    ]


def notes_text(claims: Sequence[Claim]) -> str:
    """What a panel of a timeline cannot show: claims without number or date, or taken back."""
    withdrawn = [claim for claim in claims if claim.status == "withdrawn"]
    silent = [claim for claim in claims if not claim.counted and claim.status != "withdrawn"]
    undated = [claim for claim in claims if claim.counted and not claim.dated]
    parts = []
    for words, found in (("No number given", silent), ("Withdrawn", withdrawn)):
        if found:
            parts.append(f"{words}: {_listed([f'{_who(c)} ({c.date})' for c in found], 20)}.")
    if undated:
        listed = _listed([f"{_who(claim)} {claim.figure}" for claim in undated], 20)
        parts.append(f"No date given: {listed}.")
    return " ".join(parts)


def _who(claim: Claim) -> str:
    return excerpt(claim.source, _NAME) + claim.mark


def timeline_alt(
    comparison: Comparison, title: str, stories: Sequence[tuple[str, Sequence[Claim]]]
) -> str:
    """A timeline in sentences: every source with its figures and their dates."""
    sentences = [f"{title}: what each source said over time. {conditions(comparison)}"]
    for name, claims in stories:
        tracks: dict[str, list[str]] = {}
        for claim in claims:
            state = f", {claim.status}" if claim.status in ("stale", "superseded") else ""
            words = claim.figure or "no number"
            tracks.setdefault(_who(claim), []).append(f"{words} ({claim.date}{state})")
        parts = [f"{source} {', '.join(texts)}" for source, texts in tracks.items()]
        more = f"; and {number(len(parts) - _MOST_SOURCES)} more sources" if (
            len(parts) > _MOST_SOURCES
        ) else ""  # fmt: skip
        sentences.append(f"{name}: {'; '.join(parts[:_MOST_SOURCES])}{more}.")
    return " ".join(sentences)
