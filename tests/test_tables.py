"""The tables as people read them: marks, legends, widths, and what is stated beside them."""

from ledgers import compared
from wcwidth import width

from reconcile import tables
from reconcile.export import markdown, wikitext
from reconcile.wording.case_texts import title_text

SOURCES = (
    "source,kind,side,derives_from\nNIS,intelligence,,\nHUR,intelligence,Ukraine,\n"
    "국가정보원,intelligence,,\nMirror,media,,NIS\n"
)
CASE = """source,via,published,as_of,place,measure,figure,since,set_aside
NIS,CNA,2025-01-13,,Kursk,killed,~300,,
NIS,CNA,2025-01-13,,Kursk,wounded,"2,700",,
HUR,,2025-01-09,2025-01-08~,Kursk,killed+wounded,"4,000",,
국가정보원,,2025-01-10,,Kursk,killed+wounded,>=500,,
HUR,,2025-01-10,,Kursk,deployed,unknown,2025-01,
NIS,UPI,2025-01-13,,Kursk,wounded,"3,000",,took the total for the wounded
"""


def text(kind, columns=80, case=CASE, **settings):
    return tables.text(compared(case, sources=SOURCES, **settings), kind, columns)


def test_ranges_to_read():
    assert text("ranges") == (
        "everything published · same time: within 7 days · same number: within 1 % ·\n"
        "nothing older than 90 days\n"
        "\n"
        "soldiers · Kursk\n"
        "\n"
        "                                claimed  all allow  from                verdict\n"
        "deployed since Jan 2025       no number          –  HUR† (10 Jan 2025)  unknown\n"
        "killed                             ~300    270–330  NIS (13 Jan 2025)   single\n"
        "wounded                           2,700      2,700  NIS (13 Jan 2025)   single\n"
        "killed+wounded           ≥500 to 4,000+       none  3 sources           conflict\n"
        "    국가정보원 ≥500 (10 Jan 2025); NIS 3,000* (13 Jan 2025); HUR†\n"
        "    4,000 (about 8 Jan 2025)\n"
        "    2 of 3 origins allow 2,970–3,030, one of 2 such runs\n"
        "    conflict: NIS and HUR†, +1,000, ×1.33\n"
        "\n"
        "* derived: NIS killed+wounded 3,000 = killed ~300 + wounded 2,700\n"
        "† speaks for a party to the conflict\n"
        "5 of 6 rows current; left out: 1 set-aside\n"
    )


def test_the_cut_is_in_the_first_line():
    told = text("ranges", 120, known_by="2025-01-12", window=1, tolerance="0.5").splitlines()[0]
    assert told == (
        "published by 12 Jan 2025 · same time: within 1 day · same number: within 0.5 % · "
        "nothing older than 90 days"
    )


def test_wide_characters_align():
    rows = [line for line in text("estimates", 100).splitlines() if line.endswith(" current")]
    ends = {width(line) for line in rows}
    assert len(ends) == 1
    assert any("국가정보원" in line for line in rows)


def test_every_kind_fits_its_width():
    for kind in ("ranges", "discrepancies", "history", "estimates"):
        for columns in (80, 100, 120):
            assert max(map(width, text(kind, columns).splitlines())) <= columns


def test_rows_say_why_they_are_set_aside_and_what_they_are_derived_from():
    shown = text("estimates")
    assert "set aside: took the total for the wounded" in shown
    assert "* derived from lines 2, 3" in shown


def test_discrepancies_name_places_and_reasons():
    shown = text("discrepancies", 120)
    assert "conflict · soldiers · Kursk · killed+wounded" in shown
    assert "    NIS 3,000* (13 Jan 2025)  case.csv:2,3\n" in shown
    assert "    HUR† 4,000 (about 8 Jan 2025)  case.csv:4\n" in shown
    assert "+1,000, ×1.33: a running total cannot fall from at least 4,000" in shown
    assert "1 conflict, 2 agree" in shown


def test_no_discrepancies_is_said():
    case = "source,published,measure,figure\nNIS,2025-01-13,killed,3\n"
    assert "no two of the sources speak of the same estimand" in text("discrepancies", case=case)


def test_one_origin_counts_once():
    case = (
        "source,published,measure,figure\nNIS,2025-01-13,killed,3\nMirror,2025-01-13,killed,4\n"
        "HUR,2025-01-13,killed,3\n"
    )
    shown = text("ranges", case=case)
    assert "3 sources, 2" in shown
    assert "Mirror 4" in shown


