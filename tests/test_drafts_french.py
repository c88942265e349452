"""Drafts from sentences in French and Spanish."""

import pytest
from draft_cases import cases, held

SENTENCES = """
# fr
Au moins 31 personnes ont été tuées et 54 autres blessées dans l'accident, a annoncé la police \
lundi.
    killed >=31 police; wounded 54 police
Le bilan s'élève désormais à 112 morts et 340 blessés, selon la protection civile.
    killed 112 protection civile; wounded 340 protection civile
Selon le NIS, environ 300 soldats nord-coréens ont été tués et 2 700 blessés.
    killed ~300 NIS; wounded 2,700 NIS
Zelensky a affirmé que 4 000 militaires nord-coréens avaient été tués ou blessés.
    killed+wounded 4,000 Zelensky
Une explosion a fait six morts, dont deux enfants, et une vingtaine de blessés.
    killed 6; killed 2; wounded ~20
Des dizaines de personnes ont péri et des centaines d'autres sont portées disparues.
    killed unknown; missing unknown
L'attaque a coûté la vie à 14 civils.
    killed 14
Les rebelles ont enlevé 80 lycéennes et tué trois gardiens.
    captured 80; killed 3
Entre 200 et 250 personnes se sont noyées, d'après l'ONU.
    killed 200–250 ONU
Paris va déployer 1 500 soldats dans la région.
    deployed 1,500
Un homme de 34 ans a été arrêté après l'attaque, qui a détruit 12 véhicules.
    -
Le séisme, de magnitude 7,8, a fait plus de 4.300 morts en Turquie.
    killed >4,300
Près de 1 500 personnes ont trouvé la mort, dont 600 enfants, affirme l'ONG.
    killed ~1,500 ONG; killed 600 ONG
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
    killed 11 secours; wounded ~30 secours
L'armée malienne a déclaré avoir tué 203 combattants et fait 51 prisonniers.
    killed 203 armée malienne; captured 51 armée malienne
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
« Nous déplorons 15 morts », a déclaré le maire, J. P..
    killed 15 maire
Les pertes russes s'élèvent à 1 200 hommes par jour.
    -
Le tireur, âgé de 19 ans, a tué deux élèves avant de se suicider.
    killed 2
Le bilan est passé de 12 à 17 morts.
    killed 17
Selon une source policière, trois assaillants ont été abattus.
    killed 3 source policière
Il s'agit de l'attentat le plus meurtrier depuis celui qui avait fait 84 morts à Nice.
    killed 84
Sur les 150 passagers, aucun n'a survécu.
    -
Une centaine de personnes ont été blessées, dont une dizaine grièvement.
    wounded ~100; wounded ~10
Le Japon compte 18 000 morts ou disparus après le tsunami de 2011.
    killed+missing 18,000
L'avion transportait 189 passagers et membres d'équipage.
    -
Le président a décrété trois jours de deuil national après l'attentat.
    -
Quelque 12 000 personnes ont manifesté samedi à Paris en mémoire des victimes.
    -
Les pompiers ont secouru 35 personnes bloquées au 12e étage.
    -
La police a interpellé 45 suspects et saisi 20 armes après la mort du jeune homme.
    -
Environ 60 % des tués étaient des civils.
    -
Un homme de 43 ans, blessé par balle, a été hospitalisé jeudi à 8 h 30.
    -
Plus de 2 millions de réfugiés ont fui la guerre depuis 2011.
    -
Une bombe de 20 kilos a explosé près d'une école, sans faire de victime.
    -
Le deuxième accident mortel en deux mois s'est produit au kilomètre 120.
    -
Il avait été condamné à 12 ans de prison pour meurtre.
    -
Un kamikaze s'est fait exploser samedi dans une salle de mariage à Kaboul, tuant 63 personnes et\
 en blessant 182.
    killed 63; wounded 182
Le Pentagone va envoyer 560 soldats supplémentaires en Irak.
    deployed 560
Les affrontements de lundi ont causé la mort de cinq manifestants et d'un policier.
    killed 5; killed 1
Il est accusé d'avoir ordonné le massacre de 8 000 hommes et garçons en 1995.
    killed 8,000
L'agence officielle Sana a fait état de deux morts et sept blessés dans des tirs de roquettes.
    killed 2 Sana; wounded 7 Sana
Au total, 1 750 migrants ont trouvé la mort en Méditerranée depuis janvier, soit trente fois \
plus qu'à la même période en 2014.
    killed 1,750
Trois des quatre otages ont été tués et le dernier a été libéré.
    killed 3
Quatre-vingt-douze corps ont été repêchés, a indiqué mardi le commandant des garde-côtes.
    killed 92 commandant des garde-côtes
Le tsunami de 2004 avait fait 230 000 morts ou disparus dans 14 pays.
    killed+missing 230,000
Le bus transportait 52 passagers, dont 18 sont morts.
    killed 18
La tempête a fait six morts en Géorgie, quatre en Floride et deux en Alabama.
    killed 6; killed 4; killed 2
Un coup de grisou a tué au moins 21 mineurs dans le nord de la Chine, selon Chine nouvelle.
    killed >=21 Chine nouvelle
Aucun des 12 membres d'équipage n'a été blessé.
    -
Le procès de l'attentat, qui avait coûté la vie à 86 personnes et en avait blessé plus de 400, \
s'ouvre lundi.
    killed 86; wounded >400
Deux des blessés sont dans un état critique.
    wounded 2
Un soldat britannique et deux interprètes afghans ont perdu la vie dans l'embuscade.
    killed 1; killed 2
L'incendie, qui avait fait 72 morts, avait débuté au quatrième étage.
    killed 72
Vingt et une personnes sont mortes et au moins 19 sont portées disparues après la rupture du \
barrage.
    killed 21; missing >=19
Le groupe a décapité 21 chrétiens égyptiens en Libye.
    killed 21
Plus de 50 000 militaires américains ont été blessés en Irak.
    wounded >50,000
Le déraillement a blessé près de 200 passagers, dont 12 enfants.
    wounded ~200; wounded 12
Le nombre de morts d'Ebola est passé à 4 033, selon l'OMS.
    killed 4,033 OMS
Les talibans ont relâché 17 des 40 otages lundi.
    -
Une grenade a blessé trois personnes à Bujumbura.
    wounded 3
Quelque 800 000 personnes, pour la plupart tutsies, furent massacrées en cent jours.
    killed ~800,000
Six corps sans vie ont été retrouvés, et une dizaine de personnes restent introuvables.
    killed 6; missing ~10
On déplore 15 tués dans les rangs de la police.
    killed 15
Le ministère de la Santé a recensé 1 037 décès en vingt-quatre heures.
    killed 1,037 ministère de la Santé
Au Mali, un casque bleu tchadien a été tué et quatre autres blessés.
    killed 1; wounded 4
Le maire de la ville, J. P., a confirmé la mort de trois personnes.
    killed 3 maire
De source médicale, on fait état de 45 morts.
    killed 45 médicale
Trois personnes sont mortes, ont indiqué les pompiers à l'AFP.
    killed 3 pompiers
# es
Al menos 31 personas murieron y 54 resultaron heridas en el accidente, informó la policía el \
lunes.
    killed >=31 policía; wounded 54 policía
El sismo dejó 4.300 muertos y más de 12.000 heridos, según ONU.
    killed 4,300 ONU; wounded >12,000 ONU
La explosión causó la muerte de 14 civiles, entre ellos cinco niños.
    killed 14; killed 5
El presidente dijo que 4.000 soldados norcoreanos habían muerto o resultado heridos.
    killed+wounded 4,000 presidente
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
    killed 8 alcalde; wounded 22 alcalde
Una docena de policías resultó herida.
    wounded 12
Los bomberos recuperaron 23 cadáveres; 17 personas continúan desaparecidas.
    killed 23; missing 17
El ejército abatió a 12 guerrilleros y capturó a siete.
    killed 12; captured 7
Unos 300 soldados murieron y 2.700 fueron heridos, de acuerdo con el NIS.
    killed ~300 NIS; wounded 2,700 NIS
Un total de 43 estudiantes desaparecieron en Iguala en 2014.
    missing 43
El naufragio dejó 27 muertos, entre los que hay siete mujeres.
    killed 27; killed 7
El tiroteo dejó un muerto y tres heridos.
    killed 1; wounded 3
Las autoridades elevaron a 219 los fallecidos por las inundaciones.
    killed 219 autoridades
Israel mató a 27 palestinos e hirió a más de 180, según la Defensa Civil de Gaza.
    killed 27 Defensa Civil de Gaza; wounded >180 Defensa Civil de Gaza
El virus mató a 512 personas y contagió a 17.000.
    killed 512
Fallecieron dos mujeres y un hombre de 45 años.
    killed 2; killed 1
Más de un millón de personas murieron en la guerra.
    killed >1,000,000
Al menos 12 muertos y decenas de heridos en un atentado en Bagdad
    killed >=12; wounded unknown
La ONU calcula que más de 100.000 personas han muerto desde marzo de 2011.
    killed >100,000 ONU
Cuatro de los heridos permanecen en estado crítico, dijo el director del hospital.
    wounded 4 director del hospital
Un coche bomba mató a tres soldados e hirió a otros diez cerca de Mosul.
    killed 3; wounded 10
En el accidente murieron los cuatro ocupantes del vehículo.
    killed 4
Los talibanes liberaron a 20 rehenes surcoreanos tras seis semanas.
    -
La epidemia ha causado 11.300 muertes en África Occidental.
    killed 11,300
El número de víctimas mortales asciende a 79, según el Gobierno gallego.
    killed 79 Gobierno gallego
Cada año mueren 1,3 millones de personas en accidentes de tráfico.
    -
El presidente Santos dijo que 220 guerrilleros se desmovilizaron.
    -
El avión llevaba a bordo 189 pasajeros.
    -
El gobierno decretó tres días de luto por las víctimas.
    -
Unas 12.000 personas se manifestaron en recuerdo de los fallecidos.
    -
Los bomberos rescataron a 35 personas del piso 12.
    -
La policía detuvo a 45 sospechosos y decomisó 20 armas tras el asesinato.
    -
El 60 por ciento de los muertos eran civiles.
    -
Un hombre de 43 años, herido de bala, fue hospitalizado a las 8:30 horas.
    -
Es el segundo ataque mortal en dos meses en una ciudad de 300.000 habitantes.
    -
Fue condenado a 12 años de prisión por homicidio.
    -
Hay 5 millones de desplazados y 2 millones de refugiados.
    -
Un suicida mató a 63 personas e hirió a otras 182 en un salón de bodas en Kabul.
    killed 63; wounded 182
Cinco manifestantes y un policía murieron el lunes en los enfrentamientos.
    killed 5; killed 1
La agencia oficial Sana informó de dos muertos y siete heridos por el lanzamiento de cohetes.
    killed 2 Sana; wounded 7 Sana
Viajaban en el autobús 52 pasajeros, de los cuales 18 fallecieron.
    killed 18
El tsunami de 2004 causó 230.000 muertos o desaparecidos.
    killed+missing 230,000
La tormenta causó seis muertes en Georgia, cuatro en Florida y dos en Alabama.
    killed 6; killed 4; killed 2
Los equipos de rescate han recuperado 92 cuerpos y buscan a otras 30 personas.
    killed 92
Un soldado británico y dos intérpretes afganos perdieron la vida en la emboscada.
    killed 1; killed 2
El incendio, en el que murieron 72 personas, empezó en la cuarta planta.
    killed 72
Hay 21 muertos y al menos 19 desaparecidos tras la rotura de la presa.
    killed 21; missing >=19
El descarrilamiento dejó casi 200 heridos, entre ellos doce niños.
    wounded ~200; wounded 12
Las muertes por ébola ascienden a 4.033, según la OMS.
    killed 4,033 OMS
Los yihadistas decapitaron a 21 cristianos.
    killed 21
Según los bomberos, tres personas resultaron intoxicadas por el humo.
    wounded 3 bomberos
En lo que va de año han muerto 45 mujeres a manos de sus parejas.
    killed 45
Murió el conductor y otras cinco personas resultaron heridas.
    wounded 5
El alcalde de la ciudad, J. P., informó que tres personas murieron.
    killed 3 alcalde
Tres personas murieron, según informaron fuentes policiales.
    killed 3 fuentes policiales
Fuentes médicas hablaron de 45 muertos.
    killed 45 Fuentes médicas
"""


@pytest.mark.parametrize(("language", "text", "expected"), cases(SENTENCES))
def test_what_a_sentence_says(language: str, text: str, expected: str) -> None:
    assert held(language, text, expected)
