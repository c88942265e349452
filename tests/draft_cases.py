"""Sentences with the drafts that they give, written as a text that stands inside the test.

A line with `#` names the language, a line is a sentence, and the indented line behind it lists the
drafts: measure, figure and, where somebody is named, words of the source; `-` stands for none.
"""

from __future__ import annotations

from reconcile.drafting import DraftRow, drafts_of


def cases(sentences: str) -> list[tuple[str, str, str]]:
    """The language, the sentence and the expected drafts of each."""
    language = sentence = ""
    found = []
    for line in sentences.strip().splitlines():
        if line.startswith("# "):
            language = line[2:]
        elif line.startswith("    "):
            found.append((language, sentence, line.strip()))
        else:
            sentence = line
    return found


def held(language: str, text: str, expected: str) -> bool:
    """Whether the drafts of a sentence are those expected, at places that hold their numbers."""
    rows = drafts_of(text, language)
    wanted = [one.strip().split(" ", 2) for one in expected.split(";") if one != "-"]
    said = sorted((row.measure, row.figure) for row in rows)
    assert said == sorted((measure, figure) for measure, figure, *_ in wanted)
    for measure, figure, *source in wanted:
        named = [row for row in rows if (row.measure, row.figure) == (measure, figure)]
        assert all(_is_from(row, source[0] if source else "") for row in named), named
    return all(_stands(row, text) for row in rows)


def _is_from(row: DraftRow, source: str) -> bool:
    return source.casefold() in row.source.casefold() if source else not row.source


def _stands(row: DraftRow, text: str) -> bool:
    places = row.start <= row.number_start < row.number_end <= row.end
    return places and text[row.start : row.end] == row.quote
