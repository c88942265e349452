"""The number words of nine languages, as data for `reconcile.notation.numerals`.

In a row `|` parts one value from the next and a space the words of one value; `тысяч/а/у` stands
for `тысяча` and `тысячу`, and `millier/s/` for `milliers` and `millier`. Accents and capitals do
not matter. A word that is in two languages has one value in both, but for *billion*: 10**9.
"""

__all__ = [
    "ADDENDS",
    "ELISIONS",
    "FACTORS",
    "FRACTIONS",
    "JOINTS",
    "LOSSES",
    "NEGATIONS",
    "PAIRS",
    "PIECES",
]

# By language: the first value of a row, the step to the next, and the words. Zero has the words
# for nobody.
ADDENDS: dict[str, tuple[tuple[int, int, str], ...]] = {
    "en": (
        (0, 1, "zero nil none nobody|one|two couple|three|four|five|six|seven|eight|nine"),
        (10, 1, "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"),
        (20, 10, "twenty|thirty|forty fourty|fifty|sixty|seventy|eighty|ninety"),
    ),
    "fr": (
        (0, 1, "aucun/e/ personne nul/le/|un/e/|deux|trois|quatre|cinq|six|sept|huit|neuf"),
        (10, 1, "dix|onze|douze|treize|quatorze|quinze|seize"),
        (20, 10, "vingt/s/|trente|quarante|cinquante|soixante|septante|huitante octante|nonante"),
    ),
    "es": (
        (0, 1, "cero nadie ningun/o/a/os/as/|un/o/a/|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"),
        (10, 1, "diez|once|doce|trece|catorce|quince|dieciseis|diecisiete|dieciocho|diecinueve"),
        (20, 1, "veinte|veintiun/o/a/|veintidos|veintitres|veinticuatro|veinticinco|veintiseis"),
        (27, 1, "veintisiete|veintiocho|veintinueve|treinta"),
        (40, 10, "cuarenta|cincuenta|sesenta|setenta|ochenta|noventa"),
        (
            200,
            100,
            "doscient/os/as|trescient/os/as|cuatrocient/os/as|quinient/os/as|seiscient/os/as",
        ),
        (700, 100, "setecient/os/as|ochocient/os/as|novecient/os/as"),
    ),
    "pt": (
        (0, 1, "ninguem nenhum/a/|um/a/|dois duas|tres|quatro|cinco|seis|sete|oito|nove"),
        (
            10,
            1,
            "dez|onze|doze|treze|catorze quatorze|quinze|dezesseis dezasseis|dezessete dezassete",
        ),
        (18, 1, "dezoito|dezenove dezanove|vinte"),
        (30, 10, "trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa"),
        (200, 100, "duzent/os/as|trezent/os/as|quatrocent/os/as|quinhent/os/as|seiscent/os/as"),
        (700, 100, "setecent/os/as|oitocent/os/as|novecent/os/as"),
    ),
    "it": (
        (0, 1, "nessun/o/a/|un/o/a/|due|tre|quattro|cinque|sei|sette|otto|nove"),
        (10, 1, "dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto"),
        (19, 1, "diciannove|venti"),
        (30, 10, "trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta"),
    ),
    "de": (
        (0, 1, "null niemand/en/em/ kein/e/er/en/em/es/|ein/s/e/er/en/em/es/|zwei zwo|drei|vier"),
        (5, 1, "fünf fuenf|sechs|sieben|acht|neun|zehn|elf|zwölf zwoelf|dreizehn|vierzehn"),
        (15, 1, "fünfzehn fuenfzehn|sechzehn|siebzehn|achtzehn|neunzehn|zwanzig"),
        (30, 10, "dreißig|vierzig|fünfzig fuenfzig|sechzig|siebzig|achtzig|neunzig"),
    ),
    "ru": (
        (
            0,
            1,
            "нол/ь/я/ю нул/ь/я/ю/е/ем никто никого никому|один одн/а/о/и/ого/ой/их/ому/им/ими/у/ом",
        ),
        (2, 1, "дв/а/е/ум/умя/ух/ое/оих|тр/и/ем/емя/ех/ое/оих|четыр/е/ем/ьмя/ех четвер/о/ых"),
        (5, 1, "пят/ь/и/ью/еро/ерых|шест/ь/и/ью/еро/ерых|сем/ь/и/ью/еро/ерых"),
        (8, 1, "вос/емь/емью/ьми/ьмеро|девят/ь/и/ью/еро"),
        (10, 1, "десят/ь/и/ью/еро|одиннадцат/ь/и/ью|двенадцат/ь/и/ью|тринадцат/ь/и/ью"),
        (14, 1, "четырнадцат/ь/и/ью|пятнадцат/ь/и/ью|шестнадцат/ь/и/ью|семнадцат/ь/и/ью"),
        (18, 1, "восемнадцат/ь/и/ью|девятнадцат/ь/и/ью|двадцат/ь/и/ью"),
        (
            30,
            10,
            "тридцат/ь/и/ью|сорок/а/|пят/ьдесят/идесяти/ьюдесятью|шест/ьдесят/идесяти/ьюдесятью",
        ),
        (70, 10, "сем/ьдесят/идесяти/ьюдесятью|вос/емьдесят/ьмидесяти/емьюдесятью|девяност/о/а"),
        (200, 100, "дв/ести/ухсот/умстам/ухстах/умястами|тр/иста/ехсот/емстам/ехстах/емястами"),
        (400, 100, "четыр/еста/ехсот/емстам/ехстах/ьмястами|пят/ьсот/исот/истам/истах/ьюстами"),
        (600, 100, "шест/ьсот/исот/истам/истах/ьюстами|сем/ьсот/исот/истам/истах/ьюстами"),
        (
            800,
            100,
            "вос/емьсот/ьмисот/ьмистам/ьмистах/емьюстами|девят/ьсот/исот/истам/истах/ьюстами",
        ),
    ),
    "uk": (
        (
            0,
            1,
            "ніхто нікого|один одн/а/е/ого/ієї/у|дв/а/і/ох/оє|тр/и/ьох/оє|чотири чотирьох четверо",
        ),
        (
            5,
            1,
            "п'ят/ь/и/ьох/еро|шіст/ь/ьох шести шестеро|сім сем/и/еро сімох|вісім восьм/и/еро/ох",
        ),
        (9, 1, "дев'ят/ь/и/ьох/еро|десят/ь/и/ьох/еро|одинадцят/ь/и/ьох|дванадцят/ь/и/ьох"),
        (13, 1, "тринадцят/ь/и|чотирнадцят/ь/и|п'ятнадцят/ь/и|шістнадцят/ь/и|сімнадцят/ь/и"),
        (18, 1, "вісімнадцят/ь/и|дев'ятнадцят/ь/и|двадцят/ь/и/ьох"),
        (30, 10, "тридцят/ь/и/ьох|сорок/а/|п'ятдесят/и/ьох/|шістдесят/и/ьох/|сімдесят/и/ьох/"),
        (80, 10, "вісімдесят/и/ьох/|дев'яност/о/а"),
        (200, 100, "двісті двохсот|триста трьохсот|чотириста чотирьохсот|п'ят/сот/исот"),
        (600, 100, "шістсот шестисот|сімсот семисот|вісімсот восьмисот|дев'ят/сот/исот"),
    ),
    "ar": (
        (
            0,
            1,
            "صفر|واحد/ة/ أحد إحدى|اثن/ان/ين/ا/ي اثنت/ان/ين/ا/ي|ثلاث/ة/|أربع/ة/|خمس/ة/|ست/ة/|سبع/ة/",
        ),
        (8, 1, "ثمان/ية/ي/|تسع/ة/|عشر/ة/"),
        (
            20,
            10,
            "عشر/ون/ين|ثلاث/ون/ين|أربع/ون/ين|خمس/ون/ين|ست/ون/ين|سبع/ون/ين|ثمان/ون/ين|تسع/ون/ين",
        ),
        (200, 100, "مئت/ان/ين/ا/ي مائت/ان/ين/ا/ي|ثلاثم/ئة/ائة|أربعم/ئة/ائة|خمسم/ئة/ائة"),
        (600, 100, "ستم/ئة/ائة|سبعم/ئة/ائة|ثمانم/ئة/ائة ثمانيم/ئة/ائة|تسعم/ئة/ائة"),
    ),
}

