"""What a program hears from its link, in one stream and in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lobby.contract.topics import Channel


class Subscription(NamedTuple):
    """What to listen to. The own city, centre and device are meant unless said otherwise."""

    channel: Channel
    any_device: bool = False
    any_centre: bool = False
    qos: int | None = None
    device: str | None = None


@dataclass(frozen=True)
class Incoming:
    """A message of the contract. `message` is None where a retained one was cleared or the broker itself speaks raw.

    `received` is `time.monotonic()`; `payload` is kept only for channels without a message type.
    """

    channel: Channel
    levels: Mapping[str, str]
    message: object
    retained: bool
    received: float
    payload: bytes = b""


@dataclass(frozen=True)
class LinkChanged:
    """The connection came or went. When it came, own state is to be published anew; others' follows by itself."""

    connected: bool
    problem: str | None = None


class RequestError(Exception):
    """A request got no answer; whether it was carried out is unknown until it is asked again with the same id."""


class NobodyListeningError(RequestError):
    """The broker knows at once that no queue service is there, or there is no broker."""


class NoAnswerError(RequestError):
    """No answer after all retries."""
