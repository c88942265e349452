"""Patterns of text that are compiled when they are first asked for: most commands need few."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _LatePattern:
    """A pattern that becomes what it is by its first use."""

    def __init__(self, text: Any, flags: int) -> None:
        self._written = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._written), name)  # which keeps what it has compiled
        setattr(self, name, found)  # the next time it is found here, as fast as in the pattern
        return found


def late_pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern `re.compile(text, flags)`; raises what that raises, at its first use."""
    return cast("re.Pattern[AnyStr]", _LatePattern(text, flags))
