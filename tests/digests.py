"""Large files are compared by digest: pytest takes an hour to show how two images differ."""

import hashlib


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(data).hexdigest()
