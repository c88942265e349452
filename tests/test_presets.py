"""Presets: a few rows in the real form of each format, and exactly what becomes of them.

The figures are the published ones. Made up are rows of Oldtown, rows whose text a test alters, and
those of ACLED, whose terms limit the passing on of its rows. UCDP GED 23.1: Uppsala Conflict Data
Program, CC BY 4.0. Gaza, the West Bank and Lebanon: Tech for Palestine, public domain. The General
Staff's totals: Petro Ivaniuk, MIT licence. Civilians in Ukraine: OHCHR.
"""

import csv
import json

import pytest

from reconcile.cli import run
from reconcile.errors import InputError
from reconcile.imports import preset, presets
from reconcile.imports.mapping import mapping_of
from reconcile.storage.ledger import load
from reconcile.storage.ledger_files import KINDS


@pytest.fixture
def take(tmp_path, capfd):
    """Import a text as a preset; the status, the balance, the reasons and the rows it made.

    Nothing that is imported may have errors.
    """

    def taken(name, text, *arguments, file="in.csv"):
        path, ledger = tmp_path / file, tmp_path / "l"
        path.write_text(text, encoding="utf-8")
        case = arguments[arguments.index("--case") + 1] if "--case" in arguments else ""
        status = run(["--ledger", str(ledger), "import", str(path), "--as", name, *arguments])
        printed = capfd.readouterr()
        assert run(["--ledger", str(ledger), "check"]) == 0
        capfd.readouterr()
        out, err = (text.replace(f"{tmp_path}/", "") for text in printed)
        return status, out.splitlines(), err.splitlines(), rows_of(ledger, name, case)

    return taken


def rows_of(ledger, name, case=""):
    """The rows of the case, cells that are not empty only."""
    with (ledger / f"{case or preset(name).case}.csv").open(encoding="utf-8", newline="") as file:
        return [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(file)]


def cells(rows, *columns):
    """Some columns of the rows, empty where they are not given."""
    return [tuple(row.get(column, "") for column in columns) for row in rows]


def table(header, *rows):
    """A CSV of rows that are written with a bar between cells."""
    lines = [header.split(), *(row.split("|") for row in rows)]
    return "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines)


# what holds for all of them


@pytest.mark.parametrize("name", presets())
def test_a_preset_says_what_it_is(name):
    """A title, what becomes of a row, where the format is described, and fit sources."""
    how = preset(name)
    assert how.title and how.about and len(how.title) < 100
    assert all(len(line) <= 104 for line in how.about.splitlines())
    for source in how.sources.values():
        assert source["kind"] in KINDS and source["name"]
        assert source.get("derives_from", "") in {"", *how.sources}


def test_the_presets_are_all_there():
    assert presets() == [
        "acled", "economist", "gaza-daily", "generic", "hxl", "lebanon-daily", "reconcile",
        "ucdp-ged", "ukraine-general-staff", "west-bank-daily",
    ]  # fmt: skip


# UCDP GED

GED = (
    "id dyad_name side_a side_b source_original where_prec where_coordinates adm_1 adm_2 country "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low"
)
MISRATA = (
    "244424|Government of Libya - IS|Government of Libya|IS|Local sources|1|Misrata town|"
    "Misrata district||Libya|1|2017-10-04 00:00:00.000|2017-10-04 00:00:00.000|2|3|0|2|7|7|7"
)
MBOGO = (
    "298457|Government of Rwanda - Civilians|Government of Rwanda|Civilians|Commission for the "
    "Memorial|3|Mbogo commune|Kigali-Rural prefecture|Mbogo commune|Rwanda|5|"
    "1994-04-07 00:00:00.000|1994-05-31 00:00:00.000|0|0|0|0|0|7961|0"
)


def test_ucdp_an_event_becomes_its_total_and_the_deaths_of_each_side(take):
    """The sides add up to the best; a side with 0 makes no row."""
    status, out, _, rows = take("ucdp-ged", table(GED, MISRATA), "--case", "events")
    assert status == 0
    assert out[:4] == [
        "in.csv, as ucdp-ged: 1 row of input",
        "  1  became rows of the ledger",
        "  0  refused",
        "4 rows for the ledger: 4 new, 0 there already, 0 revised",
    ]
    same = {
        "source": "UCDP", "since": "2017-10-04", "as_of": "2017-10-04",
        "place": "event 244424, Misrata town, Misrata district, Libya", "measure": "killed",
        "basis": "recorded", "url": "https://ucdp.uu.se/downloads/",
        "notes": "Government of Libya - IS; date_prec 1, where_prec 1; said by Local sources",
    }  # fmt: skip
    assert rows == [
        same | {"population": "people", "figure": "7"},
        same | {"population": "Government of Libya (side A), people", "figure": "2"},
        same | {"population": "IS (side B), people", "figure": "3"},
        same | {"population": "status unknown, people", "figure": "2"},
    ]


