"""The sentences of a timeline: its caption, and the text that stands for it."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.charts.page.captions import MOST_SOURCES, conditions, left_out, who
from reconcile.charts.page.claims import Claim
from reconcile.charts.page.log_scale import log_text
from reconcile.comparison import Comparison
from reconcile.notation.words import days, number


def caption(
    comparison: Comparison, claims: Sequence[Claim], lacking: Sequence[tuple[str, int]], *,
    far: bool,
) -> list[str]:  # fmt: skip
    """The paragraphs under a timeline of `claims`, which is `lacking` something; `far` says that an
    axis is logarithmic.
    """
    notes = ["A line holds each figure until the source's next one; each source has its own form."]
    if any(claim.status == "stale" for claim in claims):
        age = days(comparison.alignment.cut.max_age)
        notes.append(f"Stale: more than {age} older than the newest figure of its count.")
    notes += [log_text("last figure")] if far else []
    return [conditions(comparison), " ".join([*notes, *left_out(*lacking)])]


def words_of(comparison: Comparison, stories: Sequence[tuple[str, Sequence[Claim]]]) -> str:
    """A timeline in sentences: every source with its figures and their dates."""
    sentences = [f"what each source said over time. {conditions(comparison)}"]
    for name, claims in stories:
        tracks: dict[str, list[str]] = {}
        for claim in claims:
            state = f", {claim.status}" if claim.status in ("stale", "superseded") else ""
            words = claim.figure or "no number"
            tracks.setdefault(who(claim), []).append(f"{words} ({claim.date}{state})")
        parts = [f"{source} {', '.join(texts)}" for source, texts in tracks.items()]
        more = len(parts) - MOST_SOURCES
        rest = f"; and {number(more)} more sources" if more > 0 else ""
        sentences.append(f"{name}: {'; '.join(parts[:MOST_SOURCES])}{rest}.")
    return " ".join(sentences)
