from hypothesis import given
from hypothesis import strategies as st

from kiosk.reading import Shaped, scanned, typed_so_far
from lobby.contract.codes import CodeFault, TypedFault, typed_code
from tests.support.codes import code

TYPED = typed_code("00112233445566ff").symbols


def test_code_is_sent_in_its_one_spelling() -> None:
    """Gaps, small letters and what scanners put before a code do not travel."""
    assert scanned(f"]Q1{code().lower()}\r\n") == Shaped(code())


def test_scanned_typed_code_is_taken_as_one() -> None:
    """Some confirmations print the short code as a code of its own."""
    assert scanned(f"{TYPED[:4]}-{TYPED[4:]}") == Shaped(TYPED, typed=True)


@given(st.text(max_size=6000))
def test_any_text_is_read_or_refused_and_what_is_read_is_short(text: str) -> None:
    """Nothing that a scanner can send gets past the shape, and nothing breaks it."""
    reading = scanned(text)
    assert isinstance(reading, CodeFault) or len(reading.text) <= 512


def test_check_symbol_is_judged_when_the_eighth_symbol_stands() -> None:
    """Not before; and it says so when it does not fit."""
    assert typed_so_far(TYPED[:7]) is None
    assert typed_so_far(TYPED) == Shaped(TYPED, typed=True)
    swapped = TYPED[1] + TYPED[0] + TYPED[2:]
    assert typed_so_far(swapped) is TypedFault.CHECK_FAILED