def test_ucdp_numbers_with_a_point_are_the_same_numbers(take):
    """So programs write whole numbers where a column has gaps."""
    dotted = MISRATA.replace("|2|3|0|2|7|7|7", "|2.0|3.0|0.0|2.0|7.0|7.0|7.0")
    rows = take("ucdp-ged", table(GED, dotted), "--case", "events")[3]
    assert cells(rows, "figure") == [("7",), ("2",), ("3",), ("2",)]


def test_ucdp_an_event_counts_from_its_first_day_to_its_last(take):
    """An event known to two months; low, best and high are one figure."""
    _, _, _, rows = take("ucdp-ged", table(GED, MBOGO), "--case", "events")
    assert cells(rows, "since", "as_of", "population", "figure") == [
        ("1994-04-07", "1994-05-31", "people", "0 (0–7,961)")
    ]


@pytest.mark.parametrize(
    ("precision", "place"),
    [
        ("1", "event 9, Rami village, Ariha district, Idlib governorate, Syria"),
        ("2", "event 9, near Rami village, Ariha district, Idlib governorate, Syria"),
        ("3", "event 9, Ariha district, Idlib governorate, Syria"),
        ("4", "event 9, Idlib governorate, Syria"),
        ("5", "event 9, Rami village, Idlib governorate, Syria"),
        ("6", "event 9, Syria"),
        ("7", "event 9, Rami village, Syria"),
    ],
)
def test_ucdp_a_place_is_as_narrow_as_it_is_known(take, precision, place):
    row = (
        f"9|A - B|A|B||{precision}|Rami village|Idlib governorate|Ariha district|Syria|1|"
        "2013-01-03|2013-01-03|0|2|0|0|2|2|2"
    )
    _, _, _, rows = take("ucdp-ged", table(GED, row), "--case", "events")
    assert (
        cells(rows, "place", "notes")
        == [(place, f"A - B; date_prec 1, where_prec {precision}")] * 2
    )


def test_ucdp_an_alliance_is_one_population(take):
    """Commas in the names of a side would nest them."""
    row = (
        "379196|x|Jabhat Fateh al-Sham, Jaysh al-Islam, Southern Front|IS|VDC|1|Damascus city|"
        "Damascus governorate|Damascus district|Syria|1|2016-05-09|2016-05-09|1|0|0|0|1|1|1"
    )
    _, _, _, rows = take("ucdp-ged", table(GED, row), "--case", "events")
    assert cells(rows[1:], "population") == [
        ("Jabhat Fateh al-Sham / Jaysh al-Islam / Southern Front (side A), people",)
    ]


def test_ucdp_numbers_out_of_order_are_refused_and_the_sides_kept(take):
    """The dataset has such rows: here low 3, best 2, high 3."""
    row = (
        "236880|Government of Afghanistan - Taleban|Government of Afghanistan|Taleban||4|"
        "Hilmand province|Hilmand province||Afghanistan|2|2016-12-29|2016-12-30|0|2|0|0|2|3|3"
    )
    status, out, err, rows = take(
        "ucdp-ged", table(GED, MISRATA, row), "--case", "events", "--partial"
    )
    assert status == 1
    assert err[0] == "in.csv:3: refused: low, best and high are not in order: 3, 2, 3"
    assert out[1:4] == ["  1  became rows of the ledger", "  1  did so in part", "  0  refused"]
    assert cells(rows[4:], "population", "figure") == [("Taleban (side B), people", "2")]


def test_ucdp_two_events_of_a_day_in_a_town_are_two_counts(take):
    other = MISRATA.replace("244424", "244425")
    _, _, _, rows = take("ucdp-ged", table(GED, MISRATA, other), "--case", "events")
    assert len({row["place"] for row in rows}) == 2 and len(rows) == 8


def test_ucdp_the_tags_of_the_humanitarian_data_exchange_are_no_event(take):
    tags = (
        "|||||||#adm1+name|#adm2+name|#country+name||#date+start|#date+end|||||#affected+killed||"
    )
    status, out, _, rows = take("ucdp-ged", table(GED, tags, MISRATA), "--case", "events")
    assert status == 0 and out[2] == "  1  skipped: the row of HXL tags below the header"
    assert len(rows) == 4


def test_ucdp_the_answer_of_the_api(take):
    row = dict(zip(GED.split(), MISRATA.split("|"), strict=True))
    row |= {"date_start": "2017-10-04T00:00:00", "deaths_a": 2, "best": 7, "adm_2": None}
    text = json.dumps({"TotalCount": 1, "Result": [row]})
    _, _, _, rows = take("ucdp-ged", text, "--case", "events", file="in.json")
    assert cells(rows, "since", "figure")[:2] == [("2017-10-04", "7"), ("2017-10-04", "2")]


