"""Numbers of several words, and the outcome that they are a count of."""

import pytest

from reconcile.drafting import drafts_of


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("ar", "قتل أحد عشر مدنيا في حمص.", [("killed", "11")]),
        ("ar", "لقي ألفين و862 شخصا مصرعهم.", [("killed", "2,862")]),
        ("uk", "Ще понад пів сотні людей поранені.", [("wounded", ">50")]),
        ("ru", "Число погибших возросло со 120 до 179.", [("killed", "179")]),
        ("ru", "Под завалами могут оставаться до семи человек.", [("missing", "<=7")]),
        ("de", "Bei einem Brand in Essen sind zehn Kinder umgekommen.", [("killed", "10")]),
        ("tr", "İki asker öldü, beşinin yaralandığı söylendi.",
         [("killed", "2"), ("wounded", "5")]),
        ("it", "Il governo dice di aver ucciso tra i 30 e i 40 ribelli.", [("killed", "30–40")]),
    ],
)  # fmt: skip
def test_numbers_of_several_words(language: str, text: str, said: list[tuple[str, str]]) -> None:
    rows = drafts_of(text, language)
    assert [(row.measure, row.figure) for row in rows] == said
