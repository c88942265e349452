"""What a verdict is called where a person reads it: pages, reports and charts have it from here.

Tables for machines and for the terminal keep the names of the method, which people search for.
"""

from __future__ import annotations

from reconcile.notation.speech import mark, mark_word, say, word

PLAIN = {
    "conflict": mark_word("verdict", "contradict"),
    "undetermined": mark_word("verdict", "cannot be told"),
    "timing": mark_word("verdict", "explained by dates"),
    "agree": mark_word("verdict", "same"),
    "single": mark_word("verdict", "one source only"),
    "unknown": mark_word("verdict", "no number"),
}  # the worst first
MEANT = {
    "conflict": mark("at least two of the figures cannot both be true"),
    "timing": mark("the figures differ, which their dates explain, or that they once agreed"),
    "undetermined": mark("nothing known tells whether all can be true"),
    "agree": mark("some number fits all the figures, or they match within the tolerance"),
    "single": mark("one source, or several that rest on one"),
    "unknown": mark("no source gave a number"),
}
COUNTED = {
    "conflict": mark_word("of counts", "contradicted"),
    "undetermined": mark_word("of counts", "of which it cannot be told"),
    "timing": mark_word("of counts", "explained by dates"),
    "agree": mark_word("of counts", "the same from all"),
    "single": mark_word("of counts", "of one source only"),
    "unknown": mark_word("of counts", "without a number"),
}  # of so many counts
BOTH = {
    "conflict": mark("Both cannot be true."),
    "undetermined": mark("Whether both can be true cannot be told."),
    "timing": mark("Both can be true, each at its time."),
    "agree": mark("Both can be true."),
}  # of two figures that stand before it
FITS_ALL = mark_word("heading", "fits all")  # of the counts that all figures allow


def plain(verdict: str) -> str:
    """A verdict in the words of a page."""
    return word("verdict", PLAIN[verdict])


def counted() -> dict[str, str]:
    """What is said of so many counts with each verdict."""
    return {name: word("of counts", text) for name, text in COUNTED.items()}


def none_fits() -> str:
    """What is said where no count is allowed by all."""
    return say("no number fits all")


def verdict_text(verdict: str) -> str:
    """A verdict as a sentence."""
    return say("Verdict: {verdict}.", verdict=plain(verdict))


def furthest_text(verdict: str) -> str:
    """That two figures are the furthest apart of those with a verdict."""
    return say("{verdict}, furthest apart", verdict=plain(verdict))
