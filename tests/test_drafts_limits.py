"""What is made to take long is refused with a line that says what to give instead."""

import json
import zlib

import pytest

from reconcile.drafting import drafts_of, whereabouts
from reconcile.drafting.pages import read_page
from reconcile.drafting.passages import read_passage
from reconcile.errors import InputError


def refused(name: str, data: bytes) -> str:
    with pytest.raises(InputError) as error:
        read_page(name, data)
    return str(error.value)


def test_a_text_of_numbers_is_no_article() -> None:
    text = "12 " * 20_001
    assert "20,001 numbers" in refused("a.txt", text.encode())
    with pytest.raises(InputError, match=r"in parts"):
        read_passage(json.dumps({"id": 1, "text": text}), "a.jsonl:1")


def test_a_book_of_more_than_half_a_million_signs_is_given_in_parts() -> None:
    assert "500,000 characters" in refused("a.txt", b"dead " * 100_001)


def test_a_page_of_tags_is_no_article() -> None:
    assert "100,002 tags" in refused("a.html", b"<p>" * 100_002)


def test_a_pdf_that_draws_without_end_is_refused() -> None:
    drawn = zlib.compress(b"BT /F1 12 Tf (12 killed) Tj " + b"0 0 Td " * 2_000_000)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
    ]
    data = b"%PDF-1.4\n"
    for number, part in enumerate(parts, start=1):
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    data += b"trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF"
    assert refused("a.pdf", data) == "a.pdf: the PDF draws more than is read; give its text"


def test_positions_of_parts_hold_over_many_sentences() -> None:
    rows = drafts_of("The blast killed 14 people, including nine officers. " * 200, "en")
    assert len(rows) == 400
    assert [row.part_of for row in rows[1::2]] == list(range(0, 400, 2))


def test_places_of_a_sentence_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not for each of its numbers, of which a sentence may have hundreds."""
    looked = list[object]()
    monkeypatch.setattr(whereabouts, "_places", lambda of: looked.append(of) or [])
    rows = drafts_of("In Mosul " + "12 soldiers were killed, and " * 50 + "one was wounded.", "en")
    assert len(rows) > 20 and len(looked) == len(set(map(id, looked)))


def test_a_turkish_word_of_a_hundred_thousand_letters_is_gone_through_once() -> None:
    """Where a place may begin at each of its letters, this does not end."""
    assert drafts_of("27 kişi öldü " + "a" * 100_000 + " dedi.", "tr")
