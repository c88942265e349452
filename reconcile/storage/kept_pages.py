"""Copies of pages that figures were read on, kept in the folder `pages` of a ledger.

A page is kept under the SHA-256 of its bytes with the ending that says what it is, so that the same
page is one file and a changed one is known. The column `page` of a row has that name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reconcile.errors import InputError, ReconcileError, excerpt
from reconcile.notation.late_pattern import late_pattern

PAGES = "pages"
MOST_BYTES = 32 * 1024 * 1024  # of one page: a long report with its pictures
_LIMIT = "32 MB"
_ENDING = r"(?:\.warc)?\.[a-z0-9]{1,8}"
_SUFFIX = late_pattern(_ENDING)
_NAME = late_pattern(rf"([0-9a-f]{{64}})(?:{_ENDING})?")
_EXAMPLE = "such as 3f0a….html"


class PageError(ReconcileError):
    """A page that cannot be looked at: `why`, and `remedy`, what to do about it."""

    def __init__(self, kind: str, why: str, remedy: str) -> None:
        super().__init__(f"{why}; {remedy}")
        self.kind, self.why, self.remedy = kind, why, remedy


BAD_NAME, MISSING, ALTERED, UNREADABLE = "bad name", "missing", "altered", "unreadable"


@dataclass(frozen=True)
class Pages:
    """The pages of a ledger: the files of `folder`, or those of `unsaved`, by name, to be kept.

    Where some are to be kept only these are looked at: it is a new row that is checked.
    """

    folder: Path
    unsaved: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, ledger: Path, unsaved: Mapping[str, bytes] | None = None) -> Pages:
        """The pages of the ledger in that folder, and those that are not written yet."""
        return cls(ledger / PAGES, unsaved or {})

    def chosen(self, names: Iterable[str]) -> list[str]:
        """Those of the pages that are looked at."""
        return [name for name in names if not self.unsaved or name in self.unsaved]

    def read(self, name: str) -> bytes:
        """The bytes of a page; raises `PageError`.

        Nothing outside the folder is ever opened, and nothing of more than `MOST_BYTES`. A page
        that is named by a SHA-256 is read only if it has that one.
        """
        refuse_name(name)
        data = self.unsaved.get(name)
        if data is None:
            data = _bytes(self._file(name), f"{PAGES}/{name}")
        named = _NAME.fullmatch(name)
        if named and hashlib.sha256(data).hexdigest() != named[1]:
            raise PageError(
                ALTERED, f"{PAGES}/{excerpt(name)} is not as it was kept: it has another SHA-256",
                "put the file back as it was, or keep the page again with add --page",
            )  # fmt: skip
        return data

    def _file(self, name: str) -> Path:
        """Where a page is, links followed; what leads elsewhere is no page.

        Where the whole folder is a link, a page is only what is named by its SHA-256.
        """
        path = self.folder / name
        try:
            real = path.resolve(strict=True)
            inside = real.parent == self.folder.resolve() and real.is_file()
            inside = inside and (is_kept_name(name) or not self.folder.is_symlink())
        except (OSError, ValueError, RuntimeError):  # a circle of links
            raise _missing(name) from None
        if not inside:
            raise PageError(
                BAD_NAME, f"{PAGES}/{excerpt(name)} is not a file in {PAGES}/",
                f"put the page itself there and write its name, {_EXAMPLE}",
            )  # fmt: skip
        return real


def refuse_name(name: str) -> None:
    """Raise `PageError` for what is not the name of a file in the folder itself."""
    inner = name.removeprefix(f"{PAGES}/")
    if name in (".", "..") or set(name) & set('<>:"/\\|?*') or not name.isprintable():
        remedy = (
            f"write {excerpt(inner)} alone"
            if inner != name and not set(inner) & set("/\\")
            else f"write the name of a file in {PAGES}/, {_EXAMPLE}"
        )
        raise PageError(
            BAD_NAME, f"{excerpt(name)!r} is not the name of a file in {PAGES}/", remedy
        )


def _missing(name: str) -> PageError:
    return PageError(
        MISSING, f"{PAGES}/{excerpt(name)} is not there",
        "put the page there, keep it again with add --page, or empty the cell",
    )  # fmt: skip


def _bytes(path: Path, shown: str) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PageError(
                UNREADABLE, f"{shown} is larger than {_LIMIT}",
                "keep a smaller copy of the page, without pictures for instance",
            )  # fmt: skip
        return path.read_bytes()
    except OSError as error:
        why = f"{shown} cannot be read: {error.strerror}"
        raise PageError(UNREADABLE, why, "mend that, or keep the page again") from None


def page_name(data: bytes, suffix: str) -> str:
    """The name under which a page is kept: its SHA-256, and the ending that says what it is."""
    return hashlib.sha256(data).hexdigest() + suffix


def _ending(path: Path) -> str:
    """The ending of a file's name that says what it is; nothing if it has none."""
    for ending in ("".join(path.suffixes[-2:]), path.suffix):
        if _SUFFIX.fullmatch(ending.lower()):
            return ending.lower()
    return ""


def is_kept_name(name: str) -> bool:
    """Whether a file has a name as pages are kept under."""
    return _NAME.fullmatch(name) is not None


def kept_name(name: str, data: bytes) -> str:
    """The name of a page among kept ones; one that was named by hand gets that of its bytes."""
    return name if is_kept_name(name) else page_name(data, _ending(Path(name)))


def page_to_keep(path: Path) -> tuple[str, bytes]:
    """The name and the bytes of a saved page that is to be kept.

    Raises `InputError` for a file that is not there, is empty, is larger than `MOST_BYTES`, or has
    no ending that says what it is.
    """
    suffix = _ending(path)
    if not path.exists():
        raise InputError(f"{path}: no such file; save the page first, as HTML for instance")
    if not path.is_file():
        raise InputError(f"{path}: is no file; name a saved page")
    if not suffix:
        raise InputError(
            f"{path}: its name does not say what it is; let it end in .html, .txt, .pdf or .warc"
        )
    try:
        data = _bytes(path, str(path))
    except PageError as error:
        raise InputError(str(error)) from None
    if not data.strip():
        raise InputError(f"{path}: is empty; save the page again")
    return page_name(data, suffix), data


def as_files(kept: Mapping[str, bytes]) -> dict[str, bytes]:
    """Pages that are to be kept as files of the ledger, by name."""
    return {f"{PAGES}/{name}": data for name, data in kept.items()}
