"""What a page opens with: one sentence that takes no side and says no number that nobody said."""

import re

import pytest
from ledgers import compared

from reconcile.report import PAGE, WEB, report
from reconcile.wording.about_texts import about
from reconcile.wording.answer import answer
from reconcile.wording.headline import spoken
from reconcile.wording.verdict_words import BOTH, COUNTED, MEANT, PLAIN

HEAD = "source,published,population,place,measure,basis,since,figure\n"
LEDGERS = {
    "conflict": (
        "A,2025-01-02,pilgrims,Mina,killed,,,769\nB,2025-01-02,pilgrims,Mina,killed,,,>=2411\n",
        "How many pilgrims were killed? 769 according to A; at least 2,411 according to B. Both "
        "cannot be true.",
    ),
    "timing": (
        "A,2025-01-02,people,,killed,,,10\nB,2025-02-02,people,,killed,,,~300\n",
        "How many people were killed? 10 according to A (2 Jan 2025); about 300 according to B "
        "(2 Feb 2025). Both can be true, each at its time.",
    ),
    "undetermined": (
        "A,2025-01,people,,killed,,,10\nB,2025-01-15,people,,killed,,,<9\n",
        "How many people were killed? Fewer than 9 according to B (15 Jan 2025); 10 according to A "
        "(Jan 2025). Whether both can be true cannot be told.",
    ),
    "agree": (
        "A,2025-01-02,people,,killed,,,1000-3000\nB,2025-01-02,people,,killed,,,>=3000\n",
        "How many people were killed? 1,000 to 3,000 according to A; at least 3,000 according to "
        "B. Both can be true.",
    ),
    "single": (
        "A,2025-01-02,people,,wounded,,,<=9\n",
        "How many people were wounded? At most 9 according to A. No "
        "other source has a current figure.",
    ),
    "unknown": (
        "A,2025-01-02,people,,wounded,,,unknown\nB,2025-01-02,people,,wounded,,,unknown\n",
        "How many people were wounded? No number was given: A and B spoke of it.",
    ),
    "derived": (
        "A,2025-01-02,people,,killed,,,10\nA,2025-01-02,people,,wounded,,,20\n"
        "B,2025-01-02,people,,killed+wounded,,,400\n",
        "How many people were killed or wounded? 30, worked out from figures of A; 400 according "
        "to B. Both cannot be true.",
    ),
    "casualties": (
        'A,2025-01-02,people,,casualties,,,"600 (500-900)"\n',
        "How many casualties were there among people? 600, between 500 and 900 according to A. No "
        "other source has a current figure.",
    ),
    "deployed": (
        'A,2025-01-02,"officers, troops",,deployed,,,"10,000-12,000+"\n',
        "How many officers (troops) were deployed? 10,000 to 12,000 or more according to A. No "
        "other source has a current figure.",
    ),
    "since": (
        "A,2025-01-02,people,Town,killed,,2024-12-24,~10-20\n",
        "How many people were killed since 24 Dec 2024? About 10 to 20 according to A. No other "
        "source has a current figure.",
    ),
    "basis": (
        "A,2025-01-02,people,Town,killed,identified,,10\n",
        "How many people were killed (identified)? 10 according to A. No other source has a "
        "current figure.",
    ),
    "places": (
        "A,2025-01-02,people,Town,killed,,,10\nB,2025-01-02,people,Town,killed,,,90\n"
        "C,2025-01-02,people,Hill,killed,,,10\n",
        "How many people were killed in Town? 10 according to A; 90 according to B. Both cannot be "
        "true.",
    ),
    "zero": (
        "A,2025-01-02,people,,missing,,,0\nB,2025-01-02,people,,missing,,,2\n",
        "How many people were missing? 0 according to A; 2 according to B. Both cannot be true.",
    ),
    "many": (
        "".join(f"S{n},2025-01-02,people,,killed,,,{n}00\n" for n in range(1, 7)),
        "How many people were killed? 100 according to S1; 600 according to S6. Both cannot be "
        "true. 4 more sources gave a figure.",
    ),
    "too fast": (
        "A,2024-12-01,people,,killed,,,90\nA,2025-01-01,people,,killed,,,100\n"
        "B,2025-01-04,people,,killed,,,110\n",
        "How many people were killed? 100 according to A (1 Jan 2025); 110 according to B (4 Jan "
        "2025). Both can be true only if the count rose faster than any source's own figures do.",
    ),
    "agreed once": (
        "A,2025-01-10,people,,killed,,,100\nB,2025-01-10,people,,killed,,,100\n"
        "B,2025-01-15,people,,killed,,,300\nA,2025-01-20,people,,killed,,,100\n",
        "How many people were killed? 100 according to A (20 Jan 2025); 300 according to B (15 Jan "
        "2025). Both said the same of one day, and one of them has spoken since.",
    ),
    "the same by tolerance": (
        "A,2025-01-10,people,,killed,,,23000\nB,2025-01-10,people,,killed,,,23049\n",
        "How many people were killed? 23,000 according to A; 23,049 according to B. They are taken "
        "for the same number, within 1 %.",
    ),
    "before the last": (
        "A,2025-01-02,people,,killed,,,10\nB,2025-01-02,people,,killed,,,90\n"
        "B,2025-01-05,people,,killed,,,95\n",
        "How many people were killed? 10 according to A (2 Jan 2025); 90 according to B (2 Jan "
        "2025). Both cannot be true.",
    ),
    "the whole before a part": (
        'A,2025-01-02,people,"Town, Land",killed,,,1\nB,2025-01-02,people,"Town, Land",killed,,,90'
        "\nA,2025-01-02,people,Land,killed,,,500\nB,2025-01-02,people,Land,killed,,,900\n",
        "How many people were killed in Land? 500 according to A; 900 according to B. Both cannot "
        "be true.",
    ),
    "a dispute before what agrees": (
        "A,2025-01-02,people,,killed,,,5\nB,2025-01-02,people,,killed,,,5\n"
        "A,2025-01-02,people,,wounded,,,50\nB,2025-01-02,people,,wounded,,,90\n",
        "How many people were wounded? 50 according to A; 90 according to B. Both cannot be true.",
    ),
    "the widest dispute": (
        "A,2025-01-02,people,,killed,,,5\nB,2025-01-02,people,,killed,,,6\n"
        "A,2025-01-02,people,,wounded,,,50\nB,2025-01-02,people,,wounded,,,90\n",
        "How many people were wounded? 50 according to A; 90 according to B. Both cannot be true.",
    ),
    "a sum": (
        "A,2025-01-02,people,Town,killed+missing,,,4\n",
        "How many people were killed or missing? 4 according to A. No "
        "other source has a current figure.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", LEDGERS)
def test_the_first_sentence(kind):
    rows, expected = LEDGERS[kind]
    told = answer(compared(HEAD + rows)).headline.whole
    assert told.replace("\N{NO-BREAK SPACE}", " ") == expected
    # no number but those of the rows, of how many spoke besides, and of what is said to be derived
    numbers = set(re.findall(r"\d[\d,]*", re.sub(r"\d+ more sources|\d+, worked out", "", told)))
    said = {number.replace(",", "") for number in numbers}
    assert said <= set(re.findall(r"\d+", rows.replace(",", ""))) | set(
        re.findall(r"\d+", rows)
    ) | {day.lstrip("0") for day in re.findall(r"\d+", rows)}


def test_several_sources_of_one_origin_are_one():
    sources = "source,name,kind,derives_from\nA,,ngo,\nB,,media,A\n"
    rows = "A,2025-01-02,people,,killed,,,5\nB,2025-01-02,people,,killed,,,50\n"
    found = answer(compared(HEAD + rows, sources=sources))
    assert found.headline.whole == (
        "How many people were killed? 5 according to A; 50 according to B. All 2 sources with "
        "a current figure rest on A."
    )
    assert (found.first, len(found.alone)) == (None, 1)


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ("300", "300"), ("~300", "about 300"), (">3000", "more than 3,000"),
        (">=3000", "at least 3,000"), ("<500", "fewer than 500"), ("<=500", "at most 500"),
        ("10-12", "10 to 12"), ("10-12+", "10 to 12 or more"), ("~10-12", "about 10 to 12"),
        ("12 (9-15)", "12, between 9 and 15"), ("0-15", "0 to 15"),
        ("5 (0-9)", "5, between 0 and 9"), ("1.2M", "1,200,000"), ("2000 (est.)", "about 2,000"),
    ],
)  # fmt: skip
def test_a_figure_is_said_aloud(figure, words):
    assert spoken(figure) == words


