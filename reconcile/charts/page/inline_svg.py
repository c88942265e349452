"""A chart as SVG that stands inside a page: its text is text, and its marks lead to their rows.

A chart for a page is drawn within `labels.set_by_the_reader`: the page is shown with the fonts of
whoever reads it, so no letter is lacking, and the drawing is the same on every machine.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.text import Text

from reconcile.charts.page.marks import CLAIM
from reconcile.charts.page.sheet import Chart, artists
from reconcile.charts.page.style import settings
from reconcile.charts.page.svg_paths import path, rounded

_USED = re.compile(r"(?<=url\(#)[^)]+|(?<=^#).+")  # an identifier in an attribute
_SHIFT = re.compile(r"translate\((\S+) (\S+)\)")
_HALO = "halo"  # the class of a text that stands on lines
_CLIP = "clip-path"
_WORDS = ("text", "tspan", "title")  # of which what is written is shown
_ABOUT = ("metadata", "style", "title", "desc")


@dataclass(frozen=True)
class Link:
    """Where a mark leads, and what it is."""

    href: str
    words: str


def claims_in(chart: Chart) -> list[int]:
    """The numbers of the estimates that a chart shows, in the order in which it draws them."""
    return list(dict.fromkeys(getattr(artist, CLAIM) for artist in _owned(chart)))


class Shared:
    """What all drawings of a page share: its styles, each with the class that has it, and the
    forms of marks, each a path and its style, with their identifiers.
    """

    def __init__(self) -> None:
        self.styles: dict[str, str] = {}
        self.forms: dict[tuple[str, str], str] = {}


@dataclass(frozen=True)
class Place:
    """Where on a page a drawing stands: `name` is what its identifiers begin with.

    The page has to have elements `about-title` and `about-words`, which name and describe the
    chart, and before it the other drawings that have `shared` with it.
    """

    name: str
    about: str
    shared: Shared


def inline(chart: Chart, at: Place, links: Mapping[int, Link]) -> str:
    """The `svg` element of a chart.

    `links` say by number where estimates stand; marks of others lead nowhere. The links are
    not stopped at by the tab key: a chart has a hundred of them and its page has them as a list.
    """
    root = ElementTree.fromstring(_drawn(chart, links))
    _undress(root)
    _rename(root, at)
    for parent in list(root.iter()):
        _link(parent, links)
        parent[:] = list(_unfolded(parent))
        _hold(parent)
    _classify(root, at.shared.styles)
    for parent in list(root.iter()):
        parent[:] = _merged(parent, at.shared.styles)
        parent[:] = list(_clipped(parent))
    _entitle(root, at.about)
    return ElementTree.tostring(root, encoding="unicode").replace(" />", "/>")


def _owned(chart: Chart) -> list[Artist]:
    return [artist for artist in artists(chart.figure) if hasattr(artist, CLAIM)]


def _drawn(chart: Chart, links: Mapping[int, Link]) -> bytes:
    """The file of the chart with text as text, its marks linked by the numbers of estimates."""
    written = io.BytesIO()
    owned = [artist for artist in _owned(chart) if getattr(artist, CLAIM) in links]
    texts = [text for text in artists(chart.figure) if isinstance(text, Text)]
    effects = {text: own for text in texts if (own := text.get_path_effects())}
    for artist in owned:
        artist.set_url(str(getattr(artist, CLAIM)))
    for text in effects:  # with an effect a text would be drawn as its outlines
        text.set(path_effects=[], gid=_HALO)
    try:
        with settings(), mpl.rc_context({"svg.fonttype": "none"}):
            chart.figure.savefig(written, format="svg", metadata={"Date": None})
    finally:
        for artist in owned:
            artist.set_url(None)
        for text, own in effects.items():
            text.set(path_effects=own, gid=None)
    return written.getvalue()


def _undress(root: Element) -> None:
    """Names without their namespaces, numbers to a tenth, and no more style than is needed."""
    for group in root.iter():
        for text in group.iter() if group.get("id") == _HALO else ():
            text.set("class", _HALO)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for key, value in list(element.attrib.items()):
            if key.startswith("{"):
                element.set(key.rpartition("}")[2], element.attrib.pop(key))
            elif key == "d":
                element.set(key, path(value))
            elif key in ("x", "y", "width", "height"):
                element.set(key, rounded(value))
        if element.tag == "text":
            _undress_text(element)


def _undress_text(text: Element) -> None:
    """A text where it stands, without its font, which is the page's."""
    shifted = _SHIFT.match(text.attrib.pop("transform", ""))
    if shifted:  # a line of several; nothing is turned
        text.set("x", rounded(shifted[1]))
        text.set("y", rounded(shifted[2]))
    parts = text.get("style", "").split("; ")
    plain = [part for part in parts if not part.startswith(("font-family", "text-anchor: s"))]
    text.set("style", "; ".join(plain))


