"""First look at what a scanner or a keypad gave: by shape, before anything else sees it.

The terminal has no keys; whether a code is genuine is the queue service's to say.
"""

from dataclasses import dataclass, field

from lobby.contract.codes import MAX_SCAN, TypedCode, TypedFault, parse_typed
from lobby.contract.codes.faults import CodeFault, Unreadable
from lobby.contract.codes.shape import code_bytes, code_of
from lobby.contract.state import BookingNumbers

SYMBOLS = 8


@dataclass(frozen=True)
class Shaped:
    """A text with the shape of one of our codes, fit to be sent."""

    text: str = field(repr=False)
    typed: bool = False


def scanned(text: str) -> Shaped | CodeFault:
    """What the scanner gave; EMPTY is nothing to speak of."""
    cut = text[: MAX_SCAN + 1]
    data = code_bytes(cut)
    if isinstance(data, bytes):
        return Shaped(code_of(data))
    if data is CodeFault.FOREIGN and isinstance(typed := parse_typed(cut.strip()), TypedCode):
        return Shaped(typed.symbols, typed=True)
    return data


def may_be_number(symbols: str, numbers: BookingNumbers | None) -> bool:
    """Whether a booking number of another system begins like this, at a house that takes them."""
    return numbers is not None and (symbols.isdecimal() or not symbols)


def most_symbols(symbols: str, numbers: BookingNumbers | None) -> int:
    """How many the keypad takes, by those that are there."""
    if numbers is None or not may_be_number(symbols, numbers):
        return SYMBOLS
    return max(SYMBOLS, numbers.most)


def typed_so_far(symbols: str, numbers: BookingNumbers | None = None) -> Shaped | TypedFault | None:
    """What the keypad shows: None while symbols are missing, a fault when the check symbol does not fit.

    Digits may be the number of another system's booking, which has no check symbol: enough of them are fit to be sent.
    """
    if numbers is not None and symbols.isdecimal() and numbers.least <= len(symbols) <= numbers.most:
        return Shaped(symbols, typed=True)
    if len(symbols) < SYMBOLS:
        return None
    typed = parse_typed(symbols)
    if isinstance(typed, Unreadable):
        return typed.reason if isinstance(typed.reason, TypedFault) else TypedFault.BAD_SYMBOL
    return Shaped(typed.symbols, typed=True)
