"""`python -m reconcile` is the command `reconcile`."""

import gc


def main() -> None:
    """Run the command line and leave with its exit status."""
    # what is loaded, and a large ledger, are up to millions of cells and no circles
    gc.set_threshold(250_000, 20, 100)
    from reconcile.cli import main as run_and_leave

    run_and_leave()


if __name__ == "__main__":  # a process of --jobs imports this file too
    main()
