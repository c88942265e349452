"""The page over the cases of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote

from reconcile.comparison import Comparison
from reconcile.notation.speech import say
from reconcile.report.changes_section import ToldChanges, told_changes
from reconcile.report.feed import FEED
from reconcile.report.html import rendered
from reconcile.report.provenance import digest, digests
from reconcile.report.surroundings import Surroundings
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
    changed: ToldChanges | None


def index_page(
    cases: Mapping[str, Comparison], others: Sequence[str],
    around: Mapping[str, Surroundings] = MappingProxyType({}),
) -> bytes:  # fmt: skip
    """The index of the cases made, with what each of them says.

    `others` are the names of folders beside them that hold the page of another case; `around` is
    what each report was made with.
    """
    made = {name: around.get(name, Surroundings()) for name in cases}
    entries = [
        IndexEntry(
            name, title_text(one), _href(name), about(one), answer(one),
            told_changes(since) if (since := made[name].since) else None,
        )
        for name, one in cases.items()
    ]  # fmt: skip
    any_of = next(iter(made.values()))
    first = next(iter(cases.values()))
    files = digests(first.alignment.parsed.ledger, cases)
    cut = dotted(known_text(first.alignment.cut), window_text(first), tolerance_text(first))
    return rendered("index.html", {
        "title": say("Published figures, compared"),
        "description": say("The cases of a ledger, compared."),
        "cases": entries, "cut": cut,
        "others": [(name, _href(name)) for name in others],
        "digest": digest(files), "digests": files, "feed": any_of.feed and FEED,
        "address": any_of.address("index.html"),
    })  # fmt: skip


def _href(case: str) -> str:
    return f"{quote(case)}/index.html"
