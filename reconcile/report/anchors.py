"""Where on a page an estimate, or a row of the ledger, is to be found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from reconcile.aligning.estimates import Estimate
from reconcile.charts.page.inline_svg import Link
from reconcile.comparison import Comparison
from reconcile.wording.characters import visible
from reconcile.wording.claim_texts import claim_text


@dataclass(frozen=True)
class Ref:
    """A line of the case, and where on the page its row stands; nowhere if it is not shown."""

    text: str
    href: str


@dataclass(frozen=True)
class PageClaim:
    """A claim, or who made some, with the rows that it rests on."""

    text: str
    refs: tuple[Ref, ...]


class Anchors:
    """The identifiers of the rows that a page shows, and the links to them."""

    def __init__(self, comparison: Comparison, shown: frozenset[str]) -> None:
        self.comparison = comparison
        self.shown = shown

    def ref(self, at: str) -> Ref:
        """The row at `file:line`."""
        known = identifier(at) in self.shown
        return Ref(at.rpartition(":")[2], href(identifier(at)) if known else "")

    def refs(self, *numbers: int) -> tuple[Ref, ...]:
        """The rows that estimates rest on, by the numbers of these."""
        alignment = self.comparison.alignment
        where = alignment.parsed.ledger.where
        return tuple(
            self.ref(where([row])) for number in numbers for row in alignment.rows_of(number)
        )

    def of(self, number: int) -> str:
        """A link to an estimate: to its own row if it is derived, else to the first it is from."""
        if self.comparison.alignment.estimates["derived"][number]:
            own = derived_identifier(number)
            return href(own) if own in self.shown else ""
        return self.refs(number)[0].href

    def estimates(self, numbers: Iterable[int]) -> list[Estimate]:
        """The estimates of these numbers."""
        return self.comparison.alignment.at(numbers)

    def links(self, numbers: Iterable[int]) -> dict[int, Link]:
        """What the marks of a chart lead to."""
        return {
            row.number: Link(to, visible(claim_text(row)))
            for row in self.estimates(numbers)
            if (to := self.of(row.number))
        }


def identifier(at: str) -> str:
    """The identifier of the row at `file:line`, in which nothing may be blank."""
    return "_".join(at.split())


def derived_identifier(number: int) -> str:
    """The identifier of a derived estimate."""
    return f"derived-{number}"


def href(name: str) -> str:
    """A link within the page."""
    return f"#{quote(name, safe=':')}"
