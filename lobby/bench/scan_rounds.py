"""One visitor before a real terminal's window, timed from the last key to the number painted."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.bench.house import BenchHouse, wait_until
from lobby.bench.window import SeenFrame, WindowClient
from lobby.catalogue_files import sample_catalogue
from lobby.contract.codes import BookingClaim, signed
from lobby.contract.codes.keyring import LOCAL
from lobby.contract.config import PublicKey
from lobby.look.tokens import LIGHT, MARGIN

if TYPE_CHECKING:
    import subprocess

CENTRE, KEY_ID = "altona", 1
SOON = timedelta(minutes=5)
WARM_UP = 5
HEIGHT = 1920
SIZE = f"1080x{HEIGHT}"
EDGE = (MARGIN + 1, 0, 6, HEIGHT)
"""Where a result has its coloured edge, from the left; nothing else there has these colours."""
RESULTS = (LIGHT.success, LIGHT.warning)
CALM_SECONDS = 0.5
"""Between two touches: what comes faster is a double tap, and ignored."""
TYPING_SECONDS = 0.05
"""For all keys but the last; a keyboard scanner needs longer."""
LONGEST_SECONDS = 8.0


@dataclass(frozen=True)
class Visitors:
    """Codes of bookings of today."""

    key: Ed25519PrivateKey

    def code(self, from_now: timedelta = SOON, persons: int = 1) -> str:
        """Another one with its slot then, of today also when it is nearly midnight."""
        catalogue = sample_catalogue()
        now = datetime.now(LOCAL).replace(second=0, microsecond=0)
        slot = min(now + from_now, now.replace(hour=23, minute=59)).astimezone(UTC)
        claim = BookingClaim(
            booking=os.urandom(8).hex(), revision=0, key_id=KEY_ID, site=catalogue.centre[CENTRE].number, slot=slot,
            length=timedelta(minutes=15), service=catalogue.service["id-card"].number, persons=persons,
        )  # fmt: skip
        return signed(claim, self.key)

    def public(self) -> PublicKey:
        """What the queue service checks them with."""
        today = datetime.now(UTC).date()
        raw = self.key.public_key().public_bytes_raw().hex()
        day = timedelta(days=2)
        return PublicKey(key_id=KEY_ID, public=raw, not_before=today - day, not_after=today + day)


@dataclass(frozen=True)
class Round:
    """By which colour of its edge the result is known, and what is touched to leave it."""

    colours: tuple[str, ...] = RESULTS
    leave: tuple[str, ...] = ("done",)


@contextmanager
def terminal_window(
    house: BenchHouse, environment: Mapping[str, str] | None = None, size: str = SIZE
) -> Iterator[tuple["subprocess.Popen[bytes]", WindowClient]]:
    """A terminal with its first page, and its window as somebody before it uses it."""
    mirror = house.folder / "kiosk.sock"
    settings = str(house.settings_file("kiosk-1"))
    words = ("lobby", "kiosk", "--settings", settings, "--mirror", str(mirror), "--windowed", "--size", size)
    with (
        house.program(*words, environment=environment) as process,
        WindowClient(mirror) as window,
    ):
        wait_until(lambda: window.state()["screen"] == "welcome")
        yield process, window


def started_scanning(window: WindowClient, code: str) -> float:
    """A code, key by key; `time.monotonic()` just before its last one."""
    window.keys(code[:-1])
    time.sleep(TYPING_SECONDS)
    return window.keys(code[-1] + "\n")


def measured(
    window: WindowClient, begin: Callable[[], float], rounds: int, how: Round | None = None
) -> list[float]:
    """Milliseconds of so many visitors, each from what `begin` returns until the number is painted."""
    how = how or Round()
    warm_up = min(WARM_UP, rounds)
    return [_one(window, begin, how) for _ in range(rounds + warm_up)][warm_up:]


def _one(window: WindowClient, begin: Callable[[], float], how: Round) -> float:
    wait_until(lambda: window.state()["screen"] == "welcome")
    seen = int(window.state()["frame"])
    began = begin()
    painted = until_seen(window, seen, EDGE, how.colours, screen="number")
    for control in how.leave:
        time.sleep(CALM_SECONDS)
        window.tap(control)
    return (painted.drawn - began) * 1000


def until_seen(
    window: WindowClient, after: int, box: tuple[int, int, int, int], colours: tuple[str, ...], *, screen: str
) -> SeenFrame:
    """The first frame with one of these colours in the box, while the terminal says that it shows that screen."""
    end = time.monotonic() + LONGEST_SECONDS
    while True:
        frame = window.frame(after, box)
        if frame is None or time.monotonic() > end:
            raise TimeoutError(f"{screen} was not painted; the terminal shows {window.state()['screen']}")
        is_there = any(frame.has_colour(colour) for colour in colours)
        if is_there and window.state()["screen"] == screen:
            return frame
        after = frame.number
