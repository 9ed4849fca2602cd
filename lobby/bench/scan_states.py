"""The states of `lobby bench scan-to-number`: when a visitor comes, how, and with what the terminal is busy besides."""

import itertools
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from lobby.bench.house import BenchHouse, wait_until
from lobby.bench.load import Agent, Load, new_id
from lobby.bench.paper_sink import PaperSink
from lobby.bench.scan_rounds import CALM_SECONDS, Round, Visitors, measured, started_scanning
from lobby.bench.window import WindowClient
from lobby.contract.codes.keyring import LOCAL
from lobby.contract.requests import CheckIn
from lobby.look.tokens import LIGHT

IN_LINE = 200
SLOT_LATER, SLOT_BEFORE = timedelta(hours=1), timedelta(minutes=8)
"""Early and late; a quarter of an hour after the slot it would be too late."""
LATEST_WALK_IN = timedelta(hours=2)
"""Before midnight; later none is taken, though the house is open round the clock."""
GONE = "gone"
EXPECTED = "expected"
"""A way of the first page that is not there without the queue service."""
LONGEST_CHANGE = 60.0
AMBER = (LIGHT.warning,)
SILENT = "pcm.!default { type null }\nctl.!default { type null }\n"
"""A sound card for machines without one."""


@dataclass(frozen=True)
class Stand:
    """Where it is measured."""

    house: BenchHouse
    window: WindowClient
    visitors: Visitors
    rounds: int


def possible(now: datetime) -> list[str]:
    """The states, near midnight without those that need more of the day; the broker's end comes last."""
    return [*(name for name in STATES if _has_room(name, now)), GONE]


def _has_room(name: str, now: datetime) -> bool:
    local = now.astimezone(LOCAL)
    ends = local.replace(hour=23, minute=59, second=0)
    needed = {"early": SLOT_LATER, "walk_in": LATEST_WALK_IN}.get(name, timedelta())
    begins = local.replace(hour=0, minute=0, second=0) + (SLOT_BEFORE if name == "late" else timedelta())
    return begins <= local <= ends - needed


def _early(stand: Stand) -> list[float]:
    return _scanning(stand, lambda: stand.visitors.code(SLOT_LATER), Round(colours=AMBER))


def _late(stand: Stand) -> list[float]:
    return _scanning(stand, lambda: stand.visitors.code(-SLOT_BEFORE), Round(colours=AMBER))


def _again(stand: Stand) -> list[float]:
    """A code that has its number shows it again; it gets it in the warm-up."""
    code = stand.visitors.code()
    return _scanning(stand, lambda: code)


def _walk_in(stand: Stand) -> list[float]:
    """From the touch of the service on."""
    window = stand.window

    def begin() -> float:
        for control, screen in (("walk-in", "subjects"), ("subject-a", "services")):
            time.sleep(CALM_SECONDS)
            window.tap(control)
            wait_until(lambda screen=screen: window.state()["screen"] == screen)  # type: ignore[misc]
        time.sleep(CALM_SECONDS)
        return window.tap("service-id-card")

    return measured(window, begin, stand.rounds)


def _printer(stand: Stand) -> list[float]:
    with PaperSink() as printer, _configured(stand, printer=printer.address):
        found = _scanning(stand, stand.visitors.code)
        wait_until(lambda: printer.tickets >= stand.rounds)
    return found


def _speech(stand: Stand) -> list[float]:
    """The aid is switched on before the code is shown; what is touched is said first and pressed then."""
    window = stand.window
    with _configured(stand, speech=True):
        wait_until(lambda: "aid-speech" in window.state()["controls"])
        codes = (stand.visitors.code() for _ in itertools.count())

        def begin() -> float:
            time.sleep(CALM_SECONDS)
            window.tap("aid-speech")
            time.sleep(CALM_SECONDS)
            return started_scanning(window, next(codes))

        return measured(window, begin, stand.rounds, Round(leave=("done", "done")))


def _line(stand: Stand) -> list[float]:
    """With 200 more people present."""
    load = Load(stand.house.broker.settings("rehearsal"))
    try:
        arrivals: Agent = (CheckIn(id=new_id(), code=stand.visitors.code()) for _ in range(IN_LINE))
        load.run([arrivals])
    finally:
        load.close()
    return _scanning(stand, stand.visitors.code)


def broker_gone(stand: Stand) -> tuple[list[float], dict[str, float]]:
    """Numbers that the terminal gives alone, and how long it takes to go on alone and to come back from it."""
    window, broker = stand.window, stand.house.broker
    wait_until(lambda: EXPECTED in window.state()["controls"])
    began = time.monotonic()
    broker.kill()
    wait_until(lambda: EXPECTED not in window.state()["controls"], LONGEST_CHANGE)
    alone = time.monotonic() - began
    found = _scanning(stand, stand.visitors.code, Round(colours=AMBER))
    began = time.monotonic()
    broker.start()
    wait_until(lambda: EXPECTED in window.state()["controls"], LONGEST_CHANGE)
    back = time.monotonic() - began
    return found, {"gone_alone_after_ms": round(alone * 1000, 1), "gone_back_after_ms": round(back * 1000, 1)}


STATES: Mapping[str, Callable[[Stand], list[float]]] = {
    "early": _early,
    "late": _late,
    "again": _again,
    "walk_in": _walk_in,
    "printer": _printer,
    "speech": _speech,
    "line": _line,
}
"""All but the last one, the broker gone: `broker_gone`."""


@contextmanager
def _configured(stand: Stand, **fields: object) -> Iterator[None]:
    """The terminal with these settings, and then without them."""
    stand.house.configure("kiosk-1", {"confirm_check_in": False, **fields})
    try:
        yield
    finally:
        stand.house.configure("kiosk-1", {"confirm_check_in": False})


def _scanning(stand: Stand, code: Callable[[], str], how: Round | None = None) -> list[float]:
    return measured(stand.window, lambda: started_scanning(stand.window, code()), stand.rounds, how)
