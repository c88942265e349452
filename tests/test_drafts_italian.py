"""Drafts from sentences in Italian and Portuguese."""

import pytest
from draft_cases import cases, held

SENTENCES = """
# it
Almeno 31 persone sono morte e 54 sono rimaste ferite nell'incidente, ha riferito la polizia.
    killed >=31 polizia; wounded 54 polizia
Il terremoto ha provocato oltre 4.300 morti e 12.000 feriti, secondo l'ONU.
    killed >4,300 ONU; wounded 12,000 ONU
L'esplosione ha ucciso 14 civili, tra cui cinque bambini.
    killed 14; killed 5
Il presidente ha detto che 4.000 soldati nordcoreani sono stati uccisi o feriti.
    killed+wounded 4,000 presidente
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
    killed ~300 NIS; wounded 2,700 NIS
Il naufragio ha causato almeno 27 morti, tra i quali sette donne e una bambina.
    killed >=27; killed 7; killed 1
Un soldato è morto e altri tre sono rimasti feriti.
    killed 1; wounded 3
Due uomini sono stati uccisi a colpi di arma da fuoco, ha detto il sindaco.
    killed 2 sindaco
Le vittime del crollo sono 43.
    killed 43
Più di un milione di persone sono morte.
    killed >1,000,000
Sono 14 i morti e 30 i feriti.
    killed 14; wounded 30
Sale a 43 il numero delle vittime del crollo del ponte.
    killed 43
Secondo i soccorritori ci sono ancora 11 dispersi.
    missing 11 soccorritori
L'attentato costò la vita a 85 persone, oltre 200 i feriti.
    killed 85; wounded >200
L'uomo, 43 anni, è morto sul colpo.
    -
Il governo invierà 200 militari in Niger.
    deployed 200
Tra le vittime ci sono anche tre bambini.
    killed 3
L'esercito ha ucciso almeno 12 miliziani, riferisce la tv di Stato.
    killed >=12 tv di Stato
L'aereo aveva a bordo 189 passeggeri.
    -
Il governo ha proclamato tre giorni di lutto per le vittime.
    -
Circa 12.000 persone hanno partecipato ai funerali.
    -
I vigili del fuoco hanno salvato 35 persone al 12esimo piano.
    -
La polizia ha arrestato 45 sospetti dopo l'omicidio.
    -
Il 60 per cento dei morti erano civili.
    -
Un uomo di 43 anni, ferito alla testa, è stato ricoverato alle 8.30.
    -
È stato condannato a 12 anni di carcere per omicidio.
    -
Un kamikaze ha ucciso 63 persone e ne ha ferite 182 a Kabul.
    killed 63; wounded 182
Cinque manifestanti e un poliziotto sono morti negli scontri di lunedì.
    killed 5; killed 1
L'agenzia ufficiale Sana ha riferito di due morti e sette feriti.
    killed 2 Sana; wounded 7 Sana
Sull'autobus viaggiavano 52 passeggeri, 18 dei quali sono morti.
    killed 18
Un soldato britannico e due interpreti afghani hanno perso la vita nell'imboscata.
    killed 1; killed 2
L'incendio, in cui morirono 72 persone, era scoppiato al quarto piano.
    killed 72
Ci sono 21 morti e almeno 19 dispersi dopo il crollo della diga.
    killed 21; missing >=19
Il deragliamento ha provocato quasi 200 feriti, tra cui dodici bambini.
    wounded ~200; wounded 12
I morti per ebola salgono a 4.033, secondo l'Oms.
    killed 4,033 Oms
I jihadisti hanno decapitato 21 cristiani.
    killed 21
Due agenti sono stati feriti e quattro manifestanti fermati.
    wounded 2
Il sindaco della città, M. R., ha confermato che tre persone sono morte.
    killed 3 sindaco
Fonti mediche parlano di 45 morti.
    killed 45 Fonti mediche
Tre persone sono morte, hanno riferito i vigili del fuoco.
    killed 3 vigili del fuoco
# pt
Pelo menos 31 pessoas morreram e 54 ficaram feridas no acidente, informou a polícia.
    killed >=31 polícia; wounded 54 polícia
O terremoto deixou mais de 4.300 mortos e 12 mil feridos, segundo a ONU.
    killed >4,300 ONU; wounded 12,000 ONU
A explosão matou 14 civis, entre eles cinco crianças.
    killed 14; killed 5
O presidente disse que 4.000 soldados norte-coreanos foram mortos ou feridos.
    killed+wounded 4,000 presidente
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
    killed ~300 NIS; wounded 2,700 NIS
O naufrágio fez pelo menos 27 mortos, entre os quais sete mulheres.
    killed >=27; killed 7
Um soldado morreu e outros três ficaram feridos.
    killed 1; wounded 3
Subiu para 219 o número de mortos nas enchentes.
    killed 219
Mais de um milhão de pessoas morreram.
    killed >1,000,000
O ataque matou dois homens e feriu uma mulher, disse o prefeito.
    killed 2 prefeito; wounded 1 prefeito
A chacina deixou 111 presos mortos.
    killed 111
O número de mortos no desabamento subiu para sete, segundo os bombeiros.
    killed 7 bombeiros
Pelo menos 45 civis, incluindo 12 crianças, foram mortos em bombardeios na Síria neste domingo, \
informou o OSDH.
    killed >=45 OSDH; killed 12 OSDH
A polícia prendeu 14 suspeitos e apreendeu 30 kg de cocaína.
    -
O acidente com o ônibus deixou 11 mortos e 30 feridos, sendo cinco em estado grave.
    killed 11; wounded 30; wounded 5
Dois policiais militares foram baleados e um deles morreu.
    killed 1; wounded 2
De acordo com a ONU, a guerra já matou mais de 220 mil pessoas.
    killed >220,000 ONU
Segundo a Cruz Vermelha, 300 corpos foram encontrados.
    killed 300 Cruz Vermelha
O grupo mantém cerca de 200 reféns.
    captured ~200
Os rebeldes afirmam ter matado 23 soldados.
    killed 23 rebeldes
Um jovem de 17 anos foi morto a tiros.
    killed 1
O avião transportava 189 passageiros.
    -
O governo decretou três dias de luto pelas vítimas.
    -
Cerca de 12 mil pessoas participaram do enterro.
    -
Os bombeiros resgataram 35 pessoas no 12º andar.
    -
A polícia prendeu 45 suspeitos pela morte do jovem.
    -
Cerca de 60% dos mortos eram civis.
    -
Um homem de 43 anos, ferido a bala, foi internado às 8h30.
    -
Ele foi condenado a 12 anos de prisão por homicídio.
    -
Um homem-bomba matou 63 pessoas e feriu outras 182 em Cabul.
    killed 63; wounded 182
Cinco manifestantes e um policial morreram nos confrontos de segunda-feira.
    killed 5; killed 1
A agência oficial Sana informou que houve dois mortos e sete feridos.
    killed 2 Sana; wounded 7 Sana
No ônibus viajavam 52 passageiros, dos quais 18 morreram.
    killed 18
Um soldado britânico e dois intérpretes afegãos perderam a vida na emboscada.
    killed 1; killed 2
O incêndio, no qual morreram 72 pessoas, começou no quarto andar.
    killed 72
Há 21 mortos e pelo menos 19 desaparecidos após o rompimento da barragem.
    killed 21; missing >=19
O descarrilamento deixou quase 200 feridos, entre eles doze crianças.
    wounded ~200; wounded 12
As mortes por ebola subiram para 4.033, segundo a OMS.
    killed 4,033 OMS
Os jihadistas decapitaram 21 cristãos.
    killed 21
Dois agentes ficaram feridos e quatro manifestantes foram detidos.
    wounded 2
O prefeito da cidade, J. S., informou que três pessoas morreram.
    killed 3 prefeito
Três pessoas morreram, de acordo com informações da Defesa Civil.
    killed 3 Defesa Civil
Autoridades turcas falam em 45 mortos.
    killed 45 Autoridades turcas
"""


@pytest.mark.parametrize(("language", "text", "expected"), cases(SENTENCES))
def test_what_a_sentence_says(language: str, text: str, expected: str) -> None:
    assert held(language, text, expected)
