"""Libraries that only some work needs: the extras of the package."""

from __future__ import annotations

import importlib
from typing import Any

from reconcile.errors import ReconcileError


def needed(library: str, extra: str, what: str) -> Any:
    """The module `library`, which comes with the extra `extra`; `what` says what needs it.

    Raises `ReconcileError` with what to install where it is missing.
    """
    try:
        return importlib.import_module(library)
    except ImportError:
        raise ReconcileError(
            f"{what} needs {library}; install it with python3 -m pip install '.[{extra}]' in a "
            "clone of the repository"
        ) from None