def test_ucdp_a_newer_edition_revises(take):
    take("ucdp-ged", table(GED, MBOGO), "--case", "events")
    newer = MBOGO.replace("|0|7961|0", "|12|7961|0")
    status, out, _, rows = take(
        "ucdp-ged", table(GED, newer), "--case", "events", "--edition", "2024-06-01"
    )
    assert status == 0 and out[3] == "1 row for the ledger: 0 new, 0 there already, 1 revised"
    assert cells(rows, "published", "figure") == [
        ("", "0 (0–7,961)"), ("2024-06-01", "12 (0–7,961)")
    ]  # fmt: skip


# ACLED (the rows are made up)

ACLED = (
    "event_id_cnty event_date time_precision event_type sub_event_type country admin1 admin2 "
    "admin3 location geo_precision source fatalities"
)
CLASH = (
    "XXX{}|{}|{}|Battles|Armed clash|Ruritania|North|Upper North||Oldtown|{}|Daily News; Radio|{}"
)


def test_acled_an_event_is_one_count_of_its_day(take):
    text = table(
        ACLED, CLASH.format(1, "2023-02-15", 1, 1, 4), CLASH.format(2, "2023-02-15", 1, 1, 4)
    )
    _, _, _, rows = take("acled", text, "--case", "events")
    same = {
        "source": "ACLED", "since": "2023-02-15", "as_of": "2023-02-15", "population": "people",
        "measure": "killed", "basis": "recorded", "figure": "4", "url": "https://acleddata.com",
        "notes": "Battles: Armed clash; said by Daily News; Radio",
    }  # fmt: skip
    assert rows == [
        same | {"place": "event XXX1, Oldtown, Upper North, North, Ruritania"},
        same | {"place": "event XXX2, Oldtown, Upper North, North, Ruritania"},
    ]


@pytest.mark.parametrize(
    ("date", "precision", "span"),
    [
        ("2023-03-02", "1", "2023-03-02"),
        ("02 March 2023", "1", "2023-03-02"),
        ("2023-03-02", "2", "2023-02-27/2023-03-05"),
        ("2023-03-15", "3", "2023-03"),
    ],
)
def test_acled_a_date_is_as_exact_as_it_is_known(take, date, precision, span):
    text = table(ACLED, CLASH.format(1, date, precision, 1, 4))
    _, _, _, rows = take("acled", text, "--case", "events")
    assert cells(rows, "since", "as_of") == [(span, span)]


@pytest.mark.parametrize(
    ("precision", "place"),
    [
        ("1", "event XXX1, Oldtown, Upper North, North, Ruritania"),
        ("2", "event XXX1, near Oldtown, Upper North, North, Ruritania"),
        ("3", "event XXX1, North, Ruritania"),
    ],
)
def test_acled_a_place_is_as_narrow_as_it_is_known(take, precision, place):
    text = table(ACLED, CLASH.format(1, "2023-03-02", 1, precision, 4))
    assert cells(take("acled", text, "--case", "events")[3], "place") == [(place,)]


@pytest.mark.parametrize("day", ["2023-02-15", "15-February-2023", "15-Feb-23"])
def test_acled_in_capitals(take, day):
    """So the files for whole regions had it until 2022."""
    text = table(ACLED.upper(), CLASH.format(1, day, 1, 1, 4), CLASH.format(2, day, 1, 1, 0))
    _, out, _, rows = take("acled", text, "--case", "events")
    assert out[1].endswith("became rows of the ledger") and out[2].startswith("  1  skipped")
    same = table(ACLED, CLASH.format(1, "2023-02-15", 1, 1, 4))
    assert take("acled", same, "--case", "events")[3] == rows


def test_acled_no_fatalities_is_no_count_of_none(take):
    text = table(
        ACLED, CLASH.format(1, "2023-02-15", 1, 1, 0), CLASH.format(2, "2023-02-15", 1, 1, 3)
    )
    status, out, _, rows = take("acled", text, "--case", "events")
    assert status == 0 and len(rows) == 1
    assert out[1:4] == [
        "  1  became rows of the ledger",
        "  1  skipped: 0 fatalities: no report of deaths, which is no count of none",
        "  0  refused",
    ]


# the General Staff of Ukraine

STAFF = [
    {"date": "2022-02-25", "day": 2, "personnel": 2800, "personnel*": "about", "POW": 0},
    {"date": "2022-03-07", "day": 12, "personnel": 11000, "personnel*": "more", "POW": 259},
    {"date": "2026-08-08", "day": 1627, "personnel": 1456610, "personnel*": "about"},
]


