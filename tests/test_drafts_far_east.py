"""Drafts from sentences in Turkish, Korean, Chinese and Japanese."""

import pytest
from draft_cases import cases, held

SENTENCES = """
# tr
Kazada en az 31 kişi öldü, 54 kişi yaralandı.
    killed >=31; wounded 54
Depremde ölenlerin sayısı 4 bin 300'ü aştı.
    killed >4,300
Patlamada beşi çocuk 14 kişi hayatını kaybetti.
    killed 14; killed 5
Zelenskiy, 4 bin Kuzey Kore askerinin öldürüldüğünü veya yaralandığını söyledi.
    killed+wounded 4,000 Zelenskiy
Silahlı kişiler 80 öğrenciyi kaçırdı.
    captured 80
Valiliğe göre üç asker şehit oldu.
    killed 3 Valili
34 yaşındaki adam iki gün sonra gözaltına alındı.
    -
Yaklaşık 20 bin kişi tahliye edildi, 5 bin ev yıkıldı.
    -
Yüzlerce kişi yaralandı, 17 kişi kayıp.
    wounded unknown; missing 17
Saldırıda on iki polis hayatını kaybetti.
    killed 12
Saldırıda iki kişi hayatını kaybetti, üçü ağır yedi kişi yaralandı.
    killed 2; wounded 7; wounded 3
Can kaybı 219'a yükseldi.
    killed 219
İsrail saldırılarında 27 Filistinli öldürüldü.
    killed 27
Irak'taki intihar saldırısında en az 32 kişi öldü, yüzlerce kişi de yaralandı.
    killed >=32; wounded unknown
Kaza sonucu 5'i ağır 20 kişi yaralandı.
    wounded 20; wounded 5
BM'ye göre savaşta 220 binden fazla insan hayatını kaybetti.
    killed >220,000 BM
Polis 14 şüpheliyi gözaltına aldı.
    -
Depremde hayatını kaybedenlerin sayısı 1.037'ye yükseldi.
    killed 1,037
Rehin alınan 25 işçi kurtarıldı.
    -
Uçakta 189 yolcu bulunuyordu.
    -
Yaklaşık 12 bin kişi cenazeye katıldı.
    -
Polis cinayetle ilgili 45 şüpheliyi gözaltına aldı.
    -
Ölenlerin yüzde 60'ı sivildi.
    -
Cinayetten 12 yıl hapis cezasına çarptırıldı.
    -
Suriye'de düzenlenen hava saldırısında 18 sivil hayatını kaybetti, 40 kişi yaralandı.
    killed 18; wounded 40
Bakanlık, çatışmalarda 12 askerin şehit olduğunu açıkladı.
    killed 12 Bakanlık
Selde 5 kişi öldü, 8 kişi kayboldu.
    killed 5; missing 8
Gözlemevi, aralarında 6 çocuğun da bulunduğu 18 kişinin öldüğünü bildirdi.
    killed 18 Gözlemevi; killed 6 Gözlemevi
Ölü sayısı 20 bini geçti.
    killed >20,000
Militanlar 80 öğrenciyi rehin aldı.
    captured 80
Madende mahsur kalan 33 işçi kurtarıldı.
    -
Takım 3 maçta 7 gol attı.
    -
Onlarca kişi öldü.
    killed unknown
İçişleri Bakanı, üç askerin şehit olduğunu söyledi.
    killed 3 Bakanı
Suriye İnsan Hakları Gözlemevi'ne göre 18 sivil öldü.
    killed 18 Gözlemevi
Yetkililer en az 12 kişinin öldüğünü bildirdi.
    killed >=12 Yetkililer
# ko
이번 사고로 최소 31명이 숨지고 54명이 다쳤다고 경찰이 밝혔다.
    killed >=31 경찰; wounded 54 경찰
지진 사망자가 4300명을 넘어섰다.
    killed >4,300
폭발로 어린이 5명을 포함해 14명이 사망했다.
    killed 14; killed 5
국정원은 북한군 약 300명이 사망하고 2700여 명이 부상했다고 밝혔다.
    killed ~300 국정원; wounded ~2,700 국정원
젤렌스키 대통령은 북한군 4000명이 죽거나 다쳤다고 말했다.
    killed+wounded 4,000 젤렌스키 대통령
북한군 사상자는 3천여 명으로 추산된다.
    killed+wounded ~3,000
무장 괴한이 학생 80명을 납치했다.
    captured 80
경찰은 34세 남성을 이틀 뒤 체포했다.
    -
주민 2만여 명이 대피하고 주택 5000채가 파손됐다.
    -
1만 1천 명의 병력이 러시아에 파병됐다.
    deployed 11,000
열두 명이 숨졌다.
    killed 12
실종자는 17명이다.
    missing 17
부상자 17명 가운데 4명은 중태다.
    wounded 17; wounded 4
산불로 지금까지 26명이 숨지고 30명이 부상을 입었다.
    killed 26; wounded 30
이스라엘군 공습으로 팔레스타인인 27명이 사망했다고 가자지구 보건부가 밝혔다.
    killed 27 가자지구 보건부
사망자는 219명, 부상자는 1천여 명이다.
    killed 219; wounded ~1,000
인질 20명이 아직 억류돼 있다.
    captured 20
지진으로 수백 명이 사망했다.
    killed unknown
이라크 바그다드에서 차량 폭탄 테러가 발생해 35명이 숨지고 80여 명이 다쳤다.
    killed 35; wounded ~80
유엔은 내전으로 지금까지 22만 명 이상이 숨졌다고 추산했다.
    killed >=220,000 유엔
버스 추락 사고로 승객 28명 중 12명이 사망했다.
    killed 12
침몰한 여객선에는 476명이 타고 있었으며 172명이 구조됐다.
    -
AFP통신은 탈레반의 공격으로 경찰 12명이 사망했다고 보도했다.
    killed 12 AFP
메르스 확진자는 126명으로 늘었고 사망자는 11명이다.
    killed 11
한국인 3명을 포함해 모두 19명이 납치됐다.
    captured 19; captured 3
국제앰네스티에 따르면 최소 1천 명이 처형됐다.
    killed >=1,000 국제앰네스티
비행기에는 승객 189명이 타고 있었다.
    -
시민 1만 2천여 명이 희생자를 추모하는 집회에 참가했다.
    -
소방관들이 12층에서 35명을 구조했다.
    -
경찰은 살인 혐의로 45명을 체포했다.
    -
사망자의 60%는 민간인이었다.
    -
피고인(43)은 살인죄로 징역 12년을 선고받았다.
    -
이 도시의 인구는 30만 명이다.
    -
확진자 126명 가운데 20명이 퇴원했다.
    -
군인 600명이 훈련에 참가했다.
    -
카불의 결혼식장에서 자살폭탄 테러가 일어나 63명이 숨지고 182명이 부상했다.
    killed 63; wounded 182
시위대 5명과 경찰관 1명이 숨졌다.
    killed 5; killed 1
국영 사나통신은 로켓 공격으로 2명이 사망하고 7명이 다쳤다고 전했다.
    killed 2 사나통신; wounded 7 사나통신
중국 쓰촨성 지진으로 지금까지 193명이 숨지고 25명이 실종됐으며 1만 2천여 명이 다쳤다.
    killed 193; missing 25; wounded ~12,000
경찰은 이번 시위로 15명이 부상하고 40명이 연행됐다고 밝혔다.
    wounded 15 경찰
사상자 50여 명이 발생했다.
    killed+wounded ~50
희생자 304명을 기리는 행사가 열렸다.
    killed 304
신종플루로 3명이 추가로 사망해 사망자는 모두 20명으로 늘었다.
    killed 3; killed 20
러시아 국방부는 우크라이나군 600명 이상을 사살했다고 주장했다.
    killed >=600 러시아 국방부
그는 25세에 데뷔해 3년 동안 120경기에 출전했다.
    -
교통사고 사망자는 하루 평균 12명이다.
    -
한국군 300여 명이 레바논에 파병돼 있다.
    deployed ~300
국방부 관계자는 "군인 3명이 숨졌다"고 말했다.
    killed 3 국방부 관계자
로이터통신에 따르면 최소 12명이 사망했다.
    killed >=12 로이터통신
소방당국은 현재까지 5명이 숨진 것으로 파악했다고 밝혔다.
    killed 5 소방당국
# zh
警方表示，事故造成至少31人死亡，54人受伤。
    killed >=31 警方; wounded 54 警方
地震死亡人数上升至4300人。
    killed 4,300
爆炸造成14名平民丧生，其中包括五名儿童。
    killed 14; killed 5
据韩国国家情报院称，约300名朝鲜士兵死亡，2700人受伤。
    killed ~300 韩国国家情报院; wounded 2,700 韩国国家情报院
武装分子绑架了80名学生。
    captured 80
一名34岁男子两天后被捕。
    -
约2万人撤离，5000座房屋被毁。
    -
三百二十人遇难，另有十七人失踪。
    killed 320; missing 17
泽连斯基说，4000名朝鲜军人伤亡。
    killed+wounded 4,000 泽连斯基
袭击致数十人死亡，上百人受伤。
    killed unknown; wounded unknown
死亡人数超过100人。
    killed >100
两名士兵阵亡，三人被俘。
    killed 2; captured 3
遇难人数升至219人，仍有12人失联。
    killed 219; missing 12
事故已造成12人死亡，另有30人受伤，其中5人伤势严重。
    killed 12; wounded 30; wounded 5
据新华社报道，洪水导致至少15人遇难。
    killed >=15 新华社
警方逮捕了14名嫌疑人。
    -
恐怖分子杀害了34名人质。
    killed 34
美国在韩国部署了2.85万名士兵。
    deployed 28,500
飞机上载有189名乘客。
    -
约1.2万人参加了遇难者的追悼会。
    -
警方以涉嫌谋杀逮捕了45人。
    -
死者中60%是平民。
    -
他因杀人罪被判处12年徒刑。
    -
确诊病例达到126例。
    -
据叙利亚人权观察站称，空袭造成至少18名平民死亡，其中包括6名儿童。
    killed >=18 叙利亚人权观察站; killed 6 叙利亚人权观察站
台风已致5死12伤。
    killed 5; wounded 12
截至目前，事故共造成十五人死亡，另有三人下落不明。
    killed 15; missing 3
俄罗斯国防部宣布，乌军损失超过600人。
    -
联合国表示，冲突已造成逾1万平民丧生。
    killed >10,000 联合国
该国新增确诊病例1200例，死亡34例。
    -
哈马斯扣押了约200名人质。
    captured ~200
全市有30万人受灾，5000间房屋倒塌。
    -
他在3场比赛中打进7球。
    -
土耳其卫生部长表示，死亡人数已升至2万人。
    killed 20,000 卫生部长
路透社报道，爆炸造成7人死亡。
    killed 7 路透社
当地官员称，至少12人在冲突中丧生。
    killed >=12 当地官员
# ja
この事故で少なくとも31人が死亡し、54人がけがをしたと警察が発表した。
    killed >=31 警察; wounded 54 警察
地震の死者は4300人に上った。
    killed 4,300
爆発で子ども5人を含む14人が死亡した。
    killed 14; killed 5
韓国の国家情報院によると、北朝鮮兵約300人が死亡し、2700人が負傷した。
    killed ~300 国家情報院; wounded 2,700 国家情報院
武装集団が生徒80人を拉致した。
    captured 80
警察は2日後、34歳の男を逮捕した。
    -
約2万人が避難し、住宅5000棟が全壊した。
    -
死傷者は40人以上とみられる。
    killed+wounded >=40
三人が死亡、十七人が行方不明。
    killed 3; missing 17
数十人が死亡した。
    killed unknown
死者は219人、行方不明者は12人となった。
    killed 219; missing 12
ガザの保健当局は、27人が死亡したと発表した。
    killed 27 保健当局
兵士2人が死亡、3人が捕虜になった。
    killed 2; captured 3
台風による死者は３８人、行方不明者は１２人に上っている。
    killed 38; missing 12
警視庁は男3人を逮捕した。
    -
国連によると、内戦でこれまでに22万人以上が死亡した。
    killed >=220,000 国連
バスが横転し、乗客ら２５人が重軽傷を負った。
    wounded 25
人質10人のうち3人が殺害された。
    captured 10; killed 3
飛行機には乗客189人が乗っていた。
    -
約1万2千人が追悼式に参加した。
    -
警察は殺人の疑いで45人を逮捕した。
    -
死者の60%は民間人だった。
    -
43歳の男が殺人罪で懲役12年の判決を受けた。
    -
シリア人権監視団によると、空爆で子ども6人を含む少なくとも18人が死亡した。
    killed >=18 シリア人権監視団; killed 6 シリア人権監視団
土砂崩れで5人が死亡、8人が行方不明となっている。
    killed 5; missing 8
ロシア国防省は、ウクライナ兵600人以上を殺害したと主張した。
    killed >=600 ロシア国防省
事故による死傷者は約50人に上る。
    killed+wounded ~50
死者数は2万人を超えた。
    killed >20,000
自衛隊員500人が派遣された。
    deployed 500
会場には約3000人が集まった。
    -
彼は3試合で7得点を挙げた。
    -
数百人が負傷し、数十人が死亡した。
    wounded unknown; killed unknown
保健相は、死者が2万人に上ったと述べた。
    killed 20,000 保健相
地元警察によると、7人が死亡した。
    killed 7 地元警察
国防省の報道官は兵士3人が死亡したと明らかにした。
    killed 3 報道官
"""


@pytest.mark.parametrize(("language", "text", "expected"), cases(SENTENCES))
def test_what_a_sentence_says(language: str, text: str, expected: str) -> None:
    assert held(language, text, expected)
