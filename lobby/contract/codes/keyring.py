"""The public keys that codes are checked with, and what each of them may sign."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lobby.contract.catalogue import TRAINING_SITE
from lobby.contract.codes.claim import BookingClaim
from lobby.contract.codes.faults import CodeFault
from lobby.contract.config import PublicKey

LOCAL = ZoneInfo("Europe/Berlin")
"""Keys are valid for whole local days, the first and the last included."""

SIGNED_AS = b"HK1\0"
"""Goes before the body when it is signed, so that no other signature of the same key can pass for a code."""


@dataclass(frozen=True)
class Keyring:
    """Public keys by id. When an id is listed twice, the later one holds: a configuration's last word."""

    keys: tuple[PublicKey, ...]
    _known: Mapping[int, tuple[PublicKey, Ed25519PublicKey]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Load each key once."""
        known = {
            key.key_id: (key, Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.public)))
            for key in self.keys
        }
        object.__setattr__(self, "_known", known)

    @classmethod
    def of(cls, keys: Iterable[PublicKey]) -> "Keyring":
        """The keys of a configuration."""
        return cls(tuple(keys))

    def is_signed(self, body: bytes, signature: bytes, key_id: int) -> bool | None:
        """Whether this key signed this body; None without such a key."""
        known = self._known.get(key_id)
        if known is None:
            return None
        try:
            known[1].verify(signature, SIGNED_AS + body)
        except InvalidSignature:
            return False
        return True

    def objection(self, claim: BookingClaim, now: datetime) -> CodeFault | None:
        """Why the claim's key, which has signed it, may not have; None when it may.

        Validity is about signing: nobody signs for a slot outside of it, nor before it begins. The slot decides on
        expiry, so that a code means the same all its life and a late visitor hears of the slot, not of a key.
        """
        key, _ = self._known[claim.key_id]
        if key.revoked:
            return CodeFault.KEY_REVOKED
        if claim.site not in key.sites and (key.sites or claim.site == TRAINING_SITE):
            return CodeFault.KEY_OUT_OF_SCOPE
        slot_day, today = claim.slot.astimezone(LOCAL).date(), now.astimezone(LOCAL).date()
        if min(slot_day, today) < key.not_before:
            return CodeFault.KEY_NOT_YET
        return CodeFault.KEY_EXPIRED if slot_day > key.not_after else None
