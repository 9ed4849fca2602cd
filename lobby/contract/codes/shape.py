"""From what a scanner typed to the symbols of a code, by shape alone: bounded, and before any cryptography."""

import re

from lobby.contract.codes.claim import BODY_BYTES
from lobby.contract.codes.faults import CodeFault
from lobby.contract.codes.foreign import foreign_kind
from lobby.contract.codes.symbols import BITS, ONLY_SYMBOLS, SymbolError, decoded, encoded

PREFIX = "HK1"
SIGNATURE_BYTES = 64
CODE_LENGTH = len(PREFIX) + -(-(BODY_BYTES + SIGNATURE_BYTES) * 8 // BITS)
MAX_SCAN = 4096
"""Characters; whatever is longer is not looked at."""

_EDGE = "".join(map(chr, range(33))) + "\x7f\x85\xa0\u200b\u200e\u200f\u2028\u2029\ufeff"
_GAPS = re.compile(r"[\s\x00-\x1f\x7f]+")
_SYMBOLOGY = re.compile(r"\]Q\d", re.IGNORECASE)  # ISO/IEC 15424, sent first by some scanners
_OURS = re.compile(r"HK[1!]", re.IGNORECASE)
_NEWER = re.compile(r"HK[2-9]")
_TAIL_LENGTH = 100  # symbols; a code that lost its beginning still has that many

# Shift lock, and Caps Lock on some German machines, turn digits into what stands above them.
_ABOVE_DIGITS_GERMAN = str.maketrans('!"§$%&/()=', "1234567890")
_ABOVE_DIGITS_AMERICAN = str.maketrans("!@#$%^&*()", "1234567890")
_ONLY_AMERICAN = re.compile(r"[@#^*]")


def code_of(data: bytes) -> str:
    """The one spelling of a code's body and signature."""
    return PREFIX + encoded(data)


def code_bytes(text: str) -> bytes | CodeFault:
    """Body and signature of a text that has the shape of a code."""
    if len(text) > MAX_SCAN:
        return CodeFault.TOO_LONG
    text = text.strip(_EDGE)
    text = text[3:] if _SYMBOLOGY.match(text) else text
    if not text:
        return CodeFault.EMPTY
    if not _OURS.match(text):
        return _not_ours(text)
    return _unwrapped(_in_capitals(_GAPS.sub("", text)))


def _in_capitals(text: str) -> str:
    if text[2] == "!":
        american = _ONLY_AMERICAN.search(text)
        text = text.translate(_ABOVE_DIGITS_AMERICAN if american else _ABOVE_DIGITS_GERMAN)
    return text.upper() if text.isascii() else text


def _unwrapped(code: str) -> bytes | CodeFault:
    if not ONLY_SYMBOLS.fullmatch(code):
        return CodeFault.MALFORMED
    if len(code) < CODE_LENGTH:
        return CodeFault.CUT
    if len(code) > CODE_LENGTH:
        return CodeFault.DOUBLED if PREFIX in code[1:] else CodeFault.MALFORMED
    try:
        return decoded(code.removeprefix(PREFIX), BODY_BYTES + SIGNATURE_BYTES)
    except SymbolError:
        return CodeFault.MALFORMED


def _not_ours(text: str) -> CodeFault:
    capitals = text.upper() if text.isascii() else text
    if PREFIX.startswith(capitals):
        return CodeFault.CUT
    if ONLY_SYMBOLS.fullmatch(capitals):
        if _NEWER.match(capitals):
            return CodeFault.NEWER_VERSION
        if _TAIL_LENGTH <= len(capitals) < CODE_LENGTH:
            return CodeFault.CUT
    return foreign_kind(text)
