"""Strict decoding."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.coding import MAX_BYTES, MalformedError, decode, encode
from lobby.contract.devices import Avail, Presence
from lobby.contract.requests import AnyRequest, CallNext, CheckIn


def test_a_message_comes_back_as_it_went() -> None:
    """Encoding and decoding are each other's reverse, and the op tells the type."""
    request = CheckIn(id="abcdefgh-1", code="HK1ABC", persons=3)
    assert decode(encode(request), AnyRequest) == request


def test_fields_of_a_newer_sender_are_ignored() -> None:
    """An unknown field does not make a message malformed."""
    payload = b'{"op":"call-next","id":"abcdefgh","place":"7","mood":"good"}'
    assert decode(payload, AnyRequest) == CallNext(id="abcdefgh", place="7")


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        b'{"op":"call-next"}',
        b'{"op":"no-such-op","id":"abcdefgh"}',
        b'{"op":"call-next","id":"short","place":"7"}',
        b'{"op":"call-next","id":"abcdefgh","place":7}',
        b'{"op":"call-next","id":"abcdefgh","place":"../etc"}',
        b'{"op":"walk-in","id":"abcdefgh","service":"passport","persons":0}',
        b'{"op":"check-in","id":"abcdefgh","code":"' + b"A" * 600 + b'"}',
        b"[" * 100_000,
        b" " * (MAX_BYTES + 1),
    ],
)
def test_what_does_not_fit_is_malformed(payload: bytes) -> None:
    """Wrong JSON, types, values, sizes and depths are refused whole, with a digest instead of the content."""
    with pytest.raises(MalformedError) as caught:
        decode(payload, AnyRequest)
    assert len(caught.value.digest) == 12
    assert caught.value.size == len(payload)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_decoder(payload: bytes) -> None:
    """Any bytes are a message or malformed, nothing else."""
    try:
        decode(payload, AnyRequest)
    except MalformedError:
        return


def test_a_time_without_zone_is_malformed() -> None:
    """Instants carry their offset."""
    good = encode(Avail(st=Presence.ONLINE, epoch="e" * 8, at=datetime(2026, 11, 23, tzinfo=UTC)))
    assert decode(good, Avail)
    with pytest.raises(MalformedError):
        decode(good.replace(b"Z", b""), Avail)
