"""The PIN of a terminal's service page, as it travels and lies on disk: salted and stretched, never in clear.

`scrypt$<salt>$<key>`, both hexadecimal; scrypt (RFC 7914) with N = 2^14, r = 8, p = 1, 16 bytes of salt, 32 of key.
About 50 ms and 16 MB a try. A short PIN is no match for somebody who has its hash and time: the access list hands a
device's configuration to that device and the console alone.
"""

import hashlib
import hmac
import re

PIN = "^[0-9]{6,8}$"
STORED_PIN = r"^$|^scrypt\$[0-9a-f]{32}\$[0-9a-f]{64}$"
"""Empty: no PIN, and no service page."""
SALT_BYTES = 16
_COST, _BLOCK, _LANES, _KEY_BYTES = 2**14, 8, 1, 32


def stored(pin: str, salt: bytes) -> str:
    """The PIN as it is kept. `salt`: 16 random bytes, new for each PIN.

    Raises:
        ValueError: it is not six to eight digits.
    """
    if not re.fullmatch(PIN, pin, re.ASCII):
        raise ValueError("a service PIN has six to eight digits")
    return f"scrypt${salt.hex()}${_key(pin, salt).hex()}"


def fits(pin: str, kept: str) -> bool:
    """Whether this is the PIN that was kept; False where none is."""
    if not kept or not re.fullmatch(STORED_PIN, kept, re.ASCII):
        return False
    _, salt, key = kept.split("$")
    return hmac.compare_digest(_key(pin, bytes.fromhex(salt)), bytes.fromhex(key))


def _key(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, dklen=_KEY_BYTES)
