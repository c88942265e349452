"""The folder of a report: what is in it that is not ours is left alone, the rest is replaced."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.errors import ReconcileError

if TYPE_CHECKING:
    from reconcile.comparison import Comparison
    from reconcile.storage.kept_pages import Pages


def refuse_others(output: Path, cases: list[str], *, html: bool, feed: bool) -> None:
    """A report replaces its folders, index and feed; refuse what holds anything else, and links."""
    from reconcile.report import WEB, is_of_report
    from reconcile.storage.files import refuse_irreplaceable

    for case in cases:
        folder = output / case
        refuse_irreplaceable(folder)
        there = list(folder.iterdir()) if folder.is_dir() else []
        others = [p.name for p in there if not is_of_report(p.name) and not _holds_copies(p)]
        if others:
            raise ReconcileError(
                f"{folder}: holds {min(others)}, which is not of a report; name another --output"
            )
    index = output / WEB
    if index.is_symlink():
        raise ReconcileError(f"{index}: is a link to somewhere else; remove it")
    if html and index.exists() and not _is_ours(index):
        raise ReconcileError(
            f"{index}: is not an index that reconcile made; name another --output, or use --no-html"
        )
    if feed:
        _refuse_other_feed(output)


def _holds_copies(path: Path) -> bool:
    """Whether it is the folder of copies of pages that an earlier report has, with nothing else."""
    from reconcile.storage.kept_pages import PAGES, is_kept_name

    return (
        path.name == PAGES
        and path.is_dir()
        and not path.is_symlink()
        and all(each.is_file() and is_kept_name(each.name) for each in path.iterdir())
    )


def _is_ours(path: Path) -> bool:
    from reconcile.report.html import MADE

    if not path.is_file():  # what is no file may never end
        return False
    with path.open("rb") as file:
        return MADE.encode() in file.read(2048)


def other_cases(output: Path, cases: list[str]) -> list[str]:
    """The names of folders beside those of `cases` that hold the page of another case."""
    from reconcile.report import WEB

    found = output.glob(f"*/{WEB}") if output.is_dir() else ()
    return sorted(
        path.parent.name
        for path in found
        if path.parent.name not in cases and not path.parent.name.startswith(".")
        if not path.parent.is_symlink() and not path.is_symlink() and _is_ours(path)
    )


def _refuse_other_feed(output: Path) -> None:
    """A feed replaces only one that is ours."""
    from reconcile.report.feed import FEED
    from reconcile.report.html import GENERATOR

    path = output / FEED
    if path.is_symlink():
        raise ReconcileError(f"{path}: is a link to somewhere else; remove it")
    ours = f"<generator>{GENERATOR.partition(' ')[0]}".encode()
    if path.exists() and not (path.is_file() and ours in path.read_bytes()[:2048]):
        raise ReconcileError(f"{path}: is not a feed that reconcile made; name another --output")


def copies_of(comparison: Comparison, pages: Pages) -> dict[str, str]:
    """Where in a report the copy of each page is that its rows name, by the names they have for it.

    What cannot be read has none; `check` says why.
    """
    from reconcile.storage.kept_pages import PAGES, PageError, kept_name

    found = {}
    for name in filter(None, comparison.rows.cells("page").used):
        try:
            found[name] = f"{PAGES}/{kept_name(name, pages.read(name))}"
        except PageError:
            continue
    return found


def write_case(
    folder: Path, files: Mapping[str, bytes], copies: Mapping[str, str], pages: Pages
) -> None:
    """Make a folder with the files of a report and the copies of its pages."""
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    for name, copy in copies.items():
        (folder / copy).parent.mkdir(exist_ok=True)
        (folder / copy).write_bytes(pages.read(name))