def test_general_staff_the_qualifier_is_part_of_the_figure(take):
    _, out, _, rows = take("ukraine-general-staff", json.dumps(STAFF), file="in.json")
    assert out[1] == "  3  became rows of the ledger"
    same = {
        "source": "General Staff of Ukraine", "via": "2022 Ukraine Russia War Dataset",
        "population": "Russian soldiers", "measure": "casualties",
        "url": "https://github.com/PetroIvaniuk/2022-Ukraine-Russia-War-Dataset",
    }  # fmt: skip
    assert rows == [
        same | {"as_of": "2022-02-25", "figure": "~2,800"},
        same | {"as_of": "2022-03-07", "figure": ">11,000"},
        same | {"as_of": "2026-08-08", "figure": "~1,456,610"},
    ]


def test_general_staff_the_source_is_a_party_and_the_same_as_in_the_other_list(take, tmp_path):
    """So that its figures stand beside those that The Economist lists."""
    take("ukraine-general-staff", json.dumps(STAFF), file="in.json")
    staff = load(tmp_path / "l").sources["General Staff of Ukraine"]
    assert (staff.kind, staff.side) == ("military", "Ukraine")
    name = "General Staff of Ukraine"
    assert preset("economist").sources[name] == preset("ukraine-general-staff").sources[name]


def test_general_staff_as_csv_and_a_word_that_is_not_known(take):
    text = (
        "date,day,personnel,personnel*,POW\n2022-02-25,2,2800,about,0\n2022-02-26,3,4300,nearly,\n"
    )
    status, _, err, rows = take("ukraine-general-staff", text, "--partial")
    assert status == 1
    assert err[0] == (
        "in.csv:3: refused: 'nearly' does not stand in the list words of the mapping; add it there"
    )
    assert cells(rows, "figure") == [("~2,800",)]


# Gaza

GAZA = [
    {"report_date": "2023-10-07", "report_source": "mohtel", "report_period": 24, "killed": 232,
     "killed_cum": 232, "ext_killed_cum": 232, "injured_cum": 1610, "ext_massacres_cum": 0,
     "med_killed_cum": 6, "press_killed_cum": 1, "ext_press_killed_cum": 1},
    {"report_date": "2023-10-13", "report_source": "missing", "report_period": 24, "killed": 483,
     "killed_cum": 1900, "ext_killed_cum": 1900, "ext_injured_cum": 7238, "med_killed_cum": 11},
    {"report_date": "2023-10-14", "report_source": "gmotel", "report_period": 24, "killed": 328,
     "killed_cum": 2228, "injured_cum": 8714, "ext_killed_children_cum": 600},
    {"report_date": "2023-12-21", "report_source": "mohtel", "report_period": 24,
     "ext_killed_cum": 19927, "ext_injured_cum": 53075},
    {"report_date": "2024-08-11", "report_source": "mohtel", "report_period": 0, "killed": 0,
     "killed_cum": 39790, "injured": 0, "injured_cum": 92002},
    {"report_date": "2024-08-12", "report_source": "mohtel", "report_period": 48,
     "massacres_cum": 3486, "killed": 107, "killed_cum": 39897, "killed_children_cum": 16456,
     "killed_women_cum": 11088, "injured": 150, "injured_cum": 92152, "civdef_killed_cum": 79,
     "med_killed_cum": 885, "press_killed_cum": 168},
    {"report_date": "2025-10-07", "report_source": "mohtel", "report_period": 24, "killed": 13,
     "killed_cum": 67173, "injured_cum": 169780, "killed_children_cum": 20179, "famine_cum": 461,
     "child_famine_cum": 157, "aid_seeker_killed_cum": 2613, "aid_seeker_injured_cum": 19153},
]  # fmt: skip
MOH, GMO = "Gaza Ministry of Health", "Gaza Government Media Office"


