"""Bytes and symbols are two ways to say the same thing, and only one way each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.codes.symbols import ALPHABET, SymbolError, decoded, encoded


def test_the_alphabet_has_no_doubles_and_nothing_that_is_confused() -> None:
    """32 different symbols, without I and O, which look like digits, and Y and Z, which layouts swap."""
    assert len(set(ALPHABET)) == len(ALPHABET) == 32
    assert not set("IOYZ") & set(ALPHABET)


@given(st.binary(min_size=1, max_size=82))
def test_bytes_come_back(data: bytes) -> None:
    """What is written in symbols is read as the same bytes."""
    assert decoded(encoded(data), len(data)) == data


@given(st.text(alphabet=ALPHABET, min_size=4, max_size=4))
def test_a_text_is_one_code_or_none(text: str) -> None:
    """Two bytes have one text only: a text with other filling is refused."""
    try:
        data = decoded(text, 2)
    except SymbolError:
        return
    assert encoded(data) == text


@pytest.mark.parametrize("text", ["", "000", "00000", "000I", "000o", "00 0"])
def test_other_texts_are_refused(text: str) -> None:
    """A wrong length or a wrong symbol raises."""
    with pytest.raises(SymbolError):
        decoded(text, 2)