def _rename(root: Element, at: Place) -> None:
    """Identifiers of their own for what is pointed at, none for the rest; what the page has
    already is pointed at there.
    """
    texts = (text for element in root.iter() for text in element.attrib.values())
    used = sorted({old for text in texts for old in _USED.findall(text)})
    forms = at.shared.forms
    names = {old: f"{at.name}-{number}" for number, old in enumerate(used)}
    for shared in root.iter("defs"):
        for form in shared.findall("path"):
            old, key = form.get("id", ""), (form.get("d", ""), form.get("style", ""))
            if key in forms:
                shared.remove(form)
            names[old] = forms.setdefault(key, names.get(old, ""))
    for element in root.iter():
        if element.get("id") not in names:
            element.attrib.pop("id", None)
        for name, text in element.attrib.items():
            new = names[text] if name == "id" else _USED.sub(lambda old: names[old[0]], text)
            element.set(name, new)


def _link(element: Element, links: Mapping[int, Link]) -> None:
    """Lead from a mark to its row; a pointer that rests on it is told what it is."""
    if element.tag != "a":
        return
    link = links[int(element.get("href", ""))]
    element.attrib = {"href": link.href, "tabindex": "-1"}
    told = Element("title")
    told.text, element.text = link.words, None
    element.insert(0, told)


def _classify(root: Element, styles: dict[str, str]) -> None:
    """The class of each style in its place: on a page of charts each is there a thousand times."""
    for element in root.iter():
        if style := element.attrib.pop("style", ""):
            own = styles.setdefault(style, f"z{len(styles)}")
            element.set("class", " ".join(filter(None, (element.get("class"), own))))


def _merged(parent: Element, styles: Mapping[str, str]) -> list[Element]:
    """The children, neighbours that are lines of one style in one path, marks in one link."""
    lines = {
        name for style, name in styles.items() if "fill: none" in style and "opacity" not in style
    }
    kept = list[Element]()
    for child in parent:
        before = kept[-1].attrib if kept else {}
        one = {**child.attrib, "d": before.get("d", "")}
        if child.tag == "path" and child.get("class") in lines and one == before:
            before["d"] += child.attrib["d"]
        elif child.tag == "a" and child.attrib == before:
            kept[-1].extend(child[1:])  # of two marks of one claim, one is told what it is
        else:
            kept.append(child)
    return kept


def _hold(link: Element) -> None:
    """Hold a link instead of all that it shows, so that it can be held with its neighbours."""
    shown = [child for child in link if child.tag not in _ABOUT]
    held = {child.get(_CLIP) for child in shown}
    if link.tag == "a" and len(held) == 1 and (field := held.pop()):
        link.set(_CLIP, field)
        for child in shown:
            del child.attrib[_CLIP]
        link[:] = list(_unfolded(link))


def _clipped(parent: Element) -> Iterator[Element]:
    """The children, neighbours that one field holds in a group."""
    for held, run in groupby(parent, key=lambda child: child.get(_CLIP)):
        children = list(run)
        if held is None or len(children) == 1:
            yield from children
            continue
        group = Element("g", {_CLIP: held})
        for child in children:
            del child.attrib[_CLIP]
        group.extend(children)
        yield group


def _unfolded(parent: Element) -> Iterator[Element]:
    """The children, those of groups that say nothing instead of the groups."""
    for child in parent:
        child.tail = None
        if child.tag not in _WORDS:
            child.text = None
        if child.tag in _ABOUT and parent.tag != "a":
            continue
        if child.tag == "g" and set(child.attrib) <= {"class"}:
            yield from _unfolded(child)
        elif child.tag != "defs" or len(child):
            yield child


def _entitle(root: Element, name: str) -> None:
    """What the page calls the chart, and says in words, for those who cannot see it."""
    root.text = None
    root.attrib = {
        "viewBox": root.get("viewBox", ""), "role": "graphics-document",
        "aria-roledescription": "chart", "aria-labelledby": f"{name}-title",
        "aria-describedby": f"{name}-words",
    }  # fmt: skip
