"""The sentences that charts share: what shaped them, what their marks mean, who is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reconcile.charts.page.claims import Claim
from reconcile.comparison import Comparison
from reconcile.errors import excerpt
from reconcile.notation.speech import mark, say
from reconcile.notation.words import clauses, headed, joined, number
from reconcile.wording.case_texts import cut_text
from reconcile.wording.claim_texts import derivation_texts, speaks_for_a_party
from reconcile.wording.verdict_words import MEANT, plain

MOST_NAMED = 40  # so that the names are not longer than the chart
_MOST_DERIVED = 8  # each is a sum of its own; the tables have them all
_NAME = 60  # letters of a name, so that none fills a caption


def short(name: str) -> str:
    """The name of a source, cut where it would fill a caption."""
    return excerpt(name, _NAME)


def sentence(text: str) -> str:
    """`text` with a capital letter and a full stop."""
    return f"{text[0].upper()}{text[1:]}."


def conditions(comparison: Comparison, text: str | None = None) -> str:
    """The cut, the window and the greatest age, or what `text` says of them."""
    cut, text = comparison.alignment.cut, text or cut_text(comparison)
    if cut.as_of is None and cut.known_by is None:
        return say("No cut: {known}.", known=text)
    return sentence(text)


def meanings(verdicts: Iterable[str], words: Mapping[str, str] = MEANT) -> list[str]:
    """What those of the verdicts mean that are used."""
    used = set(verdicts)
    texts = [headed(plain(name), say(text)) for name, text in words.items() if name in used]
    return [sentence(clauses(texts))] if texts else []


def left_out(*said: tuple[str, int]) -> list[str]:
    """What is not on the page and how often; what is never left out is not spoken of."""
    return [say("{what}: {n}.", what=say(words), n=number(count)) for words, count in said if count]


def crowded(panels: int, sources: int) -> list[tuple[str, int]]:
    """How many panels, and sources in panels, a page of ranges had no room for."""
    return [
        (mark("Panels left out for want of room, with the fewest sources"), panels),
        (mark("Sources left out for want of room, neither lowest nor highest"), sources),
    ]


def listed(names: Sequence[str], most: int = 10) -> str:
    """Names in a row, and how many more there are than `most`."""
    if len(names) <= most:
        return joined(names)
    return joined([*names[:most], say("{n} more", n=number(len(names) - most))])


def and_more(texts: Sequence[str], total: int) -> str:
    """Texts side by side, and how many more than these there are in `total`."""
    rest = total - len(texts)
    more = [say("and {n} more", n=number(rest))] if rest > 0 else []
    return clauses([*texts, *more])


def same_day(pairs: Sequence[str]) -> list[str]:
    """Which pairs are not compared by their current figures, but by those of a day before (R5)."""
    if not pairs:
        return []
    return [
        say(
            "Compared by what both sources said of one earlier day, not by the figures drawn: "
            "{pairs}.",
            pairs=and_more(pairs[:8], len(pairs)),
        )
    ]


def who(claim: Claim) -> str:
    """The source of a claim with its mark."""
    return short(claim.source) + claim.mark


def footnotes(comparison: Comparison, claims: Sequence[Claim]) -> list[str]:
    """What the marks * and † mean for those who bear them."""
    notes = list[str]()
    derived = [claim.number for claim in claims if claim.derived]
    if derived:
        rows = [comparison.by_number[number] for number in derived[:_MOST_DERIVED]]
        texts = derivation_texts(comparison.alignment, rows)
        notes.append(f"{say('* derived: {sum}', sum=and_more(texts, len(derived)))}.")
    sides: dict[str, list[str]] = {}
    for source, side in sorted({(claim.source, claim.side) for claim in claims if claim.side}):
        sides.setdefault(side, []).append(short(source))
    if sides:
        parts = [
            say("{names} for {side}", names=listed(names), side=side)
            for side, names in sides.items()
        ]
        notes.append(f"{headed(speaks_for_a_party(), clauses(parts))}.")
    return notes


def sources_text(comparison: Comparison, claims: Sequence[Claim]) -> str:
    """The sources by name with those who relayed them; an abbreviation is written out."""
    ledger = comparison.alignment.parsed.ledger
    relay = ledger.rows.cells("via")
    via: dict[str, set[str]] = {}
    for claim in claims:
        rows = comparison.alignment.rows_of(claim.number)
        via.setdefault(claim.source, set()).update(relay[row] for row in rows)
    parts = []
    for source in sorted(via, key=str.casefold)[:MOST_NAMED]:
        known = ledger.sources.get(source)
        full = known.name if known and source.isupper() and known.name != source else ""
        relayed = sorted(via[source] - {""})
        relays = say("via {relays}", relays=listed(relayed, 6)) if relayed else ""
        extra = clauses(excerpt(text, 90) for text in (full, relays) if text)
        parts.append(short(source) + (f" ({extra})" if extra else ""))
    more = len(via) - len(parts)
    told = ", ".join(parts)
    if more > 0:
        told = say("{names} and {n} more", names=told, n=number(more))
    return say("Sources: {names}.", names=told)
