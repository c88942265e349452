"""A table in any of tabulate's formats, in which the texts of a ledger are texts and no markup.

Some of the formats are languages: of Markdown, of wikis, of reStructuredText. There a cell may hold
a link, a tag or the end of the table, and tabulate escapes only those of HTML and LaTeX.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reconcile.notation.late_pattern import late_pattern
from reconcile.storage.formula_guard import harmless
from reconcile.tables.flat import Flat
from reconcile.tables.grid import grid

# what may be markup, a colon as in javascript:, in Markdown and in reStructuredText, and in wikis
_MARKDOWN = late_pattern(r"[\\`*_{}\[\]<>#|~$&@]|:(?=\S)|^[-+=]")
_WIKI = late_pattern(r"[\\`*_{}\[\]<>#|~$&@^!?\"=+]|:(?=\S)|^[-(.;%]")


def _in_markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\g<0>", text)


def _in_jira(text: str) -> str:
    return _WIKI.sub(r"\\\g<0>", text)


def _with_entities(text: str) -> str:
    """As what becomes HTML in the end takes a character for itself."""
    return _WIKI.sub(lambda match: f"&#{ord(match[0])};", text)


_INERT: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("github", "pipe", "rst"), _in_markdown),
    "jira": _in_jira,
    **dict.fromkeys(("asciidoc", "mediawiki", "moinmoin", "textile", "youtrack"), _with_entities),
    "tsv": harmless,
}
_ESCAPING = {"latex_raw": "latex", "unsafehtml": "html"}  # the same, with texts as texts


def table_in(style: str, table: Flat) -> str:
    """The table in a format of tabulate, which shows each text as it is."""
    style = _ESCAPING.get(style, style)
    inert = _INERT.get(style, str)
    rows = [[inert(cell) for cell in row] for row in table.rows]
    return grid(table.headings, rows, table.right, style)
