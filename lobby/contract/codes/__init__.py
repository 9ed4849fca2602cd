"""Booking codes: signed claims in QR codes, typed codes beside them, and the keys behind them. Pure, no I/O."""

from lobby.contract.codes.booking_code import claimed, read, signed
from lobby.contract.codes.claim import BookingClaim, ClaimError
from lobby.contract.codes.faults import CodeFault, TypedFault, Unreadable
from lobby.contract.codes.issuing import booking_of, claim_of
from lobby.contract.codes.keyring import Keyring
from lobby.contract.codes.numbers import ForeignNumbers, typed_number
from lobby.contract.codes.reader import (
    BookingReference,
    CodeReader,
    NumberedBookings,
    Reading,
    SignedCodes,
    TypedCodes,
    read_with,
)
from lobby.contract.codes.shape import CODE_LENGTH, MAX_SCAN
from lobby.contract.codes.typed import TypedCode, parse_typed, typed_code

__all__ = [
    "CODE_LENGTH",
    "MAX_SCAN",
    "BookingClaim",
    "BookingReference",
    "ClaimError",
    "CodeFault",
    "CodeReader",
    "ForeignNumbers",
    "Keyring",
    "NumberedBookings",
    "Reading",
    "SignedCodes",
    "TypedCode",
    "TypedCodes",
    "TypedFault",
    "Unreadable",
    "booking_of",
    "claim_of",
    "claimed",
    "parse_typed",
    "read",
    "read_with",
    "signed",
    "typed_code",
    "typed_number",
]
