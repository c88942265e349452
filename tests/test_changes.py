"""What changes in the ranges from one comparison to another."""

from examples import examples
from hypothesis import given, strategies as st
from ledgers import compared, framed

from reconcile.aligning.estimates import ESTIMAND
from reconcile.comparison.changes import MEASURED, changed_table, changes
from reconcile.tables.changes_table import text

HEAD = "source,published,place,measure,figure,set_aside\n"
ONE = HEAD + "A,2025-01-01,Town,killed,100,\nB,2025-01-01,Town,killed,300,\n"

FIGURES = st.sampled_from(["100", "~300", ">=250", "200-400", "unknown", "<50"])
ROWS = st.lists(
    st.builds(
        "{},{},Town,{},{},".format,
        st.sampled_from("ABC"),
        st.sampled_from(["2025-01-01", "2025-01-05", "2025-03-01", "2025-01"]),
        st.sampled_from(["killed", "wounded"]),
        FIGURES,
    ),
    min_size=1, max_size=6, unique=True,
)  # fmt: skip


def table(before, after):
    frame = framed(changed_table(changes(before, after), ("_before", "_after"))).astype(object)
    return frame.where(frame.notna(), "absent")


def made(rows):
    return compared(HEAD + "\n".join(rows) + "\n")


def test_a_range_that_is_wider_before_and_after():
    after = compared(ONE + "C,2025-01-03,Town,killed,900,\n")
    frame = table(compared(ONE), after)
    ends = [f"{name}_{end}" for name in MEASURED for end in ("before", "after")]
    assert list(frame.columns) == [*ESTIMAND, *ends]
    (row,) = frame.to_dict("records")
    assert (row["measure"], row["low_before"], row["low_after"]) == ("killed", 100, 100)
    assert (row["high_before"], row["high_after"]) == (300, 900)
    assert (row["verdict_before"], row["verdict_after"]) == ("conflict", "conflict")


def test_a_count_that_is_new_has_nothing_before():
    frame = table(compared(ONE), compared(ONE + "C,2025-01-03,Town,wounded,9,\n"))
    (row,) = frame.to_dict("records")
    assert (row["measure"], row["high_before"], row["high_after"]) == ("wounded", "absent", 9)


def test_a_count_that_is_gone_has_nothing_after():
    frame = table(compared(ONE + "C,2025-01-03,Town,wounded,9,\n"), compared(ONE))
    (row,) = frame.to_dict("records")
    assert (row["measure"], row["high_before"], row["high_after"]) == ("wounded", 9, "absent")


def test_before_there_was_a_ledger_all_is_new():
    frame = table(None, compared(ONE))
    assert frame["low_before"].tolist() == ["absent"]


def test_in_words():
    told = text(compared(ONE), compared(ONE + "C,2025-01-03,Town,killed,900,\n"), "then", 80)
    assert told == (
        "\nsoldiers · Town\n"
        "\n"
        "           claimed  all allow  verdict\n"
        "killed  100 to 300       none  conflict\n"
        "  then  100 to 900       none  conflict\n"
        "\n"
        "no count is as before\n"
    )


@examples(60)
@given(ROWS, ROWS)
def test_there_is_none_if_and_only_if_the_ranges_are_the_same(one, other):
    before, after = made(one), made(other)
    names = ["place", "measure", "basis", "since", *MEASURED]
    same = framed(before.ranges)[names].equals(framed(after.ranges)[names])
    assert (len(table(before, after)) == 0) == same


@examples(60)
@given(ROWS, FIGURES)
def test_a_row_that_is_set_aside_changes_nothing(rows, figure):
    more = [*rows, f"A,2025-01-02,Town,killed,{figure},a reason"]
    assert table(made(rows), made(more)).empty


@examples(60)
@given(ROWS, ROWS)
def test_every_count_is_there_once(one, other):
    before, after = made(one), made(other)
    keys = [(change.row.place, change.row.measure) for change in changes(before, after)]
    assert len(keys) == len(set(keys))
    either = {*before.ranges["measure"], *after.ranges["measure"]}
    assert {measure for _, measure in keys} == either
