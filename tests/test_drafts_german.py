"""Drafts from sentences in German."""

import pytest
from draft_cases import cases, held

SENTENCES = """
# de
Mindestens 31 Menschen sind bei dem Unfall ums Leben gekommen, 54 weitere wurden verletzt, \
teilte die Polizei am Montag mit.
    killed >=31 Polizei; wounded 54 Polizei
Das Erdbeben forderte mehr als 4.300 Todesopfer.
    killed >4,300
Die Zahl der Toten stieg auf 1.037.
    killed 1,037
Bei der Explosion kamen 14 Menschen ums Leben, darunter fünf Kinder.
    killed 14; killed 5
Nach Angaben des Geheimdienstes NIS wurden rund 300 nordkoreanische Soldaten getötet und 2.700 \
verwundet.
    killed ~300 NIS; wounded 2,700 NIS
Selenskyj sprach von 4.000 getöteten oder verwundeten Nordkoreanern.
    killed+wounded 4,000 Selenskyj
Bewaffnete entführten 80 Schüler und erschossen drei Wachleute.
    captured 80; killed 3
Dutzende Menschen starben, Hunderte werden noch vermisst.
    killed unknown; missing unknown
Zwischen 200 und 250 Menschen ertranken.
    killed 200–250
Ein 34-Jähriger wurde zwei Tage später mit 15 Kilogramm Sprengstoff festgenommen.
    -
Rund 20.000 Menschen mussten ihre Häuser verlassen, 5.000 Gebäude wurden zerstört.
    -
Es gab 17 Verletzte, vier von ihnen schwer.
    wounded 17; wounded 4
Bis zu 300 Kämpfer sollen getötet worden sein.
    killed <=300
Einundzwanzig Bergleute kamen ums Leben.
    killed 21
Die Bundeswehr hat 1.200 Soldaten in Mali stationiert.
    deployed 1,200
Bei einem Anschlag sind acht Polizisten getötet und zwölf verletzt worden.
    killed 8; wounded 12
Der Bürgermeister berichtete von acht Toten und 22 Verletzten.
    killed 8 Bürgermeister; wounded 22 Bürgermeister
Fast 3.500 Menschen gelten als vermisst.
    missing ~3,500
Bei dem Angriff kamen nach offiziellen Angaben 27 Menschen ums Leben, mehr als 180 erlitten \
Verletzungen.
    killed 27; wounded >180
Ein Mann und zwei Kinder starben.
    killed 1; killed 2
Die Opferzahl könnte noch steigen: Bisher wurden 219 Leichen geborgen.
    killed 219
Im Krieg wurden mehr als eine Million Menschen getötet oder verwundet.
    killed+wounded >1,000,000
Das Virus tötete 512 Menschen, 17.000 infizierten sich.
    killed 512
Die Regierung in Kiew bezifferte die Zahl der Gefallenen auf 31.000.
    killed 31,000 Regierung in Kiew
Der Täter tötete zwei Schüler und verletzte sieben weitere, bevor er sich selbst erschoss.
    killed 2; wounded 7
Sechs Soldaten gerieten in Gefangenschaft.
    captured 6
„Wir haben 15 Tote“, sagte Bürgermeister K. H..
    killed 15 Bürgermeister
Bei einem Selbstmordanschlag auf eine Moschee in Kabul sind mindestens 27 Menschen getötet \
worden.
    killed >=27
Die Zahl der Opfer habe sich auf 43 erhöht, sagte ein Sprecher des Innenministeriums.
    killed 43 Sprecher des Innenministeriums
Die Extremistenmiliz IS hatte sich zu dem Anschlag mit 22 Toten bekannt.
    killed 22
Laut der Syrischen Beobachtungsstelle für Menschenrechte starben 18 Zivilisten, unter ihnen \
sechs Kinder.
    killed 18 Beobachtungsstelle; killed 6 Beobachtungsstelle
Insgesamt kamen seit 2011 mehr als 250.000 Menschen ums Leben, elf Millionen sind auf der \
Flucht.
    killed >250,000
Der 25-jährige Attentäter verletzte am Dienstag drei Passanten mit einem Messer.
    wounded 3
Zwei der Verletzten schweben in Lebensgefahr.
    wounded 2
Wie die Behörden mitteilten, wurden 14 Leichen geborgen, 30 Personen galten noch als vermisst.
    killed 14 Behörden; missing 30 Behörden
Am Montag waren bei Kämpfen 40 Rebellen und zwölf Soldaten getötet worden.
    killed 40; killed 12
Die USA wollen 1.500 weitere Soldaten in den Irak entsenden.
    deployed 1,500
Jedes Jahr sterben in Österreich rund 400 Menschen im Straßenverkehr.
    -
In Italien sind bisher 2.158 Infizierte gestorben, 27.980 Fälle wurden gemeldet.
    killed 2,158
Es seien 70 Geiseln befreit worden.
    -
Bei dem Unglück im Jahr 2012 starben 32 der 4.229 Menschen an Bord.
    killed 32
1945 wurden hier 120 Zwangsarbeiter ermordet.
    killed 120
Das Flugzeug hatte 189 Passagiere an Bord.
    -
Die Regierung ordnete drei Tage Trauer für die Opfer an.
    -
Die Feuerwehr rettete 35 Menschen aus dem 12. Stock.
    -
Die Polizei nahm nach dem Mord 45 Verdächtige fest und stellte 20 Waffen sicher.
    -
60 Prozent der Getöteten waren Zivilisten.
    -
Der 43-jährige Mann wurde um 8.30 Uhr verletzt ins Spital gebracht.
    -
Er wurde wegen Totschlags zu 12 Jahren Haft verurteilt.
    -
Es war der zweite tödliche Angriff binnen zwei Monaten in der Stadt mit 300.000 Einwohnern.
    -
Mehr als fünf Millionen Syrer sind vor dem Krieg geflohen.
    -
Ein Selbstmordattentäter hat in Kabul 63 Menschen mit in den Tod gerissen und 182 verletzt.
    killed 63; wounded 182
Die staatliche Nachrichtenagentur Sana meldete zwei Tote und sieben Verletzte durch \
Raketenbeschuss.
    killed 2 Sana; wounded 7 Sana
Seit Jahresbeginn sind laut UNHCR bereits mehr als 1.750 Flüchtlinge im Mittelmeer ertrunken.
    killed >1,750 UNHCR
In dem Bus saßen 52 Passagiere, von denen 18 ums Leben kamen.
    killed 18
Der Tsunami von 2004 forderte 230.000 Tote und Vermisste.
    killed+missing 230,000
26 Christen wurden auf dem Weg zu einem Kloster erschossen.
    killed 26
Bei einem Grubenunglück in China sind mindestens 21 Bergleute ums Leben gekommen, Dutzende sind \
noch eingeschlossen.
    killed >=21
Die Zahl der bestätigten Todesfälle stieg um 96 auf 1.868.
    killed 1,868
Zwei der vier Geiseln wurden getötet.
    killed 2
Ein britischer Soldat und zwei afghanische Dolmetscher verloren bei dem Hinterhalt ihr Leben.
    killed 1; killed 2
Der Brand, bei dem 72 Menschen starben, war im vierten Stock ausgebrochen.
    killed 72
Nach dem Dammbruch gibt es 21 Tote, mindestens 19 Menschen werden vermisst.
    killed 21; missing >=19
Die Zahl der Ebola-Toten stieg laut WHO auf 4.033.
    killed 4,033 WHO
Die Entgleisung forderte fast 200 Verletzte, darunter zwölf Kinder.
    wounded ~200; wounded 12
Die Miliz enthauptete 21 Christen.
    killed 21
Unter den Toten sind auch drei Deutsche.
    killed 3
Im Jemen wurden seit März 2015 rund 6.400 Menschen getötet, die Hälfte davon Zivilisten.
    killed ~6,400
Bei Protesten in Istanbul wurden 26 Personen festgenommen, acht Polizisten erlitten \
Verletzungen.
    wounded 8
Ein Sprecher sagte, 17 der 40 Geiseln seien freigelassen worden.
    -
Der Lenker (19) und seine drei Mitfahrer wurden schwer verletzt.
    wounded 3
In den vergangenen 24 Stunden seien 14 Soldaten gefallen, so das Verteidigungsministerium.
    killed 14 Verteidigungsministerium
Der Bürgermeister der Stadt, H. H., bestätigte, dass drei Menschen gestorben seien.
    killed 3 Bürgermeister
Aus Krankenhäusern hieß es, 45 Menschen seien getötet worden.
    killed 45 Krankenhäusern
Nach Polizeiangaben wurden drei Menschen getötet.
    killed 3 Polizeiangaben
Drei Menschen starben, wie die Feuerwehr mitteilte.
    killed 3 Feuerwehr
"""


@pytest.mark.parametrize(("language", "text", "expected"), cases(SENTENCES))
def test_what_a_sentence_says(language: str, text: str, expected: str) -> None:
    assert held(language, text, expected)
