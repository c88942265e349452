"""The pages of a report as HTML: each in one file, for which nothing else is loaded.

A template has no access to a comparison: it is given texts. Whatever comes from a ledger is escaped
by the templates, and a page forbids by its own policy all that it does not bring.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from reconcile import __version__
from reconcile.notation.speech import digits, right_to_left, say, say_of, spoken_code, word
from reconcile.notation.words import number
from reconcile.report.anchors import href
from reconcile.wording.characters import LEFT_TO_RIGHT, RIGHT_TO_LEFT, visible
from reconcile.wording.claim_texts import column_date
from reconcile.wording.verdict_words import plain

GENERATOR = f"Reconcile {__version__}"
MADE = '<meta name="generator" content="Reconcile '  # by which a page of ours is known
_COUNT = r"\d(?:[\d,.]|[\u00a0\u202f](?=\d))*"  # its thousands parted as any language has it
_RANGE = re.compile(rf"[~≥]?{_COUNT}–{_COUNT}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def rendered(template: str, texts: Mapping[str, Any]) -> bytes:
    """A page made from a template and the texts that it shows."""
    style, script = (Markup(_file(name)) for name in ("page.css", "page.js"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        f"script-src 'sha256-{digest}'"
    )
    given = {
        "style": style, "script": script, "policy": policy, "generator": GENERATOR,
        "lang": spoken_code(), "rtl": right_to_left(), "group": digits(","), "point": digits("."),
        "made_from": _made_from(texts["digest"]),
    }  # fmt: skip
    return (_environment().get_template(template).render({**given, **texts}) + "\n").encode()


def _file(name: str) -> str:
    folder = resources.files("reconcile.report") / "templates"
    return (folder / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reconcile.report"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_shown,
    )  # fmt: skip
    environment.filters |= {
        "names": names, "day": day, "fragment": href, "site": site, "plain": plain,
        "beside": beside, "code": code, "apart": apart, "cell": cell,
    }  # fmt: skip
    environment.globals |= {
        "say": _say, "say_of": _say_of, "say_some": _say_some, "word": word, "number": number,
    }  # fmt: skip
    return environment


def _say(message: str, **values: Any) -> Markup:
    """A message of the catalogue, whose own words may be markup; whatever it is given may not."""
    return Markup(say(message, **_escaped(values)))


def _say_of(count: float, one: str, many: str, **values: Any) -> Markup:
    return Markup(say_of(count, one, many, **_escaped(values)))


def _say_some(count: float, one: str, many: str, **values: Any) -> Markup:
    return _say_of(count, one, many, n=number(count), **values)


def _escaped(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(escape(_shown(value))) for name, value in values.items()}


def _made_from(digest: str) -> Markup:
    """What the digest of a ledger is."""
    return _say(
        "The ledger's files and their SHA-256. The hash of the ledger, {hash}, is that of these "
        "lines as {command} prints them.",
        hash=Markup('<code class="hash">{}</code>').format(digest), command=code("sha256sum"),
    )  # fmt: skip


def beside(name: str) -> Markup:
    """A link to a file beside the page."""
    return Markup('<a href="{0}">{0}</a>').format(name)


def code(text: str) -> Markup:
    """What is typed."""
    return Markup("<code>{}</code>").format(text)


def apart(name: str) -> Markup:
    """A name that is kept to itself, whichever way it is written."""
    return Markup("<bdi>{}</bdi>").format(visible(name))


def _shown(value: Any) -> Any:
    """Text in which nothing can turn the order of what stands beside it."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def names(text: str) -> Markup:
    """A sentence of ours: names that are written the other way, and in a page from right to left
    figures, kept to themselves, ranges in one piece.
    """
    if right_to_left():
        return Markup(_from_right(visible(str(text))))
    shown, parts, end = visible(str(text)), list[str](), 0
    for found in RIGHT_TO_LEFT.finditer(shown):
        parts += [_whole(shown[end : found.start()]), f"<bdi>{escape(found[0])}</bdi>"]
        end = found.end()
    return Markup("".join([*parts, _whole(shown[end:])]))


def _from_right(text: str) -> str:
    """A sentence from right to left, in which names and figures from left to right stand so."""
    parts, end = list[str](), 0
    for found in LEFT_TO_RIGHT.finditer(text):
        parts += [escape(text[end : found.start()]), f'<bdi dir="ltr">{escape(found[0])}</bdi>']
        end = found.end()
    return "".join([*parts, escape(text[end:])])


def cell(text: str) -> str:
    """A figure, a change or a date by itself: in a page from right to left it stands as it is."""
    return names(text) if right_to_left() else text


def _whole(text: str) -> str:
    """Text in which no line ends within a range of counts."""
    return _RANGE.sub(r'<span class="whole">\g<0></span>', str(escape(text)))


def day(text: str) -> str:
    """A day of a table of dates in words; other text as it is."""
    return column_date(text) if _DAY.fullmatch(text) else text


def site(url: str) -> str:
    """The name of the site that a web address is of."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        name = ""
    return name.removeprefix("www.") or say("link")
