"""Says the day list to the terminals: signed, when something in it has changed, and not often."""

import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.codes.key_files import public_hex, read_private_key, write_private_key
from lobby.contract.day_list import SIGNED_AS, DayList, SignedDayList
from lobby.contract.topics import DAY_LIST, Channel
from lobby.queueing.alone import day_list
from lobby.queueing.documents import Stamp
from lobby.queueing.line import Line
from lobby.queueing.rules import Rules

KEY_FILE = "day-list.pem"
APART_SECONDS = 5.0
"""Terminals keep each list on their disk."""


def list_key(state: Path) -> Ed25519PrivateKey:
    """The key that this queue service signs its lists with, made at the first start.

    Raises:
        KeyFileError: the file is open to others, or holds no such key.
    """
    path = state / KEY_FILE
    if path.exists():
        return read_private_key(path)
    key = Ed25519PrivateKey.generate()
    write_private_key(path, key)
    return key


class DayLists:
    """What was said last. Times are `time.monotonic()`."""

    def __init__(
        self, publish: Callable[[Channel, object], object], key: Ed25519PrivateKey, epoch: str, site: int
    ) -> None:
        self._publish = publish
        self._key, self._public = key, public_hex(key)
        self._epoch, self._site = epoch, site
        self._said: DayList | None = None
        self._looked_at = float("-inf")
        self._seen: object = None

    def again(self) -> None:
        """The broker may have lost it: say it whether it changed or not."""
        self._said, self._seen, self._looked_at = None, None, float("-inf")

    def say(self, line: Line, rules: Rules, stamp: Stamp) -> None:
        """Publish the list if it has changed since it was said."""
        moment = time.monotonic()
        seen = (line.seq, id(rules))
        if seen == self._seen or moment - self._looked_at < APART_SECONDS:
            return
        self._seen, self._looked_at = seen, moment
        fresh = day_list(line, rules, stamp, self._site)
        if self._said is not None and _same(fresh, self._said):
            return
        body = msgspec.json.encode(fresh)
        signature = self._key.sign(SIGNED_AS + body).hex()
        if self._publish(
            DAY_LIST, SignedDayList(body=body.decode(), signature=signature, public=self._public)
        ):
            self._said = fresh


def _same(one: DayList, other: DayList) -> bool:
    return msgspec.structs.replace(one, rev=other.rev, as_of=other.as_of) == other