def test_history_shows_change_and_change_a_day():
    case = (
        "source,published,measure,figure\nNIS,2024-12-19,killed,>=100\n"
        "NIS,2025-01-13,killed,~300\nNIS,2025-02-13,killed,~250\nNIS,2025-03-01,killed,withdrawn\n"
    )
    lines = [line.split() for line in text("history", case=case).splitlines()]
    assert ["13", "Jan", "2025", "~300", "+200", "+8", "earlier", "3"] in lines
    assert ["13", "Feb", "2025", "~250", "−50", "−1.6", "earlier", "4"] in lines
    assert ["1", "Mar", "2025", "withdrawn", "withdrawn", "5"] in lines


def test_a_table_in_a_format_leaves_out_empty_columns():
    shown = tables.flat(compared(CASE, sources=SOURCES), "ranges", "github")
    head = [cell.strip() for cell in shown.splitlines()[0].strip("|").split("|")]
    assert head == [
        "place", "measure", "since", "as of", "from", "low", "median", "high", "all allow",
        "verdict",
    ]  # fmt: skip
    assert "4,000+" in shown


def test_the_pair_named_is_the_widest_of_the_verdict_and_of_two_origins():
    case = (
        "source,published,measure,figure\nNIS,2025-01-13,killed,300\nMirror,2025-01-13,killed,900\n"
        "HUR,2025-01-14,killed,400\n국가정보원,2025-03-01,killed,2000\n"
    )
    shown = text("ranges", case=case)
    assert "conflict: HUR† and Mirror, +500, ×2.25" in shown


def test_a_ratio_to_none_is_not_written():
    case = "source,published,measure,figure\nNIS,2025-01-13,killed,0\nHUR,2025-01-13,killed,9\n"
    assert "conflict: NIS and HUR†, +9\n" in text("ranges", case=case)


def test_a_range_is_open_above_if_any_claim_is():
    case = (
        "source,published,measure,figure\nNIS,2025-01-13,killed,>=300\nHUR,2025-01-13,killed,400\n"
    )
    assert "≥300 to 400+ " in text("ranges", case=case)


def test_where_nothing_is_current_a_line_says_so():
    case = "source,published,measure,figure\nA,2025-01-01,killed,5\nA,2025-01-02,killed,withdrawn\n"
    shown = text("ranges", case=case)
    assert "\nno figure is current, so there is nothing to compare\n" in shown
    assert "0 of 2 rows current; left out: " in shown
    for module in (markdown, wikitext):
        assert "no figure is current, so there is nothing to compare" in module.table(
            compared(case)
        )
    assert "no figure is current" not in text("ranges")


def test_the_label_of_a_ledgers_own_measure_is_told_once():
    case = (
        "source,published,measure,figure\nA,2025-01-01,kia,5\nB,2025-01-01,wounded+kia,9\n"
        "B,2025-01-01,casualties,10\nB,2025-01-01,lost,1\n"
    )
    measures = "measure,label,within\nkia,killed in action,killed\nlost,,\n"
    for kind in ("ranges", "history"):
        shown = text(kind, case=case, measures=measures)
        assert shown.count("killed in action") == shown.count("\nkia: killed in action\n") == 1
    assert "\n- kia: killed in action\n" in markdown.table(compared(case, measures=measures))


def test_figures_of_one_source_as_of_one_day_have_the_day_of_publication_in_history():
    case = (
        "source,published,as_of,measure,figure\nA,2025-01-09,2025-01-08,killed,5\n"
        "A,2025-01-13,2025-01-08,killed,7\nA,2025-01-14,,killed,8\nB,2025-01-20,2025-01-08,killed,5\n"
    )
    shown = text("history", case=case)
    assert "8 Jan 2025, published 9 Jan 2025 " in shown
    assert "8 Jan 2025, published 13 Jan 2025 " in shown
    assert "14 Jan 2025 " in shown and "20 Jan" not in shown
    by_publication = text("history", case=case, by="published")
    assert "published 9" not in by_publication


def test_one_row_is_not_many():
    case = "source,published,measure,figure\nA,2025-01-01,killed,5\n"
    assert text("ranges", case=case).endswith("\n1 of 1 row current\n")


def test_how_many_conflict():
    case = "source,published,measure,figure\n" + "".join(
        f"{name},2025-01-01,killed,{count}\n" for name, count in zip("ABC", (5, 7, 9), strict=True)
    )
    assert text("discrepancies", case=case).endswith("\n3 conflicts\n")


def test_a_title_names_the_whole_and_not_its_parts():
    case = "source,published,measure,figure,population\n" + "".join(
        f"A,2025-01-01,killed,5,{whom}\n" for whom in ('"soldiers, people"', "people", "women")
    )
    parts = "of,whole,breakdown,part\npopulation,people,sex,women\npopulation,people,sex,men\n"
    assert title_text(compared(case, parts=parts)) == "people"
    assert title_text(compared(case)) == "people and women"
