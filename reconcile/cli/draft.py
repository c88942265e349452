"""`reconcile draft`: rows proposed from an article or a text, with the words that carry them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from reconcile.cli.options import Asked, table
from reconcile.errors import InputError

_LARGEST = 30_000_000  # bytes; an article has a thousandth of that


@click.command("draft")
@click.argument("file", type=click.Path(allow_dash=True))
@table
@click.option("--jsonl", is_flag=True,
              help="Read a passage a line, and write the drafts of each on a line.")  # fmt: skip
@click.option("--lang", "language", default="", metavar="CODE",
              help="The language of the text, where it is not to be found out.")  # fmt: skip
@click.option("--published", default="", metavar="DATE",
              help="When the text was published, where it does not say so.")  # fmt: skip
@click.option("--from", "answers", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Take the drafts from these lines of JSON, checked against the text.")  # fmt: skip
@click.pass_obj
def command(
    ledger: Path, /, file: str, jsonl: bool, language: str, published: str, answers: Path | None,
    **options: Any,
) -> None:  # fmt: skip
    """Propose rows from the article or text in FILE.

    FILE is plain text, saved HTML or a PDF with text; - is standard input. Nothing is written to
    the ledger. Example: reconcile draft article.html --output drafts.csv
    """
    if jsonl:
        _lines(file)
        return


def _lines(file: str) -> None:
    """Draft from every line of a file, and print a line for each."""
    from reconcile.drafting import drafts_of, language_of
    from reconcile.drafting.passages import as_line, read_passage

    name = "standard input" if file == "-" else file
    for number, line in enumerate(_read(file), start=1):
        if line.strip():
            passage = read_passage(line, f"{name}:{number}")
            language = passage.language or language_of(passage.text)
            rows = drafts_of(passage.text, language, passage.published) if language else []
            click.echo(as_line(passage, rows))


def _read(file: str) -> Iterator[str]:
    source = click.open_file(file, "rb")
    with source as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield line.decode("utf-8-sig")
            except UnicodeDecodeError:
                raise InputError(f"{file}:{number}: not UTF-8 text; save it as UTF-8") from None


_ = (Asked, sys, _LARGEST)
