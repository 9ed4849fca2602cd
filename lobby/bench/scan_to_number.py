"""`lobby bench scan-to-number`: from the last key of a code to its number on the screen.

A real broker, a real queue service with its journal on disk, a real terminal. The keys go the way a keyboard scanner's
go; the number counts as painted when the frame that shows it has its last pixel, found by reading that frame back.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.bench.house import BenchHouse, bench_house, wait_until
from lobby.bench.load import Agent, Load, new_id
from lobby.bench.report import percentiles, report
from lobby.bench.window import SeenFrame, WindowClient
from lobby.catalogue_files import sample_catalogue
from lobby.contract.codes import BookingClaim, signed
from lobby.contract.codes.keyring import LOCAL
from lobby.contract.config import PublicKey
from lobby.contract.requests import Identify
from lobby.look.tokens import LIGHT, MARGIN

CENTRE, KEY_ID = "altona", 1
WARM_UP = 5
WIDTH, HEIGHT = 1080, 1920
EDGE = (MARGIN + 1, 0, 6, HEIGHT)
"""Where a result has its coloured edge, from the left; nothing else there has these colours."""
RESULTS = (LIGHT.success, LIGHT.warning)
QUESTION = (900, 1240, 8, 400)
"""Inside the filled button of the question; white on the page before."""
CALM_SECONDS = 0.5
"""Between two touches: what comes faster is a double tap, and ignored."""
TYPING_SECONDS = 0.05
"""For all keys but the last; a keyboard scanner needs longer."""
LONGEST_SECONDS = 8.0
BARS = {"p99_ms": "≤ 200"}

app = typer.Typer()


@dataclass
class Visitors:
    """Codes of bookings that have their slot about now."""

    key: Ed25519PrivateKey

    def code(self) -> str:
        """Another one, of today also when it is nearly midnight."""
        catalogue = sample_catalogue()
        now = datetime.now(LOCAL).replace(second=0, microsecond=0)
        slot = min(now + timedelta(minutes=5), now.replace(hour=23, minute=59)).astimezone(UTC)
        claim = BookingClaim(
            booking=os.urandom(8).hex(), revision=0, key_id=KEY_ID, site=catalogue.centre[CENTRE].number, slot=slot,
            length=timedelta(minutes=15), service=catalogue.service["id-card"].number, persons=1,
        )  # fmt: skip
        return signed(claim, self.key)

    def public(self) -> PublicKey:
        """What the queue service checks them with."""
        today = datetime.now(UTC).date()
        raw = self.key.public_key().public_bytes_raw().hex()
        day = timedelta(days=2)
        return PublicKey(key_id=KEY_ID, public=raw, not_before=today - day, not_after=today + day)


@app.command(epilog="Example: lobby bench scan-to-number --rounds 200 --json")
def scan_to_number(
    rounds: Annotated[int, typer.Option(min=2, max=400, help="Visitors for each of the two figures.")] = 200,
    json: Annotated[bool, typer.Option("--json", help="The last line is one JSON object.")] = False,
) -> None:
    """Check in at once, and once more with the question whether this is the right booking, answered when it is seen."""
    visitors = Visitors(Ed25519PrivateKey.generate())
    with bench_house() as house:
        with house.queue_service(keys=[visitors.public()]), _terminal(house) as window:
            house.configure("kiosk-1", {"confirm_check_in": False})
            direct = _measured(window, visitors, rounds, asks_back=False)
            house.configure("kiosk-1", {"confirm_check_in": True})
            asked = _measured(window, visitors, rounds, asks_back=True)
        echoed = _echo(house, rounds)
    figures = percentiles(direct)
    confirmed = {f"confirm_{name}": value for name, value in percentiles(asked).items()}
    baseline = percentiles(echoed)["p50_ms"]
    figures |= confirmed
    figures |= {
        "baseline_p50_ms": baseline,
        "ratio": round(figures["p50_ms"] / baseline, 1),
        "rounds": rounds,
    }
    report("Terminal: last key of the code to number painted", figures, as_json=json, bars=BARS)


@contextmanager
def _terminal(house: BenchHouse) -> Iterator[WindowClient]:
    mirror = house.folder / "kiosk.sock"
    settings = str(house.settings_file("kiosk-1"))
    words = ("lobby", "kiosk", "--settings", settings, "--mirror", str(mirror), "--windowed")
    with house.program(*words, "--size", f"{WIDTH}x{HEIGHT}"), _window(mirror) as window:
        wait_until(lambda: window.state()["screen"] == "welcome")
        yield window


@contextmanager
def _window(mirror: Path) -> Iterator[WindowClient]:
    with WindowClient(mirror) as window:
        yield window


def _measured(window: WindowClient, visitors: Visitors, rounds: int, *, asks_back: bool) -> list[float]:
    taken = [_round(window, visitors.code(), asks_back=asks_back) for _ in range(rounds + WARM_UP)]
    return taken[WARM_UP:]


def _round(window: WindowClient, code: str, *, asks_back: bool) -> float:
    """Milliseconds of one visitor."""
    wait_until(lambda: window.state()["screen"] == "welcome")
    seen = int(window.state()["frame"])
    window.keys(code[:-1])
    time.sleep(TYPING_SECONDS)
    began = window.keys(code[-1] + "\n")
    if asks_back:
        seen = _until_seen(window, seen, QUESTION, (LIGHT.action,), screen="confirm").number
        window.tap("yes")
    painted = _until_seen(window, seen, EDGE, RESULTS, screen="number")
    time.sleep(CALM_SECONDS)
    window.tap("done")
    return (painted.drawn - began) * 1000


def _until_seen(
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


def _echo(house: BenchHouse, rounds: int) -> list[float]:
    """The baseline: a request and its answer between two bare clients on the same broker."""
    echo = ("lobby.bench.echo", "--settings", str(house.settings_file("queue")), "--bytes", "500")
    with house.program(*echo):
        load = Load(house.broker.settings("rehearsal"))
        try:
            load.until_answered(lambda: Identify(id=new_id(), code="0"))
            return load.run([_asking(rounds + WARM_UP)]).milliseconds[WARM_UP:]
        finally:
            load.close()


def _asking(rounds: int) -> Agent:
    for _ in range(rounds):
        yield Identify(id=new_id(), code="HK1" + "0" * 132)