# Words that multiply what stands before them, and are that much where nothing does.
FACTORS: dict[int, str] = {
    10: "tens dizaine/s/ decena/s/ dezena/s/ decin/a/e десят/ок/ки/ка/ків/ков عشرات",
    12: "dozen/s/ douzaine/s/ docena/s/ dutzend/e/en/ dozzin/a/e duzia/s/ дюжин/а/и/у/ы/",
    15: "quinzaine quincena",
    20: "score/s/ vingtaine/s/ veintena/s/ ventina",
    30: "trentaine treintena trentina",
    40: "quarantaine cuarentena quarantina",
    50: "cinquantaine cincuentena cinquantina",
    60: "soixantaine sessantina",
    100: "hundred/s/ cent/s/o/ centaine/s/ cien/to/tos/ centenar/es/ cem centena/s/ centinai/o/a"
    " hundert/e/en/er/ сто ста сот/ня/ні/ню/ен/ень/ни/ми مئة مائة مية مئات",
    1_000: "thousand/s/ mill/e/ier/iers mil miles millar/es/ milhar/es/ mila migliai/o/a"
    " tausend/e/en/er/ тысяч/а/и/у/е/ам/ей/ами/ах/ тисяч/а/і/у/ам/ами/ах/ ألف/ا/ آلاف",
    1_000_000: "million/s/en/ millon/es/ milh/ao/oes milion/e/i"
    " миллион/а/ов/ы/у/е/ом/ам/ами/ах/ мільйон/а/ів/и/ам/ مليون/ا/ ملايين",
    10**9: "billion/s/ bilh/ao/oes milliard/s/e/en/ miliard/o/i"
    " миллиард/а/ов/ы/у/е/ом/ам/ами/ах/ мільярд/а/ів/и/ам/ مليار/ا/ات/",
    10**12: "trillion/s/ billon/es/ billionen",
}

