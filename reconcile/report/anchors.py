"""Where on a page an estimate, or a row of the ledger, is to be found."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from reconcile.charts.page.inline_svg import Link
from reconcile.comparison import Comparison
from reconcile.wording.phrases import claim_text, visible


@dataclass(frozen=True)
class Ref:
    """A line of the case, and where on the page its row stands; nowhere if it is not shown."""

    text: str
    href: str


class Anchors:
    """The identifiers of the rows that a page shows, and the links to them."""

    def __init__(self, comparison: Comparison, shown: frozenset[str]) -> None:
        self.comparison = comparison
        self.shown = shown
        sources = dict.fromkeys(comparison.estimates["source"])
        self.sources = {source: number for number, source in enumerate(sources)}

    def ref(self, place: str) -> Ref:
        """The row at `file:line`."""
        known = identifier(place) in self.shown
        return Ref(place.rpartition(":")[2], href(identifier(place)) if known else "")

    def refs(self, number: int) -> tuple[Ref, ...]:
        """The rows that an estimate rests on."""
        alignment = self.comparison.alignment
        where = alignment.parsed.ledger.where
        return tuple(self.ref(where([row])) for row in alignment.rows_of(number))

    def of(self, number: int) -> str:
        """The place of an estimate: its own row if it is derived, else the first one it is from."""
        if self.comparison.alignment.estimates.at[number, "derived"]:
            own = derived_identifier(number)
            return href(own) if own in self.shown else ""
        return self.refs(number)[0].href

    def links(self, numbers: list[int]) -> dict[int, Link]:
        """What the marks of a chart lead to."""
        rows = self.comparison.alignment.estimates.loc[numbers].itertuples()
        found = (
            (
                row.Index,
                Link(self.of(row.Index), visible(claim_text(row)), self.sources[row.source]),
            )
            for row in rows
        )
        return {number: link for number, link in found if link.href}


def identifier(place: str) -> str:
    """The identifier of the row at `file:line`, in which nothing may be blank."""
    return "_".join(place.split())


def derived_identifier(number: int) -> str:
    """The identifier of a derived estimate."""
    return f"derived-{number}"


def href(name: str) -> str:
    """A link within the page."""
    return f"#{quote(name, safe=':')}"