def test_gaza_running_totals_by_who_reported_them(take):
    """Neither filled-in columns, nor increments, nor events, nor deaths by hunger become rows."""
    status, out, _, rows = take("gaza-daily", json.dumps(GAZA), file="in.json")
    assert status == 0
    assert out[:6] == [
        "in.json, as gaza-daily: 7 rows of input",
        "  4  became rows of the ledger",
        "  1  skipped: no official report for the day",
        "  1  skipped: no running total was reported for the day",
        "  1  skipped: no report covers the day: the totals of the day before, repeated",
        "  0  refused",
    ]
    assert cells(rows, "source", "as_of", "population", "measure", "figure") == [
        (MOH, "2023-10-07", "people", "killed", "232"),
        (MOH, "2023-10-07", "people", "wounded", "1,610"),
        (GMO, "2023-10-07", "medical personnel, people", "killed", "6"),
        (GMO, "2023-10-07", "journalists, people", "killed", "1"),
        (GMO, "2023-10-14", "people", "killed", "2,228"),
        (GMO, "2023-10-14", "people", "wounded", "8,714"),
        (MOH, "2024-08-12", "people", "killed", "39,897"),
        (MOH, "2024-08-12", "people", "wounded", "92,152"),
        (GMO, "2024-08-12", "children, people", "killed", "16,456"),
        (GMO, "2024-08-12", "women, people", "killed", "11,088"),
        (GMO, "2024-08-12", "civil defence workers, people", "killed", "79"),
        (GMO, "2024-08-12", "medical personnel, people", "killed", "885"),
        (GMO, "2024-08-12", "journalists, people", "killed", "168"),
        (MOH, "2025-10-07", "people", "killed", "67,173"),
        (MOH, "2025-10-07", "people", "wounded", "169,780"),
        (GMO, "2025-10-07", "children, people", "killed", "20,179"),
        (MOH, "2025-10-07", "aid seekers, people", "killed", "2,613"),
        (MOH, "2025-10-07", "aid seekers, people", "wounded", "19,153"),
    ]
    assert {row["place"] for row in rows} == {"Gaza Strip"}
    assert {row["via"] for row in rows} == {"Tech for Palestine"}
    assert [row.get("since", "") for row in rows] == ["2023-10-07"] * 16 + [""] * 2


def test_gaza_a_day_without_hours_that_adds_to_the_totals_is_taken(take):
    """The file has two: the day before was 68,635 killed and 170,655 injured."""
    day = {
        "report_date": "2025-10-30", "report_source": "mohtel", "report_period": 0, "killed": 8,
        "killed_cum": 68643, "killed_recovered": 8, "injured": 0, "injured_cum": 170655,
    }  # fmt: skip
    _, _, _, rows = take("gaza-daily", json.dumps([day]), file="in.json")
    assert cells(rows, "measure", "figure") == [("killed", "68,643"), ("wounded", "170,655")]


def test_gaza_sources_are_marked_as_of_a_party(take, tmp_path):
    take("gaza-daily", json.dumps(GAZA), file="in.json")
    sources = load(tmp_path / "l").sources
    assert {name: sources[name].side for name in (MOH, GMO)} == {
        MOH: "authorities in Gaza", GMO: "authorities in Gaza"
    }  # fmt: skip


def test_gaza_another_reporter_is_refused(take):
    rows = [GAZA[0], GAZA[2] | {"report_source": "radio"}]
    status, _, err, _ = take("gaza-daily", json.dumps(rows), "--partial", file="in.json")
    assert status == 1 and "'radio' does not stand in the list reporters" in err[0]


# the West Bank

BANK = [
    {"report_date": "2023-10-08", "killed_cum": 13, "killed_children_cum": 1, "injured_cum": 194,
     "injured_children_cum": 1, "settler_attacks_cum": 9, "flash_source": "un",
     "verified": {"killed": 8, "killed_cum": 14, "injured": 127, "injured_cum": 324,
                  "killed_children": 3, "killed_children_cum": 5, "injured_children": 7,
                  "injured_children_cum": 38}},
    {"report_date": "2024-03-25", "killed_cum": 434, "killed_children_cum": 107,
     "injured_cum": 4700, "injured_children_cum": 725, "settler_attacks_cum": 683,
     "flash_source": "fill",
     "verified": {"killed": 0, "killed_cum": 436, "injured": 9, "injured_cum": 4721,
                  "killed_children_cum": 109, "injured_children_cum": 730}},
    {"report_date": "2026-08-10", "killed_cum": 1108, "killed_children_cum": 234,
     "injured_cum": 11525, "injured_children_cum": 1902, "flash_source": "un"},
    {"report_date": "2026-08-22", "killed_cum": 1108, "killed_children_cum": 234,
     "injured_cum": 11525, "injured_children_cum": 1902, "flash_source": "fill"},
]  # fmt: skip
BASE, FLASH = "UN OCHA casualty database", "UN OCHA flash updates"