# What is no whole number, and may be before a factor.
FRACTIONS: dict[float, str] = {
    0.25: "quarter",
    0.5: "half halves demi/e/ medi/o/a mezz/o/a mei/o/a halb/e/en/es/er/ пол половин/а/ы/у пів نصف",
    1.5: "anderthalb eineinhalb полтор/а/ы полутора півтора",
    2.5: "zweieinhalb",
    3.5: "dreieinhalb",
    4.5: "viereinhalb",
}

# Words that are two: what multiplies, and the factor.
PAIRS: dict[tuple[float, int], str] = {
    (0.5, 10**2): "полсотни півсотні",
    (0.5, 10**3): "полтысячи півтисячі",
    (0.5, 10**6): "полмиллиона півмільйона",
    (2, 10**3): "ألفان ألفين ألفي",
    (2, 10**6): "مليونان مليونين مليوني",
}

# Words between the parts of a number. Behind those of a range or a genitive
# only a factor can go on with the number.
JOINTS: dict[str, str] = {
    "and": "and et und y e и і й та و",
    "of": "a an of de di d von to or ou oder bis o u до или або чи أو إلى the des der من",
}

# German and Italian write a number as one word, of these; the latter drops vowels in it.
PIECES = (
    "ein/s/e/en/er/em/es/ zwei drei vier fünf fuenf sechs sieben acht neun zehn elf zwölf zwoelf"
    " dreizehn vierzehn fünfzehn fuenfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig"
    " vierzig fünfzig fuenfzig sechzig siebzig achtzig neunzig hundert/e/en/ tausend/e/en/ und"
    " un una uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici"
    " quindici sedici diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta"
    " settanta ottanta novanta cento mille mila"
)
ELISIONS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento"

# A word of the first kind near one that begins as in the second says that there were none.
NEGATIONS = (
    "no not without didn wasn weren isn aren hasn haven pas sans ni sin nicht ohne non senza nao"
    " sem не нет без немає нема لا لم دون بدون ليس"
)
LOSSES = (
    "casualt dead death die kill injur wound victim fatalit loss hurt harm missing captur prison"
    " hostage perish mort bless tue victim perte disparu otage deces muert herid baja fallecid"
    " desaparecid rehen perdida tot opfer verletz verlust verwund gefallen getot vermiss ferit"
    " vittim perdit dispers cadut uccis ferid vitim baixa perda жертв погиб пострада ранен убит"
    " потер пропав смерт умер загиб загин постражда поранен вбит втрат зник помер قتل قتيل يقتل"
    " ضحايا ضحية إصاب أصيب يصب جرح وفا وفي خسائر"
)
