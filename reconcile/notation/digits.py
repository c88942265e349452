"""The digits of every script, and numbers in Chinese, Japanese and Korean characters.

All is written over in ASCII digits and Korean units, which `reconcile.notation.numbers` reads:
`٣٠٠` is `300`, `3千人` is `3천人`, `三百二十人` is `3백2십`, `만 이천 명` is `1만 2천` and
`열두 명` is `12`. Han characters are read wherever they stand. Hangul syllables are too often
something else: a Sino-Korean number has to begin a word and hold a unit, and
a native one has to stand before a word for people.
"""

from collections.abc import Iterator
from unicodedata import decimal, normalize

from reconcile.notation.late_pattern import late_pattern

__all__ = ["in_digits", "plain"]

# Where there may be such digits and characters: beyond Latin, Greek, Cyrillic, Hebrew and signs.
_EASTERN = late_pattern("[\u0600-\u1fff\u2e80-\U0010ffff]")
_OTHER_DIGIT = late_pattern(r"(?![0-9])\d")

# Letters of the words after a number that some systems write in pieces. To normalise the whole
# quote would take quadratic time on a text made to do so.
_LATIN_APART, _KOREAN_APART = (
    tuple((normalize("NFD", letter), letter) for letter in letters)
    for letters in ("йóàãõ", "십백천만억년월일에서내지")
)

# Separators of Arabic and of Chinese and Japanese type.
_MARKS = str.maketrans("٬،٫，．", ",,.,.")
# The units of counting and of dates, as Korean writes them.
_UNITS = str.maketrans("十拾百佰千仟万萬億亿年月日", "십십백백천천만만억억년월일")

_HAN = ("〇零", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
_SINO_KOREAN = ("영공", "일", "이", "삼", "사", "오", "육륙", "칠", "팔", "구")
_DIGITS = str.maketrans(
    {char: str(n) for row in (_HAN, _SINO_KOREAN) for n, chars in enumerate(row) for char in chars}
)

# Digits may stand before a character that is one too: 3千五百. Those alone are read elsewhere.
_HAN_UNITS = "十拾百佰千仟万萬億亿"
_HAN_RUN = late_pattern(
    f"(?<![0-9])[0-9]*+[{_HAN_UNITS}]*+[{''.join(_HAN)}][0-9{_HAN_UNITS}{''.join(_HAN)}]*+"
    f"|(?<![0-9])[{_HAN_UNITS}]++"
)

_KOREAN_DIGITS = f"[0-9{''.join(_SINO_KOREAN)}]{{0,4}}"
_KOREAN_PART = f"(?:{_KOREAN_DIGITS}[십백천만억]){{1,9}}{_KOREAN_DIGITS}"
_KOREAN_RUN = late_pattern(
    rf"(?<![가-힣0-9.,])[수약총]?({_KOREAN_PART}(?:\s{_KOREAN_PART}){{0,3}})(?=[여명인]|\W|$)"
)
_IN_DIGITS = late_pattern(r"[0-9][0-9십백천만억\s]*")

_TENS = ("열", "스물 스무", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_ONES = ("하나 한", "둘 두", "셋 세", "넷 네", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE_VALUES = {
    word: (n + 1) * step
    for row, step in ((_TENS, 10), (_ONES, 1))
    for n, words in enumerate(row)
    for word in words.split()
}
_NATIVE = late_pattern(
    rf"(?<![가-힣])({'|'.join(_TENS).replace(' ', '|')})?({'|'.join(_ONES).replace(' ', '|')})?"
    r"\s?(?=여\s?명|명|사람|분|구\b)"
)

_NONE = late_pattern("无人|無人|没有|沒有|いない|いません|なし|없")

# A unit without a digit before it is one of it.
_BARE_UNIT = late_pattern(r"(?<![0-9])(?=[십백천])|(?<![0-9십백천])(?=[만억])")


def plain(quote: str) -> str:
    """The quote with its digits, separators and units as `numbers` knows them, and in one piece."""
    text = _composed(quote)
    return text.translate(_UNITS) if _EASTERN.search(text) else text


def in_digits(quote: str) -> Iterator[str]:
    """Every number of the quote that is in characters, in digits and units; 0 for a denial."""
    if not _EASTERN.search(quote):
        return
    text = _composed(quote)
    runs = [match[0] for match in _HAN_RUN.finditer(text)]
    korean = [match[1] for match in _KOREAN_RUN.finditer(text)]
    runs += [run for run in korean if not _IN_DIGITS.fullmatch(run)]
    for run in runs:
        yield _BARE_UNIT.sub("1", run.translate(_UNITS).translate(_DIGITS))
    for match in _NATIVE.finditer(text):
        if match[1] or match[2]:
            yield str(sum(_NATIVE_VALUES[word] for word in match.groups() if word))
    if _NONE.search(text):
        yield "0"


def _composed(quote: str) -> str:
    """The quote with the letters that matter in one piece, as NFC has them, and in ASCII digits."""
    for apart, letter in _LATIN_APART:
        quote = quote.replace(apart, letter)
    if not _EASTERN.search(quote):
        return quote
    for apart, letter in _KOREAN_APART:
        quote = quote.replace(apart, letter)
    return _OTHER_DIGIT.sub(lambda digit: str(decimal(digit[0])), quote.translate(_MARKS))
