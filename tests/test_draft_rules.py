"""Rules of drafting that hold for any number and any text."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from examples import examples
from hypothesis import given, strategies as st

from reconcile.drafting import drafts_of, language_of, languages
from reconcile.drafting.folded_text import folded_text
from reconcile.drafting.lexicon import lexicon
from reconcile.drafting.word_marks import marks_of, tokens_of
from reconcile.notation.figures import parse_figure
from reconcile.notation.numerals import units_of

# How each language writes thousands, and a sentence on so many killed.
WRITTEN = {
    "en": (",", "The attack killed {} people."),
    "fr": ("\u202f", "L'attaque a tué {} personnes."),
    "es": (".", "El ataque mató a {} personas."),
    "de": (".", "Der Angriff tötete {} Menschen."),
    "it": (".", "L'attacco ha ucciso {} persone."),
    "pt": (".", "O ataque matou {} pessoas."),
    "ru": (" ", "При атаке погибли {} человек."),
    "uk": ("\u00a0", "Внаслідок атаки загинули {} людей."),
    "ar": ("٬", "أسفر الهجوم عن مقتل {} شخصا."),
    "he": (",", "במתקפה נהרגו {} בני אדם."),
    "tr": (".", "Saldırıda {} kişi öldü."),
    "ko": (",", "이번 공격으로 {}명이 숨졌다."),
    "zh": (",", "袭击造成{}人死亡。"),
    "ja": (",", "攻撃で{}人が死亡した。"),
}
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def test_every_language_has_a_sentence() -> None:
    assert sorted(WRITTEN) == languages()


@given(st.sampled_from(sorted(WRITTEN)), st.integers(2, 999_999_999), st.booleans())
def test_any_number_is_read_as_it_is_written_there(language: str, n: int, local: bool) -> None:
    mark, sentence = WRITTEN[language]
    number = f"{n:,}".replace(",", mark) if local else str(n)
    if language == "ar" and local:
        number = number.translate(ARABIC)
    text = sentence.format(number)
    (row,) = drafts_of(text, language)
    assert (row.measure, row.lower, row.upper) == ("killed", n, n)
    assert text[row.number_start : row.number_end].startswith(number)


@given(st.text(max_size=200), st.sampled_from(sorted(WRITTEN)))
def test_any_text_is_read(text: str, language: str) -> None:
    for row in drafts_of(text, language):
        assert text[row.start : row.end] == row.quote
        assert row.start <= row.number_start < row.number_end <= row.end


@given(st.lists(st.sampled_from([
    "5", "1.200", "twelve", "people", "soldiers", "were", "killed", "wounded", "and", "or", ",",
    "at least", "including", "of them", "said", "police", "according to", "death toll", "days", "(",
    ".", "dozens", "between", "per day", "May", "2014", "missing", "the", "\u202e", "e\u0301",
])).map(" ".join))  # fmt: skip
@examples(200)
def test_any_row_of_words_gives_rows_in_the_notation(text: str) -> None:
    rows = drafts_of(text, "en", "2025-01-13")
    for number, row in enumerate(rows):
        figure = parse_figure(row.figure)
        assert figure.unknown == row.vague == (row.lower is None and row.upper is None)
        assert row.part_of is None or (row.part_of < len(rows) and row.part_of != number)
        assert text[row.start : row.end] == row.quote
    assert all(one.number_end <= other.number_start for one, other in pairwise(rows))


@pytest.mark.parametrize("language", languages())
def test_a_text_tells_its_language(language: str) -> None:
    assert language_of(WRITTEN[language][1].format(12) * 3) == language


@pytest.mark.parametrize("language", [code for code in languages() if lexicon(code).spaced])
def test_no_word_for_a_number_is_taken_for_a_thing(language: str) -> None:
    words = lexicon(language)
    for word in sorted({*units_of(language), *words.values, *words.factors} - words.no_numbers):
        marks = marks_of(word, tokens_of(word), words)
        assert not {mark.kind for mark in marks} & {"things", "ignore"}, word


@pytest.mark.parametrize(
    ("given_text", "folded"),
    [("É\u202eA", "ea"), ("e\u0301A", "ea"), ("ＡＢ５", "ab5"), ("٣٠٠", "300"), ("Ş\u00adÖ", "so")],
)
def test_folding_keeps_the_place_of_every_character(given_text: str, folded: str) -> None:
    read = folded_text(given_text)
    assert read.text == folded
    first, last = read.span(0, 1)[0], read.span(len(folded) - 1, len(folded))[1]
    assert (first, last) == (0, len(given_text))


REPEATED = "5 killed |1 |111 |twenty |said |including 5 dead |May |\u202e|5 dead, |(|3 of the 4 "


@pytest.mark.parametrize("piece", REPEATED.split("|"))
def test_the_work_is_linear(piece: str) -> None:
    def calls(length: int) -> int:
        """How many functions are called for a text of this length, which no clock changes."""
        counted = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal counted
            counted += event in ("call", "c_call")

        text = (piece * length)[:length]
        sys.setprofile(count)
        try:
            drafts_of(text, "en")
        finally:
            sys.setprofile(None)
        return counted

    calls(100)
    # A tenfold text takes ten times as many, and a hundred times at a quadratic pace.
    assert calls(10_000) < 15 * calls(1_000)
