"""Reports and charts in other languages: whole catalogues, and nothing left in English."""

import html
import importlib.util
import io
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from frames_written import to_csv
from ledgers import compared, framed

from reconcile.charts import KINDS
from reconcile.charts.page.labels import directed, set_by_the_reader, wrapped
from reconcile.comparison.schema import Discrepancy
from reconcile.errors import SelectionError
from reconcile.notation.columns import names_of
from reconcile.notation.dates import in_words, when
from reconcile.notation.speech import ENGLISH, LANGUAGES, right_to_left, say, speaking
from reconcile.notation.words import counts, days, joined, number, percent, signed, times
from reconcile.report import PAGE, WEB, report
from reconcile.report.feed import feed_of
from reconcile.report.html import names
from reconcile.report.index import index_page
from reconcile.wording.characters import LEFT_TO_RIGHT
from reconcile.wording.claim_texts import published_text

ROOT = Path(__file__).parent.parent
OTHERS = [code for code in LANGUAGES if code != ENGLISH]
# in these every Latin letter is one that nobody translated
NO_LATIN = ["uk", "ko", "ar"]
HEAD = "source,via,published,as_of,since,population,place,measure,basis,figure,quote,set_aside"
# names, relays and notes in Greek letters, so that Latin ones are the program's
CASE = f"""{HEAD}
Α,Ω,2025-01-13,,,Π,"Κ, Ρ",killed,,~300,,
Α,,2025-01-13,,,Π,"Κ, Ρ",wounded,,"2,700",,
Β,,2025-01-09,,,Π,"Κ, Ρ",killed+wounded,,"4,000",,
Β,,2025-02-10,,,Π,"Κ, Ρ",killed,,350,,
Β,,2025-02-11,,,Π,"Κ, Ρ",killed,,withdrawn,,
Γ,,2025-02-11,2025-02,,Π,"Κ, Ρ",killed,,900-1000,,
Γ,,2025-03-01,,,Π,"Κ, Ρ",wounded,,"3,000",,λ
Δ,,2025-03-01,2025-02-20~,,Π,Ρ,killed,,>=5000,,
Δ,,2024-03-01,,,Π,Ρ,killed,,20,,
Δ,,2025-03-02,,2025-02,Π,Ρ,killed,,30,,
Ε,,2025-03-03,,,Π,Ρ,casualties,,7000,,
Ζ,,2025-03-03,,,Π,Ρ,casualties,,9000,,
Ζ,,2025-03-03,,,Π,Ρ,missing,,unknown,,
Ζ,,2025-03-04,,,Π,Ρ,killed,identified,45,,
Η,,,,,Π,Ρ,killed,identified,44,,
Η,,2025-03-05,,,Π,Ρ,ψ,,12,,
Θ,,2025-03-05,,,"Ξ, Π",Ρ,deployed,,11000,,
Θ,,2025-03-06,,,"Ξ, Π",Ρ,killed,,6000,,
"""
SOURCES = (
    "source,name,kind,side,derives_from\nΑ,Αα,intelligence,,\nΒ,,military,Σ,\nΓ,,media,,\n"
    "Δ,,ngo,,\nΕ,,government,,\nΖ,,academic,,Ε\nΗ,,registry,,\nΘ,,international,,\n"
)
MEASURES = "measure,label,includes,may_include,within,may_fall\nψ,ψψ,,,,\n"
# what is typed, the names of files and of the program, and what is the same everywhere
KEPT = re.compile(
    r"reconcile [a-z-]+(?: --[a-z-]+ [A-Z]+| --case case)*|--window|sha256sum"
    r"|[\w-]+\.(?:csv|json|png|svg|md|html|xml)"
    r"|SHA-256|\b(?:CSV|JSON|PNG|SVG)\b|[0-9a-f]{64}|[Rr]econcile(?: [\d.a-z]+)?|\bcase\b"
)  # fmt: skip


