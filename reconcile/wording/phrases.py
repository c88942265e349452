"""Names that charts, export, library and cli take from here until they take them from their own."""

from __future__ import annotations

from reconcile.notation.words import days as days, joined as joined, times as times_text
from reconcile.wording.case_texts import (
    cut_text as cut_text,
    known_text as known_text,
    left_out_text as left_out_text,
    nothing_left_text as nothing_left_text,
)
from reconcile.wording.characters import (
    RIGHT_TO_LEFT as RIGHT_TO_LEFT,
    kept as kept,
    visible as visible,
)
from reconcile.wording.claim_texts import (
    DERIVED as DERIVED,
    PARTY as PARTY,
    claim_text as claim_text,
    date_text as date_text,
    derivation_text as derivation_text,
    figure_text as figure_text,
    legend as legend,
    source_text as source_text,
)
from reconcile.wording.estimand_texts import since_text as since_text

__all__ = [
    "DERIVED", "PARTY", "RIGHT_TO_LEFT", "claim_text", "cut_text", "date_text", "days",
    "derivation_text", "figure_text", "joined", "kept", "known_text", "left_out_text", "legend",
    "nothing_left_text", "since_text", "source_text", "times_text", "visible",
]  # fmt: skip
