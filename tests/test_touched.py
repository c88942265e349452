"""Which tests .ci/quick runs for a change."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / ".ci" / "touched.py"
pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="a source distribution has no .ci")


@pytest.mark.parametrize(
    ("changed", "run", "left"),
    [
        ("reconcile/imports/rules.py", {"test_imports"}, {"test_charts", "test_cli"}),
        ("reconcile/imports/presets/acled.toml", {"test_presets"}, {"test_charts"}),
        ("reconcile/wording/proofs.py", {"test_bounds"}, {"test_imports", "test_html_browser"}),
        ("reconcile/report/templates/case.html", {"test_html", "test_html_browser"}, {"test_sums"}),
        ("tests/worlds.py", {"test_worlds"}, {"test_cli"}),
        ("docs/method.md", {"test_documents"}, {"test_worlds"}),
    ],
)
def test_those_that_can_be_touched_and_no_others(changed, run, left, capsys):
    spec = importlib.util.spec_from_file_location("touched", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.main([changed]) == 0
    found = {Path(line).stem for line in capsys.readouterr().out.splitlines()}
    assert run <= found
    assert not left & found
