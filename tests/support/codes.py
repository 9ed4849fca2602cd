"""Keys and claims for tests that need a valid booking code.

The keys are made from fixed seeds: they protect nothing.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.contract.codes import BookingClaim, Keyring, signed
from lobby.contract.config import PublicKey

ALTONA = 4
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CLAIM = BookingClaim(
    booking="00112233445566ff",
    revision=0,
    key_id=1,
    site=ALTONA,
    slot=datetime(2026, 11, 23, 10, 0, tzinfo=UTC),
    length=timedelta(minutes=15),
    service=6,
    persons=2,
)


def private_key(key_id: int) -> Ed25519PrivateKey:
    """The private key of a test key id."""
    return Ed25519PrivateKey.from_private_bytes(bytes([key_id]) * 32)


def public_key(key_id: int, **fields: Any) -> PublicKey:
    """Its public part, valid in 2026 everywhere unless `fields` say otherwise."""
    known = {"not_before": date(2026, 1, 1), "not_after": date(2026, 12, 31)} | fields
    return PublicKey(key_id=key_id, public=private_key(key_id).public_key().public_bytes_raw().hex(), **known)


KEYRING = Keyring.of(
    (
        public_key(1),
        public_key(2, revoked=True),
        public_key(3, not_before=date(2026, 11, 24)),
        public_key(4, not_after=date(2026, 11, 22)),
        public_key(5, sites=(9, 10)),
        public_key(6, sites=(ALTONA, 255)),
    )
)


def code(**fields: Any) -> str:
    """The code of `CLAIM` with some fields changed."""
    claim = replace(CLAIM, **fields)
    return signed(claim, private_key(claim.key_id))
