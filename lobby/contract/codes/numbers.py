"""Booking numbers of other systems, made into booking ids that do not give them away.

A number is short, so a plain digest of it is undone by trying all of them. The digest is keyed (HMAC-SHA256, RFC 2104);
the key is the centre's, known to whoever hands bookings over and to the queue service, and to nobody else.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import date

from lobby.contract.codes.typed import TYPED_LENGTH

KEY_BYTES = 32
_DOMAIN = b"lobby foreign booking v2\0"
_SEPARATORS = re.compile(r"[\s\-‐‑–—_./·]+")
_SHAPE = re.compile(r"[A-Z]{0,6}[0-9]{4,11}")
_MOST = 32


@dataclass(frozen=True)
class ForeignNumbers:
    """The numbers of one system under one key of 32 bytes."""

    system: str
    key: bytes = field(repr=False)

    def booking(self, number: str) -> str:
        """The booking id, 16 hex digits, of a number that is never given to another booking."""
        return self._digest("id", number)

    def booking_on(self, day: date, number: str) -> str:
        """The booking id, 16 hex digits, of a number that is given again on other days."""
        return self._digest(day.isoformat(), number)

    def _digest(self, use: str, number: str) -> str:
        text = f"{self.system}\0{use}\0{number}".encode()
        return hmac.digest(self.key, _DOMAIN + text, hashlib.sha256)[:8].hex()


def typed_number(text: str) -> str | None:
    """A booking number as people type it: up to six letters, then four to eleven digits; None for anything else.

    Blanks, dashes and lower case are fine. Eight symbols with a letter among them have the shape of a typed code.
    """
    if len(text) > _MOST:
        return None
    found = _SEPARATORS.sub("", text).upper()
    is_typed_code = len(found) == TYPED_LENGTH and not found.isdecimal()
    return found if _SHAPE.fullmatch(found) and not is_typed_code else None
