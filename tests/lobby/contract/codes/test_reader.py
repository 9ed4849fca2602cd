"""Several systems' codes are read side by side."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.codes import (
    BookingReference,
    CodeFault,
    CodeReader,
    ForeignNumbers,
    NumberedBookings,
    SignedCodes,
    TypedCodes,
    TypedFault,
    Unreadable,
    read_with,
    typed_code,
    typed_number,
)
from lobby.contract.codes.symbols import ALPHABET
from lobby.contract.codes.typed import TypedCode, parse_typed
from tests.support.codes import ALTONA, CLAIM, KEYRING, NOW, code

NUMBERS = ForeignNumbers("other-office", bytes(range(32)))
OTHER_OFFICE = NumberedBookings(NUMBERS)
READERS: tuple[CodeReader, ...] = (SignedCodes(KEYRING, ALTONA), OTHER_OFFICE, TypedCodes())


def test_each_text_finds_its_reader() -> None:
    """A scanned code, a typed code and another system's number are each known by their own reader."""
    assert read_with(READERS, code(), NOW) == CLAIM
    assert read_with(READERS, str(typed_code(CLAIM.booking)).lower(), NOW) == typed_code(CLAIM.booking)
    number = "VT0012345"
    reference = BookingReference((NUMBERS.booking_on(NOW.date(), number), NUMBERS.booking(number)))
    assert read_with(READERS, "vt-0012345\r", NOW) == reference


def test_a_number_may_come_again_on_another_day() -> None:
    """One id holds for one day, the other for ever; both are of the form of a booking id."""
    days = (NOW.date(), NOW.date() + timedelta(days=1))
    today, tomorrow = (NUMBERS.booking_on(day, "TT0012") for day in days)
    assert len({today, tomorrow, NUMBERS.booking("TT0012")}) == 3
    assert all(len(bytes.fromhex(one)) == 8 for one in (today, tomorrow, NUMBERS.booking("TT0012")))


def test_numbers_of_two_systems_never_meet() -> None:
    """The same number in two systems stands for two bookings."""
    third = ForeignNumbers("third", NUMBERS.key)
    assert NUMBERS.booking("123456") != third.booking("123456")


def test_without_the_key_a_number_cannot_be_tried_out() -> None:
    """Ids under another key have nothing in common, and the key is not shown with the object."""
    other = ForeignNumbers("other-office", bytes(32))
    assert not {NUMBERS.booking(f"{n}") for n in range(500)} & {other.booking(f"{n}") for n in range(500)}
    assert "key" not in repr(NUMBERS)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("123456", "123456"),
        (" tt 00-12 ", "TT0012"),
        ("1", None),
        ("ABCDEFG1234", None),
        ("123456789012", None),
        ("12A456", None),
        ("9" * 40, None),
    ],
)
def test_numbers_are_known_by_their_shape(text: str, number: str | None) -> None:
    """Letters, then digits; what is longer, shorter or mixed is no booking number."""
    assert typed_number(text) == number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (code()[:9], CodeFault.CUT),
        ("https://example.org", CodeFault.FOREIGN_URL),
        ("ABC", TypedFault.TOO_SHORT),
        ("ABCD-123Z", TypedFault.BAD_SYMBOL),
        ("ABCD-1234", TypedFault.CHECK_FAILED),
        ("4006381333931", CodeFault.FOREIGN),
        ("", CodeFault.EMPTY),
        (code(key_id=99), CodeFault.UNKNOWN_KEY),
        ("X" * 1_000_000, CodeFault.TOO_LONG),
    ],
)
def test_the_most_telling_reason_is_given(text: str, reason: CodeFault | TypedFault) -> None:
    """When no reader takes a text, the reason is of the reader that knows it best."""
    reading = read_with(READERS, text, NOW)
    assert isinstance(reading, Unreadable)
    assert reading.reason is reason


def test_a_typed_code_that_begins_like_a_scan_is_typed() -> None:
    """One typed code in 32,768 begins with HK1; its length and check symbol tell that it is no cut scan."""
    (last,) = [symbol for symbol in ALPHABET if isinstance(parse_typed("HK1ABCD" + symbol), TypedCode)]
    assert read_with(READERS, "HK1ABCD" + last, NOW) == TypedCode("HK1ABCD" + last)


@given(st.text(max_size=80) | st.text(alphabet=ALPHABET + "abc -\r", max_size=12))
def test_any_text_gets_an_answer(text: str) -> None:
    """Whatever is scanned or typed, one reading comes; junk never becomes a claim or another system's number."""
    reading = read_with(READERS, text, NOW)
    is_number = typed_number(text) is not None
    assert isinstance(reading, BookingReference if is_number else TypedCode | Unreadable)


def test_without_readers_everything_is_foreign() -> None:
    """No reader, no code."""
    assert read_with((), code(), NOW) == Unreadable(CodeFault.FOREIGN)
