"""Every check, once: its severity, its function, when it is run and whether it can be waived."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cache
from inspect import getdoc

from reconcile.checks.cells import (
    bad_date,
    bad_figure,
    dates_out_of_order,
    future_date,
    missing_value,
    unknown_basis,
    unknown_measure,
    unknown_source,
)  # fmt: skip
from reconcile.checks.ended_events import looks_ended
from reconcile.checks.header import bad_header
from reconcile.checks.issue import ERROR, WARNING, Problem
from reconcile.checks.links import later_than_link
from reconcile.checks.nesting import part_exceeds_whole
from reconcile.checks.page_quotes import quote_not_on_page
from reconcile.checks.relay_checks import lost_qualifier, relays_disagree, total_taken_for_part
from reconcile.checks.row_pairs import duplicate_row
from reconcile.checks.row_width import bad_row
from reconcile.checks.running_totals import total_falls
from reconcile.checks.series_checks import copied_series
from reconcile.checks.similar_names import look_alike
from reconcile.checks.texts import bad_url, control_character, no_url, not_in_quote
from reconcile.checks.view import View
from reconcile.checks.waivers import stale_waiver
from reconcile.storage.plugins import Plugin, plugins

# each stage looks only at what the stages before it left
STAGES = ROWS, REPEATS, COMPARISONS, WAIVERS = 0, 1, 2, 3


@dataclass(frozen=True)
class Check:
    """One check: a pure function of a `View`, named after it; its docstring is the manual's text.

    `stage` says when it is run: on rows by themselves, on repeated rows, on rows compared with
    each other, on waivers. `waivable` is whether a row may be kept although it fails the check;
    one that cannot be read may not. `needs_today` is whether it is run only where the day is known,
    `needs_pages` whether only where the pages that were kept are to be looked at, which takes time.
    `plugin` is whose it is, if it is another package's.
    """

    severity: str
    function: Callable[[View], Iterable[Problem]]
    stage: int = ROWS
    waivable: bool = True
    needs_today: bool = False
    needs_pages: bool = False
    plugin: Plugin | None = None

    @property
    def name(self) -> str:
        """Its name as issues and waivers have it, such as `bad-figure`."""
        return str(self.function.__name__).replace("_", "-")

    @property
    def meaning(self) -> str:
        """What it means that a row fails it; paragraphs parted by an empty line."""
        return (getdoc(self.function) or "").partition("\n\nRemedy: ")[0]

    @property
    def remedy(self) -> str:
        """How to mend it."""
        return (getdoc(self.function) or "").partition("\n\nRemedy: ")[2]

    def blamed(self) -> AbstractContextManager[None]:
        """Inside, whatever goes wrong is said of the package that the check is of, if of one."""
        return self.plugin.blamed() if self.plugin else nullcontext()


CHECKS = (
    Check(ERROR, bad_header, waivable=False),
    Check(ERROR, bad_row, waivable=False),
    Check(ERROR, bad_figure, waivable=False),
    Check(ERROR, bad_date, waivable=False),
    Check(ERROR, unknown_measure, waivable=False),
    Check(ERROR, unknown_basis, waivable=False),
    Check(ERROR, missing_value, waivable=False),
    Check(ERROR, dates_out_of_order),
    Check(ERROR, duplicate_row, REPEATS),
    Check(ERROR, control_character),
    Check(WARNING, unknown_source),
    Check(WARNING, not_in_quote),
    Check(WARNING, quote_not_on_page, needs_pages=True),
    Check(WARNING, bad_url),
    Check(WARNING, total_falls, COMPARISONS),
    Check(WARNING, part_exceeds_whole, COMPARISONS),
    Check(WARNING, looks_ended, COMPARISONS),
    Check(WARNING, relays_disagree, COMPARISONS),
    Check(WARNING, lost_qualifier, COMPARISONS),
    Check(WARNING, total_taken_for_part, COMPARISONS),
    Check(WARNING, look_alike, COMPARISONS),
    Check(WARNING, no_url),
    Check(WARNING, future_date, needs_today=True),
    Check(WARNING, copied_series, COMPARISONS),
    Check(WARNING, later_than_link),
    Check(WARNING, stale_waiver, WAIVERS, waivable=False),
)


@cache
def all_checks() -> tuple[Check, ...]:
    """The checks of this package, and those of other packages in the order of their names.

    Raises `ReconcileError` for what another package gives that is no check.
    """
    return (*CHECKS, *map(_theirs, plugins("check", {each.name for each in CHECKS}).values()))


def _theirs(plugin: Plugin) -> Check:
    found = plugin.load(Check)
    if found.name != plugin.name:
        raise plugin.wrong(f"calls itself {found.name!r}; it has to have one name")
    if found.severity not in (ERROR, WARNING) or found.stage not in STAGES:
        raise plugin.wrong(f"has severity {found.severity!r} and stage {found.stage!r}")
    return replace(found, plugin=plugin)
