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
# in Org mode a sign has a name, or is kept from what follows by a space that has no width
_ORG_NAMES = {
    "|": "vert", "*": "ast", "/": "slash", "_": "under", "=": "equal", "~": "tilde", "+": "plus",
    "<": "lt", "^": "asciicirc", "$": "dollar", ":": "colon",
}  # fmt: skip
_ORG_NAMED = late_pattern(r"[|*/_=~+<^$]|:(?=\S)")
_ORG_PARTED = late_pattern(r"[\\\[]|\{(?=\{)|@(?=@)|-(?=-)|\.(?=\.)|^[#!]")
_PARTED = "\N{ZERO WIDTH SPACE}"


def _in_markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\g<0>", text)


def _in_jira(text: str) -> str:
    return _WIKI.sub(r"\\\g<0>", text)


def _with_entities(text: str) -> str:
    """As what becomes HTML in the end takes a character for itself."""
    return _WIKI.sub(lambda match: f"&#{ord(match[0])};", text)


def _in_org(text: str) -> str:
    """By the ways that the Org manual names: entities, and a space without width behind a sign."""
    parted = _ORG_PARTED.sub(rf"\g<0>{_PARTED}", text)
    return _ORG_NAMED.sub(lambda match: f"\\{_ORG_NAMES[match[0]]}{{}}", parted)


_INERT: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("github", "pipe", "rst"), _in_markdown),
    "jira": _in_jira,
    "orgtbl": _in_org,
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
