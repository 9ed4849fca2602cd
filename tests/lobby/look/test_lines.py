"""Where lines break: width is counted in letters here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.look.lines import broken

WORDS = st.lists(st.text("abc1.", min_size=1, max_size=9), min_size=1, max_size=14)


def filled(text: str, width: int) -> list[str]:
    """Every line as full as it gets."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@given(WORDS, st.integers(3, 40))
def test_nothing_is_lost_and_there_are_as_few_lines_as_can_be(words: list[str], width: int) -> None:
    """Only a word that is wider than the width stands over, in a line of its own."""
    lines = broken(" ".join(words), width, len)
    assert " ".join(lines).split() == words
    assert len(lines) == len(filled(" ".join(words), width))
    assert all(len(line) <= width or " " not in line for line in lines)


def test_a_word_too_wide_gets_its_own_line() -> None:
    """Nothing is lost when a word is wider than the page; written line breaks stay, empty lines too."""
    assert broken("ab abcdefgh c\n\nd", 4, len) == ["ab", "abcdefgh", "c", "", "d"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Wie viele Personen sind Sie?", 24, ["Wie viele Personen", "sind Sie?"]),
        ("Weiter geht es um 10:25 Uhr.", 23, ["Weiter geht es um", "10:25 Uhr."]),
        ("Prosimy czekać na miejscu w poczekalni.", 27, ["Prosimy czekać na miejscu", "w poczekalni."]),
        ("Sie sind da. Wir rufen Sie bald.", 23, ["Sie sind da.", "Wir rufen Sie bald."]),
        ("Ihr Termin: Mittwoch, 25. November, 10 Uhr.", 26, ["Ihr Termin: Mittwoch,", "25. November, 10 Uhr."]),
        ("Zentralregister · auch online möglich", 22, ["Zentralregister", "auch online möglich"]),
        ("Gewerbeamt · auch online möglich", 21, ["Gewerbeamt", "auch online möglich"]),
        ("Personalausweis · Wartezeit 30 bis 40 Minuten", 30, ["Personalausweis", "Wartezeit 30 bis 40 Minuten"]),
    ],
)  # fmt: skip
def test_lines_are_broken_as_a_typesetter_would(text: str, width: int, lines: list[str]) -> None:
    """No last line of one short word, times with their word, no single letter or dot at the end."""
    assert broken(text, width, len) == lines
