"""What is said of the sources of a comparison: how many there are, and for whom they speak."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.comparison import Comparison
from reconcile.comparison.schema import Contribution
from reconcile.notation.words import joined, several
from reconcile.wording.case_texts import left_out_text
from reconcile.wording.claim_texts import SPEAKS_FOR_A_PARTY


def source_notes(comparison: Comparison, rows: Sequence[Contribution]) -> list[str]:
    """How many there are, for whom some of them speak, and which are here by derivation only."""
    estimates, origins = sum(row.estimates for row in rows), len({row.origin for row in rows})
    notes = [
        f"{several(len(rows), 'source')} resting on {several(origins, 'origin')}, "
        f"{several(estimates, 'estimate')}; relays of one statement are one estimate, and "
        "derived figures are not counted"
    ]
    sides: dict[str, list[str]] = {}
    for row in rows:
        if row.side:
            sides.setdefault(row.side, []).append(row.source)
    if sides:
        parts = [f"{joined(sides[side])} for {side}" for side in sorted(sides)]
        notes.append(f"{SPEAKS_FOR_A_PARTY}: {'; '.join(parts)}")
    silent = sorted(set(comparison.estimates["source"]) - {row.source for row in rows})
    if silent:
        notes.append(f"with derived figures only: {joined(silent)}")
    return [*notes, left_out_text(comparison)]
