"""The typed code beside each QR code: seven symbols of the booking id's digest and a check symbol.

The check symbol makes the sum of symbol times weight zero in the field of 32 elements. Every weight is another power of
one generator, so a single wrong symbol and a swap of any two different ones, neighbours or not, never leave it zero.
It proves nothing: who types it must be in the day's list.
"""

import hashlib
import re
from dataclasses import dataclass

from lobby.contract.codes.faults import TypedFault, Unreadable
from lobby.contract.codes.symbols import ALPHABET, ONLY_SYMBOLS, VALUE

TYPED_LENGTH = 8
GROUP = 4

_DOMAIN = b"lobby typed code v1\0"
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive: x generates the 31 non-zero elements
_MOST_TYPED = 64  # characters with separators
_SEPARATORS = re.compile(r"[\s\-‐‑–—_./·]+")
_LOOKS_LIKE = str.maketrans({"O": "0", "I": "1"})


@dataclass(frozen=True)
class TypedCode:
    """A typed code whose check symbol is right: eight symbols without separators."""

    symbols: str

    def __str__(self) -> str:
        """As printed: two groups of four."""
        return f"{self.symbols[:GROUP]}-{self.symbols[GROUP:]}"


def typed_code(booking: str) -> TypedCode:
    """The typed code of a booking id of 16 hex digits; always the same one."""
    digest = hashlib.sha256(_DOMAIN + bytes.fromhex(booking)).digest()
    bits = int.from_bytes(digest[:5]) >> 5
    symbols = "".join(ALPHABET[bits >> shift & 31] for shift in range(30, -1, -5))
    return TypedCode(symbols + ALPHABET[_check_value(symbols)])


def parse_typed(text: str) -> TypedCode | Unreadable:
    """The typed code in a text: lower case, separators, O for 0 and I for 1 are fine."""
    if len(text) > _MOST_TYPED:
        return Unreadable(TypedFault.TOO_LONG)
    typed = _SEPARATORS.sub("", text)
    symbols = typed.upper().translate(_LOOKS_LIKE)
    if not typed.isascii() or not ONLY_SYMBOLS.fullmatch(symbols):
        return Unreadable(TypedFault.BAD_SYMBOL)
    if len(symbols) != TYPED_LENGTH:
        return Unreadable(TypedFault.TOO_SHORT if len(symbols) < TYPED_LENGTH else TypedFault.TOO_LONG)
    if ALPHABET[_check_value(symbols[:-1])] != symbols[-1]:
        return Unreadable(TypedFault.CHECK_FAILED)
    return TypedCode(symbols)


def _check_value(symbols: str) -> int:
    """Horner's rule with x for the weights; the check symbol itself has weight 1."""
    total = 0
    for symbol in symbols:
        total = _times_x(total ^ VALUE[symbol])
    return total


def _times_x(element: int) -> int:
    element <<= 1
    return element ^ _POLYNOMIAL if element & 0b100000 else element
