"""`python -m reconcile` is the command `reconcile`."""

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit status; Ctrl-C stops its loading too."""
    # what is loaded, and a large ledger, are up to millions of cells and no circles
    gc.set_threshold(250_000, 20, 100)
    try:
        from reconcile.cli import main as run_and_leave

        run_and_leave()
    except KeyboardInterrupt:
        sys.exit(130)  # as at any other moment


if __name__ == "__main__":  # a process of --jobs imports this file too
    main()
