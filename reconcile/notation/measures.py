"""Measures: what happened to the people counted (docs/ledger.md, "Measures").

A measure is a set of outcomes that exclude each other. Built in are `killed`, `wounded`,
`missing`, `captured`, every sum of outcomes written with `+`, `casualties` and `deployed`; a
ledger's `measures.csv` adds others. Most are running totals; how many are missing or captured is a
count of those who are so at the time, which may fall. Populations and places nest by comma,
narrowest first.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from reconcile.errors import NotationError, excerpt
from reconcile.notation.speech import mark_word, word
from reconcile.notation.words import joined

OUTCOMES = (
    mark_word("measure", "killed"), mark_word("measure", "wounded"),
    mark_word("measure", "missing"), mark_word("measure", "captured"),
)  # fmt: skip
LONGEST_NAME = 300  # characters: a longer one is prose that has got into the wrong column
FALLING = ("missing", "captured")  # the missing are found, prisoners are exchanged


@dataclass(frozen=True, slots=True)
class Measure:
    """What a measure holds: `includes` surely, `may_include` perhaps, never more than `within`.

    If it `may_fall` it is how many are so at the time, or surely holds such an outcome; else it is
    a running total, which never falls.
    """

    name: str
    label: str
    includes: frozenset[str]
    may_include: frozenset[str] = frozenset()
    within: str = ""
    may_fall: bool = False

    @property
    def holds(self) -> frozenset[str]:
        """Every outcome that it may hold."""
        return self.includes | self.may_include

    @property
    def exact(self) -> bool:
        """It is just the sum of what it includes (R2 derives only such)."""
        return bool(self.includes) and not self.may_include

    @property
    def single(self) -> bool:
        """It is one outcome."""
        return self.exact and self.includes == {self.name}


BUILT_IN: Mapping[str, Measure] = {
    **{
        name: Measure(name, name, frozenset((name,)), within="deployed", may_fall=name in FALLING)
        for name in OUTCOMES
    },
    "wounded": Measure("wounded", "wounded", frozenset(("wounded",))),
    "casualties": Measure(
        mark_word("measure", "casualties"),
        mark_word("measure", "casualties, as the source defines them"),
        frozenset(("killed", "wounded")),
        frozenset(("missing", "captured")),
    ),
    "deployed": Measure("deployed", mark_word("measure", "deployed"), frozenset()),
}


class MeasureFault(NamedTuple):
    """What is wrong in row `row` (from 0) of a `measures.csv`, in the cell of `column`.

    `kind` is `missing`, `repeated`, `unknown` (it names a measure that there is not) or `wrong`;
    `measure` is what the row would define.
    """

    row: int
    column: str
    kind: str
    measure: str
    problem: str
    remedy: str


_OTHER_WORDS = {
    **dict.fromkeys(("dead", "deaths", "death", "died", "fatalities", "kia", "fatal"), "killed"),
    **dict.fromkeys(("injured", "injuries", "hurt", "wia", "injury"), "wounded"),
    **dict.fromkeys(("prisoners", "pow", "pows", "detained"), "captured"),
    **dict.fromkeys(("mia", "disappeared"), "missing"),
    **dict.fromkeys(("losses", "total", "victims"), "casualties"),
    **dict.fromkeys(("sent", "troops", "deployment"), "deployed"),
}


@dataclass(frozen=True)
class Measures(Mapping[str, Measure]):
    """The measures of one ledger by name: the built-in ones and those of its `measures.csv`.

    A row of `measures.csv` with one of the `faults` defines none.
    """

    named: Mapping[str, Measure] = field(default_factory=lambda: dict(BUILT_IN))
    faults: tuple[MeasureFault, ...] = ()

    def __getitem__(self, name: str) -> Measure:
        """The measure called `name`, sums of outcomes included; KeyError if there is none."""
        if name in self.named:
            return self.named[name]
        if name not in self._sums:
            self._sums[name] = self._summed(name)
        return self._sums[name]

    @cached_property
    def _sums(self) -> dict[str, Measure]:
        return {}

    def _summed(self, name: str) -> Measure:
        parts = name.split("+")
        if len(set(parts)) < len(parts) or not set(parts) <= set(self.outcomes):
            raise KeyError(name)
        held = [self.named[part] for part in parts]
        label, falls = _either([part.label for part in held]), any(part.may_fall for part in held)
        return Measure(name, label, frozenset(parts), may_fall=falls)

    def __iter__(self) -> Iterator[str]:
        return iter(self.named)

    def __len__(self) -> int:
        return len(self.named)

    @cached_property
    def outcomes(self) -> tuple[str, ...]:
        """Every single outcome, in the order in which a sum is written."""
        others = sorted(m.name for m in self.named.values() if m.single and m.name not in OUTCOMES)
        return (*OUTCOMES, *others)

    def parse(self, text: str) -> str:
        """The canonical name that the cell `text` means; raises `NotationError` if none does."""
        if (name := text.strip()) in self.named:
            return name
        parts, order = [part.strip() for part in text.split("+")], self.outcomes
        for part in parts:
            if part not in order:
                raise self._refusal(part, text)
        if len(set(parts)) < len(parts):
            raise NotationError(f"{excerpt(text)!r} counts an outcome twice", "name each once")
        return "+".join(sorted(parts, key=order.index))

    def _refusal(self, part: str, text: str) -> NotationError:
        if part in self.named:
            return NotationError(
                f"{excerpt(text)!r} adds {part!r}, which is not a single outcome",
                f"add up {', '.join(self.outcomes)} only",
            )
        for fault in self.faults:
            if fault.measure == part:
                return NotationError(
                    f"{excerpt(part)!r} is not a measure, since measures.csv is wrong about it: "
                    f"{fault.problem}",
                    "mend its row in measures.csv, or write another measure",
                )
        word = part.lower()
        names = [*self.outcomes, *self.named, *_OTHER_WORDS]
        near = difflib.get_close_matches(word, names, cutoff=0.7)
        guess = next((_OTHER_WORDS.get(name, name) for name in near), "")
        known = ", ".join(dict.fromkeys((*OUTCOMES, *self.named)))
        return NotationError(
            f"{excerpt(part)!r} is not a measure",
            f"did you mean {guess}? known are {known}, and sums with +"
            if guess
            else f"write one of {known}, or a sum with +; or add it to measures.csv",
        )

    def rank(self, name: str) -> tuple[int, int, str]:
        """Sort key: deployed, single outcomes, sums, casualties, then others by name."""
        single = self[name].single
        kinds = name == "deployed", single, "+" in name, name == "casualties", True
        return kinds.index(True), self.outcomes.index(name) if single else name.count("+"), name

    def inside(self, inner: str, outer: str) -> bool:
        """Whether every person counted by `inner` is surely counted by `outer` too."""
        if (inner, outer) not in self._nests:
            # what may have happened to such a person; nothing is known of it for `deployed`
            ways = self[inner].holds or (inner,)
            self._nests[inner, outer] = all(self._leads((inner, way), outer) for way in ways)
        return self._nests[inner, outer]

    @cached_property
    def _nests(self) -> dict[tuple[str, str], bool]:
        return {}

    def can_fall(self, name: str) -> bool:
        """Whether the count may fall if the measure is meant at its widest, as `casualties` may."""
        return self[name].may_fall or any(self[part].may_fall for part in self[name].holds)

    def lasting(self, inner: str, outer: str) -> bool:
        """Whether no later count of `outer` can be less than one of `inner`, which lies in it.

        So it is if either never falls, or a measure between them.
        """
        return any(
            not self.can_fall(name) and self.inside(inner, name) and self.inside(name, outer)
            for name in dict.fromkeys((inner, outer, *self.named))
        )

    def _leads(self, names: Iterable[str], outer: str) -> bool:
        """Whether a person counted by all of `names` is surely counted by `outer`."""
        waiting = list(names)
        seen = set(waiting)
        while waiting:
            name = waiting.pop()
            holds, within = self[name].holds, self[name].within
            if name == outer or (holds and holds <= self[outer].includes):
                return True
            above = {
                other.name for other in self.named.values() if holds and holds <= other.includes
            }
            above |= {within} if within else set()
            waiting += sorted(above - seen)
            seen |= above
        return False


def _either(labels: list[str]) -> str:
    """`killed or wounded`, `killed, wounded or missing`: outcomes that exclude each other."""
    return f"{', '.join(labels[:-1])} or {labels[-1]}"


def measure_name(name: str) -> str:
    """A measure's name, those of a sum one by one; a ledger's own stay as they are written."""
    return "+".join(word("measure", part) if part in BUILT_IN else part for part in name.split("+"))


def label_text(measures: Measures, name: str, context: str = "measure") -> str:
    """What a measure is called in words; the label of a ledger's own stays as it is written.

    In the `context` "how many" it stands after these words, where some languages bend it. Raises
    KeyError for an unknown measure.
    """
    label = measures[name].label
    if name in BUILT_IN:
        return word(context, label)
    parts = name.split("+")
    return label if len(parts) == 1 else joined(
        (label_text(measures, part, context) for part in parts), "or"
    )  # fmt: skip


def wider(name: str) -> tuple[str, ...]:
    """The populations or places that `name` lies in, nearest first: `Kursk, Russia` -> `Russia`.

    What is too long for a name lies in nothing.
    """
    if len(name) > LONGEST_NAME:
        return ()
    parts = [part.strip() for part in name.split(",")]
    return tuple([", ".join(parts[start:]) for start in range(1, len(parts))])
