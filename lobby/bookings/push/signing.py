"""Signatures of deliveries, as the Standard Webhooks specification has them (standardwebhooks.com).

Signed are `id.timestamp.body` with HMAC-SHA256; a signature is `v1,` and base64. A secret is `whsec_` and the base64 of
24 to 64 random bytes.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

PREFIX = "whsec_"
LEAST_BYTES, MOST_BYTES = 24, 64
WINDOW = timedelta(minutes=5)
"""How far the sender's clock may be from ours, either way; what is older may be a recording."""
_ID = re.compile(r"[A-Za-z0-9_.-]{8,100}")
_VERSION = "v1"


class SecretError(ValueError):
    """No secret of that form."""


class SigningFault(StrEnum):
    """Why a delivery is not believed."""

    HEADERS = "headers"
    """One of the three is missing or malformed."""
    TIME = "time"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class Secret:
    """What both sides know."""

    key: bytes = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> "Secret":
        """The secret in its written form.

        Raises:
            SecretError: it is none.
        """
        try:
            key = base64.b64decode(text.strip().removeprefix(PREFIX), validate=True)
        except (binascii.Error, ValueError) as error:
            raise SecretError(f"a secret is {PREFIX} and base64") from error
        if not text.strip().startswith(PREFIX) or not LEAST_BYTES <= len(key) <= MOST_BYTES:
            raise SecretError(f"a secret is {PREFIX} and the base64 of {LEAST_BYTES} to {MOST_BYTES} bytes")
        return cls(key)

    @classmethod
    def new(cls) -> "Secret":
        """A random one."""
        return cls(secrets.token_bytes(32))

    def written(self) -> str:
        """For a file of settings."""
        return PREFIX + base64.b64encode(self.key).decode()

    def signature(self, delivery: str, timestamp: str, body: bytes) -> str:
        """The header's value for a delivery."""
        signed = f"{delivery}.{timestamp}.".encode() + body
        return f"{_VERSION},{base64.b64encode(hmac.digest(self.key, signed, hashlib.sha256)).decode()}"


def headers(secret: Secret, delivery: str, at: datetime, body: bytes) -> dict[str, str]:
    """What a sender adds to its request."""
    timestamp = str(int(at.timestamp()))
    return {
        "webhook-id": delivery,
        "webhook-timestamp": timestamp,
        "webhook-signature": secret.signature(delivery, timestamp, body),
    }


def verified(
    given: Mapping[str, str], body: bytes, known: Sequence[Secret], now: datetime
) -> str | SigningFault:
    """The id of a delivery that one of our secrets has signed just now, or why it is not believed."""
    delivery, timestamp = given.get("webhook-id", ""), given.get("webhook-timestamp", "")
    is_time = timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 12  # noqa: PLR2004 - seconds
    signatures = given.get("webhook-signature", "").split()
    if not _ID.fullmatch(delivery) or not is_time or not signatures:
        return SigningFault.HEADERS
    expected = [one.signature(delivery, timestamp, body).encode() for one in known]
    pairs = [(ours, theirs.encode("utf-8", "replace")) for ours in expected for theirs in signatures[:10]]
    if not any(hmac.compare_digest(ours, theirs) for ours, theirs in pairs):
        return SigningFault.SIGNATURE
    if abs(now.timestamp() - int(timestamp)) > WINDOW.total_seconds():
        return SigningFault.TIME
    return delivery
