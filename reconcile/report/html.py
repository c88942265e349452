"""The pages of a report as HTML: each in one file, for which nothing else is loaded.

A template has no access to a comparison: it is given texts. Whatever comes from a ledger is escaped
by the templates, and a page forbids by its own policy all that it does not bring.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from reconcile import __version__
from reconcile.report.anchors import href
from reconcile.wording.characters import RIGHT_TO_LEFT, visible
from reconcile.wording.claim_texts import column_date
from reconcile.wording.verdict_words import PLAIN

GENERATOR = f"Reconcile {__version__}"
MADE = '<meta name="generator" content="Reconcile '  # by which a page of ours is known
_RANGE = re.compile(r"[~≥]?\d[\d,.]*–\d[\d,.]*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def rendered(template: str, texts: Mapping[str, Any]) -> bytes:
    """A page made from a template and the texts that it shows."""
    style, script = (Markup(_file(name)) for name in ("page.css", "page.js"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        f"script-src 'sha256-{digest}'"
    )
    given = {"style": style, "script": script, "policy": policy, "generator": GENERATOR}
    return (_environment().get_template(template).render({**given, **texts}) + "\n").encode()


def _file(name: str) -> str:
    folder = resources.files("reconcile.report") / "templates"
    return (folder / name).read_text(encoding="utf-8")


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reconcile.report"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_shown,
    )  # fmt: skip
    own = {"names": names, "day": day, "fragment": href, "site": site, "plain": PLAIN.__getitem__}
    environment.filters |= own
    return environment


def _shown(value: Any) -> Any:
    """Text in which nothing can turn the order of what stands beside it."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def names(text: str) -> Markup:
    """A sentence of ours: names from right to left kept to themselves, ranges in one piece."""
    shown, parts, end = visible(str(text)), list[str](), 0
    for found in RIGHT_TO_LEFT.finditer(shown):
        parts += [_whole(shown[end : found.start()]), f"<bdi>{escape(found[0])}</bdi>"]
        end = found.end()
    return Markup("".join([*parts, _whole(shown[end:])]))


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
    return name.removeprefix("www.") or "link"
