"""The page over the cases of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from reconcile.comparison import Comparison
from reconcile.notation.speech import say
from reconcile.report.html import rendered
from reconcile.report.provenance import digest, digests
from reconcile.wording.about_texts import About, about
from reconcile.wording.answer import Answer, answer
from reconcile.wording.case_texts import known_text, title_text, tolerance_text, window_text
from reconcile.wording.estimand_texts import dotted


@dataclass(frozen=True)
class IndexEntry:
    """A case: its name, what it is about, where its page is, and what that says."""

    name: str
    title: str
    href: str
    about: About
    answer: Answer


def index_page(cases: Mapping[str, Comparison], others: Sequence[str]) -> bytes:
    """The index of the cases made, with what each of them says.

    `others` are the names of folders beside them that hold the page of another case.
    """
    entries = [
        IndexEntry(name, title_text(one), _href(name), about(one), answer(one))
        for name, one in cases.items()
    ]
    first = next(iter(cases.values()))
    files = digests(first.alignment.parsed.ledger, cases)
    cut = dotted(known_text(first.alignment.cut), window_text(first), tolerance_text(first))
    return rendered("index.html", {
        "title": say("Published figures, compared"),
        "description": say("The cases of a ledger, compared."),
        "cases": entries, "cut": cut,
        "others": [(name, _href(name)) for name in others],
        "digest": digest(files), "digests": files,
    })  # fmt: skip


def _href(case: str) -> str:
    return f"{quote(case)}/index.html"
