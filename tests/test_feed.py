"""What became known when: the feed of a report, and the section on what changed."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from ledgers import compared, write_ledger

from reconcile.cli import run
from reconcile.comparison.difference import Difference
from reconcile.errors import SelectionError
from reconcile.report.changes_section import changes_section
from reconcile.report.feed import FEED, MOST, feed_of

ATOM = "{http://www.w3.org/2005/Atom}"
LATER = "B,2025-01-03,Town,killed,320"
HEAD = "source,published,place,measure,figure,set_aside\n"
CASE = HEAD + (
    "A,2025-01-01,Town,killed,100,\nB,2025-01-03,Town,killed,300,\nC,2025-01-04,Town,killed,100,\n"
    "C,2025-01-06,Town,killed,withdrawn,\nB,2025-02-01,<Town> & Co,wounded,7,\n"
    "E,2025-01-10,Town,killed,unknown,\n"
)


def entries(data):
    return ElementTree.fromstring(data).findall(f"{ATOM}entry")


def told(entry):
    return entry.find(f"{ATOM}content").text.replace("\xa0", " ")


def test_an_entry_for_each_day_that_moved_a_range():
    data = feed_of({"case": compared(CASE)})
    found = entries(data)
    assert [one.find(f"{ATOM}updated").text[:10] for one in found] == [
        "2025-02-01", "2025-01-06", "2025-01-04", "2025-01-03", "2025-01-01",
    ]  # fmt: skip
    assert "killed</b>: 100, single (before: no figure)" in told(found[4])
    assert "a retraction: C 100 (4 Jan 2025), then nothing  case.csv:4,5" in told(found[1])
    assert (
        "<b>soldiers · Town · killed</b>: 100 to 300, no count allowed by all, undetermined "
        "(before: 100, single)<ul><li>a new source: B 300 (3 Jan 2025)  case.csv:3</li></ul>"
    ) in told(found[3])
    assert "&lt;Town&gt; &amp; Co" in told(found[0])
    assert feed_of({"case": compared(CASE)}) == data


def test_it_has_what_the_format_asks_for():
    root = ElementTree.fromstring(feed_of({"one": compared(CASE), "two words": compared(CASE)}))
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", element.find(f"{ATOM}updated").text)
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.find(f"{ATOM}id").text)
        assert len(element.findall(f"{ATOM}link")) == 1
    assert root.find(f"{ATOM}author/{ATOM}name").text
    names = [one.find(f"{ATOM}id").text for one in root.iter() if one.find(f"{ATOM}id") is not None]
    assert len(set(names)) == len(names) == 11
    assert {one.find(f"{ATOM}link").get("href") for one in root.findall(f"{ATOM}entry")} == {
        "one/index.html", "two%20words/index.html",
    }  # fmt: skip
    days = [one.find(f"{ATOM}updated").text for one in root.findall(f"{ATOM}entry")]
    assert days == sorted(days, reverse=True)


def test_names_of_entries_stay_when_rows_come_in():
    more = CASE + "D,2025-03-01,Town,killed,900,\n"
    one, other = (entries(feed_of({"case": compared(text)})) for text in (CASE, more))
    assert [each.find(f"{ATOM}id").text for each in other[1:]] == [
        each.find(f"{ATOM}id").text for each in one
    ]


def test_only_the_last_days_of_many():
    lines = [f"A,2024-{month:02}-{day:02},Town,killed,{100 * month + day},"
             for month in range(1, 5) for day in range(1, 12)]  # fmt: skip
    found = entries(feed_of({"case": compared(HEAD + "\n".join(lines) + "\n")}))
    assert len(found) == MOST
    # the first of them is told against the day before it, not against nothing
    assert "(before: no figure)" not in told(found[-1])


def test_names_that_no_xml_may_hold():
    text = HEAD + "A\x01\uffff,2025-01-01,Town,killed,1,\n"
    assert "A\ufffd\ufffd" in told(entries(feed_of({"case": compared(text)}))[0])


def test_without_a_date_there_is_none():
    with pytest.raises(SelectionError, match="there is no feed"):
        feed_of({"case": compared(HEAD + "A,,Town,killed,1,\n")})


def test_the_section_on_what_changed():
    old, new = compared(CASE), compared(CASE.replace("B,2025-01-03,Town,killed,300", LATER))
    section = "\n".join(changes_section(Difference(old, new)))
    assert section.startswith("## What changed since ")
    assert "a correction: B 300 (3 Jan 2025), then 320 (3 Jan 2025)" in section.replace("\xa0", " ")
    assert "1 count is as before. 6 rows: 1 corrected, 5 as before." in section
    assert section.replace("\xa0", " ").endswith(
        "\n- **corrected** (another figure or date of the same statement): B · Town · "
        "killed 320 (3 Jan 2025) (`case.csv:3`); figure: 300 → 320"
    )
    same = "\n".join(changes_section(Difference(new, new)))
    assert same.endswith("\n2 counts are as before. 6 rows, all as before.\n")
    assert list(changes_section(None)) == []


def test_the_command(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    Path("estimates").mkdir()
    write_ledger(Path("estimates"), CASE.replace("100,\n", "4.000,\n", 1))
    words = ["report", "--no-html", "--feed", "--since", "@2025-01-31"]
    assert run(words) == 0
    out, err = capfd.readouterr()
    assert "wrote reports/feed.xml: what became known when\n" in out
    assert err.count("left out for errors") == 1
    page = Path("reports/case/README.md").read_text(encoding="utf-8")
    assert "## What changed since 31 Jan 2025\n" in page
    assert "**new** (not there before): B" in page
    Path("reports", FEED).write_text("<feed/>")
    assert run(words) == 2
    assert "reports/feed.xml: is not a feed that reconcile made" in capfd.readouterr().err
    Path("reports", FEED).write_bytes(feed_of({"case": compared(CASE)}))
    assert (
        run([*words[:3], "--since", "none"]) == 2
    )  # its own may be replaced, the state is not there
    assert "none: no such folder" in capfd.readouterr().err
