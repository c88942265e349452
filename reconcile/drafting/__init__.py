"""Rows proposed from an article or a text, with the words that carry them (docs/drafting.md)."""

from reconcile.drafting.draft_row import DraftRow
from reconcile.drafting.drafter import drafts_of
from reconcile.drafting.lexicon import languages
from reconcile.drafting.tongue import language_of

__all__ = ["DraftRow", "drafts_of", "language_of", "languages"]
