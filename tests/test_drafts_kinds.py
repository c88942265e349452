"""Drafts from sentences of kinds that several languages share: parts, speakers, no counts."""

import pytest
from draft_cases import cases, held

from reconcile.drafting import drafts_of

SENTENCES = """
# en
Among the 14 dead were four nurses.
    killed 14; killed 4
The crash killed 21 people and injured 33 others, five of them critically.
    killed 21; wounded 33; wounded 5
Eight people drowned, the coastguard said, but nine are still unaccounted for.
    killed 8 coastguard; missing 9 coastguard
Typhoid has claimed 90 lives, according to the WHO.
    killed 90 WHO
Half a dozen climbers died on Route 40.
    killed 6
None of the 60 passengers was injured.
    -
An epidemic sickened 700 people, 12 of them fatally.
    killed 12
Measles killed 30 children under five.
    killed 30
# fr
Parmi les 18 morts figurent six enfants.
    killed 18; killed 6
Un demi-million de personnes sont mortes.
    killed 500,000
Un homme armé tue deux gendarmes et en blesse quatre.
    killed 2; wounded 4
Le vol 447 s'est abîmé en mer et 228 personnes ont péri.
    killed 228
# es
Entre los nueve muertos hay dos menores.
    killed 9; killed 2
Medio centenar de heridos fueron llevados a tres hospitales.
    wounded ~50
Las autoridades cifraron en 17 los muertos.
    killed 17 autoridades
La desaparición de siete obreros sigue sin aclarar.
    missing 7
# de
Unter den elf Toten sind drei Kinder.
    killed 11; killed 3
Drei Wanderer kamen ums Leben, sagte ein Sprecher der Bergwacht. Die Männer waren 40 bis 52 Jahre \
alt.
    killed 3 Sprecher der Bergwacht
Eine halbe Million Menschen starben.
    killed 500,000
Nach dem Untergang der Fähre wurden 19 Leichen geborgen.
    killed 19
Verletzt wurde niemand, 30 Bewohner kamen in einer Schule unter.
    -
# it
Tra le sei vittime ci sono due bambini.
    killed 6; killed 2
A perdere la vita sono stati tre operai.
    killed 3
Sono otto i morti. Lo riferisce la Protezione civile.
    killed 8 Protezione civile
# pt
Nenhum dos 90 passageiros ficou ferido.
    -
Sete fuzileiros tombaram em combate, avançou o Exército.
    killed 7 Exército
# uk
Серед 15 загиблих четверо дітей.
    killed 15; killed 4
Кількість загиблих зросла до 12, – ДСНС.
    killed 12 ДСНС
Загинули хлопчики шести і восьми років.
    -
# ru
Погибло около полутора тысяч человек.
    killed ~1,500
Погибли пять человек. Об этом сообщил губернатор области.
    killed 5 губернатор
# ar
قتل خمسة وعشرون شخصا وأصيب ثلاثة وثلاثون بجروح.
    killed 25; wounded 33
خلف الفيضان 11,300 قتيل.
    killed 11,300
# he
עשרים ושלושה חיילים נהרגו.
    killed 23
# ko
부상자가 2천700여 명으로 늘었다.
    wounded ~2,700
# tr
Son 24 saatte 192 kişi öldü.
    killed 192
# zh
三名官兵牺牲，5人重伤。
    killed 3; wounded 5
高速公路车祸致3死12伤。
    killed 3; wounded 12
# ja
石川県は、死者が220人になったと発表した。
    killed 220 石川県
300人超が死亡・行方不明となった。
    killed+missing >300
"""


@pytest.mark.parametrize(("language", "text", "expected"), cases(SENTENCES))
def test_what_a_sentence_says(language: str, text: str, expected: str) -> None:
    assert held(language, text, expected)


def test_the_one_who_said_it_may_be_named_in_the_sentence_that_follows() -> None:
    first, second = drafts_of("Погибли 5 человек, ранены 9. Об этом сообщили в МЧС.", "ru")
    assert (first.source, second.source) == ("МЧС", "МЧС")
    assert "by the sentence that follows" in first.doubts


def test_capitals_begin_sentences() -> None:
    (row,) = drafts_of("Zwei Mann starben auf der Leitung. Der Bau ist 90 Jahre alt.", "de")
    assert row.quote == "Zwei Mann starben"
