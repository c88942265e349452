"""What the ledger's files and columns hold, in the words of docs/method.md."""

from __future__ import annotations

from collections.abc import Mapping

from reconcile.storage.ledger import MEASURES, SOURCES

PACKAGE: Mapping[str, str] = {
    "name": "estimates",
    "title": "Published estimates of casualties",
    "description": (
        "A ledger of published figures, each as it was given, with its source, its date and what "
        "it counts. Figures are comparable only if they count the same; none is weighted or "
        "averaged."
    ),
}

# for each file, what it is (under the empty name) and what its columns hold; `case` is any case
DESCRIPTIONS: Mapping[str, Mapping[str, str]] = {
    "case": {
        "": "A case: a war, a battle, an event. Each row is one published figure.",
        "source": "who made the estimate, as listed in sources.csv",
        "via": "the relay",
        "published": "when the source spoke, not when a relay printed it",
        "since": "the first day counted; empty for a running total from the start",
        "as_of": "the last day counted; empty if that is the published date",
        "population": "who is counted",
        "place": "where",
        "measure": "what happened to them",
        "figure": "how many",
        "quote": "the words that carry the figure",
        "url": "where they can be read",
        "notes": "anything",
        "set_aside": (
            "why the row is not to be used; it stays in the ledger, is shown with its reason and "
            "has no part in anything computed"
        ),
        "waives": "names of checks that the row is known to fail; notes says why",
    },
    SOURCES: {
        "": "The sources: who made the estimates.",
        "source": "who made the estimate, as the rows name it",
        "name": "the name in full",
        "kind": "what kind of source it is",
        "country": "the country it belongs to",
        "side": "the party to the conflict that the source speaks for",
        "derives_from": "the source it rests on",
        "url": "where it can be read about",
        "notes": "anything",
    },
    MEASURES: {
        "": "Measures that this ledger adds to those that are built in.",
        "measure": "the name of the measure",
        "label": "what it is called in words",
        "includes": "the outcomes it surely holds",
        "may_include": "those it may hold besides",
        "within": "a measure that it cannot exceed",
    },
}
