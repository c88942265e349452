"""What a verdict is called where a person reads it: pages, reports and charts have it from here.

Tables for machines and for the terminal keep the names of the method, which people search for.
"""

from __future__ import annotations

PLAIN = {
    "conflict": "contradict",
    "undetermined": "cannot be told",
    "timing": "explained by dates",
    "agree": "same",
    "single": "one source only",
    "unknown": "no number",
}  # the worst first
MEANT = {
    "conflict": "at least two of the figures cannot both be true",
    "timing": "the figures differ, and all can be true, each at its time",
    "undetermined": "nothing known tells whether all can be true",
    "agree": "some number fits all the figures, or they match within the tolerance",
    "single": "one source, or several that rest on one",
    "unknown": "no source gave a number",
}
COUNTED = {
    "conflict": "contradicted",
    "undetermined": "of which it cannot be told",
    "timing": "explained by dates",
    "agree": "the same from all",
    "single": "of one source only",
    "unknown": "without a number",
}  # of so many counts
BOTH = {
    "conflict": "Both cannot be true.",
    "undetermined": "Whether both can be true cannot be told.",
    "timing": "Both can be true, each at its time.",
    "agree": "Both can be true.",
}  # of two figures that stand before it
NONE_FITS = "no number fits all"
FITS_ALL = "fits all"  # the heading of the counts that all figures allow
