"""Bytes to messages and back, strictly: what does not fit its type is refused whole."""

import hashlib
from functools import cache

import msgspec

MAX_BYTES = 1_048_576  # the broker's message_size_limit


class MalformedError(ValueError):
    """The payload is not a message of the type its topic carries. `digest` names it in a log without showing it."""

    def __init__(self, why: str, payload: bytes) -> None:
        super().__init__(why)
        self.digest = hashlib.sha256(payload).hexdigest()[:12]
        self.size = len(payload)


@cache
def _decoder(kind: object) -> msgspec.json.Decoder[object]:
    return msgspec.json.Decoder(kind)  # type: ignore[arg-type,unused-ignore]


_ENCODER = msgspec.json.Encoder()


def encode(message: object) -> bytes:
    """UTF-8 JSON."""
    return _ENCODER.encode(message)


def decode(payload: bytes, kind: object) -> object:
    """The message of type `kind` (a Struct or a union of them).

    Raises:
        MalformedError: not UTF-8 JSON, too large, or not of that type.
    """
    if len(payload) > MAX_BYTES:
        raise MalformedError(f"payload of {len(payload)} bytes is over {MAX_BYTES}", payload)
    try:
        return _decoder(kind).decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedError(str(error), payload) from error
