"""Long trials of what docs/reliability.md promises: `python -m campaigns.NAME`."""
