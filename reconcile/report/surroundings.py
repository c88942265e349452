"""What lies around the page of a case: what it links to, and where it will be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from reconcile.comparison.difference import Difference


@dataclass(frozen=True)
class Surroundings:
    """What a report is made with.

    `copies` are links to copies of pages, by the names that rows have for them; `since` is what
    changed, where that is to be said; `feed` and `pictures` say whether there is a feed beside the
    report and a picture of every count in it; `base` is the address at which its folder will be
    read, or empty.
    """

    copies: Mapping[str, str] = field(default_factory=dict)
    since: Difference | None = None
    feed: bool = False
    pictures: bool = False
    base: str = ""

    def address(self, *parts: str) -> str:
        """The whole address of a file of the report, or nothing where its folder has none."""
        path = "/".join(map(quote, parts))
        return f"{self.base.rstrip('/')}/{path}" if self.base else ""