def test_west_bank_verified_totals_and_flash_updates_are_two_sources(take, tmp_path):
    """Totals that are carried forward make no row; both sources have one origin."""
    status, out, _, rows = take("west-bank-daily", json.dumps(BANK), file="in.json")
    assert status == 0
    assert out[1:4] == [
        "  3  became rows of the ledger",
        "  1  skipped: no report of the day: the totals of an earlier one, repeated",
        "  0  refused",
    ]
    assert cells(rows, "source", "as_of", "population", "measure", "figure") == [
        (BASE, "2023-10-08", "people", "killed", "14"),
        (BASE, "2023-10-08", "people", "wounded", "324"),
        (BASE, "2023-10-08", "children, people", "killed", "5"),
        (BASE, "2023-10-08", "children, people", "wounded", "38"),
        (FLASH, "2023-10-08", "people", "killed", "13"),
        (FLASH, "2023-10-08", "people", "wounded", "194"),
        (FLASH, "2023-10-08", "children, people", "killed", "1"),
        (FLASH, "2023-10-08", "children, people", "wounded", "1"),
        (BASE, "2024-03-25", "people", "killed", "436"),
        (BASE, "2024-03-25", "people", "wounded", "4,721"),
        (BASE, "2024-03-25", "children, people", "killed", "109"),
        (BASE, "2024-03-25", "children, people", "wounded", "730"),
        (FLASH, "2026-08-10", "people", "killed", "1,108"),
        (FLASH, "2026-08-10", "people", "wounded", "11,525"),
        (FLASH, "2026-08-10", "children, people", "killed", "234"),
        (FLASH, "2026-08-10", "children, people", "wounded", "1,902"),
    ]
    assert {row["since"] for row in rows} == {"2023-10-07"}
    assert {row["place"] for row in rows} == {"West Bank"}
    bases = {(row["source"], row.get("basis", "")) for row in rows}
    assert bases == {(BASE, "confirmed"), (FLASH, "")}
    sources = load(tmp_path / "l").sources
    assert {sources[name].derives_from for name in (BASE, FLASH)} == {"UN OCHA"}


def test_west_bank_as_csv(take):
    """The file of comma-separated values has the verified columns by their path."""
    text = (
        "report_date,verified.killed_cum,killed_cum,injured_cum,killed_children_cum,"
        "injured_children_cum,flash_source\n2023-10-07,6,3,23,0,1,un\n"
    )
    _, _, _, rows = take("west-bank-daily", text, "--set", "population=Palestinians")
    assert cells(rows, "source", "population", "figure") == [
        (BASE, "Palestinians", "6"), (FLASH, "Palestinians", "3"), (FLASH, "Palestinians", "23"),
        (FLASH, "children, Palestinians", "0"), (FLASH, "children, Palestinians", "1"),
    ]  # fmt: skip


# Lebanon

LEBANON = [
    {"report_date": "2023-11-14", "report_source": "ocha", "report_period": 888, "phase": 1,
     "killed_cum": 77, "injured_cum": 251, "killed_cum_reported": 77, "injured_cum_reported": 251},
    {"report_date": "2024-12-04", "report_source": "moph_lb", "report_period": 144, "phase": 1,
     "killed": 86, "killed_cum": 4047, "injured": 118, "injured_cum": 16638,
     "killed_cum_reported": 4047, "injured_cum_reported": 16638},
    {"report_date": "2026-03-05", "report_source": "moph_lb", "report_period": 96, "phase": 2,
     "killed": 123, "killed_cum": 4170, "injured": 683, "injured_cum": 17321,
     "killed_cum_reported": 123, "injured_cum_reported": 683},
]  # fmt: skip


def test_lebanon_a_count_that_begins_anew_says_since_when(take):
    """The totals are those reported, not those added up over the phases: nothing falls."""
    _, out, _, rows = take("lebanon-daily", json.dumps(LEBANON), file="in.json")
    assert not any("warning" in line for line in out)
    assert cells(rows, "via", "since", "as_of", "measure", "figure") == [
        ("UN OCHA", "2023-10-08", "2023-11-14", "killed", "77"),
        ("UN OCHA", "2023-10-08", "2023-11-14", "wounded", "251"),
        ("Tech for Palestine", "2023-10-08", "2024-12-04", "killed", "4,047"),
        ("Tech for Palestine", "2023-10-08", "2024-12-04", "wounded", "16,638"),
        ("Tech for Palestine", "2026-03-02", "2026-03-05", "killed", "123"),
        ("Tech for Palestine", "2026-03-02", "2026-03-05", "wounded", "683"),
    ]
    assert {row["source"] for row in rows} == {"Lebanon Ministry of Public Health"}


def test_lebanon_a_phase_whose_first_day_is_not_known_is_refused(take):
    status, out, err, _ = take(
        "lebanon-daily", json.dumps([*LEBANON, LEBANON[2] | {"phase": 3}]), "--partial",
        file="in.json",
    )  # fmt: skip
    assert status == 1 and out[2] == "  1  refused"
    assert "since '3' does not stand in the list phases of the mapping; add it there" in err[0]


# HXL


def test_hxl_killed_and_injured_become_rows(take):
    """The running totals of OHCHR in Ukraine, under the tags they have on the exchange."""
    text = (
        "Date,Killed,Injured\n#date,#affected +killed,#affected +injured\n"
        "2022-03-03,249,553\n2022-03-04,331,675\n"
    )
    status, out, _, rows = take(
        "hxl", text, "--case", "ukraine", "--set", "source=OHCHR", "--set",
        "population=civilians", "--kind", "international",
    )  # fmt: skip
    assert status == 0 and out[0] == "in.csv, as hxl: 2 rows of input"
    assert rows == [
        {"source": "OHCHR", "population": "civilians"}
        | {"as_of": day, "measure": what, "figure": said}
        for day, what, said in (
            ("2022-03-03", "killed", "249"), ("2022-03-03", "wounded", "553"),
            ("2022-03-04", "killed", "331"), ("2022-03-04", "wounded", "675"),
        )
    ]  # fmt: skip


