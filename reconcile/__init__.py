"""Reconcile conflicting casualty figures: how far apart the comparable ones are, and why."""

__version__ = "0.1.0"
