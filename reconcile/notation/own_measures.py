"""The measures that a ledger adds in `measures.csv`, and what is wrong with them.

Nothing is raised. A row with a fault defines no measure, and one that rests on such a row has a
fault too (docs/ledger.md, "Measures").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reconcile.errors import excerpt
from reconcile.notation.measures import BUILT_IN, Measure, MeasureFault, Measures

_MAY_FALL = (
    "write yes for a count of those who are so at the time, which may fall, or leave it empty for "
    "a running total"
)
MeasureRow = Mapping[str, str]


def measures_from(rows: Sequence[MeasureRow | None]) -> Measures:
    """The built-in measures and those of `rows`, the rows of a `measures.csv`.

    A row that is None is passed over. A row without `includes` and `may_include` is a new single
    outcome. A measure may fall if its `may_fall` is `yes` or an outcome that it includes may fall.
    Refused are a name that is empty, built in or given before, a part or `within` that no row
    names, and a `may_fall` that is another word or that none of the outcomes bears out.
    """
    faults, sound = dict[int, MeasureFault](), dict[str, tuple[int, MeasureRow]]()
    for number, row in enumerate(rows):
        if row is not None:
            name = _cell(row, "measure")
            if fault := _name_fault(number, name, sound) or _may_fall_fault(number, row):
                faults[number] = fault
            if name and name not in BUILT_IN and "+" not in name:
                sound.setdefault(name, (number, row))
    left = {name: each for name, each in sound.items() if each[0] not in faults}
    while True:
        measures = Measures(
            {**BUILT_IN, **{name: _measure(row) for name, (_, row) in left.items()}}
        )
        found = [
            fault for name, (at, _) in left.items() for fault in _in_measure(measures, name, at)
        ]
        if not found:
            break
        for fault in found:
            faults.setdefault(fault.row, fault)
            left.pop(fault.measure, None)
    named = {name: _falling(measures, measures[name]) for name in measures}
    return Measures(named, tuple(faults[number] for number in sorted(faults)))


def _cell(row: MeasureRow, column: str) -> str:
    return row.get(column, "").strip()


def _name_fault(number: int, name: str, before: Mapping[str, object]) -> MeasureFault | None:
    """What is wrong with the name that a row gives to its measure."""
    if not name:
        kind, problem = "missing", "the measure has no name"
        remedy = "write the name that the rows use, or delete the line"
    elif name in BUILT_IN or "+" in name:
        kind, problem = "wrong", f"{excerpt(name)!r} cannot be the name of a new measure"
        remedy = "give it a name that is not built in and has no +, or delete the line"
    elif name in before:
        kind, problem = "repeated", f"{excerpt(name)!r} is listed before"
        remedy = "keep one of the two lines"
    else:
        return None
    return MeasureFault(number, "measure", kind, name, problem, remedy)


def _may_fall_fault(number: int, row: MeasureRow) -> MeasureFault | None:
    cell = _cell(row, "may_fall")
    if cell in ("", "yes"):
        return None
    problem = f"may_fall is {excerpt(cell)!r}"
    return MeasureFault(number, "may_fall", "wrong", _cell(row, "measure"), problem, _MAY_FALL)


def _measure(row: MeasureRow) -> Measure:
    """What a row says, before `may_fall` follows from the outcomes that it includes."""
    name = _cell(row, "measure")
    includes, may = _parts(_cell(row, "includes")), _parts(_cell(row, "may_include"))
    own = includes if includes or may else frozenset((name,))
    label = _cell(row, "label") or name
    return Measure(name, label, own, may, _cell(row, "within"), _cell(row, "may_fall") == "yes")


def _parts(text: str) -> frozenset[str]:
    pieces = text.replace("+", ",").replace(";", ",").split(",")
    return frozenset(piece.strip() for piece in pieces if piece.strip())


def _in_measure(measures: Measures, name: str, number: int) -> Iterator[MeasureFault]:
    """What is wrong with a measure among the others; the first is told."""
    measure = measures[name]
    for column, parts in (("includes", measure.includes), ("may_include", measure.may_include)):
        for part in sorted(parts - set(measures.outcomes)):
            problem = f"{excerpt(name)!r} includes {excerpt(part)!r}, which is not a single outcome"
            remedy = (
                f"write {', '.join(measures.outcomes)}, or give {excerpt(part)} a row of its own"
            )
            yield MeasureFault(number, column, "unknown", name, problem, remedy)
            return
    if fault := _within_fault(measures, measure, number):
        yield fault
    elif measure.may_fall and not (measure.single or _falls(measures, measure.holds)):
        problem = f"{excerpt(name)!r} cannot fall, since none of what it holds may"
        remedy = (
            f"write yes for the outcome that may fall, or leave may_fall of {excerpt(name)} empty"
        )
        yield MeasureFault(number, "may_fall", "wrong", name, problem, remedy)


def _within_fault(measures: Measures, measure: Measure, number: int) -> MeasureFault | None:
    """A `within` that no measure has, or that leads back to itself."""
    seen, name = {measure.name}, measure.within
    while name:
        if name in seen or name not in measures:
            kind, why = (
                ("wrong", "which leads back to itself")
                if name in seen
                else ("unknown", "which is not a measure")
            )
            problem = f"{excerpt(measure.name)!r} lies within {excerpt(name)!r}, {why}"
            remedy = "name a wider measure, or leave within empty"
            return MeasureFault(number, "within", kind, measure.name, problem, remedy)
        seen.add(name)
        name = measures[name].within
    return None


def _falls(measures: Measures, outcomes: frozenset[str]) -> bool:
    return any(measures[outcome].may_fall for outcome in outcomes)


def _falling(measures: Measures, measure: Measure) -> Measure:
    """The measure, which may fall too if an outcome that it includes may."""
    if measure.single or not measure.holds:
        return measure
    return replace(measure, may_fall=measure.may_fall or _falls(measures, measure.includes))