def test_hxl_a_part_is_not_taken_for_the_whole(take):
    """`#affected+killed+children` counts children; what is tagged further is left out."""
    text = (
        "#date+reported,#meta+source,#adm1+name,#adm1+code,#country+name,#affected+killed+children,"
        "#affected+killed+ind,#affected+injured+f,#affected+injured+new,#affected+missing,#geo+lat,#geo+lon\n"
        "2024-03-25,UN OCHA,West Bank,PS01,Palestine,109,436,3,9,2,31.9,35.2\n"
    )
    _, _, _, rows = take("hxl", text, "--case", "bank", "--kind", "international")
    same = {
        "source": "UN OCHA", "published": "2024-03-25", "place": "West Bank, Palestine",
        "notes": "at 31.9, 35.2",
    }  # fmt: skip
    assert rows == [
        same | {"population": "people", "measure": "killed", "figure": "436"},
        same | {"population": "children, people", "measure": "killed", "figure": "109"},
        same | {"population": "women and girls, people", "measure": "wounded", "figure": "3"},
        same | {"population": "people", "measure": "missing", "figure": "2"},
    ]


def test_hxl_two_quarters_of_a_town_are_two_places(take):
    text = (
        "#adm1+name,#adm3+name,#adm4+name,#adm4+code,#affected+killed,#date,#meta+source\n"
        "North,Oldtown,East Quarter,N11,1,2024-01-31,Police\n"
        "North,Oldtown,West Quarter,N12,1,2024-01-31,Police\n"
    )
    _, _, _, rows = take("hxl", text, "--case", "town", "--kind", "government")
    places = ["East Quarter, Oldtown, North", "West Quarter, Oldtown, North"]
    assert [row["place"] for row in rows] == places


def test_hxl_an_address_is_not_taken_for_a_source(take):
    """OHCHR's totals as OCHA tabulated them: two addresses in a cell, and a row without a count."""
    text = (
        "Killed,Injured,Date,Source URL,Appeal\n"
        "#affected+killed,#affected+injured,#date,#meta+source+url,\n"
        "N/A,N/A,2022-03-02,,1139900000\n"
        "1626,2267,2022-04-08,https://www.ohchr.org/en/news/2022/04/ukraine-civilian-casualty-update"
        "-8-avril-2022 and https://reliefweb.int/report/ukraine/ukraine-humanitarian-impact-"
        "situation-report-1200-pm-eet-8-april-2022,\n"
    )
    asked = ("--case", "ukraine", "--set", "source=OHCHR", "--kind", "international")
    status, out, _, rows = take("hxl", text, *asked)
    assert status == 0
    assert out[1:4] == [
        "  1  became rows of the ledger",
        "  1  skipped: no count of people that is read here",
        "  0  refused",
    ]
    first, second = rows
    assert first | {"measure": "wounded", "figure": "2,267"} == second
    assert (first["source"], first["figure"]) == ("OHCHR", "1,626")
    assert first["url"].endswith("/ukraine-civilian-casualty-update-8-avril-2022")
    assert first["notes"].startswith("also https://reliefweb.int/")


def test_hxl_a_table_without_a_count_of_people_is_told(tmp_path, capfd):
    (tmp_path / "in.csv").write_text("#date,#affected\n2024,3\n", encoding="utf-8")
    asked = ["--as", "hxl", "--set", "source=A", "--case", "x"]
    assert run(["--ledger", str(tmp_path), "import", str(tmp_path / "in.csv"), *asked]) == 2
    assert "has no column #affected+killed|#affected+injured|" in capfd.readouterr().err


def test_hxl_incidents_are_kept_apart(take):
    """Two of a day in a town are two counts; without an identifier they would become one."""
    text = (
        "#meta+id,#date+occurred,#meta+source,#loc+name,#affected+killed\n"
        "a1,2024-05-01,Police,Oldtown,3\na2,2024-05-01,Police,Oldtown,3\n,2024-05-01,Police,Oldtown,3\n"
    )
    status, out, _, rows = take("hxl", text, "--case", "town", "--kind", "government")
    assert status == 0
    assert out[2] == (
        "  1  skipped: an incident without an identifier, which may be taken for another"
    )
    assert cells(rows, "place", "since", "as_of", "figure") == [
        ("event a1, Oldtown", "2024-05-01", "2024-05-01", "3"),
        ("event a2, Oldtown", "2024-05-01", "2024-05-01", "3"),
    ]


