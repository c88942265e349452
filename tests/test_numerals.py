"""The numbers of a quote that are in words, in characters and by denial."""

import subprocess
import sys
import time
from functools import cache

import pytest
from hypothesis import given, strategies as st
from unicode_rbnf import RbnfEngine

from reconcile.notation import numeral_table as table
from reconcile.notation.numbers import missing_numbers, numbers_in

# What is read, and nothing else.
EXACT = [
    # English
    ("three hundred and twelve people were killed", (312,)),
    ("Twenty-one soldiers", (21,)),
    ("seventeen hundred", (1_700,)),
    ("a dozen soldiers", (12,)),
    ("two dozen dead", (24,)),
    ("half a dozen", (6,)),
    ("half a million people", (500_000,)),
    ("a quarter of a million", (250_000,)),
    ("a million and a half", (1_000_000, 1_500_000)),
    ("one and a half million", (1, 1_500_000)),
    ("tens of thousands", (1_000, 10_000)),
    ("two thousand, three hundred", (300, 2_000, 2_300)),
    ("five and twenty", (5, 20, 25)),
    ("two to three hundred thousand", (2, 200, 200_000, 300_000)),
    ("between one hundred and two hundred", (100, 200)),
    ("between two and three thousand", (2, 2_000, 3_000)),
    ("killed twelve and wounded three", (3, 12)),
    ("thirteenth report of the weekend", ()),
    ("often, a stone, a tent, anyone", ()),
    # French
    ("quatre-vingt-dix-sept", (97,)),
    ("quatre vingt dix sept morts", (97,)),
    ("septante-et-un", (71,)),
    ("une douzaine", (12,)),
    ("deux douzaines", (24,)),
    ("une trentaine de morts", (30,)),
    ("deux à trois mille", (2, 2_000, 3_000)),
    ("un million et demi", (1_000_000, 1_500_000)),
    # Spanish
    ("trescientos veintiún muertos", (321,)),
    ("dos docenas", (24,)),
    ("medio millón", (500_000,)),
    ("mil doscientos millones", (1_000, 200_000_000, 1_200_000_000)),
    # German
    ("dreihundertzwanzig Tote", (320,)),
    ("fünfundzwanzig", (25,)),
    ("fuenfundzwanzig", (25,)),
    ("zwei Dutzend", (24,)),
    ("zwei- bis dreitausend", (2, 2_000, 3_000)),
    ("Zehntausende", (10_000,)),
    ("zweieinhalb Millionen", (2_500_000,)),
    ("eine halbe Million", (1, 500_000)),
    # Italian and Portuguese
    ("trecentottanta", (380,)),
    ("due dozzine", (24,)),
    ("mezzo milione", (500_000,)),
    ("trezentos e vinte mortos", (320,)),
    ("uma dúzia", (12,)),
    ("meio milhão", (500_000,)),
    # Russian and Ukrainian
    ("триста двадцать погибших", (320,)),
    ("более трёхсот двадцати пяти человек", (325,)),
    ("две-три тысячи", (2, 2_000, 3_000)),
    ("полмиллиона", (500_000,)),
    ("полтора миллиона", (1_500_000,)),
    ("две дюжины", (24,)),
    ("десятки тысяч", (10_000,)),
    ("триста двадцять загиблих", (320,)),
    ("понад двохсот", (200,)),
    ("п’ятсот п'ятдесят", (550,)),
    ("пів мільйона", (500_000,)),
    # Arabic
    ("ثلاثمئة", (300,)),
    ("ثلاثمئة وعشرون قتيلا", (320,)),
    ("خمسة وعشرون قتيلا", (25,)),
    ("ألفان وثلاثمئة", (2_300,)),
    ("عشرات الآلاف", (10_000,)),
    ("نصف مليون", (500_000,)),
    # A factor after digits is no number of its own.
    ("2 dozen", (24,)),
    ("3 douzaines", (36,)),
    ("5 hundred thousand", (500_000,)),
    # Digits of other scripts.
    ("٣٠٠ قتيل", (300,)),
    ("١٢٬٠٠٠", (12_000,)),
    ("١٫٥ مليون", (1_500_000,)),
    ("۱۲٬۵۰۰ نفر", (12_500,)),
    ("12 ألف", (12_000,)),
    ("३०० लोग", (300,)),
    ("1,20,000 people", (120_000,)),
    ("5 lakh", (500_000,)),
    ("１，２００人", (1_200,)),
    # Characters.
    ("3千人", (3_000,)),
    ("1万4000人", (14_000,)),
    ("3千五百人", (3_000, 3_500)),
    ("三百人", (300,)),
    ("十二人", (12,)),
    ("百二十万人", (1_200_000,)),
    ("二〇二五年", (2_025,)),
    ("2億", (200_000_000,)),
    ("3萬", (30_000,)),
    ("1만 4천", (14_000,)),
    ("삼백 명", (300,)),
    ("만 이천 명", (12_000,)),
    ("수백 명", (100,)),
    ("열두 명", (12,)),
    ("스무명", (20,)),
    ("하지만 이 사람이 만약 천안에", ()),
]

