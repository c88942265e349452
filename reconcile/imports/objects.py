"""The objects of a JSON file as flat rows of text, with the line on which each begins."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from reconcile.errors import InputError, excerpt

_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
_BLANK = re.compile(r"[\s,]*")


def objects(name: str, text: str, path: str = "") -> Iterator[tuple[int, dict[str, str]]]:
    """Each object with its line: of the array at `path` (`data.items`), or one after the other.

    An object within an object becomes columns `outer.inner`, an array its JSON text. Raises
    `InputError` with the line of what is not JSON or not an object.
    """
    at = _descended(name, text, path)
    if text[at : at + 1] == "[":
        at += 1
    line, counted = 1, 0
    while (at := _after_blank(text, at)) < len(text) and text[at] != "]":
        line, counted = line + text.count("\n", counted, at), at
        value, at = _value(name, text, at)
        if not isinstance(value, dict):
            raise InputError(f"{name}:{line}: {excerpt(json.dumps(value))} is no object with names")
        yield line, dict(_flat(value, ""))


def _flat(value: dict[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _flat(inner, f"{prefix}{key}.")
        else:
            yield prefix + key, _text(inner)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    return json.dumps(value, ensure_ascii=False)


def _descended(name: str, text: str, path: str) -> int:
    """Where the value at `path` begins."""
    at = _after_blank(text, 0)
    for key in filter(None, path.split(".")):
        at = _value_of_key(name, text, at, key)
    return at


def _value_of_key(name: str, text: str, at: int, wanted: str) -> int:
    """Where the value of one key of the object at `at` begins."""
    at += text[at : at + 1] == "{"
    while (at := _after_blank(text, at)) < len(text) and text[at] == '"':
        key, at = _value(name, text, at)
        colon = re.compile(r"\s*:\s*").match(text, at)
        if colon is None:
            break
        at = colon.end()
        if key == wanted:
            return at
        _, at = _value(name, text, at)
    raise InputError(f"{name}:1: has no {wanted!r} to find the rows in; see [input] of the mapping")


def _value(name: str, text: str, at: int) -> tuple[object, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except (json.JSONDecodeError, RecursionError) as error:
        found = error.pos if isinstance(error, json.JSONDecodeError) else at
        line = text.count("\n", 0, found) + 1
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "is nested too deeply"
        raise InputError(f"{name}:{line}: is not JSON: {reason}") from None


def _after_blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at
