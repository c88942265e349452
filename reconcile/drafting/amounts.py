"""The numbers of a text, each with its place and its one value: digits, words, dozens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from reconcile.drafting.lexicon import Lexicon
from reconcile.drafting.word_marks import Mark, Token
from reconcile.notation.numbers import numbers_in
from reconcile.notation.numerals import is_compound, spelled_numbers, units_of

LARGEST = 10**12  # no count of people is as large
_MOST_DIGITS = 15
_AND = re.compile(r"\s[וو]-?\s?")  # *and* in front of a number, in Hebrew and Arabic
_TEENS = range(11, 20)
_LONGEST_RUN = 12  # number words
_HAN = "〇零一二三四五六七八九两兩壹"
_HAN_UNITS = "十百千万萬億亿"
_KOREAN = "십백천만억"
_NATIVE = (
    "(?:열|스물|스무|서른|마흔|쉰|예순|일흔|여든|아흔)?"
    "(?:하나|한|두|세|네|다섯|여섯|일곱|여덟|아홉)?"
)
_EASTERN = re.compile(
    rf"\d[\d,]*(?:\.\d+)?(?:\s?[{_HAN_UNITS}{_KOREAN}]+"
    rf"(?:\s?\d[\d,]*(?=여?[{_HAN_UNITS}{_KOREAN}명人名]|여 명))?)*"
    rf"|[{_HAN}{_HAN_UNITS}]+"
    rf"|(?<![가-힣])[일이삼사오육칠팔구{_KOREAN}]*[{_KOREAN}][일이삼사오육칠팔구{_KOREAN}]*(?=\s?여?\s?[명인])"
    rf"|(?<![가-힣]){_NATIVE}(?=\s?(?:명|사람|분|구\b))"
)


class Amount(NamedTuple):
    """A number at its place in the folded text.

    `value` is None for a word like dozens, and a fraction for what is no whole number. `kind` is
    `digits`, `words`, `one` (a word that may be an article), `vague`, or `inside`: a word for
    people that says how many.
    """

    start: int
    end: int
    value: int | None
    kind: str
    rounded: bool = False


def amounts_of(
    text: str, tokens: Sequence[Token], marks: Sequence[Mark], words: Lexicon
) -> list[Amount]:
    """Every number of a folded text that may be a count, in order."""
    found = list(_vague_and_inside(marks))
    taken = {position for amount in found for position in range(amount.start, amount.end)}
    things = [mark for mark in marks if mark.kind in ("things", "ignore")]
    taken |= {position for mark in things for position in range(mark.start, mark.end)}
    if words.spaced:
        found = _unless_counted(found, list(_spaced(text, tokens, taken, words)))
    else:
        found += [amount for amount in _eastern(text) if amount.start not in taken]
    return _once(text, _joined(text, sorted(found)) if words.prefixes else sorted(found))


def _joined(text: str, amounts: Sequence[Amount]) -> list[Amount]:
    """With thousands and what is joined to them by *and* as one number: ألفين و862."""
    kept: list[Amount] = []
    for amount in amounts:
        before = kept[-1] if kept else None
        if before and _is_rest(text, before, amount):
            value = (before.value or 0) + (amount.value or 0)
            kept[-1] = Amount(before.start, amount.end, value, "digits")
        else:
            kept.append(amount)
    return kept


def _is_rest(text: str, thousands: Amount, amount: Amount) -> bool:
    """Whether a number is what is over the thousands of the one before it."""
    whole, rest = thousands.value or 0, amount.value or 0
    over = whole >= 1000 and whole % 1000 == 0 and 0 < rest < 1000 and amount.kind == "digits"
    return over and bool(_AND.fullmatch(text, thousands.end, amount.start))


def _once(text: str, amounts: Sequence[Amount]) -> list[Amount]:
    """Without a number that is only repeated in brackets, four (4), or begins one of several."""
    kept: list[Amount] = []
    for amount in amounts:
        again = kept and kept[-1].value == amount.value and kept[-1].end < amount.start
        if again and text[kept[-1].end : amount.start].strip() == "(":
            continue
        noun = amount.kind == "inside" and kept and 0 <= amount.start - kept[-1].end <= 1
        if noun and kept[-1].kind != "inside":
            continue  # 4500 قتيل
        kept.append(amount)
    return kept


def _vague_and_inside(marks: Sequence[Mark]) -> Iterator[Amount]:
    for mark in marks:
        if mark.kind == "vague":
            yield Amount(mark.start, mark.end, None, "vague")
        elif mark.kind == "inside":
            yield Amount(mark.start, mark.end, int(mark.measure), "inside")


def _unless_counted(vague: Sequence[Amount], others: Sequence[Amount]) -> list[Amount]:
    """All of them, but for the vague words that are only the magnitude of a number: 3 тысячи."""
    inside = {position for amount in others for position in range(amount.start, amount.end)}
    return [*(amount for amount in vague if amount.start not in inside), *others]


def _eastern(text: str) -> Iterator[Amount]:
    for match in _EASTERN.finditer(text):
        run = match[0].rstrip(", ")
        if not run or len(run) > 4 * _MOST_DIGITS:
            continue
        if values := numbers_in(run.replace(" ", "") + ("명" if "가" <= run[-1] <= "힣" else "")):
            kind = "digits" if run[0].isdecimal() else "words"
            if 0 < (value := max(values)) < LARGEST:
                yield Amount(match.start(), match.start() + len(run), value, kind)


def _spaced(
    text: str, tokens: Sequence[Token], vague: set[int], words: Lexicon
) -> Iterator[Amount]:
    at = 0
    while at < len(tokens):
        if tokens[at].text[0].isdecimal():
            amount, at = _digits(text, tokens, at, words)
            if amount:
                yield amount
        elif teen := _teen(text, tokens, at, words):
            yield teen
            at += 2
        elif tokens[at].text in words.ones and _half(text, tokens, at + 1, words):
            at += 1  # un demi-million
        elif tokens[at].end - 1 not in vague and (word := _number_word(tokens[at], words)):
            end = _run_end(text, tokens, at, words)
            yield from _in_run([word, *tokens[at + 1 : end]], words)
            at = end
        elif half := _half(text, tokens, at, words):
            yield half
            at += len(text[half.start : half.end].replace("-", " ").split())
        else:
            at += 1


def _teen(text: str, tokens: Sequence[Token], at: int, words: Lexicon) -> Amount | None:
    """A number of two words, of which the first alone is none: أحد عشر is 11."""
    first = tokens[at]
    if at + 1 == len(tokens) or first.text not in words.no_numbers:
        return None
    last = tokens[at + 1]
    if text[first.end : last.start] != " " or not _is_word(last.text, words):
        return None
    value = max(spelled_numbers(f"{first.text} {last.text}"), default=0)
    teen = value in _TEENS and value not in spelled_numbers(last.text)
    return Amount(first.start, last.end, value, "words") if teen else None


def _half(text: str, tokens: Sequence[Token], at: int, words: Lexicon) -> Amount | None:
    """Half of what multiplies, where *half* alone is no number: half a million, medio centenar."""
    if at >= len(tokens) or tokens[at].text not in words.no_numbers:
        return None
    for last in tokens[at + 1 : at + 3]:
        start, end = tokens[at].start, last.end
        said = text[start:end].replace("-", " ")
        value = max(spelled_numbers(said), default=0) if last.text in words.factors else 0
        if value > 1 and value not in spelled_numbers(last.text) and not set(said) & set(",.;:()"):
            return Amount(start, end, value, "words", last.text in words.rounded)
    return None


def _digits(
    text: str, tokens: Sequence[Token], at: int, words: Lexicon
) -> tuple[Amount | None, int]:
    """The number that begins with the digits at a token, and the token behind it."""
    first = tokens[at]
    digits = first.text
    at += 1
    if len(digits) <= 3 and digits.isdecimal() and digits[0] != "0":  # 360 000
        while at < len(tokens) and _threes(text, tokens[at - 1], tokens[at]):
            digits += tokens[at].text
            at += 1
    value = _value(digits, words)
    end = tokens[at - 1].end
    if value is None:
        return None, at
    whole = value
    while at < len(tokens) and text[end : tokens[at].start].strip("-") in ("", " "):
        factor = _factor(tokens[at].text, words)
        if factor is None:
            break
        whole *= factor
        end, at = tokens[at].end, at + 1
    rest = _remainder(text, tokens, at, end) if whole % 1000 == 0 and whole != value else None
    if rest is not None:  # 10 mil 586
        whole, end, at = whole + rest, tokens[at].end, at + 1
    if whole.denominator != 1 or not 0 < whole < LARGEST:
        return None, at
    return Amount(first.start, end, int(whole), "digits"), at


def _threes(text: str, before: Token, token: Token) -> bool:
    return (
        len(token.text) == 3
        and token.text.isdecimal()
        and text[before.end : token.start] in (" ", "'")
        and not text[token.end : token.end + 1].isalpha()
    )


def _remainder(text: str, tokens: Sequence[Token], at: int, end: int) -> int | None:
    if at < len(tokens) and text[end : tokens[at].start] == " ":
        token = tokens[at].text
        if token.isdecimal() and len(token) <= 3 and token[0] != "0":
            return int(token)
    return None


def _value(digits: str, words: Lexicon) -> Fraction | None:
    """The number that digits with their marks are in this language; None for a date or a time."""
    if len(digits) > _MOST_DIGITS + 5:
        return None
    if digits.isdecimal():
        return Fraction(int(digits))
    if re.fullmatch(rf"[0-9]{{1,3}}(?:[{words.thousands}][0-9]{{3}})+", digits):
        return Fraction(int(re.sub(r"\D", "", digits)))
    if re.fullmatch(r"[0-9]+[.,][0-9]+", digits):
        return Fraction(digits.replace(",", "."))
    return None


def _factor(word: str, words: Lexicon) -> int | None:
    if word not in words.factors:
        return None
    if word in words.values:
        return words.values[word]
    return max((n for n in spelled_numbers(word) if n >= 12), default=None)


def _is_word(word: str, words: Lexicon) -> bool:
    plain = word.replace("'я", "я")
    if plain in words.no_numbers:
        return False
    return (
        plain in units_of(words.code)
        or plain in words.factors
        or plain in words.values
        or (words.code in ("de", "it") and is_compound(plain))
    )


def _number_word(token: Token, words: Lexicon) -> Token | None:
    """The number word that a token is, without what is written in front of it (*and*, *the*)."""
    if _is_word(token.text, words):
        return token
    for prefix in words.prefixes:
        if token.text.startswith(prefix) and _is_word(token.text[len(prefix) :], words):
            return token._replace(start=token.start + len(prefix), text=token.text[len(prefix) :])
    return None


def _run_end(text: str, tokens: Sequence[Token], at: int, words: Lexicon) -> int:
    """The token behind a run of number words, with the joints within it."""
    end = at + 1
    while end < len(tokens) and end - at < _LONGEST_RUN:
        step = 1
        if _goes_on(text, tokens[end - 1], tokens[end], words):
            end += 1
            continue
        if tokens[end].text in words.joints and end + 1 < len(tokens):
            step = 2
        between = text[tokens[end - 1].end : tokens[end + step - 1].start]
        if not _is_word(tokens[end + step - 1].text, words) or set(between) & set(',.;:()\n"'):
            break
        end += step
    return end


def _goes_on(text: str, before: Token, token: Token, words: Lexicon) -> bool:
    """Whether a number word goes on with *and* written in front of the next: עשרים ואחד is 21."""
    if token.text == (bare := _without_and(token, words)) or text[before.end : token.start] != " ":
        return False
    first, second = _without_and(before, words), bare
    if words.values:
        return 0 < words.values[second] < words.values.get(first, 0) >= 20
    parts = {*spelled_numbers(first), *spelled_numbers(second)}
    return bool(parts) and parts.isdisjoint(spelled_numbers(f"{first} {token.text}"))


def _without_and(token: Token, words: Lexicon) -> str:
    """A number word without the *and* of Hebrew or Arabic in front of it."""
    bare = token.text[1:] if token.text[0] in "וو" else token.text
    return bare if bare in words.values or _is_word(bare, words) else token.text


def _in_run(run: Sequence[Token], words: Lexicon) -> Iterator[Amount]:
    """The numbers of a run of number words: one, or several that only stand side by side."""
    start = 0
    while start < len(run):
        end, value = start + 1, _reading(run[start : start + 1], words)
        for stop in range(start + 2, len(run) + 1):
            longer = _reading(run[start:stop], words)
            alone = _reading(run[stop - 1 : stop], words)
            if run[stop - 1].text in words.joints:
                continue
            if longer is None or longer == value or (longer == alone and value != 1):
                break
            end, value = stop, longer
        if value and value < LARGEST:
            kind = "one" if end - start == 1 and run[start].text in words.ones else "words"
            rounded = any(token.text in words.rounded for token in run[start:end])
            yield Amount(run[start].start, run[end - 1].end, value, kind, rounded)
        start = end
        while start < len(run) and run[start].text in words.joints:
            start += 1


def _reading(run: Sequence[Token], words: Lexicon) -> int | None:
    """The number that these words are together; None if there is none."""
    if words.values:
        return _sum_of([words.values.get(_without_and(token, words), 0) for token in run])
    return max(spelled_numbers(" ".join(token.text for token in run)), default=None)


def _sum_of(values: Sequence[int]) -> int:
    """What values add up to where larger ones multiply: 2, 100, 5 are 205."""
    total = section = 0
    for value in values:
        if value >= 1000:
            total, section = total + (section or 1) * value, 0
        elif value == 100:
            section = (section or 1) * value
        else:
            section += value
    return total + section
