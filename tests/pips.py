"""The pip that tests install with."""

import subprocess
import sys

import pytest


def pip():
    """The words that run pip for the Python of the tests, which has none of its own where the
    README was followed.
    """
    for command in dict.fromkeys((sys.executable, getattr(sys, "_base_executable", ""))):
        words = [command, "-m", "pip"]
        known = [*words, "--version"]
        if command and subprocess.run(known, capture_output=True, check=False).returncode == 0:
            return words
    return pytest.skip("pip is not installed")
