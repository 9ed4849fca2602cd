"""Arabic script on a renderer that sets glyphs from left to right."""

from lobby.contract.config import Language
from lobby.look.shaping import NON_JOINER, laid_out, seen, shape


def test_latin_script_is_left_as_it_is() -> None:
    """German is neither joined nor turned."""
    assert shape("Platz 7", Language.DE) == "Platz 7"


def test_a_number_stays_readable_inside_arabic() -> None:
    """A ticket number and a time keep their order of digits and their letter in front."""
    seen = shape("رقمكم A 104 الساعة 10:15", Language.AR)
    assert "A 104" in seen
    assert "10:15" in seen


def test_what_is_read_first_is_seen_rightmost() -> None:
    """The first word of an Arabic line ends up at its right end, its letters joined."""
    seen = shape("مكان الانتظار", Language.AR)
    assert seen.split()[-1] == shape("مكان", Language.AR)
    assert all(ord(letter) >= 0xFE70 for letter in seen if letter != " ")


def test_lines_break_in_reading_order() -> None:
    """The first line holds the first words read, before anything is turned."""
    text = "واحد اثنان ثلاثة أربعة"
    lines = laid_out(text, Language.AR, 12, len).split("\n")
    assert lines[0] == shape("واحد اثنان", Language.AR)
    assert len(lines) == 2


def test_persian_letters_standing_alone_are_drawn_as_themselves() -> None:
    """Faces have no extra glyph for them; and the non-joiner parts letters without being drawn."""
    assert shape("پ چ ژ ک گ ی", Language.FA) == "ی گ ک ژ چ پ"
    assert shape("می\u200cشود", Language.FA) == shape("می", Language.FA).join([shape("شود", Language.FA), ""])


def test_letters_that_are_not_joined_make_no_ligature() -> None:
    """A renderer that sees lam, alef from left to right would draw what is read as alef, lam the other way round."""
    assert NON_JOINER in seen("بالكامل", Language.AR)
    assert seen("بالكامل", Language.AR).replace(NON_JOINER, "") == shape("بالكامل", Language.AR)
    assert NON_JOINER not in seen("سلام", Language.AR)
    assert seen("Platz 7", Language.DE) == "Platz 7"


def test_in_plain_german_every_sentence_begins_a_line() -> None:
    """Also where two would fit; in other languages they stand together."""
    text = "Der Code ist falsch. Bitte prüfen Sie jedes Zeichen. Am 25. November geht es weiter."
    assert laid_out(text, Language.DE_PLAIN, 100, len).split("\n") == [
        "Der Code ist falsch.", "Bitte prüfen Sie jedes Zeichen.", "Am 25. November geht es weiter."
    ]  # fmt: skip
    assert laid_out(text, Language.DE, 100, len) == text


def test_an_address_keeps_its_order_on_every_line() -> None:
    """Between Arabic texts too: the house number, the comma and the postcode stay where they are."""
    assert laid_out("Musterstraße 11, 20000 Hamburg", Language.AR, 20, len).split("\n") == [
        "Musterstraße 11,", "20000 Hamburg"
    ]  # fmt: skip
