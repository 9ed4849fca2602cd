"""The page on which a visitor follows a number on the phone: its secret link, and what it needs to know.

Who holds the link sees the page, nobody else: what leaves the centre has only a digest of the link's token.
"""

import hashlib
import hmac
from base64 import b32encode
from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec

from lobby.contract.city import CloudEvent
from lobby.contract.fields import Count, Epoch, Instant, Message, Name, Number, Place, Rev, Text, VisitId
from lobby.contract.state import WaitRange

Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$", description="of a token: SHA-256, 128 bits")]

TOKEN_BYTES = 16
SECRET_BYTES = 32
MOST_PAGES = 2000
"""Of a day; a centre has 500 visits on an ordinary one."""


def token_of(secret: bytes, visit: VisitId) -> str:
    """26 letters and digits, 128 bits: HMAC-SHA256 of the visit under the secret of the day."""
    digest = hmac.digest(secret, visit.encode(), "sha256")[:TOKEN_BYTES]
    return b32encode(digest).decode().rstrip("=").lower()


def digest_of(token: str) -> str:
    """By which a page is found, and from which the token is not."""
    return hashlib.sha256(token.encode()).hexdigest()[:32]


def link_of(base: str, centre: Name, token: str) -> str:
    """The whole address, for a QR code."""
    return f"{base.rstrip('/')}/w/{centre}/{token}"


class WaitState(StrEnum):
    """How a visit stands, as its visitor is told."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    MISSED = "missed"


class Ahead(Message, frozen=True, kw_only=True):
    """How many are called before; from, to."""

    low: Count
    high: Count


class WaitPage(Message, frozen=True, kw_only=True, omit_defaults=True):
    """One visit that is not over. No service, no language, nothing of the person."""

    digest: Digest
    number: Number
    state: WaitState
    place: Place | None = None
    called_at: Instant | None = None
    """Of the last call; another one is another moment."""
    slot: Instant | None = None
    callable_from: Instant | None = None
    wait: WaitRange | None = None
    delay: WaitRange | None = None
    ahead: Ahead | None = None


class WaitPages(Message, frozen=True, kw_only=True):
    """All of a centre's today; a call and a new number at once, else every two to ten seconds."""

    epoch: Epoch
    rev: Rev
    as_of: Instant
    day: date
    centre: Name
    name: Text
    area: Text
    is_evacuated: bool = False
    """Nobody is to wait for a number then."""
    pages: Annotated[tuple[WaitPage, ...], msgspec.Meta(max_length=MOST_PAGES)] = ()
    over: Annotated[tuple[Digest, ...], msgspec.Meta(max_length=MOST_PAGES)] = ()
    """Of visits that ended today: their pages say so."""


class WaitPagesEvent(CloudEvent, frozen=True, kw_only=True):
    """type de.lobby.wait-pages.v1."""

    data: WaitPages
