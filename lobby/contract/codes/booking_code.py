"""Booking codes: `HK1` and 132 symbols, an 18-byte claim signed with Ed25519."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.contract.catalogue import TRAINING_SITE
from lobby.contract.codes.claim import BODY_BYTES, VERSION, BookingClaim, packed, unpacked
from lobby.contract.codes.faults import CodeFault, Unreadable
from lobby.contract.codes.keyring import SIGNED_AS, Keyring
from lobby.contract.codes.shape import code_bytes, code_of


def signed(claim: BookingClaim, key: Ed25519PrivateKey) -> str:
    """The code of a claim, 135 characters; `claim.key_id` must name the public part of `key`.

    Raises:
        ClaimError: a field is outside its range.
    """
    body = packed(claim)
    return code_of(body + key.sign(SIGNED_AS + body))


def read(text: str, keyring: Keyring, now: datetime, site: int) -> BookingClaim | Unreadable:
    """What a scanned text claims, if one of the keyring's keys has signed it and may; the reason if not.

    `site` is where it is read. A claim for another site, or for another day, is returned: those are for the rules.
    """
    data = code_bytes(text)
    if isinstance(data, CodeFault):
        return Unreadable(data)
    body, signature = data[:BODY_BYTES], data[BODY_BYTES:]
    version, claim = unpacked(body)
    is_signed = keyring.is_signed(body, signature, claim.key_id)
    if is_signed is None:
        return Unreadable(CodeFault.UNKNOWN_KEY, claim.key_id)
    fault = _fault(version, claim, site) if is_signed else CodeFault.FORGED
    fault = fault or keyring.objection(claim, now)
    return Unreadable(fault, claim.key_id) if fault else claim


def claimed(text: str) -> BookingClaim | Unreadable:
    """What a text claims, believed without looking at its signature. For showing, never for letting in."""
    data = code_bytes(text)
    if isinstance(data, CodeFault):
        return Unreadable(data)
    return unpacked(data[:BODY_BYTES])[1]


def _fault(version: int, claim: BookingClaim, site: int) -> CodeFault | None:
    if version > VERSION:
        return CodeFault.NEWER_VERSION
    if version < VERSION or claim.problem():
        return CodeFault.BAD_FIELDS
    if claim.site == TRAINING_SITE != site:
        return CodeFault.TRAINING
    return None
