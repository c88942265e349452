"""The rules R1 to R5, R8 and, of parts added, R6 once more, plainly: no code of the package used.

What is slow and obvious here stands beside what is fast there. `Model(files, ...)` takes the CSV
texts of a small ledger by their names; figures and dates are read in the few forms that the tests
write.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil, floor, inf

OUTCOMES = ("killed", "wounded", "missing", "captured")
MAY_FALL = {"missing", "captured"}


def span(text: str) -> tuple[float, float]:
    """The days that a date may be."""
    if not text:
        return -inf, inf
    mark, core = text[-1], text.rstrip("~?")
    begin, _, end = core.partition("/")
    first, last = _days(begin)[0], _days(end or begin)[1]
    length = last - first + 1
    return (first - length, last + length) if mark == "~" else (first, last)


def _days(text: str) -> tuple[int, int]:
    numbers = [int(part) for part in text.split("-")]
    year, month, day = (*numbers, None, None)[:3]
    first = date(year, month or 1, day or 1)
    if day:
        return first.toordinal(), first.toordinal()
    after = date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    return first.toordinal(), after.toordinal() - 1


@dataclass(frozen=True)
class Said:
    """A figure: the counts it allows, its point, or that there is none."""

    lower: float = 0
    upper: float = inf
    point: float | None = None
    word: str = ""


def figure(text: str) -> Said:
    """One figure, in the forms 300 ~300 >300 >=300 <300 <=300 100-200 unknown withdrawn."""
    if text in ("unknown", "withdrawn"):
        return Said(word=text)
    sign, numbers = re.fullmatch(r"(~|>=|<=|>|<|)([0-9-]+)", text).groups()
    low, *rest = (int(part) for part in numbers.split("-"))
    if rest:
        return Said(low, rest[0], (low + rest[0]) / 2)
    if sign == "~":
        unit = 10 ** (len(str(low)) - len(str(low).rstrip("0"))) if low else 1
        slack = min(Fraction(unit, 2), Fraction(low, 10))
        lower = -(-(low - slack) // 1)
        return Said(int(lower), int((low + slack) // 1), low)
    return {
        "": Said(low, low, low), ">": Said(low + 1, inf, low), ">=": Said(low, inf, low),
        "<": Said(0, low - 1, low), "<=": Said(0, low, low),
    }[sign]  # fmt: skip


@dataclass(frozen=True)
class Estimate:
    """A statement or a derived figure; `rows` are the places file:line that it rests on."""

    case: str
    source: str
    origin: str
    estimand: tuple
    published: tuple[float, float]
    as_of: tuple[float, float]
    said: Said
    rows: tuple[str, ...]
    derived: bool = False
    status: str = "current"

    @property
    def day(self) -> float | None:
        """The one day that it speaks of, if it is one."""
        return self.as_of[0] if self.as_of[0] == self.as_of[1] else None


def lower_median(values: list[float]) -> float:
    """The middle value, the lower one of two."""
    return sorted(values)[(len(values) - 1) // 2]


@dataclass
class Model:
    """A small ledger worked out by the rules: `status` by file:line, `estimates`, ranges, pairs."""

    files: dict[str, str]
    as_of: str = ""
    known_by: str = ""
    max_age: int = 90
    window: int = 7
    tolerance: Fraction = Fraction(1)
    status: dict[str, str] = field(default_factory=dict)
    estimates: list[Estimate] = field(default_factory=list)

    def __post_init__(self) -> None:
        tables = {
            name: list(csv.DictReader(io.StringIO(text))) for name, text in self.files.items()
        }
        self.cases = {row["case"]: row for row in tables.pop("cases.csv", [])}
        self.parts = tables.pop("parts.csv", [])
        self.sources = {row["source"]: row for row in tables.pop("sources.csv", [])}
        tables.pop("measures.csv", None)
        inside = defaultdict(list)
        used = defaultdict(set)
        for name in sorted(tables):
            for number, row in enumerate(tables[name], 2):
                self._row(name, number, row, inside, used)
        given = [self._statement(key, relays) for key, relays in inside.items()]
        self.estimates = [*given, *self._derived(given, used)]
        self._stand()
        for estimate in self.estimates:
            if not estimate.derived:
                self.status |= dict.fromkeys(estimate.rows, estimate.status)

    # R1 and the cut of R3

    def _ended(self, case: str) -> float:
        text = self.cases.get(case, {}).get("ended", "")
        return span(text)[1] if text else inf

    def _row(self, name: str, number: int, row: dict, inside: dict, used: dict) -> None:
        case, where = name.removesuffix(".csv"), f"{name}:{number}"
        published, as_of = span(row.get("published", "")), span(row.get("as_of", ""))
        if not row.get("as_of"):
            as_of = published
        elif not row.get("published"):
            published = as_of
        ended = self._ended(case)
        as_of = (min(as_of[0], ended), min(as_of[1], ended))
        since = span(row["since"]) if row.get("since") else (-inf, inf)
        estimand = (
            case, row.get("population", ""), row.get("place", ""), row["measure"],
            row.get("basis", ""), since,
        )  # fmt: skip
        if row.get("set_aside"):
            self.status[where] = "set-aside"
            return
        used[case].add(row["measure"])
        late = self.as_of and as_of[0] > span(self.as_of)[1]
        unknown_yet = self.known_by and published[0] > span(self.known_by)[1]
        if late or unknown_yet:
            self.status[where] = "outside-cut"
            return
        key = (row["source"], published, as_of, estimand)
        inside[key].append((figure(row["figure"]), where))

    def _origin(self, source: str) -> str:
        seen = [source]
        while following := self.sources.get(seen[-1], {}).get("derives_from", ""):
            if following in seen:
                return source
            seen.append(following)
        return seen[-1]

    def _statement(self, key: tuple, relays: list) -> Estimate:
        source, published, as_of, estimand = key
        figures = [relay for relay, _ in relays]
        rows = tuple(where for _, where in relays)
        return Estimate(
            estimand[0], source, self._origin(source), estimand, published, as_of,
            self._together(figures), rows,
        )  # fmt: skip

    @staticmethod
    def _together(figures: list[Said]) -> Said:
        if any(one.word == "withdrawn" for one in figures):
            return Said(word="withdrawn")
        if all(one.word == "unknown" for one in figures):
            return Said(word="unknown")
        lower, upper = max(f.lower for f in figures), min(f.upper for f in figures)
        numbered = [f for f in figures if not f.word]
        points = [f.point for f in numbered]
        if lower > upper:
            hull = min(f.lower for f in figures), max(f.upper for f in figures)
            return Said(*hull, lower_median(points))
        if len(set(numbered)) == 1:  # what is said twice is said once
            return numbered[0]
        within = [point for point in points if lower <= point <= upper]
        return Said(lower, upper, lower_median(within) if within else lower)

    # R2

    def _derived(self, given: list[Estimate], used: dict) -> list[Estimate]:
        found = []
        for at in self._occasions(given, (3,)).values():
            there = {one.estimand[3]: one for one in at}
            found += self._sums(there, used[at[0].case])
        have = {self._key(one) for one in (*given, *found)}
        for at in self._occasions(given, (4,)).values():
            found += self._of_bases({one.estimand[4]: one for one in at}, have)
        for column, position in (("population", 1), ("place", 2)):
            for at in self._occasions(given, (position,)).values():
                there = {one.estimand[position]: one for one in at}
                for breakdown in self._breakdowns(column):
                    found += self._of_parts(there, *breakdown, position, have)
        return found

    @staticmethod
    def _key(one: Estimate) -> tuple:
        return one.source, one.published, one.as_of, one.estimand

    @staticmethod
    def _occasions(given: list[Estimate], free: tuple[int, ...]) -> dict[tuple, list[Estimate]]:
        """What one source said at one time, figures that differ in these parts of the estimand."""
        found = defaultdict(list)
        for one in given:
            rest = tuple(part for at, part in enumerate(one.estimand) if at not in free)
            found[one.source, one.published, one.as_of, rest].append(one)
        return found

    def _of_bases(self, there: dict[str, Estimate], have: set) -> list[Estimate]:
        """The total of what is confirmed and what is probable."""
        both = [there.get("confirmed"), there.get("probable")]
        if None in both or any(one.said.word for one in both):
            return []
        return self._kept([self._arithmetic(both, [], {4: ""})], have)

    def _breakdowns(self, column: str, complete: bool = True) -> list[tuple[str, list[str]]]:
        """The breakdowns of a column that are complete or not: a whole and all its parts."""
        found = defaultdict(list)
        for row in self.parts:
            if row["of"] == column and (row["complete"] == "yes") == complete:
                found[row["whole"], row["breakdown"]].append(row["part"])
        return [(whole, parts) for (whole, _), parts in found.items()]

    def _of_parts(
        self, there: dict[str, Estimate], whole: str, parts: list[str], position: int, have: set
    ) -> list[Estimate]:
        numbered = {name: one for name, one in there.items() if not one.said.word}
        given = [numbered[part] for part in parts if part in numbered]
        missing = [part for part in parts if part not in there]
        made = None
        if whole not in there and len(given) == len(parts):
            made = self._arithmetic(given, [], {position: whole})
        elif whole in numbered and len(missing) == 1 and len(given) == len(parts) - 1:
            made = self._arithmetic([numbered[whole]], given, {position: missing[0]})
        return self._kept([made], have)

    def _kept(self, made: list[Estimate | None], have: set) -> list[Estimate]:
        """Those that are there and that nothing gave or derived before."""
        fresh = [one for one in made if one and self._key(one) not in have]
        have |= {self._key(one) for one in fresh}
        return fresh

    def _sums(self, there: dict[str, Estimate], wanted: set[str]) -> list[Estimate]:
        numbered = {m: e for m, e in there.items() if not e.said.word}
        if self._contradict(numbered):
            return []
        found = []
        for target in sorted(wanted - set(there), key=lambda m: (m.count("+"), m)):
            outcomes = set(target.split("+"))
            if not outcomes <= set(OUTCOMES):
                continue
            if len(outcomes) > 1:
                routes = [(sorted(outcomes, key=OUTCOMES.index), [])]
            else:
                sums = sorted(
                    (m for m in wanted if "+" in m and target in m.split("+")),
                    key=lambda m: (m.count("+"), m),
                )
                routes = [([m], [o for o in m.split("+") if o != target]) for m in sums]
            for plus, minus in routes:
                if set(plus + minus) <= set(numbered):
                    made = self._arithmetic(
                        [numbered[m] for m in plus], [numbered[m] for m in minus], {3: target}
                    )
                    if made:
                        found.append(made)
                        break
        return found

    @staticmethod
    def _contradict(numbered: dict[str, Estimate]) -> bool:
        for name, whole in numbered.items():
            outcomes = set(name.split("+"))
            if len(outcomes) < 2:
                continue
            free = Said(0, inf)
            parts = [numbered[o].said if o in numbered else free for o in sorted(outcomes)]
            if sum(p.lower for p in parts) > whole.said.upper:
                return True
            if sum(p.upper for p in parts) < whole.said.lower:
                return True
            for other, inner in numbered.items():
                if set(other.split("+")) < outcomes and inner.said.lower > whole.said.upper:
                    return True
        return False

    @staticmethod
    def _arithmetic(
        plus: list[Estimate], minus: list[Estimate], changed: dict[int, str]
    ) -> Estimate | None:
        lower = sum(e.said.lower for e in plus) - sum(e.said.upper for e in minus)
        upper = sum(e.said.upper for e in plus) - sum(e.said.lower for e in minus)
        point = sum(e.said.point for e in plus) - sum(e.said.point for e in minus)
        lower = max(lower, 0) if lower == lower else 0
        if upper < 0 or lower > upper:
            return None
        first = plus[0]
        estimand = tuple(changed.get(at, part) for at, part in enumerate(first.estimand))
        rows = tuple(row for one in (*plus, *minus) for row in one.rows)
        said = Said(lower, upper, max(point, 0))
        return replace(first, estimand=estimand, said=said, rows=rows, derived=True)

    # R3

    def _stand(self) -> None:
        first = self._ranked(self.estimates)
        void = {
            row for one in self.estimates
            if not one.derived and (first[id(one)] == "superseded" or self._taken_back(one))
            for row in one.rows
        }  # fmt: skip
        # what rests on a figure that was corrected or taken back is superseded with it
        sound = [one for one in self.estimates if not (one.derived and void & set(one.rows))]
        standing = self._ranked(sound)
        self.estimates = [
            replace(one, status=standing.get(id(one), "superseded")) for one in self.estimates
        ]
        self._stale()

    def _taken_back(self, one: Estimate) -> bool:
        """Whether its source took it back by a later withdrawal, or it is one."""
        series = [o for o in self.estimates if (o.source, o.estimand) == (one.source, one.estimand)]
        series.sort(key=self._age_of)
        at = next(number for number, other in enumerate(series) if other is one)
        return any(other.said.word == "withdrawn" for other in series[at:])

    def _ranked(self, estimates: list[Estimate]) -> dict[int, str]:
        """The status of each by its place in the story of its source."""
        series = defaultdict(list)
        for one in estimates:
            series[one.source, one.estimand].append(one)
        standing = {}
        for held in series.values():
            held.sort(key=self._age_of)
            for at, one in enumerate(held):
                after = held[at + 1 :]
                same = after and after[0].as_of == one.as_of
                if one.said.word == "withdrawn":
                    status = "withdrawn"
                elif not after:
                    status = "current"
                else:
                    status = "superseded" if same else "earlier"
                standing[id(one)] = status
        return standing

    @staticmethod
    def _age_of(one: Estimate) -> tuple:
        days = (one.as_of[1], one.as_of[0], one.published[1], one.published[0])
        return tuple(-inf if abs(day) == inf else day for day in days)

    def _stale(self) -> None:
        current = [one for one in self.estimates if one.status == "current"]
        found = []
        for one in self.estimates:
            others = [other for other in current if other.estimand == one.estimand]
            if one.status == "current" and self._is_stale(one, others):
                one = replace(one, status="stale")
            found.append(one)
        self.estimates = found

    def _is_stale(self, one: Estimate, others: list[Estimate]) -> bool:
        if self._ended(one.case) < inf:
            settled = self.cases[one.case].get("settled", "")
            if not settled:
                return False
            day = span(settled)[0]
            early = one.published[1] < day
            return early and any(other.published[1] >= day for other in others)
        days = [other.as_of[1] for other in others if abs(other.as_of[1]) < inf]
        return abs(one.as_of[1]) < inf and max(days) - one.as_of[1] > self.max_age

    # R5

    def matches(self, a: Said, b: Said) -> bool:
        """Whether the bounds overlap, each loosened by half the tolerance."""
        half = self.tolerance / 200
        return all(
            high == inf or low * (1 - half) <= high * (1 + half)
            for low, high in ((a.lower, b.upper), (b.lower, a.upper))
        )

    def agreed(self, said: list[Said]) -> tuple[float, float] | None:
        """The counts that all allow, else those that match every figure, if any does."""
        lower, upper = max(one.lower for one in said), min(one.upper for one in said)
        if lower <= upper:
            return lower, upper
        half = self.tolerance / 200
        least, most = lower * (1 - half) / (1 + half), upper * (1 + half) / (1 - half)
        return (ceil(least), floor(most)) if upper >= least else None

    def standing(self, source: str, estimand: tuple) -> list[Estimate]:
        """What a source said of an estimand and still holds as of its day."""
        return [
            one for one in self.estimates
            if (one.source, one.estimand) == (source, estimand)
            and one.status in ("current", "stale", "earlier") and not one.said.word
            and (one.derived or not self._taken_back(one))
        ]  # fmt: skip

    def pace(self, estimand: tuple) -> float | None:
        """The fastest rise a day between two figures of one source that follow each other."""
        rises = []
        for source in {one.source for one in self.estimates if one.estimand == estimand}:
            dated = [
                o for o in self.standing(source, estimand) if o.day is not None and abs(o.day) < inf
            ]
            dated.sort(key=lambda one: one.day)
            for before, after in pairwise(dated):
                rises.append(
                    Fraction(after.said.point - before.said.point)
                    / Fraction(after.day - before.day)
                )
        return max(rises, default=None)

    def verdict(self, a: Estimate, b: Estimate) -> tuple[str, Estimate, Estimate]:
        """The verdict on two current estimates of one estimand, and those it is told of."""
        measure = a.estimand[3]
        conflict = "undetermined" if measure == "casualties" else "conflict"
        if "unknown" in (a.said.word, b.said.word):
            return "undetermined", a, b
        if self.matches(a.said, b.said):
            return "agree", a, b
        theirs = [
            {one.day: one for one in self.standing(side.source, side.estimand) if one.day}
            for side in (a, b)
        ]
        common = [day for day in set(theirs[0]) & set(theirs[1]) if abs(day) < inf]
        if common:
            one, other = theirs[0][max(common)], theirs[1][max(common)]
            if self.matches(one.said, other.said):
                return "timing", a, b
            return conflict, one, other
        low, high = (a, b) if a.said.upper < b.said.lower else (b, a)
        dmin, dmax = high.as_of[0] - low.as_of[1], high.as_of[1] - low.as_of[0]
        if set(measure.split("+")) & MAY_FALL:
            apart = dmin > 0 or dmax < 0
            return ("timing" if apart else "undetermined"), a, b
        pace = self.pace(a.estimand)
        growth = (
            Fraction(high.said.lower - low.said.upper) / Fraction(dmax) if 0 < dmax < inf else 0
        )
        if dmax <= 0 or (dmax <= self.window and pace is not None and growth > pace):
            return conflict, a, b
        if dmin > self.window or (dmin > 0 and pace is not None and growth <= pace):
            return "timing", a, b
        return "undetermined", a, b

    def pairs(self) -> list[tuple[str, Estimate, Estimate]]:
        """Every pair of current estimates of one estimand, by its verdict."""
        current = [one for one in self.estimates if one.status == "current"]
        return [self.verdict(a, b) for a, b in combinations(current, 2) if a.estimand == b.estimand]

    # R6, of parts

    def part_pairs(self) -> list[tuple[Estimate, Estimate]]:
        """Every claim on a whole with the parts of one source, added, that contradict it."""
        current = [one for one in self.estimates if one.status == "current" and not one.said.word]
        sums = self._part_sums([one for one in current if not one.derived])
        return [
            (claim, sum_)
            for sum_ in sums for claim in current
            if claim.estimand == sum_.estimand and sum_.estimand[3] != "casualties"
            and self._clash(claim, sum_)
        ]  # fmt: skip

    def _part_sums(self, given: list[Estimate]) -> list[Estimate]:
        """Two or more parts that one source gave on one occasion, added up."""
        found = []
        for column, position in (("population", 1), ("place", 2)):
            for at in self._occasions(given, (position,)).values():
                there = {one.estimand[position]: one for one in at}
                for complete in (True, False):
                    for whole, names in self._breakdowns(column, complete):
                        parts = [there[name] for name in names if name in there]
                        if len(parts) > 1:
                            sum_ = self._arithmetic(parts, [], {position: whole})
                            if not complete or len(parts) < len(names):
                                sum_ = replace(sum_, said=replace(sum_.said, upper=inf))
                            found += [] if self._has_said(sum_) else [sum_]
        return found

    def _has_said(self, sum_: Estimate) -> bool:
        """Whether the source's own whole of that occasion says as much."""
        return any(
            self._key(one) == self._key(sum_)
            and one.said.lower >= sum_.said.lower and one.said.upper <= sum_.said.upper
            for one in self.standing(sum_.source, sum_.estimand)
        )  # fmt: skip

    def _clash(self, a: Estimate, b: Estimate) -> bool:
        if self.matches(a.said, b.said):
            return False
        low, high = (a, b) if a.said.upper < b.said.lower else (b, a)
        dmin, dmax = high.as_of[0] - low.as_of[1], high.as_of[1] - low.as_of[0]
        if set(a.estimand[3].split("+")) & MAY_FALL:
            return dmin == dmax == 0
        if dmax <= 0:
            return True
        if dmax > self.window or dmax == inf:
            return False
        pace = self.pace(a.estimand)
        growth = Fraction(high.said.lower - low.said.upper) / Fraction(dmax)
        return pace is not None and growth > pace

    # R8

    def ranges(self) -> dict[tuple, dict]:
        """The range of every estimand that has a current estimate."""
        by = defaultdict(list)
        for one in self.estimates:
            if one.status == "current":
                by[one.estimand].append(one)
        return {estimand: self._range(claims) for estimand, claims in by.items()}

    def _range(self, claims: list[Estimate]) -> dict:
        said = [one for one in claims if not one.said.word]
        if not said:
            return {"verdict": "unknown", "sources": 0, "origins": 0}
        points = [one.said.point for one in said]
        order = ("agree", "timing", "undetermined", "conflict")
        verdicts = [self.verdict(a, b)[0] for a, b in combinations(said, 2) if a.origin != b.origin]
        worst = max(verdicts, key=order.index) if verdicts else "single"
        return {
            "sources": len(said), "origins": len({one.origin for one in said}),
            "low": min(points), "high": max(points), "median": lower_median(points),
            "open_above": any(one.said.upper == inf for one in said),
            "agreed": self.agreed([one.said for one in said]), "verdict": worst,
        }  # fmt: skip
