"""Where people were counted, in languages with capitals and without."""

import pytest

from reconcile.drafting import drafts_of


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "A blast in the city of Mosul killed 12 people.", "Mosul"),
        ("fr", "Une explosion dans la ville de Goma a tué 12 personnes.", "Goma"),
        ("es", "La explosión en la ciudad de Waco mató a 12 personas.", "Waco"),
        ("pt", "As cheias no Rio Grande do Sul mataram 12 pessoas.", "Rio Grande do Sul"),
        ("it", "I raid su Beirut hanno ucciso 12 persone.", "Beirut"),
        ("de", "Bei Gefechten im Westjordanland wurden 12 Menschen getötet.", "Westjordanland"),
        ("de", "Im Krankenhaus starben 12 Menschen.", ""),
        ("ar", "قتل 12 شخصا في مدينة رفح.", "رفح"),
        ("ar", "أسفر انفجار في سوريا عن مقتل 12 شخصا.", "سوريا"),
        ("he", "12 בני אדם נהרגו בתקיפה בסוריה.", "סוריה"),
        ("tr", "Suriye'de 12 kişi öldü.", "Suriye"),
        ("tr", "Kartalkaya'daki yangında 12 kişi öldü.", "Kartalkaya"),
        ("tr", "5 Ocak'ta 12 kişi öldü.", ""),
        ("zh", "地震在土耳其造成12人死亡。", "土耳其"),
        ("zh", "爆炸在河北省造成12人死亡。", "河北省"),
        ("ja", "トルコの地震で12人が死亡した。", "トルコ"),
        ("ja", "ロシア西部クルスク州で12人が死亡した。", "クルスク州"),
        ("ko", "시리아에서 12명이 숨졌다.", "시리아"),
    ],
)
def test_a_place(language: str, text: str, place: str) -> None:
    (row,) = drafts_of(text, language)
    assert row.place == place


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "土耳其政府说，12人死亡。"),
        ("ja", "イスラエル軍は12人が死亡したと発表した。"),
        ("tr", "Türkiye Sağlık Bakanlığı 12 kişinin öldüğünü açıkladı."),
        ("ru", "12 человек погибли, подсчитали в Минздраве."),
    ],
)
def test_who_speaks_is_no_place(language: str, text: str) -> None:
    (row,) = drafts_of(text, language)
    assert row.place == ""


def test_the_place_of_the_clause_is_nearer_than_that_of_the_next() -> None:
    rows = drafts_of("In Rumänien kamen sieben Menschen um, in Polen fünf.", "de")
    assert [(row.figure, row.place) for row in rows] == [("7", "Rumänien"), ("5", "Polen")]


def test_who_did_it_is_not_whom_it_happened_to() -> None:
    rows = drafts_of("Three gunmen struck Gwoza, killing at least 18 and wounding 42.", "en")
    assert [(row.measure, row.figure) for row in rows] == [("killed", ">=18"), ("wounded", "42")]
