"""What became known when, as an Atom feed (RFC 4287): an entry for each day that moved a range.

All of it follows from the ledger: the time of an entry is the day on which its rows were published,
and its name is made of case and day, so that a feed that is made again says the same.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from markupsafe import escape

from reconcile.aligning.alignment import align
from reconcile.aligning.status import INVALID
from reconcile.comparison import Comparison
from reconcile.comparison.difference import Difference
from reconcile.comparison.states import State, states
from reconcile.errors import SelectionError
from reconcile.notation.dates import FIRST_DAY, in_words, iso, parse_date
from reconcile.notation.speech import say
from reconcile.report.html import GENERATOR
from reconcile.wording.case_texts import title_text
from reconcile.wording.change_texts import ChangedRange
from reconcile.wording.characters import visible
from reconcile.wording.difference_texts import changed_with_causes
from reconcile.wording.estimand_texts import estimand_text
from reconcile.wording.range_texts import range_text

FEED = "feed.xml"
MOST = 30  # days of one case, about what a reader of feeds keeps
_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[\ufffe\uffff]")  # the rest of what XML forbids is never visible


def feed_of(cases: Mapping[str, Comparison]) -> bytes:
    """The feed of these cases, each compared alone; the newest day comes first.

    Raises `SelectionError` where no day of publication moved a range.
    """
    entries = [entry for name, one in cases.items() for entry in _entries(name, one)]
    entries.sort(key=lambda entry: entry[0], reverse=True)
    if not entries:
        raise SelectionError("there is no feed: no row with a date of publication moved a range")
    root = Element("feed", xmlns=_ATOM)
    _text(root, "title", say("Published figures: what changed"))
    _text(root, "id", _name("feed", *cases))
    _text(root, "updated", _instant(entries[0][0]))
    _text(SubElement(root, "author"), "name", "Reconcile")
    _text(root, "generator", GENERATOR)
    SubElement(root, "link", rel="self", href=FEED)
    root.extend(entry for _, entry in entries)
    indent(root)
    text: str = tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _entries(name: str, comparison: Comparison) -> Iterator[tuple[str, Element]]:
    """The day and the entry of each state of knowledge of a case in which a range moved."""
    found, _ = states(comparison, MOST)
    before: Comparison | None = None
    for state in found:
        changed = Difference(before or _eve(state), state.comparison)
        if any(change.changed for change in changed.changes):
            yield state.day, _entry(name, title_text(comparison), state.day, changed)
        before = state.comparison


def _eve(state: State) -> Comparison:
    """The comparison of a state as it was on the day before."""
    alignment = state.comparison.alignment
    day = max(parse_date(state.day).first - 1, FIRST_DAY)
    cut = replace(alignment.cut, known_by=parse_date(iso(day)))
    invalid = alignment.status == INVALID
    return replace(state.comparison, alignment=align(alignment.parsed, invalid, cut))


def _entry(name: str, title: str, day: str, changed: Difference) -> Element:
    entry = Element("entry")
    ranges, causes = changed_with_causes(changed)
    _text(
        entry, "title", say("{title}: what was published on {day}", title=title, day=in_words(day))
    )
    _text(entry, "id", _name(name, day))
    _text(entry, "updated", _instant(day))
    SubElement(entry, "link", rel="alternate", href=f"{quote(name)}/index.html")
    told = "".join(map(_count, ranges, causes))
    _text(entry, "content", f"<ul>{told}</ul>").set("type", "html")
    return entry


def _count(changed: ChangedRange, causes: list[str]) -> str:
    """What became of one count and why, as an item of a list in HTML."""
    states = [range_text(one) if one else say("no figure") for one in changed]
    about = escape(visible(estimand_text(changed.named.row)))
    was, now = (escape(visible(text)) for text in states)
    why = "".join(f"<li>{escape(visible(cause))}</li>" for cause in causes)
    told = say("{now} (before: {before})", now=now, before=was)
    return f"<li><b>{about}</b>: {told}<ul>{why}</ul></li>"


def _text(parent: Element, tag: str, text: str) -> Element:
    made = SubElement(parent, tag)
    made.text = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", visible(text))
    return made


def _name(*parts: str) -> str:
    """A name that is the same whenever it is made of the same."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(("reconcile", *parts))).urn


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"
