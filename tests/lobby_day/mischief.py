"""Payloads that fit no message, on every topic that each account may write; and what the access lists must stop."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from lobby.contract.coding import MalformedError, decode
from lobby.contract.requests import ROLE_OPS, CheckIn, Finish
from lobby.contract.state import Board, Opening, ShownCall
from lobby.contract.topics import (
    AVAIL,
    BOARD,
    CHANNELS,
    DESIRED,
    HEALTH,
    INFO,
    REQUEST,
    SCAN,
    SHOW_NAME,
    TOUCH,
    Channel,
    Scope,
)
from lobby.link.device import Device

RUBBISH: tuple[bytes, ...] = (
    b"{", b"\xff\xfe\x00", b"null", b"[]", b"7", b'"text"', b"{}", b"\x00" * 64, b"[" * 20_000,
    b'{"op":"check-in"}',
    b'{"op":"check-in","id":"x","code":"HK1"}',
    b'{"op":"launch","id":"command-0001"}',
    b'{"op":"check-in","id":"command-0002","code":"' + b"A" * 600 + b'"}',
    b'{"op":"walk-in","id":"command-0003","service":"../../etc/passwd"}',
    b'{"op":"walk-in","id":"command-0004","service":"pickup","persons":0}',
    b'{"op":"open-place","id":"command-0005","place":"7","services":[]}',
    b'{"op":"call-next","id":"command-0006","place":"7; drop table event"}',
    b'{"op":"call-next","id":"command-0007","place":null}',
    b'{"op":"import-bookings","id":"command-0008","bookings":[{"booking":"short"}]}',
    b'{"rev":-1,"at":"yesterday","by":1,"fields":[]}',
    b'{"st":"maybe","epoch":"?"}',
    b"<html></html>" * 100,
)  # fmt: skip
TARGETS = {DESIRED: ("queue", "kiosk-1", "display-1"), SCAN: ("kiosk-1",), TOUCH: ("kiosk-1",),
           SHOW_NAME: ("kiosk-1", "display-1")}  # fmt: skip
FAKE_NUMBER = "X999"


@dataclass(frozen=True)
class Sent:
    """A malformed payload that was sent: to which device, on which channel."""

    channel: Channel
    device: str


def spoil(device: Device) -> Iterator[Sent]:
    """Send rubbish on every topic this account may write; names each that its reader must count."""
    kind = device.settings.kind
    for channel in CHANNELS:
        scope = channel.sends.get(kind)
        if scope is None or channel.kind is None:
            continue
        targets = TARGETS.get(channel, ("kiosk-1",)) if scope is Scope.ANY else (device.settings.device,)
        for target in targets:
            for levels in _levels(channel, kind, target):
                for payload in RUBBISH:
                    if _is_malformed(payload, channel) and device.publish(
                        channel, msgspec.Raw(payload), **levels
                    ):
                        for reader in ("queue",) if channel is REQUEST else _readers(channel, target):
                            yield Sent(channel, reader)


def overstep(device: Device) -> list[str]:
    """What a terminal may not do: a board of its own, a clerk's command, a command in another's name.

    Returns the ids of commands that must not be in the journal.
    """
    at = datetime.now(UTC)
    call = ShownCall(id="fake", number=FAKE_NUMBER, place="1", at=at, attempt=1)
    board = Board(epoch="fake-epoch", rev=10**9, as_of=at, calls=(call,), opening=Opening(is_open=True))
    device.publish(BOARD, board)
    device.publish(REQUEST, Finish(id="forbidden-0001", place="1"), op="finish")
    other = CheckIn(id="forbidden-0002", code="HK1")
    device.publish(REQUEST, other, op="check-in", device="kiosk-2")
    return ["forbidden-0001", "forbidden-0002"]


def _levels(channel: Channel, kind: str, target: str) -> list[dict[str, str]]:
    if channel is REQUEST:
        return [{"op": op} for op in ROLE_OPS[kind]]
    return [{"device": target}] if "device" in channel.parameters else [{}]


def _readers(channel: Channel, target: str) -> tuple[str, ...]:
    """The queue service also hears what devices say of themselves."""
    return (target, "queue") if channel in (AVAIL, INFO, HEALTH) else (target,)


def _is_malformed(payload: bytes, channel: Channel) -> bool:
    try:
        decode(payload, channel.kind)
    except MalformedError:
        return True
    return False