def test_hxl_a_date_that_may_be_two_days_is_refused(take):
    text = '#date,#meta+source,#affected+killed\n1/10/2016,Police,0\n2016-01,Police,"1,204"\n'
    status, _, err, rows = take("hxl", text, "--case", "town", "--kind", "government", "--partial")
    assert status == 1 and "as_of '1/10/2016' is no date of the form" in err[0]
    assert cells(rows, "as_of", "figure") == [("2016-01", "1,204")]


def test_hxl_a_table_without_a_date_or_a_source_is_told(take, tmp_path, capfd):
    (tmp_path / "in.csv").write_text("#adm1,#affected+killed\nNorth,3\n", encoding="utf-8")
    told = run(["--ledger", str(tmp_path), "import", str(tmp_path / "in.csv"), "--as", "hxl"])
    message = capfd.readouterr().err
    assert (
        told == 2
        and "has no column #meta+source-url-date|source, #date+reported|#date+end" in message
    )


# a plain table


def test_generic_low_best_and_high(take):
    """One-sided limits stay one-sided, and a figure in words stays as it was said."""
    text = (
        "source,date,low,best,high,figure,via,place\n"
        'NIS,2025-01-13,,300,,,Reuters,"Kursk, Russia"\nNIS,2025-02,"4,000",,"4,500",,,\n'
        "NIS,2025-03-01,5000,,,,,\nNIS,2025-03-02,,-,600,,,\nNIS,2025-03-03,1,2,3,,,\n"
        "NIS,2025-04-30,,,,about 600,,\nNIS,2025-05-01,NA,,,,,\nNIS,03/04/2025,,7,,,,\n"
    )
    status, out, err, rows = take(
        "generic", text, "--case", "kursk", "--kind", "intelligence", "--partial",
        "--set", "population=soldiers", "--set", "measure=killed",
    )  # fmt: skip
    assert status == 1 and out[1:3] == ["  6  became rows of the ledger", "  2  refused"]
    assert err[0].startswith("in.csv:8: refused: no figure is given")
    assert err[2].startswith("in.csv:9: refused: [bad-date]")
    assert cells(rows, "as_of", "figure", "via", "place") == [
        ("2025-01-13", "300", "Reuters", "Kursk, Russia"),
        ("2025-02", "4,000–4,500", "", ""),
        ("2025-03-01", ">=5,000", "", ""),
        ("2025-03-02", "<=600", "", ""),
        ("2025-03-03", "2 (1–3)", "", ""),
        ("2025-04-30", "about 600", "", ""),
    ]


def test_generic_who_is_counted_is_not_guessed(tmp_path, capfd):
    (tmp_path / "in.csv").write_text("source,date,best\nA,2025,3\n", encoding="utf-8")
    status = run(["--ledger", str(tmp_path), "import", str(tmp_path / "in.csv"), "--as", "generic"])
    told = capfd.readouterr().err
    assert status == 2 and "has no column population, measure, which generic needs" in told


# what presets share


def test_cells_of_every_row_unless_it_has_its_own():
    how = mapping_of("m", (
        'title = "t"\n[every]\nsource = "A"\nmeasure = "killed"\n'
        '[[rows]]\nbest = "{x}"\n[[rows]]\nmeasure = "wounded"\nbest = "{y}"\n'
    ))  # fmt: skip
    texts = [
        {
            name: rules[0].cell(rules[0].template.fill({}))
            for name, rules in row.cells.items()
            if name != "best"
        }
        for row in how.rows
    ]
    assert texts == [
        {"source": "A", "measure": "killed"}, {"source": "A", "measure": "wounded"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("{ text = '{d}', around = -1 }", "m:4: around must be a whole number, as in around = 2"),
        ("{ text = '{d}', replace = 'x' }", "m:4: replace must be a table, not 'x'"),
        ("{ text = '{d}', replace = { a = 1 } }", 'm:4: a must be a text, as in a = "1"'),
    ],
)
def test_a_rule_that_is_not_understood_is_told(rule, told):
    with pytest.raises(InputError) as caught:
        mapping_of("m", f'title = "t"\n[[rows]]\nbest = "3"\nas_of = {rule}\n')
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("date", "span"),
    [("2024-03-01", "2024-02-27/2024-03-04"), ("2024-03", "2024-03"), ("0001-01-02", "0001-01-02")],
)
def test_a_date_in_the_middle_of_a_span(date, span):
    how = mapping_of("m", (
        'title = "t"\n[[rows]]\nbest = "3"\nas_of = { text = "{d}", around = 3 }\n'
    ))  # fmt: skip
    assert how.rows[0].cells["as_of"][0].cell(date) == span
