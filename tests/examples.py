"""How many examples a rule is tried with: a share of what the profile of the run has."""

from __future__ import annotations

from typing import Any

from hypothesis import settings


def examples(percent: int, **others: Any) -> settings:
    """So many of a hundred examples of the profile; `others` are settings of Hypothesis."""
    return settings(max_examples=max(1, settings().max_examples * percent // 100), **others)
