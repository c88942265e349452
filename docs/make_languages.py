"""Bring the catalogues in reconcile/languages up to date with what the program says.

    python docs/make_languages.py             write every catalogue again
    python docs/make_languages.py --check     write nothing; exit 1 if one is not as it should be

A message that is new comes into every catalogue without a translation, one that is not said any
more is taken out, and what is translated stays as it is. `--check` tells what is not translated,
or has other placeholders than the English message.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import nodes
from jinja2.environment import Environment

from reconcile.notation.speech import ENGLISH, LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "reconcile"
FOLDER = PACKAGE / "languages"
# which arguments of each function are the message, its plural, and its context
SAID = {
    "say": (0, None, None), "_say": (0, None, None), "mark": (0, None, None),
    "say_of": (1, 2, None), "say_some": (1, 2, None),
    "word": (1, None, 0), "mark_word": (1, None, 0),
}  # fmt: skip
# the tables whose headings stand in reports
TABLES = (
    "flat", "disputes", "ranges", "bounds", "history", "sources", "ratios", "changes", "difference",
)  # fmt: skip
HEADED = {f"reconcile/tables/{name}_table.py" for name in TABLES}
HEADED |= {"reconcile/tables/flat.py", "reconcile/report/markdown_page.py"}
HEADINGS = "heading"
Found = tuple[str, str | None, str | None]  # a message, its plural, its context


def messages() -> Iterator[tuple[str, Found]]:
    """Every message of the package, with the file that says it."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from ((name, one) for one in _of_call(name, node))
    for path in sorted(PACKAGE.rglob("templates/*.html")):
        name = path.relative_to(ROOT).as_posix()
        tree = Environment().parse(path.read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in SAID:
                texts = [arg.value if isinstance(arg, nodes.Const) else None for arg in call.args]
                yield from ((name, one) for one in _said(call.node.name, texts))


def _of_call(name: str, node: ast.Call) -> Iterator[Found]:
    """What a call in the file of this name says, or what it heads columns with."""
    called = node.func.value if isinstance(node.func, ast.Subscript) else node.func
    function = called.id if isinstance(called, ast.Name) else ""
    texts = [_text(argument) for argument in node.args]
    if name in HEADED and function == "Shown" and texts[0]:
        yield texts[0], None, HEADINGS
    if name in HEADED and function in ("as_it_is", "varying"):
        yield from ((text.replace("_", " "), None, HEADINGS) for text in texts if text)
    if function in SAID:
        yield from _said(function, texts)


def _text(node: ast.expr) -> str | None:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) else None


def _said(function: str, texts: list[str | None]) -> Iterator[Found]:
    """A message that is written where it is said; one that is passed on is marked elsewhere."""
    message, plural, context = (
        None if at is None or at >= len(texts) else texts[at] for at in SAID[function]
    )
    if message and (SAID[function][2] is None or context):
        yield message, plural, context


def template() -> Catalog:
    """All that is said, with the files that say it."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    for name, (message, plural, context) in messages():
        told = (message, plural) if plural else message
        catalog.add(told, locations=[(name, None)], context=context)
    return catalog


def catalogue(code: str) -> Path:
    """The file of a language."""
    return FOLDER / code / "LC_MESSAGES" / "reconcile.po"


def updated(code: str, said: Catalog) -> bytes:
    """The catalogue of a language with all that is said now, and nothing else."""
    path = catalogue(code)
    known = read_po(io.BytesIO(path.read_bytes()), locale=code) if path.exists() else Catalog(code)
    made = Catalog(code, charset="utf-8", fuzzy=False, header_comment=f"# {LANGUAGES[code]}")
    for message in said:
        if message.id:
            old = known.get(message.id, message.context)
            made.add(
                message.id, old.string if old else "", sorted(set(message.locations)),
                context=message.context, user_comments=old.user_comments if old else (),
            )  # fmt: skip
    written = io.BytesIO()
    write_po(written, made, width=99, sort_output=True, omit_header=True, include_lineno=False)
    head = f'# {LANGUAGES[code]}\nmsgid ""\nmsgstr ""\n' + "".join(
        f'"{name}: {value}\\n"\n'
        for name, value in (
            ("Language", code), ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", made.plural_forms),
        )
    )  # fmt: skip
    return head.encode() + b"\n" + written.getvalue()


def lacking(code: str, said: Catalog) -> Iterator[str]:
    """What is wrong in the catalogue of a language, message by message."""
    told = read_po(io.BytesIO(updated(code, said)), locale=code)
    for message in told:
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            wanted = set().union(*map(placeholders, ids))
            if not all(strings) or len(strings) != (told.num_plurals if len(ids) > 1 else 1):
                yield f"{code}: not translated: {ids[0]}"
            elif any(not _fits(placeholders(each), wanted, len(ids)) for each in strings):
                yield f"{code}: other placeholders: {ids[0]}"


def _fits(found: set[str], wanted: set[str], forms: int) -> bool:
    """Whether a translation has all that the message has; a plural may leave its number out."""
    return found == wanted or (forms > 1 and found == wanted - {"n"})


def placeholders(text: str) -> set[str]:
    """The names in braces of a message."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def main(arguments: list[str]) -> int:
    """Write the catalogues, or only look whether they are whole."""
    said, status = template(), 0
    for code in LANGUAGES:
        if code == ENGLISH:
            continue
        made, path = updated(code, said), catalogue(code)
        faults = list(lacking(code, said))
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
        elif not path.exists() or path.read_bytes() != made:
            faults.append(f"{code}: not up to date; run python docs/make_languages.py")
        print(*faults, sep="\n", end="\n" * bool(faults))
        status |= bool(faults) and "--check" in arguments
    return int(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
