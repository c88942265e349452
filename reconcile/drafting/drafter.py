"""From a text to drafts: sentence by sentence, every count of people with all that is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reconcile.drafting.amounts import Amount, amounts_of
from reconcile.drafting.attachment import Counted, attach
from reconcile.drafting.attribution import attributions, source_of
from reconcile.drafting.bounds_said import range_end, said
from reconcile.drafting.draft_row import DraftRow
from reconcile.drafting.folded_text import FoldedText, folded_text
from reconcile.drafting.heads import Head, head_of
from reconcile.drafting.lexicon import Lexicon, lexicon
from reconcile.drafting.marks import marks_of, tokens_of
from reconcile.drafting.parts import Part, parts_of
from reconcile.drafting.sentence import Sentence
from reconcile.drafting.sentence_places import sentence_places, unwrapped


def drafts_of(text: str, language: str, published: str = "") -> list[DraftRow]:
    """The rows that a text proposes, in the order in which they stand.

    `language` is the code of one that has a file; `published` the ISO date of the text, or empty.
    Raises `ReconcileError` where the library that finds sentences is missing.
    """
    words = lexicon(language)
    folded = unwrapped(folded_text(text, words.letters))
    rows: list[DraftRow] = []
    for sentence in sentences_of(folded, words):
        rows += _rows(folded, sentence, len(rows), published)
    return rows


def sentences_of(folded: FoldedText, words: Lexicon) -> Iterator[Sentence]:
    """The sentences of a text, with their marks and numbers."""
    text = folded.text
    tokens = tokens_of(text)
    marks = marks_of(text, tokens, words)
    amounts = amounts_of(text, tokens, marks, words)
    for start, end in sentence_places(text, words.code):
        yield Sentence(folded, start, end, tokens, marks, amounts, words)


def _rows(folded: FoldedText, of: Sentence, offset: int, published: str) -> list[DraftRow]:
    counted = _counted(of)
    known = attributions(of)
    rows = []
    for one, part in counted:
        upto = _range_end(of, one.amount)
        figure = said(of, one, upto)
        trigger = one.trigger
        assert trigger is not None
        start, end = min(figure.start, trigger.start), max(figure.end, trigger.end)
        if part.of is not None:
            start, end = figure.start, figure.end
        named = source_of(of, known, start, end)
        number_end = (upto or one.amount).end
        quote = folded.span(start, end)
        number = folded.span(one.amount.start, number_end)
        source = ""
        if named:
            source = " ".join(of.given(named.start, named.end).split())
        rows.append(
            DraftRow(
                *quote, *number, part.measure, figure.figure, figure.lower, figure.upper,
                figure.approx, one.amount.value is None, source=source, published=published,
                part_of=None if part.of is None else offset + part.of,
                quote=folded.given[slice(*quote)],
            )
        )  # fmt: skip
    return rows


def _range_end(of: Sentence, amount: Amount) -> Amount | None:
    at = of.amounts.index(amount)
    return range_end(of, amount, of.amounts[at + 1] if at + 1 < len(of.amounts) else None)


def _counted(of: Sentence) -> list[tuple[Counted, Part]]:
    """The numbers of a sentence that are counts, and what each is a part of."""
    items: list[tuple[Amount, Head]] = []
    skip: Amount | None = None
    for amount in of.amounts:
        upto = _range_end(of, amount)
        if amount == skip:
            skip = upto
            continue
        skip = upto
        head = head_of(upto or amount, of)
        if whole := _out_of(of, upto or amount):  # six of the 22 passengers, one of the two dead
            of_whole = head_of(whole, of)
            if of_whole.kind == "outcome":
                continue
            skip, head = whole, of_whole
        if head.kind in ("thing", "date") or _rate(of, amount, head):
            continue
        if amount.kind == "one" and head.kind not in ("people", "outcome"):
            continue
        items.append((amount, head))
    return parts_of(of, attach(of, items))


def _out_of(of: Sentence, amount: Amount) -> Amount | None:
    """The number that the people counted by this one are taken from."""
    at = of.amounts.index(amount) + 1
    if at == len(of.amounts) or amount.value is None:
        return None
    whole = of.amounts[at]
    between = of.tokens_between(amount.end, whole.start)
    covered = [mark for mark in of.marks_between(amount.end, whole.start) if mark.kind == "of"]
    only_of = all(any(m.start <= t.start and t.end <= m.end for m in covered) for t in between)
    gap = of.text[amount.end : whole.start]
    less = (whole.value or 0) >= amount.value and not set(gap) & set(",;:()-")
    return whole if between and only_of and less and of.words.spaced else None


def _rate(of: Sentence, amount: Amount, head: Head) -> bool:
    """Whether the number is one a day, of every hundred thousand, on average."""
    behind = min([head.end + 60, *(of.text.find(sign, head.end) % (of.end + 1) for sign in ",;")])
    return of.has("rates", amount.start - 30, amount.start) or of.has("rates", head.end, behind)


_ = (dataclass, field, Sequence)
