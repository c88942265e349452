"""A table of the current figures as Markdown, with a footnote for every citation."""

from __future__ import annotations

import re

from reconcile.comparison import Comparison
from reconcile.export.citations import Citation, cited, indented, one_line
from reconcile.notation.dates import in_words

# what Markdown, or GitHub's, would read as anything but text
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$&@]|:(?=\S)|(?<=www)\.|^[-+=]", re.IGNORECASE)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")


def table(comparison: Comparison) -> str:
    """The current estimates as a table of GitHub's Markdown, a row each, and their footnotes.

    The line above it has the cut. Text of the ledger is shown as it is, on one line, whatever it
    holds; only addresses of http and https become links. One document has one footnote.
    """
    made = cited(comparison)
    lines = [escape(made.caption), "", _line(made.headings)]
    lines.append(_line(["---"] * (len(made.headings) - 1) + ["--:"]))
    for each in made.figures:
        marks = "".join(f"[^{number + 1}]" for number in each.citations)
        *others, figure = indented(made, each, escape)
        lines.append(_line([*others, figure + marks]))
    lines += ["", *(f"- {escape(note)}" for note in made.notes), ""]
    lines += [f"[^{number}]: {_footnote(each)}" for number, each in enumerate(made.citations, 1)]
    return "\n".join(lines).rstrip("\n") + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    line = _MARKUP.sub(r"\\\g<0>", one_line(text))
    return _NUMBERED.sub(r"\1\\\2", line)


def _line(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _footnote(citation: Citation) -> str:
    day, made = citation.accessed_day, citation.archived
    accessed = in_words(day) if day else citation.accessed
    archived = _link("archived", citation.archive_link)
    where = (
        _link("link", citation.link),
        f"{archived} {in_words(made)}" if archived and made else archived,
        f"accessed {escape(accessed)}" if accessed else "",
    )
    return f"{escape(citation.text)} {', '.join(filter(None, where))}".rstrip()


def _link(text: str, link: str) -> str:
    return f"[{text}]({link.replace('&', '&amp;')})" if link else ""
