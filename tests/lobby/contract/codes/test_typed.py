"""Typed codes: forgiving to fingers, and no slip of them makes another valid code."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.codes import TypedCode, TypedFault, Unreadable, parse_typed, typed_code
from lobby.contract.codes.symbols import ALPHABET

bookings = st.binary(min_size=8, max_size=8).map(bytes.hex)


@given(bookings)
def test_the_same_booking_has_always_the_same_code(booking: str) -> None:
    """The code is derived from the booking id alone and reads back."""
    code = typed_code(booking)
    assert code == typed_code(booking)
    assert parse_typed(str(code)) == code
    assert len(code.symbols) == 8


def test_the_derivation_is_fixed() -> None:
    """Codes that were printed last year still hold: the derivation never changes."""
    assert str(typed_code("00112233445566ff")) == "60NF-H2UH"


@given(bookings)
def test_every_wrong_symbol_is_noticed(booking: str) -> None:
    """All 248 codes that differ in one symbol fail the check."""
    right = typed_code(booking).symbols
    for position in range(8):
        for symbol in set(ALPHABET) - {right[position]}:
            wrong = right[:position] + symbol + right[position + 1 :]
            assert parse_typed(wrong) == Unreadable(TypedFault.CHECK_FAILED)


@given(bookings)
def test_every_swap_is_noticed(booking: str) -> None:
    """All swaps of two different symbols fail the check, neighbours or not."""
    right = typed_code(booking).symbols
    for one, other in combinations(range(8), 2):
        swapped = list(right)
        swapped[one], swapped[other] = right[other], right[one]
        if right[one] != right[other]:
            assert parse_typed("".join(swapped)) == Unreadable(TypedFault.CHECK_FAILED)


def test_no_pair_of_symbols_escapes_the_check() -> None:
    """For each position, each of the 32 x 31 substitutions and neighbour swaps changes the check symbol."""
    for position in range(7):
        for symbol, other in combinations(ALPHABET, 2):
            base = ["0"] * 7
            base[position] = symbol
            changed = list(base)
            changed[position] = other
            assert _check("".join(base)) != _check("".join(changed))
            if position < 6:
                base[position + 1] = other
                swapped = list(base)
                swapped[position], swapped[position + 1] = other, symbol
                assert _check("".join(base)) != _check("".join(swapped))


def _check(symbols: str) -> str:
    """The one symbol that completes seven to a valid code."""
    (fits,) = [symbol for symbol in ALPHABET if isinstance(parse_typed(symbols + symbol), TypedCode)]
    return fits


@given(bookings, st.sampled_from(["-", " ", "  ", "–", ".", "/", ""]))
def test_typing_is_forgiven(booking: str, separator: str) -> None:
    """Lower case, other separators, O for 0 and I for 1 make no difference."""
    code = typed_code(booking)
    symbols = code.symbols.replace("0", "O").replace("1", "I").lower()
    assert parse_typed(f" {symbols[:4]}{separator}{symbols[4:]}\n") == code


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", TypedFault.TOO_SHORT),
        ("ABCD-123", TypedFault.TOO_SHORT),
        ("ABCD-12345", TypedFault.TOO_LONG),
        ("A" * 100_000, TypedFault.TOO_LONG),
        ("ABCD-123Z", TypedFault.BAD_SYMBOL),
        ("ABCD-123ß", TypedFault.BAD_SYMBOL),
        ("ABCD-1234", TypedFault.CHECK_FAILED),
    ],
)
def test_each_slip_has_its_reason(text: str, reason: TypedFault) -> None:
    """Too short, too long, a wrong symbol and a wrong check are told apart."""
    assert parse_typed(text) == Unreadable(reason)


@given(st.text(max_size=100))
def test_any_text_gets_an_answer(text: str) -> None:
    """Nothing that can be typed raises."""
    assert isinstance(parse_typed(text), TypedCode | Unreadable)
