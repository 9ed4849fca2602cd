"""Several systems' codes are read side by side."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.codes import (
    BookingReference,
    CodeFault,
    CodeReader,
    NumberedBookings,
    SignedCodes,
    TypedCodes,
    TypedFault,
    Unreadable,
    read_with,
    typed_code,
)
from lobby.contract.codes.symbols import ALPHABET
from lobby.contract.codes.typed import TypedCode, parse_typed
from tests.support.codes import ALTONA, CLAIM, KEYRING, NOW, code

OTHER_OFFICE = NumberedBookings("other-office", re.compile(r"VT-(?P<number>\d{6,10})", re.IGNORECASE))
READERS: tuple[CodeReader, ...] = (SignedCodes(KEYRING, ALTONA), OTHER_OFFICE, TypedCodes())


def test_each_text_finds_its_reader() -> None:
    """A scanned code, a typed code and another system's number are each known by their own reader."""
    assert read_with(READERS, code(), NOW) == CLAIM
    assert read_with(READERS, str(typed_code(CLAIM.booking)).lower(), NOW) == typed_code(CLAIM.booking)
    assert read_with(READERS, "VT-0012345\r", NOW) == BookingReference(OTHER_OFFICE.booking("0012345"))


def test_numbers_of_two_systems_never_meet() -> None:
    """The same number in two systems stands for two bookings."""
    assert OTHER_OFFICE.booking("123456") != NumberedBookings("third", OTHER_OFFICE.pattern).booking("123456")
    assert re.fullmatch("[0-9a-f]{16}", OTHER_OFFICE.booking("123456"))


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
    assert isinstance(reading, TypedCode | Unreadable)


def test_without_readers_everything_is_foreign() -> None:
    """No reader, no code."""
    assert read_with((), code(), NOW) == Unreadable(CodeFault.FOREIGN)
