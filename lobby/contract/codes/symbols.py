"""The 32 symbols of booking codes: digits and capitals without I, O, Y, Z.

I and O look like digits, and a keyboard scanner set to the American layout swaps Y and Z on a German machine. All of
them belong to the alphanumeric mode of QR codes.
"""

import re

ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWX"
VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
ONLY_SYMBOLS = re.compile(f"[{ALPHABET}]*")

BITS = 5


class SymbolError(ValueError):
    """Not the one way to write a number of bytes in symbols."""


def encoded(data: bytes) -> str:
    """Five bits a symbol, most significant first; the last symbol is filled with zeros."""
    count = -(-len(data) * 8 // BITS)
    number = int.from_bytes(data) << (count * BITS - len(data) * 8)
    return "".join(ALPHABET[number >> shift & 31] for shift in range((count - 1) * BITS, -1, -BITS))


def decoded(text: str, size: int) -> bytes:
    """The `size` bytes that `encoded` wrote as `text`.

    Raises:
        SymbolError: a wrong symbol, a wrong length, or filling that is not zero (two texts would mean one code).
    """
    if len(text) != -(-size * 8 // BITS) or not ONLY_SYMBOLS.fullmatch(text):
        raise SymbolError(f"{len(text)} characters are no {size} bytes")
    number = 0
    for symbol in text:
        number = number << BITS | VALUE[symbol]
    filling = len(text) * BITS - size * 8
    if number & ((1 << filling) - 1):
        raise SymbolError("the filling is not zero")
    return (number >> filling).to_bytes(size)
