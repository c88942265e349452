"""Which of the languages that have a file a text is in: by its script, then by its words.

A library for this (py3langid) was tried. It took three seconds to load its table, longer than a
whole article may take, and found nothing more among these languages.
"""

from __future__ import annotations

import re

from reconcile.drafting.folded_text import folded_text
from reconcile.drafting.lexicon import languages, lexicon
from reconcile.drafting.word_marks import marks_of, tokens_of

_LEAST = 0.25  # of the words of a text are in the lists of its language, at the very least
_ENOUGH = 4_000  # characters that tell the language of a text
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
_CYRILLIC = ("ru", "uk")
# Letters of one language alone, which tell it from its neighbours.
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
    """The language that knows most words of the text."""
    lower = text.lower()
    scores = {
        code: (_known(text, code), sum(lower.count(char) for char in _LETTERS.get(code, "")))
        for code in languages()
        if lexicon(code).spaced
        and (code in _CYRILLIC) is (script == "cyrillic")
        and code not in _OF_SCRIPT.values()
    }
    best = max(scores, key=lambda code: scores[code][0] + 2 * scores[code][1])
    words = len(tokens_of(folded_text(text).text))
    return best if scores[best][0] > _LEAST * words else ""


def _known(text: str, code: str) -> int:
    """How many words of a text are in the lists of a language."""
    words = lexicon(code)
    folded = folded_text(text, words.letters).text
    marks = marks_of(folded, tokens_of(folded), words)
    return len({mark.start for mark in marks if mark.kind not in ("agency", "names")})
