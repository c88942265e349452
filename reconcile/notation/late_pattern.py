"""Patterns of text that are compiled when they are first asked for: most commands need few."""

from __future__ import annotations

import re
from typing import Any, cast


class _LatePattern:
    """A pattern that becomes what it is by its first use."""

    def __init__(self, text: str, flags: int) -> None:
        self._written = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._written), name)  # which keeps what it has compiled
        setattr(self, name, found)  # the next time it is found here, as fast as in the pattern
        return found


def late_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern `re.compile(text, flags)`; raises what that raises, at its first use."""
    return cast("re.Pattern[str]", _LatePattern(text, flags))