def test_the_order_of_the_other_counts():
    rows = (
        'A,2025-01-02,people,"Town, Land",killed,,,1\n'
        'B,2025-01-02,people,"Town, Land",killed,,,90\n'
        "A,2025-01-02,people,Land,killed,,,500\nB,2025-01-02,people,Land,killed,,,900\n"
        "A,2025-01-02,people,Land,wounded,,,50\nB,2025-01-02,people,Land,wounded,,,50\n"
        "A,2025-01-02,people,Land,missing,,,5\nA,2025-01-02,people,Land,captured,,,50\n"
        "B,2025-03-02,people,Land,captured,,,70\n"
    )
    found = answer(compared(HEAD + rows))
    names = [(one.measure, one.range.row.place) for one in (found.first, *found.disputed)]
    assert names == [
        ("killed", "Land"), ("captured", "Land"), ("wounded", "Land"), ("killed", "Town, Land"),
    ]  # fmt: skip
    assert [one.measure for one in found.alone] == ["missing"]


LISTED = (
    "case,title,summary,began,ended,settled,compiled_by,url,notes\n"
    "case,The fire,A fire,2025-01-01,2025-01-03,,The Archive,https://example.org,\n"
)


def test_where_and_when_and_by_whom():
    text = HEAD + (
        'A,2025-01-02,people,"Town, Land",killed,,,1\nB,2025-01-09,people,Land,killed,,,9\n'
    )
    told = about(compared(text, listed=LISTED))
    assert told.where_when == "Land · 1 Jan 2025 to 3 Jan 2025"
    assert told.newest == "The newest figure was published 9 Jan 2025."
    assert (told.compiled, told.summary) == ("Compiled by The Archive.", "A fire")
    assert told.url == "https://example.org"
    goes_on = LISTED.replace("2025-01-03", "").replace("https", "javascript")
    assert about(compared(text, listed=goes_on)).where_when == "Land · since 1 Jan 2025"
    assert about(compared(text, listed=goes_on)).url == ""
    plain = about(compared(text, known_by="2025-01-05"))
    assert plain.where_when == "Town, Land · figures of 2 Jan 2025"
    assert plain.newest == (
        "The newest figure was published 2 Jan 2025. Cut: published by 5 Jan 2025."
    )
    assert (plain.compiled, plain.summary, plain.url) == ("", "", "")


