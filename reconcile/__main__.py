"""`python -m reconcile` is the command `reconcile`."""

import gc
import os

# what the module signal wraps, without enum and all that loading it takes: Ctrl-C does not wait
from _signal import SIGINT, default_int_handler, getsignal, signal  # type: ignore[import-not-found]


def main() -> None:
    """Run the command line and leave with its exit status; Ctrl-C stops its loading too."""
    if getsignal(SIGINT) is default_int_handler:  # nobody has it ignored
        signal(SIGINT, _leave)
    # for products of matrices, which nothing asks of it, numpy would keep a second thread busy
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # what is loaded, and a large ledger, are up to millions of cells and no circles
    gc.set_threshold(250_000, 20, 100)
    from reconcile.cli import main as run_and_leave

    run_and_leave()


def _leave(*_: object) -> None:
    """End at once: nothing is begun yet, or all is done, and what loads may not hear of a stop."""
    os._exit(130)


if __name__ == "__main__":  # a process of --jobs imports this file too
    main()
