"""What just happened, as facts to be put into words. Pure.

The public facts carry no numbers; a fact gets its number from the documents of that moment when they come.
"""

from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lobby.contract.city import BatchEvent
from lobby.contract.devices import Avail, Drawn, Presence
from lobby.contract.events import PublicEvent
from lobby.contract.state import Board, Line, ShownCall
from lobby.link.incoming import Incoming
from lobby.web.moments import Clock
from lobby.web.presence import newer_presence

REMEMBERED = 12
TOLD = frozenset(
    {"arrived", "called", "not-answered", "missed", "serving-started", "finished", "place-opened",
     "place-closed", "day-started", "help-called", "help-answered", "check-in-failed", "emergency-raised",
     "emergency-ended"}
)  # fmt: skip
WITHOUT_NUMBER = frozenset({"arrived", "called", "place-opened", "emergency-raised", "emergency-ended"})
"""Not about whoever is at the place, or not yet."""
SHOWN_DEVICES = frozenset({"queue", "kiosk", "display", "counter", "reception", "console"})
SAME_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Fact:
    """One thing that happened. `event` is the public fact's tag, or a device's `came`, `online` (again), `offline`."""

    key: int
    at: datetime
    event: str
    number: str | None = None
    service: str | None = None
    place: str | None = None
    device: str | None = None
    screen_ms: int | None = None
    """For a call: from the fact to the display having drawn it."""


class Story:
    """The last dozen facts, newest first. Fed with what the link delivers."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._facts: deque[Fact] = deque(maxlen=REMEMBERED)
        self._next_key = 0
        self._presence: dict[str, Avail] = {}
        self._number_at_place: dict[str, str] = {}
        self._calls: dict[str, ShownCall] = {}

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Newest first."""
        return tuple(reversed(self._facts))

    def hear(self, incoming: Incoming) -> None:
        """Take in one message."""
        match incoming.message:
            case BatchEvent() as event:
                for told in event.data.events:
                    self._hear_fact(told)
            case Board() as board:
                self._hear_board(board)
            case Line() as line:
                self._hear_line(line)
            case Drawn() as drawn:
                self._hear_drawn(drawn)
            case Avail() as avail:
                self._hear_presence(incoming.levels["device"], avail, retained=incoming.retained)

    def _hear_fact(self, event: PublicEvent) -> None:
        if event.event not in TOLD:
            return
        number = None
        if event.event not in WITHOUT_NUMBER and event.place is not None:
            number = self._number_at_place.get(event.place)
        self._add(Fact(0, event.at, event.event, number, event.service, event.place))

    def _hear_board(self, board: Board) -> None:
        self._calls = {call.id: call for call in board.calls}
        for call in reversed(board.calls):
            self._number_at_place[call.place] = call.number
            for index, fact in enumerate(self._facts):
                if fact.number is None and _is_call(fact, call):
                    self._facts[index] = replace(fact, number=call.number)

    def _hear_line(self, line: Line) -> None:
        came = {waiting.checked_in: waiting.number for waiting in line.waiting}
        for index, fact in enumerate(self._facts):
            if fact.number is None and fact.event == "arrived" and fact.at in came:
                self._facts[index] = replace(fact, number=came[fact.at])

    def _hear_drawn(self, drawn: Drawn) -> None:
        call = self._calls.get(drawn.call or "")
        if call is None:
            return
        took_ms = round((drawn.at - call.at) / timedelta(milliseconds=1))
        for index, fact in enumerate(self._facts):
            if fact.screen_ms is None and took_ms >= 0 and _is_call(fact, call):
                self._facts[index] = replace(fact, number=call.number, screen_ms=took_ms)

    def _hear_presence(self, device: str, heard: Avail, *, retained: bool) -> None:
        known = self._presence.get(device)
        now = heard if known is None else newer_presence(known, heard)
        self._presence[device] = now
        changed = known is None or known.st is not now.st
        if changed and not retained and _kind(device) in SHOWN_DEVICES:
            came = "came" if known is None else "online"
            event = came if now.st is Presence.ONLINE else "offline"
            self._add(Fact(0, self._clock(), event, device=device))

    def _add(self, fact: Fact) -> None:
        self._next_key += 1
        self._facts.append(replace(fact, key=self._next_key))


def _is_call(fact: Fact, call: ShownCall) -> bool:
    return fact.event == "called" and fact.place == call.place and abs(fact.at - call.at) < SAME_MOMENT


def _kind(device: str) -> str:
    return device.rstrip("0123456789").rstrip("-")
