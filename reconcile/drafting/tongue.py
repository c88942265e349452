"""Which of the languages that have a file a text is in: by its script, then by its small words.

A library for this (py3langid) was tried. It took three seconds to load its table, longer than a
whole article may take, and found nothing more among these languages.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from reconcile.drafting.folded_text import folded_text
from reconcile.drafting.lexicon import WORD, languages, lexicon

_ENOUGH = 20_000  # characters that tell the language of a text
_SCRIPTS = {
    "hangul": "[\uac00-\ud7a3\u1100-\u11ff]",
    "kana": "[\u3040-\u30ff]",
    "han": "[\u4e00-\u9fff]",
    "arabic": "[\u0620-\u064a]",
    "hebrew": "[\u05d0-\u05ea]",
    "cyrillic": "[\u0400-\u04ff]",
    "latin": "[A-Za-z\u00c0-\u024f]",
}
_OF_SCRIPT = {"hangul": "ko", "han": "zh", "arabic": "ar", "hebrew": "he"}
# Small words and the letters of one language alone, which tell it from its neighbours.
_KINDS = {"stop", "of", "and", "or", "aux", "clause", "pronouns"}
_LETTERS = {"uk": "іїєґ", "ru": "ыэёъ", "pt": "ãõ", "es": "ñ¿¡", "de": "ß", "tr": "ışğ"}


def language_of(text: str) -> str:
    """The code of the language of a text; empty where nothing tells it."""
    text = text[:_ENOUGH]
    counts = {name: len(re.findall(letters, text)) for name, letters in _SCRIPTS.items()}
    if counts["kana"] > counts["han"] / 10 and counts["kana"] + counts["han"] > counts["latin"]:
        return "ja"
    script = max(counts, key=counts.__getitem__)
    if not counts[script]:
        return ""
    return _OF_SCRIPT.get(script) or _by_words(text, script)


def _by_words(text: str, script: str) -> str:
    words = Counter(WORD.findall(folded_text(text).text))
    lower = text.lower()
    scores = {
        code: sum(count for word, count in words.items() if word in _small_words(code))
        + 2 * sum(lower.count(letter) for letter in _LETTERS.get(code, ""))
        for code in languages()
        if lexicon(code).spaced and (code in ("ru", "uk")) is (script == "cyrillic")
        and code not in _OF_SCRIPT.values()
    }  # fmt: skip
    best = max(scores, key=scores.__getitem__, default="")
    return best if best and scores[best] else ""


@lru_cache
def _small_words(code: str) -> frozenset[str]:
    """The small words of a language that are one word each."""
    return frozenset(
        word
        for word, entries in lexicon(code).first.items()
        if any(e.meaning.kind in _KINDS and len(e.words) == 1 for e in entries)
    )
