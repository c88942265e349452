"""The parts of a workbook, looked at before a library builds anything of them.

A workbook is an archive of XML that anybody may have made. What is looked at here is read once, in
small pieces, so that no part of it is in memory as a whole: its XML has to be whole, without a
document type (and so without entities), and with no text or tag longer than a cell can be. The rows
of a sheet stand in their order, at places that a sheet has. What passes holds no more than it says.
"""

from __future__ import annotations

import re
import zipfile
from typing import IO
from xml.parsers import expat

from reconcile.errors import InputError, excerpt

MOST_ROWS, MOST_COLUMNS = 2**20, 2**14  # of a sheet: https://support.microsoft.com, Excel's limits
MOST_TEXT = 2**20  # of a tag or a text: a cell holds 32,767 characters, with their formats
MOST_DEPTH = 100  # of elements in one another: no part of a workbook comes near
_PIECE = 2**16
_ROW = re.compile(r"([1-9][0-9]{0,6})(?:\.0+)?")
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]{1,4})?\s*")
_VALUES = {"n": _NUMBER, "s": re.compile(r"\s*[0-9]{1,9}\s*"), "b": re.compile(r"\s*[01]\s*")}
Attributes = dict[str, str]


def refuse_unsound(name: str, book: zipfile.ZipFile) -> None:
    """Raise `InputError` with the part and the line that no sound workbook has."""
    for part in book.infolist():
        low = part.filename.lower()
        if low.endswith((".xml", ".rels")) and not low.startswith("customxml/"):  # unread
            with book.open(part) as file:
                _Part(f"{name}:1: {excerpt(part.filename)}").read(file)


class _Part:
    """One part, read in pieces by expat, which calls the methods below."""

    def __init__(self, where: str) -> None:
        self.where, self.open, self.sheet = where, list[str](), False
        self.row = self.column = 0
        self.kind, self.text, self.length, self.quiet = "", list[str](), 0, 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words
        self.parser.DefaultHandler = self.other

    def read(self, file: IO[bytes]) -> None:
        """Read it to its end."""
        try:
            while piece := file.read(_PIECE):
                self.quiet += len(piece)
                self.parser.Parse(piece, False)
                if self.quiet > MOST_TEXT:
                    raise self.error("has a tag or a comment that never ends")
            self.parser.Parse(b"", True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise self.error(f"is not XML: {reason}", error.lineno) from None

    def error(self, problem: str, line: int = 0) -> InputError:
        """What is wrong, with the line of the part."""
        at = line or self.parser.CurrentLineNumber
        return InputError(f"{self.where}, line {at}, {problem}; open and save the workbook again")

    def doctype(self, *_: object) -> None:
        raise self.error("has a document type, which no workbook has")

    def other(self, _: str) -> None:
        self.quiet = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        name = tag.rpartition(":")[2]
        self.sheet = self.sheet or (not self.open and name == "worksheet")
        self.open.append(name)
        self.text.clear()
        self.length = self.quiet = 0
        if len(self.open) > MOST_DEPTH:
            raise self.error("is nested too deeply")
        if self.sheet and name == "row":
            self.next_row(attributes.get("r", ""))
        elif self.sheet and name == "c":
            self.next_cell(attributes.get("r", ""))
            self.kind = attributes.get("t", "n")

    def end(self, _: str) -> None:
        value = _VALUES.get(self.kind)
        if self.sheet and value and self.open[-2:] == ["c", "v"]:
            text = "".join(self.text)
            if text.strip() and not value.fullmatch(text):
                raise self.error(f"has {excerpt(text)!r} for a value, which is none")
        self.open.pop()
        self.text.clear()
        self.length = self.quiet = 0

    def words(self, text: str) -> None:
        self.quiet = 0
        self.length += len(text)
        if self.length > MOST_TEXT:
            raise self.error("has a text longer than a cell can hold")
        if self.open[-1] == "v":
            self.text.append(text)

    def next_row(self, said: str) -> None:
        match = _ROW.fullmatch(said)
        number = self.row + 1 if not said else int(match[1]) if match else 0
        if not self.row < number <= MOST_ROWS:
            raise self.error(
                f"has a row {excerpt(said)!r} behind row {self.row}, where no sheet has one"
            )
        self.row, self.column = number, 0

    def next_cell(self, said: str) -> None:
        match = _PLACE.fullmatch(said)
        number = self.column + 1 if not said else _column(match[1]) if match else 0
        here = not match or int(match[2]) == self.row
        if not (here and self.column < number <= MOST_COLUMNS):
            raise self.error(f"has a cell {excerpt(said)!r} in row {self.row}, where it has none")
        self.column = number


def _column(letters: str) -> int:
    """The number of a column, 1 for A."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number