DENIALS = """no casualties|nobody died|no one was killed|none|didn't cause any deaths|zero losses
aucun mort|aucune victime|pas de morts|sans faire de victimes|personne n'a été tué
ningún muerto|sin víctimas|no hubo muertos|nadie murió|keine Toten|niemand kam ums Leben|ohne Opfer
nessun morto|senza vittime|non ci sono vittime|nenhum morto|sem vítimas|não houve mortos
жертв нет|никто не погиб|без жертв|погибших нет|ніхто не загинув|жертв немає|постраждалих немає
لا قتلى|لم يقتل أحد|دون إصابات|没有人员伤亡|死者はいない|사망자는 없었다"""

# The forms that the Unicode Consortium's rules give a number in each language.
FORMS = "spellout-numbering", "spellout-cardinal"
NATIVE_KOREAN = "spellout-cardinal-native-attributive"
LANGUAGES = ["en", "fr", "es", "de", "it", "pt", "ru", "uk", "ar", "ko", "ja", "zh"]

counts = st.integers(1, 9).flatmap(lambda power: st.integers(0, 10**power - 1))
VOCABULARY = [
    form
    for entry in (
        *(row for rows in table.ADDENDS.values() for _, _, row in rows),
        *table.FACTORS.values(),
        *table.FRACTIONS.values(),
        *table.PAIRS.values(),
        *table.JOINTS.values(),
        table.NEGATIONS,
        ", 300 1,200 – - 三 十 万 만 삼 백 열 명 ٣ ٬ é п' и\u0306",
    )
    for form in entry.replace("|", " ").replace("/", " ").split()
]


@cache
def engine(language: str) -> RbnfEngine:
    return RbnfEngine.for_language(language)


@pytest.mark.parametrize(("quote", "numbers"), EXACT)
def test_exactly_these_are_read(quote: str, numbers: tuple[int, ...]) -> None:
    assert sorted(numbers_in(quote)) == list(numbers)


@pytest.mark.parametrize("quote", DENIALS.replace("\n", "|").split("|"))
def test_a_denial_is_nought(quote: str) -> None:
    assert 0 in numbers_in(quote)
    assert max(numbers_in(quote)) <= 1


@pytest.mark.parametrize("quote", ["no figure was given", "not clear yet how many were killed"])
def test_a_negation_far_from_a_loss_is_no_denial(quote: str) -> None:
    assert numbers_in(quote) == set()


@given(st.sampled_from(LANGUAGES), counts, st.sampled_from(["{}", "({})", "«{}».", "X {} X"]))
def test_a_number_is_found_in_every_form(language: str, n: int, frame: str) -> None:
    forms = engine(language).format_number(n).text_by_ruleset
    for name, words in forms.items():
        if not name.startswith(FORMS) or "financial" in name:
            continue
        if language == "ko" and (n < 10 or "native" in name):
            continue  # a syllable alone is too often something else
        assert n in numbers_in(frame.format(words)), (name, words)


@given(st.sampled_from(["en", "fr", "es", "de", "it", "ru", "uk"]), counts)
def test_a_number_in_words_is_read_as_nothing_else(language: str, n: int) -> None:
    assert numbers_in(engine(language).format_number(n).text) == {n}


@given(st.integers(1, 99))
def test_native_korean_is_read_before_a_word_for_people(n: int) -> None:
    words = engine("ko").format_number(n, ruleset_names=[NATIVE_KOREAN]).text
    assert numbers_in(f"{words} 명") == {n}


@given(st.lists(st.sampled_from(VOCABULARY), max_size=12), st.sampled_from([" ", "", ", ", "-"]))
def test_any_row_of_number_words_is_read(row: list[str], between: str) -> None:
    quote = between.join(row)
    numbers = numbers_in(quote)
    assert all(0 <= n <= 10**15 for n in numbers)
    assert missing_numbers(sorted(numbers), quote) == ()


def test_no_word_has_two_values() -> None:
    from reconcile.notation.numerals import _forms

    values: dict[str, set[object]] = {}
    for first, step, row in [row for rows in table.ADDENDS.values() for row in rows]:
        for position, entry in enumerate(row.split("|")):
            for word in _forms(entry):
                values.setdefault(word, set()).add(first + step * position)
    for entries in (table.FACTORS, table.FRACTIONS, table.PAIRS):
        for value, entry in entries.items():
            for word in _forms(entry):
                values.setdefault(word, set()).add((value, "before a factor"))
    for kind, entry in table.JOINTS.items():
        for word in _forms(entry):
            values.setdefault(word, set()).add(kind)
    assert {word for word, meant in values.items() if len(meant) > 1} == set()


REPEATED = """two thousand |hundert|einundzwanzig|one and |no |no death |thousand million |half a
二|十|3十|만|일만 |이|열 명|열|e\u0301|п'|и\u0306\u0301|ا|و|٣٠٠٬|1,20,|one, |thousand, |ventuno"""


@pytest.mark.parametrize("piece", REPEATED.replace("\n", "|").split("|"))
def test_time_is_linear(piece: str) -> None:
    def seconds(length: int) -> float:
        quote = (piece * length)[:length]
        taken = []
        for _ in range(3):
            start = time.process_time()
            numbers_in(quote)
            taken.append(time.process_time() - start)
        return min(taken)

    # A tenfold text takes ten times as long, and a hundred times at a quadratic pace.
    assert seconds(100_000) < 40 * seconds(10_000) + 0.01


def test_digits_need_no_words() -> None:
    code = (
        "import sys; from reconcile.notation.numbers import missing_numbers\n"
        "assert missing_numbers([300], 'about 300') == ()\n"
        "assert 'reconcile.notation.numerals' not in sys.modules\n"
        "assert missing_numbers([300], 'three hundred') == ()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
