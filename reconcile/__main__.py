"""`python -m reconcile` is the command `reconcile`."""

from reconcile.cli import main

if __name__ == "__main__":  # a process of --jobs imports this file too
    main()
