"""R10: what the claims of a ledger leave possible, and who must be wrong where they contradict.

`bounds(comparison)` gives a `Bounds`. The method, what it assumes and when not to use it stand in
docs/bounds.md.
"""

from reconcile.bounding.possible_counts import Bounds, bounds

__all__ = ["Bounds", "bounds"]
