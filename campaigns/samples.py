"""Good inputs of every kind that is text, of which campaigns make damaged and hostile ones."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).parent.parent
ESTIMATES = ROOT / "estimates"

FIGURES = (
    "300", "~2,700", ">3,000", ">=3,000", "<500", "10,000–12,000+", "~10,000–12,000",
    "1,200 (900–1,500)", "1.2 million", "600,000–1M", "2,000 (est.)", "unknown", "withdrawn",
    "4.000", "12-Oct", "dozens", "between 300 and 400", "about 2 thousand or more", "nearly 300",
)  # fmt: skip
DATES = ("2025-01-13", "2025-01", "2025", "2025-01-13/2025-01-20", "2025-01~", "2025?", "1900-02")
MEASURES = ("killed", "killed+wounded", "casualties", "deployed", "deaths", "killed + missing")
QUOTES = (
    "three hundred and twelve dead, 2,700 wounded", "trecento morti e 1.200 feriti",
    "近三万人死亡, 12万", "от 300 до 400 тысяч погибших", "عدد القتلى ٣٠٠ شخص",
    "two dozen; no casualties; 1.2 million",
)  # fmt: skip
FIGURE_WORDS = (
    "million", "k", "M", "bn", "dozens", "hundreds of", "thousands", "about ", "around ", "nearly ",
    "at least ", "up to ", "more than ", "fewer than ", "between ", " and ", " to ", " or more",
    "+", "~", ">", ">=", "<", "<=", "≥", "–", "-", "−", "(est.)", "unknown", "withdrawn", "none",
    "a few ", "half a ", "two dozen", "hundred", " (1–2)", ",", ".", "'", "’", "\u202f", "万", "00",
    "1/2", "тысяч", "مئات", "百", "mil", "Tsd.", "0", "1,000", "999999999999", "-0",
)  # fmt: skip
DATE_WORDS = (
    "2025", "-", "/", "~", "?", "01", "13", "31", "02-29", "2024-02-29", "0000", "9999", "99999",
    "-00", "T12:00", "2024-W01", "..", "/2024", "2024/", " ", "January", "%", "0001-01-01",
)  # fmt: skip
CASE = "".join(
    (ESTIMATES / "north-korean-troops.csv").read_text(encoding="utf-8").splitlines(True)[:9]
)
LISTS = {
    "sources.csv": "source,name,kind,derives_from,side\nNIS,N,intelligence,,\n"
    "CNA,C,media,NIS,Kyiv\n",
    "measures.csv": "measure,label,includes,may_include,within,may_fall\nlost,l,killed+missing,,,\n"
    "maimed,m,,wounded,deployed,\nhurt,h,wounded;x,,lost,yes\nx,x,,,,\n",
    "cases.csv": "case,title,began,ended,settled\ncase,T,2024,2025-03,2026\n",
    "parts.csv": "of,whole,breakdown,part,complete\nplace,Russia,by,\"Kursk, Russia\",yes\n"
    "place,Russia,by,rest,yes\npopulation,people,sex,men,\npopulation,people,sex,women,\n",
}  # fmt: skip
MAPPING = (ROOT / "docs" / "importing" / "daily.toml").read_text(encoding="utf-8")
RULES = """
title = "one count a row"
case = "town"
[input]
keep = true
[dates]
formats = ["%d.%m.%Y", "%B %Y", "excel", "days since 2014-07-01"]
[numbers]
thousands = ","
absent = ["-"]
[constants]
people = "civilians"
[[skip]]
when = { text = "{source}", matches = "not .*" }
why = "no source"
[[rows]]
source = [{ text = "{source}", pattern = '([^(]+?)( \\(.*\\))?', give = '\\1' }, "A"]
via = { text = "{source}", pattern = '.* \\((.+)\\)', give = '\\g<1>' }
as_of = "{date}"
population = "{people}"
place = { text = "Town, {x.y?}", replace = { "," = ", " } }
measure = "killed"
low = "{low?}"
best = "{best}"
high = "{high?}"
"""
MAPPING_WORDS = (
    "[[rows]]\n", "[[skip]]\n", "[input]\n", "[dates]\n", "[numbers]\n", "[columns]\n", "[every]\n",
    "[words.x]\n", "[sources.A]\n", "[constants]\n", "[[parts]]\n", "[lists.x]\n", "[values.x]\n",
    "when = ", "why = 'w'\n", "text = ", "matches = ", "matches_not = ", "is = ", "is_not = ",
    "pattern = '((a*)*)*'", "give = '\\9'", "replace = { 'a' = 'b' }", "'{", "}'", "?}", "{{",
    "= 1\n", "= []\n", "= {}\n", "= true\n", "= 1e400\n", "= 2024-01-01\n", '= """', "= [[[[",
    "encoding = 'utf-7'\n", "delimiter = ';;'\n", "skip = 99999999\n", "header_rows = -1\n",
    "records = 'a.b'\n", "sheet = 3\n", "formats = ['%Y%Y', '%Q', '%']\n", "first = ", "join = ",
    "list = 'names'", "unlisted = 'keep'", "figure = ", "in = ",
)  # fmt: skip
ROWS = """[
{"source": "A (B)", "date": "2024-03-01", "best": 12, "x": {"y": [1, "z"]}},
{"source": "C", "date": "13.03.2024", "best": "1,200", "low": 900, "high": 1500.0}
]"""
GRID = """source,date,best,low,high
Police (Reuters),2024-03-01,12,,
"Police, 2",13.03.2024,"1,200",900,1500
C,45352,1e3,-,
"""
TAGGED = "Who,When,Dead\n#meta+source,#date,#affected+killed\nA,2024-03-01,12\nB,2024-03-02,13\n"
ECONOMIST = (
    (ROOT / "tests" / "data" / "economist-ukraine-estimates.csv").read_text("utf-8").split("\n")
)
STAFF = """[
{"date": "2022-02-25", "personnel": 2800, "personnel*": "about", "POW": 0},
{"date": "2022-02-26", "personnel": 4300, "personnel*": "more"}
]"""
_DAY = (
    '{"report_date": "2023-10-08", "report_source": "mohtel", "report_period": 24, "phase": 1, '
    '"killed": 232, "killed_cum": 232, "injured_cum": 1610, "killed_children_cum": 5, '
    '"injured_children_cum": 7, "flash_source": "un", "killed_cum_reported": 77, '
    '"injured_cum_reported": 251, "verified": {"killed_cum": 14}}'
)
DAILY = f"[\n{_DAY},\n{_DAY}\n]"
EVENTS = (
    "id,event_id_cnty,dyad_name,side_a,side_b,source_original,where_prec,where_coordinates,adm_1,"
    "adm_2,country,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,"
    "best,high,low,event_date,time_precision,event_type,sub_event_type,admin1,admin2,admin3,"
    "location,geo_precision,source,fatalities\n9,X1,A - B,A,B,Radio,1,Oldtown,North,Upper North,"
    "Ruritania,1,2013-01-03,2013-01-03,1,2,0,0,3,4,3,2013-01-03,1,Battles,Clash,North,Upper North,,"
    "Oldtown,1,Daily News; Radio,4\n"
)
PLAIN = (
    "source,date,population,place,measure,low,best,high,figure,quote,url\n"
    "Police,2024-03-01,people,Town,killed,,12,,,12 dead,https://example.org/1\n"
)
OWN = "".join(f"{'war' if at else 'case'},{line}" for at, line in enumerate(CASE.splitlines(True)))
# the files that the presets are for
OF_PRESETS = {
    "acled": ("in.csv", EVENTS), "gaza-daily": ("in.json", DAILY), "generic": ("in.csv", PLAIN),
    "lebanon-daily": ("in.json", DAILY), "reconcile": ("in.csv", OWN),
    "ucdp-ged": ("in.csv", EVENTS), "ukraine-general-staff": ("in.json", STAFF),
    "west-bank-daily": ("in.json", DAILY), "hxl": ("in.csv", TAGGED),
    "economist": ("in.csv", "\n".join(ECONOMIST[:8])),
}  # fmt: skip
ARTICLE = (
    "SEOUL, 13 January 2025 (Reuters) - About 300 North Korean soldiers were killed and 2,700 "
    "wounded in Kursk, including 20 women, the National Intelligence Service said on Monday. At "
    "least 12 of them, among them two officers, were captured. Kyiv put the toll at up to 4,000 "
    "dead or wounded.\n"
)  # fmt: skip
# a few words in every language of which texts are read
ARTICLES = {
    "en": ARTICLE,
    "de": "Mindestens 300 Soldaten wurden getötet und 2.700 verletzt, sagte der Sprecher.\n",
    "fr": "L'attaque a tué près de 1\u202f200 personnes, dont vingt enfants, selon l'ONU.\n",
    "es": "El ataque mató a unas 1.200 personas, entre ellas veinte niños, según la policía.\n",
    "it": "L'attacco ha ucciso almeno 27 persone e ne ha ferite 300, ha detto il ministro.\n",
    "pt": "O ataque matou duas mil pessoas e feriu 300, disse a polícia na segunda-feira.\n",
    "ru": "Погибли 300 человек, ещё не менее 27 ранены, сообщило министерство.\n",
    "uk": "Внаслідок атаки загинули 27 людей, серед них двоє дітей, повідомили в поліції.\n",
    "ar": "أسفر الهجوم عن مقتل ٣٠٠ شخص وإصابة 27 آخرين في مدينة رفح، بحسب وزارة الصحة.\n",
    "he": "במתקפה נהרגו 27 בני אדם ונפצעו שלוש מאות, מסר משרד הבריאות.\n",
    "tr": "Suriye'de 1.200 kişi öldü, en az 27 kişi yaralandı, dedi bakan.\n",
    "ko": "이번 공격으로 군인 3천여 명이 숨지고 27명이 다쳤다고 국정원이 밝혔다.\n",
    "zh": "地震在土耳其造成12人死亡,近三万人受伤,卫生部星期一表示。\n",
    "ja": "トルコの地震で1万2千人が死亡し、約300人が負傷したと当局が発表した。\n",
}
ANSWERS = json.dumps({"id": "", "rows": [
    {"start": 37, "end": 91, "number_start": 43, "number_end": 46, "figure": "~300",
     "measure": "killed", "quote": ARTICLE[37:91], "published": "2025-01-13", "source": "NIS"},
    {"quote": "2,700 wounded", "number_start": 88, "number_end": 93, "figure": "2,700",
     "measure": "wounded", "part_of": 0},
]})  # fmt: skip
HTML = (
    '<html><head><meta charset="utf-8"><title>x</title></head><body>'
    f"<p>{ARTICLE}</p><table><tr><td>3</table>"
)
