"""A ledger in ten lines: its cases, how their counts stand, and what to type next."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from wcwidth import width

from reconcile.checks import Checked
from reconcile.comparison import Comparison
from reconcile.notation.dates import in_words, iso
from reconcile.notation.words import several
from reconcile.tables.layout import columns, fitted, wrapped
from reconcile.wording.pair_texts import tally_text

MOST_CASES = 6
ABOUT = "Reconcile: published figures on the killed, wounded, missing or sent."
_LEAST = 24  # cells for what a command does
_GIVING = ((2, 24), (0, 16))
INDENT, NOTHING = "  ", "no count"


def text(comparison: Comparison, checked: Checked, command: str, total: int) -> str:
    """What the ledger holds and what to do next, for `total` cells.

    `command` is how reconcile is called for this ledger.
    """
    lines = [*wrapped(ABOUT, total), "", *wrapped(_holds(comparison), total)]
    cases = list(_cases(comparison))
    wide = fitted(cases, (40, 14, 200), total - len(INDENT), giving=_GIVING)
    for cells in cases[:MOST_CASES]:
        lines += columns(cells, wide, (False, True, False), INDENT)
    if len(cases) > MOST_CASES:
        lines.append(f"{INDENT}and {len(cases) - MOST_CASES:,} more cases")
    lines += [*_state(checked, total), "", *_steps(_next(checked, cases, command), total)]
    return "\n".join(lines) + "\n"


def beginning(ledger: Path, total: int) -> str:
    """What to do where there is no ledger yet."""
    steps = [
        ("reconcile init", f"make one in {ledger}, with an example row"),
        ("reconcile --ledger DIR", "use one that is elsewhere (RECONCILE_LEDGER does so too)"),
        ("reconcile --help", "every command"),
    ]
    none = wrapped(f"There is no ledger in {ledger}.", total)
    return "\n".join([*wrapped(ABOUT, total), "", *none, "", *_steps(steps, total)]) + "\n"


def _holds(comparison: Comparison) -> str:
    """Cases, rows, sources, and the days between which the figures were published."""
    rows, estimates = comparison.given, comparison.estimates
    cases, sources = (len([*filter(None, rows.cells(name).used)]) for name in ("case", "source"))
    days = np.concatenate([estimates["published_first"], estimates["published_last"]])
    dated = days[np.isfinite(days)]
    span = ""
    if len(dated):
        first, last = (in_words(iso(day)) for day in (dated.min(), dated.max()))
        span = f", published {first}" if first == last else f", published {first} to {last}"
    held = f"{comparison.alignment.parsed.ledger.folder} holds {several(cases, 'case')}"
    return f"{held}: {several(len(rows), 'row')} of {several(sources, 'source')}{span}."


def _cases(comparison: Comparison) -> Iterator[tuple[str, str, str]]:
    """Every case with its rows and how its counts stand."""
    ranges, verdicts = comparison.ranges, dict[str, list[str]]()
    for case, verdict in zip(ranges.cells("case"), ranges.cells("verdict"), strict=True):
        verdicts.setdefault(case, []).append(verdict)
    for case, count in sorted(Counter(comparison.given.cells("case")).items()):
        own = verdicts.get(case, [])
        told = f"{several(len(own), 'count')}: {tally_text(Counter(own))}"
        yield case, several(count, "row"), told if own else NOTHING


def _state(checked: Checked, total: int) -> list[str]:
    """What is wrong with the ledger."""
    if not checked.issues:
        return []
    errors, warnings = several(checked.errors, "error"), several(checked.warnings, "warning")
    told = f"It has {errors} and {warnings}; {several(checked.left_out, 'row')} left out."
    return ["", *wrapped(told, total)]


def _next(
    checked: Checked, cases: Sequence[tuple[str, str, str]], command: str
) -> list[tuple[str, str]]:
    """The commands to go on with, and what they do."""
    steps = [(f"{command} check", "what is wrong, line by line")] if checked.issues else []
    if any(stand != NOTHING for *_, stand in cases):
        worst = next((case for case, _, stand in cases if "conflict" in stand), "")
        only = f" --case {shlex.quote(worst)}" if worst and len(cases) > 1 else ""
        what = "the ranges of one case" if only else "the range of every count, who says what"
        steps += [
            (f"{command} compare{only}", what),
            (f"{command} report", "tables, charts and pages of all of it"),
        ]
    return [
        *steps, (f"{command} add", "one more figure"), ("reconcile --help", "every command"),
    ]  # fmt: skip


def _steps(steps: Sequence[tuple[str, str]], total: int) -> list[str]:
    """Commands, each on a line that can be copied, and what they do, beside them or below."""
    widest = max(width(command) for command, _ in steps)
    if widest + len(INDENT) + _LEAST > total:
        return [
            line
            for command, what in steps
            for line in (f"{INDENT}{command}", *wrapped(what, total, INDENT * 3))
        ]
    wide = [widest, total - widest - 2 * len(INDENT)]
    return [line for step in steps for line in columns(step, wide, (False, False), INDENT)]
