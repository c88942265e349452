"""Where the sentences of a text begin and end, by sentencex, and what line ends mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from reconcile.drafting.folded_text import FoldedText
from reconcile.storage.extras import needed

# The end of an initial, which sentencex takes for the end of a sentence: M. N., spokesman of …
_INITIAL = re.compile(r"(?<![^\W\d_])[^\W\d_]\. *\Z")
_LINE = re.compile(r"[^\n]+")
_LONGEST = 2_000  # characters of a sentence
# Lines of mail and of old text files: of a like length, and ending within sentences.
_WRAPPED, _WITHIN = range(40, 101), 0.6


def unwrapped(folded: FoldedText) -> FoldedText:
    """The text with spaces for its single line ends, if those only keep its lines short."""
    lines = [line for line in folded.text.split("\n") if line.strip()]
    if len(lines) < 3 or int(median(map(len, lines))) not in _WRAPPED:
        return folded
    within = sum(line.rstrip()[-1] not in '.!?:"' for line in lines) / len(lines)
    if within < _WITHIN:
        return folded
    return folded._replace(text=re.sub(r"(?<=[^\n])\n(?=[^\n])", " ", folded.text))


def sentence_places(folded: FoldedText, language: str) -> Iterator[tuple[int, int]]:
    """The start and end of each sentence in the folded text; a line end is the end of one.

    They are found in the letters as given: a capital behind a full stop begins a sentence.
    Raises `ReconcileError` where sentencex is missing.
    """
    splitter = needed("sentencex", "draft", "draft")
    given = folded.as_given
    for line in _LINE.finditer(folded.text):
        begun: int | None = None
        cased = " ".join(re.split("[\n\r\u2028\u2029]", given[slice(*line.span())]))
        for part in splitter.get_sentence_boundaries(language, cased):
            start = part["start_index"] if begun is None else begun
            end, begun = part["end_index"], None
            if _INITIAL.search(line[0], max(start, end - 8), end) and end < len(line[0]):
                begun = start
            else:
                yield from _cut(line.start() + start, line.start() + end)


def _cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in pieces that are no longer than any sentence is."""
    for begin in range(start, end, _LONGEST):
        yield begin, min(end, begin + _LONGEST)
