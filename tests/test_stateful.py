"""A history goes on, sources tell the truth of it through whole command lines, and then: nothing is
lost (R4), nothing true is called a conflict (R7), and the truth is within every bound (R10).

What is untrue enters only as sources and readers mend it: corrected, withdrawn or set aside.
"""

import contextlib
import csv
import io
import json
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from examples import examples
from hypothesis import Phase, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reconcile.cli import run
from reconcile.storage.ledger_files import COLUMNS

FIRST = date(2025, 1, 1)
SOURCES = ("Army", "Bureau", "Charity")
OUTCOMES = ("killed", "wounded", "missing", "captured")
MEASURES = (*OUTCOMES, "killed+wounded", "missing+captured", "+".join(OUTCOMES))
PLACES = ("Town, Land", "Land")
STATUSES = {"current", "stale", "earlier", "superseded", "withdrawn", "set-aside"}
NEW = st.integers(0, 40)


class TruthIsTold(RuleBasedStateMachine):
    """`truth[day][place][outcome]`, and a ledger that three sources fill."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = Path(self.folder.name) / "estimates"
        self.ledger.mkdir()
        rows = "".join(f"{name},{name},other\n" for name in SOURCES)
        (self.ledger / "sources.csv").write_text(f"source,name,kind\n{rows}")
        (self.ledger / "war.csv").write_text(",".join(COLUMNS) + "\n")
        self.truth = [{place: dict.fromkeys(OUTCOMES, 10) for place in PLACES}]
        self.written = 0
        self.a_source_tells("Army", "killed", "Land", "{}", 0, 1)

    def teardown(self):
        if hasattr(self, "folder"):
            with self.folder:
                self.nothing_true_is_a_conflict()
                self.the_truth_is_possible()

    @rule(killed=NEW, wounded=NEW, missing=NEW, found=NEW, taken=NEW, days=st.integers(1, 20),
          place=st.sampled_from(PLACES))  # fmt: skip
    def time_passes(self, killed, wounded, missing, found, taken, days, place):
        self.truth += [self.truth[-1]] * (days - 1)
        now = {name: dict(counts) for name, counts in self.truth[-1].items()}
        found = min(found, *(now[name]["missing"] for name in PLACES[PLACES.index(place) :]))
        for name in PLACES[PLACES.index(place) :]:  # what happens in the town happens in the land
            now[name]["killed"] += killed
            now[name]["wounded"] += wounded
            now[name]["missing"] += missing - found
            now[name]["captured"] += taken
        self.truth.append(now)

    @rule(source=st.sampled_from(SOURCES), measure=st.sampled_from(MEASURES),
          place=st.sampled_from(PLACES), form=st.sampled_from(("{}", "~{}", ">={low}", "<={high}",
          "{low}-{high}")), slack=st.integers(0, 15), relays=st.integers(1, 3))  # fmt: skip
    def a_source_tells(self, source, measure, place, form, slack, relays):
        true = self.count(len(self.truth) - 1, place, measure)
        figure = form.format(true, low=max(0, true - slack), high=true + slack)
        for relay in range(relays):
            self.add(source, measure, place, figure, via=f"relay {relay}")

    @rule(source=st.sampled_from(SOURCES), measure=st.sampled_from(MEASURES), wrong=NEW)
    def a_source_errs_and_corrects_itself(self, source, measure, wrong):
        today = self.today
        self.add(source, measure, "Land", str(900 + wrong), as_of=today)
        self.time_passes(0, 0, 0, 0, 0, 1, "Land")
        true = self.count(len(self.truth) - 2, "Land", measure)
        self.add(source, measure, "Land", str(true), as_of=today)

    @rule(source=st.sampled_from(SOURCES), measure=st.sampled_from(MEASURES))
    def a_source_takes_back_what_it_said_today(self, source, measure):
        self.add(source, measure, "Land", "777", as_of=self.today)
        self.time_passes(0, 0, 0, 0, 0, 1, "Land")
        self.add(source, measure, "Land", "withdrawn", as_of=self.before(1))

    @rule(source=st.sampled_from(SOURCES), measure=st.sampled_from(MEASURES))
    def a_reader_sets_a_misreport_aside(self, source, measure):
        self.add(source, measure, "Town, Land", "5", set_aside="the number of another day")

    @invariant()
    def every_row_comes_out_once(self):
        if not hasattr(self, "folder"):
            return
        shown = [row for row in self.asked("show") if not row["derived_from"]]
        assert Counter(row["where"] for row in shown) == Counter(
            f"war.csv:{line}" for line in range(2, self.written + 2)
        )
        assert {row["status"] for row in shown} <= STATUSES

    def nothing_true_is_a_conflict(self):
        exact = ("--window", "0", "--tolerance", "0")
        verdicts = [row["verdict"] for row in self.asked("discrepancies", *exact)]
        assert "conflict" not in verdicts

    def the_truth_is_possible(self):
        for row in self.asked("bounds", "--tolerance", "0"):
            if row["as_of"] is None:  # all that was said of it is taken back
                continue
            day = (date.fromisoformat(row["as_of"]) - FIRST).days
            true = self.count(day, row["place"], row["measure"])
            assert row["wrong"] == 0
            assert row["lower"] <= true
            assert row["upper"] is None or true <= row["upper"]

    @staticmethod
    def day(number):
        return (FIRST + timedelta(days=number)).isoformat()

    @property
    def today(self):
        return self.before(0)

    def before(self, days):
        return self.day(len(self.truth) - 1 - days)

    def count(self, day, place, measure):
        return sum(self.truth[day][place][outcome] for outcome in measure.split("+"))

    def add(self, source, measure, place, figure, **cells):
        cells = {
            "case": "war", "source": source, "published": self.today, "population": "people",
            "place": place, "measure": measure, "figure": figure, "url": "https://example.org/1",
            **cells,
        }  # fmt: skip
        options = [part for name, cell in cells.items()
                   for part in (f"--{name.replace('_', '-')}", cell)]  # fmt: skip
        status, said = spoken(["--ledger", str(self.ledger), "add", "--yes", *options])
        with (self.ledger / "war.csv").open(newline="") as file:
            rows = sum(1 for _ in csv.DictReader(file))
        # a row that stands there already, to the letter, is refused; any other is added
        assert (status, rows) in {(0, self.written + 1), (1, self.written)}, said
        assert status == 0 or "duplicate-row" in said, said
        self.written = rows

    def asked(self, *command):
        status, said = spoken(["--ledger", str(self.ledger), *command, "--format", "json"])
        assert status == 0, said
        return json.loads(said)


def spoken(arguments):
    """The exit status of a command line, and what it says on both of its outputs."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        status = run(arguments)
    out.flush()
    return status, out.buffer.getvalue().decode()


TestTruthIsTold = TruthIsTold.TestCase
TestTruthIsTold.settings = examples(12, stateful_step_count=10, phases=(Phase.generate,))
