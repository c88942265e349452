"""What is measured, put into docs/performance.md between its markers."""

from __future__ import annotations

from tasks import ROOT

PAGE = ROOT / "docs/performance.md"


def put(name: str, text: str) -> None:
    """Put a table in the place of the one between `<!-- measured: NAME -->` and `<!-- end -->`."""
    page = PAGE.read_text(encoding="utf-8")
    before, mark, rest = page.partition(f"<!-- measured: {name} -->\n")
    _, end, after = rest.partition("<!-- end -->")
    assert mark
    assert end
    PAGE.write_text(f"{before}{mark}{text}\n{end}{after}", encoding="utf-8")
