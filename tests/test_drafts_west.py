"""Drafts from sentences in English, French, Spanish, German, Italian and Portuguese."""

import pytest
from draft_cases import cases, held

SENTENCES = """
# en
At least 31 people were killed and 54 others injured when a bus plunged into a ravine, police \
said on Monday.
    killed >=31 police; wounded 54 police
The Health Ministry said 12 children were among the 45 dead.
    killed 45 Health Ministry; killed 12 Health Ministry
Rescuers have pulled 23 bodies from the river, and 17 people are still missing.
    killed 23; missing 17
A roadside bomb killed three soldiers and wounded five more in Helmand, the army said.
    killed 3 army; wounded 5 army
Gunmen abducted 87 pupils from a school in Kaduna on Thursday.
    captured 87
The rebels said they had captured 40 government soldiers and killed 12.
    captured 40 rebels; killed 12 rebels
Between 200 and 250 people drowned, according to the coast guard.
    killed 200–250 coast guard
Nearly 9,000 troops have been deployed along the border.
    deployed ~9,000
The blast left 14 dead, including nine police officers, and 60 wounded, 12 of them seriously.
    killed 14; killed 9; wounded 60; wounded 12
Fewer than 500 people died in the floods of 1998.
    killed <500
Up to 300 fighters may have been killed, a senior official told Reuters.
    killed <=300 senior official
Ukraine's General Staff put Russian losses at 1,200 killed and wounded over the past day.
    killed+wounded 1,200 Ukraine's General Staff
Six of the 22 passengers died at the scene; the other 16 were taken to hospital.
    killed 6
Two policemen and a civilian were shot dead.
    killed 2
The army denied that 30 soldiers had been killed.
    killed 30
The suspect, 34, was arrested two days later with 15 kg of explosives.
    -
Some 5,000 homes were destroyed and 20,000 people displaced.
    -
About 3 people per 100,000 die of the disease each year.
    -
The death toll from the earthquake has passed 2,000, with 9,240 injured.
    killed >2,000; wounded 9,240
The death toll climbed to 1,037 on Sunday, state television reported.
    killed 1,037 state television
Seventeen miners were killed and two dozen injured.
    killed 17; wounded 24
Dozens were killed and hundreds more wounded in the shelling.
    killed unknown; wounded unknown
The attack killed 8 and injured 22, Mayor Ihor Terekhov wrote on Telegram.
    killed 8 Mayor Ihor Terekhov; wounded 22 Mayor Ihor Terekhov
Of the 120 hostages still held in Gaza, 43 are believed dead, Israel says.
    captured 120 Israel; killed 43 Israel
In 2014, 298 people died when flight MH17 was shot down.
    killed 298
Casualties on the Ukrainian side stood at 7 dead and 19 injured, the governor said.
    killed 7 governor; wounded 19 governor
South Korea's spy agency estimated that about 300 North Korean soldiers had been killed and \
2,700 wounded.
    killed ~300 South Korea's spy agency; wounded 2,700 South Korea's spy agency
Zelensky said 4,000 North Korean troops had been killed or wounded.
    killed+wounded 4,000 Zelensky
The crash killed all 62 people on board.
    killed 62
Hamas is holding 24 living hostages, and the bodies of 34 others.
    captured 24; killed 34
The number of wounded rose to 230.
    wounded 230
More than one million people were killed or injured in the war.
    killed+wounded >1,000,000
An average of 12 people are killed every day on the country's roads.
    -
Police fired 150 rounds of tear gas at 3,000 protesters; no one was hurt.
    -
Russia lost 1.2 million soldiers killed, wounded or missing, the ministry claims.
    killed+wounded+missing 1,200,000 ministry
Five people have died and eleven are in hospital with burns.
    killed 5
A 12-year-old boy and his two sisters were killed in the strike.
    killed 2
Officials said at least 16 people, most of them women, died in the stampede.
    killed >=16 Officials
The airstrike killed an estimated 40 to 50 militants.
    killed ~40–50
120 killed, 300 hurt as train derails in Odisha
    killed 120; wounded 300
Israeli fire killed 27 Palestinians waiting for aid and wounded more than 180, Gaza's civil \
defence agency said.
    killed 27 Gaza's civil defence agency; wounded >180 Gaza's civil defence agency
The previous toll was 18 dead.
    killed 18
North Korea sent 11,000 soldiers to Russia last autumn.
    deployed 11,000
The governor of Kherson region, Oleksandr Prokudin, said on Friday that one person was killed \
and four were injured in Russian shelling over the past day.
    killed 1 governor; wounded 4 governor
Sixty-seven people perished when a ferry sank off Zanzibar; some 200 were rescued.
    killed 67
Israel's military said 33 of its soldiers have died in Lebanon.
    killed 33 Israel's military
The shooting left one person dead and at least a dozen wounded, three of them critically.
    killed 1; wounded >=12; wounded 3
Nine climbers missing after avalanche; four bodies recovered
    missing 9; killed 4
Russia's Defence Ministry claims Ukraine lost more than 600 troops in a single day.
    -
A spokesperson for the UN human rights office said it had verified 10,582 civilian deaths and \
19,875 injuries since February 2022.
    killed 10,582 UN; wounded 19,875 UN
About 40 people were hurt, seven of whom are in critical condition, hospital officials said.
    wounded ~40 hospital officials; wounded 7 hospital officials
In all, 2,977 victims died in the attacks of September 11, 2001.
    killed 2,977
On 12 May at least 25 migrants, among them five women, drowned off the coast of Tunisia.
    killed >=25; killed 5
The cholera outbreak has killed 512 people and infected 17,000.
    killed 512
Police arrested 14 people after the clashes, in which 80 officers were injured.
    wounded 80
He was sentenced to 25 years in prison for killing two women.
    killed 2
"We have 15 dead and more than 50 injured," said hospital director Omar Saleh.
    killed 15 hospital director; wounded >50 hospital director
The ministry put the toll at 46,707 killed and 110,265 wounded.
    killed 46,707 ministry; wounded 110,265 ministry
The bombing, which killed 168 people, was the deadliest on US soil.
    killed 168
As many as 1.5 million Armenians perished.
    killed <=1,500,000
The earthquake killed over 5,000 in Turkey and nearly 2,000 in Syria.
    killed >5,000; killed ~2,000
The regiment suffered 340 casualties, 120 of them fatal.
    casualties 340; killed 120
Kyiv says it holds 6,000 Russian prisoners of war.
    captured 6,000 Kyiv
Hospital officials said they received 22 bodies.
    killed 22 Hospital officials
# fr
Au moins 31 personnes ont été tuées et 54 autres blessées dans l'accident, a annoncé la police \
lundi.
    killed >=31 la police; wounded 54 la police
Le bilan s'élève désormais à 112 morts et 340 blessés, selon la protection civile.
    killed 112 la protection civile; wounded 340 la protection civile
Selon le NIS, environ 300 soldats nord-coréens ont été tués et 2 700 blessés.
    killed ~300 le NIS; wounded 2,700 le NIS
Volodymyr Zelensky a affirmé que 4 000 militaires nord-coréens avaient été tués ou blessés.
    killed+wounded 4,000 Volodymyr Zelensky
Une explosion a fait six morts, dont deux enfants, et une vingtaine de blessés.
    killed 6; killed 2; wounded ~20
Des dizaines de personnes ont péri et des centaines d'autres sont portées disparues.
    killed unknown; missing unknown
L'attaque a coûté la vie à 14 civils.
    killed 14
Les rebelles ont enlevé 80 lycéennes et tué trois gardiens.
    captured 80; killed 3
Entre 200 et 250 personnes se sont noyées, d'après l'ONU.
    killed 200–250 l'ONU
Paris va déployer 1 500 soldats dans la région.
    deployed 1,500
Un homme de 34 ans a été arrêté après l'attaque, qui a détruit 12 véhicules.
    -
Le séisme, de magnitude 7,8, a fait plus de 4.300 morts en Turquie.
    killed >4,300
Près de 1 500 personnes ont trouvé la mort, dont 600 enfants, affirme l'ONG.
    killed ~1,500 l'ONG; killed 600 l'ONG
Jusqu'à 300 combattants auraient été tués.
    killed <=300
Trois militaires ont été tués et cinq grièvement blessés mardi au Mali.
    killed 3; wounded 5
Il y a eu 17 blessés, dont quatre graves.
    wounded 17; wounded 4
La guerre a fait 1,2 million de victimes.
    killed 1,200,000
Quelque 45 000 personnes ont été déplacées et 300 maisons détruites.
    -
Deux policiers ont été tués par balles et un troisième blessé.
    killed 2
Le Hamas retient encore 59 otages, dont 35 seraient morts.
    captured 59; killed 35
Un précédent bilan faisait état de 18 morts.
    killed 18
Onze personnes sont mortes et une trentaine ont été blessées dans l'effondrement d'un immeuble \
de cinq étages, ont indiqué les secours.
    killed 11 les secours; wounded ~30 les secours
L'armée malienne a déclaré avoir tué 203 combattants et fait 51 prisonniers.
    killed 203 L'armée malienne; captured 51 L'armée malienne
Le naufrage d'une embarcation a fait au moins 27 morts, parmi lesquels sept femmes et une \
fillette.
    killed >=27; killed 7; killed 1
Une femme et ses trois enfants sont morts noyés.
    killed 1; killed 3
Le virus a tué 512 personnes et contaminé 17 000 autres.
    killed 512
La Corée du Nord a envoyé 11 000 soldats en Russie, selon Séoul.
    deployed 11,000 Séoul
Plus d'un million de Rwandais ont été massacrés en 1994.
    killed >1,000,000
« Nous déplorons 15 morts », a déclaré le maire, Jean Petit.
    killed 15 le maire
Les pertes russes s'élèvent à 1 200 hommes par jour.
    -
Le tireur, âgé de 19 ans, a tué deux élèves avant de se suicider.
    killed 2
# es
Al menos 31 personas murieron y 54 resultaron heridas en el accidente, informó la policía el \
lunes.
    killed >=31 la policía; wounded 54 la policía
El sismo dejó 4.300 muertos y más de 12.000 heridos, según ONU.
    killed 4,300 ONU; wounded >12,000 ONU
La explosión causó la muerte de 14 civiles, entre ellos cinco niños.
    killed 14; killed 5
El presidente dijo que 4.000 soldados norcoreanos habían muerto o resultado heridos.
    killed+wounded 4,000 El presidente
Hombres armados secuestraron a 80 estudiantes y mataron a tres guardias.
    captured 80; killed 3
Decenas de personas perdieron la vida y cientos siguen desaparecidas.
    killed unknown; missing unknown
Entre 200 y 250 personas se ahogaron, según los guardacostas.
    killed 200–250 guardacostas
La cifra de muertos subió a 1.037.
    killed 1,037
Casi 9.000 soldados fueron desplegados en la frontera.
    deployed ~9,000
Un hombre de 34 años fue detenido con 15 kilos de explosivos dos días después.
    -
Unas 20.000 personas fueron evacuadas y 5.000 viviendas destruidas.
    -
Hay 17 heridos, cuatro de ellos graves.
    wounded 17; wounded 4
Hasta 300 combatientes habrían muerto.
    killed <=300
El ataque dejó un saldo de 8 muertos y 22 lesionados, informó el alcalde.
    killed 8 el alcalde; wounded 22 el alcalde
Una docena de policías resultó herida.
    wounded 12
Los bomberos recuperaron 23 cadáveres; 17 personas continúan desaparecidas.
    killed 23; missing 17
El ejército abatió a 12 guerrilleros y capturó a siete.
    killed 12; captured 7
Unos 300 soldados murieron y 2.700 fueron heridos, de acuerdo con el NIS.
    killed ~300 el NIS; wounded 2,700 el NIS
Un total de 43 estudiantes desaparecieron en Iguala en 2014.
    missing 43
El naufragio dejó 27 muertos, entre los que hay siete mujeres.
    killed 27; killed 7
El tiroteo dejó un muerto y tres heridos.
    killed 1; wounded 3
Las autoridades elevaron a 219 los fallecidos por las inundaciones.
    killed 219 Las autoridades
Israel mató a 27 palestinos e hirió a más de 180, según la Defensa Civil de Gaza.
    killed 27 Defensa Civil de Gaza; wounded >180 Defensa Civil de Gaza
El virus mató a 512 personas y contagió a 17.000.
    killed 512
Fallecieron dos mujeres y un hombre de 45 años.
    killed 2; killed 1
Más de un millón de personas murieron en la guerra.
    killed >1,000,000
El ministro de Defensa cifró en 60 los soldados caídos.
    killed 60
# de
Mindestens 31 Menschen sind bei dem Unfall ums Leben gekommen, 54 weitere wurden verletzt, \
teilte die Polizei am Montag mit.
    killed >=31 die Polizei; wounded 54 die Polizei
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
    killed 8 Der Bürgermeister; wounded 22 Der Bürgermeister
Fast 3.500 Menschen gelten als vermisst.
    missing ~3,500
Ein Mann und zwei Kinder starben.
    killed 1; killed 2
Die Opferzahl könnte noch steigen: Bisher wurden 219 Leichen geborgen.
    killed 219
Im Krieg wurden mehr als eine Million Menschen getötet oder verwundet.
    killed+wounded >1,000,000
Das Virus tötete 512 Menschen, 17.000 infizierten sich.
    killed 512
Die Regierung in Kiew bezifferte die Zahl der Gefallenen auf 31.000.
    killed 31,000 Die Regierung in Kiew
Der Täter tötete zwei Schüler und verletzte sieben weitere, bevor er sich selbst erschoss.
    killed 2; wounded 7
Sechs Soldaten gerieten in Gefangenschaft.
    captured 6
„Wir haben 15 Tote“, sagte Bürgermeister Karl Huber.
    killed 15 Bürgermeister
# it
Almeno 31 persone sono morte e 54 sono rimaste ferite nell'incidente, ha riferito la polizia.
    killed >=31 la polizia; wounded 54 la polizia
Il terremoto ha provocato oltre 4.300 morti e 12.000 feriti, secondo l'ONU.
    killed >4,300 l'ONU; wounded 12,000 l'ONU
L'esplosione ha ucciso 14 civili, tra cui cinque bambini.
    killed 14; killed 5
Il presidente ha detto che 4.000 soldati nordcoreani sono stati uccisi o feriti.
    killed+wounded 4,000 Il presidente
Uomini armati hanno rapito 80 studenti e ucciso tre guardie.
    captured 80; killed 3
Decine di persone hanno perso la vita e centinaia risultano disperse.
    killed unknown; missing unknown
Tra 200 e 250 persone sono annegate.
    killed 200–250
Il numero delle vittime è salito a 1.037.
    killed 1,037
Un uomo di 34 anni è stato arrestato due giorni dopo con 15 chili di esplosivo.
    -
Circa 20.000 persone sono state evacuate e 5.000 case distrutte.
    -
I feriti sono 17, quattro dei quali gravi.
    wounded 17; wounded 4
Ventitré soldati sono morti in un'imboscata.
    killed 23
Circa 300 soldati sono stati uccisi e 2.700 feriti, secondo il NIS.
    killed ~300 il NIS; wounded 2,700 il NIS
Il naufragio ha causato almeno 27 morti, tra i quali sette donne e una bambina.
    killed >=27; killed 7; killed 1
Un soldato è morto e altri tre sono rimasti feriti.
    killed 1; wounded 3
Due uomini sono stati uccisi a colpi di arma da fuoco, ha detto il sindaco.
    killed 2 il sindaco
Le vittime del crollo sono 43.
    killed 43
Più di un milione di persone sono morte.
    killed >1,000,000
Sono 14 i morti e 30 i feriti.
    killed 14; wounded 30
# pt
Pelo menos 31 pessoas morreram e 54 ficaram feridas no acidente, informou a polícia.
    killed >=31 a polícia; wounded 54 a polícia
O terremoto deixou mais de 4.300 mortos e 12 mil feridos, segundo a ONU.
    killed >4,300 a ONU; wounded 12,000 a ONU
A explosão matou 14 civis, entre eles cinco crianças.
    killed 14; killed 5
O presidente disse que 4.000 soldados norte-coreanos foram mortos ou feridos.
    killed+wounded 4,000 O presidente
Homens armados sequestraram 80 estudantes e mataram três guardas.
    captured 80; killed 3
Dezenas de pessoas perderam a vida e centenas estão desaparecidas.
    killed unknown; missing unknown
Entre 200 e 250 pessoas morreram afogadas.
    killed 200–250
O número de mortos subiu para 1.037.
    killed 1,037
Um homem de 34 anos foi preso dois dias depois com 15 quilos de explosivos.
    -
Cerca de 20 mil pessoas foram retiradas e 5.000 casas destruídas.
    -
Há 17 feridos, quatro deles em estado grave.
    wounded 17; wounded 4
Vinte e três soldados morreram numa emboscada.
    killed 23
Cerca de 300 soldados foram mortos e 2.700 feridos, de acordo com o NIS.
    killed ~300 o NIS; wounded 2,700 o NIS
O naufrágio fez pelo menos 27 mortos, entre os quais sete mulheres.
    killed >=27; killed 7
Um soldado morreu e outros três ficaram feridos.
    killed 1; wounded 3
Subiu para 219 o número de mortos nas enchentes.
    killed 219
Mais de um milhão de pessoas morreram.
    killed >1,000,000
O ataque matou dois homens e feriu uma mulher, disse o prefeito.
    killed 2 o prefeito; wounded 1 o prefeito
A chacina deixou 111 presos mortos.
    killed 111
"""


@pytest.mark.parametrize(("language", "text", "expected"), cases(SENTENCES))
def test_what_a_sentence_says(language: str, text: str, expected: str) -> None:
    assert held(language, text, expected)