def test_every_verdict_has_its_plain_words():
    verdicts = {"conflict", "undetermined", "timing", "agree", "single", "unknown"}
    assert set(PLAIN) == set(MEANT) == set(COUNTED) == verdicts
    assert set(BOTH) == verdicts - {"single", "unknown"}
    assert not verdicts & set(PLAIN.values())


def test_pages_and_charts_have_plain_words():
    chosen = [LEDGERS[kind][0] for kind in ("conflict", "casualties")]
    files = report(compared(HEAD + "".join(chosen)))
    markdown = files[PAGE].decode()
    page = re.sub(r"(?s)<style>.*?</style>|<script>.*?</script>|<[^>]*>", " ", files[WEB].decode())
    for text in (markdown, page):
        for word in ("contradict", "one source only", "no number fits all"):
            assert word in text.replace("No number", "no number")
        assert not re.search(r"\b(all allow|single|timing|undetermined)\b", text)
        # the one conflict that is spoken of is that between parties
        assert "conflict" not in text.replace("party to the conflict", "")
    assert b",conflict" in files["ranges.csv"] and b",single" in files["ranges.csv"]


def test_parts_added_are_set_against_their_whole():
    rows = "".join(f"A,2025-01-01,{who},killed,{n}\n" for who, n in (
        ("people", 400), ('"men, people"', 100), ('"women, people"', 50)))  # fmt: skip
    parts = "of,whole,breakdown,part,complete\n" + "".join(
        f'population,people,sex,"{who}, people",yes\n' for who in ("men", "women")
    )
    told = answer(compared("source,published,population,measure,figure\n" + rows, parts=parts))
    assert told.headline.whole == (
        "How many people were killed? 150, worked out from figures of A, all parts added; 400 "
        "according to A. Both cannot be true."
    )


def test_none_at_all_is_the_widest_dispute():
    text = (
        "source,published,population,place,measure,figure\nA,2025-01-01,people,Russia,killed,0\n"
        'B,2025-01-01,people,"Kursk, Russia",killed,100\n'
        'C,2025-01-01,people,"Kursk, Russia",killed,120\n'
    )
    assert answer(compared(text)).headline.said.startswith("0 according to A;")


def test_a_wider_dispute_across_definitions_is_the_headline():
    rows = (
        "A,2025-01-01,soldiers,Town,killed+wounded,300\nB,2025-01-01,soldiers,Town,killed,900\n"
        "C,2025-01-01,soldiers,Town,killed,1000\n"
    )
    told = answer(compared("source,published,population,place,measure,figure\n" + rows))
    assert told.headline.whole == (
        "How many soldiers were killed or wounded? 300 according to A; 1,000 according to C, for a "
        "count that lies inside this one (soldiers · Town · killed). Both cannot be true."
    )
    assert told.first is None and [one.measure for one in told.several] == ["killed"]


def test_a_narrower_one_is_not():
    rows = (
        "A,2025-01-01,soldiers,Town,killed+wounded,300\nB,2025-01-01,soldiers,Town,killed,10\n"
        "C,2025-01-01,soldiers,Town,killed,400\n"
    )
    told = answer(compared("source,published,population,place,measure,figure\n" + rows))
    assert told.headline.question == "How many soldiers were killed?" and told.first is not None


def test_no_number_is_told_that_no_source_gave():
    rows = "A,2025-01-01,killed,100\nB,2025-01-01,killed,~300\nC,2025-01-01,killed,280–320\n"
    (one,) = answer(compared("source,published,measure,figure\n" + rows)).several
    assert one.sentences[1] == "No number fits all; one fits 2 of 3 sources, all but A."