def maker():
    path = ROOT / "docs" / "make_languages.py"
    spec = importlib.util.spec_from_file_location("make_languages", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKER = maker()


@pytest.fixture(scope="module")
def said():
    return MAKER.template()


@pytest.fixture(scope="module")
def comparison():
    return compared(CASE, sources=SOURCES, measures=MEASURES)


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated_with_its_placeholders(said, code):
    assert list(MAKER.lacking(code, said)) == []
    assert MAKER.catalogue(code).read_bytes() == MAKER.updated(code, said), "make_languages.py"


@pytest.mark.parametrize("code", OTHERS)
def test_no_translation_is_a_guess_or_markup(code):
    catalogue = read_po(io.BytesIO(MAKER.catalogue(code).read_bytes()), locale=code)
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    strings = [text for message in catalogue if message.id for text in _strings(message)]
    assert [text for text in strings if re.search(r'[<>&"]', text)] == []


def _strings(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


@pytest.mark.parametrize(
    ("code", "day", "month", "span", "about"),
    [
        ("en", "published 1\xa0Oct\xa02015", "published Oct\xa02015",
         "published 1\xa0Oct\xa02015 to 2\xa0Oct\xa02015", "published about Oct\xa02015"),
        ("fr", "publié le 1er\xa0oct.\xa02015", "publié en oct.\xa02015",
         "publié entre le 1er\xa0oct.\xa02015 et le 2\xa0oct.\xa02015", "publié vers oct.\xa02015"),
        ("ar", "نُشر في 1\xa0أكتوبر\xa02015", "نُشر في أكتوبر\xa02015",
         "نُشر بين 1\xa0أكتوبر\xa02015 و2\xa0أكتوبر\xa02015", "نُشر نحو أكتوبر\xa02015"),
    ],
)  # fmt: skip
def test_a_publication_has_the_words_of_its_day_month_or_days(code, day, month, span, about):
    with speaking(code):
        texts = ("2015-10-01", "2015-10", "2015-10-01/2015-10-02", "2015-10~")
        told = [published_text(text) for text in texts]
    meant = (day, month, span, about)
    assert [each.replace("\xa0", " ") for each in told] == [
        each.replace("\xa0", " ") for each in meant
    ]


def test_a_message_that_is_missing_or_has_other_placeholders_is_told(said, tmp_path, monkeypatch):
    text = MAKER.catalogue("fr").read_text(encoding="utf-8")
    (tmp_path / "fr" / "LC_MESSAGES").mkdir(parents=True)
    monkeypatch.setattr(MAKER, "FOLDER", tmp_path)
    broken = text.replace('msgstr "Hypothèses"', 'msgstr ""').replace('"vers {day}', '"vers {n}')
    MAKER.catalogue("fr").write_text(broken, encoding="utf-8")
    told = sorted(MAKER.lacking("fr", said))
    assert told == ["fr: not translated: Assumptions", "fr: other placeholders: about {day}"]


SPOKEN = {
    "en": ("2,411", "−1,000", "×1.33", "0.5 %", "1 day", "3 days", "13 Jan 2025", "Jan 2025",
           "on 13 Jan 2025", "A, B and C"),
    "fr": ("2\u202f411", "−1\u202f000", "×1,33", "0,5\u202f%", "1 jour", "3 jours",
           "13 janv. 2025", "janv. 2025", "le 13 janv. 2025", "A, B et C"),
    "uk": ("2\u00a0411", "−1\u00a0000", "×1,33", "0,5 %", "1 день", "3 дні",
           "13 січ. 2025\u202fр.", "січ. 2025\u202fр.", "13 січ. 2025\u202fр.", "A, B і C"),
    "ko": ("2,411", "−1,000", "×1.33", "0.5%", "1일", "3일", "2025년 1월 13일", "2025년 1월",
           "2025년 1월 13일", "A, B 및 C"),
    "ar": ("2,411", "−1,000", "×1.33", "0.5%", "يوم واحد", "3 أيام", "13 يناير 2025",
           "يناير 2025", "في 13 يناير 2025", "A وB وC"),
}  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_numbers_days_and_lists_are_those_of_the_language(code):
    with speaking(code):
        said = (
            number(2411), signed(-1000), times(1.33), percent(0.5), days(1), days(3),
            in_words("2025-01-13"), in_words("2025-01"), when("2025-01-13"), joined("ABC"),
        )  # fmt: skip
        assert right_to_left() == (code == "ar")
    assert said == SPOKEN[code]
    assert number(2411) == "2,411"


def test_a_day_that_ends_with_a_full_stop_ends_the_sentence_too():
    with speaking("uk"):
        told = say("The newest figure was published {day}.", day=in_words("2025-01-13"))
    assert told == "Найновіша цифра опублікована: 13 січ. 2025\u202fр."


def test_another_language_is_refused_and_english_comes_back():
    with pytest.raises(SelectionError, match="xx"), speaking("xx"):
        pass
    with speaking("fr"), speaking("en"):
        assert say("Charts") == "Charts"


def test_what_was_said_in_one_language_is_said_anew_in_another():
    told = {}
    for code in (*LANGUAGES, *LANGUAGES):
        with speaking(code):
            said = (in_words("2025-01-13"), when("2025-02"), counts(1, 2000), days(3))
        assert told.setdefault(code, said) == said
    assert len(set(told.values())) == len(LANGUAGES)


def test_names_and_figures_keep_their_order_in_a_line_from_right_to_left():
    left, right = "\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}"
    with speaking("ar"):
        assert directed("Crush at Mina, 2015") == "Crush at Mina, 2015"
        told = directed("قتلى 1,000–3,000 A-2015† ≥5")
        assert names("قتلى ~300") == 'قتلى <bdi dir="ltr">~300</bdi>'
    kept = [f"{left}{run}{left}{right}" for run in ("1,000–3,000", "A-2015†", "≥5")]
    assert told == f"{right}قتلى {' '.join(kept)}"


def test_a_number_is_not_broken_where_its_thousands_are_parted():
    with speaking("fr"):
        assert wrapped(f"abc {number(2236)}", 8, 0.45) == ("abc", "2 236")


class Words(HTMLParser):
    """What a page says: its texts, and those of its attributes that are read aloud or shown."""

    def __init__(self, data):
        super().__init__(convert_charrefs=True)
        self.said, self.open, self.root = [], [], {}
        self.feed(data.decode())

    def handle_starttag(self, tag, attrs):
        self.root = self.root or dict(attrs)
        self.open = [tag] if tag in ("style", "script", "code") else []
        given = dict(attrs)
        self.said += [given[name] or "" for name in ("aria-label", "data-told", "title", "alt")
                      if name in given]  # fmt: skip
        if given.get("name") == "description":
            self.said.append(given["content"])

    def handle_endtag(self, tag):
        self.open = []

    def handle_data(self, data):
        if not self.open:
            self.said.append(data)


def left_in_english(texts):
    placed = (re.sub(r"\{[a-z]+\}", "", KEPT.sub("", text)) for text in texts)
    return sorted({word for text in placed for word in re.findall(r"[A-Za-z]{2,}", text)})


@pytest.mark.parametrize("code", NO_LATIN)
def test_nothing_on_a_page_is_left_in_english(comparison, code):
    files = report(comparison, lang=code)
    page = Words(files[WEB])
    assert page.root["lang"] == code
    assert (page.root.get("dir") == "rtl") == (code == "ar")
    assert left_in_english(page.said) == []
    markdown = files[PAGE].decode().replace('<div dir="rtl">', "").replace("</div>", "")
    lines = [line for line in markdown.splitlines() if not line.startswith("![")]
    assert left_in_english(lines) == []
    assert files["discrepancies.csv"] == to_csv(
        framed(comparison.discrepancies).reset_index(drop=True)[list(names_of(Discrepancy))],
        spreadsheet=True,
    )


@pytest.mark.parametrize("code", NO_LATIN)
def test_nothing_of_index_feed_and_charts_is_left_in_english(code):
    with speaking(code):
        own = compared(CASE, sources=SOURCES, measures=MEASURES)
        index = Words(index_page({"case": own}, ["Ω"]))
        assert left_in_english(index.said) == []
        feed = html.unescape(html.unescape(feed_of({"case": own}).decode()))
        feed = re.sub(r"<[^>]*>|urn:\S*", " ", feed)
        assert left_in_english(re.sub(r"\d{4}-\d\d-\d\dT\S*", "", feed).splitlines()) == []
        with set_by_the_reader():
            told = [part.alt for kind in KINDS.values() for part in kind.draw(own).pictures]
    assert left_in_english(told) == []


def test_the_library_that_knows_locales_is_not_loaded_for_english():
    code = (
        "import sys, reconcile.report.index, reconcile.report.feed\n"
        "from reconcile.notation import dates, words\n"
        "dates.in_words('2025-01-13'), words.joined('AB'), words.days(3)\n"
        "print([name for name in sys.modules if name.split('.')[0] == 'babel'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_million_signs_without_a_number_are_gone_through_once() -> None:
    """Where a number is looked for from each of them to the last, this does not end."""
    assert LEFT_TO_RIGHT.search("~" * 1_000_000) is None
    assert [found[0] for found in LEFT_TO_RIGHT.finditer("~300 ≥1,200+")] == ["~300", "≥1,200+"]
