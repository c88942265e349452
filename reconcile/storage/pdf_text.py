"""The text of a PDF, leaf after leaf, in a time that is bounded whatever it holds."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import NamedTuple

from reconcile.storage.extras import needed
from reconcile.storage.kept_pages import UNREADABLE, PageError


class PdfLimits(NamedTuple):
    """How much of a PDF is read: its leaves, characters of text, and what draws on all of them.

    `steps` are what draws a word or a line, `drawn` the bytes in which they are written.
    """

    leaves: int
    text: int
    steps: int
    drawn: int


PAGE = PdfLimits(2_000, 10_000_000, 1_000_000, 50_000_000)  # a book of 5,000 pages


@cache
def _silence() -> None:
    """Let the library that reads PDF say nothing on standard error."""
    import logging  # few commands read a PDF

    logging.getLogger("pypdf").addHandler(logging.NullHandler())


def pdf_text(data: bytes, most: PdfLimits) -> str:
    """The text of a PDF, a line end between its leaves; of a longer one, as much as is read.

    Raises `PageError` for a damaged file, and for one that draws more than `most` allows.
    """
    _silence()
    pypdf = needed("pypdf", "draft", "reading a PDF")
    found, length, steps, drawn = list[str](), 0, 0, 0

    def step(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps > most.steps:
            raise _too_much()

    try:
        for leaf in pypdf.PdfReader(BytesIO(data)).pages:
            contents = leaf.get_contents()
            drawn += 0 if contents is None else len(contents.get_data())
            if drawn > most.drawn:
                raise _too_much()
            found.append(leaf.extract_text(visitor_operand_before=step))
            length += len(found[-1])
            if length > most.text or len(found) == most.leaves:
                break
    except PageError:
        raise
    except Exception as error:  # a damaged file brings about anything
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        why = f"the page is no PDF that can be read: {reason}"
        raise PageError(UNREADABLE, why, "save it again") from None
    return "\n".join(found)


def _too_much() -> PageError:
    remedy = "keep the leaves with the figures alone"
    return PageError(UNREADABLE, "the page draws more than is read", remedy)
