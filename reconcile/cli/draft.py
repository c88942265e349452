"""`reconcile draft`: rows proposed from an article or a text, with the words that carry them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from reconcile.cli.options import FILE, Asked, DateType, table
from reconcile.cli.progress import progress_over, stages
from reconcile.errors import InputError
from reconcile.notation.words import several

if TYPE_CHECKING:
    from reconcile.drafting import DraftRow
    from reconcile.drafting.pages import Page

Given: TypeAlias = Mapping[str, list[tuple[str, Any]]]


@click.command("draft")
@click.argument("file", required=False, type=click.Path(allow_dash=True))
@table
@click.option("--jsonl", is_flag=True,
              help="Read a passage a line, and write the drafts of each on a line.")  # fmt: skip
@click.option("--lang", "language", default="", metavar="CODE",
              help="The language of the text, where it is not to be found out.")  # fmt: skip
@click.option("--published", type=DateType(), metavar="DATE",
              help="When the text was published, where it does not say so.")  # fmt: skip
@click.option("--via", default="", metavar="NAME",
              help="Who carried the text, where it does not say so.")  # fmt: skip
@click.option("--from", "answers", type=FILE, metavar="FILE",
              help="Take the drafts from these lines of JSON, held against the text.")  # fmt: skip
@click.option("--keep", is_flag=True,
              help="Keep the page in the ledger, and name it in the rows of a CSV.")  # fmt: skip
@click.pass_obj
def command(
    ledger: Path, /, file: str | None, jsonl: bool, language: str, published: Any, via: str,
    answers: Path | None, keep: bool, **options: Any,
) -> None:  # fmt: skip
    """Propose rows from the article or text in FILE.

    FILE is plain text, saved HTML or a PDF with text; - or none is standard input. No row is
    written to the ledger. Example: reconcile draft article.html --output drafts.csv
    """
    asked = Asked(ledger=ledger, **options)
    if keep and (jsonl or file == "-"):
        raise click.UsageError("--keep is for one saved page; name its file, without --jsonl")
    _refuse_language(language)
    if file is None and sys.stdin.isatty():
        raise click.UsageError("name the FILE of the article, or - to type its text")
    file = file or "-"
    given = _answers(answers)
    if jsonl:
        if asked.style or published or via:
            raise click.UsageError("--jsonl takes none of --format, --published and --via")
        refused = _passages(file, language, given, asked.output)
    else:
        with stages(("reading",)):
            page = _page(file, language, str(published or ""))
        if not page.language:
            raise InputError(f"{file}: {_unread()}; say with --lang which it is in")
        with stages(("drafting",)):
            rows, refused = _drafts(page.text, page.language, page.published, given, "")
        carried = via or page.outlet
        rows = [row if row.via else row._replace(via=carried) for row in rows]
        _show(rows, page, asked, _kept(ledger, Path(file)) if keep else "")
    if refused:
        told = f"{several(refused, 'answer')} left out; the first reason of each is above"
        click.echo(told, err=True)
        sys.exit(1)


def _unread() -> str:
    from reconcile.drafting import languages

    return f"in none of the languages that draft reads ({', '.join(languages())})"


def _refuse_language(language: str) -> None:
    from reconcile.drafting import languages

    if language and language not in languages():
        raise click.UsageError(f"--lang {language}: draft reads {', '.join(languages())}")


def _page(file: str, language: str, published: str) -> Page:
    """The page in a file, with what the person says of it in place of what it says itself."""
    from reconcile.drafting.pages import LARGEST, read_page

    with click.open_file(file, "rb") as source:
        data = source.read(LARGEST + 1)
    page = read_page("standard input" if file == "-" else file, data)
    return page._replace(language=language or page.language, published=published or page.published)


def _kept(ledger: Path, file: Path) -> str:
    """Keep a page in the ledger; the name that it has there."""
    from reconcile.storage.kept_pages import PAGES, as_files, page_to_keep
    from reconcile.storage.ledger import read_tables
    from reconcile.storage.ledger_changes import only_writer, write_files

    read_tables(ledger)  # a ledger that is none is refused before anything is written
    name, data = page_to_keep(file)
    with only_writer(ledger):
        write_files(ledger, as_files({name: data}))
    click.echo(f"kept {ledger / PAGES / name}", err=True)
    return name


def _show(rows: Sequence[DraftRow], page: Page, asked: Asked, kept: str) -> None:
    from reconcile.cli.output import emit, put

    if asked.form == "csv":
        from reconcile.drafting.drafts_file import drafts_csv

        emit(drafts_csv(rows, kept, page.url), asked.output)
    elif asked.form == "json":
        from reconcile.drafting.passages import as_object

        found = json.dumps([as_object(row) for row in rows], ensure_ascii=False, indent=1)
        emit(f"{found}\n".encode(), asked.output)
    else:
        put(_renderings(rows, page), asked)


def _renderings(rows: Sequence[DraftRow], page: Page) -> Any:
    from reconcile.cli.output import Renderings
    from reconcile.drafting import DraftRow
    from reconcile.export.plain_text import listed_rows
    from reconcile.tables import drafts_table

    return Renderings(
        lambda width: drafts_table.text(rows, page.text, width),
        lambda: listed_rows(DraftRow._fields, rows), lambda: drafts_table.flat(rows),
    )  # fmt: skip


def _passages(file: str, language: str, given: Given | None, output: Path | None) -> int:
    """Draft from every line of a file and write a line for each; how many answers were refused."""
    from reconcile.cli.output import emit
    from reconcile.drafting import language_of
    from reconcile.drafting.passages import as_line, read_passage

    name = "standard input" if file == "-" else file
    written: list[str] = []
    refused, unread, wrong_lines = 0, list[int](), list[int]()
    lines = [(at, line) for at, line in enumerate(_lines(file), start=1) if line.strip()]
    with progress_over(lines, "passages") as numbered:
        for number, line in numbered:
            try:
                passage = read_passage(line, f"{name}:{number}")
            except InputError as error:
                click.echo(error, err=True)
                wrong_lines.append(number)
                continue
            code = language or passage.language or language_of(passage.text)
            unread += [] if code else [number]
            rows, wrong = _drafts(passage.text, code, passage.published, given, str(passage.id))
            refused += wrong
            written.append(as_line(passage, rows))
            if output is None:
                emit(f"{written.pop()}\n".encode(), None)
    if unread:
        told = f"{several(len(unread), 'passage')} without drafts, the first {name}:{unread[0]}"
        click.echo(f"{told}: {_unread()}", err=True)
    if output is not None:
        emit("".join(f"{line}\n" for line in written).encode(), output)
    if wrong_lines:
        raise InputError(f"{name}: {several(len(wrong_lines), 'line')} left out, told above")
    return refused


def _answers(file: Path | None) -> Given | None:
    """The rows of a file of answers, by the id of their text."""
    if file is None:
        return None
    from reconcile.drafting.answers import answers_in

    return answers_in(_lines(str(file)), str(file))


def _drafts(
    text: str, code: str, published: str, given: Given | None, of: str
) -> tuple[list[DraftRow], int]:
    """The drafts of a text, or of the answers those that stand in it; and how many do not."""
    from reconcile.drafting import drafts_of
    from reconcile.drafting.answers import checked_answers

    if given is None:
        return (drafts_of(text, code, published) if code else []), 0
    answers = checked_answers(given.get(of, []), text, code)
    wrong = [answer for answer in answers if answer.row is None]
    for answer in wrong:
        click.echo(f"{answer.where}: {answer.problem}", err=True)
    return [answer.row for answer in answers if answer.row], len(wrong)


def _lines(file: str) -> Iterator[str]:
    with click.open_file(file, "rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield line.decode("utf-8-sig")
            except UnicodeDecodeError:
                raise InputError(f"{file}:{number}: not UTF-8; save it as UTF-8") from None
