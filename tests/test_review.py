"""`review`: drafts judged one by one, on a terminal, and what is written of it."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from ledgers import write_ledger
from terminals import on_a_terminal

from reconcile.cli import run
from reconcile.drafting import DraftRow
from reconcile.drafting.drafts_file import DRAFT_COLUMNS, drafts_csv
from reconcile.drafting.judged_drafts import as_part, judged_drafts
from reconcile.drafting.known_rows import listed_source, nearest_first
from reconcile.errors import InputError
from reconcile.storage.ledger import Source, load
from reconcile.storage.ledger_files import COLUMNS

pytest.importorskip("pty")

TEXT = (
    "The National Intelligence Service said on Monday that at least 300 soldiers were killed, "
    "including 12 officers. Some 2,700 were wounded."
)
HEAD = "source,via,published,since,as_of,population,place,measure,figure,quote,url,notes\n"
CASE = HEAD + (
    "NIS,CNA,2025-01-13,,,soldiers,Kursk,killed,~300,approximately 300,https://example.org/1,\n"
)
SOURCES = (
    "source,name,kind,country,side\nNIS,National Intelligence Service,intelligence,South Korea,\n"
)
ASK = "What to do: "


def draft(number: str, quote: str, measure: str, figure: str, **cells: object) -> DraftRow:
    start, at = TEXT.index(quote), TEXT.index(number)
    said = {
        "source": "National Intelligence Service", "population": "soldiers", "place": "Kursk",
        "published": "2025-01-14",
    }  # fmt: skip
    row = DraftRow(
        start, start + len(quote), at, at + len(number), measure, figure, None, None, False, False,
        quote=quote,
    )  # fmt: skip
    return row._replace(**{**said, **cells})


DRAFTS = [
    draft("300", "at least 300 soldiers were killed", "killed", ">=300", via="UPI"),
    draft("12", "12 officers", "killed", "12", population="officers", place="", published="",
          part_of=0, doubts="which place"),
    draft("2,700", "Some 2,700 were wounded", "wounded", "~2,700", source="", population=""),
]  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    folder = tmp_path / "estimates"
    folder.mkdir()
    (tmp_path / "drafts.csv").write_bytes(drafts_csv(DRAFTS))
    return write_ledger(folder, {"war": CASE}, sources=SOURCES)


def talk(
    ledger: Path, answers: list[tuple[str, str | Callable[[], str]]], case: str = "war"
) -> tuple[str, int]:
    words = ["review", "drafts.csv", "--case", case]
    return on_a_terminal(words, answers, cwd=ledger.parent, NO_COLOR="1")


def kept(ledger: Path) -> list[str]:
    with (ledger.parent / "drafts.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row["keep"] for row in csv.DictReader(file)]


def rows(ledger: Path, case: str = "war") -> list[str]:
    return (ledger / f"{case}.csv").read_text(encoding="utf-8").splitlines()[1:]


def test_a_draft_is_shown_with_what_it_says_and_what_it_changes(ledger: Path) -> None:
    shown, status = talk(ledger, [(ASK, "q")])
    assert status == 0
    for said in (
        "Draft 1 of 3\n",
        "  [at least ⟨300⟩ soldiers were killed]\n",
        "  source     NIS\n",
        "  via        UPI\n",
        "  figure     >=300\n",
        "  war.csv:2 may be the same statement, by another relay: NIS via CNA ~300,\n"
        "    2025-01-13\n",
        "estimates/war.csv:3: current\n",
        "killed             ~300    270–330  single\n  with the row     ≥300       ≥300  single\n",
        "[a] accept, [c] change a field, [s] same statement as war.csv:2, [r] reject,",
        "drafts.csv: 3 drafts: 3 not judged\ngo on with: reconcile review drafts.csv --case war\n",
    ):
        assert said in shown
    assert rows(ledger) == CASE.splitlines()[1:]


def test_accepted_changed_rejected_and_gone_on_with(ledger: Path) -> None:
    shown, status = talk(ledger, [(ASK, "s"), (ASK, "a"), (ASK, "r"), ("Why: ", "no count"),
                                  (ASK, "q")])  # fmt: skip
    assert status == 0, shown
    assert "added estimates/war.csv:3\n" in shown
    assert rows(ledger)[1:] == [
        "NIS,UPI,2025-01-13,,,soldiers,Kursk,killed,>=300,at least 300 soldiers were killed,,"
    ]
    assert kept(ledger) == ["added war.csv:3", "no: no count", ""]
    shown, status = talk(ledger, [(ASK, "a"), ("\nsource: ", "1"), ("\npopulation: ", "1")])
    assert status == 0, shown
    assert "Draft 3 of 3" in shown
    assert "It lacks source and population, which you are asked for." in shown
    assert rows(ledger)[2] == (
        'NIS,,2025-01-14,,,soldiers,Kursk,wounded,"~2,700","Some 2,700 were wounded",,'
    )
    assert shown.endswith("drafts.csv: 3 drafts: 2 added, 1 rejected\n")
    assert talk(ledger, [])[0] == "drafts.csv: 3 drafts: 2 added, 1 rejected\n"


def test_a_source_of_another_name_may_have_said_it_already(ledger: Path) -> None:
    row = DRAFTS[0]._replace(source="Seoul's spies", via="", place="", population="", published="")
    (ledger.parent / "drafts.csv").write_bytes(drafts_csv([row]))
    shown, _ = talk(ledger, [(ASK, "s"), (ASK, "a")])
    assert "war.csv:2 may be the same statement, by another relay: NIS via CNA ~300" in shown
    assert rows(ledger)[1].startswith("NIS,,2025-01-13,,,soldiers,Kursk,killed,>=300,")


def test_a_row_that_stands_already_is_not_added_twice(ledger: Path) -> None:
    """As where review was killed after it had written the row and before it wrote the drafts."""
    drafts = ledger.parent / "drafts.csv"
    before = drafts.read_bytes()
    talk(ledger, [(ASK, "a"), (ASK, "q")])
    drafts.write_bytes(before)
    written = (ledger / "war.csv").read_bytes()
    shown, status = talk(ledger, [(ASK, "a"), (ASK, "q")])
    assert status == 0 and "stands already at estimates/war.csv:3\n" in shown
    assert kept(ledger) == ["added war.csv:3", "", ""]
    talk(ledger, [(ASK, "l"), (ASK, "b"), (ASK, "q")])
    assert (ledger / "war.csv").read_bytes() == written


def test_a_part_has_the_statement_of_its_whole(ledger: Path) -> None:
    shown, _ = talk(ledger, [(ASK, "l"), (ASK, "p"), (ASK, "a"), (ASK, "q")])
    assert "part of draft 1: killed >=300" in shown
    assert "doubtful: which place" in shown
    assert rows(ledger)[1] == (
        'NIS,UPI,2025-01-14,,,"officers, soldiers",Kursk,killed,12,12 officers,,'
    )
    assert kept(ledger) == ["later", "added war.csv:3", ""]


def test_a_field_is_changed_and_the_change_stays(ledger: Path) -> None:
    shown, _ = talk(ledger, [
        (ASK, "c"), ("Which field: ", "nothing"), (ASK, "c"), ("Which field: ", "fig"),
        ("\nfigure: ", "dozens"), ("\nfigure: ", ">300"), (ASK, "c"), ("Which field: ", "via"),
        ("\nvia: ", "-"), (ASK, "c"), ("Which field: ", "place"), ("\nplace: ", ""), (ASK, "q"),
    ])  # fmt: skip
    assert "'nothing' is not a field" in shown
    assert "(now '>=300': an empty answer keeps it)" in shown
    with (ledger.parent / "drafts.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["figure"], row["via"], row["place"]) == (">300", "", "Kursk")


def test_back_takes_the_last_decision_back(ledger: Path) -> None:
    before = (ledger / "war.csv").read_bytes()
    shown, _ = talk(ledger, [(ASK, "b"), (ASK, "a"), (ASK, "l"), (ASK, "b"), (ASK, "b"),
                             (ASK, "q")])  # fmt: skip
    assert "nothing was decided in this run" in shown
    assert shown.count("Draft 1 of 3") == 2
    assert (ledger / "war.csv").read_bytes() == before
    assert kept(ledger) == ["", "", ""]


def test_a_case_that_was_begun_is_gone_when_that_is_taken_back(ledger: Path) -> None:
    shown, _ = talk(ledger, [(ASK, "a"), (ASK, "b"), (ASK, "q")], case="new")
    assert "added estimates/new.csv:2" in shown
    assert not (ledger / "new.csv").exists()


def test_a_row_with_an_error_is_not_added(ledger: Path) -> None:
    wrong = DRAFTS[0]._replace(published="2025-13", via="")
    (ledger.parent / "drafts.csv").write_bytes(drafts_csv([wrong]))
    shown, _ = talk(ledger, [(ASK, "a"), (ASK, "q")])
    assert "error: [bad-date]" in shown
    assert "the row is not added; change what is wrong with it" in shown
    assert rows(ledger) == CASE.splitlines()[1:]
    assert kept(ledger) == [""]


def test_what_is_put_off_comes_once_more_in_the_next_run(ledger: Path) -> None:
    shown, _ = talk(ledger, [(ASK, "l"), (ASK, "l"), (ASK, "l")])
    assert shown.endswith(
        "drafts.csv: 3 drafts: 3 put off\ngo on with: reconcile review drafts.csv --case war\n"
    )
    shown, _ = talk(ledger, [(ASK, "q")])
    assert "Draft 1 of 3" in shown


def test_a_new_source_is_listed_with_what_it_is(ledger: Path) -> None:
    new = DRAFTS[0]._replace(source="Ministry of Defence", via="")
    (ledger.parent / "drafts.csv").write_bytes(drafts_csv([new]))
    shown, _ = talk(ledger, [
        (ASK, "a"), ("[Y/n]: ", "y"), ("\nkind: ", "government"), ("\ncountry: ", ""),
        ("\nside: ", ""),
    ])  # fmt: skip
    assert "added estimates/war.csv:3" in shown
    assert load(ledger).sources["Ministry of Defence"].kind == "government"


@pytest.mark.parametrize(("key", "ends"), [("\x03", 130), ("\x04", 0)])
def test_who_stops_keeps_what_was_decided(ledger: Path, key: str, ends: int) -> None:
    shown, status = talk(ledger, [(ASK, "l"), (ASK, key)])
    assert status == ends
    assert "3 drafts: 1 put off, 2 not judged" in shown
    assert "Traceback" not in shown
    assert kept(ledger) == ["later", "", ""]


def test_the_words_are_shown_in_their_sentence_where_the_page_was_kept(ledger: Path) -> None:
    page = hashlib.sha256(TEXT.encode()).hexdigest() + ".txt"
    (ledger / "pages").mkdir()
    (ledger / "pages" / page).write_text(TEXT)
    path = ledger.parent / "drafts.csv"
    drafts = judged_drafts(path)
    drafts.rows[1] |= {"page": page, "place": "Kursk", "published": "2025-01-14"}
    drafts.rows[1]["quote"] = "twelve officers"
    drafts.rows[2] |= {"page": page, "source": "NIS", "population": "soldiers"}
    drafts.save()
    shown, _ = talk(ledger, [(ASK, "l"), (ASK, "l"), (ASK, "a")])
    assert "warning: [quote-not-on-page]" in shown
    assert "  [Some ⟨2,700⟩ were wounded].\n" in shown
    assert load(ledger).rows["page"].tolist() == ["", page]


def test_without_a_terminal_it_says_so(ledger: Path, capfd: pytest.CaptureFixture[str]) -> None:
    drafts = str(ledger.parent / "drafts.csv")
    assert run(["--ledger", str(ledger), "review", drafts, "--case", "war"]) == 2
    assert capfd.readouterr().err == (
        "reconcile: review asks on a terminal, and there is none; run it in one, or add rows with "
        "add\n"
    )


def test_a_page_is_kept_when_it_is_drafted_from(
    ledger: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("sentencex")
    article, drafts = ledger.parent / "a.txt", ledger.parent / "drafts.csv"
    article.write_text(TEXT)
    words = ["--ledger", str(ledger), "draft", str(article), "--output", str(drafts)]
    assert run(words) == 0
    assert not (ledger / "pages").exists()
    assert run([*words, "--keep"]) == 0
    page = hashlib.sha256(TEXT.encode()).hexdigest() + ".txt"
    assert (ledger / "pages" / page).read_text() == TEXT
    assert {row["page"] for row in judged_drafts(drafts).rows} == {page}
    capfd.readouterr()
    assert run([*words[:-3], "-", "--keep"]) == 2
    assert run(["--ledger", str(ledger.parent / "none"), *words[2:], "--keep"]) == 2
    assert not (ledger.parent / "none").exists()
    assert len(capfd.readouterr().err.splitlines()) == 2


# the file of drafts


def test_a_file_of_drafts_is_written_as_it_was_read(tmp_path: Path) -> None:
    path = tmp_path / "drafts.csv"
    path.write_bytes(drafts_csv([*DRAFTS, DRAFTS[0]._replace(quote="=1+2", notes="a\nb")]))
    before = path.read_bytes()
    drafts = judged_drafts(path)
    assert drafts.rows[3]["quote"] == "=1+2"
    drafts.save()
    assert path.read_bytes() == before
    assert drafts.header == DRAFT_COLUMNS


def test_a_file_of_drafts_that_somebody_else_has_saved_is_not_written_over(
    ledger: Path,
) -> None:
    path = ledger.parent / "drafts.csv"
    before = {file.name: file.read_bytes() for file in ledger.iterdir()}
    saved: list[bytes] = []

    def save_too() -> str:
        drafts = judged_drafts(path)
        drafts.rows[2]["keep"] = "no: mine"
        drafts.save()
        saved.append(path.read_bytes())
        return "a"

    shown, status = talk(ledger, [(ASK, save_too)])
    assert status == 2
    assert "drafts.csv: somebody else has saved it; begin review again" in " ".join(shown.split())
    assert path.read_bytes() == saved[0]
    assert {file.name: file.read_bytes() for file in ledger.iterdir()} == before


@pytest.mark.parametrize(
    ("keep", "state"),
    [("", ""), ("yes", ""), ("?", ""), ("no", "rejected"), ("No: why", "rejected"),
     ("later", "later"), ("Added war.csv:3", "added"), ("nothing", "")],
)  # fmt: skip
def test_what_a_person_wrote_into_keep(tmp_path: Path, keep: str, state: str) -> None:
    path = tmp_path / "drafts.csv"
    path.write_text(f"measure,figure,quote,keep\nkilled,300,300 dead,{keep}\n")
    drafts = judged_drafts(path)
    assert drafts.state(0) == state
    assert drafts.next() == (None if state in ("rejected", "added") else 0)
    assert (drafts.whole(0), drafts.number_in_quote(0)) == (None, (0, 0))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (None, "no such file; make it with draft ARTICLE --output"),
        (b"source,figure\n", "has no column measure, quote, keep; make it with draft"),
        (b"\xff\xfeno", "is UTF-16; save it as CSV UTF-8"),
        (b'measure,"', "a quoted cell is never closed"),
    ],
)
def test_what_is_no_file_of_drafts(tmp_path: Path, data: bytes | None, told: str) -> None:
    path = tmp_path / "drafts.csv"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=told):
        judged_drafts(path)


@pytest.mark.parametrize("said", ["", "x", "-1", "3", "9" * 30, "0"])
def test_a_whole_that_is_no_other_draft_is_none(tmp_path: Path, said: str) -> None:
    path = tmp_path / "drafts.csv"
    path.write_text(
        "measure,figure,quote,keep,part_of,start,number_start,number_end\n"
        f"killed,300,300 dead,,{said},5,3,9\n"
    )
    drafts = judged_drafts(path)
    assert drafts.whole(0) is None
    assert drafts.number_in_quote(0) == (0, 0)


def test_the_cells_of_a_part() -> None:
    whole = {"source": "A", "via": "B", "population": "people", "place": "X", "published": "2025"}
    part = {"population": "children", "figure": "3", "published": "2024"}
    assert as_part(part, whole) == {
        **dict.fromkeys(("since", "as_of", "basis", "url", "page"), ""), "figure": "3",
        "source": "A", "via": "B", "place": "X", "published": "2024",
        "population": "children, people",
    }  # fmt: skip
    assert as_part({"population": "children, people"}, whole)["population"] == "children, people"
    assert set(as_part(part, whole)) <= {*COLUMNS}


def test_names_of_the_ledger() -> None:
    sources = {"NIS": Source("NIS", "National Intelligence Service"), "HUR": Source("HUR")}
    for name in ("NIS", "nis", "the National Intelligence Service", "N.I.S."):
        assert listed_source(name, sources) == "NIS"
    for name in ("", "the", "Intelligence Service", "NISA"):
        assert listed_source(name, sources) == ""
    full = {"NIS": "National Intelligence Service of the Republic of Korea"}
    for name, known, first in [
        ("Kursk region", ["Gaza", "Kursk, Russia", "Russia"], "Kursk, Russia"),
        ("South Korea's intelligence service", ["HUR", "Zelenskyy", "NIS"], "NIS"),
        ("President Zelenskyy", ["HUR", "Zelenskyy", "NIS"], "Zelenskyy"),
        ("soldeirs", ["people", "soldiers"], "soldiers"),
    ]:
        assert nearest_first(name, known, full)[0] == first
        assert sorted(nearest_first(name, known, full)) == sorted(known)
    assert nearest_first("", ["b", "a"], {}) == ["b", "a"]
