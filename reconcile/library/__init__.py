"""The functions that `import reconcile` offers, over everything that is below them.

Each takes a ledger and the options of the command line, and gives a DataFrame or a Figure
(docs/library.md). `reconcile/__init__.py` says which names are public, and loads them when used.
"""
