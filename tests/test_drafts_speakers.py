"""Whose figure a draft says it is: relays, days of speaking, denials, speakers who go on."""

import pytest

from reconcile.drafting import DraftRow, drafts_of
from reconcile.drafting.drafts_file import drafts_csv
from reconcile.drafting.pages import read_page


def the_last(language: str, text: str, published: str = "2025-01-13") -> DraftRow:
    return drafts_of(text, language, published)[-1]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The president said on 5 January that 12 soldiers had been killed."),
        ("en", "On 5 January the president said that 12 soldiers had been killed."),
        ("fr", "Le président avait affirmé le 5 janvier que 12 soldats avaient été tués."),
        ("de", "Der Präsident hatte am 5. Januar von 12 Toten gesprochen."),
        ("uk", "5 січня президент заявив про 12 загиблих."),
        ("he", "הנשיא אמר ב-5 בינואר כי 12 חיילים נהרגו."),
        ("tr", "Cumhurbaşkanı 5 Ocak'ta 12 askerin öldüğünü söylemişti."),
        ("ko", "대통령은 지난 5일 병사 12명이 숨졌다고 밝혔다."),
        ("ja", "大統領は５日、兵士12人が死亡したと述べた。"),
        ("zh", "总统1月5日说，12名士兵死亡。"),
        ("es", "El presidente dijo el 5 de enero que 12 soldados murieron."),
    ],
)
def test_published_is_when_the_source_spoke(language: str, text: str) -> None:
    row = the_last(language, text)
    assert (row.figure, row.published, row.as_of) == ("12", "2025-01-05", "")
    assert row.source


def test_a_day_that_is_not_of_speaking_is_of_the_count() -> None:
    row = the_last("en", "Police said that 12 people were killed on 5 January.")
    assert (row.published, row.as_of) == ("2025-01-13", "2025-01-05")


@pytest.mark.parametrize(
    ("language", "text", "source", "via"),
    [
        ("en", "Reuters quoted a hospital official as saying that 12 had died.",
         "hospital official", "Reuters"),
        ("ja", "ロイター通信は当局者の話として、12人が死亡したと報じた。",
         "当局者", "ロイター通信"),
        ("ko", "연합뉴스는 현지 경찰을 인용해 12명이 숨졌다고 보도했다.", "현지 경찰", "연합뉴스"),
        ("de", "12 Menschen starben, berichtete dpa unter Berufung auf die Polizei.",
         "Polizei", "dpa"),
        ("ar", "نقلت وكالة رويترز عن مصدر طبي أن 12 شخصا قتلوا.", "مصدر طبي", "رويترز"),
        ("ru", "12 человек погибли, рассказали ТАСС в МЧС.", "МЧС", "ТАСС"),
    ],
)  # fmt: skip
def test_who_only_carried_it_is_no_source(language: str, text: str, source: str, via: str) -> None:
    row = the_last(language, text)
    assert (row.source, row.via) == (source, via)


@pytest.mark.parametrize(
    ("text", "source", "via"),
    [
        ("12 died, the intelligence service, the NIS, said on Monday, Reuters reported.",
         "intelligence service", "Reuters"),
        ("12 died, according to the White House, which says they were soldiers.",
         "White House", ""),
    ],
)  # fmt: skip
def test_a_name_in_commas(text: str, source: str, via: str) -> None:
    row = the_last("en", text)
    assert (row.source, row.via) == (source, via)
    assert not row.doubts


def test_a_dateline_is_no_day_of_the_count() -> None:
    text = "SEOUL, 14 January 2025 — About 300 soldiers were killed in Russia's Kursk region."
    row = the_last("en", text, "2025-01-14")
    assert (row.as_of, row.place) == ("", "Kursk")


def test_how_many_spoke_is_no_count() -> None:
    rows = drafts_of("Gunmen killed 12 people, two local officials told AFP.", "en")
    assert [(row.figure, row.source, row.via) for row in rows] == [
        ("12", "two local officials", "AFP")
    ]


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        ("en", "12 died, the Ministry of Health said.", "Ministry of Health"),
        ("fr", "12 morts, selon l'état-major.", "état-major"),
        ("es", "12 murieron, informó El Mundo.", "El Mundo"),
        ("it", "12 sono morti, secondo il sindaco.", "sindaco"),
        ("es", "12 murieron, dijo este martes el alcalde.", "alcalde"),
    ],
)
def test_a_name_has_no_article(language: str, text: str, source: str) -> None:
    assert the_last(language, text).source == source


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ministry denied that 30 soldiers were killed and spoke of 5 wounded."),
        ("ja", "国防省は兵士30人が戦死したとの情報を否定し、5人が軽傷を負ったと説明した。"),
        ("ru", "Минобороны опровергло гибель 30 военнослужащих и заявило о 5 раненых."),
    ],
)
def test_who_denies_a_figure_is_not_its_source(language: str, text: str) -> None:
    denied, own = drafts_of(text, language)
    assert (denied.source, bool(own.source)) == ("", True)
    assert "denies it" in denied.doubts


def test_a_speaker_goes_on_where_words_say_so() -> None:
    said = "Police said 12 people were killed. "
    assert the_last("en", said + "Another 30 were wounded.").source == "Police"
    assert the_last("en", said + "It also said 30 were wounded.").source == "Police"
    alone = the_last("en", said + "In 1999, 30 were wounded.")
    assert not alone.source
    assert "Police was named before" in alone.doubts


def test_a_number_given_alone_is_of_what_was_counted_before() -> None:
    row = the_last("en", "Doctors said 17 had died. The army put the number at nine.")
    assert (row.measure, row.figure, row.source) == ("killed", "9", "army")
    assert "taken for killed" in row.doubts


def test_those_lost_are_taken_for_killed_with_a_doubt() -> None:
    row = the_last("en", "The army lost twelve men in the ambush.")
    assert (row.measure, row.figure, row.quote) == ("killed", "12", "lost twelve men")
    assert "lost" in row.doubts
    assert not drafts_of("The team lost 12 matches and 30 kilos of kit.", "en")


def test_the_month_of_may_is_no_doubt() -> None:
    assert "feared" not in the_last("en", "Police said on 9 May that 12 were killed.").doubts


def test_a_page_gives_its_own_address() -> None:
    page = read_page("p.html", (
        '<html lang="en"><head><link rel="canonical" href="https://example.org/a">'
        "</head><body><article><p>" + "Police said that 12 people died in the fire. " * 9
        + "</p></article></body></html>"
    ).encode())  # fmt: skip
    assert page.url == "https://example.org/a"
    assert b"https://example.org/a" in drafts_csv(drafts_of(page.text, "en"), "", page.url)
